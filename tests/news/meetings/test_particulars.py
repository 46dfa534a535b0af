"""Type, form and what else a sentence tells of a meeting."""

from datetime import date

import pytest

from wiredesk.news.meetings import find_meetings
from wiredesk.testing import make_article
from wiredesk_schemas import MeetingReport


def only(text: str) -> MeetingReport:
    (report,) = find_meetings(make_article(text, published=date(2026, 3, 4)))
    return report


@pytest.mark.parametrize(
    ("how", "form"),
    [
        ("confer by video on Friday", "video"),
        ("hold a video conference on Friday", "video"),
        ("speak by phone on Friday", "call"),
        ("meet in Riga on Friday", "in_person"),
    ],
)
def test_the_form_is_told_by_how_they_talk(how: str, form: str):
    assert only(f"The governors of the central banks of Chile and Norway will {how}.").form == form


@pytest.mark.parametrize(
    ("text", "reinstated"),
    [
        ("The presidents of Chile and Norway have agreed to meet after all.", True),
        ("The presidents of Chile and Norway will meet in Riga on Friday after all, aides said.", True),
        ("A meeting of the presidents of Chile and Norway is back on and will be held on Friday.", True),
        ("The presidents of Chile and Norway will meet on Friday after all sides gave way.", False),
        ("After all, the presidents of Chile and Norway will meet on Friday.", False),
        ("The presidents of Chile and Norway will meet on Friday.", False),
    ],
)
def test_what_was_called_off_and_is_on_again_says_so(text: str, reinstated: bool):
    assert only(text).reinstated is reinstated
