"""Whom a journey's traveller meets, where the sentence leaves the traveller unsaid or to a pronoun."""

from datetime import date

import pytest

from wiredesk.news.meetings import find_meetings
from wiredesk.testing import make_article

SETS_OFF = (
    "Canadian Foreign Minister Claire Bouchard leaves on Monday for a trip to Poland and Portugal, her office said. "
    "The trip was planned before the floods, which President Tran Van Minh of Vietnam has called a warning.\n"
)


def met(text: str, title: str = "") -> set[frozenset[str]]:
    reports = find_meetings(make_article(text, title=title, published=date(2026, 3, 6)))
    return {frozenset(p.name for p in r.participants) for r in reports}


@pytest.mark.parametrize(
    "sentence",
    [
        "Polish Foreign Minister Marek Zielinski will receive her in Warsaw on Tuesday.",
        "Polish Foreign Minister Marek Zielinski said he would see her there on Tuesday.",
        "In Warsaw, Polish Foreign Minister Marek Zielinski will play host on Tuesday.",
        "Talks with Polish Foreign Minister Marek Zielinski are on the program.",
        "A breakfast with Polish Foreign Minister Marek Zielinski is scheduled for Tuesday.",
    ],
)
def test_a_host_meets_the_traveller(sentence: str):
    assert {"Claire Bouchard", "Marek Zielinski"} in met(SETS_OFF + sentence)


def test_he_who_is_received_is_he_who_meets_others():
    found = met(
        "British Prime Minister Martin Hale flies to Amman on Sunday for a trip to the region. Foreign Minister Omar "
        "Nasser of Jordan is to receive him on Monday, and he will also see King Talal of Jordan."
    )
    assert {"Martin Hale", "Omar Nasser"} in found
    assert {"Martin Hale", "Talal"} in found or {"Martin Hale", "King Talal"} in found


def test_the_trip_is_that_of_the_traveller_told_before():
    found = met(
        "U.S. Secretary of State Dana Whitfield departs for Asia on Monday. The trip to Laos and Vietnam will last a week."
    )
    assert {"Dana Whitfield", "Laos"} in found
    assert {"Dana Whitfield", "Vietnam"} in found


def test_the_stops_of_a_journey_that_begins_on_a_day():
    found = met("Kenyan President Daudi Kamau leaves on Monday for Europe, including stops in Oslo and Riga.")
    assert {"Daudi Kamau", "Norway"} in found
    assert {"Daudi Kamau", "Latvia"} in found


@pytest.mark.parametrize(
    "sentence",
    [
        "Talks with Polish farmers are on the program.",
        "Canadian Agriculture Minister Joan Pell will see her on Friday.",
        "Polish Foreign Minister Marek Zielinski will see her sister in the play on Tuesday.",
        "Polish Foreign Minister Marek Zielinski has received her letter.",
    ],
)
def test_who_is_no_host_of_the_traveller(sentence: str):
    assert not any("Marek Zielinski" in pair or "Joan Pell" in pair for pair in met(SETS_OFF + sentence))


def test_a_counterpart_is_of_another_state():
    found = met(
        "U.S. Defense Secretary Jim Rowe will meet with his counterpart, Han Min-soo, in Seoul on Friday, he said."
    )
    assert {"Jim Rowe", "Han Min-soo"} in found


DEPARTS = "Ghana's president, Kojo Antwi, leaves on Friday for a trip abroad, his spokesman said.\n"


@pytest.mark.parametrize(
    "sentence",
    [
        "Antwi's trip will take him to Japan and Chile.",
        "The nine-day trip includes stops in Japan and Chile.",
        "The trip, which starts on Friday, will include Japan and Chile.",
        "He flies to Japan on Saturday before heading to Chile.",
        "Antwi departs on Friday for a trip to Japan and Chile.",
        "Antwi's first stop is Tokyo, where he arrives on Saturday. He flies to Chile on Monday.",
    ],
)
def test_where_the_journey_leads_is_told_by_its_predicate(sentence: str):
    found = met(DEPARTS + sentence)
    assert {"Kojo Antwi", "Japan"} in found
    assert {"Kojo Antwi", "Chile"} in found


@pytest.mark.parametrize(
    "sentence",
    [
        "A trip by miners last year included stops in Japan and Chile.",
        "The trip of the orchestra might take it to Japan and Chile.",
        "Antwi returned from a trip that had taken him to Japan and Chile.",
        "Earlier this year Hana Brook, a candidate, made a trip. It took her to Japan and Chile.",
    ],
)
def test_the_journeys_of_others_and_those_made_are_none_to_come(sentence: str):
    assert not any({"Japan", "Chile"} & pair for pair in met(DEPARTS + sentence))


