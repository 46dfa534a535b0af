import pytest
from hypothesis import given
from hypothesis import strategies as st

from wiredesk.news.topics.phrases import PhraseError, PhraseIndex, fold, parse_phrase


def found(text: str, *phrases: str) -> list[str]:
    index = PhraseIndex(map(parse_phrase, phrases))
    return [phrases[number] for number, _, _ in index.find(text, fold(text))]


@given(st.text())
def test_folding_keeps_one_byte_for_each_code_point(text: str) -> None:
    assert len(fold(text)) == len(text) + 2


@given(st.text())
def test_folded_text_is_small_letters_digits_and_spaces(text: str) -> None:
    assert all(c == 32 or (chr(c).isalnum() and not chr(c).isupper()) for c in fold(text))


@given(st.text(alphabet="ab Ü-’*.", max_size=12), st.text(alphabet="ab Ü-’.", max_size=40))
def test_a_hit_begins_where_the_words_of_the_phrase_stand(phrase: str, text: str) -> None:
    try:
        parsed = parse_phrase(phrase)
    except PhraseError:
        return
    for _, start, _ in PhraseIndex([parsed]).find(text, fold(text)):
        assert fold(text[start : start + len(parsed.stem)])[1:-1] == fold(parsed.stem)[1:-1]


def test_a_phrase_matches_whole_words_only() -> None:
    assert found("Iranians met in Teheran.", "Iran") == []
    assert found("(Iran)", "Iran") == ["Iran"]


def test_a_star_stands_for_any_ending() -> None:
    assert found("New tariffs, and tariff-free goods", "tariff*") == ["tariff*", "tariff*"]


def test_small_letters_match_capitals_and_capitals_only_themselves() -> None:
    assert found("TRADE WAR", "trade war") == ["trade war"]
    assert found("turkey for dinner", "Turkey") == []
    assert found("TURKEY votes", "Turkey") == ["Turkey"]
    assert found("It hurt us, and us alone.", "US") == []


def test_hyphens_quotes_and_accents_do_not_matter() -> None:
    assert found("a cease-fire", "cease fire") == ["cease fire"]
    assert found("women’s rights", "women's rights") == ["women's rights"]
    assert found("Bogota and Bogotá", "Bogotá") == ["Bogotá", "Bogotá"]


def test_dots_of_an_abbreviation_are_not_needed_at_its_end() -> None:
    assert found("the U.S. and U.S.-made arms", "U.S.") == ["U.S.", "U.S."]


def test_the_end_of_a_sentence_parts_the_words_of_a_phrase() -> None:
    assert found("They talked trade. War followed.", "trade war") == []


def test_phrases_that_overlap_are_all_found() -> None:
    assert set(found("nuclear weapons test", "nuclear weapons", "weapons test")) == {"nuclear weapons", "weapons test"}


def test_two_phrases_may_differ_in_a_capital_alone() -> None:
    assert found("It may rain in May.", "may", "May") == ["may", "may", "May"]
    assert found("It may rain in May.", "May", "may") == ["may", "May", "may"]


@pytest.mark.parametrize("text", ["", "  ", "!?", "a*b", "a*", "*"])
def test_what_cannot_be_searched_for_is_refused(text: str) -> None:
    with pytest.raises(PhraseError, match="expected"):
        parse_phrase(text)


def test_an_index_without_phrases_finds_nothing() -> None:
    assert found("anything") == []
