"""Lengths of journeys and meetings by their own nouns."""

from datetime import date

import pytest

from wiredesk.news.meetings.when.lengths import closes, find_lengths, lengthen
from wiredesk_schemas import When

FRIDAY = When(start=date(2026, 3, 6), end=date(2026, 3, 6), precision="day", text="Friday")


@pytest.mark.parametrize(
    ("words", "days"),
    [
        ("begins a two-day visit to Oman", [2]),
        ("a 10 - day tour of Africa", [10]),
        ("a three-day official state visit", [3]),
        ("her six-hour stop in Quito", [1]),
        ("a week-long trip", [8]),
        ("will spend four days in Peru", [4]),
        ("a three-day truce before talks", []),
        ("on the second day of a three-day visit", []),
        ("a 99999 - day tour", []),
        ("the two-year term", []),
    ],
)
def test_a_length_is_told_by_the_noun_it_measures(words: str, days: list[int]) -> None:
    assert [length.days for length in find_lengths(words.split())] == days


def test_a_span_begins_or_ends_with_its_day() -> None:
    assert lengthen(FRIDAY, 3, is_last=False).end == date(2026, 3, 8)
    assert lengthen(FRIDAY, 3, is_last=True).start == date(2026, 3, 4)
    assert lengthen(FRIDAY, 1, is_last=False) == FRIDAY


def test_the_verb_before_a_day_tells_which_end_it_is() -> None:
    assert closes("the tour ends in Riga on Friday".split(), 6)
    assert not closes("the tour begins in Riga on Friday".split(), 6)
