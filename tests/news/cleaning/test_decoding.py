"""Bytes to text."""

import contextlib

import pytest
from hypothesis import given
from hypothesis import strategies as st

from wiredesk.api import Reject
from wiredesk.news.cleaning.decoding import decode_bytes


@pytest.mark.parametrize(
    ("data", "expected"),
    [
        ("caf\u00e9".encode(), "caf\u00e9"),
        ("caf\u00e9".encode("utf-8-sig"), "caf\u00e9"),
        ("caf\u00e9".encode("utf-16"), "caf\u00e9"),
        ("\u201ccaf\u00e9\u201d".encode("cp1252"), "\u201ccaf\u00e9\u201d"),
        (
            '<meta charset="windows-1251">\u041c\u043e\u0441\u043a\u0432\u0430'.encode("cp1251"),
            '<meta charset="windows-1251">\u041c\u043e\u0441\u043a\u0432\u0430',
        ),
        ('<meta charset="iso-8859-1">\u201cx\u201d'.encode("cp1252"), '<meta charset="iso-8859-1">\u201cx\u201d'),
        ('<meta charset="iso-8859-1">\u20ac'.encode(), '<meta charset="iso-8859-1">\u20ac'),
    ],
)
def test_text_is_read_in_the_encoding_that_it_has(data: bytes, expected: str):
    assert decode_bytes(data) == expected


def test_an_encoding_named_outside_is_believed():
    assert decode_bytes("\u6771\u4eac".encode("shift_jis"), "Shift_JIS") == "\u6771\u4eac"


@pytest.mark.parametrize(
    "data", [b"\x81\x8d\x8f\x90", b"PK\x03\x04\x00\x00\x00\x81", b'<meta charset="gb2312">\xff\xff']
)
def test_bytes_that_are_no_text_are_rejected(data: bytes):
    with pytest.raises(Reject) as rejected:
        decode_bytes(data)
    assert rejected.value.reason == "not-decodable"


@given(st.binary(max_size=200), st.none() | st.text(max_size=12))
def test_any_bytes_are_text_or_rejected(data: bytes, declared: str | None):
    with contextlib.suppress(Reject):
        assert isinstance(decode_bytes(data, declared), str)
