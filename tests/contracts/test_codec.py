"""Messages to bytes and back."""

import tracemalloc

import pytest

from wiredesk_schemas import RawArticle, SchemaError, decode, encode


def test_a_message_comes_back_as_it_was():
    article = RawArticle(body="Ministers from Ghana and Togo meet on Friday.", title="Talks", url="https://a.example/1")
    assert decode(encode(article), RawArticle) == article


def test_what_is_written_holds_no_more_memory_than_its_length():
    article = RawArticle(body="A line of an article. " * 20)
    encode(article)
    tracemalloc.start()
    try:
        kept = [encode(article) for _ in range(100)]
        held = tracemalloc.get_traced_memory()[0]
    finally:
        tracemalloc.stop()
    assert held < 1.3 * sum(len(data) + 33 for data in kept) + 2000


def test_a_lone_surrogate_is_refused_and_told():
    with pytest.raises(SchemaError, match="RawArticle cannot be written as JSON"):
        encode(RawArticle(body="\ud800"))


@pytest.mark.parametrize(
    ("data", "told"),
    [
        (b"{", "not JSON: unexpected end of data"),
        (b'{"body": 3}', r"not a RawArticle: Expected `str`, got `int` - at `\$.body`"),
        (b"\xff" * 200, r"not JSON: .*\.\.\."),
    ],
)
def test_bytes_that_are_no_such_message_are_refused_with_the_place(data, told):
    with pytest.raises(SchemaError, match=told):
        decode(data, RawArticle)
