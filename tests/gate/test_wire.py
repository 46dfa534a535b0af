"""The comparison with the sample wire's expectations sees what is missing, strange or different."""

from dataclasses import replace
from datetime import date
from typing import Any

import pytest

from gate.wire import expectations, meeting_differences, topic_differences
from wiredesk_schemas import (
    AgendaItem,
    Evidence,
    MeetingAnnounced,
    Occasion,
    Participant,
    Source,
    When,
    Where,
)

EXPECTED = expectations()


def announced(wanted: dict[str, Any]) -> list[MeetingAnnounced]:
    """The revisions that a perfect desk would send of one expected meeting."""
    when, where = wanted["when"], wanted["where"]
    sources = tuple(
        Source(article_id=s["article"], evidence=Evidence(quote=s["evidence"], start=0, end=len(s["evidence"])))
        for s in wanted["history"]
    )
    meeting = MeetingAnnounced(
        meeting_id=wanted["meeting"],
        status=wanted["status"],
        certainty=wanted["certainty"],
        attribution=wanted.get("attribution"),
        form=wanted["form"],
        participants=tuple(
            Participant(name=p["name"], kind=p["kind"], country=p["country"]) for p in wanted["participants"]
        ),
        when=When(
            start=date.fromisoformat(when["start"]) if when["start"] else None,
            end=date.fromisoformat(when["end"]) if when["end"] else None,
            precision=when["precision"],
            time=when.get("time"),
        ),
        where=Where(**where) if where else None,
        occasion=Occasion(name=wanted["occasion"]["name"]) if wanted["occasion"] else None,
        part_of=wanted.get("part_of"),
        agenda=tuple(AgendaItem(topic=t, text=t) for t in wanted.get("agenda", ())),
        sources=sources,
        independent_sources=wanted.get("independent_sources", len(sources)),
    )
    return [replace(meeting, revision=n + 1, change=s["change"]) for n, s in enumerate(wanted["history"])]


PERFECT = [revision for wanted in EXPECTED["meetings"] for revision in announced(wanted)]


def test_a_perfect_desk_differs_in_nothing() -> None:
    assert meeting_differences(EXPECTED, PERFECT) == []
    topics = {a["article"]: set(a["topics"]) for a in EXPECTED["articles"]}
    assert topic_differences(EXPECTED, topics) == []


def test_a_missing_and_a_strange_meeting_are_named() -> None:
    assert meeting_differences(EXPECTED, PERFECT[2:])[0] == "wibisono-dlakude: missing"
    strange = replace(PERFECT[0], meeting_id="x", participants=(Participant(name="Nobody", kind="person"),))
    assert meeting_differences(EXPECTED, [*PERFECT, strange])[0].startswith("not expected: Nobody")


@pytest.mark.parametrize(
    ("field", "value"),
    [
        ("status", "cancelled"),
        ("when", When()),
        ("where", Where(city="Oslo", country="NO")),
        ("occasion", None),
        ("certainty", "expected"),
        ("attribution", "media"),
        ("part_of", None),
        ("independent_sources", 3),
        ("agenda", ()),
        ("sources", ()),
    ],
)
def test_each_field_that_is_not_as_expected_is_named(field: str, value: Any) -> None:
    changed = [replace(m, **{field: value}) if m.meeting_id == "wibisono-dlakude" else m for m in PERFECT]
    (line,) = meeting_differences(EXPECTED, changed)
    assert line.startswith(f"wibisono-dlakude: {'evidence' if field == 'sources' else field} is")


def test_a_call_off_that_nobody_sent_is_seen_in_the_history() -> None:
    without = [m for m in PERFECT if m.change != "cancelled"]
    assert [line.split(" is")[0] for line in meeting_differences(EXPECTED, without)] == ["radonjic-hribernik: history"]


def test_missing_and_strange_topics_are_named() -> None:
    topics = {a["article"]: set(a["topics"]) for a in EXPECTED["articles"]}
    topics["lab-0310-14"] = {"vaccines", "space"}
    assert topic_differences(EXPECTED, topics) == [
        "lab-0310-14: topic pandemics-disease is missing",
        "lab-0310-14: topic space is not expected",
    ]
