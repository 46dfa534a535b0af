"""How well a report fits the meeting that another leads."""

from typing import Any

import pytest

from news.life.telling import article, told, week, when
from wiredesk.news.life.likeness import fit, fit_old
from wiredesk.news.life.testimony import Voice, read_testimony, voice_of


def voice(*parties: str, published: str = "2026-04-20", apart: str = "", **fields: Any) -> Voice:
    one = article("a", told(*parties, **fields), published=published)
    return voice_of(read_testimony(0, one.meetings[0], one, None), apart=apart)


LEADER = voice(on="2026-05-05", city="Lisbon", country="PT")


def test_the_more_two_reports_share_the_better_they_fit():
    values = [
        fit(voice(on="2026-05-05", city="Lisbon", country="PT"), LEADER),
        fit(voice(on="2026-05-05", country="PT"), LEADER),
        fit(voice(on="2026-05-05"), LEADER),
        fit(voice(on=week("2026-05-05")), LEADER),
        fit(voice(), LEADER),
    ]
    assert values == sorted(values, reverse=True)
    assert len(set(values)) == len(values)
    assert values[-1] > 0


@pytest.mark.parametrize(
    "fields",
    [
        {"on": "2026-05-12"},
        {"on": week("2026-05-12")},
        {"on": "2026-05-05", "country": "SE"},
        {"city": "Porto", "country": "PT"},
        {"on": "2026-05-05", "apart": "split 1"},
    ],
)
def test_a_clash_of_days_places_or_a_split_is_another_meeting(fields: dict[str, Any]):
    assert fit(voice(**fields), LEADER) == 0


def test_a_call_is_no_visit():
    assert fit(voice(on="2026-05-05", form="call"), voice(on="2026-05-05", form="in_person")) == 0
    assert fit(voice(on="2026-05-05", form="call"), voice(on="2026-05-05", form="video")) > 0


def test_a_moved_meeting_fits_by_its_old_day_and_nothing_else_does():
    moved = voice(on="2026-05-19", moved_from="2026-05-05", status="postponed")
    assert fit(moved, LEADER) == 0
    assert fit_old(moved, LEADER) > 0
    assert fit_old(voice(on="2026-05-19"), LEADER) == 0


@pytest.mark.parametrize(("published", "fits"), [("2026-05-01", True), ("2026-05-07", True), ("2026-05-09", False)])
def test_postponed_without_the_old_day_means_what_was_to_be_held_soon(published: str, fits: bool):
    assert (fit_old(voice(status="postponed", published=published), LEADER) > 0) is fits


@pytest.mark.parametrize(
    ("parties", "published", "fits"),
    [
        (("Duarte/PT", "Lind/SE"), "2026-03-25", True),  # sure parties: 45 days
        (("Duarte/PT", "Lind/SE"), "2026-03-15", False),
        (("PT", "SE", "NO", "DK"), "2026-04-25", True),  # half of the parties: 14 days
        (("PT", "SE", "NO", "DK"), "2026-04-15", False),
    ],
)
def test_an_undated_report_means_a_day_near_enough(parties: tuple[str, ...], published: str, fits: bool):
    assert (fit(voice(*parties, published=published), voice(on="2026-05-05")) > 0) is fits


def test_an_undated_report_of_the_same_city_reaches_further():
    assert fit(voice(city="Lisbon", country="PT", published="2026-01-05"), LEADER) > 0
    assert fit(voice(city="Lisbon", country="PT", published="2025-11-05"), LEADER) == 0


def test_this_month_told_after_the_meeting_is_the_next_one():
    month = when("2026-05-01", until="2026-05-31", precision="month")
    assert fit(voice(on=month, published="2026-05-04"), LEADER) > 0
    assert fit(voice(on=month, published="2026-05-08"), LEADER) == 0


def test_a_day_apart_is_a_slip_only_between_the_same_parties():
    """The day after a bilateral there is often a trilateral."""
    two = voice(on="2026-05-05", country="PT")
    assert fit(voice(on="2026-05-06", country="PT"), two) > 0
    assert fit(voice("Ana Duarte/PT", "Emma Lind/SE", "NO", on="2026-05-06", country="PT"), two) == 0


def test_two_events_of_one_body_are_two_meetings():
    summit = voice("European Union", on=week("2026-05-05"), occasion="climate summit")
    assert fit(voice("European Union", on=week("2026-05-05"), occasion="fisheries council"), summit) == 0
