from dataclasses import replace
from datetime import date
from typing import Any

import icalendar
import pytest
import vobject

from wiredesk.desk.calendar import diary
from wiredesk_schemas import (
    Conflict,
    ConflictingValue,
    Evidence,
    MeetingAnnounced,
    Participant,
    When,
    Where,
    identified,
)
from wiredesk_schemas.examples import EXAMPLES

MEETING: Any = EXAMPLES[MeetingAnnounced]
DAY = date(2026, 3, 5)


def entry(**fields: Any) -> Any:
    calendar = icalendar.Calendar.from_ical(diary([identified(replace(MEETING, **fields))]))
    (found,) = calendar.walk("VEVENT")
    return found


def test_a_meeting_keeps_its_uid_and_counts_its_revisions():
    assert entry(revision=1)["uid"] == entry(revision=5)["uid"]
    assert (entry(revision=1)["sequence"], entry(revision=5)["sequence"]) == (0, 4)


def test_a_day_is_a_date_and_no_midnight():
    found = entry(when=When(start=DAY, end=DAY, precision="day"))
    assert (found.decoded("dtstart"), found.decoded("dtend")) == (DAY, date(2026, 3, 6))


def test_a_time_with_its_zone_is_a_moment():
    found = entry(when=When(start=DAY, end=DAY, precision="day", time="15:00", zone="Africa/Nairobi"))
    assert found.decoded("dtstart").isoformat() == "2026-03-05T12:00:00+00:00"


@pytest.mark.parametrize("zone", [None, "Local Time"])
def test_a_time_without_a_known_zone_stays_a_date(zone):
    found = entry(when=When(start=DAY, end=DAY, precision="day", time="15:00", zone=zone))
    assert found.decoded("dtstart") == DAY


def test_several_days_last_to_the_last_one():
    found = entry(when=When(start=DAY, end=date(2026, 3, 8), precision="days"))
    assert found.decoded("dtend") == date(2026, 3, 9)


@pytest.mark.parametrize("precision", ["window", "week", "month", "season", "year"])
def test_some_time_in_a_span_is_not_a_meeting_as_long_as_the_span(precision):
    found = entry(when=When(start=DAY, end=date(2026, 3, 14), precision=precision))
    assert found.decoded("dtend") == date(2026, 3, 6)
    assert "some time from" in found["summary"]
    assert found["status"] == "TENTATIVE"


def test_a_meeting_without_a_date_is_in_no_calendar():
    assert b"VEVENT" not in diary([replace(MEETING, when=When())])


def test_one_postponed_without_a_new_date_is_called_off_on_its_old_day():
    found = entry(
        when=When(), status="postponed", change="postponed", changed=("when",),
        previous={"when": {"start": "2026-03-05", "end": "2026-03-05", "precision": "day"}},
    )  # fmt: skip
    assert (found["status"], found.decoded("dtstart")) == ("CANCELLED", DAY)


@pytest.mark.parametrize(
    ("fields", "status"),
    [
        ({"certainty": "confirmed"}, "CONFIRMED"),
        ({"certainty": "expected"}, "TENTATIVE"),
        ({"status": "cancelled"}, "CANCELLED"),
        ({"change": "withdrawn"}, "CANCELLED"),
        ({"change": "denied"}, "CANCELLED"),
        ({"change": "merged"}, "CANCELLED"),
    ],
)
def test_the_status_says_how_the_meeting_stands(fields, status):
    assert entry(**fields)["status"] == status


def test_text_of_articles_cannot_add_to_the_calendar():
    evil = "x\r\nEND:VEVENT\r\nBEGIN:VALARM\nTRIGGER:-PT5M\x0bATTACH:http://evil\u2028END:VALARM"
    source = replace(
        MEETING.sources[0],
        url="http://ok.example.com/\r\nX-EVIL:1",
        evidence=Evidence(quote=evil, start=0, end=len(evil)),
    )
    meeting = identified(
        replace(
            MEETING,
            participants=(Participant(name=evil, kind="person"),),
            where=Where(city=evil, country="KE"),
            watchlists=(evil,),
            sources=(source,),
        )
    )
    written = diary([meeting])
    calendar = icalendar.Calendar.from_ical(written)
    assert [c.name for c in calendar.walk()] == ["VCALENDAR", "VEVENT"]
    assert "url" not in calendar.walk("VEVENT")[0]
    assert not any(
        line.startswith((b"BEGIN:VALARM", b"TRIGGER", b"ATTACH", b"X-EVIL")) for line in written.split(b"\r\n")
    )


def test_lines_are_folded_by_octets_and_a_second_parser_reads_the_same():
    written = diary([identified(replace(MEETING, where=Where(city="Łódź " * 30, country="PL")))])
    assert all(len(line) <= 75 for line in written.split(b"\r\n"))
    parsed = vobject.readOne(written.decode())
    assert parsed.vevent.uid.value == f"{MEETING.meeting_id}@wiredesk"
    assert parsed.vevent.summary.value == "Ilse Brandt and Josphat Mwangi, Africa-Europe trade forum"
    assert parsed.vevent.location.value.startswith("Łódź")


def test_quotes_and_sources_stand_in_the_description():
    description = str(entry()["description"])
    assert MEETING.sources[0].evidence.quote in description
    assert MEETING.sources[0].url in description
    assert "Sources disagree on city: Nairobi / Mombasa" in description


def test_who_set_it_right_how_they_meet_and_what_is_disputed_stand_in_the_description():
    days = [{"start": f"2026-03-0{n}", "end": f"2026-03-0{n}", "precision": "day"} for n in (5, 6)]
    disputed = Conflict(field="when", values=tuple(ConflictingValue(value=d, sources=()) for d in days))
    found = str(entry(corrected_by="ana: phoned the ministry", form="video", conflicts=(disputed,))["description"])
    assert "Set right by ana: phoned the ministry" in found
    assert found.splitlines()[0].endswith(" by video")
    assert "Sources disagree on date: Thu 5 Mar 2026 / Fri 6 Mar 2026" in found
