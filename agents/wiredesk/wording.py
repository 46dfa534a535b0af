"""A meeting in words, for people: the same on the terminal, in the calendar and on the page.

Only says what the event says: what is not known is left out, and an expected meeting is said to be expected.
"""

from collections.abc import Mapping
from datetime import date, timedelta
from functools import cache

from wiredesk_schemas import MeetingAnnounced, Participant, SchemaError, When, Where, convert

CHANGES = {
    "announced": "new",
    "corroborated": "more sources",
    "updated": "updated",
    "postponed": "postponed",
    "cancelled": "called off",
    "reinstated": "on again",
    "denied": "denied",
    "withdrawn": "withdrawn",
    "merged": "merged into another",
}
FORMS = {"call": "by phone", "video": "by video"}
FIELD_WORDS = {
    "when": "date", "where": "place", "participants": "who", "agenda": "on", "where.city": "city", "part_of": "beside",
    "where.country": "country", "independent_sources": "independent sources", "conflicts": "disputed",
    "corrected_by": "set right by", "superseded_by": "merged into",
}  # fmt: skip


def party_words(participant: Participant, *, with_role: bool = True) -> str:
    """ "Ilse Brandt (foreign minister, Germany)"."""
    if not with_role or participant.kind != "person":
        return participant.name
    country = country_name(participant.country)
    about = [word for word in (participant.role, country) if word]
    return f"{participant.name} ({', '.join(about)})" if about else participant.name


def parties_words(meeting: MeetingAnnounced, *, most: int = 6) -> str:
    """ "Ilse Brandt and Josphat Mwangi"; beyond `most` names only their number."""
    names = [p.name for p in meeting.participants if p.part != "absent"]
    if len(names) > most:
        return f"{', '.join(names[: most - 1])} and {len(names) - most + 1} others"
    return _listed(names) or (meeting.occasion.name if meeting.occasion else "parties not named")


def headline(meeting: MeetingAnnounced) -> str:
    """ "Ilse Brandt and Josphat Mwangi, Africa-Europe trade forum"."""
    parties = parties_words(meeting)
    if meeting.occasion and parties in meeting.occasion.name:
        return meeting.occasion.name  # "African Union summit", of the African Union
    if meeting.occasion and meeting.occasion.name not in parties:
        return f"{parties}, {meeting.occasion.name}"
    return parties


def day_words(day: date) -> str:
    """ "Thu 5 Mar 2026"."""
    return f"{day:%a} {day.day} {day:%b %Y}"


def when_words(when: When) -> str:
    """ "Thu 5 Mar 2026, 15:00 Africa/Nairobi", "some time from Mon 2 Mar to Sun 8 Mar 2026", "date not known"."""
    if when.start is None:
        return f"date not known ({when.text})" if when.text else "date not known"
    end = when.end or when.start
    span = day_words(when.start) if end == when.start else f"{_short(when.start, end)} to {day_words(end)}"
    if when.precision not in ("day", "days"):
        return f"{_whole(when.start, end)}" if _whole(when.start, end) else f"some time from {span}"
    if when.time:
        return f"{span}, {when.time}{f' {when.zone}' if when.zone else ''}"
    return span


def where_words(where: Where | None) -> str | None:
    """ "State House, Nairobi, Kenya"; None when no place is known."""
    if where is None:
        return None
    country = country_name(where.country)
    parts = [part for part in (where.venue, where.city, country) if part]
    kept = [part for i, part in enumerate(parts) if part not in parts[:i]]
    return ", ".join(kept) or where.text


def agenda_words(meeting: MeetingAnnounced) -> str | None:
    """What is to be discussed, in the articles' words; None when nothing is said of it."""
    return "; ".join(dict.fromkeys(item.text for item in meeting.agenda)) or None


def state_words(meeting: MeetingAnnounced) -> str:
    """ "confirmed", "expected", "called off", "postponed", "withdrawn": how the meeting stands."""
    if meeting.change in ("withdrawn", "denied", "merged"):
        return CHANGES[meeting.change]
    if meeting.status == "cancelled":
        return "called off"
    return meeting.status if meeting.status == "postponed" else meeting.certainty


def sources_words(meeting: MeetingAnnounced) -> str:
    """ "2 independent sources"."""
    count = meeting.independent_sources
    return f"{count} independent source{'' if count == 1 else 's'}"


def value_words(value: object) -> str:
    """A changed field's value in words."""
    if isinstance(value, Mapping):
        return ", ".join(f"{v}" for k, v in value.items() if v not in (None, "", [], {}) and k != "resolved_from")
    if isinstance(value, list | tuple):
        return ", ".join(value_words(v.get("name") or v) if isinstance(v, Mapping) else str(v) for v in value)
    return "not known" if value is None else str(value)


def field_words(name: str, value: object) -> str:
    """A field's value in words, whether it is still JSON or not; as it is when it is of a later version."""
    if name == "corrected_by" and value is None:
        return "nobody"
    if name in ("when", "where") and isinstance(value, Mapping):
        try:
            value = convert(dict(value), When if name == "when" else Where)
        except SchemaError:
            return value_words(value)
    if isinstance(value, When):
        return when_words(value)
    if isinstance(value, Where):
        return where_words(value) or "not known"
    if name == "where.country":
        return country_name(str(value)) or str(value)
    if isinstance(value, list | tuple):
        return ", ".join(_name_of(item) for item in value) or "none"
    if hasattr(value, "name"):
        return _name_of(value)
    return value_words(value)


def _name_of(item: object) -> str:
    names = item if isinstance(item, Mapping) else {n: getattr(item, n, None) for n in ("name", "text", "field")}
    found = names.get("name") or names.get("text") or names.get("field")
    return FIELD_WORDS.get(str(found), str(found)) if found else value_words(item)


@cache
def country_name(code: str | None) -> str | None:
    """The name of a country in English; the code itself when there is none."""
    if code is None:
        return None
    from wiredesk.news.lexicon import load_lexicon

    state = load_lexicon().state(code)
    return state.name if state else code


def _listed(names: list[str]) -> str:
    return names[0] if len(names) == 1 else f"{', '.join(names[:-1])} and {names[-1]}" if names else ""


def _short(start: date, end: date) -> str:
    if start.year != end.year:
        return day_words(start)
    return f"{start:%a} {start.day}" if start.month == end.month else f"{start:%a} {start.day} {start:%b}"


def _whole(start: date, end: date) -> str | None:
    """ "March 2026" or "2026" when the span is just that."""
    if (start.month, start.day, end.month, end.day) == (1, 1, 12, 31) and start.year == end.year:
        return f"some time in {start.year}"
    after = end + timedelta(days=1)
    if start.day == 1 and after.day == 1 and (start.year, start.month) == (end.year, end.month):
        return f"some time in {start:%B %Y}"
    return None
