"""Meetings in words, the same on the terminal, in the calendar and on the page."""

from dataclasses import replace
from typing import Any

from wiredesk.wording import field_words, headline
from wiredesk_schemas import MeetingAnnounced, Occasion, Participant
from wiredesk_schemas.examples import EXAMPLES

MEETING: Any = EXAMPLES[MeetingAnnounced]


def test_a_headline_names_the_occasion_beside_the_parties():
    people = (Participant(name="Ilse Brandt", kind="person"), Participant(name="Josphat Mwangi", kind="person"))
    meeting = replace(MEETING, participants=people, occasion=Occasion(name="trade forum"))
    assert headline(meeting) == "Ilse Brandt and Josphat Mwangi, trade forum"


def test_an_occasion_that_names_its_body_is_the_headline_alone():
    body = (Participant(name="African Union", kind="organisation"),)
    meeting = replace(MEETING, participants=body, occasion=Occasion(name="African Union summit"))
    assert headline(meeting) == "African Union summit"


def test_a_value_of_a_later_version_is_shown_as_it_is():
    assert field_words("when", {"start": "not a day", "precision": "decade"}) == "not a day, decade"
    assert field_words("mood", None) == "not known"
