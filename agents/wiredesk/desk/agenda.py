"""The diary as a page shows it: days in order, then what has no day. Pure.

In: meetings and the day to begin with. Out: groups with a title. A week, month, season, year or window is not put on
a day but under "some time" of its span: a short one where it begins, for it may be any day now; a longer one after its
last day. A meeting over several days stands on its first day that is not past.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta

from wiredesk.wording import when_words
from wiredesk_schemas import MeetingAnnounced

SHORT_SPAN = timedelta(days=14)


@dataclass(frozen=True, slots=True)
class Group:
    """Meetings under one title; `day` is set for a single day, `near` says that it is "Today" or "Tomorrow"."""

    title: str
    day: date | None
    near: str
    meetings: tuple[MeetingAnnounced, ...]


def grouped(meetings: Iterable[MeetingAnnounced], first_day: date, *, today: date) -> list[Group]:
    """Meetings from a day on in groups; those over before it are left out, those called off stay in."""
    days: dict[date, list[MeetingAnnounced]] = {}
    spans: dict[tuple[date, date], list[MeetingAnnounced]] = {}
    undated: list[MeetingAnnounced] = []
    for meeting in meetings:
        when = meeting.when
        if when.start is None:
            undated.append(meeting)
            continue
        end = when.end or when.start
        if end < first_day:
            continue
        if when.precision in ("day", "days"):
            days.setdefault(max(when.start, first_day), []).append(meeting)
        else:
            spans.setdefault((when.start, end), []).append(meeting)
    placed: list[tuple[date, date, Group]] = []
    for day, found in days.items():
        near = {today: "Today", today + timedelta(days=1): "Tomorrow"}.get(day, "")
        placed.append((day, date.min, Group(day_title(day, today), day, near, _best_first(found))))
    for (start, end), found in spans.items():
        title = when_words(found[0].when)
        is_short = end - start <= SHORT_SPAN
        group = Group(title[0].upper() + title[1:], None, "", _best_first(found))
        placed.append((max(start, first_day) if is_short else end, end, group))
    groups = [group for _, _, group in sorted(placed, key=lambda p: (p[0], p[1], p[2].title))]
    if undated:
        groups.append(Group("Date not known", None, "", _best_first(undated)))
    return groups


def day_title(day: date, today: date) -> str:
    """ "Thursday 5 March"; with the year when it is not this one's. Day and month stay on one line."""
    return f"{day:%A} {day.day}\u00a0{day:%B}" + (f" {day.year}" if day.year != today.year else "")


def _best_first(meetings: list[MeetingAnnounced]) -> tuple[MeetingAnnounced, ...]:
    return tuple(sorted(meetings, key=lambda m: (m.when.time or "99", -m.independent_sources, m.meeting_id)))
