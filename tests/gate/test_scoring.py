"""The scorer itself: what is right in it must count, and what is wrong must not."""

from dataclasses import replace
from datetime import date, timedelta
from typing import Any

from gate.scoring import Label, Tally, is_right, labelled_articles, pair, same_person
from wiredesk_schemas import Evidence, MeetingReport, Occasion, Participant, When, Where

ARTICLES = list(labelled_articles())


def report_of(label: Label, **changes: Any) -> MeetingReport:
    """What a perfect reader would report of a label."""
    when, where = label["when"], label["where"]
    report = MeetingReport(
        participants=tuple(
            Participant(name=p["name"], kind=p["kind"], country=p["country"]) for p in label["participants"]
        ),
        evidence=Evidence(quote=label["evidence"], start=0, end=len(label["evidence"])),
        status=label["status"],
        when=When(
            start=date.fromisoformat(when["start"]) if when["start"] else None,
            end=date.fromisoformat(when["end"]) if when["end"] else None,
            precision=when["precision"],
        ),
        where=Where(city=where["city"], country=where["country"]) if where else None,
        occasion=Occasion(name=label["occasion"]["name"]) if label["occasion"] else None,
    )
    return replace(report, **changes)


def ratios(change: Any = lambda reports: reports) -> dict[str, float]:
    result = Tally()
    for article in ARTICLES:
        result.add(article, change([report_of(m) for m in article["meetings"]]))
    return result.ratios()


def test_a_perfect_reader_scores_one_in_everything() -> None:
    assert set(ratios().values()) == {1.0}


def test_a_reader_who_finds_nothing_recalls_nothing() -> None:
    assert ratios(lambda reports: [])["recall"] == 0.0


def test_a_day_too_late_costs_dates_and_full_but_not_precision() -> None:
    def later(reports: list[MeetingReport]) -> list[MeetingReport]:
        return [
            replace(r, when=replace(r.when, start=r.when.start + timedelta(days=1), end=r.when.end + timedelta(days=1)))
            if r.when.start and r.when.end
            else r
            for r in reports
        ]

    assert ratios(later)["precision"] == 1.0
    assert ratios(later)["dates"] < 0.2
    assert ratios(later)["full"] < 0.2


def test_a_reader_without_places_and_occasions_loses_only_those() -> None:
    found = ratios(lambda reports: [replace(r, where=None, occasion=None) for r in reports])
    assert (found["places"], found["occasions"]) == (0.0, 0.0)
    assert (found["precision"], found["recall"], found["dates"]) == (1.0, 1.0, 1.0)


def test_the_same_meeting_reported_twice_is_wrong_once() -> None:
    assert 0.45 < ratios(lambda reports: reports * 2)["precision"] < 0.55


def test_too_many_strangers_make_another_meeting() -> None:
    label = next(a for a in ARTICLES if a["article_id"] == "g-001")["meetings"][0]
    right = report_of(label)
    strangers = tuple(Participant(name=f"Person Number{n}", kind="person", country="FR") for n in "abc")
    assert is_right(label, right)
    assert not is_right(label, replace(right, participants=right.participants + strangers))
    assert not is_right(label, replace(right, participants=right.participants[:1]))


def test_two_meetings_of_one_pair_find_their_own_labels() -> None:
    label = next(a for a in ARTICLES if a["article_id"] == "g-214")["meetings"]
    reports = [report_of(m) for m in label]
    assert sorted(pair(label, reports[::-1])) == [(0, 1), (1, 0)]


def test_a_report_that_denies_a_meeting_announces_none() -> None:
    assert ratios(lambda reports: [replace(r, denied=True) for r in reports])["recall"] == 0.0


def test_names_are_the_same_with_and_without_accents_and_titles_but_not_by_family_name_of_others() -> None:
    assert same_person(["Sólrún Hafsteinsdóttir"], "Solrun Hafsteinsdottir")
    assert same_person(["Sólrún Hafsteinsdóttir", "Hafsteinsdóttir"], "Prime Minister Hafsteinsdóttir")
    assert not same_person(["Sólrún Hafsteinsdóttir"], "Björk Hafsteinsdóttir")
