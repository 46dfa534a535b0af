"""Who takes part, and who is refused: asked of whole articles, since the rules rest on the cast."""

from datetime import date

import pytest

from wiredesk.news.lexicon import load_lexicon
from wiredesk.news.meetings.reading import Reading, read_article
from wiredesk.testing import make_article


def read(text: str) -> Reading:
    article = make_article(text, published=date(2026, 3, 4), title=None)
    return read_article(article, load_lexicon().without_people(), thorough=True)


def parties(text: str) -> list[set[str]]:
    return [{p.name for p in c.parties} for c in read(text).standing]


def test_a_president_who_goes_to_a_territory_of_her_state_is_at_home():
    reading = read("US President Cornelia Whitcomb will visit Puerto Rico on Friday.")
    assert reading.standing == ()
    assert "a journey at home" in [c.refused for c in reading.refused]


def test_a_visitor_whose_state_is_not_told_is_not_at_home():
    assert parties("Mr. Pellwood called. President Pellwood will visit Peru on Friday.") == [{"Pellwood", "Peru"}]


def test_the_host_of_a_visit_to_a_town_is_its_state():
    assert parties("Finnish President Aino Salo will visit Hiroshima on Friday.") == [{"Aino Salo", "Japan"}]


def test_a_president_and_the_rebels_of_his_state_are_two_sides():
    text = "South Sudanese President Deng Akol and rebel leader Peter Gatluak will hold talks in Nairobi on Friday."
    assert parties(text) == [{"Deng Akol", "Peter Gatluak"}]


def test_two_ministers_of_one_state_are_no_meeting():
    assert parties("Finnish President Aino Salo will meet Finnish Finance Minister Mika Lahti on Friday.") == []


def test_a_king_and_his_queen_are_met_together():
    text = "Peruvian President Inés Paz will meet Danish King Oskar and Queen Freja, as well as Prime Minister Lars Holm, on Friday."
    assert {"Inés Paz", "Oskar", "Freja"} in parties(text)


@pytest.mark.parametrize("whom", ["several foreign leaders", "Navy and Coast Guard crews", "other world leaders"])
def test_who_cannot_be_told_or_is_no_state_is_refused(whom: str):
    assert parties(f"Finnish President Aino Salo will meet {whom} on Friday.") == []


def test_the_members_of_a_body_are_the_body():
    text = "The UN Security Council is split. The UN Security Council will hold a meeting of its finance ministers on Friday."
    assert parties(text) == [{"UN Security Council"}]


def test_who_reports_a_call_is_not_part_of_it():
    text = "Lakeside News learned of a planned call between Finnish President Aino Salo and Peruvian President Inés Paz on Friday."
    assert all("Lakeside News" not in names for names in parties(text))


@pytest.mark.parametrize(
    "told",
    [
        "will meet with European partners in Lima before returning home",
        "will on Monday open the Old Harbour Heritage site",
        "will tour the Old Harbour Heritage site and meet Saint Brendan community leaders on Monday",
    ],
)
def test_capitals_before_the_noun_that_they_modify_are_nobody(told: str):
    assert parties(f"Finnish President Aino Salo {told}.") == []


def test_a_chamber_that_meets_about_its_own_state_is_no_meeting_of_states():
    assert parties("Thursday's meeting of the Senate Harbour Caucus was canceled at the last minute.") == []
