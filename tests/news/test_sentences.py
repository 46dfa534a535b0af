import itertools

from hypothesis import given
from hypothesis import strategies as st

from wiredesk.news.sentences import split_sentences


def sentences(text: str) -> list[str]:
    return [text[s.start : s.end] for s in split_sentences(text)]


def test_an_abbreviation_or_initial_ends_no_sentence():
    text = "Gen. J. Ruiz met Sen. Lee of the U.S. delegation on Sept. 3. They talked."
    assert sentences(text) == ["Gen. J. Ruiz met Sen. Lee of the U.S. delegation on Sept. 3.", "They talked."]


def test_a_quote_closes_with_its_sentence():
    assert sentences("“We will meet.” She left.") == ["“We will meet.”", "She left."]


def test_each_line_is_a_paragraph_of_its_own():
    assert [s.paragraph for s in split_sentences("One\n\nTwo. Three.")] == [0, 2, 2]


@given(st.text(max_size=400))
def test_every_character_that_is_not_space_is_in_exactly_one_sentence(text: str):
    found = split_sentences(text)
    assert all(a.end <= b.start for a, b in itertools.pairwise(found))
    covered = sum(sum(not c.isspace() for c in text[s.start : s.end]) for s in found)
    assert covered == sum(not c.isspace() for c in text)
