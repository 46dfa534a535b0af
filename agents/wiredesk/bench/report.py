"""Running the measurements and telling them: a table, JSON, a page of docs with its charts.

All figures of docs/speed.md between its two marks are written here; charts need matplotlib.
"""

import os
import platform
import statistics
import sys
from collections.abc import Iterator, Sequence
from dataclasses import asdict, dataclass, field
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import msgspec
import orjson
from rich.console import Console

from wiredesk.bench.articles import TYPICAL_CHARACTERS, make_articles
from wiredesk.bench.broker import kafka
from wiredesk.bench.embedded import Run, measure_run
from wiredesk.bench.pipeline import Latency, Rate, measure_latency, measure_rate
from wiredesk.bench.scale import tell_scale
from wiredesk.bench.state import Memory, Recovery, measure_memory, measure_recovery
from wiredesk.bench.steps import Step, measure_steps
from wiredesk.kafka.clients import BrokerError
from wiredesk.settings import SettingsError
from wiredesk_schemas import RawArticle

PARTS = ("steps", "run", "pipeline", "latency", "state")
SIZES = (1_000, 2_000, TYPICAL_CHARACTERS, 10_000, 20_000)
STEP_ARTICLES = 150
PIPELINE_ARTICLES, RUN_ARTICLES = 3_000, 10_000
"""Start and end belong to a run, so it is longer."""
PER_S = 50.0
MODES = ("metered", "bare", "noop", "faust")
RECOVERED = 100_000
BEGIN, END = "<!-- figures: wiredesk bench -->", "<!-- end of figures -->"


