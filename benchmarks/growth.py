"""What grows as articles come in: state that a restart would hold as well, or something that should have gone.

    python benchmarks/growth.py [--articles 6000]

The four stages in this process, without Kafka, on the same articles as `benchmarks/soak.py` (each announces a meeting).
What they send is thrown away at once. Then a second process makes the same stages from nothing but the rows of their
tables, as after a restart. Printed: memory grown by article in both, the bytes of the rows, and how many objects the
search for garbage found. What only the first process has is no state.
"""

import argparse
import asyncio
import gc
import multiprocessing
import os
import sys
from itertools import islice
from pathlib import Path

import structlog

ROOT = Path(__file__).parents[1]
sys.path[:0] = [str(ROOT / "tests")]

from broker.articles import make_articles  # noqa: E402 - the tests' own
from stages.fakes import FakeBroker, FakeTable, record, run_guard  # noqa: E402
from wiredesk.interpreter import keep_what_is_there, make_ready  # noqa: E402
from wiredesk.news.reading import BUILT_IN  # noqa: E402
from wiredesk.settings import Settings  # noqa: E402
from wiredesk.stages._work import Stage  # noqa: E402
from wiredesk.stages.clean import CleanStage  # noqa: E402
from wiredesk.stages.dedupe import DedupeStage  # noqa: E402
from wiredesk.stages.enrich import EnrichStage  # noqa: E402
from wiredesk.stages.reconcile import ReconcileStage  # noqa: E402
from wiredesk_schemas import encode  # noqa: E402

SETTINGS = Settings(page_workers=1, stop_after_rejects=1_000_000)
ENDS = ("articles.clean", "articles.linked", "articles.reports", "")
"""What each stage sends to the next."""
WARM = 500
"""Articles after which caches are full; memory is counted from there."""
BATCH = 50
Tables = list[dict[bytes, bytes]]


structlog.configure(wrapper_class=structlog.make_filtering_bound_logger(50))  # in the second process as well


def resident_kb() -> float:
    """Of this process."""
    return int(Path("/proc/self/statm").read_text().split()[1]) * os.sysconf("SC_PAGE_SIZE") / 1000


def make_stages() -> list[Stage]:
    """The four, with nothing remembered."""
    return [CleanStage(SETTINGS), DedupeStage(SETTINGS), EnrichStage(SETTINGS, BUILT_IN), ReconcileStage(SETTINGS)]


async def run_through(count: int) -> tuple[float, Tables, int]:
    """Kilobytes grown by that many articles after the first ones, the rows then, and the garbage found."""
    articles, stages = make_articles(10_000_000, seed=9), make_stages()
    brokers = [FakeBroker() for _ in stages]
    guards = [await run_guard(stage, broker) for stage, broker in zip(stages, brokers, strict=True)]
    before = 0.0
    for start in range(0, WARM + count, BATCH):
        if start == WARM:
            before = resident_kb()
        made = (m.value if isinstance(m.value, bytes) else encode(m.value) for m in islice(articles, BATCH))
        records = [record(value, offset=start + n) for n, value in enumerate(made)]
        for stage, broker, guard, end in zip(stages, brokers, guards, ENDS, strict=True):
            if records:
                await run_guard(stage, broker, records, guard=guard)
            sent = broker.to(end)
            records = [
                record(s.value, offset=start + n, topic=f"wiredesk.{end}", headers=s.headers, key=s.key)
                for n, s in enumerate(sent)
            ]
            broker.sent.clear()
            broker.log.clear()
    grown = resident_kb() - before
    return grown, [dict(broker.rows) for broker in brokers], gc.collect()


def grown_by_rows(tables: Tables) -> float:
    """Kilobytes that the stages take when they are made from rows, with the rows; in a process of its own."""
    stages = make_stages()
    asyncio.run(run_through_few())
    gc.collect()
    before = resident_kb()
    held = [FakeTable((bytes(bytearray(key)), bytes(bytearray(value))) for key, value in t.items()) for t in tables]
    for stage, table in zip(stages, held, strict=True):
        stage.rebuild(table)
    return resident_kb() - before


async def run_through_few() -> None:
    """Fill what is filled once: lexicons, automata, caches."""
    await run_through(0)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--articles", type=int, default=6_000)
    count = parser.parse_args().articles
    make_ready()
    keep_what_is_there()
    grown, tables, garbage = asyncio.run(run_through(count))
    with multiprocessing.get_context("spawn").Pool(1) as pool:
        rebuilt = pool.apply(grown_by_rows, (tables,))
    rows = [sum(len(k) + len(v) for k, v in table.items()) for table in tables]
    every = WARM + count
    print(
        f"{count:,} articles, each with a meeting: {grown / count:.1f} kB an article grown in the process, "
        f"{rebuilt / every:.1f} kB in one made from the rows; rows {sum(rows) / every / 1000:.1f} kB "
        f"(dedupe {rows[1] / every / 1000:.1f}, reconcile {rows[3] / every / 1000:.1f}); {garbage} objects of garbage"
    )


if __name__ == "__main__":
    main()
