"""How soon the news goes on: after kill -9 of the only worker, and after a start with much to remember.

    python benchmarks/recovery.py [--kills 3] [--sketches 100000] [--sketches 1000000]

On a real Apache Kafka of its own, default settings. First part: articles come in all the time, the worker is killed and
at once started again, as an orchestrator does; seconds from the kill to the next outcome. Second part: dedupe's
changelog holds the rows of so many articles; seconds from the start of a worker to the outcome of an article that
waited. Rows are those of real judgements with other names and other hashes, so that the index is as large as it would
be. The load of the machine is printed, since both are mostly imports and decoding.
"""

import argparse
import os
import random
import subprocess
import sys
import tempfile
import threading
import time
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from confluent_kafka import KafkaException, TopicPartition
from msgspec.structs import replace

ROOT = Path(__file__).parents[1]
sys.path[:0] = [str(ROOT / "tests"), str(ROOT / "deploy" / "kafka")]

from local_kafka import LocalKafka  # noqa: E402

from broker.articles import make_articles  # noqa: E402 - the tests' own
from broker.pipeline import Pipeline  # noqa: E402
from wiredesk.kafka.clients import make_consumer, make_producer  # noqa: E402
from wiredesk.news.cleaning import clean_raw  # noqa: E402
from wiredesk.news.copies import Dedupe  # noqa: E402
from wiredesk.news.copies.rows import decode_row, encode_row, row_key  # noqa: E402
from wiredesk.topology import OUTCOME, VERDICTS, full_name  # noqa: E402
from wiredesk_schemas import RawArticle  # noqa: E402

PATIENCE_S = 600.0


class Outcomes:
    """Counts the records of the outcome topic."""

    def __init__(self, pipeline: Pipeline) -> None:
        self._consumer = make_consumer(pipeline.settings)
        self._topic = full_name(OUTCOME, pipeline.settings.topic_prefix)
        self._partitions = pipeline.settings.partitions

    def count(self) -> int:
        """So many are there now."""
        places = [TopicPartition(self._topic, number) for number in range(self._partitions)]
        while True:
            try:
                return sum(self._consumer.get_watermark_offsets(p, timeout=20, cached=False)[1] for p in places)
            except KafkaException:  # partitions that were just made have no leader yet
                time.sleep(0.1)

    def wait_above(self, count: int) -> None:
        """Return when there are more."""
        deadline = time.monotonic() + PATIENCE_S
        while self.count() <= count:
            if time.monotonic() > deadline:
                sys.exit("expected an outcome within ten minutes, none came")
            time.sleep(0.05)


def measure_kills(address: str, kills: int, folder: Path) -> list[float]:
    """Seconds from each kill to the next outcome."""
    with Pipeline(address, "kills.", folder) as pipeline:
        outcomes, over = Outcomes(pipeline), threading.Event()

        def feed() -> None:
            for made in make_articles(100_000, seed=1):
                if over.wait(0.2):
                    return
                if isinstance(made.value, RawArticle):
                    pipeline.push([made.value])

        feeder = threading.Thread(target=feed, daemon=True)
        feeder.start()
        took: list[float] = []
        worker = pipeline.start()
        for _ in range(kills):
            outcomes.wait_above(outcomes.count() + 20)
            worker.kill()
            worker.wait()
            killed_at, before = time.monotonic(), outcomes.count()
            worker = pipeline.start()
            outcomes.wait_above(before)
            took.append(time.monotonic() - killed_at)
        over.set()
        feeder.join()
    return took


def measure_state(address: str, sketches: int, folder: Path) -> tuple[float, float, float]:
    """Seconds from the start of a worker to an outcome, those of its CPU, and its memory in MB."""
    folder.mkdir()
    with Pipeline(address, f"state-{sketches}.", folder) as pipeline:
        producer = make_producer(pipeline.settings)
        topic = full_name(VERDICTS, pipeline.settings.topic_prefix)
        for key, value in _rows(sketches):
            producer.produce(topic, value, key=key, partition=0)
            producer.poll(0)
            while len(producer) > 50_000:
                producer.poll(0.1)
        if producer.flush(PATIENCE_S):
            sys.exit("expected the rows to be taken within ten minutes, they were not")
        pipeline.push([made.value for made in make_articles(5, seed=2)])
        outcomes = Outcomes(pipeline)
        started = time.monotonic()
        worker = pipeline.start()
        outcomes.wait_above(0)
        took_s = time.monotonic() - started
        return took_s, _cpu_s(worker), _resident_mb(worker)


def _rows(count: int) -> Iterator[tuple[bytes, bytes]]:
    """Keys and rows of so many articles, none like another."""
    chance, judge, now = random.Random(1), Dedupe(), datetime.now(UTC)
    real: list[Any] = []
    for made in make_articles(300, seed=3):
        if isinstance(made.value, RawArticle):
            judgement = judge.judge(clean_raw(made.value), origin=f"raw:0:{len(real)}", seen_at=now)
            real += [decode_row(value) for _, value in judgement.rows]
    real = [row for row in real if row.sketch is not None]
    for number in range(count):
        row = real[number % len(real)]
        sketch = replace(row.sketch, keys=chance.randbytes(len(row.sketch.keys)))
        name = f"remembered-{number}"
        row = replace(row, number=number, article_id=name, url=chance.getrandbits(60), sketch=sketch)
        yield row_key(name, row.revision), encode_row(row)


def _resident_mb(worker: "subprocess.Popen[bytes]") -> float:
    pages = int(Path(f"/proc/{worker.pid}/statm").read_text().split()[1])
    return pages * os.sysconf("SC_PAGE_SIZE") / 1e6


def _cpu_s(worker: "subprocess.Popen[bytes]") -> float:
    """Of the worker and its threads; its children are left out."""
    fields = Path(f"/proc/{worker.pid}/stat").read_text().rpartition(")")[2].split()
    return (int(fields[11]) + int(fields[12])) / os.sysconf("SC_CLK_TCK")


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--kills", type=int, default=3)
    parser.add_argument("--sketches", type=int, action="append")
    given = parser.parse_args()
    with (
        tempfile.TemporaryDirectory(prefix="wiredesk-recovery-", ignore_cleanup_errors=True) as name,
        LocalKafka(Path(name) / "kafka") as kafka,
    ):
        print(f"{os.cpu_count()} cores, load {os.getloadavg()[0]:.1f}", flush=True)
        if given.kills:
            took = measure_kills(kafka.address, given.kills, Path(name))
            told = ", ".join(f"{s:.1f}" for s in took)
            print(f"kill -9 to the next outcome: {told} s; load {os.getloadavg()[0]:.1f}", flush=True)
        for sketches in given.sketches or [100_000]:
            took_s, cpu_s, memory_mb = measure_state(kafka.address, sketches, Path(name) / str(sketches))
            print(
                f"start with {sketches:,} sketches to the first outcome: {took_s:.1f} s, of its CPU {cpu_s:.1f} s, "
                f"{memory_mb:.0f} MB; "
                f"load {os.getloadavg()[0]:.1f}",
                flush=True,
            )


if __name__ == "__main__":
    main()