def test_a_candidates_journey_is_nobody_elses():
    found = met(
        "Hana Brook's trip to Dublin was to show her at ease abroad. The Irish prime minister, Sean Daly, was cool. "
        "The overseas trip will also include a visit to Japan on Sunday."
    )
    assert not any("Sean Daly" in pair and "Japan" in pair for pair in found)


def places(text: str) -> dict[str, str | None]:
    reports = find_meetings(make_article(text, published=date(2026, 3, 6)))
    return {p.name: r.where.country if r.where else None for r in reports for p in r.participants}


def test_who_receives_a_traveller_does_so_at_home():
    found = places(SETS_OFF + "Polish Foreign Minister Marek Zielinski will receive her on Tuesday.")
    assert found["Marek Zielinski"] == "PL"


def test_who_receives_nobody_on_the_way_may_be_anywhere():
    found = places("Polish Foreign Minister Marek Zielinski will host Chilean President Ana Soto on Tuesday.")
    assert found["Marek Zielinski"] is None


LEAVES = "Kenyan President Daudi Kamau leaves on Monday for Asia. "
KAMAU = "Daudi Kamau"


@pytest.mark.parametrize(
    "text",
    [
        LEAVES + "The trip, which features stops in Japan, Laos and the G20 summit in Bali, is his longest.",
        LEAVES + "The ten-day trip will take him to Japan, Laos and the G20 summit in Bali.",
        "Kenyan President Daudi Kamau departs Sunday for a ten-day tour that includes Japan, Laos and a G20 summit in Bali.",
        "Kenyan President Daudi Kamau will begin a tour next week that takes in Japan, Laos and the G20 summit in Bali.",
        "Kenyan President Daudi Kamau will visit Japan and Laos and Indonesia next week, and attend a G20 summit in Bali.",
    ],
)
def test_each_stop_of_a_journey_is_a_meeting_and_so_is_the_summit_among_them(text: str):
    assert met(text) == {frozenset({KAMAU, "Japan"}), frozenset({KAMAU, "Laos"}), frozenset({KAMAU, "G20"})}


def test_who_departs_then_makes_the_trip_that_is_told_before():
    found = met(
        "The trip to Peru, Chile and Uruguay is a test for Kenyan President Daudi Kamau. He departs on Friday. After "
        "Uruguay, Kamau will make stops in Brussels and Sicily for NATO and G7 meetings."
    )
    assert {KAMAU, "Peru"} in found
    assert {KAMAU, "Uruguay"} in found
    assert {KAMAU, "NATO"} in found
    assert {KAMAU, "G7"} in found
    assert {KAMAU, "Belgium"} not in found


@pytest.mark.parametrize(
    ("text", "towns"),
    [
        (
            "Kenyan President Daudi Kamau will travel to Riga and Bern next week for NATO and G7 summits.",
            {"NATO": "Riga", "G7": "Bern"},
        ),
        (
            "Kenyan President Daudi Kamau will meet with allies at a NATO summit in Riga and the Group of 7 rich nations "
            "in Bern.",
            {"NATO": "Riga", "Group of 7": "Bern"},
        ),
        (
            LEAVES
            + "The ten-day trip will take him to Laos and the Philippines. The two countries host gatherings, APEC in Vientiane "
            "and ASEAN in Manila.",
            {"APEC": "Vientiane", "ASEAN": "Manila"},
        ),
    ],
)
def test_summits_told_in_one_breath_are_each_in_a_place_of_their_own(text: str, towns: dict[str, str]):
    reports = find_meetings(make_article(text, published=date(2026, 3, 6)))
    found = {r.participants[0].name: r for r in reports if r.participants[0].kind == "organisation"}
    assert {name: r.where.city if r.where else None for name, r in found.items()} == towns
    assert all(KAMAU in {p.name for p in r.participants} for r in found.values())


@pytest.mark.parametrize(
    "text",
    [
        "Kenyan President Daudi Kamau returned on Friday from Asia. The trip, which featured stops in Japan, Laos and "
        "the G20 summit in Bali, was his longest.",
        "Kenyan President Daudi Kamau leaves on Monday for Rome. Last year's trip, which included stops in Japan, Laos "
        "and the G20 summit in Bali, was his longest.",
        "Kenyan President Daudi Kamau leaves on Monday for Rome. His aides are weighing a second trip that would include "
        "Japan, Laos and the G20 summit in Bali.",
        "Kenyan President Daudi Kamau may leave on Monday on a tour that includes Japan, Laos and Fiji.",
        "Kenyan President Daudi Kamau leaves on Monday for Rome, though the singer Ola Brandt's tour includes Japan, Laos "
        "and Fiji.",
    ],
)
def test_stops_of_journeys_that_are_over_or_others_or_thought_of_are_not(text: str):
    people = {"Japan", "Laos", "Fiji", "G20"}
    assert not any(people & parties for parties in met(text))
