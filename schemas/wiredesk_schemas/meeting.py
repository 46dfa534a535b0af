"""Meetings: what one article reports of them, and what is known of each after all articles."""

from dataclasses import dataclass
from datetime import date
from typing import Annotated, Any, ClassVar

from msgspec import Meta

from wiredesk_schemas.article import Ratio
from wiredesk_schemas.event import Event, Evidence
from wiredesk_schemas.values import (
    Attribution,
    Certainty,
    Change,
    CorrectionAction,
    MeetingForm,
    MeetingType,
    Part,
    PartyKind,
    Precision,
    Status,
    Timestamp,
)

Country = Annotated[str, Meta(pattern="^[A-Z]{2}$", description="ISO 3166 alpha-2")]


@dataclass(frozen=True, slots=True, kw_only=True)
class Participant:
    """A party to a meeting. `role` in the article's words; `entity_id` a lexicon's id ("wd:Q30", "os:NK-...")."""

    name: str
    kind: PartyKind
    role: str | None = None
    country: Country | None = None
    entity_id: str | None = None
    part: Part | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class ResolvedFrom:
    """How a date came about: the words, the day they were counted from, and the rule."""

    words: str
    anchor: date | None
    rule: str


@dataclass(frozen=True, slots=True, kw_only=True)
class When:
    """When a meeting is held; days are those of the place of the meeting, as the article gives them.

    precision "day": start = end; "days": it lasts from start to end; "week", "month", "season", "year", "window":
    some time between start and end; "unknown": both null. `time` is "HH:MM" local to `zone` (IANA name or offset).
    """

    start: date | None = None
    end: date | None = None
    precision: Precision = "unknown"
    text: str | None = None
    time: Annotated[str, Meta(pattern="^[0-2][0-9]:[0-5][0-9]$")] | None = None
    zone: str | None = None
    resolved_from: ResolvedFrom | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Where:
    """A place as far as it is told; `city` also holds places that are no city ("Camp David"); `text` the words."""

    city: str | None = None
    country: Country | None = None
    venue: str | None = None
    text: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Occasion:
    """The host event of a meeting ("APEC summit"); for a summit its own name."""

    name: str


@dataclass(frozen=True, slots=True, kw_only=True)
class AgendaItem:
    """A matter to be discussed: the topic's id (null where none fits) and the article's words."""

    topic: str | None
    text: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Announcer:
    """Who said that the meeting will be."""

    name: str
    kind: PartyKind | None = None
    country: Country | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class MeetingReport:
    """What one article says of one meeting.

    `moved_from` is the old date of a postponed or moved meeting. `denied`: the article denies that it is planned;
    `reinstated`: it says that it is on again after it had been called off.
    `part_of` is the index, within the same article, of the summit on whose sidelines it is. `rule` names the
    reading rule that found it, `confidence` the judge's belief in it.
    """

    participants: tuple[Participant, ...]
    evidence: Evidence
    status: Status = "planned"
    when: When = When()
    moved_from: When | None = None
    where: Where | None = None
    occasion: Occasion | None = None
    part_of: int | None = None
    certainty: Certainty = "confirmed"
    attribution: Attribution | None = None
    type: MeetingType | None = None
    form: MeetingForm | None = None
    agenda: tuple[AgendaItem, ...] = ()
    announced_by: tuple[Announcer, ...] = ()
    denied: bool = False
    reinstated: bool = False
    confidence: Ratio | None = None
    rule: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class ArticleReports:
    """All that one article revision says of meetings; none means it says none now (so that a correction withdraws).

    For a near copy `copy_of` is the original and `meetings` holds only what the new sentences say.
    """

    kind: ClassVar[str] = "wiredesk.article-reports"
    article_id: str
    revision: str
    meetings: tuple[MeetingReport, ...] = ()
    title: str | None = None
    url: str | None = None
    source: str | None = None
    language: str | None = None
    published_at: Timestamp | None = None
    published_on: date | None = None
    copy_of: str | None = None
    extractor: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Source:
    """An article that speaks of the meeting, with the sentence that proves it."""

    article_id: str
    evidence: Evidence
    url: str | None = None
    source: str | None = None
    published_at: Timestamp | None = None
    published_on: date | None = None
    copy_of: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class ConflictingValue:
    """One of several values that sources give, and the article_ids of some that give it."""

    value: Any
    sources: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Conflict:
    """A field on which sources disagree."""

    field: str
    values: tuple[ConflictingValue, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class MeetingAnnounced(Event):
    """One revision of one announced meeting, complete in itself; key: meeting_id.

    Delivery: at least once; drop repeats by `event_id`. History by `event_id`, current state by `meeting_id`.
    `change` says why this revision exists, `changed` which fields it changes, `previous` their old values.
    `sources` are at most the 50 best; `source_count` counts all, `independent_sources` leaves copies out.
    """

    kind: ClassVar[str] = "wiredesk.meeting-announced"
    meeting_id: str
    revision: Annotated[int, Meta(ge=1)] = 1
    change: Change = "announced"
    changed: tuple[str, ...] = ()
    previous: dict[str, Any] | None = None
    superseded_by: str | None = None
    status: Status = "planned"
    certainty: Certainty = "confirmed"
    attribution: Attribution | None = None
    type: MeetingType | None = None
    form: MeetingForm | None = None
    participants: tuple[Participant, ...] = ()
    when: When = When()
    where: Where | None = None
    occasion: Occasion | None = None
    part_of: str | None = None
    agenda: tuple[AgendaItem, ...] = ()
    announced_by: tuple[Announcer, ...] = ()
    sources: tuple[Source, ...] = ()
    source_count: int = 0
    independent_sources: int = 0
    conflicts: tuple[Conflict, ...] = ()
    watchlists: tuple[str, ...] = ()
    corrected_by: str | None = None
    first_announced_at: Timestamp | None = None
    extractor: str | None = None
    schema_version: int = 1


@dataclass(frozen=True, slots=True, kw_only=True)
class Correction:
    """What a person decided of a meeting; latest by `correction_id` counts, a tombstone takes it back.

    "merge": `meeting_id` goes into `into`. "split": the reports of `articles` leave `meeting_id`. "retract": the
    meeting is withdrawn. "set": `values` (fields of MeetingAnnounced) win over what sources say.
    """

    kind: ClassVar[str] = "wiredesk.correction"
    correction_id: str
    action: CorrectionAction
    meeting_id: str
    who: str
    why: str
    at: Timestamp
    into: str | None = None
    articles: tuple[str, ...] = ()
    values: dict[str, Any] | None = None
