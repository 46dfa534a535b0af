"""The rule language itself, on a grammar of three words."""

import re
from dataclasses import dataclass

import pytest

from wiredesk.news.dates.grammar import Grammar, Match, Rule
from wiredesk.news.dates.values import Value

TOKEN = re.compile(r"\w+| +|.", re.DOTALL)
CLASSES = {"red": {"colour"}, "blue": {"colour"}, "2": {"number"}, " ": {"space"}, "-": {"dash"}}


@dataclass(frozen=True, slots=True)
class Paint(Value):
    words: str
    roles = frozenset({"PAINT"})


def build(match: Match) -> Value | None:
    return None if match.phrase.startswith("blue") else Paint(match.phrase)


def pots(match: Match) -> Value:
    return Paint(f"{match.word('number')} pots of {match.maybe('PAINT')}")


def grammar(*passes: list[Rule]) -> Grammar:
    return Grammar(TOKEN, CLASSES, lambda part: None, (Paint,), passes)


def found(text: str, *passes: list[Rule]) -> list[Value]:
    return [part for part in grammar(*passes).read(text).parts if isinstance(part, Value)]


def test_a_rule_is_read_like_its_phrase() -> None:
    assert found("the light red door", [Rule("paint", "light {colour}", build)]) == [Paint("light red")]


def test_a_builder_that_refuses_leaves_the_words_to_the_next_rule() -> None:
    rules = [Rule("paint", "{colour}", build), Rule("any", "{colour}", lambda match: Paint("other"))]
    assert found("blue", rules) == [Paint("other")]


def test_a_later_pass_reads_the_values_of_an_earlier_one() -> None:
    first, second = [Rule("paint", "{colour}", build)], [Rule("pots", "{number} {PAINT}", pots)]
    assert found("buy 2 red pots", first, second) == [Paint("2 pots of Paint(words='red')")]


def test_a_blank_that_may_be_missing_and_a_group_that_may_be_missing() -> None:
    rules = [Rule("paint", "(very )?light~{colour}", build)]
    assert found("very light red, lightred", rules) == [Paint("very light red")]


def test_spans_of_values_are_those_of_their_words() -> None:
    text = "a light red door"
    chart = grammar([Rule("paint", "light {colour}", build)]).read(text)
    at = chart.parts.index(Paint("light red"))
    assert text[chart.starts[at] : chart.starts[at + 1]] == "light red"
    assert chart.names[at] == "paint"


@pytest.mark.parametrize("pattern", ["{colour}+", "({colour} )*red", "{colour}( red){2,}"])
def test_a_rule_without_bound_is_refused(pattern: str) -> None:
    with pytest.raises(ValueError, match="without bound"):
        grammar([Rule("long", pattern, build)])


def test_a_class_that_no_word_has_is_an_error_that_names_it() -> None:
    with pytest.raises(ValueError, match="'color'"):
        grammar([Rule("paint", "{color}", build)])
