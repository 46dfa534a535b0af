"""What the page says in words."""

from dataclasses import replace
from datetime import date
from typing import Any

import pytest

from wiredesk.desk.pages import differences, disputes, homes, query_words, safe_link
from wiredesk_schemas import Conflict, ConflictingValue, MeetingAnnounced, Participant, When, Where, decode, encode
from wiredesk_schemas.examples import EXAMPLES

MEETING: Any = EXAMPLES[MeetingAnnounced]
OLD, NEW = date(2026, 3, 5), date(2026, 3, 12)


def changed(**before: Any) -> MeetingAnnounced:
    """A revision as it comes from the store, with these old values."""
    return decode(encode(replace(MEETING, changed=tuple(before), previous=before)), MeetingAnnounced)


def test_a_moved_meeting_says_the_old_day_and_the_new_one():
    meeting = replace(
        changed(when=When(start=OLD, end=OLD, precision="day")), when=When(start=NEW, end=NEW, precision="day")
    )
    assert differences(meeting) == [("date", "Thu 5 Mar 2026", "Thu 12 Mar 2026")]


def test_places_and_people_are_named_not_printed_as_data():
    meeting = changed(where=Where(city="Lagos", country="NG"), participants=(Participant(name="Obi", kind="person"),))
    told = dict((what, old) for what, old, _ in differences(meeting))
    assert told == {"place": "Lagos, Nigeria", "who": "Obi"}
    assert "{" not in str(differences(meeting))


def test_a_change_that_reads_the_same_in_words_is_not_told():
    assert differences(changed(where=MEETING.where)) == []


def test_a_decision_taken_back_leaves_it_to_nobody():
    meeting = replace(changed(corrected_by="ana: phoned the ministry"), corrected_by=None)
    assert differences(meeting) == [("set right by", "ana: phoned the ministry", "nobody")]


def test_disputes_name_the_values_that_sources_give():
    days = [{"start": str(d), "end": str(d), "precision": "day"} for d in (OLD, NEW)]
    conflicts = (
        Conflict(field="when", values=tuple(ConflictingValue(value=d, sources=()) for d in days)),
        Conflict(field="where.country", values=(ConflictingValue(value="KE", sources=()),)),
    )
    meeting = decode(encode(replace(MEETING, conflicts=conflicts)), MeetingAnnounced)
    assert disputes(meeting) == [("date", ["Thu 5 Mar 2026", "Thu 12 Mar 2026"]), ("country", ["Kenya"])]


def test_the_countries_of_people_are_told_once_and_only_when_they_are_few():
    people = tuple(Participant(name=f"P{n}", kind="person", country="KE") for n in range(3))
    assert homes(replace(MEETING, participants=people)) == "Kenya"
    many = tuple(Participant(name=c, kind="person", country=c) for c in ("KE", "FR", "DE", "JP", "PT", "SE", "NO"))
    assert homes(replace(MEETING, participants=many)) == ""


@pytest.mark.parametrize("url", ["javascript:alert(1)", "//host/x", "data:text/html,x", "http://[", "", None])
def test_a_url_that_a_browser_might_run_is_no_link(url: str | None):
    assert safe_link(url) is None


def test_a_query_is_written_for_a_url():
    assert query_words({}) == ""
    assert query_words({"words": "a&b <c>"}) == "?words=a%26b+%3Cc%3E"
