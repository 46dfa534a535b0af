"""A draft from which pieces are cut."""

from hypothesis import given
from hypothesis import strategies as st

from wiredesk.news.cleaning.cuts import Draft, Span, restore
from wiredesk.testing import make_article
from wiredesk_schemas import CleanArticle


def article_of(draft: Draft) -> CleanArticle:
    return make_article(draft.text, cut=draft.cuts())


def test_a_cut_is_taken_out_and_put_back():
    draft = Draft("one two three")
    assert draft.cut([Span(4, 8, "test")])
    assert draft.text == "one three"
    assert restore(article_of(draft)) == "one two three"


def test_a_later_cut_may_span_an_earlier_one():
    draft = Draft("one two three four")
    draft.cut([Span(4, 8, "first")])
    draft.cut([Span(2, 7, "second")])
    assert draft.text == "onee four"
    assert [(c.reason, c.text) for c in draft.cuts()] == [("second", "e "), ("first", "two "), ("second", "thr")]
    assert restore(article_of(draft)) == "one two three four"


def test_left_over_space_goes_with_its_neighbour():
    draft = Draft("a\n\nLINK\n\nb")
    draft.cut([Span(3, 7, "link-line")])
    draft.cut([Span(3, 5, "space")])
    assert [(c.reason, c.text) for c in draft.cuts()] == [("link-line", "LINK\n\n")]


def test_lines_that_a_cut_brought_together_are_joined():
    draft = Draft("The ministers of the two northern countries\nAdvertisement\nmet in Geneva.")
    draft.cut([Span(44, 58, "advert")])
    assert draft.join_lines()
    assert draft.text == "The ministers of the two northern countries met in Geneva."
    assert restore(article_of(draft)).split() == draft.whole.split()


SPANS = st.lists(st.tuples(st.integers(0, 30), st.integers(0, 30)).map(sorted), max_size=4)


@given(st.text(min_size=30, max_size=30), st.lists(SPANS, max_size=4))
def test_whatever_is_cut_can_be_put_back(whole: str, rounds: list[list[list[int]]]):
    draft = Draft(whole)
    for spans in rounds:
        size = len(draft.text)
        changed = draft.cut(Span(min(a, size), min(b, size), "test") for a, b in spans)
        assert changed == (len(draft.text) < size)
    assert restore(article_of(draft)) == whole
