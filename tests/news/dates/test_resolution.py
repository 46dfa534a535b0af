"""Expressions placed on the calendar."""

from datetime import date

import pytest

from wiredesk.news.dates import Direction, find_times, resolve
from wiredesk_schemas import When

WEDNESDAY = date(2026, 3, 4)


def placed(
    text: str, published: date | None = WEDNESDAY, direction: Direction | None = "future", **known: object
) -> When:
    (expression,) = find_times(text)
    when = resolve(expression, published, direction=direction, **known)  # type: ignore[arg-type]
    assert when is not None
    return when


def days(when: When) -> tuple[date | None, date | None]:
    return when.start, when.end


def test_the_tense_picks_the_weekday() -> None:
    assert placed("on Monday").start == date(2026, 3, 9)
    assert placed("on Monday", direction="past").start == date(2026, 3, 2)


def test_an_undecided_tense_takes_the_nearest_day() -> None:
    assert placed("on Monday", direction=None).start == date(2026, 3, 2)
    assert placed("on Friday", direction=None).start == date(2026, 3, 6)


def test_the_weekday_of_publication_is_today_in_both_tenses() -> None:
    assert placed("on Wednesday").start == placed("on Wednesday", direction="past").start == WEDNESDAY


def test_words_that_name_a_direction_keep_it_against_the_tense() -> None:
    assert placed("last Friday").start == date(2026, 2, 27)
    assert placed("next Friday", direction="past").start == date(2026, 3, 13)


def test_a_year_less_date_is_the_next_one_in_a_sentence_about_the_future() -> None:
    assert placed("on Jan. 6", date(2026, 12, 28)).start == date(2027, 1, 6)


def test_a_year_less_date_just_over_is_not_next_years() -> None:
    """A piece of 20 September that speaks of "14 September" does not announce next year's."""
    assert days(placed("14 September", date(2026, 9, 20))) == (None, None)


def test_the_weekday_tells_the_year_of_a_year_less_date() -> None:
    assert placed("Saturday, Nov. 15", date(2026, 1, 20), None).start == date(2025, 11, 15)


def test_a_range_that_has_begun_is_counted_back_from_its_end() -> None:
    assert days(placed("March 2-6")) == (date(2026, 3, 2), date(2026, 3, 6))


def test_a_range_over_the_turn_of_the_year() -> None:
    assert days(placed("Dec. 30-Jan. 2", date(2026, 12, 28))) == (date(2026, 12, 30), date(2027, 1, 2))


def test_without_the_publication_day_only_a_full_date_is_placed() -> None:
    assert placed("Nov. 15, 2023", None).start == date(2023, 11, 15)
    for text in ("Nov. 15", "Monday", "next week", "tomorrow", "in June", "this summer", "by June 5", "three days ago"):
        when = placed(text, None)
        assert (when.start, when.end, when.precision, when.text) == (None, None, "unknown", find_times(text)[0].text)


def test_an_ambiguous_order_of_figures_is_not_guessed() -> None:
    assert placed("5/6/2026").precision == "unknown"
    assert placed("5/6/2026", day_first=True).start == date(2026, 6, 5)
    assert placed("5/6/2026", day_first=False).start == date(2026, 5, 6)
    assert placed("15/6/2026").start == placed("6/15/2026").start == date(2026, 6, 15)


def test_what_hangs_on_another_day_needs_that_day() -> None:
    assert placed("two days later").precision == "unknown"
    assert placed("two days later", anchor=date(2026, 3, 10)).start == date(2026, 3, 12)
    assert placed("the same day", anchor=date(2026, 3, 10)).start == date(2026, 3, 10)
    assert days(placed("the following week", anchor=date(2026, 3, 10))) == (date(2026, 3, 16), date(2026, 3, 22))
    assert placed("the following Friday", anchor=date(2026, 3, 13)).start == date(2026, 3, 20)


def test_habits_and_durations_are_no_dates() -> None:
    for text in ("every Tuesday", "for three days", "weekly", "a two-day"):
        (expression,) = find_times(text)
        assert resolve(expression, WEDNESDAY, direction="future") is None


def test_a_time_of_day_has_its_zone_and_its_day() -> None:
    when = placed("Thursday at 3:30 p.m. EST")
    assert (when.start, when.time, when.zone) == (date(2026, 3, 5), "15:30", "-05:00")


def test_this_week_on_a_sunday_is_the_week_to_come() -> None:
    assert days(placed("this week", date(2026, 3, 8))) == (date(2026, 3, 8), date(2026, 3, 15))


def test_the_trace_tells_words_anchor_and_rule() -> None:
    trace = placed("on Monday").resolved_from
    assert trace is not None
    assert (trace.words, trace.anchor) == ("Monday", WEDNESDAY)
    assert "first on or after publication" in trace.rule


def test_the_trace_of_a_full_date_has_no_anchor() -> None:
    trace = placed("15 November 2023").resolved_from
    assert trace is not None
    assert trace.anchor is None


@pytest.mark.parametrize("published", [date.min, date.max])
def test_the_edges_of_the_calendar_are_unknown_not_an_error(published: date) -> None:
    for text in ("last week", "next week", "in 900 decades", "900 centuries ago", "later this year", "late next month"):
        placed(text, published)
