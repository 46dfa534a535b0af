from hypothesis import given
from hypothesis import strategies as st

from wiredesk.news.meetings.grammar.stems import find_stems


def test_triggers_are_found_as_whole_words_in_any_case():
    text = "MEETING them, he will Visit the meetinghouse and hold talks."
    assert [text[i : i + 5] for i in find_stems(text)] == ["MEETI", "Visit", "talks"]


def test_common_verbs_count_only_with_their_particle():
    assert find_stems("They go home and have tea.") == []
    assert find_stems("They go to Oslo.") == [5]


@given(st.text(max_size=200))
def test_any_text_gives_offsets_within_it(text: str):
    assert all(0 <= offset < len(text) for offset in find_stems(text))
