from typing import Any

from wiredesk.news.topics import parse_vocabulary
from wiredesk.news.topics.reading import POINTS, Reader, lay_out

VOCABULARY = parse_vocabulary(
    {
        "v.toml": """
[[topic]]
id = "labour"
label = "Labour"
definition = "Work"
strong = ["trade union*"]
clear = ["wages"]
hint = ["workers"]
except = ["social workers"]
[[topic.rule]]
terms = ["strike"]
near = ["workers", "pay"]
not_near = ["air", "jets"]
weight = "strong"

[[topic]]
id = "trade"
label = "Trade"
definition = "Trade"
clear = ["trade"]
except = ["trade union*"]
"""
    }
)
READER = Reader(VOCABULARY)
LABOUR, TRADE = 0, 1


def points(text: str, title: str | None = None) -> Any:
    return READER.read(lay_out(title, text)).points


def test_terms_of_a_sentence_add_up() -> None:
    found = points("Nothing here. The trade union wants higher wages.")
    assert found[LABOUR] == {2: POINTS["strong"] + POINTS["clear"]}


def test_the_title_is_sentence_zero() -> None:
    assert points("Nothing here.", title="Wages rise")[LABOUR] == {0: POINTS["clear"]}


def test_a_term_counts_once_a_sentence() -> None:
    assert points("Wages, wages and wages. More wages.")[LABOUR] == {1: POINTS["clear"], 2: POINTS["clear"]}


def test_a_term_within_an_exception_does_not_count() -> None:
    assert TRADE not in points("A trade union spoke.")
    assert points("A trade union spoke of trade.")[TRADE] == {1: POINTS["clear"]}
    assert points("Social workers and workers met.")[LABOUR] == {1: POINTS["hint"]}


def test_a_rule_counts_beside_its_words_and_not_beside_the_others() -> None:
    assert points("They called a strike over pay.")[LABOUR] == {1: POINTS["strong"]}
    assert LABOUR not in points("They called a strike. Then came pay day.")
    assert LABOUR not in points("The strike by jets hit pay offices.")


def test_sentences_that_tell_an_agenda_are_known() -> None:
    document = lay_out(None, "The two will discuss wages. Wages are high.")
    assert READER.read(document).agenda == {1}


def test_an_empty_text_has_no_points() -> None:
    assert points("") == {}
