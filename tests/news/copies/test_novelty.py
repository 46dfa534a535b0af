import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from wiredesk.news.copies.novelty import find_new_text
from wiredesk.news.copies.sketch import sketch_text
from wiredesk.news.sentences import split_sentences

TEXT = "Mr. Lund met Gen. Okoro on Monday.\nThe talks (in Oslo) went on. “It is off!” he said."


def new_quotes(text, known_text):
    known = set(sketch_text(known_text).sentences)
    new = np.array([s not in known for s in sketch_text(text).sentences], dtype=np.bool_)
    return [text[a:b] for a, b in find_new_text(text, new)]


def test_of_the_same_text_nothing_is_new():
    assert new_quotes(TEXT, TEXT) == []


def test_a_sentence_is_new_when_any_of_its_parts_is():
    """A full stop of "Mr." parts the sentence for hashing, not for reading."""
    assert new_quotes(TEXT, TEXT.replace("Lund", "Berg")) == ["Mr. Lund met Gen. Okoro on Monday."]
    assert new_quotes(TEXT, TEXT.replace("Monday", "Tuesday")) == ["Mr. Lund met Gen. Okoro on Monday."]


def test_case_accents_and_punctuation_make_nothing_new():
    assert new_quotes(TEXT, TEXT.upper().replace("“", '"')) == []


def test_sentences_beyond_those_a_sketch_keeps_are_new():
    text = " ".join(f"Delegate {n} spoke of fish." for n in range(130))
    assert len(find_new_text(text, np.zeros(120, dtype=np.bool_))) == 10


@given(st.text(alphabet="Ab. 5\n“漢。", max_size=80), st.data())
def test_new_sentences_are_sentences_of_the_text_with_words(text, data):
    count = len(sketch_text(text).sentences)
    new = np.array(data.draw(st.lists(st.booleans(), min_size=count, max_size=count)), dtype=np.bool_)
    spans = find_new_text(text, new)
    sentences = [(s.start, s.end) for s in split_sentences(text)]
    assert set(spans) <= set(sentences)
    assert bool(spans) == bool(new.any())
    if new.all() and count:
        assert set(sentences) - set(spans) <= {(a, b) for a, b in sentences if not sketch_text(text[a:b]).size}
