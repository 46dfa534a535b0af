"""Choose events: the same filters for subscribers, `tail`, the calendar feed and the desk.

In: an event and a filter built from names and values. Out: whether it is wanted. All conditions given must hold; a
condition not given holds for all. Names are compared without case, accents and punctuation, whole words. Refused: a
value that no event of this release can have, since it would match nothing for ever without a word.
"""

import re
import unicodedata
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, fields
from datetime import date
from functools import lru_cache
from typing import Any

from wiredesk_schemas import MeetingAnnounced, Participant, TopicMentioned
from wiredesk_schemas.countries import COUNTRIES
from wiredesk_schemas.values import Certainty, Change, Status, TopicStatus, known_values


class FilterError(ValueError):
    """A filter that cannot be; the text says what was expected and what came."""


@lru_cache(maxsize=4096)
def fold(text: str) -> tuple[str, ...]:
    """The words of a text for comparing: no case, accents or punctuation."""
    plain = unicodedata.normalize("NFKD", text.replace("ı", "i"))
    return tuple(re.findall(r"\w+", "".join(c for c in plain if not unicodedata.combining(c)).lower()))


def has_words(text: str | None, wanted: str) -> bool:
    """True when the words of `wanted` stand in the text one after another."""
    words, run = fold(text or ""), fold(wanted)
    return bool(run) and any(words[i : i + len(run)] == run for i in range(len(words) - len(run) + 1))


@dataclass(frozen=True, slots=True, kw_only=True)
class MeetingFilter:
    """Which meetings are wanted.

    `person`, `organisation`: a name or a part of it. `country`: ISO 3166 alpha-2 of a participant. `pair`: two
    participants, each a country code or a name, "US,CN" or "Macron,Merz". `place`: a country code or a city.
    `topic`: id of an agenda topic. `words`: anywhere in names, places, agenda, occasion or quotes.
    `since`, `until`: days (inclusive) that the meeting must touch; a meeting without a date touches none.
    `current`: leave out meetings withdrawn, denied or merged into another.
    """

    person: str | None = None
    organisation: str | None = None
    country: str | None = None
    pair: tuple[str, str] | None = None
    place: str | None = None
    topic: str | None = None
    watchlist: str | None = None
    certainty: str | None = None
    status: str | None = None
    change: str | None = None
    words: str | None = None
    min_sources: int | None = None
    since: date | None = None
    until: date | None = None
    current: bool = False

    def __post_init__(self) -> None:
        _check_known("certainty", self.certainty, Certainty)
        _check_known("status", self.status, Status)
        _check_known("change", self.change, Change)
        if self.country is not None:
            _check_country("country", self.country)
        for name, value in (*(("in pair", party) for party in self.pair or ()), ("in place", self.place or "")):
            if _is_code(value):
                _check_country(f"a country {name}", value)
        if self.since and self.until and self.since > self.until:
            raise FilterError(f"since {self.since} is after until {self.until}")

    @classmethod
    def from_query(cls, query: Mapping[str, str]) -> "MeetingFilter":
        """A filter from text values, as of a command line or a URL; empty values do not count. Raises FilterError."""
        return cls(**_read(cls, query))

    def matches(self, meeting: MeetingAnnounced) -> bool:
        """True when the meeting is wanted."""
        return (
            (self.certainty in (None, meeting.certainty))
            and (self.status in (None, meeting.status))
            and (self.change in (None, meeting.change))
            and (self.watchlist is None or self.watchlist in meeting.watchlists)
            and (self.min_sources is None or meeting.independent_sources >= self.min_sources)
            and not (self.current and meeting.change in ("withdrawn", "denied", "merged"))
            and (self.country is None or any(p.country == self.country for p in meeting.participants))
            and (self.topic is None or any(item.topic == self.topic for item in meeting.agenda))
            and (self.person is None or _named(meeting, self.person, "person"))
            and (self.organisation is None or _named(meeting, self.organisation, "organisation"))
            and (self.pair is None or _has_pair(meeting, *self.pair))
            and (self.place is None or _is_at(meeting, self.place))
            and (self.words is None or any(has_words(text, self.words) for text in _texts(meeting)))
            and self._is_within(meeting)
        )

    def _is_within(self, meeting: MeetingAnnounced) -> bool:
        if self.since is None and self.until is None:
            return True
        start, end = meeting.when.start, meeting.when.end or meeting.when.start
        if start is None or end is None:
            return False
        return (self.until is None or start <= self.until) and (self.since is None or end >= self.since)


