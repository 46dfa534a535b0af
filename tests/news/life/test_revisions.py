"""When a meeting gets a new revision."""

from dataclasses import replace
from datetime import date

import pytest

from news.life.accounts import account
from news.life.telling import article, told, when
from wiredesk.news.life.revisions import compose, corroboration, is_upcoming, merged, next_revision, withdrawn
from wiredesk_schemas import AgendaItem, MeetingAnnounced


def meeting() -> MeetingAnnounced:
    now = compose("m1", account(article("a", told(on="2026-05-05"))), part_of=None)
    first = next_revision(None, now)
    assert first is not None
    return first


@pytest.mark.parametrize(
    ("sources", "level"), [(0, 0), (1, 0), (2, 2), (4, 3), (9, 5), (49, 20), (50, 50), (30_000, 10_000)]
)
def test_levels_of_corroboration(sources: int, level: int):
    assert corroboration(sources) == level


@pytest.mark.parametrize(
    "change",
    [
        {"source_count": 7},
        {"extractor": "another"},
        {"attribution": "party"},
        {"when": when("2026-05-05", text="on Tuesday")},
        {"agenda": (AgendaItem(topic=None, text="the weather"),)},
    ],
)
def test_what_no_user_cares_about_makes_no_revision(change: dict[str, object]):
    before = meeting()
    assert next_revision(before, replace(before, **change)) is None


@pytest.mark.parametrize(
    ("change", "why"),
    [
        ({"status": "cancelled"}, "cancelled"),
        ({"status": "postponed"}, "postponed"),
        ({"independent_sources": 2}, "corroborated"),
        ({"independent_sources": 2, "type": "talks"}, "updated"),
        ({"when": when("2026-05-06")}, "updated"),
        ({"agenda": (AgendaItem(topic="trade", text="duties"),)}, "updated"),
    ],
)
def test_a_revision_says_why_it_is_there(change: dict[str, object], why: str):
    before = meeting()
    after = next_revision(before, replace(before, **change))
    assert after is not None
    assert (after.change, after.revision) == (why, 2)
    assert set(after.changed) == set(change)
    assert after.previous == {name: getattr(before, name) for name in change}


def test_back_on_is_reinstated():
    off = replace(meeting(), status="cancelled")
    after = next_revision(off, meeting())
    assert after is not None
    assert after.change == "reinstated"


def test_a_denial_is_told_once():
    before = meeting()
    denial = next_revision(before, before, denied=True)
    assert denial is not None
    assert denial.change == "denied"
    assert next_revision(denial, before, denied=True) is None


def test_withdrawn_and_merged_are_told_once():
    gone = withdrawn(meeting())
    assert gone is not None
    assert (gone.change, gone.revision, gone.sources) == ("withdrawn", 2, ())
    assert withdrawn(gone) is None
    into = merged(meeting(), "m2")
    assert into is not None
    assert (into.change, into.superseded_by) == ("merged", "m2")
    assert merged(into, "m2") is None


def test_upcoming_is_what_is_still_to_be():
    coming = meeting()
    assert is_upcoming(coming, date(2026, 5, 5))
    assert not is_upcoming(coming, date(2026, 5, 6))
    assert is_upcoming(replace(coming, when=when()), date(2030, 1, 1))
    assert not is_upcoming(replace(coming, status="cancelled"), date(2026, 5, 5))