@dataclass
class Figures:
    """All that was measured; what was not is empty."""

    machine: dict[str, Any] = field(default_factory=dict)
    steps: dict[int, list[Step]] = field(default_factory=dict)
    runs: list[Run] = field(default_factory=list)
    rates: list[Rate] = field(default_factory=list)
    latency: list[Latency] = field(default_factory=list)
    memory: list[Memory] = field(default_factory=list)
    rebuilt: tuple[int, float] | None = None
    recovery: Recovery | None = None

    def median(self, mode: str) -> Rate | None:
        """The run of this mode whose CPU is the median."""
        runs = sorted((rate for rate in self.rates if rate.mode == mode), key=lambda rate: rate.cpu_ms)
        return runs[(len(runs) - 1) // 2] if runs else None


def run_bench(
    parts: Sequence[str],
    *,
    given: list[RawArticle],
    count: int | None,
    rounds: int,
    seconds: int,
    remembered: tuple[int, ...],
    brokers: str | None,
    docs: Path | None,
    as_json: bool,
) -> None:
    """Measure, print, write. BrokerError where there is no Kafka to measure on."""
    errors = Console(stderr=True, highlight=False)
    figures = Figures(machine=describe_machine())
    fault: BrokerError | None = None
    try:
        for part in _measured(figures, parts, given, count, rounds, seconds, remembered, brokers):
            errors.print(part)
    except BrokerError as e:
        fault = e  # told after what was measured before: half an hour of figures is not thrown away
    figures.machine["load_after"] = round(os.getloadavg()[0], 1)
    if as_json:
        sys.stdout.buffer.write(orjson.dumps(asdict(figures), option=orjson.OPT_NON_STR_KEYS) + b"\n")
    else:
        Console(highlight=False, soft_wrap=True).print("\n".join(tell(figures)), markup=False)
    if docs is not None:
        write_docs(figures, docs)
    if fault is not None:
        raise fault


def _measured(
    figures: Figures,
    parts: Sequence[str],
    given: list[RawArticle],
    count: int | None,
    rounds: int,
    seconds: int,
    remembered: tuple[int, ...],
    brokers: str | None,
) -> Iterator[str]:
    """Fill the figures; says what comes next."""
    if "steps" in parts:
        for size in SIZES if not given else (_typical(given),):
            yield f"steps, articles of {size:,} characters"
            raws = given[:STEP_ARTICLES] or list(make_articles(STEP_ARTICLES, characters=size))
            figures.steps[size] = measure_steps(raws)
    if "run" in parts:
        raws = _enough(given, count or RUN_ARTICLES)
        for number in range(rounds):
            yield f"run, round {number + 1} of {rounds}: {len(raws):,} articles"
            figures.runs.append(measure_run(raws))
    if set(parts) & {"pipeline", "latency", "state"}:
        with kafka(brokers) as address:
            if "pipeline" in parts:
                raws = _enough(given, count or PIPELINE_ARTICLES)
                for number in range(rounds):
                    for mode in MODES:  # in turns, so that a busy minute hits all of them
                        yield f"pipeline, round {number + 1} of {rounds}: {mode}"
                        figures.rates.append(measure_rate(address, raws, mode))
            if "latency" in parts:
                yield f"latency at {PER_S:.0f} articles/s"
                figures.latency = measure_latency(address, _enough(given, int(PER_S * seconds)), per_s=PER_S)
            if "state" in parts:
                size = min(RECOVERED, max(remembered))
                yield f"recovery of {size:,} articles"
                figures.recovery = measure_recovery(address, size)
    if "state" in parts:
        yield f"memory up to {max(remembered):,} articles"
        figures.memory, figures.rebuilt = measure_memory(remembered)


def read_figures(path: Path) -> Figures:
    """What an earlier run printed with --json. SettingsError when it is something else."""
    try:
        return msgspec.convert(orjson.loads(path.read_bytes()), Figures, strict=False)
    except OSError as e:
        raise SettingsError(f"figures cannot be read from {path}: {e.strerror or e}") from e
    except (orjson.JSONDecodeError, msgspec.ValidationError) as e:
        raise SettingsError(f"{path} is not what `wiredesk bench --json` prints: {e}") from e


def describe_machine() -> dict[str, Any]:
    """What the figures depend on besides the code."""
    return {
        "day": datetime.now(UTC).date().isoformat(),
        "cores": os.cpu_count(),
        "python": platform.python_version(),
        "load_before": round(os.getloadavg()[0], 1),
        "plain_loop_ms": round(_plain_loop_ms(), 2),
    }


def _plain_loop_ms() -> float:
    """CPU of a sum of 100,000 numbers, to compare machines by: about 1 ms on a fast and idle one."""
    import time

    taken = []
    for _ in range(30):
        started = time.process_time()
        sum(range(100_000))
        taken.append(time.process_time() - started)
    return statistics.median(taken) * 1000


def _typical(raws: Sequence[RawArticle]) -> int:
    return round(statistics.median(len(raw.body) for raw in raws))


def _enough(given: list[RawArticle], count: int) -> list[RawArticle]:
    if not given:
        return list(make_articles(count))
    # Sent again they would be repeats, which cost less: no more than there are.
    return given[:count]


def tell(figures: Figures) -> list[str]:
    """The figures in Markdown, which people can read as it is."""
    machine = figures.machine
    lines = [
        f"Measured on {machine['day']}: {machine['cores']} cores, Python {machine['python']}, load "
        f"{machine['load_before']} before and {machine['load_after']} after; a sum of 100,000 numbers takes "
        f"{machine['plain_loop_ms']} ms of CPU there (1 ms on a fast and idle machine).",
        "",
    ]
    if figures.steps:
        lines += _tell_steps(figures.steps)
    if figures.runs:
        lines += _tell_runs(figures.runs)
    if figures.rates:
        lines += _tell_rates(figures)
    if figures.latency:
        lines += ["| milliseconds at 50 articles/s | records | p50 | p95 | p99 |", "|---|---|---|---|---|"]
        lines += [f"| {x.what} | {x.count:,} | {x.p50:.0f} | {x.p95:.0f} | {x.p99:.0f} |" for x in figures.latency]
        lines.append("")
    if figures.recovery:
        r = figures.recovery
        lines += [
            f"A worker started on the state of {r.articles:,} articles is ready after {r.ready_s:.1f} s, has the first "
            f"outcome after {r.first_outcome_s:.1f} s and takes {r.resident_mb:.0f} MB.",
            "",
        ]
    if figures.memory:
        lines += ["| articles remembered | judged a second of CPU | bytes an article |", "|---|---|---|"]
        lines += [f"| {m.articles:,} | {m.judged_per_s:,.0f} | {m.bytes_each:,.0f} |" for m in figures.memory]
        if figures.rebuilt:
            lines += ["", f"Rebuilt from {figures.rebuilt[0]:,} rows in {figures.rebuilt[1]:.1f} s."]
        lines.append("")
    return lines


def _tell_steps(by_size: dict[int, list[Step]]) -> list[str]:
    sizes = list(by_size)
    lines = [
        "| CPU ms an article of | " + " | ".join(f"{size:,} characters" for size in sizes) + " |",
        "|---" * (len(sizes) + 1) + "|",
    ]
    for row, step in enumerate(by_size[sizes[0]]):
        name = f"- {step.name}" if step.part_of not in (None, step.name) else step.name
        lines.append(f"| {name} | " + " | ".join(f"{by_size[size][row].ms:.2f}" for size in sizes) + " |")
    speeds = [1000 / by_size[size][-1].ms for size in sizes]
    return [*lines, "| extract, articles/s and core | " + " | ".join(f"{speed:,.0f}" for speed in speeds) + " |", ""]


def _tell_runs(runs: Sequence[Run]) -> list[str]:
    run = sorted(runs, key=lambda run: run.wall_s)[(len(runs) - 1) // 2]
    return [
        "| `wiredesk run`, start to end | articles | seconds | articles/s | CPU ms each | largest process | load |",
        "|---|---|---|---|---|---|---|",
        f"| with its own broker | {run.articles:,} | {run.wall_s:.1f} | {run.articles_per_s:.0f} | "
        f"{run.cpu_ms:.2f} | {run.resident_mb:.0f} MB | {run.load:.1f} |",
        "",
    ]


def _tell_rates(figures: Figures) -> list[str]:
    names = {
        "faust": "wiredesk, four stages in one worker",
        "bare": "the same stages in bare aiokafka loops",
        "noop": "the same topology, nothing is read",
        "metered": "wiredesk, metered",
    }
    lines = [
        "| one process | articles/s | CPU ms an article | articles/s and core | ready after | memory | load |",
        "|---|---|---|---|---|---|---|",
    ]
    medians = [rate for mode in names if (rate := figures.median(mode))]
    lines += [
        f"| {names[rate.mode]} | {rate.articles_per_s:.0f} | {rate.cpu_ms:.2f} | {rate.per_core:.0f} | "
        f"{rate.start_s:.1f} s | {rate.resident_mb:.0f} MB | {rate.load:.1f} |"
        for rate in medians
    ]
    faust, bare = figures.median("faust"), figures.median("bare")
    if faust and bare:
        lines += ["", f"Of what the bare loops do with a core, wiredesk does {faust.per_core / bare.per_core:.2f}."]
    metered = figures.median("metered")
    if metered and metered.parts_ms:
        lines += ["", "| part | CPU ms an article | share |", "|---|---|---|"]
        lines += [
            f"| {name} | {ms:.2f} | {ms / metered.cpu_ms:.0%} |"
            for name, ms in sorted(metered.parts_ms.items(), key=lambda pair: -pair[1])
        ]
    return [*lines, ""]


def write_docs(figures: Figures, folder: Path) -> None:
    """Put the figures between the marks of speed.md and scale.md, and draw the charts."""
    charts = draw(figures, folder / "img")
    _fill(folder / "speed.md", [*tell(figures), *(f"![{title}](img/{name})" for name, title in charts)])
    metered = figures.median("metered")
    if metered is not None and (folder / "scale.md").is_file():
        _fill(folder / "scale.md", tell_scale(metered, figures.memory))


def _fill(page: Path, lines: Sequence[str]) -> None:
    text = page.read_text(encoding="utf-8")
    head, found, rest = text.partition(BEGIN)
    _, ended, tail = rest.partition(END)
    if not found or not ended:
        raise ValueError(f"{page}: expected the marks {BEGIN!r} and {END!r}")
    body = "\n".join(lines)
    page.write_text(f"{head}{BEGIN}\n{body}\n{END}{tail}", encoding="utf-8")


def draw(figures: Figures, folder: Path) -> list[tuple[str, str]]:
    """The charts that these figures make, as (file, title)."""
    import matplotlib as mpl

    mpl.use("Agg")
    from matplotlib import pyplot as plt

    folder.mkdir(parents=True, exist_ok=True)
    made = []
    metered = figures.median("metered")
    if metered and metered.parts_ms:
        chart, axes = plt.subplots(figsize=(8, 2.2))
        left = 0.0
        for name, ms in metered.parts_ms.items():
            axes.barh([""], [ms], left=left, label=f"{name} {ms:.2f}")
            left += ms
        axes.set_xlabel("CPU ms an article, one worker")
        axes.legend(ncols=2, fontsize=7, loc="upper center", bbox_to_anchor=(0.5, -0.35), frameon=False)
        chart.savefig(folder / "speed-parts.png", bbox_inches="tight", dpi=130)
        plt.close(chart)
        made.append(("speed-parts.png", "Into what the CPU goes"))
    if len(figures.steps) > 1:
        chart, axes = plt.subplots(figsize=(7, 3.5))
        sizes = list(figures.steps)
        for row, step in enumerate(figures.steps[sizes[0]]):
            if step.part_of is None:
                axes.plot(sizes, [figures.steps[size][row].ms for size in sizes], marker="o", label=step.name)
        axes.set_xlabel("characters of an article")
        axes.set_ylabel("CPU ms")
        axes.legend(frameon=False)
        chart.savefig(folder / "speed-sizes.png", bbox_inches="tight", dpi=130)
        plt.close(chart)
        made.append(("speed-sizes.png", "Cost by size of article"))
    if len(figures.memory) > 1:
        chart, axes = plt.subplots(figsize=(7, 3))
        seen = [m.articles for m in figures.memory]
        axes.plot(seen, [1000 / m.judged_per_s for m in figures.memory], marker="o")
        axes.set_xscale("log")
        axes.set_ylim(bottom=0)
        axes.set_xlabel("articles remembered")
        axes.set_ylabel("CPU ms to judge one more")
        chart.savefig(folder / "speed-growth.png", bbox_inches="tight", dpi=130)
        plt.close(chart)
        made.append(("speed-growth.png", "Cost of telling copies as articles add up"))
    return made
