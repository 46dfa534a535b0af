"""When an article was published: the moment if it is known, and the day where it was published.

In: what the producer said and what the page, the byline or the URL say, each with its origin; the zone of the
publisher. Out: moment, day, zone, precision, origin, doubts. The first candidate that is possible wins.
Refused: days before 1990 (wires were not on the web; mostly Unix time zero) and moments more than a day ahead of now.
A day without a time stays a day; nothing is taken from the clock: without a candidate nothing is known.
"""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta, timezone
from email.utils import parsedate_to_datetime
from functools import cache
from zoneinfo import ZoneInfo

from wiredesk_schemas.values import PublishedPrecision

EARLIEST = date(1990, 1, 1)
LATEST_AFTER_NOW = timedelta(days=1)
"""Clocks are wrong by minutes and zones by 14 hours; a day covers both."""

_DAY = re.compile(r"(\d{4})[-/.](\d{1,2})[-/.](\d{1,2})$|(\d{4})(\d{2})(\d{2})$")
_COMPACT = re.compile(r"(\d{8})T?(\d{4}(?:\d{2})?)(Z?)$")


@dataclass(frozen=True, slots=True)
class Candidate:
    """A date as it was written, and where: "producer", "schema.org", "meta", "byline", "url".

    `shown` is the day that readers saw beside it: what the calendar said where it was published.
    """

    words: str
    origin: str
    shown: date | None = None


@dataclass(frozen=True, slots=True)
class Published:
    """What is known: `at` is aware and in UTC, null when only the day is known."""

    at: datetime | None = None
    on: date | None = None
    zone: str | None = None
    precision: PublishedPrecision = "unknown"
    origin: str | None = None
    flags: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class _Read:
    """One date as read: a day, or a moment that may have a zone."""

    on: date
    moment: datetime | None


def resolve_published(candidates: Iterable[Candidate], *, zone: str | None, now: datetime | None) -> Published:
    """The first candidate that can be true; `zone` (an IANA name) tells the day where it was published.

    `now` (aware) bounds the future; without it only the past is bounded. Flags: "date-not-read" for words that are no
    date, "date-refused" for an impossible one, "midnight-is-a-day" for 00:00:00 UTC, which programs write when they
    know only the day.
    """
    flags: list[str] = []
    for candidate in candidates:
        read = parse_date(candidate.words)
        if read is None:
            flags.append("date-not-read")
        elif not _is_possible(read, now):
            flags.append("date-refused")
        else:
            return _published(read, candidate, zone, tuple(dict.fromkeys(flags)))
    return Published(zone=zone, flags=tuple(dict.fromkeys(flags)))


@cache
def _clocks(zone: str) -> ZoneInfo:
    # zoneinfo itself keeps only the last eight, and reads the others from their files again.
    return ZoneInfo(zone)


def parse_date(words: str) -> _Read | None:
    """ISO 8601, RFC 2822 or compact ("20231110220000"); None when it is none of these or no real date."""
    words = words.strip()
    if not 8 <= len(words) <= 64:
        return None
    try:
        if day := _DAY.match(words):
            year, month, number = (int(g) for g in day.groups() if g)
            return _Read(date(year, month, number), None)
        if compact := _COMPACT.match(words):
            words = f"{compact[1]}T{compact[2]}{compact[3]}"
        moment = _moment(words)
        if moment.tzinfo:
            moment.astimezone(UTC)  # the first and the last day of the calendar do not stand this
        return _Read(moment.date(), moment)
    except (ValueError, TypeError, OverflowError, IndexError):
        return None


def _moment(words: str) -> datetime:
    try:
        return datetime.fromisoformat(words.replace(" UTC", "Z").replace(" GMT", "Z"))
    except ValueError:
        return parsedate_to_datetime(words)


def _is_possible(read: _Read, now: datetime | None) -> bool:
    if read.on < EARLIEST:
        return False
    if now is None:
        return True
    if read.moment and read.moment.tzinfo:
        return read.moment <= now + LATEST_AFTER_NOW
    return read.on <= (now + LATEST_AFTER_NOW).astimezone(UTC).date()


def _published(read: _Read, candidate: Candidate, zone: str | None, flags: tuple[str, ...]) -> Published:
    moment, origin = read.moment, candidate.origin
    if moment is None:
        return Published(on=read.on, zone=zone, precision="day", origin=origin, flags=flags)
    offset = moment.utcoffset()
    if not offset and moment.time() == time.min:
        flags = (*flags, "midnight-is-a-day")
        return Published(on=read.on, zone=zone, precision="day", origin=origin, flags=flags)
    if offset:
        # The producer's own offset says where the clock hung; the zone of the publisher may be a guess from a name.
        at = moment.astimezone(UTC)
        zone = zone if zone and at.astimezone(_clocks(zone)).utcoffset() == offset else _offset_name(offset)
        on = read.on
    else:
        at = moment.replace(tzinfo=UTC)
        on = at.astimezone(_clocks(zone)).date() if zone else at.date()
    return Published(at=at, on=candidate.shown or on, zone=zone, precision="minute", origin=origin, flags=flags)


def _offset_name(offset: timedelta) -> str:
    name = str(timezone(offset))
    return name.removeprefix("UTC")