@dataclass(frozen=True, slots=True, kw_only=True)
class TopicFilter:
    """Which mentions of topics are wanted. `min_salience` 0..1; `words` in title or quotes."""

    topic: str | None = None
    watchlist: str | None = None
    source: str | None = None
    language: str | None = None
    status: str | None = None
    words: str | None = None
    min_salience: float | None = None

    def __post_init__(self) -> None:
        _check_known("status", self.status, TopicStatus)
        if self.language is not None and not re.fullmatch(r"[a-z]{2}", self.language):
            raise FilterError(f"language must be an ISO 639-1 code such as 'en', got {self.language[:80]!r}")
        if self.min_salience is not None and not 0 <= self.min_salience <= 1:
            raise FilterError(f"min_salience must be a number from 0 to 1, got {self.min_salience!r}")

    @classmethod
    def from_query(cls, query: Mapping[str, str]) -> "TopicFilter":
        """A filter from text values. Raises FilterError."""
        return cls(**_read(cls, query))

    def matches(self, mention: TopicMentioned) -> bool:
        """True when the mention is wanted."""
        return (
            (self.topic in (None, mention.topic.id))
            and (self.watchlist in (None, mention.watchlist))
            and (self.language in (None, mention.language))
            and (self.status in (None, mention.status))
            and (self.min_salience is None or mention.salience >= self.min_salience)
            and (self.source is None or has_words(mention.source, self.source))
            and (
                self.words is None
                or any(has_words(text, self.words) for text in (mention.title, *(e.quote for e in mention.evidence)))
            )
        )


def _check_known(name: str, value: str | None, word_list: Any) -> None:
    if value is not None and value not in (known := known_values(word_list)):
        raise FilterError(f"{name} must be one of {', '.join(known)}, got {value[:80]!r}")


def _is_code(text: str) -> bool:
    return re.fullmatch(r"[A-Z]{2}", text) is not None


def _check_country(name: str, code: str) -> None:
    if code not in COUNTRIES:
        hint = "; the United Kingdom is GB" if code == "UK" else ""
        raise FilterError(f"{name} must be an ISO 3166 alpha-2 code such as 'FR', got {code[:80]!r}{hint}")


def _named(meeting: MeetingAnnounced, name: str, kind: str) -> bool:
    return any(p.kind == kind and has_words(p.name, name) for p in meeting.participants)


def _has_pair(meeting: MeetingAnnounced, one: str, other: str) -> bool:
    def seats(wanted: str) -> set[int]:
        return {i for i, p in enumerate(meeting.participants) if _is_party(p, wanted)}

    first, second = seats(one), seats(other)
    return any(i != j for i in first for j in second)


def _is_party(participant: Participant, wanted: str) -> bool:
    return participant.country == wanted if _is_code(wanted) else has_words(participant.name, wanted)


def _is_at(meeting: MeetingAnnounced, place: str) -> bool:
    where = meeting.where
    if where is None:
        return False
    if _is_code(place):
        return where.country == place
    return any(has_words(text, place) for text in (where.city, where.venue, where.text))


def _texts(meeting: MeetingAnnounced) -> Iterator[str | None]:
    for participant in meeting.participants:
        yield participant.name
        yield participant.role
    if meeting.where:
        yield from (meeting.where.city, meeting.where.venue, meeting.where.text)
    if meeting.occasion:
        yield meeting.occasion.name
    yield from (item.text for item in meeting.agenda)
    yield from (source.evidence.quote for source in meeting.sources)


def _read(cls: type, query: Mapping[str, str]) -> dict[str, Any]:
    known = {f.name for f in fields(cls)}
    values: dict[str, Any] = {}
    for name, text in query.items():
        if name not in known:
            raise FilterError(f"no filter named {name!r}; there are: {', '.join(sorted(known))}")
        if not text.strip():
            continue
        values[name] = _value(name, text.strip())
    return values


def _value(name: str, text: str) -> Any:
    try:
        match name:
            case "since" | "until":
                return date.fromisoformat(text)
            case "min_sources":
                return int(text)
            case "min_salience":
                return float(text)
            case "country":
                return text.upper()
            case "language":
                return text.lower()
            case "current":
                return {"1": True, "true": True, "yes": True, "0": False, "false": False, "no": False}[text.lower()]
            case "pair":
                one, other = (part.strip() for part in text.split(","))
                return (one.upper() if len(one) == 2 else one, other.upper() if len(other) == 2 else other)
            case _:
                return text
    except (ValueError, KeyError):
        wanted = {
            "since": "a day such as 2026-03-05",
            "until": "a day such as 2026-03-05",
            "min_sources": "a whole number",
            "min_salience": "a number from 0 to 1",
            "current": "true or false",
            "pair": "two names or country codes parted by a comma, such as US,CN",
        }[name]
        raise FilterError(f"{name} must be {wanted}, got {text[:80]!r}") from None
