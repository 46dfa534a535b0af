from collections.abc import Callable

from wiredesk.news.meetings.grammar.clauses import Parsed
from wiredesk.news.meetings.grammar.events import find_events

Parse = Callable[[str], Parsed]


def test_a_body_before_the_noun_is_whose_meeting_it_is(parse: Parse):
    (event,) = find_events(parse("ahead of next week's NATO summit in Oslo"))
    assert event.body is not None
    assert (event.body.name, event.name) == ("NATO", "NATO summit")


def test_the_parties_stand_before_the_noun_or_after_between(parse: Parse):
    (compound,) = find_events(parse("the US-China talks"))
    assert [m.country for m in compound.inside] == ["US", "CN"]
    (between,) = find_events(parse("talks between Chad and Mali will resume"))
    assert [m.country for m in between.with_] == ["TD", "ML"]


def test_a_possessor_and_the_places_of_a_visit_are_told(parse: Parse):
    (event,) = find_events(parse("Tiina Rebane's visit to Chad and Mali"))
    assert ([m.name for m in event.owners], [m.country for m in event.to]) == (["Tiina Rebane"], ["TD", "ML"])


def test_no_meeting_is_marked(parse: Parse):
    (event,) = find_events(parse("There is no meeting with Chad"))
    assert event.negated


def test_a_summit_with_a_name_of_its_own_is_known_by_its_capitals(parse: Parse):
    (event,) = find_events(parse("during the Arctic Shipping Summit"))
    assert event.is_named


def test_a_call_counts_only_as_a_phone_call_or_with_someone(parse: Parse):
    assert find_events(parse("a call for peace")) == []
    (call,) = find_events(parse("a phone call with Chad"))
    assert call.call
