"""Results of chaos runs, kept as JSON lines in .chaos/results.jsonl, and the table made of them."""

from collections import defaultdict
from dataclasses import asdict, dataclass, field
from pathlib import Path

import orjson

ROOT = Path(__file__).parents[2]
RESULTS = ROOT / ".chaos" / "results.jsonl"


@dataclass
class Result:
    """One fault, done in one run."""

    name: str
    told: str
    seed: int
    records: int
    done: int = 0
    lost: int = 0
    repeated: int = 0
    restarts: int = 0
    dead_letters: int = 0
    seconds: float = 0.0
    cpu_load: float = 0.0
    faults: list[str] = field(default_factory=list)
    notes: list[str] = field(default_factory=list)

    def __str__(self) -> str:
        end = "as in the calm run" if not self.faults else "DIFFERS\n    " + "\n    ".join(self.faults)
        more = "".join(f"\n    note: {note}" for note in dict.fromkeys(self.notes))
        return (
            f"{self.name:<16} seed {self.seed}: {self.records} records, fault done {self.done} times, "
            f"{self.restarts} restarts, {self.lost} lost, {self.repeated} outcomes said twice, {self.seconds:.0f} s, "
            f"load {self.cpu_load:.1f}: {end}{more}"
        )


def keep(result: Result) -> None:
    """Add a result to those kept."""
    RESULTS.parent.mkdir(exist_ok=True)
    with RESULTS.open("ab") as file:
        file.write(orjson.dumps(asdict(result)) + b"\n")


def write_table(path: Path) -> None:
    """Write the page of all results kept."""
    path.write_text(make_table([Result(**orjson.loads(line)) for line in RESULTS.read_bytes().splitlines()]))


def make_table(results: list[Result]) -> str:
    """The page, as Markdown."""
    by_name: dict[str, list[Result]] = defaultdict(list)
    for result in results:
        by_name[result.name].append(result)
    rows = [
        f"| {several[-1].told} | {len(several)} | {sum(r.done for r in several)} | {sum(r.records for r in several):,} "
        f"| {sum(r.lost for r in several)} | {sum(bool(r.faults) for r in several)} "
        f"| {sum(r.repeated for r in several)} | {sum(r.restarts for r in several)} "
        f"| {max(r.seconds for r in several):.0f} |"
        for several in by_name.values()
    ]
    kills = sum(r.done for r in results if r.name.startswith(("kill", "crash", "state", "poison-and-kill")))
    seeds = ", ".join(str(seed) for seed in sorted({r.seed for r in results}))
    return PAGE.format(
        rows="\n".join(rows),
        kills=kills,
        runs=len(results),
        records=sum(r.records for r in results),
        lost=sum(r.lost for r in results),
        different=sum(bool(r.faults) for r in results),
        failed="\n".join(f"- `{r.name}`, seed {r.seed}: {_cause(r)}" for r in results if r.faults) or "None.",
        never=", ".join(f"`{name}`" for name in NAMES if name not in by_name) or "none",
        seeds=seeds,
    )


NAMES = (
    "kill", "crash-clean", "crash-dedupe", "crash-enrich", "crash-reconcile", "stop", "broker", "broker-of-three",
    "freeze", "workers", "cut", "slow", "state", "poison", "poison-and-kill", "disk", "postgres", "twice",
)  # fmt: skip
"""All faults of the suite."""


def _cause(result: Result) -> str:
    """The line that says what was expected, of a traceback; else the first fault."""
    lines = [line for line in "\n".join(result.faults).splitlines() if "Error: " in line] or result.faults
    return lines[0][:200]


PAGE = """# Faults

Made by `make chaos` on a real Apache Kafka; do not edit. {runs} runs, {records:,} records, {kills} kills with SIGKILL:
**{lost} records lost, {different} runs that ended otherwise than the calm run.** Seeds: {seeds}.

After each fault everything must hold: `wiredesk audit` finds nothing; no stage has anything left to read; every raw
record has one outcome; and outcomes, clusters of copies, final meetings (with one partition: each of their revisions)
and topics are those of a run over the same input in which nothing went wrong. Inputs hold new stories, second sources,
exact and near copies, repetitions, meetings moved and called off by later revisions, and records that are none.

| fault | runs | times done | records | lost | runs that differ | outcomes said twice | workers that ended with an error and were started again | longest run, s |
|---|---|---|---|---|---|---|---|---|
{rows}

## Runs that differ
{failed}

Faults of the suite without a result on this page: {never}.

Outcomes said twice are the price of at least once: after a crash a stage says again, in the same words, what it had said
since its last commit. Workers that end with an error are meant to: a worker whose broker does not confirm a delivery
stops with exit code 1 and nothing committed, and is started again by whatever looks after it.
"""
