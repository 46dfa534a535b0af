"""The stages, through the guard, on a Kafka of dictionaries: verdicts stay on replay, withdrawn is what is gone."""

from dataclasses import replace
from datetime import UTC, date, datetime
from typing import Any

from stages.fakes import FakeBroker, record, run_guard
from wiredesk.api import enricher
from wiredesk.settings import Settings
from wiredesk.stages.clean import CleanStage
from wiredesk.stages.dedupe import DedupeStage
from wiredesk.stages.enrich import EnrichStage
from wiredesk.stages.reconcile import ReconcileStage
from wiredesk.testing import make_article
from wiredesk_schemas import (
    ArticleOutcome,
    ArticleReports,
    CleanArticle,
    Correction,
    DuplicateArticle,
    Evidence,
    LinkedArticle,
    MeetingAnnounced,
    MeetingReport,
    Participant,
    RawArticle,
    Topic,
    TopicMentioned,
    Verdict,
    When,
    decode,
    encode,
)

STORY = (
    "The quiet harbour of Ostrava Bay woke up to eleven trawlers that nobody had expected before the spring. Their "
    "captains said that the ice further north had broken a month early, and that the catch would not wait for papers.\n\n"
    "The mayor asked for calm. Market traders doubled the price of salt within the hour and hired every cart in town."
)


@enricher(emits=TopicMentioned)
def find_named(article: CleanArticle) -> list[TopicMentioned]:
    """Every word in capitals is a topic."""
    words = dict.fromkeys(word.strip(".,") for word in article.text.split() if word.isupper() and len(word) > 2)
    return [
        TopicMentioned(
            mention_id=f"{article.article_id}-{word}", article_id=article.article_id, topic=Topic(id=word, label=word)
        )
        for word in words
    ]


def linked(text: str, origin: str, *, offset: int, verdict: str = "new", **fields: Any) -> Any:
    article = make_article(text, article_id="a1", **fields)
    value = encode(LinkedArticle(verdict=Verdict(verdict=verdict), article=article))  # type: ignore[arg-type]
    headers = (("wiredesk-origin", origin.encode()),)
    return record(value, offset=offset, topic="wiredesk.articles.linked", headers=headers)


def clean(article: CleanArticle, origin: str, *, offset: int = 0) -> Any:
    headers = (("wiredesk-origin", origin.encode()),)
    return record(encode(article), offset=offset, topic="wiredesk.articles.clean", headers=headers)


def said(broker: FakeBroker) -> list[tuple[str, str]]:
    mentions = [decode(s.value or b"", TopicMentioned) for s in broker.to("events.topic-mentioned")]
    return [(m.topic.id, m.status) for m in mentions]


async def test_a_revision_withdraws_the_topics_it_no_longer_mentions() -> None:
    broker = FakeBroker()
    stage = EnrichStage(Settings(), {"named": find_named})
    await run_guard(stage, broker, [linked("TRADE and OIL.", "raw:0:1", offset=0)])
    await run_guard(stage, broker, [linked("TRADE only.", "raw:0:2", offset=1, verdict="revision")])
    assert said(broker) == [
        ("TRADE", "mentioned"),
        ("OIL", "mentioned"),
        ("TRADE", "mentioned"),
        ("OIL", "withdrawn"),
    ]


async def test_replayed_revisions_say_the_same_again() -> None:
    broker = FakeBroker()
    stage = EnrichStage(Settings(), {"named": find_named})
    batch = [
        linked("TRADE and OIL.", "raw:0:1", offset=0),
        linked("TRADE only.", "raw:0:2", offset=1, verdict="revision"),
    ]
    await run_guard(stage, broker, batch)
    first = [s.header("ce_id") for s in broker.to("events.topic-mentioned")]
    broker.sent.clear()
    await run_guard(stage, broker, batch)
    assert [s.header("ce_id") for s in broker.to("events.topic-mentioned")] == first


