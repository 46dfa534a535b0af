"""Who is the same party, and who is not."""

import pytest

from news.life.telling import party
from wiredesk.news.life.parties import (
    Parties,
    find_body,
    group_words,
    is_same_person,
    likeness,
    parties_of,
    person_words,
)
from wiredesk_schemas import Participant


def of(*names: str) -> Parties:
    return parties_of([party(name) for name in names])


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Ana Duarte", "Duarte"),
        ("President Ana Duarte", "Ana Duarte"),
        ("Enrique Peña", "Enrique Pena"),
        ("Sergei Volkov", "Sergey Volkov"),
        ("Mohamed Barzani", "Mohammed Barzani"),
        ("King Haakon II", "Haakon"),
        ("Ho Van", "Ho"),
    ],
)
def test_spellings_of_one_person(one: str, other: str):
    assert is_same_person(one, other)
    assert is_same_person(other, one)


@pytest.mark.parametrize(
    ("one", "other"), [("Ana Duarte", "Bruno Duarte"), ("Kim Su", "Kim Lo"), ("Ana Duarte", "Emma Lind"), ("Li", "Lu")]
)
def test_two_persons_of_like_names(one: str, other: str):
    assert not is_same_person(one, other)


def test_a_name_that_is_all_title_keeps_its_words():
    assert person_words("the Pope") == ("the", "pope")


def test_bodies_are_known_by_any_name_and_with_common_words_around():
    assert find_body("Group of 20") is find_body("G20")
    assert find_body("NATO defence ministers") is find_body("NATO")
    assert find_body("NATO") is not None
    assert find_body("Friends of the G20 Foundation") is None


def test_group_words_keep_what_tells_groups_apart():
    assert group_words("House GOP leadership") == group_words("House Republican leaders")
    assert group_words("leaders") == {"leaders"}  # nothing else is left


def test_a_state_and_its_leader_are_one_party():
    assert likeness(of("Ana Duarte/PT", "SE"), of("PT", "Emma Lind/SE")) > 0
    assert likeness(of("Ana Duarte/PT", "Emma Lind/SE"), of("Ana Duarte/PT", "Emma Lind/SE")) > likeness(
        of("PT", "SE"), of("Ana Duarte/PT", "SE")
    )


def test_other_people_of_the_same_countries_are_another_meeting():
    assert likeness(of("Ana Duarte/PT", "Emma Lind/SE"), of("Ivo Horta/PT", "Emma Lind/SE")) == 0


def test_one_report_may_know_more_parties_but_not_only_other_ones():
    assert likeness(of("PT", "SE"), of("PT", "SE", "NO")) > 0
    assert likeness(of("PT", "SE"), of("PT", "NO")) == 0


def test_a_body_makes_a_meeting_its_own():
    assert likeness(of("G20", "Ana Duarte/PT"), of("Group of 20")) > 0
    assert likeness(of("G20", "Ana Duarte/PT", "Emma Lind/SE"), of("Ana Duarte/PT", "Emma Lind/SE")) == 0
    assert likeness(of("G20"), of("G7")) == 0


def test_a_format_that_meets_somebody_stands_for_its_members():
    assert likeness(of("P5+1", "IR"), of("US", "IR")) > 0
    assert likeness(of("P5+1", "IR"), of("PT", "IR")) == 0


def test_at_home_the_people_must_be_the_same():
    assert likeness(of("Ana Duarte/PT", "Ivo Horta/PT"), of("Duarte/PT", "Horta/PT")) > 0
    assert likeness(of("Ana Duarte/PT", "Ivo Horta/PT"), of("Ana Duarte/PT", "Rui Melo/PT")) == 0


def test_other_groups_of_the_same_country_are_another_meeting():
    assert likeness(of("Ana Duarte/PT", "harbour workers' union"), of("Ana Duarte/PT", "teachers' union of Porto")) == 0
    assert likeness(of("Ana Duarte/PT", "harbour workers' union"), of("Ana Duarte/PT", "union of harbour workers")) > 0


def test_likeness_is_the_same_both_ways():
    some = [
        of("PT", "SE"),
        of("Ana Duarte/PT", "SE"),
        of("G20"),
        of("P5+1", "IR"),
        of("US", "IR"),
        of("PT", "union of ports"),
    ]
    for one in some:
        for other in some:
            assert likeness(one, other) == likeness(other, one)


def test_two_reports_of_one_meeting_are_filed_under_a_common_key():
    assert set(of("PT", "SE").keys) & set(of("Ana Duarte/PT", "Emma Lind/SE", "NO").keys)
    assert set(of("P5+1", "IR").keys) & set(of("US", "IR").keys)
    assert set(of("Duarte/PT", "Horta/PT").keys) & set(of("Ana Duarte/PT", "Ivo Horta/PT").keys)


def test_two_people_named_without_a_country_are_those_whose_countries_another_report_knows():
    told = parties_of(
        [
            Participant(name="Raka Wibisono", kind="person", country="ID"),
            Participant(name="Nomvula Dlakude", kind="person", country="ZA"),
        ]
    )
    half = parties_of(
        [
            Participant(name="Raka Wibisono", kind="person", country="ID"),
            Participant(name="Nomvula Dlakude", kind="person", country=None),
        ]
    )
    others = parties_of(
        [
            Participant(name="Raka Wibisono", kind="person", country="ID"),
            Participant(name="Thandi Khumalo", kind="person", country=None),
        ]
    )
    assert set(told.keys) & set(half.keys)
    assert likeness(told, half) == likeness(told, told)
    assert likeness(told, others) == 0.0
