"""Compares what came out of the sample wire with what must come out (wire_expected.json).

In: the events as they stand in the files that `wiredesk run` writes (every revision of every meeting, topics, duplicates,
rejected), decoded from JSON. Out: one line for each difference, in words; none when all is as expected.
"""

import json
from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import Any

from gate.scoring import fold, same_party
from wiredesk_schemas import MeetingAnnounced, Participant

EXPECTED = Path(__file__).with_name("wire_expected.json")
Expected = dict[str, Any]


def expectations() -> Expected:
    loaded: Expected = json.loads(EXPECTED.read_text(encoding="utf-8"))
    return loaded


def latest(revisions: Iterable[MeetingAnnounced]) -> list[MeetingAnnounced]:
    """The last revision of each meeting, without those that were merged into others or withdrawn."""
    last: dict[str, MeetingAnnounced] = {}
    for meeting in revisions:
        if meeting.meeting_id not in last or meeting.revision >= last[meeting.meeting_id].revision:
            last[meeting.meeting_id] = meeting
    return [m for m in last.values() if m.change not in ("merged", "withdrawn", "denied")]


def has_parties(expected: Expected, found: Sequence[Participant]) -> bool:
    """One of the right sets of participants, whole; those called optional may stand beside them."""
    for wanted in (expected["participants"], *expected.get("participants_also", ())):
        free = list(found)
        for party in wanted:
            match = next((p for p in free if same_party(party, p)), None)
            if match is None:
                break
            free.remove(match)
        else:
            if all(any(same_party(o, p) for o in expected.get("optional_participants", ())) for p in free):
                return True
    return False


def _dated(expected: Expected, meeting: MeetingAnnounced) -> bool:
    when, found = expected["when"], meeting.when
    days = [day.isoformat() if day else None for day in (found.start, found.end)]
    return days == [when["start"], when["end"]] and found.precision == when["precision"]


def _placed(expected: Expected, meeting: MeetingAnnounced) -> bool:
    places = [expected["where"], *expected.get("where_also", ())]
    found = meeting.where
    if found is None:
        return None in places
    return any(p and fold(p["city"] or "") == fold(found.city or "") and p["country"] == found.country for p in places)


def _occasion_is_right(expected: Expected, meeting: MeetingAnnounced) -> bool:
    wanted = expected["occasion"]
    if meeting.occasion is None:
        return wanted is None or bool(expected.get("occasion_optional"))
    if wanted is None:
        return False
    words = set(fold(wanted["name"])) - {"summit"}
    return words <= set(fold(meeting.occasion.name))


def _quotes_are_right(expected: Expected, meeting: MeetingAnnounced) -> bool:
    allowed = {step["evidence"] for step in expected["history"]} | set(expected.get("evidence_also", ()))
    return bool(meeting.sources) and all(s.evidence.quote in allowed for s in meeting.sources if s.copy_of is None)


def _is_in_order(wanted: Sequence[str], came: Iterable[str]) -> bool:
    stream = iter(came)
    return all(change in stream for change in wanted)


def field_differences(expected: Expected, meeting: MeetingAnnounced, changes: Sequence[str]) -> list[str]:
    """What of one meeting is not as expected; `changes`: of its revisions, in order."""
    when = expected["when"]
    checks: list[tuple[str, bool, Any]] = [
        ("when", _dated(expected, meeting), meeting.when),
        ("time", "time" not in when or meeting.when.time == when["time"], meeting.when.time),
        ("where", _placed(expected, meeting), meeting.where),
        ("occasion", _occasion_is_right(expected, meeting), meeting.occasion),
        ("evidence", _quotes_are_right(expected, meeting), [s.evidence.quote for s in meeting.sources]),
        ("history", _is_in_order([s["change"] for s in expected["history"]], changes), list(changes)),
        ("part_of", "part_of" not in expected or meeting.part_of is not None, meeting.part_of),
    ]
    for field in ("status", "certainty", "attribution", "form", "independent_sources"):
        if expected.get(field) is not None:
            allowed = [expected[field], *expected.get(f"{field}_also", ())]
            checks.append((field, getattr(meeting, field) in allowed, getattr(meeting, field)))
    topics = {item.topic for item in meeting.agenda}
    checks.append(("agenda", set(expected.get("agenda", ())) <= topics, topics))
    return [f"{expected['meeting']}: {field} is {came}" for field, right, came in checks if not right]


def meeting_differences(expected: Expected, revisions: Sequence[MeetingAnnounced]) -> list[str]:
    """Missing meetings, meetings that nobody expects, and fields that are not as expected."""
    free = latest(revisions)
    lines: list[str] = []
    for wanted in expected["meetings"]:
        same = [m for m in free if has_parties(wanted, m.participants)]
        if not same:
            lines.append(f"{wanted['meeting']}: missing")
            continue
        best = min(same, key=lambda m: (not _dated(wanted, m), not _placed(wanted, m)))
        free.remove(best)
        changes = [m.change for m in revisions if m.meeting_id == best.meeting_id]
        lines += field_differences(wanted, best, changes)
    lines += [
        f"not expected: {', '.join(p.name for p in m.participants)} ({m.status}, {m.when.start}): "
        f"{m.sources[0].evidence.quote if m.sources else ''}"
        for m in free
    ]
    return lines


def topic_differences(expected: Expected, topics_by_article: dict[str, set[str]]) -> list[str]:
    """Topics that are missing from an article or that nobody expects in it; duplicates are not asked."""
    lines = []
    for article in expected["articles"]:
        if article["outcome"] == "duplicate":
            continue
        found = topics_by_article.get(article["article"], set())
        wanted = set(article["topics"])
        lines += [f"{article['article']}: topic {t} is missing" for t in sorted(wanted - found)]
        strangers = sorted(found - wanted - set(article["topics_optional"]))
        lines += [f"{article['article']}: topic {t} is not expected" for t in strangers]
    return lines
