"""What a meeting takes from the event beside it, and the event from the meeting."""

from datetime import date

import pytest

from wiredesk.news.meetings import find_meetings
from wiredesk.testing import make_article
from wiredesk_schemas import MeetingReport

BILATERAL = "Kenyan President Amina Odhiambo will meet Finnish President Aino Salo on March 17 in Lagos."


def session_of(text: str) -> MeetingReport:
    reports = find_meetings(make_article(text, published=date(2026, 3, 4)))
    return next(r for r in reports if r.participants[0].kind == "organisation")


def test_the_summit_is_in_the_city_of_the_talks_on_its_margins():
    summit = session_of(
        f"{BILATERAL}\nThe talks will take place on the margins of the African Union summit, which Nigeria is hosting from "
        "March 16 to 18, the presidential palace in Helsinki said."
    )
    assert summit.where is not None
    assert (summit.where.city, summit.where.country) == ("Lagos", "NG")


@pytest.mark.parametrize("host", ["which Chad will host", "hosted by Chad"])
def test_a_summit_is_held_by_the_state_that_hosts_it(host: str):
    summit = session_of(f"Leaders will attend the African Union summit, {host}, on March 16.")
    assert summit.where is not None
    assert summit.where.country == "TD"


def test_where_the_news_comes_from_is_not_where_the_summit_is():
    summit = session_of("Leaders will gather for the G20 summit on March 16, the presidential palace in Helsinki said.")
    assert summit.where is None
