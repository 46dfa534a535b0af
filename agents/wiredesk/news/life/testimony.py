"""What one article says of one meeting, made ready to be compared; and the reports that say the very same.

In: a MeetingReport with its article. Out: a `Testimony`, and the `Voice` it belongs to. 20,000 articles that say the
same of one summit are one voice: comparing costs by what is said, not by how often.
"""

from dataclasses import dataclass, field
from datetime import date
from functools import lru_cache
from hashlib import blake2b
from typing import TypeAlias
from urllib.parse import urlsplit

from wiredesk.news.lexicon import Lexicon, load_lexicon
from wiredesk.news.life.parties import Parties, fold_words, group_words, parties_of
from wiredesk.news.sources import Sources
from wiredesk_schemas import ArticleReports, MeetingReport, Source, When

TestimonyKey: TypeAlias = tuple[str, int]
"""An article_id and the number of the meeting within the article, the same over the article's revisions."""

Span: TypeAlias = tuple[int, int]
"""First and last day, as ordinals."""

RANKS = {"official": 0, "agency": 1, "outlet": 2}
UNKNOWN_RANK = 3
EPOCH, SECONDS_A_DAY = date(1970, 1, 1).toordinal(), 86_400
# How exact a date is; reports are taken in this order. More days than LONGEST_MEETING are a trip, no date of a meeting.
DAY, TRIP, WEEK, MONTH, YEAR, UNDATED = range(6)
LONGEST_MEETING = 3
MOVING = ("postponed", "reinstated")
"""After these words an earlier date need not hold any more."""
LONGEST_TRIP, LONGEST_WEEKS, LONGEST_MONTH = 14, 14, 31


@dataclass(frozen=True, slots=True, eq=False)
class Testimony:
    """One report of one article.

    `moment`: when it was published, in seconds (0 when unknown; noon of a mere day); `day`: the day of it, as an
    ordinal, or 0; `outlet`: whose voice it is; `independent`: it copies no other article. `order`: as published, the
    same whatever the order of arrival. `source`: the article as a record shows it.
    """

    key: TestimonyKey
    article: ArticleReports
    report: MeetingReport
    moment: float
    day: int
    outlet: str
    rank: int
    independent: bool
    order: tuple[float, TestimonyKey]
    source: Source


def read_testimony(n: int, report: MeetingReport, article: ArticleReports, sources: Sources | None) -> Testimony:
    """The n-th meeting of an article."""
    day = article.published_on or (article.published_at.date() if article.published_at else None)
    ordinal = day.toordinal() if day else 0
    noon = (ordinal - EPOCH + 0.5) * SECONDS_A_DAY if day else 0.0
    moment = article.published_at.timestamp() if article.published_at else noon
    outlet, rank = _outlet(article.source, article.url, sources)
    key = (article.article_id, n)
    return Testimony(
        key,
        article,
        report,
        moment,
        ordinal,
        outlet or f"article {article.article_id}",
        rank,
        article.copy_of is None,
        (moment, key),
        Source(
            article_id=article.article_id,
            evidence=report.evidence,
            url=article.url,
            source=article.source,
            published_at=article.published_at,
            published_on=article.published_on,
            copy_of=article.copy_of,
        ),
    )


@lru_cache(maxsize=16384)
def _outlet(source: str | None, url: str | None, sources: Sources | None) -> tuple[str, int]:
    profile = sources.find(source, url) if sources else None
    if profile:
        return " ".join(fold_words(profile.name)), RANKS.get(profile.kind, UNKNOWN_RANK)
    if source and (words := fold_words(source)):
        return " ".join(words), UNKNOWN_RANK
    try:
        return (urlsplit(url or "").hostname or "").removeprefix("www."), UNKNOWN_RANK
    except ValueError:
        return "", UNKNOWN_RANK


Rank: TypeAlias = tuple[int, int, int, int, int, int, int, str]


