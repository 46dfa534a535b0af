"""Reports made ready to be compared."""

from news.life.telling import article, noon, told, week, when
from wiredesk.news.life.testimony import (
    DAY,
    MONTH,
    TRIP,
    UNDATED,
    WEEK,
    YEAR,
    exactness,
    occasion_key,
    read_testimony,
    voice_of,
)
from wiredesk.news.life.testimony import Testimony as Told
from wiredesk.news.sources import load_sources
from wiredesk_schemas import ArticleReports


def first(one: ArticleReports) -> Told:
    return read_testimony(0, one.meetings[0], one, load_sources())


def test_how_exact_a_date_is():
    assert exactness(when("2026-05-05")) == DAY
    assert exactness(when("2026-05-05", until="2026-05-06")) == DAY
    assert exactness(when("2026-05-05", until="2026-05-14")) == TRIP
    assert exactness(week("2026-05-05")) == WEEK
    assert exactness(when("2026-05-05", until="2026-05-05", precision="window")) == WEEK
    assert exactness(when("2026-05-01", until="2026-05-31", precision="month")) == MONTH
    assert exactness(when("2026-01-01", until="2026-12-31", precision="year")) == YEAR
    assert exactness(when()) == UNDATED


def test_reports_that_say_the_same_are_one_voice_whoever_says_it():
    one, other = (
        first(article("a", told(on="2026-05-05"))),
        first(article("b", told(on="2026-05-05"), published="2026-04-28")),
    )
    assert voice_of(one).order == voice_of(other).order
    vague, later = first(article("a", told())), first(article("b", told(), published="2026-04-28"))
    assert voice_of(vague).order != voice_of(later).order


def test_the_more_exact_comes_first():
    exact, vague = first(article("a", told(on="2026-05-05"))), first(article("b", told(on=week("2026-05-05"))))
    assert voice_of(exact).order < voice_of(vague).order < voice_of(first(article("c", told()))).order


def test_a_mere_day_stands_at_noon():
    morning, night = noon("2026-04-20").replace(hour=8), noon("2026-04-20").replace(hour=20)
    day = first(article("a", told()))
    assert (
        first(article("b", told(), published=morning)).order
        < day.order
        < first(article("c", told(), published=night)).order
    )


def test_an_outlet_is_known_by_any_of_its_names_and_else_by_its_site():
    assert first(article("a", told(), source="Reuters")).rank == 1
    nameless = first(article("a", told(), source=None, url="https://www.harbour-gazette.example/1"))
    assert nameless.outlet == "harbour-gazette.example"
    assert first(article("a", told(), source=None)).outlet == "article a"


def test_host_events_are_known_by_their_body_else_by_their_telling_words():
    assert occasion_key("G-20 summit in Lisbon") == occasion_key("Group of 20 meeting")
    assert occasion_key("summit") is None or occasion_key("summit") != occasion_key("harbour congress")
    assert occasion_key("annual harbour congress") == {"annual", "harbour", "congress"}
