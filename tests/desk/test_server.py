"""The desk's server over a store with a few meetings."""

import re
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from typing import Any

import icalendar
import orjson
import pytest
from litestar.testing import TestClient

from wiredesk.desk.server import build_server
from wiredesk.sinks.sqlite import connect, write_events
from wiredesk_schemas import Evidence, MeetingAnnounced, Participant, TopicMentioned, When, stamped
from wiredesk_schemas.examples import EXAMPLES

NOW = datetime(2026, 3, 4, 12, 0, tzinfo=UTC)
MEETING: Any = EXAMPLES[MeetingAnnounced]
MENTION: Any = EXAMPLES[TopicMentioned]


def meeting(name: str, *, at: datetime = NOW - timedelta(hours=1), **fields: Any) -> MeetingAnnounced:
    people = (Participant(name=name, kind="person", country="JP"), MEETING.participants[1])
    return stamped(replace(MEETING, meeting_id=name, participants=people, **fields), at)


@pytest.fixture
def database(tmp_path):
    return connect(tmp_path / "desk.sqlite")


@pytest.fixture
def desk(database):
    write_events(
        database,
        [
            meeting("Aiko Tanabe"),
            meeting("Bea Past", when=When(start=date(2026, 1, 5), end=date(2026, 1, 5), precision="day")),
            meeting("Carla Undated", when=When(text="soon")),
            meeting("Dora Gone", change="withdrawn"),
            meeting("Ewa Month", when=When(start=date(2026, 3, 1), end=date(2026, 3, 31), precision="month")),
            stamped(MENTION, NOW - timedelta(hours=2)),
        ],
    )
    with TestClient(build_server(database, clock=lambda: NOW)) as client:
        yield client


def test_the_page_shows_what_is_to_come_and_is_whole_without_scripts(desk):
    page = desk.get("/").text
    assert re.search(r"Tomorrow,</span> <time[^>]*>Thursday 5\u00a0March<", page)
    assert "Some time in March 2026" in page
    assert "Date not known" in page
    assert MEETING.sources[0].evidence.quote in page
    assert "Bea Past" not in page.split("New and changed")[0]
    assert "<style" not in page
    assert "onclick" not in page


def test_withdrawn_meetings_stand_among_the_changes_only(desk):
    agenda, changes = desk.get("/").text.split("New and changed since yesterday")
    assert "Dora Gone" not in agenda
    assert "Dora Gone" in changes


def test_filters_stand_in_the_url(desk):
    page = desk.get("/?person=tanabe").text
    assert "Aiko Tanabe" in page
    assert "Ewa Month" not in page
    assert 'value="tanabe"' in page


@pytest.mark.parametrize(
    "path", ["/?since=soon", "/meetings.json?country=FRA", "/topics.json?limit=0", "/diary.ics?nonsense=1"]
)
def test_a_bad_filter_is_told_plainly(desk, path):
    answer = desk.get(path)
    assert answer.status_code == 400
    assert "must be" in answer.text or "no filter named" in answer.text


def test_json_has_undated_meetings_and_the_calendar_has_not(desk):
    ids = {m["meeting_id"] for m in desk.get("/meetings.json").json()["meetings"]}
    assert ids == {"Aiko Tanabe", "Bea Past", "Carla Undated", "Ewa Month"}
    calendar = icalendar.Calendar.from_ical(desk.get("/diary.ics").content)
    assert {str(e["uid"]).removesuffix("@wiredesk") for e in calendar.walk("VEVENT")} == {
        "Aiko Tanabe", "Bea Past", "Dora Gone", "Ewa Month",
    }  # fmt: skip


@pytest.mark.parametrize("path", ["/diary.ics", "/meetings.json"])
def test_an_unchanged_feed_is_304(desk, path):
    first = desk.get(path)
    again = desk.get(path, headers={"if-none-match": first.headers["etag"]})
    assert (again.status_code, again.content) == (304, b"")


@pytest.mark.parametrize("path", ["/diary.ics", "/meetings.json", "/topics.json"])
def test_a_feed_is_new_after_any_event_and_for_any_other_question(desk, database, path):
    """The tag is known before the answer is made, so it has to change whenever the answer could."""
    tag = desk.get(path).headers["etag"]
    asked = {"if-none-match": f'"other", W/{tag}'}
    assert desk.get(path, headers=asked).status_code == 304
    assert desk.get(f"{path}?words=nothing", headers=asked).status_code == 200
    write_events(database, [meeting("Finn New"), stamped(replace(MENTION, mention_id="new"), NOW)])
    assert desk.get(path, headers=asked).status_code == 200


