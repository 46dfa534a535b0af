"""Which reports speak of the same meeting."""

import pytest

from news.life.telling import DUARTE, LIND, article, filled, together, told, week, when
from wiredesk_schemas import ArticleReports, MeetingReport


def pair(one: MeetingReport, other: MeetingReport, *, days: tuple[str, str] = ("2026-04-20", "2026-04-21")) -> bool:
    """Whether two articles of these days speak of one meeting."""
    first, second = article("a", one, published=days[0]), article("b", other, published=days[1])
    return together(filled(first, second)) == {frozenset("ab")}


def apart(*articles: ArticleReports) -> bool:
    return all(len(group) == 1 for group in together(filled(*articles)))


@pytest.mark.parametrize(
    ("one", "other"),
    [
        (told(on="2026-05-05"), told(on="2026-05-05")),
        (told(on="2026-05-05"), told(on=week("2026-05-05"))),
        (told(on="2026-05-05"), told(on=when("2026-05-01", until="2026-05-31", precision="month"))),
        (told(on="2026-05-05"), told()),
        (told(on=when("2026-05-05", until="2026-05-06")), told(on="2026-05-05")),
        (told(on="2026-05-05", city="Lisbon", country="PT"), told(on="2026-05-05", country="PT")),
        (told("PT", "SE", on="2026-05-05"), told(DUARTE, LIND, on="2026-05-05")),
        (told("G20", on=week("2026-05-05")), told("Group of 20", on="2026-05-06", occasion="G20 summit")),
        (told(), told()),
    ],
)
def test_one_meeting(one: MeetingReport, other: MeetingReport):
    assert pair(one, other)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        (told(on="2026-05-05"), told(on="2026-05-12")),
        (told(on="2026-05-05"), told(on="2026-05-06")),
        (told(on="2026-05-05"), told(on=week("2026-05-12"))),
        (told(on="2026-05-05", country="PT"), told(on="2026-05-05", country="SE")),
        (told(city="Lisbon", country="PT"), told(city="Porto", country="PT")),
        (told(form="call"), told(form="in_person")),
        (told("G20", on="2026-05-05"), told(on="2026-05-05")),
        (told(on="2026-05-05"), told(DUARTE, "NO", on="2026-05-05")),
        (told("European Union", occasion="climate summit"), told("European Union", occasion="fisheries council")),
    ],
)
def test_two_meetings(one: MeetingReport, other: MeetingReport):
    assert not pair(one, other)


def test_yearly_summits_stay_apart():
    years = [
        article(f"a{y}", told("G7", on=f"{y}-06-14", occasion="G7 summit"), published=f"{y}-06-01")
        for y in (2024, 2025, 2026)
    ]
    assert apart(*years)


def test_weekly_talks_stay_apart_and_a_vague_report_joins_the_next_of_them():
    weeks = [
        article(f"w{d}", told(on=f"2026-05-{d}"), published=f"2026-05-{int(d) - 3:02}") for d in ("05", "12", "19")
    ]
    assert apart(*weeks)
    vague = article("v", told(), published="2026-05-10")
    assert frozenset({"w12", "v"}) in together(filled(*weeks, vague))


def test_visit_after_visit_of_the_same_two_stay_apart():
    assert apart(
        article("a", told(country="PT"), published="2026-01-10"),
        article("b", told(country="PT"), published="2026-06-10"),
    )


def test_an_undated_report_told_after_the_meeting_is_another():
    assert not pair(told(on="2026-05-05"), told(), days=("2026-05-01", "2026-05-07"))


def test_a_cancellation_is_told_again_long_after():
    assert pair(told(on="2026-05-05", status="cancelled"), told(status="cancelled"), days=("2026-05-01", "2026-09-01"))


def test_clashing_dates_are_one_meeting_only_when_the_article_says_it_moved():
    moved = told(on="2026-05-19", moved_from="2026-05-05", status="postponed")
    assert pair(told(on="2026-05-05"), moved)
    assert pair(told(on="2026-05-19"), moved)
    assert pair(told(on="2026-05-05"), told(on="2026-05-19", status="postponed"))
    assert not pair(told(on="2026-05-05"), told(on="2026-05-19"))


def test_sources_one_day_apart_agree_when_all_else_does_and_both_look_well_ahead():
    one, other = told(on="2026-05-26", country="PT"), told(on="2026-05-27", country="PT")
    assert pair(one, other, days=("2026-05-20", "2026-05-22"))
    assert not pair(one, other, days=("2026-05-25", "2026-05-26"))  # daily talks


def test_one_slip_of_reading_does_not_part_what_many_articles_hold_together():
    many = [article(f"m{n}", told(on="2026-05-05")) for n in range(8)]
    vague = [article(f"v{n}", told("PT", "SE", on=week("2026-05-05"))) for n in range(8)]
    slip = article("slip", told(on="2026-05-05"), told("PT", "SE", on=week("2026-05-05")))
    groups = together(filled(*many, *vague, slip))
    assert max(len(group) for group in groups) == 17
