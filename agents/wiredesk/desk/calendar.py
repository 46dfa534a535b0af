"""Meetings as iCalendar (RFC 5545): a diary that stays right by itself.

UID is the meeting's id for its whole life and SEQUENCE goes up with each revision, so a client moves the entry it has.
A meeting called off, withdrawn, denied or merged stays with STATUS:CANCELLED. A day is VALUE=DATE, an unknown time is
not midnight. A week, month, season, year or window is one entry on its first day that says "some time from ... to",
never a ten-day meeting. A meeting without a date is in no calendar (see /meetings.json); one postponed without a new
date stays on its old day, cancelled.
"""

import re
from collections.abc import Iterable
from datetime import UTC, date, datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

import icalendar

from wiredesk import __version__
from wiredesk.sinks.relations import ENDED
from wiredesk.wording import (
    FIELD_WORDS,
    FORMS,
    agenda_words,
    field_words,
    headline,
    party_words,
    sources_words,
    when_words,
    where_words,
)
from wiredesk_schemas import MeetingAnnounced, When

REFRESH = timedelta(hours=1)
SOURCES_SHOWN = 5
DATED = ("day", "days")
_CONTROL = re.compile(r"[\x00-\x08\x0b-\x1f\x7f\u2028\u2029]")


def diary(
    meetings: Iterable[MeetingAnnounced], *, name: str = "wiredesk", written: dict[str, bytes] | None = None
) -> bytes:
    """An iCalendar file of those of the meetings that have a day, CRLF line ends, lines folded by octets.

    `written` keeps entries by event_id from call to call: writing one takes about 1 ms.
    """
    entries = {} if written is None else written
    calendar = icalendar.Calendar()
    calendar.add("prodid", f"-//wiredesk//{__version__}//EN")
    calendar.add("version", "2.0")
    calendar.add("x-wr-calname", _plain(name))
    calendar.add("refresh-interval", REFRESH, parameters={"VALUE": "DURATION"})
    calendar.add("x-published-ttl", "PT1H")
    head, end = calendar.to_ical().split(b"END:VCALENDAR")
    shown = []
    for meeting in meetings:
        if meeting.event_id not in entries:
            entries[meeting.event_id] = entry_of(meeting)
        shown.append(entries[meeting.event_id])
    return bytes(head + b"".join(shown) + b"END:VCALENDAR" + end)


def entry_of(meeting: MeetingAnnounced) -> bytes:
    """One VEVENT, or nothing when the meeting has no day and never had one."""
    when, lost = _day_shown(meeting)
    if when.start is None:
        return b""
    entry = icalendar.Event()
    entry.add("uid", f"{meeting.meeting_id}@wiredesk")
    entry.add("sequence", meeting.revision - 1)
    emitted_at = meeting.emitted_at or datetime.fromtimestamp(0, UTC)
    entry.add("dtstamp", emitted_at.astimezone(UTC))
    entry.add("last-modified", emitted_at.astimezone(UTC))
    _add_time(entry, when)
    over = lost or meeting.status == "cancelled" or meeting.change in ENDED
    entry.add("status", "CANCELLED" if over else _standing(meeting, when))
    entry.add("transp", "TRANSPARENT")
    entry.add("summary", _plain(_summary(meeting, when, lost=lost)))
    if place := where_words(meeting.where):
        entry.add("location", _plain(place))
    entry.add("description", _plain(_description(meeting)))
    if link := next((s.url for s in meeting.sources if _is_link(s.url)), None):
        entry.add("url", link)
    categories = [_plain(word) for word in (meeting.type, *meeting.watchlists) if word]
    if categories:
        entry.add("categories", categories)
    return bytes(entry.to_ical())


def _day_shown(meeting: MeetingAnnounced) -> tuple[When, bool]:
    """The date to show it under; and whether that is only where it once was."""
    if meeting.when.start is not None:
        return meeting.when, False
    old = (meeting.previous or {}).get("when") if meeting.status == "postponed" else None
    if isinstance(old, dict) and isinstance(old.get("start"), str):
        start = date.fromisoformat(old["start"])
        end = date.fromisoformat(old.get("end") or old["start"])
        return When(start=start, end=end, precision=old.get("precision", "day")), True
    return meeting.when, False


def _standing(meeting: MeetingAnnounced, when: When) -> str:
    is_firm = meeting.certainty == "confirmed" and meeting.status == "planned" and when.precision in DATED
    return "CONFIRMED" if is_firm else "TENTATIVE"


def _add_time(entry: icalendar.Event, when: When) -> None:
    start, end = when.start, when.end or when.start
    moment = _moment(when)
    if moment is not None:
        entry.add("dtstart", moment)
        return
    entry.add("dtstart", start)
    shown_until = end if when.precision in DATED else start
    if shown_until is not None:
        entry.add("dtend", shown_until + timedelta(days=1))


def _moment(when: When) -> datetime | None:
    """The start in UTC; None when the time or its zone is not known."""
    if when.precision != "day" or when.start is None or not when.time or not when.zone:
        return None
    local = datetime.fromisoformat(f"{when.start}T{when.time}:00")
    if re.fullmatch(r"[+-]\d\d:?\d\d", when.zone):
        return datetime.fromisoformat(f"{when.start}T{when.time}:00{when.zone}").astimezone(UTC)
    try:
        return local.replace(tzinfo=ZoneInfo(when.zone)).astimezone(UTC)
    except (ZoneInfoNotFoundError, ValueError):
        return None


def _summary(meeting: MeetingAnnounced, when: When, *, lost: bool) -> str:
    prefix = ""
    if meeting.change in ENDED:
        prefix = f"{meeting.change.capitalize()}: "
    elif meeting.status == "cancelled":
        prefix = "Called off: "
    elif lost:
        prefix = "Postponed, no new date: "
    elif when.precision not in DATED:
        prefix = f"({when_words(when)}) "
    return prefix + headline(meeting)


def _description(meeting: MeetingAnnounced) -> str:
    lines = [_when_and_how(meeting), *(f"- {party_words(p)}" for p in meeting.participants)]
    if agenda := agenda_words(meeting):
        lines.append(f"On: {agenda}")
    if meeting.announced_by:
        lines.append(f"Said by: {', '.join(a.name for a in meeting.announced_by)}")
    lines.append(f"{meeting.certainty}, {sources_words(meeting)}")
    if meeting.corrected_by:
        lines.append(f"Set right by {meeting.corrected_by}")
    for source in meeting.sources[:SOURCES_SHOWN]:
        lines += ["", f"“{source.evidence.quote}”", " ".join(filter(None, (source.source, source.url)))]
    for conflict in meeting.conflicts:
        values = " / ".join(field_words(conflict.field, value.value) for value in conflict.values)
        lines += ["", f"Sources disagree on {FIELD_WORDS.get(conflict.field, conflict.field)}: {values}"]
    return "\n".join(lines)


def _when_and_how(meeting: MeetingAnnounced) -> str:
    return " ".join(filter(None, (when_words(meeting.when), FORMS.get(meeting.form or ""))))


def _plain(text: Any) -> str:
    """No control characters: the library escapes the rest."""
    return _CONTROL.sub(" ", str(text)).replace("\r", " ")


def _is_link(url: str | None) -> bool:
    return bool(url) and bool(re.fullmatch(r"https?://[^\s<>\"\\^`{|}\x00-\x1f]+", url or ""))
