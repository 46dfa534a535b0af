"""Who says so, and what the speaker is to the meeting."""

from datetime import date

import pytest

from wiredesk.news.meetings import find_meetings
from wiredesk.testing import make_article
from wiredesk_schemas import MeetingReport

LEAD = "Estonian President Tiina Rebane will meet Peruvian President Inés Paz in Geneva on Friday"


def only(text: str) -> MeetingReport:
    (report,) = find_meetings(make_article(text, published=date(2026, 3, 4)))
    return report


@pytest.mark.parametrize(
    ("who", "attribution"),
    [
        (", Rebane said.", "party"),
        (", Peru's foreign ministry said.", "party"),
        (", both governments announced on Wednesday.", "party"),
        (", according to a joint statement.", "party"),
        (", the Swiss foreign ministry said.", "official"),
        (", two diplomats familiar with the matter said.", "anonymous"),
        (", said people briefed on the plan.", "anonymous"),
        (", said an official who asked not to be named.", "anonymous"),
        (".", None),
    ],
)
def test_the_speaker_decides_the_attribution(who: str, attribution: str | None):
    assert only(LEAD + who).attribution == attribution


def test_who_tells_of_the_talks_in_a_later_sentence_announces_them_too():
    report = only(f"{LEAD}.\nThe talks will take place at a hotel by the lake, the foreign ministry of Peru said.")
    assert [a.name for a in report.announced_by] == ["Peru"]
    assert report.attribution == "party"


def test_who_speaks_of_other_things_announces_nothing():
    report = only(f"{LEAD}.\n“We would rather be early than sorry,” Rebane said of the price of milk.")
    assert report.announced_by == ()


def test_who_says_something_beside_is_the_subject_and_not_who_stands_nearest():
    report = only(
        f"{LEAD}.\nOfficials did not share where the Rebane-Paz meeting would take place, saying only that it would be short."
    )
    assert report.announced_by == ()
