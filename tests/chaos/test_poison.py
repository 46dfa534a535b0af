"""Every class of hostile record through all stages: it ends in one outcome, and the record after it is read."""

import asyncio
import time
from collections.abc import Iterator
from dataclasses import replace
from itertools import islice
from typing import Any

import pytest

from broker.test_workers import ARTICLE
from chaos.poison import POISON, TEXT
from stages.fakes import FakeBroker, FakeTable, record, run_guard
from wiredesk.news.cleaning.limits import MAX_HTML_CHARACTERS, MAX_ID_CHARACTERS, MAX_TEXT_CHARACTERS
from wiredesk.news.reading import BUILT_IN
from wiredesk.settings import Settings
from wiredesk.stages.clean import CleanStage
from wiredesk.stages.dedupe import DedupeStage
from wiredesk.stages.enrich import EnrichStage
from wiredesk.stages.reconcile import ReconcileStage
from wiredesk.topology import CLEAN_MAX_BYTES, DEAD_LETTER_MAX_BYTES, RAW_MAX_BYTES
from wiredesk_schemas import ArticleOutcome, CleanArticle, RawArticle, decode, encode
from wiredesk_schemas.dead_letter import read_dead_letter

SETTINGS = Settings(page_timeout_s=10, page_workers=1)
READ = {
    "bidi and zero-width", "line breaks in names", "a path for a name", "a very long name", "an absurd date", "no date",
    "year nought", "an unknown language", "a formula", "a script", "sql", "NUL in the text", "NUL in names",
    "one long word", "blanks", "line ends", "capitals", "commas", "digits", "quotes", "brackets", "full stops", "dates",
    "meetings", "hyphens", "combining", "nested tags", "unclosed tags", "many attributes", "a huge attribute",
    "entities", "an entity bomb", "an external entity", "comments", "a page of nothing", "a picture as a page",
}  # fmt: skip
"""May end either way; all others must be rejected."""
NOT_ARTICLES = sorted(POISON.keys() - READ)


@pytest.fixture(scope="module")
def clean() -> Iterator[CleanStage]:
    stage = CleanStage(SETTINGS)
    yield stage
    asyncio.run(stage.close())


async def through_all_stages(clean: CleanStage, *values: bytes) -> tuple[dict[str, list[ArticleOutcome]], FakeBroker]:
    """Read raw records by every stage in turn; the outcomes by origin."""
    broker = FakeBroker()
    await run_guard(clean, broker, [record(value, offset=n) for n, value in enumerate(values)])
    stages: list[tuple[Any, str]] = [
        (DedupeStage(SETTINGS), "articles.clean"),
        (EnrichStage(SETTINGS, BUILT_IN), "articles.linked"),
        (ReconcileStage(SETTINGS), "articles.reports"),
    ]
    for stage, topic in stages:
        sent = broker.to(topic)
        broker.rows = FakeTable()
        batch = [
            record(s.value, offset=n, topic=f"wiredesk.{topic}", headers=s.headers, key=s.key or b"")
            for n, s in enumerate(sent)
        ]
        if batch:
            await run_guard(stage, broker, batch)
    assert broker.stopped is None, repr(broker.stopped)
    outcomes: dict[str, list[ArticleOutcome]] = {}
    for sent in broker.to("articles.outcome"):
        outcome = decode(sent.value or b"", ArticleOutcome)
        outcomes.setdefault(outcome.origin, []).append(outcome)
    return outcomes, broker


@pytest.mark.parametrize("name", POISON)
async def test_a_hostile_record_has_one_outcome_and_the_next_one_is_read(name: str, clean: CleanStage) -> None:
    started = time.process_time()
    outcomes, broker = await through_all_stages(clean, POISON[name], encode(ARTICLE))
    assert [o.outcome for o in outcomes["raw:2:1"]] == ["processed"]
    [outcome] = outcomes["raw:2:0"]
    assert outcome.reason != "failed", broker.to("dead-letters")[0].header("dead-letter-error")
    if name in NOT_ARTICLES:
        assert outcome.outcome == "rejected"
    if outcome.outcome == "rejected":
        [letter] = broker.to("dead-letters")
        assert letter.value == POISON[name]
        told = read_dead_letter(letter.headers)
        assert told is not None
        assert told.origin == "raw:2:0"
        assert "\n" not in (letter.header("dead-letter-error") or "")
    # Not a benchmark: a pattern that backtracks takes minutes for these.
    assert time.process_time() - started < 20


@pytest.mark.parametrize("name", sorted(READ))
async def test_what_a_hostile_article_says_of_itself_harms_no_reader(name: str, clean: CleanStage) -> None:
    _, broker = await through_all_stages(clean, POISON[name])
    for sent in broker.to("articles.clean"):
        article = decode(sent.value or b"", CleanArticle)
        assert "\0" not in article.text + (article.title or "") + article.article_id + (article.url or "")
        assert not set("\r\n") & set(article.article_id + (article.source or ""))
        assert len(article.article_id) <= MAX_ID_CHARACTERS
        assert article.url is None or article.url.startswith(("http://", "https://"))
        assert "root:" not in article.text, "an external entity was read"
        assert len(article.text) < 3 * len(POISON[name]) + 1000, "a bomb went off"


def test_sizes_grow_along_the_way_so_that_what_was_accepted_fits_and_what_was_rejected_too() -> None:
    assert RAW_MAX_BYTES < CLEAN_MAX_BYTES < DEAD_LETTER_MAX_BYTES


@pytest.mark.parametrize("more", [-1, 0, 1])
async def test_a_text_is_taken_up_to_the_limit_and_rejected_above_it(more: int, clean: CleanStage) -> None:
    sentences = (f"Sentence number {n} tells of talks in Oslo. " for n in range(MAX_TEXT_CHARACTERS))
    body = "".join(islice(sentences, MAX_TEXT_CHARACTERS // 35))[: MAX_TEXT_CHARACTERS + more - 1] + "."
    assert len(body) == MAX_TEXT_CHARACTERS + more
    broker = FakeBroker()
    await run_guard(clean, broker, [record(encode(RawArticle(body=body, language="en")))])
    reasons = [letter.header("dead-letter-reason") for letter in broker.to("dead-letters")]
    assert (len(broker.to("articles.clean")), reasons) == ((1, []) if more <= 0 else (0, ["too-large"]))


@pytest.mark.parametrize("more", [-1, 0, 1])
async def test_a_page_is_taken_up_to_the_limit_and_rejected_above_it(more: int, clean: CleanStage) -> None:
    page = f"<html><body><p>{TEXT}</p><!--"
    page += "x" * (MAX_HTML_CHARACTERS + more - len(page) - 3) + "-->"
    assert len(page) == MAX_HTML_CHARACTERS + more
    broker = FakeBroker()
    await run_guard(clean, broker, [record(encode(RawArticle(body=page, content_type="text/html")))])
    reasons = [letter.header("dead-letter-reason") for letter in broker.to("dead-letters")]
    assert ("too-large" in reasons) == (more > 0)


async def test_an_article_sent_with_every_field_hostile_is_no_bug(clean: CleanStage) -> None:
    evil = "\u202e\x00\r\n\ud7ff'\"<script>&\\" * 50
    fields = ("article_id", "url", "source", "title", "published_at", "fetched_at", "language", "content_type")
    for name in fields:
        value = encode(replace(ARTICLE, **{name: evil})) if name in ARTICLE.__slots__ else b"{}"
        outcomes, broker = await through_all_stages(clean, value)
        [outcome] = outcomes["raw:2:0"]
        assert outcome.reason != "failed", (name, broker.to("dead-letters")[0].header("dead-letter-error"))