def test_filters_that_have_a_list_offer_what_the_store_has(desk):
    page = desk.get("/?country=ZZ").text
    assert '<option value="JP">Japan</option>' in page
    assert '<option value="ZZ" selected>ZZ</option>' in page
    assert '<option value="FR">' not in page


def test_each_filter_in_force_can_be_taken_out(desk):
    page = desk.get("/?country=JP&words=tea").text
    assert 'href="/?words=tea">country: Japan' in page
    assert 'href="/?country=JP">words: tea' in page


@pytest.mark.parametrize(
    ("path", "words"),
    [
        ("/?person=nobody", "No coming meeting fits this filter"),
        ("/?nonsense=1", "put right"),
        ("/?since=2030-01-01", "No coming meeting fits"),
    ],
)
def test_an_empty_agenda_says_why(desk, path, words):
    assert words in desk.get(path).text


def test_an_empty_store_says_that_entries_will_come(database):
    with TestClient(build_server(database, clock=lambda: NOW)) as client:
        page = client.get("/").text
    assert "No meeting yet" in page
    assert "No topics yet" in page


def test_a_bilateral_links_to_the_summit_that_it_is_beside(database):
    summit, beside = meeting("Summit"), meeting("Beside", part_of="Summit")
    write_events(database, [summit, beside])
    with TestClient(build_server(database, clock=lambda: NOW)) as client:
        for page in (client.get("/").text, client.get("/meetings/Beside").text):
            assert 'href="/meetings/Summit">Summit and Josphat Mwangi' in page


def test_topics_are_counted_and_listed(desk):
    assert "Topics of the last day" in desk.get("/").text
    assert [t["topic"]["id"] for t in desk.get("/topics.json?topic=trade").json()["topics"]] == ["trade"]


def test_one_meeting_has_a_page_and_an_unknown_one_is_404(desk):
    assert "Aiko Tanabe" in desk.get("/meetings/Aiko%20Tanabe").text
    missing = desk.get("/meetings/<b>nobody")
    assert missing.status_code == 404
    assert "text/html" in missing.headers["content-type"]
    assert "No such meeting" in missing.text
    assert "<b>nobody" not in missing.text


def test_text_of_articles_is_text_on_the_page(database):
    evil = "<script>alert(1)</script>"
    source = replace(
        MEETING.sources[0], url="javascript:alert(1)", evidence=Evidence(quote=evil, start=0, end=len(evil))
    )
    write_events(database, [meeting(evil, sources=(source,))])
    with TestClient(build_server(database, clock=lambda: NOW)) as client:
        answer = client.get("/")
    assert "<script>alert" not in answer.text
    assert "javascript:" not in answer.text
    assert "default-src 'none'" in answer.headers["content-security-policy"]


async def test_the_stream_resumes_after_the_last_event_seen(database):
    from wiredesk.desk.server import Bell, _stream
    from wiredesk.desk.store import Store

    first, second = meeting("One"), meeting("Two")
    write_events(database, [first, second])
    stream = _stream(Store(database), Bell(), (0, 0))
    got = [await anext(stream) for _ in range(3)]
    assert [m.id for m in got[1:]] == ["1-0", "2-0"]
    resumed = _stream(Store(database), Bell(), (1, 0))
    await anext(resumed)
    assert orjson.loads((await anext(resumed)).data)["event_id"] == second.event_id


def test_an_entry_says_how_long_it_lasts_and_that_it_is_a_call(desk, database):
    days = When(start=date(2026, 3, 10), end=date(2026, 3, 12), precision="days")
    write_events(database, [meeting("Fumi Long", when=days), meeting("Gil Caller", form="call")])
    page = desk.get("/").text
    summaries = re.findall(r"<summary>\s*<span class=\"who\">(.*?)</summary>", page, re.S)
    told = {s.split(" and ")[0]: s for s in summaries}
    assert "Tue 10 to Thu 12 Mar 2026" in told["Fumi Long"]
    assert "by phone" in told["Gil Caller"]
    assert "by phone" not in told["Aiko Tanabe"]


def test_a_filter_in_force_is_called_as_its_field_is(desk):
    assert "from: 2026-03-01" in desk.get("/?since=2026-03-01").text