async def test_an_article_read_again_by_a_later_vocabulary_withdraws_what_it_no_longer_mentions() -> None:
    broker = FakeBroker()
    record_again = linked("TRADE and OIL.", "raw:0:1", offset=0)
    await run_guard(EnrichStage(Settings(), {"named": find_named}), broker, [record_again])

    @enricher(emits=TopicMentioned)
    def find_trade(article: CleanArticle) -> list[TopicMentioned]:
        return [mention for mention in find_named(article) if mention.topic.id == "TRADE"]

    broker.sent.clear()
    later = EnrichStage(Settings(), {"named": find_trade})
    await run_guard(later, broker, [record_again])
    assert said(broker) == [("TRADE", "mentioned"), ("OIL", "withdrawn")]
    broker.sent.clear()
    await run_guard(later, broker, [record_again])
    assert said(broker) == [("TRADE", "mentioned")]


async def test_a_corrected_language_withdraws_everything_and_says_why() -> None:
    broker = FakeBroker()
    stage = EnrichStage(Settings(), {"named": find_named})
    await run_guard(stage, broker, [linked("TRADE.", "raw:0:1", offset=0)])
    await run_guard(stage, broker, [linked("TRADE.", "raw:0:2", offset=1, language="fr")])
    assert said(broker)[-1] == ("TRADE", "withdrawn")
    assert broker.to("articles.reports")[-1].header("wiredesk-not-read") == "language-not-read"


async def test_a_failing_enricher_makes_a_dead_letter_of_the_article() -> None:
    @enricher(emits=TopicMentioned)
    def broken(article: CleanArticle) -> list[TopicMentioned]:
        raise ZeroDivisionError

    broker = FakeBroker()
    await run_guard(EnrichStage(Settings(), {"broken": broken}), broker, [linked("TRADE.", "raw:0:1", offset=0)])
    assert len(broker.to("dead-letters")) == 1
    assert broker.to("articles.reports") == []
    assert decode(broker.to("articles.outcome")[0].value or b"", ArticleOutcome).outcome == "rejected"


async def test_verdicts_are_the_same_on_replay_and_after_a_restart() -> None:
    broker = FakeBroker()
    story = make_article(STORY, article_id="s1", url="https://a.example/1")
    copy = make_article("Reprinted.\n\n" + STORY, article_id="s2", url="https://b.example/2")
    batch = [
        clean(story, "raw:0:1"),
        clean(copy, "raw:1:1", offset=1),
        clean(story, "raw:0:2", offset=2),
        clean(replace(story, article_id="s3", url="https://c.example/3"), "raw:2:7", offset=3),
    ]
    await run_guard(DedupeStage(Settings()), broker, batch)
    first = [(s.topic, s.key, s.value) for s in broker.sent if s.topic != "wiredesk.articles.outcome"]
    kinds = [decode(s.value or b"", DuplicateArticle).duplicate for s in broker.to("articles.duplicate")]
    assert kinds == ["near", "repeated", "exact"]
    rows = dict(broker.rows)
    broker.sent.clear()
    await run_guard(DedupeStage(Settings()), broker, batch)  # a new stage: its memory comes from the rows alone
    assert [(s.topic, s.key, s.value) for s in broker.sent if s.topic != "wiredesk.articles.outcome"] == first
    assert broker.rows == rows


async def test_the_window_and_the_number_of_articles_remembered_are_settings_that_may_change_at_a_restart() -> None:
    async def kinds(settings: Settings, *articles: CleanArticle) -> list[str]:
        broker = FakeBroker()
        batch = [clean(article, f"raw:0:{n}", offset=n) for n, article in enumerate(articles)]
        await run_guard(DedupeStage(settings), broker, batch[:-1])
        await run_guard(DedupeStage(settings), broker, batch[-1:])  # its memory comes from the rows
        return [decode(s.value or b"", DuplicateArticle).duplicate for s in broker.to("articles.duplicate")]

    story = make_article(STORY, article_id="s1", published=date(2026, 3, 1))
    later = replace(story, article_id="s2", published_on=date(2026, 3, 9))
    assert await kinds(Settings(), story, later) == []
    assert await kinds(Settings(copies_window_days=8), story, later) == ["exact"]
    other = make_article("The storm left villages without power for a night.", article_id="s3")
    copy = replace(story, article_id="s2")
    assert await kinds(Settings(copies_capacity=2), story, other, copy) == ["exact"]
    assert await kinds(Settings(copies_capacity=1), story, other, copy) == []


