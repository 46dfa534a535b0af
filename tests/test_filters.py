from dataclasses import replace
from datetime import date
from importlib.resources import files
from pathlib import Path

import pycountry
import pytest

from wiredesk.filters import FilterError, MeetingFilter, TopicFilter
from wiredesk.news.lexicon.files import read_entries
from wiredesk_schemas import MeetingAnnounced, Participant, TopicMentioned, When
from wiredesk_schemas.countries import COUNTRIES
from wiredesk_schemas.examples import EXAMPLES

MEETING = EXAMPLES[MeetingAnnounced]
MENTION = EXAMPLES[TopicMentioned]


def wants(**query: str) -> bool:
    return MeetingFilter.from_query(query).matches(MEETING)


@pytest.mark.parametrize(
    ("name", "yes", "no"),
    [
        ("person", "mwangi", "Mwang"),
        ("country", "ke", "FR"),
        ("pair", "DE,KE", "DE,DE"),
        ("pair", "Brandt,ke", "Brandt,Brandt"),
        ("place", "nairobi", "Mombasa"),
        ("place", "KE", "DE"),
        ("topic", "trade", "oil-gas"),
        ("certainty", "confirmed", "expected"),
        ("status", "planned", "cancelled"),
        ("change", "updated", "announced"),
        ("words", "tariffs on TEA", "tariffs tea"),
        ("min_sources", "2", "3"),
        ("since", "2026-03-05", "2026-03-06"),
        ("until", "2026-03-05", "2026-03-04"),
        ("organisation", "", "NATO"),
        ("watchlist", "", "mine"),
    ],
)
def test_each_condition_takes_and_leaves(name: str, yes: str, no: str):
    assert wants(**{name: yes})
    assert not wants(**{name: no})


def test_all_conditions_must_hold():
    assert wants(person="Brandt", country="KE")
    assert not wants(person="Brandt", country="FR")


def test_names_are_compared_without_accents():
    meeting = replace(MEETING, participants=(Participant(name="Recep Tayyip Erdoğan", kind="person"),))
    assert MeetingFilter(person="erdogan").matches(meeting)


def test_a_meeting_without_a_date_is_within_no_days():
    undated = replace(MEETING, when=When())
    assert not MeetingFilter(since=date(2000, 1, 1)).matches(undated)
    assert MeetingFilter().matches(undated)


def test_withdrawn_meetings_are_left_out_of_current_ones():
    withdrawn = replace(MEETING, change="withdrawn")
    assert not MeetingFilter(current=True).matches(withdrawn)
    assert MeetingFilter(current=True).matches(MEETING)


@pytest.mark.parametrize(
    ("query", "said"),
    [
        ({"persn": "x"}, "no filter named 'persn'; there are: "),
        ({"since": "soon"}, "since must be a day such as 2026-03-05, got 'soon'"),
        ({"country": "FRA"}, "ISO 3166"),
        ({"pair": "US"}, "two names or country codes"),
        ({"min_sources": "many"}, "a whole number"),
        ({"since": "2026-02-02", "until": "2026-01-01"}, "is after until"),
        (
            {"country": "uk"},
            "country must be an ISO 3166 alpha-2 code such as 'FR', got 'UK'; the United Kingdom is GB",
        ),
        ({"pair": "US,EN"}, "a country in pair must be an ISO 3166 alpha-2 code such as 'FR', got 'EN'"),
        ({"place": "NY"}, "a country in place must be an ISO 3166 alpha-2 code such as 'FR', got 'NY'"),
        ({"status": "canceled"}, "status must be one of planned, postponed, cancelled, got 'canceled'"),
        ({"certainty": "sure"}, "certainty must be one of confirmed, expected, got 'sure'"),
        ({"change": "moved"}, "change must be one of announced, corroborated, updated, postponed, "),
    ],
)
def test_a_filter_that_cannot_be_says_what_was_expected(query: dict[str, str], said: str):
    with pytest.raises(FilterError) as caught:
        MeetingFilter.from_query(query)
    assert said in str(caught.value)


@pytest.mark.parametrize(
    ("query", "said"),
    [
        ({"status": "planned"}, "status must be one of mentioned, withdrawn, got 'planned'"),
        ({"language": "english"}, "language must be an ISO 639-1 code such as 'en', got 'english'"),
        ({"min_salience": "60"}, "min_salience must be a number from 0 to 1, got 60.0"),
        ({"min_salience": "nan"}, "min_salience must be a number from 0 to 1"),
    ],
)
def test_a_filter_of_topics_that_could_match_nothing_is_refused(query: dict[str, str], said: str):
    with pytest.raises(FilterError) as caught:
        TopicFilter.from_query(query)
    assert said in str(caught.value)


def test_the_country_codes_are_those_of_the_standard_and_of_the_lexicon():
    standard = {country.alpha_2 for country in pycountry.countries}
    assert standard | {"XK"} == COUNTRIES
    folder = files("wiredesk.news.lexicon") / "data"
    named = [folder / name for name in ("states.csv", "people.csv", "places.csv", "organisations.toml")]
    known = {entry.entity.country for path in named for entry in read_entries(Path(str(path)))}
    assert known - {None} <= COUNTRIES


def test_a_filter_in_code_is_held_against_the_same_values():
    with pytest.raises(FilterError, match="one of planned, postponed, cancelled"):
        MeetingFilter(status="canceled")


def test_topics_are_chosen_by_id_salience_and_words():
    assert TopicFilter.from_query({"topic": "trade", "min_salience": "0.5", "words": "tea"}).matches(MENTION)
    assert not TopicFilter.from_query({"min_salience": "0.9"}).matches(MENTION)
    assert not TopicFilter.from_query({"source": "Other"}).matches(MENTION)
