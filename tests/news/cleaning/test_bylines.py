"""Bylines and datelines."""

import pytest

from wiredesk.news.cleaning.bylines import dateline_place, find_byline, find_dateline

LEAD = "The two foreign ministers will meet on Tuesday to discuss the grain corridor, officials said."


@pytest.mark.parametrize(
    ("line", "names"),
    [
        ("By Ada Example", "Ada Example"),
        ("BY ADA EXAMPLE", "ADA EXAMPLE"),
        ("By Ada Example and Ben Sample", "Ada Example and Ben Sample"),
        ("By Ada Example, Ben Sample and Cleo van der Muster", "Ada Example, Ben Sample and Cleo van der Muster"),
        ("Written by: Ada Example", "Ada Example"),
        ("By Ada Example | Example News", "Ada Example | Example News"),
        ("By Ada Example - March 4, 2026", "Ada Example"),
    ],
)
def test_a_byline_is_a_line_of_names(line: str, names: str):
    mark = find_byline(f"Talks resume\n\n{line}\n\n{LEAD}")
    assert mark is not None
    assert mark.words == names


@pytest.mark.parametrize(
    "line",
    ["By Monday the talks had failed.", "By the river", "By then, Ada Example had left.", "Bystanders cheered", LEAD],
)
def test_a_sentence_that_begins_with_by_is_no_byline(line: str):
    assert find_byline(line) is None


@pytest.mark.parametrize(
    ("opening", "words"),
    [
        ("WASHINGTON (Reuters) - ", "WASHINGTON (Reuters)"),
        ("WASHINGTON/BEIJING (Reuters) - ", "WASHINGTON/BEIJING (Reuters)"),
        ("BEIJING, March 4 (Xinhua) -- ", "BEIJING, March 4 (Xinhua)"),
        ("KYIV, Ukraine (AP) \u2014 ", "KYIV, Ukraine (AP)"),
        ("GENEVA \u2014 ", "GENEVA"),
        ("NEW YORK \u2013 ", "NEW YORK"),
        ("Geneva, 4 March 2026 \u2013 ", "Geneva, 4 March 2026"),
        ("Washington (CNN) \u2014 ", "Washington (CNN)"),
        ("Washington (CNN)", "Washington (CNN)"),
        ("(Reuters) - ", "(Reuters)"),
        ("(CNN)", "(CNN)"),
    ],
)
def test_a_dateline_stands_before_the_first_sentence(opening: str, words: str):
    text = f"Talks resume\n\n{opening}{LEAD}"
    mark = find_dateline(text)
    assert mark is not None
    assert mark.words == words
    assert text[mark.end :] == LEAD


@pytest.mark.parametrize(
    "text",
    [
        f"World Trade Organization (WTO) Director Ada Example said: {LEAD}",
        f"Foreign Minister Ada Example \u2014 a former judge \u2014 will travel. {LEAD}",
        f"UPDATE - {LEAD}",
        f"{LEAD} {LEAD}\n\nGENEVA \u2014 {LEAD}",
        LEAD,
    ],
)
def test_what_is_no_dateline_stays(text: str):
    text = text if len(text) > 170 else text + " " + LEAD
    assert find_dateline(text) is None


def test_the_place_of_a_dateline_is_its_first_words():
    assert dateline_place("WASHINGTON (Reuters)") == "WASHINGTON"
    assert dateline_place("WASHINGTON/BEIJING (Reuters)") == "WASHINGTON"
    assert dateline_place("(Reuters)") == ""