async def test_copies_that_end_here_have_their_outcome_here() -> None:
    broker = FakeBroker()
    story = make_article(STORY, article_id="s1")
    await run_guard(DedupeStage(Settings()), broker, [clean(story, "raw:0:1"), clean(story, "raw:0:2", offset=1)])
    [outcome] = [decode(s.value or b"", ArticleOutcome) for s in broker.to("articles.outcome")]
    assert (outcome.origin, outcome.outcome, outcome.original) == ("raw:0:2", "repeated", "s1")
    assert len(broker.to("articles.linked")) == 1


async def test_a_report_without_meetings_ends_as_processed_with_its_counts() -> None:
    broker = FakeBroker()
    reports = ArticleReports(article_id="a", revision="r", published_on=date(2026, 3, 1))
    headers = (("wiredesk-origin", b"raw:3:4"), ("wiredesk-topics", b"2"))
    event = record(encode(reports), topic="wiredesk.articles.reports", headers=headers)
    await run_guard(ReconcileStage(Settings()), broker, [event])
    [outcome] = [decode(s.value or b"", ArticleOutcome) for s in broker.to("articles.outcome")]
    assert (outcome.origin, outcome.outcome, outcome.meetings, outcome.topics) == ("raw:3:4", "processed", 0, 2)


async def test_a_page_is_read_in_a_process_of_its_own_and_given_up_when_it_takes_too_long() -> None:
    page = "<html><body><article>" + "<p>The mayor asked for calm before the market opened.</p>" * 4000
    broker = FakeBroker()
    stage = CleanStage(Settings(page_timeout_s=0.001))
    try:
        await run_guard(stage, broker, [record(encode(RawArticle(body=page, content_type="text/html")))])
    finally:
        await stage.close()
    [outcome] = [decode(s.value or b"", ArticleOutcome) for s in broker.to("articles.outcome")]
    assert outcome.reason == "page-timeout"


async def test_an_editors_decision_withdraws_a_meeting_and_taking_it_back_brings_it_again() -> None:
    broker = FakeBroker()
    stage = ReconcileStage(Settings())
    reports = ArticleReports(
        article_id="a",
        revision="r",
        published_on=date(2026, 3, 1),
        meetings=(
            MeetingReport(
                participants=(
                    Participant(name="Chile", kind="government", country="CL"),
                    Participant(name="Ghana", kind="government", country="GH"),
                ),
                evidence=Evidence(quote="will meet", start=0, end=9),
                when=When(start=date(2026, 4, 9), end=date(2026, 4, 9), precision="day"),
            ),
        ),
    )
    await run_guard(stage, broker, [record(encode(reports), topic="wiredesk.articles.reports")])
    [announced] = [decode(s.value or b"", MeetingAnnounced) for s in broker.to("events.meeting-announced")]
    decision = Correction(
        correction_id="c1",
        action="retract",
        meeting_id=announced.meeting_id,
        who="desk",
        why="a spoof",
        at=datetime(2026, 3, 2, tzinfo=UTC),
    )
    await run_guard(stage, broker, [record(encode(decision), topic="wiredesk.corrections", key=b"c1", offset=0)])
    await run_guard(stage, broker, [record(None, topic="wiredesk.corrections", key=b"c1", offset=1)])
    changes = [decode(s.value or b"", MeetingAnnounced).change for s in broker.to("events.meeting-announced")]
    assert changes == ["announced", "withdrawn", "reinstated"]
    assert len(broker.to("articles.outcome")) == 1  # of the article; a decision is no raw record


async def test_a_decision_that_is_none_is_a_dead_letter_without_an_outcome() -> None:
    broker = FakeBroker()
    await run_guard(ReconcileStage(Settings()), broker, [record(b"{}", topic="wiredesk.corrections")])
    assert len(broker.to("dead-letters")) == 1
    assert broker.to("articles.outcome") == []


async def test_what_old_articles_stated_is_forgotten_by_the_brokers_time() -> None:
    broker = FakeBroker()
    stage = EnrichStage(Settings(), {"named": find_named})
    day_s = 86_400
    for number in range(5):
        article = make_article("TRADE.", article_id=f"a{number}")
        value = encode(LinkedArticle(verdict=Verdict(verdict="new"), article=article))
        event = record(value, offset=number, topic="wiredesk.articles.linked")
        event.timestamp += number * 3 * day_s * 1000
        await run_guard(stage, broker, [event])
    assert sorted(broker.rows) == [b"a2", b"a3", b"a4"]
