import pytest
from hypothesis import given
from hypothesis import strategies as st

from wiredesk.news.copies.sketch import MOST_FIGURES, MOST_SENTENCES, SAMPLE, sketch_text
from wiredesk_schemas import decode, encode
from wiredesk_schemas.article import Sketch

LONG = " ".join(f"Sentence {n} names minister x{n} and place y{n}." for n in range(400))


@given(st.text())
def test_any_text_has_a_sketch_within_its_bounds(text):
    sketch = sketch_text(text)
    assert list(sketch.hashes) == sorted(set(sketch.hashes))
    assert all(0 <= h < 2**53 for h in sketch.hashes)
    assert all(0 <= s < 2**32 for s in sketch.sentences + sketch.figures)
    assert len(sketch.hashes) == min(sketch.size, SAMPLE)
    assert decode(encode(sketch), Sketch) == sketch


def test_a_long_text_keeps_bounded_samples():
    sketch = sketch_text(LONG)
    assert sketch.size > 2_000
    assert (len(sketch.hashes), len(sketch.sentences), len(sketch.figures)) == (SAMPLE, MOST_SENTENCES, MOST_FIGURES)


@pytest.mark.parametrize(
    ("text", "size"), [("", 0), ("... !", 0), ("Oslo", 1), ("Oslo talks", 1), ("Oslo talks end", 1)]
)
def test_very_short_texts_have_a_shingle_if_they_have_a_word(text, size):
    assert sketch_text(text).size == size


def test_a_hash_is_sampled_in_all_texts_that_have_it_or_lies_above_their_limit():
    """What makes two sketches comparable."""
    whole, part = sketch_text(LONG), sketch_text(LONG[: len(LONG) // 3])
    limit = whole.hashes[-1]
    below = {h for h in part.hashes if h <= limit}
    assert len(below) > 20
    assert len(below - set(whole.hashes)) <= 1  # the shingles at the cut


def test_a_sentence_of_one_word_counts_with_the_words_before_it():
    tuesday, thursday = (sketch_text(f"They meet at 5 p.m. {day}.").sentences for day in ("Tuesday", "Thursday"))
    assert tuesday[0] == thursday[0]
    assert tuesday[-1] != thursday[-1]


def test_a_run_of_figures_is_one_figure():
    sketch = sketch_text("The talks begin on Tuesday, March 3, 2026 in the old town hall.")
    assert len(sketch.figures) == 1


def test_the_words_around_a_figure_and_its_value_are_told_apart():
    first, other_value, other_words = (
        sketch_text(text).figures[0]
        for text in ("gold rose 5 percent today", "gold rose 6 percent today", "gold fell 5 percent today")
    )
    assert first >> 12 == other_value >> 12 != other_words >> 12
    assert first & 0xFFF != other_value & 0xFFF
    assert first & 0xFFF == other_words & 0xFFF