@dataclass(slots=True, eq=False)
class Voice:
    """All reports that say the same of parties, dates, place, occasion and status.

    `spans`: the days it speaks of; `old`: those that it says no longer hold. `order` is its rank among voices: the
    more exact first. `leader` is the voice that leads its meeting (itself, when it leads), `also` a second one that a
    moved meeting ties to it, `fit` how well it fits the leader.
    """

    parties: Parties
    span: Span | None
    old: Span | None
    level: int
    country: str | None
    city: str | None
    occasion: str | frozenset[str] | None
    status: str
    remote: bool | None
    day: int
    ahead: bool
    apart: str
    order: Rank
    members: dict[TestimonyKey, Testimony] = field(default_factory=dict)
    leader: "Voice | None" = None
    also: "Voice | None" = None
    fit: float = 0.0
    followers: set["Voice"] = field(default_factory=set)
    tied: set["Voice"] = field(default_factory=set)
    siblings: dict["Voice", int] = field(default_factory=dict)

    @property
    def is_bridge(self) -> bool:
        """True when it ties an old date to a new one."""
        return self.old is not None or self.status in MOVING


def exactness(when: When) -> int:
    """DAY, TRIP, WEEK, MONTH, YEAR or UNDATED."""
    if when.start is None or when.end is None or when.end < when.start:
        return UNDATED
    days = (when.end - when.start).days + 1
    if when.precision in ("day", "days") and days <= LONGEST_MEETING:
        return DAY
    if when.precision in ("day", "days") and days <= LONGEST_TRIP:
        return TRIP
    return WEEK if days <= LONGEST_WEEKS else MONTH if days <= LONGEST_MONTH else YEAR


def span_of(when: When | None) -> Span | None:
    """First and last day as ordinals; None when either is unknown."""
    if when is None or when.start is None or when.end is None or when.end < when.start:
        return None
    return when.start.toordinal(), when.end.toordinal()


@lru_cache(maxsize=16384)
def occasion_key(name: str, lexicon: Lexicon | None = None) -> str | frozenset[str] | None:
    """The body whose event it is, else its telling words; None when it has none ("summit")."""
    lexicon = lexicon or load_lexicon()
    for hit in lexicon.find(name):
        if body := hit.sense("body"):
            return body.entity_id
    words = group_words(name) - {"summit", "meeting", "talks", "conference", "visit", "round"}
    return words or None


def status_of(report: MeetingReport) -> str:
    """What a report says becomes of it: a status of the contract, "denied" or "reinstated"."""
    return "denied" if report.denied else "reinstated" if report.reinstated else report.status


def voice_of(testimony: Testimony, *, apart: str = "", lexicon: Lexicon | None = None) -> Voice:
    """A voice with what this report says, and nobody in it yet. Equal `order` means the same voice."""
    report = testimony.report
    parties = parties_of(report.participants, lexicon)
    span, old, level = span_of(report.when), span_of(report.moved_from), exactness(report.when)
    where = report.where
    city = " ".join(fold_words(where.city)) if where and where.city else None
    country = where.country if where else None
    occasion = occasion_key(report.occasion.name, lexicon) if report.occasion else None
    status = status_of(report)
    remote = report.form in ("call", "video") if report.form else None
    # Of an exact date it does not matter when it was told, only whether well before; of any other it does.
    ahead = level == DAY and span is not None and 0 < testimony.day <= span[0] - 2
    day = 0 if level == DAY and status not in MOVING else testimony.day
    bridge = old is not None or status in MOVING
    event = sorted(occasion) if isinstance(occasion, frozenset) else occasion
    said = (parties.text, span, old, level, country, city, event, status, remote, day, ahead, apart)
    exact_place = -bool(city) - bool(country)
    named, planned = -min(parties.named, 4), int(status == "planned")
    # A meeting of three days before its single days, so that the second day's reports find it.
    days = span[0] - span[1] if level == DAY and span else 0
    order = (level, int(bridge), days, exact_place, named, planned, span[0] if span else day, _digest(said))
    return Voice(parties, span, old, level, country, city, occasion, status, remote, day, ahead, apart, order)


def _digest(said: tuple[object, ...]) -> str:
    return blake2b(repr(said).encode("utf-8", "surrogatepass"), digest_size=12).hexdigest()
