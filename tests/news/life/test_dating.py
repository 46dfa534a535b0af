"""When a meeting is held, after all that was said of it."""

from datetime import date

from news.life.accounts import account
from news.life.telling import article, told, week, when
from wiredesk_schemas import ArticleReports, When


def held(*articles: ArticleReports) -> tuple[date | None, date | None, str]:
    found = account(*articles).when
    return found.start, found.end, found.precision


def said(article_id: str, on: str | When | None, day: str = "2026-04-20", **fields: object) -> ArticleReports:
    return article(article_id, told(on=on, **fields), published=day)  # type: ignore[arg-type]


def day(text: str, until: str | None = None, precision: str = "day") -> tuple[date, date, str]:
    return date.fromisoformat(text), date.fromisoformat(until or text), precision


def test_a_vaguer_date_told_later_takes_nothing_back():
    assert held(said("a", "2026-05-05"), said("b", week("2026-05-05"), "2026-05-01")) == day("2026-05-05")
    assert held(said("a", "2026-05-05"), said("b", None, "2026-05-01")) == day("2026-05-05")


def test_of_equally_exact_dates_the_latest_counts():
    assert held(said("a", "2026-05-05"), said("b", "2026-05-06", "2026-04-22")) == day("2026-05-06")


def test_three_times_as_many_outlets_outvote_the_latest():
    crowd = [said(f"c{n}", "2026-05-05") for n in range(3)]
    assert held(*crowd, said("z", "2026-05-06", "2026-04-22")) == day("2026-05-05")
    assert held(*crowd[:2], said("z", "2026-05-06", "2026-04-22")) == day("2026-05-06")


def test_the_first_day_of_a_summit_does_not_shorten_it_and_a_day_of_a_trip_is_the_day():
    two_days, trip = when("2026-05-05", until="2026-05-06"), when("2026-05-01", until="2026-05-10")
    assert held(said("a", two_days), said("b", "2026-05-05", "2026-04-22")) == day("2026-05-05", "2026-05-06", "days")
    assert held(said("a", trip), said("b", "2026-05-05", "2026-04-22")) == day("2026-05-05")


def test_after_a_move_only_the_new_date_holds_even_against_stale_stories():
    moved = said("m", "2026-05-19", "2026-04-21", moved_from="2026-05-05", status="postponed")
    crowd = [said(f"c{n}", "2026-05-05") for n in range(4)]
    assert held(*crowd, moved, said("stale", "2026-05-05", "2026-04-23")) == day("2026-05-19")


def test_postponed_without_a_new_date_leaves_it_open_until_one_is_told():
    off = said("m", None, "2026-04-21", status="postponed")
    assert held(said("a", "2026-05-05"), off) == (None, None, "unknown")
    assert held(said("a", "2026-05-05"), off, said("b", "2026-06-02", "2026-04-25")) == day("2026-06-02")


def test_the_hour_is_kept_for_its_own_day_only():
    found = account(said("a", when("2026-05-05", time="09:00", zone="Europe/Lisbon")), said("b", "2026-05-05")).when
    assert (found.time, found.zone) == ("09:00", "Europe/Lisbon")
    later = account(said("a", when("2026-05-05", time="09:00")), said("b", "2026-05-06", "2026-04-22")).when
    assert later.time is None


def test_clashing_exact_dates_are_shown_as_a_conflict_and_vague_ones_are_not():
    (conflict,) = account(said("a", "2026-05-05"), said("b", "2026-05-06", "2026-04-22")).conflicts
    assert conflict.field == "when"
    assert [v.value["start"] for v in conflict.values] == [date(2026, 5, 6), date(2026, 5, 5)]
    assert account(said("a", "2026-05-05"), said("b", week("2026-05-05"))).conflicts == ()
