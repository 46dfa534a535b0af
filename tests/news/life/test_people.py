"""What people decide is obeyed, survives replays and restarts, and can be taken back."""

from datetime import date
from typing import Any

import pytest

from news.life.telling import DUARTE, article, content, filled, living, noon, together, told
from wiredesk.news.life import Diary
from wiredesk.news.life.people import check_correction
from wiredesk_schemas import Correction, SchemaError, encode

FIRST = article("a", told(on="2026-05-05"), published="2026-04-08")
SECOND = article("b", told(on="2026-05-19"), published="2026-04-09")


def decided(action: Any, meeting_id: str, **fields: Any) -> Correction:
    given: dict[str, Any] = {
        "correction_id": "c1",
        "who": "M. Okafor",
        "why": "the ministry says so",
        "at": noon("2026-04-20"),
    }
    return Correction(action=action, meeting_id=meeting_id, **(given | fields))


def ids(diary: Diary) -> dict[str, str]:
    """The meeting of each article."""
    return {key[0]: m.meeting_id for m in living(diary) for key in diary.members(m.meeting_id)}


def test_a_merge_ends_the_one_meeting_in_the_other():
    diary = filled(FIRST, SECOND)
    old, new = ids(diary)["a"], ids(diary)["b"]
    events = diary.correct(decided("merge", old, into=new))
    assert (events[0].meeting_id, events[0].change, events[0].superseded_by) == (old, "merged", new)
    assert events[0].corrected_by == "M. Okafor: the ministry says so"
    assert ids(diary) == {"a": new, "b": new}


def test_a_merge_taken_back_brings_the_meeting_back():
    diary = filled(FIRST, SECOND)
    before = ids(diary)
    diary.correct(decided("merge", before["a"], into=before["b"]))
    events = diary.take_back("c1")
    assert {e.meeting_id: e.superseded_by for e in events} == {before["a"]: None, before["b"]: None}
    assert ids(diary) == before


def test_new_reports_of_a_merged_meeting_go_where_it_went():
    diary = filled(FIRST, SECOND)
    before = ids(diary)
    diary.correct(decided("merge", before["a"], into=before["b"]))
    diary.apply(article("c", told(on="2026-05-05")))
    assert ids(diary)["c"] == before["b"]


def test_the_reports_that_a_merge_brought_do_not_take_the_id_of_the_meeting_it_went_into_away_with_them():
    dated = [article(n, told(on="2026-05-05"), published="2026-04-10") for n in ("b", "c", "d")]
    diary = filled(article("a", told(city="Lund"), published="2026-04-08"), *dated)
    diary.apply(article("e", told(on="2026-05-19"), published="2026-04-09"))
    before = ids(diary)
    assert together(diary) == {frozenset("abcd"), frozenset("e")}
    diary.correct(decided("merge", before["a"], into=before["e"]))
    diary.apply(article("f", told(on="2026-05-12", city="Lund")))  # "a", by which the first was known, speaks of this
    assert together(diary) == {frozenset("aef"), frozenset("bcd")}
    assert ids(diary)["e"] == before["e"]
    diary.apply(article("g", told(on="2026-05-26", city="Lund")))
    assert ids(diary)["a"] == ids(diary)["e"] == before["e"]


def test_a_split_sends_the_named_articles_reports_into_a_meeting_of_their_own():
    diary = filled(FIRST, article("b", told(on="2026-05-05")), article("c", told(on="2026-05-05")))
    meeting_id = ids(diary)["a"]
    events = diary.correct(decided("split", meeting_id, articles=("b",)))
    assert together(diary) == {frozenset("ac"), frozenset("b")}
    assert ids(diary)["a"] == meeting_id
    assert {e.change for e in events} == {"announced", "updated"}
    diary.take_back("c1")
    assert together(diary) == {frozenset("abc")}
    assert ids(diary)["b"] == meeting_id


def test_a_split_of_the_first_report_leaves_the_id_with_the_rest():
    diary = filled(FIRST, article("b", told(on="2026-05-05")))
    meeting_id = ids(diary)["a"]
    diary.correct(decided("split", meeting_id, articles=("a",)))
    assert ids(diary)["b"] == meeting_id
    assert ids(diary)["a"] != meeting_id


