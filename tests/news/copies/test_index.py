from collections import deque

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from wiredesk.news.copies import index as index_module
from wiredesk.news.copies.index import CopyIndex

keys_of_article = st.lists(st.integers(0, 40), max_size=4, unique=True)


def as_keys(values):
    return np.array(values, dtype=np.uint64)


def hits(index, key):
    return index.find(as_keys([key]))[1].tolist()


def filled(index, articles):
    for keys in articles:
        if index.end - index.first == index.capacity:
            index.evict()
        index.add(as_keys(keys))
    return index


@given(st.lists(keys_of_article, max_size=40))
def test_it_finds_what_was_entered_latest_first_and_has_forgotten_what_left(articles):
    index = filled(CopyIndex(capacity=8, slots=4), articles)
    kept = deque(enumerate(articles), maxlen=8)
    for key in range(41):
        assert hits(index, key) == [n for n, keys in reversed(kept) if key in keys]


@given(st.lists(keys_of_article, max_size=40))
def test_many_keys_looked_up_at_once_find_what_each_finds_alone(articles):
    """More chains than are followed one by one, long ones and short ones."""
    index = filled(CopyIndex(capacity=16, slots=4), articles)
    places, found = index.find(as_keys(range(41)))
    assert [found[places == key].tolist() for key in range(41)] == [hits(index, key) for key in range(41)]


@given(st.lists(keys_of_article, max_size=20))
def test_many_entered_at_once_are_found_as_if_entered_one_by_one(articles):
    one_by_one = filled(CopyIndex(capacity=64, slots=4), articles)
    at_once = CopyIndex(capacity=64, slots=4)
    at_once.add_many(as_keys([k for keys in articles for k in keys]), np.array([len(a) for a in articles], dtype=int))
    for key in range(41):
        assert hits(at_once, key) == hits(one_by_one, key)


@settings(max_examples=30)
@given(st.lists(keys_of_article, min_size=30, max_size=60))
def test_counting_anew_before_the_numbers_overflow_loses_nothing(articles):
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(index_module, "_HIGHEST", 100)
        index = CopyIndex(capacity=8, slots=4)
        filled(index, articles)
    kept = deque(enumerate(articles), maxlen=8)
    for key in range(41):
        assert hits(index, key) == [n for n, keys in reversed(kept) if key in keys]


def test_two_keys_of_one_bucket_are_both_found():
    index = CopyIndex(capacity=300, slots=300)
    index.add(as_keys(range(300)))  # 4096 buckets: some are shared
    assert all(hits(index, key) == [0] for key in range(300))


def test_the_places_of_keys_are_told():
    index = filled(CopyIndex(capacity=4, slots=2), [[1, 2], [2, 3]])
    places, articles = index.find(as_keys([3, 9, 2]))
    assert sorted(zip(places.tolist(), articles.tolist(), strict=True)) == [(0, 1), (2, 0), (2, 1)]


def test_a_key_that_very_many_have_is_looked_up_in_bounded_steps():
    index = filled(CopyIndex(capacity=1_000, slots=1), [[5]] * 1_000)
    assert hits(index, 5) == list(range(999, 999 - index_module.LONGEST_CHAIN, -1))


def test_a_full_index_says_so_and_so_does_an_empty_one():
    index = filled(CopyIndex(capacity=1, slots=1), [[5]])
    with pytest.raises(IndexError, match="evict before adding"):
        index.add(as_keys([6]))
    index.evict()
    with pytest.raises(IndexError, match="nothing to evict"):
        index.evict()


def test_a_size_that_cannot_be_counted_is_refused():
    with pytest.raises(ValueError, match="capacity x slots"):
        CopyIndex(capacity=10**9, slots=35)
