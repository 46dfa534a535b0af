"""Ids and addresses."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from wiredesk.news.cleaning.identity import article_id, canonical_url, revision


@pytest.mark.parametrize(
    ("url", "said", "expected"),
    [
        ("https://example.org/talks?utm_source=a&id=7#top", None, "https://example.org/talks?id=7"),
        ("https://m.example.org/talks", "https://www.example.org/news/talks", "https://www.example.org/news/talks"),
        ("https://example.org/a/talks", "/news/talks", "https://example.org/news/talks"),
        ("https://example.org/talks", "https://example.org/", "https://example.org/talks"),
        ("https://example.org/talks", "https://other.example/talks", "https://example.org/talks"),
        (None, "https://example.org/talks", "https://example.org/talks"),
        (None, "https://example.org/", None),
        ("javascript:alert(1)", None, None),
        ("ftp://example.org/talks", None, None),
        ("https://example.org/\x00", None, None),
        ("http://[::1", None, None),
        ("https://example.org/" + "a" * 5000, None, None),
        (None, None, None),
    ],
)
def test_an_article_has_one_address(url: str | None, said: str | None, expected: str | None):
    assert canonical_url(url, said=said) == expected


def test_a_front_page_is_no_articles_address():
    assert article_id(None, "https://example.org/", "s", "one") != article_id(None, "https://example.org/", "s", "two")


def test_a_blank_id_is_none():
    assert article_id("  ", None, "s", "one") == article_id(None, None, "s", "one")


def test_a_revision_is_a_hash_of_the_text():
    assert revision("one") == revision("one")
    assert revision("one") != revision("two")
    assert len(revision("")) == 16


@given(st.text(max_size=80), st.none() | st.text(max_size=80))
def test_any_address_is_canonical_after_one_step(url: str, said: str | None):
    once = canonical_url(url, said=said)
    assert once is None or once.startswith("http")
