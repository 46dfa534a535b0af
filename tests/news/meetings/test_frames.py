from collections.abc import Callable

import pytest

from wiredesk.news.meetings.frames.triggered import find_frames
from wiredesk.news.meetings.grammar.clauses import Parsed

Parse = Callable[[str], Parsed]


@pytest.mark.parametrize(
    ("words", "rule", "left", "right"),
    [
        ("Chad will meet with Mali.", "meet", ["TD"], ["ML"]),
        ("Chad will hold talks with Mali.", "hold", ["TD"], ["ML"]),
        ("Chad will host Malian officials.", "host", ["TD"], ["ML"]),
        ("Chadian officials will be received by Malian officials.", "host", ["ML"], ["TD"]),
        ("Chadian mediators will speak with Malian officials.", "confer", ["TD"], ["ML"]),
        ("Chad has accepted an invitation from Mali to visit Bamako.", "accept", ["TD"], ["ML"]),
        ("Chadian ministers will press their Malian counterparts.", "convey", ["TD"], ["ML"]),
    ],
)
def test_each_trigger_knows_who_and_whom(parse: Parse, words: str, rule: str, left: list[str], right: list[str]):
    frame = next(f for f in find_frames(parse(words)) if f.rule == rule)
    assert ([m.country for m in frame.left], [m.country for m in frame.right]) == (left, right)


def test_a_purpose_has_mood_and_subject_of_the_journey(parse: Parse):
    frames = find_frames(parse("Tiina Rebane will fly to Bamako on Monday to meet with Malian officials."))
    (meet,) = (f for f in frames if f.rule == "meet")
    assert (meet.mood, [m.name for m in meet.left], [m.country for m in meet.to]) == (
        "future",
        ["Tiina Rebane"],
        ["ML"],
    )


def test_what_is_done_instead_of_something_is_not_that(parse: Parse):
    frames = find_frames(parse("Tiina Rebane will go to Oslo instead of stopping in Bamako to meet Malian officials."))
    assert {f.mood for f in frames if f.rule == "meet"} == {"denied"}


def test_a_verb_of_calling_off_gives_the_status(parse: Parse):
    frames = find_frames(parse("Chad called off talks with Mali."))
    assert [(f.status, [m.country for m in f.right]) for f in frames if f.status] == [("cancelled", ["ML"])]


@pytest.mark.parametrize(
    "words", ["They gather intelligence in Mali.", "Chad spoke by phone.", "Its travel plans are set."]
)
def test_what_only_looks_like_a_trigger_gives_no_announcement(parse: Parse, words: str):
    assert all(f.mood not in ("future", "past-future") for f in find_frames(parse(words)))
