import pytest
from hypothesis import given
from hypothesis import strategies as st

from wiredesk.news.topics.judging import FEATURES, features, is_about, judge, load_weights, salience

STRONG = 1.6
POINTS = st.dictionaries(st.integers(0, 39), st.floats(0.1, 9), min_size=1)


def test_one_stray_word_in_a_long_article_is_no_mention() -> None:
    assert judge({20: STRONG}, 40) is None


def test_a_sentence_about_it_and_more_throughout_is_a_mention() -> None:
    found = judge({1: STRONG, 5: STRONG, 12: 3.2, 30: STRONG}, 40)
    assert found is not None
    assert found.sentences == (12, 1, 5, 30)


def test_hints_alone_are_never_a_mention() -> None:
    assert judge(dict.fromkeys(range(1, 40), 0.5), 40) is None


def test_what_the_agenda_of_a_meeting_names_is_mentioned_in_one_sentence() -> None:
    assert judge({20: STRONG}, 40, agenda=frozenset({20})) is not None
    assert judge({20: STRONG}, 40, agenda=frozenset({21})) is None


@given(POINTS)
def test_figures_and_salience_are_ratios(points: dict[int, float]) -> None:
    values = dict(zip(FEATURES, features(points, 39, frozenset(range(40))), strict=True))
    assert all(0.0 <= v <= 1.0 for name, v in values.items() if name not in ("frequency", "density"))
    assert 0.0 <= salience(points, 39) <= 1.0


@given(POINTS, st.integers(1, 39))
def test_one_more_sentence_about_it_never_lowers_the_salience(points: dict[int, float], sentence: int) -> None:
    more = {**points, sentence: points.get(sentence, 0.0) + STRONG}
    assert salience(more, 39) >= salience(points, 39)


@given(POINTS)
def test_every_sentence_of_a_judgement_is_about_the_topic(points: dict[int, float]) -> None:
    found = judge(points, 39)
    if found is not None:
        assert found.sentences
        assert all(is_about({s: points[s]}) for s in found.sentences)


def test_title_and_lead_make_it_more_salient() -> None:
    assert salience({0: STRONG, 1: STRONG}, 20) > salience({10: STRONG, 15: STRONG}, 20)


def test_leans_are_of_topics_that_there_are() -> None:
    from wiredesk.news.topics import load_vocabulary

    weights = load_weights()
    assert set(weights.lean) <= {t.topic.id for t in load_vocabulary().topics}
    assert 0.0 < weights.threshold < 1.0


def test_a_lean_moves_the_judgement() -> None:
    assert judge({20: STRONG}, 40, lean=9.0) is not None


@pytest.mark.parametrize("size", [1, 2, 3])
def test_short_texts_are_judged_too(size: int) -> None:
    assert judge({0: STRONG, 1: 2 * STRONG}, size) is not None
