"""Days that head the lines of a diary."""

from datetime import date

from wiredesk.news.meetings.when.diaries import read_diary
from wiredesk.news.sentences import split_sentences

TODAY = date(2026, 3, 6)


def days_of(text: str) -> list[tuple[int, date | None]]:
    return [(index, when.start) for index, when in read_diary(split_sentences(text), text, TODAY).days]


def test_a_line_that_is_a_day_heads_what_stands_below_it():
    text = "MONDAY, MARCH 9\nThe king opens a dam.\nTuesday - March 10 (talks)\nThe king rests."
    assert days_of(text) == [(0, date(2026, 3, 9)), (2, date(2026, 3, 10))]


def test_the_day_of_the_article_heads_nothing_by_itself():
    assert days_of("March 6, 2026\nThe king opens a dam.") == []


def test_a_sentence_that_begins_with_a_day_is_no_heading():
    assert days_of("Monday will be dry.\nThe king opens a dam.") == []


def test_a_diary_gives_its_items_the_towns_with_which_they_open():
    text = "** LISBON – The king opens a dam.\n** OSLO – Parliament sits.\n** LIMA – Voters go to the polls."
    assert read_diary(split_sentences(text), text, TODAY).towns == {0: "LISBON", 1: "OSLO", 2: "LIMA"}
