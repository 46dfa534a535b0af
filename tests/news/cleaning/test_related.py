"""Lists of other articles after the end."""

import pytest

from wiredesk.news.cleaning.related import find_related

LEAD = "The two foreign ministers will meet on Tuesday to discuss the grain corridor, officials of both said."


def cut(text: str) -> list[str]:
    return [text[s.start : s.end] for s in find_related(text)]


@pytest.mark.parametrize(
    "heading", ["Newer articles", "Related stories", "Most read", "More from Example News", "You may also like"]
)
def test_the_list_goes_to_the_end(heading: str):
    tail = f"{heading}\nBridge to be repaired\nThe transport secretary's plans come as the government..."
    assert cut(f"{LEAD}\n{tail}") == [tail]


def test_a_heading_with_running_text_below_stays():
    assert cut(f"{LEAD}\nRelated talks\nRelated stories\n{LEAD}") == []


def test_lines_that_are_kept_as_data_are_left_to_their_rules():
    assert cut(f"{LEAD}\nMost read\nA headline\n(Reporting by Ada Example)") == ["Most read\nA headline\n"]


def test_short_last_lines_without_a_heading_stay():
    assert cut(f"{LEAD}\nThe talks go on.\nSo they say.") == []
