from hypothesis import given
from hypothesis import strategies as st

from wiredesk.news.topics.spans import Spans

SPAN = st.tuples(st.integers(0, 30), st.integers(1, 10)).map(lambda s: (s[0], s[0] + s[1]))


@given(st.lists(SPAN), SPAN)
def test_a_place_is_covered_when_one_stretch_holds_all_of_it(
    spans: list[tuple[int, int]], place: tuple[int, int]
) -> None:
    start, end = place
    assert Spans(spans).cover(start, end) == any(a <= start and end <= b for a, b in spans)


@given(st.lists(SPAN), SPAN)
def test_a_place_is_touched_when_it_shares_a_character(spans: list[tuple[int, int]], place: tuple[int, int]) -> None:
    start, end = place
    assert Spans(spans).touch(start, end) == any(a < end and start < b for a, b in spans)
