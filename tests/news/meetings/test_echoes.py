"""Whose talks "the talks" are: the parties of the meeting told before, where just one can be meant."""

from datetime import date

import pytest

from wiredesk.news.meetings import find_meetings
from wiredesk.testing import make_article


def parties(text: str) -> list[set[str]]:
    found = find_meetings(make_article(text, published=date(2026, 3, 4)))  # a Wednesday
    return [{p.name for p in r.participants} for r in found]


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("Negotiators from Chad and Mali met in Lagos on Monday. The talks will resume Tuesday in Geneva.", {"Chad", "Mali"}),
        ("Talks between Chad and Mali broke up on Monday. They are expected to resume the talks in Geneva.", {"Chad", "Mali"}),
        ("Kenyan President Amina Odhiambo met Finnish Prime Minister Aino Salo last week. A second meeting is set for Friday.", {"Amina Odhiambo", "Aino Salo"}),
        ("NATO said it would hold talks with Serbia. Brussels was calm. The alliance said it will hold the talks in Riga on Friday.", {"NATO", "Serbia"}),
        ("The two Koreas agreed last week to hold military talks. The talks, the first in two years, open Thursday at Panmunjom.", {"North Korea", "South Korea"}),
    ],
)  # fmt: skip
def test_parties_are_those_of_the_meeting_told_before(text: str, names: set[str]):
    assert parties(text) == [names]


@pytest.mark.parametrize(
    "text",
    [
        "Chad and Mali held talks on Monday, and Kenya and Ghana met as well. The talks will resume Friday.",
        "Chad and Mali met on Monday. A meeting of the board is set for Friday.",
        "Chad and Mali met on Monday. The Lakeland Meeting opens on Friday.",
        "Chad and Mali met on Monday. The meeting will be remembered.",
        "Chad and Mali met in May. The minister was urged on Friday to be firm in the upcoming talks.",
    ],
)
def test_other_meetings_and_two_that_may_be_meant_stay_without_parties(text: str):
    assert parties(text) == []


def test_what_one_sentence_tells_of_its_meeting_is_no_second_one():
    (names,) = parties(
        "Kenyan President Amina Odhiambo will meet Finnish Prime Minister Aino Salo on Friday, two days after the "
        "meeting was cancelled."
    )
    assert names == {"Amina Odhiambo", "Aino Salo"}


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("Chad and Mali have traded fire for a year. The next round of talks is scheduled for March 20 in Lagos.", {"Chad", "Mali"}),
        ("Chad and Mali said that talks on the border had collapsed. The talks are expected to resume.", {"Chad", "Mali"}),
        ("The Sudanese army and the Rapid Support Forces fought on. Both sides are to hold talks in Jeddah on Friday.", {"Sudan", "Rapid Support Forces"}),
        ("The Taliban and the Afghan government began talks in Doha. The two sides will meet on Tuesday.", {"Taliban", "Afghanistan"}),
        ("Diplomats from Chad and Mali met on Sunday. The two sides will return to Lagos on Monday.", {"Chad", "Mali"}),
        ("Chad's president, Issa Mahamat, rang Mali's president, Oumar Sissoko. Their foreign ministers will meet on Friday.", {"Chad", "Mali"}),
    ],
)  # fmt: skip
def test_talks_are_those_of_the_two_sides_told_before(text: str, names: set[str]):
    assert parties(text) == [names]


@pytest.mark.parametrize(
    "text",
    [
        "Chad, Mali and Kenya have traded fire for a year. The next round of talks is scheduled for March 20.",
        "Chad and Mali have traded fire for a year. The conversations are scheduled for March 20.",
        "Kenyan envoys flew to Oslo. They will meet on Friday.",
    ],
)
def test_what_may_be_of_others_stays_without_parties(text: str):
    assert parties(text) == []
