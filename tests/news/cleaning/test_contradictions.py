"""A day that the text contradicts."""

from datetime import date

import pytest

from wiredesk.news.cleaning.contradictions import contradicts

WEDNESDAY = date(2026, 3, 4)


@pytest.mark.parametrize(
    "text",
    [
        "The ministers will meet, the ministry said on Thursday.",
        "The minister told reporters Thursday he would travel.",
        "The talks are off, the ministry said in a statement late Thursday.",
        "The talks are off, the ministry said on March 9, 2026.",
    ],
)
def test_what_was_said_tomorrow_contradicts_the_day(text: str):
    assert contradicts(text, WEDNESDAY)


@pytest.mark.parametrize(
    "text",
    [
        "The ministers will meet, the ministry said on Wednesday.",
        "The ministers will meet, the ministry said on Tuesday.",
        "The ministry said Thursday's talks would go ahead.",
        "The ministry said Thursday would be the day of the talks.",
        "The ministers will meet on Thursday, the ministry said.",
        "The ministry said on Thursday. The other side said on Tuesday.",
        "The ministry said last Thursday.",
        "The ministry said on March 4, 2026.",
        "The ministry said on Monday.",
        "",
    ],
)
def test_what_can_be_true_is_no_contradiction(text: str):
    assert not contradicts(text, WEDNESDAY)
