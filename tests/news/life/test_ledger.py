"""What a careful editor makes of many reports."""

import random
from typing import Any

from news.life.accounts import account
from news.life.telling import DUARTE, LIND, article, newsroom, noon, told
from wiredesk_schemas import AgendaItem, Announcer


def test_place_occasion_and_type_are_what_most_outlets_say():
    found = account(
        article("a", told(city="Lisbon", country="PT", type="talks"), published="2026-04-01"),
        article("b", told(city="Porto", country="PT", type="talks"), published="2026-04-03"),
        article("c", told(city="Lisbon", country="PT", type="visit"), published="2026-04-02"),
    )
    assert found.where is not None
    assert (found.where.city, found.where.country, found.type) == ("Lisbon", "PT", "talks")
    (conflict,) = found.conflicts
    assert conflict.field == "where.city"
    assert [(v.value, v.sources) for v in conflict.values] == [("Lisbon", ("a", "c")), ("Porto", ("b",))]


def test_a_city_of_another_country_is_not_put_into_the_country():
    found = account(
        article("a", told(country="PT")),
        article("b", told(country="PT")),
        article("c", told(city="Malmo", country="SE")),
    )
    assert found.where is not None
    assert (found.where.city, found.where.country) == (None, "PT")
    assert [c.field for c in found.conflicts] == ["where.country"]


def test_one_confirmation_is_enough_and_a_denial_takes_it_back():
    expected, confirmed = told(certainty="expected"), told(certainty="confirmed")
    assert account(article("a", expected)).certainty == "expected"
    assert account(article("a", expected), article("b", confirmed)).certainty == "confirmed"
    denial = article("c", told(denied=True), published="2026-05-01")
    assert account(article("b", confirmed), denial).certainty == "expected"


def test_sources_are_official_before_agency_before_outlet_and_copies_last():
    found = account(
        article("copy", told(), source="Reuters", copy_of="x"),
        article("paper", told(), source="Harbour Gazette"),
        article("late", told(), source="Reuters", published="2026-04-22"),
        article("early", told(), source="Reuters", published="2026-04-21"),
        article("official", told(), source="The White House"),
    )
    assert [s.article_id for s in found.sources] == ["official", "early", "late", "copy", "paper"]


def test_the_source_of_a_cancellation_stands_first():
    found = account(
        article("a", told(), source="Reuters"), article("b", told(status="cancelled"), published="2026-04-25")
    )
    assert [s.article_id for s in found.sources] == ["b", "a"]


def test_agenda_and_announcers_are_gathered_without_repeats():
    trade, port = AgendaItem(topic="trade", text="tariffs"), AgendaItem(topic=None, text="the new port")
    said: dict[str, Any] = {"announced_by": (Announcer(name="The Ministry"),)}
    found = account(
        article("a", told(agenda=(trade, port), **said)),
        article("b", told(agenda=(AgendaItem(topic="trade", text="duties"),), **said)),
    )
    assert [(i.topic, i.text) for i in found.agenda] == [("trade", "tariffs"), (None, "the new port")]
    assert [a.name for a in found.announced_by] == ["The Ministry"]


def test_first_announced_is_the_earliest_moment_known():
    found = account(
        article("a", told(), published=noon("2026-04-02")), article("b", told(), published=noon("2026-04-01"))
    )
    assert found.first_announced_at == noon("2026-04-01")
    assert account(article("a", told())).first_announced_at is None


def test_a_denial_adds_nothing_to_the_picture():
    found = account(article("a", told(DUARTE, LIND)), article("b", told(DUARTE, "NO", country="NO", denied=True)))
    assert [p.name for p in found.participants] == ["Ana Duarte", "Emma Lind"]
    assert found.where is None


def test_the_order_of_adding_does_not_matter():
    for seed in range(20):
        articles = newsroom(seed, 9)
        expected = account(*articles)
        random.Random(seed).shuffle(articles)
        assert account(*articles) == expected
