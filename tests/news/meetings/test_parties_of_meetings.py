"""Who takes part: bodies and groups by their forms in news, who acts in a participle, what one sentence tells twice."""

from datetime import date

import pytest

from wiredesk.news.meetings import find_meetings
from wiredesk.testing import make_article
from wiredesk_schemas import MeetingReport


def read(text: str) -> tuple[MeetingReport, ...]:
    return find_meetings(make_article(text, published=date(2026, 3, 4)))  # a Wednesday


def parties(text: str) -> list[set[str]]:
    return [{p.name for p in r.participants} for r in read(text)]


def test_who_will_meet_one_before_sitting_down_with_another_acts_in_both():
    found = parties(
        "Kenyan President Amina Odhiambo will meet Finnish Prime Minister Aino Salo and Chadian President Issa Mahamat "
        "on Friday before sitting down with Swedish Prime Minister Nils Holm."
    )
    assert {"Amina Odhiambo", "Nils Holm"} in found
    assert all("Amina Odhiambo" in names for names in found)


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("Kenyan President Amina Odhiambo will host a summit of the Quad on Friday.", {"Amina Odhiambo", "Quad"}),
        ("The leaders of the Quad will meet in Nairobi on Friday.", {"Quad"}),
        ("Kenyan President Amina Odhiambo will fly to Oslo on Friday for a summit with NATO.", {"Amina Odhiambo", "NATO"}),
        ("Leaders of the 27 EU nations will gather in Riga on Friday.", {"EU"}),
        ("Leaders of all 27 EU countries are gathering there on Friday.", {"EU"}),
        ("Kenyan President Amina Odhiambo will meet Nordic leaders in Helsinki on Friday.", {"Amina Odhiambo", "Nordic leaders"}),
        ("Kenyan President Amina Odhiambo will travel to Latvia on Friday to meet leaders there.", {"Amina Odhiambo", "Latvia"}),
        ("Kenyan President Amina Odhiambo will go to Latvia on Friday for talks with the country's leaders.", {"Amina Odhiambo", "Latvia"}),
        ("The talks are due to take place on Friday in Lagos, with Kenyan, Malian and U.S. mediators.", {"Kenya", "Mali", "United States"}),
        ("Chad and Mali agreed on Monday. A dialogue between the two militaries will be held in Lagos on Friday.", {"Chad", "Mali"}),
        ("Before leaving New York, Kenyan President Amina Odhiambo will meet Finnish Prime Minister Aino Salo.", {"Amina Odhiambo", "Aino Salo"}),
        ("Kenyan President Amina Odhiambo rang Finnish Prime Minister Aino Salo. The two are expected to talk in the next few days.", {"Amina Odhiambo", "Aino Salo"}),
    ],
)  # fmt: skip
def test_those_who_are_told_in_any_form_take_part(text: str, names: set[str]):
    found = parties(text)
    assert len(found) == 1
    assert {n.removeprefix("the ") for n in found[0]} == names


def test_a_meeting_of_two_leaders_has_no_third_from_the_next_clause():
    (names,) = parties(
        "A meeting on Friday between leaders of the two Koreas, and it will be their third, is planned for Friday."
    )
    assert names == {"North Korea", "South Korea"}


def test_a_journey_for_talks_is_one_meeting_where_the_journey_leads():
    (report,) = read(
        "Finnish Prime Minister Aino Salo plans to come to Nairobi in April for talks with Kenyan President "
        "Amina Odhiambo, the Foreign Ministry in Helsinki said."
    )
    assert report.where is not None
    assert report.where.city == "Nairobi"


def test_without_whom_a_summit_is_off_was_to_come():
    (report,) = read(
        "Kenyan President Amina Odhiambo will stay at home.\nThe Quad summit in Sydney, which was scheduled for next "
        "week, will not go ahead without the president, officials said."
    )
    assert report.status == "cancelled"
    assert {"Amina Odhiambo", "Quad"} <= {p.name for p in report.participants}


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("ECOWAS rejected the coup. The leaders of the bloc are due to hold a summit on Friday in Abuja.", {"ECOWAS"}),
        ("ECOWAS rejected the coup. Ministers of the West African bloc will meet in Abuja on Friday.", {"ECOWAS"}),
        ("The Andean Community will hold a summit in Lima on Friday.", {"Andean Community"}),
        ("Kenyan President Amina Odhiambo will welcome the leaders of 10 Southeast Asian nations on Friday.", {"Amina Odhiambo", "Southeast Asian nations"}),
    ],
)  # fmt: skip
def test_a_body_of_states_is_known_by_what_news_calls_it(text: str, names: set[str]):
    assert parties(text) == [names]


def test_a_bloc_that_nobody_has_named_is_no_party():
    assert parties("The leaders of the bloc are due to hold a summit on Friday in Abuja.") == []


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("Kenyan President Amina Odhiambo will meet with families of the missing sailors on Friday.", {"Amina Odhiambo", "families of the missing sailors"}),
        ("Finnish Prime Minister Aino Salo will hold talks with union leaders on Friday.", {"Aino Salo", "union leaders"}),
        ("Kenyan President Amina Odhiambo will meet with the Dock Workers Union on Friday.", {"Amina Odhiambo", "Dock Workers Union"}),
        ("Secretary of Education Ruth Calder will meet with parent groups on Friday.", {"Ruth Calder", "parent groups"}),
    ],
)  # fmt: skip
def test_a_group_that_meets_one_who_holds_an_office_is_a_party(text: str, names: set[str]):
    assert parties(text) == [names]


@pytest.mark.parametrize(
    "text",
    [
        "Kenyan President Amina Odhiambo will meet with her aides on Friday.",
        "Kenyan President Amina Odhiambo will meet with several groups on Friday.",
        "Kenyan President Amina Odhiambo will meet supporters and residents in Lamu on Friday.",
        "President Raymond Calloway will meet with Senate Republicans on Friday.",
        "Chief Executive Helen Marsh will meet with union leaders on Friday.",
        "Kenyan President Amina Odhiambo will continue to meet with union leaders this week.",
    ],
)
def test_an_audience_and_own_people_are_no_party(text: str):
    assert parties(text) == []
