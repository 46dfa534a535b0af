import pytest

from wiredesk.news.lexicon import load_lexicon
from wiredesk.news.parties.gazetteer import Gazetteer
from wiredesk.news.parties.mentions import Mention
from wiredesk.news.parties.phrases import find_mentions


def mentions(text: str) -> list[Mention]:
    gazetteer = Gazetteer(text, load_lexicon())
    return find_mentions(gazetteer.words(0, len(text)), gazetteer)


def told(text: str) -> list[tuple[str, str, str | None]]:
    return [(m.kind, m.name, m.country) for m in mentions(text)]


def test_an_office_before_a_name_makes_a_person_whom_no_list_has():
    (person,) = mentions("Estonian Foreign Minister Kadri Lepasaar")
    assert (person.kind, person.name, person.country, person.role) == (
        "person",
        "Kadri Lepasaar",
        "EE",
        "foreign minister",
    )


def test_a_portfolio_that_no_list_has_is_part_of_the_office():
    (person,) = mentions("Malta's fisheries minister, Ġorġ Vella-Pace,")
    assert (person.name, person.country, person.role) == ("Ġorġ Vella-Pace", "MT", "fisheries minister")


def test_a_counterpart_is_the_name_beside_it():
    (person,) = mentions("his Chilean counterpart, Inés Ibarra,")
    assert (person.name, person.country, person.role) == ("Inés Ibarra", "CL", "counterpart")


def test_the_heads_of_institutions_of_states_are_one_government_each():
    states = [("government", "Estonia", "EE"), ("government", "Norway", "NO")]
    assert told("the governors of the central banks of Estonia and Norway") == states
    assert told("the chiefs of the armed forces of Estonia and Norway") == states


def test_leaders_of_a_list_of_states_are_one_government_each():
    assert told("the leaders of France, China and Japan") == [
        ("government", "France", "FR"),
        ("government", "China", "CN"),
        ("government", "Japan", "JP"),
    ]


def test_nationalities_share_the_noun_that_follows_them():
    assert told("Egyptian and Qatari mediators") == [("government", "Egypt", "EG"), ("government", "Qatar", "QA")]


def test_officials_of_a_state_and_of_a_body_stand_side_by_side():
    assert told("Peruvian and UN officials") == [("government", "Peru", "PE"), ("body", "UN", None)]


def test_the_two_leaders_are_left_for_the_article_to_tell():
    assert [m.kind for m in mentions("The two leaders will meet.")] == ["both"]


def test_a_delegation_stands_for_who_leads_it():
    (person,) = mentions("A Nepali delegation led by Trade Minister Asha Gurung")
    assert (person.name, person.country) == ("Asha Gurung", "NP")


def test_particles_belong_to_the_name():
    (person,) = mentions("Foreign Minister Pieter van der Molen of the Netherlands")
    assert (person.name, person.country) == ("Pieter van der Molen", "NL")


@pytest.mark.parametrize("text", ["The New York Times", "the Labour Party", "Lake Park"])
def test_what_heads_an_organisation_or_a_place_is_no_person(text: str):
    assert all(kind != "person" for kind, _, _ in told(text))


def test_a_second_minister_of_the_same_delegation_is_of_the_same_state():
    first, second = mentions("Samoan President Tavita Leota and Prime Minister Ana Faleolo")
    assert (first.country, second.country) == ("WS", "WS")


def test_a_state_and_a_nationality_share_the_officials_after_them():
    assert told("US and Chinese officials") == [("government", "United States", "US"), ("government", "China", "CN")]


def test_a_state_beside_a_group_is_a_party_of_its_own():
    kinds = [(m.kind, m.country) for m in mentions("Iran and three European powers will meet.")]
    assert ("state", "IR") in kinds
    assert ("group", None) in kinds


def test_a_government_and_its_opposition_are_two():
    assert told("the Honduran government and opposition") == [
        ("government", "Honduras", "HN"),
        ("body", "Honduran opposition", "HN"),
    ]


def test_counterparts_of_three_states_are_three_governments():
    found = mentions("her Chinese, Japanese and Indian counterparts")
    assert [m.country for m in found] == ["CN", "JP", "IN"]


def test_a_continent_is_no_person():
    assert [m for m in mentions("She has toured Africa and Asia.") if m.kind == "person"] == []
