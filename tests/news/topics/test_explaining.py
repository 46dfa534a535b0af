from math import exp

import pytest

from wiredesk.news.topics import explain_topics, find_topics
from wiredesk.testing import make_article

TEXT = "The two governments agreed to cut tariffs on steel. It rained. Trade talks had broken down over import duties."


def test_the_account_says_which_terms_stand_in_which_sentence() -> None:
    account = explain_topics(make_article(TEXT, title="Tariffs to fall"))[0]
    assert account.topic.id == "trade"
    assert account.mentioned
    assert [(s.start, s.terms) for s in account.sentences][:2] == [(None, ("tariff*",)), (0, ("tariff*", "steel"))]
    assert account.sentences[0].text == "Tariffs to fall"
    assert account.sentences[-1].text.startswith("Trade talks")


def test_the_parts_add_up_to_the_belief() -> None:
    for account in explain_topics(make_article(TEXT)):
        assert account.belief == pytest.approx(1 / (1 + exp(-account.lean - sum(account.parts.values()))))


def test_what_is_told_and_what_is_found_are_the_same() -> None:
    article = make_article(
        f"{TEXT} An earthquake shook the coast. " + "It was a long day and nothing came of it. " * 30
    )
    accounts = explain_topics(article)
    assert {a.topic.id for a in accounts if a.mentioned} == {m.topic.id for m in find_topics(article)}
    assert "natural-disasters" in {a.topic.id for a in accounts if not a.mentioned}
