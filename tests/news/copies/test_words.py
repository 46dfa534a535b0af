import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from wiredesk.news.copies.words import find_words


def hashes(text):
    return find_words(text).hashes.tolist()


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("The Minister will meet.", "THE minister, will meet"),
        ("Erdoğan’s visit to Zürich", "erdogan's visit to Zurich"),
        ("a  new\ttreaty\n", "“a new treaty”"),
        ("sold 1,234.5 tonnes", "sold 12345 tonnes"),
        ("soft\u00adhyphen", "softhyphen"),
    ],
)
def test_what_two_desks_write_differently_counts_as_the_same_words(one, other):
    assert hashes(one) == hashes(other)


@pytest.mark.parametrize(
    ("one", "other"), [("Tuesday", "Thursday"), ("ab c", "a bc"), ("서울 회담", "서울 회의"), ("№", "5")]
)
def test_other_words_have_other_hashes(one, other):
    assert hashes(one) != hashes(other)


def test_hashes_are_the_same_in_every_process_and_release():
    """Rows written by an older worker must still match: change SCHEME when this changes."""
    assert hashes("Oslo talks") == [2455961315749610117, 1933815582093685355]


def test_words_tell_where_they_start():
    text = "¿Qué? The “don’t know” — 4.5 😀 talks"
    words = find_words(text)
    starts = words.starts.tolist()
    assert [text[s] for s in starts] == ["Q", "T", "d", "k", "4", "t"]


def test_numbers_days_and_months_are_figures():
    text = "On Tuesday 3 March twelve of 1,500 marched mayhem to G20 sat-in"
    words = find_words(text)
    found = [text[s:].split()[0] for s, yes in zip(words.starts, words.figures, strict=True) if yes]
    assert found == ["Tuesday", "3", "March", "twelve", "1,500", "sat-in"]


def test_a_word_opens_where_a_line_or_a_sentence_begins():
    text = 'One goes. Two ("goes.") Three\nFour, five! 6 7'
    words = find_words(text)
    assert [text[words.starts[n]] for n in words.opens] == ["O", "T", "T", "F", "6"]


def test_scripts_without_spaces_have_a_word_for_each_character():
    assert len(hashes("外交部发言人")) == 6
    assert hashes("外交部发言人")[:4] == hashes("外交部发言了")[:3] + hashes("外交部发言人")[3:4]


@given(st.text())
def test_any_text_has_words_in_order_within_it(text):
    words = find_words(text)
    assert words.hashes.size == words.starts.size == words.figures.size
    assert (np.diff(words.starts) > 0).all()
    assert all(0 <= s < len(text) for s in words.starts.tolist())
    assert words.opens.tolist() == sorted(set(words.opens.tolist()))
    assert (words.opens.size == 0) == (words.hashes.size == 0)


@given(st.text(alphabet="ab ,.\n1", max_size=60), st.text(alphabet="éß漢😀あ", max_size=20))
def test_the_quick_way_for_plain_text_finds_the_same_words(plain, other):
    """Plain text goes another way than text with other characters behind it."""
    alone, followed = find_words(plain), find_words(plain + "\n" + other)
    count = alone.hashes.size
    assert followed.hashes[:count].tolist() == alone.hashes.tolist()
    assert followed.starts[:count].tolist() == alone.starts.tolist()
