from datetime import date
from pathlib import Path

import pytest

from wiredesk.news.lexicon import LexiconError, find_cities, load_lexicon, load_offices, read_entries, resolve_city


def kinds(text: str) -> list[tuple[str, str, str]]:
    return [(text[h.start : h.end], h.senses[0].kind, h.senses[0].entity.name) for h in load_lexicon().find(text)]


def test_the_longest_name_wins_and_words_are_whole():
    assert kinds("Papua New Guinea and Guineans, not Chinatown") == [
        ("Papua New Guinea", "state", "Papua New Guinea"),
        ("Guineans", "people", "Guinea"),
    ]


def test_us_is_a_state_and_us_a_pronoun():
    assert kinds("They told us that the US agreed") == [("US", "state", "United States")]


def test_a_possessive_is_not_part_of_the_name():
    text = "China's foreign minister"
    (hit,) = load_lexicon().find(text)
    assert text[hit.start : hit.end] == "China"


def test_a_seat_of_government_is_also_a_place_with_its_town():
    (hit,) = load_lexicon().find("at the White House")
    assert hit.sense("seat").country == "US"
    place = hit.sense("place")
    assert (place.town, place.venue) == ("Washington", "White House")


def test_terms_tell_who_held_an_office_on_a_day():
    lexicon = load_lexicon()
    assert [p.name for p in lexicon.holders("president", "US", date(2014, 5, 1))] == ["Barack Obama"]
    trump = lexicon.person("Donald Trump")
    assert trump.term_on(date(2022, 1, 1)) is None
    assert trump.term_on(date(2025, 6, 1)).role == "president"


def test_no_two_presidents_of_the_united_states_hold_office_at_once():
    lexicon = load_lexicon()
    for year in range(2010, 2026):
        assert len(lexicon.holders("president", "US", date(year, 7, 1))) == 1


def test_the_lexicon_without_people_finds_states_only():
    lexicon = load_lexicon().without_people()
    assert lexicon.person("Angela Merkel") is None
    assert lexicon.find("Germany")


def test_offices_have_ranks_in_singular_and_plural():
    offices = load_offices()
    assert offices.rank("Foreign Minister") == "minister"
    assert offices.rank("secretaries of state") == "minister"
    assert offices.rank("prime ministers") == "government"
    assert offices.rank("goalkeeper") is None


def test_the_most_populous_city_is_meant_unless_the_country_is_said():
    assert resolve_city("Birmingham").country == "GB"
    assert resolve_city("Birmingham", "US").country == "US"
    assert resolve_city("São Paulo") == resolve_city("sao paulo")
    assert resolve_city("Aarhus") == resolve_city("Århus") == resolve_city("ÅRHUS")
    assert resolve_city("Tromso") == resolve_city("Tromsø") == resolve_city("Tromsoe")
    assert find_cities("Qwertyville") == ()


def test_a_users_people_are_added_and_known_people_get_further_names(tmp_path: Path):
    file = tmp_path / "mine.csv"
    file.write_text("name,aliases,country,role,since,until\nIda Holm,I. Holm,NO,envoy,2026-01-01,\n")
    lexicon = load_lexicon(file)
    assert lexicon.person("I. Holm").term_on(date(2026, 5, 5)).role == "envoy"
    assert lexicon.person("Angela Merkel") is not None


def test_opensanctions_targets_are_read_as_they_are(tmp_path: Path):
    file = tmp_path / "targets.simple.csv"
    file.write_text(
        "id,schema,name,aliases,birth_date,countries,addresses\n"
        'NK-1,Person,Ivan Testov,"Iwan Testow;I. Testov",,ru,\n'
        "NK-2,Vessel,MV Nowhere,,,pa,\n"
    )
    (entry,) = read_entries(file)
    assert (entry.entity.entity_id, entry.entity.country, entry.aliases) == (
        "os:NK-1",
        "RU",
        ("Iwan Testow", "I. Testov"),
    )


@pytest.mark.parametrize(
    ("name", "text", "said"),
    [
        ("a.csv", "who,what\nx,y\n", "expected the columns"),
        ("a.csv", "name,aliases,country,role,since,until\nIda,,NO,envoy,soon,\n", "line 2"),
        ("a.toml", "[[body]]\nname = 3\n", "expected a table with id and name"),
        ("a.toml", "[[body", "not TOML"),
    ],
)
def test_a_bad_file_is_refused_with_file_and_place(tmp_path: Path, name: str, text: str, said: str):
    file = tmp_path / name
    file.write_text(text)
    with pytest.raises(LexiconError, match=said) as caught:
        read_entries(file)
    assert str(file) in str(caught.value)
