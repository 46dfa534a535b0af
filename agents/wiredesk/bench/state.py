"""What is remembered: memory and speed as articles add up, and how soon a new worker has it all back.

Telling copies is measured by `benchmarks/copies_memory.py` of the checkout, up to a million articles. For recovery the
changelogs of a broker are filled with the rows of so many articles, and a worker is started on them.
"""

import importlib.util
import re
import subprocess
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import timedelta
from typing import Any

import msgspec

from wiredesk.bench.articles import make_articles
from wiredesk.bench.broker import CHECKOUT
from wiredesk.bench.pipeline import PATIENCE_S, Results, Worker, push, topics
from wiredesk.kafka.clients import BrokerError, make_producer
from wiredesk.news.copies import Dedupe
from wiredesk.stages.enrich import Stated
from wiredesk.topology import OUTCOME, STATED, VERDICTS, Topic, full_name

SCRIPT = CHECKOUT / "benchmarks" / "copies_memory.py"
AFTER = 20
"""Articles that the new worker is given."""
STATED_TOPICS = 3
_LINE = re.compile(r"([\d,]+) articles:\s+([\d,]+)/s\s+(\d+) bytes each")
_REBUILT = re.compile(r"rebuilt from ([\d,]+) rows in ([\d.]+) s")


@dataclass(frozen=True, slots=True, kw_only=True)
class Memory:
    """Of the judge of copies with its table: articles judged a second of CPU, and bytes an article."""

    articles: int
    judged_per_s: float
    bytes_each: float


@dataclass(frozen=True, slots=True, kw_only=True)
class Recovery:
    """A worker of all four stages, started on the state of so many articles. `first_outcome_s`: from its start until
    an article that waited for it has its outcome."""

    articles: int
    ready_s: float
    first_outcome_s: float
    resident_mb: float


def measure_memory(sizes: tuple[int, ...]) -> tuple[list[Memory], tuple[int, float] | None]:
    """At each number of articles; and (rows, seconds) of rebuilding the last. Empty without a checkout."""
    if not SCRIPT.is_file():
        return [], None
    command = [sys.executable, str(SCRIPT), "--articles", *map(str, sizes)]
    done = subprocess.run(command, capture_output=True, text=True, timeout=3600, check=False)  # noqa: S603 - our script
    if done.returncode:
        raise BrokerError(f"{SCRIPT.name} failed: {done.stderr.strip().splitlines()[-1]}")
    found = [
        Memory(articles=_number(m[1]), judged_per_s=_number(m[2]), bytes_each=_number(m[3]))
        for m in _LINE.finditer(done.stdout)
    ]
    rebuilt = _REBUILT.search(done.stdout)
    return found, (_number(rebuilt[1]), float(rebuilt[2])) if rebuilt else None


def measure_recovery(brokers: str, articles: int) -> Recovery:
    """Fill the changelogs, start a worker, and wait until it has done the articles that waited."""
    with topics(brokers) as settings:
        producer = make_producer(settings)
        for topic, key, value in _rows(articles):
            producer.produce(full_name(topic, settings.topic_prefix), value, key=key, partition=0)
            producer.poll(0)
            while len(producer) > 10_000:
                producer.poll(0.1)
        if producer.flush(PATIENCE_S):
            raise BrokerError("the rows to recover could not be sent in time")
        push(settings, list(make_articles(AFTER, seed=2)))
        results = Results(settings, [OUTCOME])
        worker = Worker(settings, "faust")
        try:
            results.wait_for(1, worker)
            first_s = worker.age_s()
            results.wait_for(AFTER, worker)
            told = worker.ask()
        finally:
            worker.stop()
            results.close()
    return Recovery(
        articles=articles,
        ready_s=worker.start_s,
        first_outcome_s=first_s,
        resident_mb=told["resident_bytes"] / 1e6,
    )


def _rows(articles: int) -> Iterator[tuple[Topic, bytes, bytes]]:
    """Rows of dedupe and enrich, as they write them."""
    press, judge = _press(), Dedupe(capacity=max(articles, 1_000))
    for number in range(articles):
        seen_at, article = press.module.START + timedelta(seconds=number / 12), press.article(number)
        origin = f"raw:0:{number}"
        for key, value in judge.judge(article, origin=origin, seen_at=seen_at).rows:
            yield VERDICTS, key, value
        name = article.article_id
        told = [f"{name}-{n}\ttrade\twiredesk\t\tTrade" for n in range(STATED_TOPICS)]
        stated = Stated(int(seen_at.timestamp()), 0, [(origin, told)])
        yield STATED, name.encode(), msgspec.msgpack.encode(stated)


def _press() -> Any:
    spec = importlib.util.spec_from_file_location("copies_memory", SCRIPT) if SCRIPT.is_file() else None
    if spec is None or spec.loader is None:
        raise BrokerError("recovery is measured with benchmarks/copies_memory.py: this is no checkout")
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    press = module.Press(boilerplate=False)
    press.module = module
    return press


def _number(text: str) -> int:
    return int(text.replace(",", ""))
