"""When an article was published."""

from datetime import UTC, date, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from wiredesk.news.cleaning.published import Candidate, Published, parse_date, resolve_published

NOW = datetime(2026, 3, 10, 12, tzinfo=UTC)


def resolve(*words: str, zone: str | None = None, now: datetime | None = NOW) -> Published:
    return resolve_published([Candidate(w, "producer") for w in words], zone=zone, now=now)


@pytest.mark.parametrize(
    ("words", "day", "has_time"),
    [
        ("2026-03-04", date(2026, 3, 4), False),
        ("2026/3/4", date(2026, 3, 4), False),
        ("20260304", date(2026, 3, 4), False),
        ("2026-03-04T22:00:00Z", date(2026, 3, 4), True),
        ("2026-03-04 22:00", date(2026, 3, 4), True),
        ("2026-03-04 22:00:00 UTC", date(2026, 3, 4), True),
        ("20260304220000", date(2026, 3, 4), True),
        ("20260304T220000Z", date(2026, 3, 4), True),
        ("Wed, 04 Mar 2026 22:00:00 GMT", date(2026, 3, 4), True),
        ("Wed, 04 Mar 2026 22:00:00 -0500", date(2026, 3, 4), True),
    ],
)
def test_dates_are_read_as_producers_write_them(words: str, day: date, has_time: bool):
    read = parse_date(words)
    assert read is not None
    assert (read.on, read.moment is not None) == (day, has_time)


@pytest.mark.parametrize("words", ["", "yesterday", "2026-02-30", "2026", "12:00", "04/03/26", "x" * 100, "2026-13-01"])
def test_what_is_no_date_is_not_read(words: str):
    assert parse_date(words) is None


def test_a_day_stays_a_day():
    assert resolve("2026-03-04") == Published(on=date(2026, 3, 4), precision="day", origin="producer")


def test_midnight_utc_is_a_day_that_a_program_made_a_time():
    published = resolve("2026-03-04T00:00:00Z", zone="America/New_York")
    assert (published.on, published.at, published.precision) == (date(2026, 3, 4), None, "day")
    assert published.flags == ("midnight-is-a-day",)


def test_a_time_without_a_zone_is_utc():
    assert resolve("2026-03-04T22:00:00").at == datetime(2026, 3, 4, 22, tzinfo=UTC)


def test_the_zone_of_the_publisher_tells_the_day():
    assert resolve("2026-03-04T22:00:00Z", zone="Asia/Tokyo").on == date(2026, 3, 5)
    assert resolve("2026-03-04T02:00:00Z", zone="America/New_York").on == date(2026, 3, 3)


def test_an_offset_that_the_producer_gives_wins_over_the_publishers_zone():
    published = resolve("2026-03-04T23:30:00-05:00", zone="Asia/Tokyo")
    assert (published.on, published.zone) == (date(2026, 3, 4), "-05:00")
    assert published.at == datetime(2026, 3, 5, 4, 30, tzinfo=UTC)


def test_a_zone_that_agrees_with_the_offset_is_named():
    assert resolve("2026-03-04T23:30:00-05:00", zone="America/New_York").zone == "America/New_York"


def test_the_day_that_readers_saw_is_the_day():
    candidate = Candidate("2026-03-05T01:00:00Z", "schema.org", date(2026, 3, 4))
    assert resolve_published([candidate], zone=None, now=NOW).on == date(2026, 3, 4)


@pytest.mark.parametrize(
    "words", ["1970-01-01T00:00:00Z", "1989-12-31", "2026-03-12", "2026-03-11T12:00:01Z", "2099-01-01"]
)
def test_absurd_and_future_dates_are_refused(words: str):
    assert resolve(words) == Published(flags=("date-refused",))


@pytest.mark.parametrize("words", ["1990-01-01", "2026-03-11", "2026-03-11T12:00:00Z"])
def test_dates_at_the_limits_are_taken(words: str):
    assert resolve(words).on is not None


def test_the_next_candidate_takes_the_place_of_a_refused_one():
    published = resolve("2099-01-01", "soon", "2026-03-04")
    assert (published.on, published.flags) == (date(2026, 3, 4), ("date-refused", "date-not-read"))


def test_without_now_only_the_past_is_bounded():
    assert resolve("2099-01-01", now=None).on == date(2099, 1, 1)
    assert resolve("1970-01-01", now=None).on is None


MOMENTS = st.datetimes(timezones=st.timezones() | st.none()).map(str)


@given(st.lists(MOMENTS | st.text(max_size=30), max_size=3), st.sampled_from([None, "Asia/Kathmandu", "Pacific/Apia"]))
def test_what_is_known_is_possible(words: list[str], zone: str | None):
    published = resolve(*words, zone=zone)
    if published.on:
        assert date(1989, 12, 31) <= published.on <= NOW.date() + timedelta(days=3)
    assert (published.at is not None) == (published.precision == "minute")
    assert published.at is None or published.at <= NOW + timedelta(days=1)