def test_a_split_holds_for_an_article_that_comes_later():
    diary = filled(FIRST)
    diary.correct(decided("split", ids(diary)["a"], articles=("b",)))
    diary.apply(article("b", told(on="2026-05-05")))
    assert together(diary) == {frozenset("a"), frozenset("b")}


def test_a_retracted_meeting_is_withdrawn_and_stays_so():
    diary = filled(FIRST)
    meeting_id = ids(diary)["a"]
    (event,) = diary.correct(decided("retract", meeting_id))
    assert (event.change, event.corrected_by) == ("withdrawn", "M. Okafor: the ministry says so")
    assert diary.apply(article("b", told(on="2026-05-05"))) == []
    (back,) = diary.take_back("c1")
    assert (back.change, back.independent_sources, back.corrected_by) == ("reinstated", 2, None)


def test_what_a_person_sets_wins_over_sources_until_it_is_taken_back():
    diary = filled(FIRST)
    meeting_id = ids(diary)["a"]
    values = {"when": {"start": "2026-05-06", "end": "2026-05-06", "precision": "day"}, "status": "postponed"}
    (event,) = diary.correct(decided("set", meeting_id, values=values))
    assert (event.when.start, event.status, event.change) == (date(2026, 5, 6), "postponed", "postponed")
    assert event.corrected_by == "M. Okafor: the ministry says so"
    for n in range(4):
        diary.apply(article(f"more{n}", told(on="2026-05-05")))
    assert living(diary)[0].when.start == date(2026, 5, 6)
    (back,) = diary.take_back("c1")
    assert (back.when.start, back.status) == (date(2026, 5, 5), "planned")


def test_a_correction_known_already_changes_nothing():
    diary = filled(FIRST)
    correction = decided("retract", ids(diary)["a"])
    assert diary.correct(correction)
    diary.take_rows()
    assert diary.correct(correction) == []
    assert diary.take_rows() == []
    assert diary.take_back("another") == []


def test_a_correction_waits_for_its_meeting():
    meeting_id = ids(filled(FIRST))["a"]
    diary = Diary()
    assert diary.correct(decided("set", meeting_id, values={"status": "cancelled"})) == []
    (event,) = diary.apply(FIRST)
    assert (event.status, event.change) == ("cancelled", "announced")


@pytest.mark.parametrize("action", ["merge", "split", "retract", "set"])
def test_corrections_survive_a_restart(action: str):
    diary = filled(FIRST, article("b", told(on="2026-05-05")), article("d", told(on="2026-05-19")))
    fields: dict[str, dict[str, Any]] = {
        "merge": {"into": ids(diary)["d"]},
        "split": {"articles": ("b",)},
        "retract": {},
        "set": {"values": {"status": "cancelled"}},
    }
    diary.correct(decided(action, ids(diary)["a"], **fields[action]))
    table = dict(diary.take_rows())
    again = Diary.load((key, value) for key, value in table.items() if value is not None)
    assert content(again) == content(diary)
    assert ids(again) == ids(diary)
    late = article("e", told(DUARTE, "SE", on="2026-05-05"))
    assert [encode(e) for e in again.apply(late)] == [encode(e) for e in diary.apply(late)]


@pytest.mark.parametrize(
    ("action", "fields", "fault"),
    [
        ("merge", {}, "needs `into`"),
        ("merge", {"into": "m1"}, "another meeting"),
        ("split", {}, "needs `articles`"),
        ("set", {}, "needs `values`"),
        ("set", {"values": {"revision": 7}}, "cannot set revision"),
        ("set", {"values": {"when": {"start": "soon"}}}, "not a MeetingAnnounced"),
        ("rename", {}, "merge, split, retract or set"),
        ("retract", {"why": " "}, "who decided it and why"),
    ],
)
def test_what_cannot_be_obeyed_is_refused_with_a_reason(action: str, fields: dict[str, Any], fault: str):
    with pytest.raises(SchemaError, match=fault):
        check_correction(decided(action, "m1", **fields))
