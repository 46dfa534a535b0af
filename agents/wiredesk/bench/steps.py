"""What each pure step costs: milliseconds of CPU an article, without Kafka.

In: raw articles. Out: a Step for each, the median of a few rounds over all articles in the CPU time of this process.
Steps of one group add up to the group; "extract" is what `wiredesk extract` does for an article.
"""

import gc
import statistics
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any, TypeVar

from wiredesk.news.cleaning import clean_raw
from wiredesk.news.cleaning.languages import find_language
from wiredesk.news.copies import Dedupe, sketch_text
from wiredesk.news.life import Diary
from wiredesk.news.meetings import find_meetings
from wiredesk.news.reading import Reading, read, read_alone
from wiredesk.news.sentences import split_sentences
from wiredesk.news.sources import load_sources
from wiredesk.news.topics import find_topics
from wiredesk_schemas import (
    ArticleReports,
    CleanArticle,
    LinkedArticle,
    RawArticle,
    Verdict,
    decode,
    encode,
    identified,
)

ROUNDS = 3
NOW = datetime(2026, 3, 11, tzinfo=UTC)
Given = TypeVar("Given")


@dataclass(frozen=True, slots=True)
class Step:
    """`part_of`: the step that contains this one; None for those that a pipeline takes one after another."""

    name: str
    ms: float
    part_of: str | None = None


def measure_steps(raws: Sequence[RawArticle], *, rounds: int = ROUNDS) -> list[Step]:
    """The cost of every step over these articles."""
    sources = load_sources()
    articles = [clean_raw(raw, sources=sources, now=NOW) for raw in raws]
    linked = [LinkedArticle(verdict=Verdict(verdict="new"), article=article) for article in articles]
    readings = [read(one) for one in linked]
    records = _records(raws, articles, linked, readings)

    def cost(step: Callable[[Given], Any], given: Sequence[Given]) -> float:
        return _median_ms(lambda: [step(one) for one in given], len(raws), rounds)

    codec = _median_ms(lambda: [(encode(m), decode(b, t)) for m, b, t in records], len(raws), rounds)
    return [
        Step("clean", cost(lambda raw: clean_raw(raw, sources=sources, now=NOW), raws)),
        Step("language", cost(lambda article: find_language(article.text, "en"), articles), "clean"),
        Step("sketch", cost(lambda article: sketch_text(article.text), articles), "clean"),
        Step("judge", _median_ms(lambda: _judge_all(articles), len(raws), rounds)),
        Step("read", cost(read, linked)),
        Step("meetings", cost(find_meetings, articles), "read"),
        Step("topics", cost(find_topics, articles), "read"),
        Step("sentences", cost(lambda article: split_sentences.__wrapped__(article.text), articles), "read"),
        Step("life", _median_ms(lambda: _live_all(readings), len(raws), rounds)),
        Step("codec", codec),
        Step("extract", cost(lambda raw: _extract(clean_raw(raw, sources=sources, now=NOW)), raws), "extract"),
    ]


def _median_ms(work: Callable[[], object], count: int, rounds: int) -> float:
    taken = []
    for _ in range(rounds):
        gc.collect()
        started = time.process_time()
        work()
        taken.append(time.process_time() - started)
    return statistics.median(taken) / count * 1000


def _judge_all(articles: Sequence[CleanArticle]) -> None:
    judge = Dedupe()
    for number, article in enumerate(articles):
        judge.judge(article, origin=f"raw:0:{number}", seen_at=NOW)


def _live_all(readings: Sequence[Reading]) -> None:
    diary = Diary()
    for reading in readings:
        diary.apply(reading.reports, at=NOW)
        diary.take_rows()


def _extract(article: CleanArticle) -> bytes:
    reading = read_alone(article)
    meetings = [identified(event) for event in Diary().apply(reading.reports, at=None)]
    return encode({"meetings": meetings, "topics": [identified(mention) for mention in reading.topics]})


def _records(
    raws: Sequence[RawArticle],
    articles: Sequence[CleanArticle],
    linked: Sequence[LinkedArticle],
    readings: Sequence[Reading],
) -> list[tuple[Any, bytes, type[Any]]]:
    """Each message that is written and read on an article's way through the stages."""
    reports = [reading.reports for reading in readings]
    hops: tuple[tuple[Sequence[Any], type[Any]], ...] = (
        (raws, RawArticle), (articles, CleanArticle), (linked, LinkedArticle), (reports, ArticleReports)
    )  # fmt: skip
    return [(message, encode(message), kind) for messages, kind in hops for message in messages]
