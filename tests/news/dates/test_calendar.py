"""The arithmetic of the calendar."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from wiredesk.news.dates.calendar import HOLIDAYS, day_of, easter, nth_weekday, season_span, shifted, span_of

DAYS = st.dates()


def test_a_month_after_the_31st_is_the_last_day_of_a_shorter_month() -> None:
    assert shifted(date(2026, 1, 31), 1, "month") == date(2026, 2, 28)


def test_a_day_the_calendar_does_not_have_is_none() -> None:
    assert day_of(2026, 2, 30) is None
    assert day_of(0, 1, 1) is None


def test_winter_ends_in_the_next_year() -> None:
    assert season_span("winter", 2026) == (date(2026, 12, 1), date(2027, 2, 28))


@pytest.mark.parametrize(
    ("year", "day"), [(2016, date(2016, 3, 27)), (2018, date(2018, 4, 1)), (2026, date(2026, 4, 5))]
)
def test_easter_is_where_the_church_has_it(year: int, day: date) -> None:
    assert easter(year) == day


def test_the_last_monday_of_may_is_memorial_day() -> None:
    assert nth_weekday(2026, 5, 0, -1) == HOLIDAYS["memorial day"](2026) == date(2026, 5, 25)


def test_a_month_has_no_fifth_monday_when_it_has_four() -> None:
    assert nth_weekday(2026, 2, 0, 5) is None


@given(DAYS, st.integers(-60, 60))
def test_working_days_are_counted_as_one_counts_them_on_fingers(day: date, count: int) -> None:
    expected, left, step = day, abs(count), 1 if count > 0 else -1
    try:
        while left:
            expected += timedelta(days=step)
            left -= expected.weekday() < 5
    except OverflowError:
        return
    assert shifted(day, count, "business day") == expected


@given(DAYS, st.sampled_from(["day", "week", "month", "quarter", "year", "decade", "century"]))
def test_a_day_lies_in_its_own_week_month_and_year(day: date, unit: str) -> None:
    span = span_of(unit, day)  # type: ignore[arg-type]
    assert span is None or span[0] <= day <= span[1]


@given(DAYS, st.integers(-100_000, 100_000), st.sampled_from(["day", "week", "month", "year", "century"]))
def test_counting_out_of_the_calendar_is_none_not_an_error(day: date, count: int, unit: str) -> None:
    moved = shifted(day, count, unit)  # type: ignore[arg-type]
    assert moved is None or isinstance(moved, date)
