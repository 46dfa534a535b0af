import pytest

from wiredesk.news.meetings.grammar.verbs import read_verb_group
from wiredesk.news.parties.tokens import split_words


@pytest.mark.parametrize(
    ("words", "mood"),
    [
        ("She will meet", "future"),
        ("She is to meet", "future"),
        ("She is due to meet", "future"),
        ("She plans to meet", "future"),
        ("She will speak there and meet", "future"),
        ("She was to meet", "past-future"),
        ("She was scheduled to meet", "past-future"),
        ("He said she would meet", "past-future"),
        ("She may meet", "hypothetical"),
        ("She wants to meet", "wish"),
        ("She offered to meet", "wish"),
        ("She refused to meet", "denied"),
        ("She will not meet", "denied"),
        ("She won't meet", "denied"),
        ("She has no plans to meet", "denied"),
        ("She did not meet", "denied"),
        ("She had to meet", "past"),
        ("She flew there to meet", "infinitive"),
    ],
)
def test_the_words_before_a_verb_give_its_mood(words: str, mood: str):
    parsed = split_words(words, 0, len(words))
    assert read_verb_group(parsed, len(parsed) - 1, "base").mood == mood


@pytest.mark.parametrize(
    ("words", "form", "mood"),
    [
        ("She met", "past", "past"),
        ("She has met", "past", "past"),
        ("She is meeting", "ing", "progressive"),
        ("She was meeting", "ing", "past"),
        ("after meeting", "ing", "gerund"),
        ("She meets", "s", "present"),
    ],
)
def test_the_form_of_a_verb_decides_where_no_word_does(words: str, form: str, mood: str):
    parsed = split_words(words, 0, len(words))
    assert read_verb_group(parsed, len(parsed) - 1, form).mood == mood  # type: ignore[arg-type]


def test_what_is_only_expected_is_marked():
    parsed = split_words("She is expected to meet", 0, 23)
    assert read_verb_group(parsed, 4, "base").expected


def test_a_passive_is_told():
    parsed = split_words("She will be received", 0, 20)
    assert read_verb_group(parsed, 3, "past").passive
