"""The grammar on running news: every marked expression gets its value, and nothing else is taken for a date."""

import pytest

from news.dates.running import Sentence, read_sentences
from wiredesk.news.dates import find_times, resolve

SENTENCES = list(read_sentences())


def meaning(sentence: Sentence, start: int, end: int) -> str:
    """What the one expression that touches the marked words resolves to, written as in running.txt."""
    found = [t for t in find_times(sentence.text) if t.start < end and start < t.end]
    if len(found) != 1:
        return f"{len(found)} expressions: {[t.text for t in found]}"
    if found[0].kind in ("habit", "duration"):
        return "-"
    when = resolve(found[0], sentence.published_on, direction=sentence.direction)
    if when is None or when.start is None:
        return "?"
    return str(when.start) if when.precision == "day" else f"{when.start}..{when.end} {when.precision}"


@pytest.mark.parametrize("sentence", SENTENCES, ids=lambda s: s.text[:60])
def test_each_marked_expression_is_read_and_nothing_else(sentence: Sentence) -> None:
    assert [meaning(sentence, label.start, label.end) for label in sentence.labels] == [
        label.meaning for label in sentence.labels
    ]
    unmarked = [
        t.text
        for t in find_times(sentence.text)
        if t.kind not in ("habit", "duration")
        and not any(t.start < label.end and label.start < t.end for label in sentence.labels)
    ]
    assert unmarked == []


def test_the_set_is_large_enough_to_say_something() -> None:
    assert sum(len(s.labels) for s in SENTENCES) >= 150
