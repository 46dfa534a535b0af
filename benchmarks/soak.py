"""Hours in small: a worker with all stages at half of what it can do, its memory and its handles.

    python benchmarks/soak.py [--minutes 15] [--rate ARTICLES_PER_S]

On a real Apache Kafka of its own. The rate, when none is given, is half of what a burst of articles reached before.
Every five seconds the worker's resident memory and open handles are noted, those of its children too. Printed: the
slope of memory over the last two thirds (a worker that starts fills its caches and its memory of copies first; what it
remembers is meant to stay: here each article announces a meeting, see `benchmarks/growth.py`), handles at a third and
at the end, how many articles, whether anything was behind at the end, and what the audit says. The load of the machine
is printed, since a rate that others slow down is not the worker's.
"""

import argparse
import os
import sys
import tempfile
import time
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import islice
from pathlib import Path

ROOT = Path(__file__).parents[1]
sys.path[:0] = [str(ROOT / "tests"), str(ROOT / "deploy" / "kafka")]

from local_kafka import LocalKafka  # noqa: E402

from broker.articles import Made, make_articles  # noqa: E402 - the tests' own
from broker.pipeline import Pipeline  # noqa: E402
from wiredesk.cli._auditing import run_audit  # noqa: E402
from wiredesk.kafka.bounded import find_spans  # noqa: E402
from wiredesk.kafka.clients import BrokerError  # noqa: E402
from wiredesk.topology import OUTCOME, full_name  # noqa: E402

SAMPLE_S = 5.0
BURST = 1500


@dataclass(frozen=True, slots=True)
class Sample:
    """What a worker and its children hold at a moment; how far behind they are."""

    at_s: float
    memory_mb: float
    handles: int
    behind: int


def sample(pid: int, started: float, behind: int) -> Sample:
    """Resident memory and open files of a process and its children."""
    memory = handles = 0
    for one in [pid, *children(pid)]:
        try:
            memory += int(Path(f"/proc/{one}/statm").read_text().split()[1]) * os.sysconf("SC_PAGE_SIZE")
            handles += len(list(Path(f"/proc/{one}/fd").iterdir()))
        except OSError:  # it ended meanwhile
            continue
    return Sample(time.monotonic() - started, memory / 1e6, handles, behind)


def children(pid: int) -> list[int]:
    """All processes below this one."""
    found: list[int] = []
    for task in Path(f"/proc/{pid}/task").iterdir():
        for child in (task / "children").read_text().split():
            found += [int(child), *children(int(child))]
    return found


def outcomes(pipeline: Pipeline) -> int:
    """How many outcome records there are."""
    while True:
        try:
            spans = find_spans(pipeline.settings, [full_name(OUTCOME, pipeline.settings.topic_prefix)])
            return sum(span.end for span in spans)
        except BrokerError:  # partitions that were just made have no leader yet
            time.sleep(0.1)


def slope_mb_per_hour(samples: list[Sample]) -> float:
    """Of memory over time, by least squares."""
    mean_s = sum(s.at_s for s in samples) / len(samples)
    mean_mb = sum(s.memory_mb for s in samples) / len(samples)
    over = sum((s.at_s - mean_s) ** 2 for s in samples)
    return 3600 * sum((s.at_s - mean_s) * (s.memory_mb - mean_mb) for s in samples) / over


def burst(pipeline: Pipeline, articles: Iterator[Made]) -> float:
    """Articles a second that the worker does when they all wait for it."""
    before = outcomes(pipeline)
    started = time.monotonic()
    pipeline.push(made.value for made in islice(articles, BURST))
    while outcomes(pipeline) < before + BURST:
        time.sleep(0.2)
    return BURST / (time.monotonic() - started)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--minutes", type=float, default=15)
    parser.add_argument("--rate", type=float)
    given = parser.parse_args()
    articles = make_articles(10_000_000, seed=9)
    with (
        tempfile.TemporaryDirectory(prefix="wiredesk-soak-", ignore_cleanup_errors=True) as name,
        LocalKafka(Path(name) / "kafka") as kafka,
        Pipeline(kafka.address, "soak.", Path(name), stop_after_rejects=100_000) as pipeline,
    ):
        worker = pipeline.start()
        pipeline.push(made.value for made in islice(articles, 50))
        while outcomes(pipeline) < 50:
            time.sleep(0.2)
        reached = burst(pipeline, articles)
        rate = given.rate or reached / 2
        print(f"burst: {reached:.0f} articles/s; soaking at {rate:.0f}/s for {given.minutes:g} minutes", flush=True)
        started, fed, samples = time.monotonic(), 0, list[Sample]()
        done_before = outcomes(pipeline)
        while (now := time.monotonic() - started) < given.minutes * 60:
            due = int(now * rate) - fed
            if due > 0:
                pipeline.push(made.value for made in islice(articles, due))
                fed += due
            if worker.poll() is not None:
                sys.exit(f"expected the worker to last, it ended with {worker.returncode}\n{pipeline.log()}")
            if not samples or now - samples[-1].at_s >= SAMPLE_S:
                samples.append(sample(worker.pid, started, fed - (outcomes(pipeline) - done_before)))
            time.sleep(0.5)
        deadline = time.monotonic() + 120
        while outcomes(pipeline) - done_before < fed and time.monotonic() < deadline:
            time.sleep(0.2)
        left = fed - (outcomes(pipeline) - done_before)
        stopped = pipeline.stop(worker)
        report = run_audit(pipeline.settings, [], [], [])
    later = samples[len(samples) // 3 :]
    print(
        f"{fed:,} articles in {given.minutes:g} minutes at {rate:.0f}/s, {left} left; "
        f"memory {later[0].memory_mb:.0f} MB at a third, {later[-1].memory_mb:.0f} MB at the end, "
        f"slope {slope_mb_per_hour(later):+.1f} MB/h ({slope_mb_per_hour(later) * 1e6 / (rate * 3600):+.0f} bytes an "
        f"article); handles {later[0].handles} and {later[-1].handles}; "
        f"at most {max(s.behind for s in samples)} behind; "
        f"exit code {stopped}; audit: {len(report['findings'])} findings; {os.cpu_count()} cores, "
        f"load {os.getloadavg()[2]:.1f}"
    )
    if left or stopped or report["findings"]:
        sys.exit(1)


if __name__ == "__main__":
    main()
