from collections.abc import Callable

import pytest

from wiredesk.news.meetings.grammar.clauses import Parsed
from wiredesk.news.meetings.grammar.events import find_events
from wiredesk.news.meetings.grammar.predicates import predicate_of


@pytest.mark.parametrize(
    ("words", "mood", "status"),
    [
        ("Talks with Chad will resume on Monday.", "future", None),
        ("Talks with Chad, scheduled for Monday, are short.", "future", None),
        ("Talks with Chad were set for Monday.", "past-future", None),
        ("Talks with Chad began on Monday.", "past", None),
        ("Talks with Chad could begin soon.", "hypothetical", None),
        ("Talks with Chad have been called off.", "off", "cancelled"),
        ("Talks with Chad have been postponed.", "off", "postponed"),
        ("Talks with Chad will not take place.", "denied", None),
        ("The postponement of talks with Chad hurts.", "off", "postponed"),
        ("They prepare for upcoming talks with Chad.", "future", None),
        ("They called for talks with Chad.", "hypothetical", None),
        ("The potential talks with Chad matter.", "hypothetical", None),
        ("The envoy praised talks with Chad.", "none", None),
    ],
)
def test_what_is_said_of_talks_gives_their_mood(
    parse: Callable[[str], Parsed], words: str, mood: str, status: str | None
):
    parsed = parse(words)
    (event,) = find_events(parsed)
    predicate = predicate_of(parsed, event)
    assert (predicate.mood, predicate.status) == (mood, status)
