"""Whether a meeting stands."""

from datetime import date

from news.life.telling import article, told
from wiredesk.news.life.status import Standing, standing
from wiredesk.news.life.testimony import read_testimony
from wiredesk.news.life.votes import Votes


def said(*days: tuple[str, str] | tuple[str, str, str]) -> Standing:
    """(day, status) or (day, status, certainty), each from an outlet of its own."""
    votes: Votes[tuple[int, str]] = Votes()
    for n, (day, status, *certainty) in enumerate(days):
        report = told(
            status="planned" if status in ("denied", "reinstated") else status,
            denied=status == "denied",
            reinstated=status == "reinstated",
            certainty=certainty[0] if certainty else "confirmed",
        )
        testimony = read_testimony(0, report, article(f"a{n}", published=day), None)
        votes.add((testimony.day, status), testimony)
    return standing(votes)


def test_a_cancellation_beats_what_was_said_before_and_on_the_same_day():
    off = said(
        ("2026-05-01", "planned"), ("2026-05-02", "cancelled"), ("2026-05-02", "planned"), ("2026-05-02", "planned")
    )
    assert off.status == "cancelled"
    assert off.told_by.report.status == "cancelled"


def test_a_later_day_brings_it_back():
    back = said(("2026-05-02", "cancelled"), ("2026-05-04", "planned"))
    assert (back.status, back.came_back) == ("planned", True)


def test_a_mere_expectation_brings_it_back_only_from_two_outlets():
    assert said(("2026-05-02", "cancelled"), ("2026-05-04", "planned", "expected")).status == "cancelled"
    two = said(
        ("2026-05-02", "cancelled"), ("2026-05-04", "planned", "expected"), ("2026-05-04", "planned", "expected")
    )
    assert two.status == "planned"


def test_once_back_a_mention_that_it_was_off_must_outnumber_the_others():
    story = [
        ("2026-05-02", "cancelled"),
        ("2026-05-04", "planned"),
        ("2026-05-06", "planned"),
        ("2026-05-06", "planned"),
    ]
    assert said(*story, ("2026-05-06", "cancelled")).status == "planned"
    assert said(*story[:2], ("2026-05-06", "cancelled")).status == "cancelled"


def test_cancelled_may_become_postponed():
    moved = said(("2026-05-02", "cancelled"), ("2026-05-09", "postponed"))
    assert moved.status == "postponed"
    assert moved.moved_on > 0


def test_a_denial_holds_until_someone_confirms():
    assert said(("2026-05-02", "planned"), ("2026-05-03", "denied")).status == "denied"
    assert (
        said(("2026-05-02", "planned"), ("2026-05-03", "denied"), ("2026-05-04", "planned", "expected")).status
        == "denied"
    )
    assert said(("2026-05-02", "planned"), ("2026-05-03", "denied"), ("2026-05-04", "planned")).status == "planned"


def test_the_word_that_it_is_on_again_beats_a_cancellation_of_the_same_day_and_ends_the_old_dates():
    back = said(("2026-05-02", "cancelled"), ("2026-05-02", "cancelled"), ("2026-05-02", "reinstated", "expected"))
    assert (back.status, back.came_back, back.moved_on) == ("planned", True, date(2026, 5, 2).toordinal())
