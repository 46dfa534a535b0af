import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from wiredesk.news.copies.rows import (
    KEYS,
    VERSION,
    Row,
    RowError,
    Sighting,
    cut_figures,
    decode_row,
    encode_row,
    figures_of,
    keys_of,
    limit_of,
    marks_of,
    remember,
    row_key,
    sentences_of,
    shift_of,
)
from wiredesk.news.copies.sketch import HASH_BITS, SAMPLE, SCHEME
from wiredesk_schemas import Sketch

hash_sets = st.sets(st.integers(0, (1 << HASH_BITS) - 1), min_size=1, max_size=SAMPLE)
words = st.lists(st.integers(0, (1 << 32) - 1), max_size=20)


def make_sketch(hashes, sentences=(), figures=(), size=None):
    return Sketch(
        scheme=SCHEME,
        hashes=tuple(sorted(hashes)),
        size=size or len(hashes),
        sentences=tuple(sentences),
        figures=tuple(figures),
    )


def make_row(**fields):
    values = {
        "version": VERSION,
        "number": 7,
        "seen_s": 1_772_600_000,
        "published": 20_516,
        "article_id": "oslo-1",
        "revision": "00ff",
        "url": 0,
        "sightings": (Sighting("raw:0:7", "new"),),
    }
    return Row(**(values | fields))


@given(hash_sets, words, words, st.booleans())
def test_a_remembered_sketch_gives_back_what_it_promises(hashes, sentences, figures, longer):
    sketch = make_sketch(hashes, sentences, figures, size=5_000 if longer else None)
    kept = remember(sketch)
    shift = shift_of(kept.limit)
    assert keys_of(kept).tolist() == list(sketch.hashes[:KEYS])
    assert marks_of(kept).tolist() == [h >> shift for h in sketch.hashes]
    assert sentences_of(kept).tolist() == [s & 0xFFFFFF for s in sentences]
    assert figures_of(kept).tolist() == cut_figures(tuple(figures)).tolist()
    assert kept.limit == (sketch.hashes[-1] if longer else (1 << HASH_BITS) - 1) == limit_of(sketch)


@given(hash_sets, st.text(), st.integers(0, 2**32 - 1), st.none() | st.integers(-800_000, 800_000))
def test_a_row_comes_back_as_it_was_written(hashes, article_id, posted, published):
    row = make_row(sketch=remember(make_sketch(hashes)), article_id=article_id, posted=posted, published=published)
    assert decode_row(encode_row(row)) == row


def test_a_row_of_a_usual_article_takes_about_half_a_kilobyte():
    chance = np.random.default_rng(1)
    sketch = make_sketch(
        chance.integers(0, 1 << 38, SAMPLE).tolist(), chance.integers(0, 1 << 32, 40).tolist(), range(19), size=750
    )
    row = make_row(sketch=remember(sketch), article_id="x" * 24, revision="f" * 16, url=1 << 63, posted=2**24 - 1)
    assert len(encode_row(row)) < 700


@pytest.mark.parametrize("data", [b"", b"\x00", b'{"version": 1}', encode_row(make_row())[:-3]])
def test_what_is_no_row_is_refused_with_what_came(data):
    with pytest.raises(RowError, match="expected a row of copies"):
        decode_row(data)


def test_a_row_of_another_version_is_refused():
    with pytest.raises(RowError, match="got version 9"):
        decode_row(encode_row(make_row(version=9)))


def test_a_remembered_figure_keeps_bits_of_its_words_and_of_itself():
    assert cut_figures((0xABCDE_123, 0xABCDE_923)).tolist() == [0xABCD_12, 0xABCD_92]


def test_an_empty_sketch_and_one_of_another_scheme_are_not_remembered():
    assert remember(make_sketch(())) is None
    assert remember(Sketch(scheme="other", hashes=(1,), size=1)) is None


def test_keys_tell_articles_and_revisions_apart():
    keys = {row_key("a", "1"), row_key("a", "2"), row_key("b", "1")}
    assert len(keys) == 3
    assert row_key("a", "1") in keys
