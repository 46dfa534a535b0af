"""Reading a linked article: what it says of meetings, which topics it mentions, or why it was not read.

In: a linked article and the enrichers to ask. Out: Reading. An article in a language that is not read, or in none that
could be told, yields nothing and says so; a near copy is read where its original does not say the same. A revision that
no longer mentions a topic withdraws it (`find_withdrawn`).
"""

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

from wiredesk.api import Enricher, NewText, enricher
from wiredesk.news.meetings import find_meetings
from wiredesk.news.topics import Watchlist, find_topics
from wiredesk_schemas import (
    ArticleReports,
    CleanArticle,
    Event,
    LinkedArticle,
    MeetingReport,
    Topic,
    TopicMentioned,
    Verdict,
)

EXTRACTOR = "wiredesk-reader/1"
READ_LANGUAGES = ("en",)


@dataclass(frozen=True, slots=True, kw_only=True)
class Reading:
    """What came of reading an article. `events` includes the topics; `not_read` says why nothing was looked for."""

    reports: ArticleReports
    events: tuple[Event, ...] = ()
    not_read: str | None = None

    @property
    def topics(self) -> tuple[TopicMentioned, ...]:
        """The topics among the events."""
        return tuple(event for event in self.events if isinstance(event, TopicMentioned))


@enricher(emits=MeetingReport)
def find_meeting_reports(article: CleanArticle, *, new_text: NewText = None) -> Iterable[MeetingReport]:
    """The built-in enricher "meetings"."""
    return find_meetings(article, new_text=new_text)


@enricher(emits=TopicMentioned)
def find_topic_mentions(
    article: CleanArticle, *, new_text: NewText = None, watchlists: Sequence[Watchlist] = ()
) -> Iterable[TopicMentioned]:
    """The built-in enricher "topics"."""
    return find_topics(article, new_text=new_text, watchlists=watchlists)


BUILT_IN: Mapping[str, Enricher[Any]] = {"meetings": find_meeting_reports, "topics": find_topic_mentions}


def read(
    linked: LinkedArticle,
    *,
    enrichers: Mapping[str, Enricher[Any]] = BUILT_IN,
    languages: Collection[str] = READ_LANGUAGES,
    watchlists: Sequence[Watchlist] = (),
) -> Reading:
    """Ask every enricher; whatever one raises comes out."""
    article, verdict = linked.article, linked.verdict
    copy_of = verdict.original if verdict.verdict == "near" else None
    not_read = why_not_read(article, languages)
    found: list[Any] = []
    if not_read is None:
        for one in enrichers.values():
            found += one(article, new_text=verdict.new_text, watchlists=watchlists)
    events = (event for event in found if isinstance(event, Event))
    reports = ArticleReports(
        article_id=article.article_id,
        revision=article.revision,
        meetings=tuple(report for report in found if isinstance(report, MeetingReport)),
        title=article.title,
        url=article.url,
        source=article.source,
        language=article.language,
        published_at=article.published_at,
        published_on=article.published_on,
        copy_of=copy_of,
        extractor=EXTRACTOR,
    )
    return Reading(reports=reports, events=tuple(_as_copy(event, copy_of) for event in events), not_read=not_read)


def read_alone(article: CleanArticle, **options: Any) -> Reading:
    """Read an article as if no other had been seen."""
    return read(LinkedArticle(verdict=Verdict(verdict="new"), article=article), **options)


def why_not_read(article: CleanArticle, languages: Collection[str] = READ_LANGUAGES) -> str | None:
    """The reason why an article is not read, or None.

    An article whose language is unknown (a line of names and figures) is read: patterns that find English in it are
    evidence enough.
    """
    if article.language is not None and article.language not in languages:
        return "language-not-read"
    return None


def find_withdrawn(
    stated: Collection[str], article: CleanArticle, now: Iterable[TopicMentioned]
) -> list[TopicMentioned]:
    """Withdrawals of the mentions (as `stated_key` remembers them) that a revision no longer makes."""
    kept = {mention.mention_id for mention in now}
    withdrawn = []
    for key in stated:
        mention_id, topic_id, scheme, watchlist, label = key.split("\t", 4)
        if mention_id not in kept:
            withdrawn.append(
                TopicMentioned(
                    mention_id=mention_id,
                    article_id=article.article_id,
                    topic=Topic(id=topic_id, label=label, scheme=scheme),
                    watchlist=watchlist or None,
                    status="withdrawn",
                    title=article.title,
                    url=article.url,
                    source=article.source,
                    published_at=article.published_at,
                    published_on=article.published_on,
                    language=article.language,
                    extractor=EXTRACTOR,
                )
            )
    return withdrawn


def stated_key(mention: TopicMentioned) -> str:
    """What has to be remembered of a mention to withdraw it later: its id, its topic and the watchlist that matched."""
    topic = mention.topic
    return "\t".join((mention.mention_id, topic.id, topic.scheme, mention.watchlist or "", topic.label))


def _as_copy(event: Event, copy_of: str | None) -> Event:
    if copy_of is not None and isinstance(event, TopicMentioned) and event.copy_of is None:
        return replace(event, copy_of=copy_of)
    return event
