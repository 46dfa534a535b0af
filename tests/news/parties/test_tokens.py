from hypothesis import given
from hypothesis import strategies as st

from wiredesk.news.parties.tokens import lower_words, split_words


def words_of(text: str) -> list[str]:
    return split_words(text, 0, len(text)).words


def test_abbreviations_and_bodies_are_one_word():
    assert words_of("Mr. Ek of the U.S. met the G-20 and P5+1 on Sept. 3.") == [
        "Mr.", "Ek", "of", "the", "U.S.", "met", "the", "G-20", "and", "P5+1", "on", "Sept.", "3", ".",
    ]  # fmt: skip


def test_a_possessive_ending_is_a_word_of_its_own():
    assert words_of("Norway’s envoy and he'll") == ["Norway", "’s", "envoy", "and", "he", "'ll"]


def test_the_month_of_may_is_told_from_the_modal():
    assert lower_words(["They", "may", "meet", "in", "May"]) == ["they", "may", "meet", "in", "may-month"]


@given(st.text(max_size=300))
def test_every_character_that_is_not_space_is_in_exactly_one_word(text: str):
    words = split_words(text, 0, len(text))
    assert all(text[a:b] == w for w, a, b in zip(words.words, words.starts, words.ends, strict=True))
    assert sum(map(len, words.words)) == sum(not c.isspace() for c in text)


@given(st.text(max_size=100), st.integers(0, 100))
def test_the_word_at_an_offset_ends_after_it(text: str, offset: int):
    words = split_words(text, 0, len(text))
    index = words.index_at(offset)
    assert all(end <= offset for end in words.ends[:index])
    assert all(end > offset for end in words.ends[index:])
