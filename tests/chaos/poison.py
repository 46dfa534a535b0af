"""Records that no producer should send, one of each class: whatever reads them must answer, in time, by a rejection or
an article - never by a dead worker, a hang, or silence."""

import base64
import gzip

import orjson


def _record(**fields: object) -> bytes:
    return orjson.dumps(fields)


def _html(page: str) -> bytes:
    return _record(body=page, content_type="text/html", url="https://poison.example/page")


TEXT = "The trade ministers of Ghana and Peru will meet in Lima on May 6 to talk about shipping. "

POISON: dict[str, bytes] = {
    # not JSON
    "nothing": b"",
    "cut off": b'{"body": ',
    "no utf-8": b'{"body": "\xff\xfe caf\xe9"}',
    "utf-16": '{"body": "text"}'.encode("utf-16"),
    "byte order mark": b'\xef\xbb\xbf{"body": "text"}',
    "lone surrogate": rb'{"body": "\ud800 text"}',
    "raw control character": b'{"body": "a\x01b"}',
    "not a number": b'{"body": NaN}',
    "endless number": b'{"body": 1e999}',
    "too deep": b"[" * 100_000,
    "too deep in objects": b'{"body":' * 50_000,
    "gzip": gzip.compress(b'{"body": "text"}'),
    "gzip bomb": gzip.compress(b"0" * 10_000_000),
    "lines": b'{"body": "one"}\n{"body": "two"}',
    # JSON, but no article
    "a list": b'["body"]',
    "a string": b'"body"',
    "null": b"null",
    "no body": b'{"title": "no body"}',
    "body is a number": b'{"body": 7}',
    "deep enough to be read": b'{"body":' + b"[" * 900 + b"]" * 900 + b"}",
    "many fields": _record(**{f"f{n}": n for n in range(100_000)}),
    # an article without text
    "empty": b'{"body": ""}',
    "blank": _record(body=" \n\t\u00a0\u200b\ufeff\n"),
    "only NUL": rb'{"body": "\u0000\u0000\u0000"}',
    "only marks": _record(body="\u202e\u200d\u2066" * 1000),
    # odd text
    "NUL in the text": rb'{"body": "The talks \u0000 were held in Oslo \u0000 on Monday, officials said there today."}',
    "NUL in names": rb'{"body": "The talks were held.", "article_id": "a\u0000b", "url": "https://x.example/\u0000"}',
    "bidi and zero-width": _record(body=f"\u202e{TEXT}\u202c\u200b\u200d{TEXT}"),
    "line breaks in names": _record(body=TEXT * 3, article_id="a\r\nX-Forged: 1", source="b\r\nSet-Cookie: c=1"),
    "a path for a name": _record(body=TEXT * 3, article_id="../../../../etc/passwd", url="file:///etc/passwd"),
    "a very long name": _record(body=TEXT * 3, article_id="n" * 200_000),
    "an absurd date": _record(body=TEXT * 3, published_at="9999-12-31T23:59:59.999999+14:00"),
    "no date": _record(body=TEXT * 3, published_at="yesterday-ish"),
    "year nought": _record(body=TEXT * 3, published_at="0000-00-00"),
    "an unknown language": _record(body=TEXT * 3, language="\u0000xx"),
    "a formula": _record(body="=cmd|' /C calc'!A0 " + TEXT, title="=HYPERLINK(1)"),
    "a script": _record(body=f"<script>alert(1)</script>{TEXT}", title="<img src=x onerror=alert(1)>"),
    "sql": _record(body=TEXT, article_id="'; DROP TABLE meetings; --", source="Robert'); DROP TABLE meetings;--"),
    # texts that make careless patterns slow
    "one long word": _record(body="a" * 100_000),
    "blanks": _record(body="x" + " " * 100_000 + "x"),
    "line ends": _record(body="x" + "\r\n \t" * 25_000 + "x"),
    "capitals": _record(body="The Minister Of " * 6_000),
    "commas": _record(body="Norway, Kenya, " * 7_000),
    "digits": _record(body="1" * 50_000 + " April " * 8_000),
    "quotes": _record(body="\"'\u201c" * 33_000),
    "brackets": _record(body="(" * 50_000 + ")" * 50_000),
    "full stops": _record(body="U.S. Mr. " * 11_000),
    "dates": _record(body="on April 14 to April 15, 2026, " * 3_300),
    "meetings": _record(body=TEXT * 1_100),
    "hyphens": _record(body="-" * 50_000 + "\u2014" * 50_000),
    "combining": _record(body="e" + "\u0301" * 100_000),
    # pages
    "nested tags": _html("<div>" * 100_000 + TEXT + "</div>" * 100_000),
    "unclosed tags": _html("<b><i><table><tr><td>" * 20_000 + TEXT),
    "many attributes": _html(f"<p {' '.join(f'a{n}=1' for n in range(50_000))}>{TEXT}</p>"),
    "a huge attribute": _html(f"<p class='{'x' * 1_000_000}'>{TEXT}</p>"),
    "entities": _html("&amp;" * 100_000 + "&#x1F600;" * 10_000 + "&#0;&#xD800;" * 1000),
    "an entity bomb": _html(
        '<!DOCTYPE l [<!ENTITY a "aaaaaaaaaa">'
        + "".join(f'<!ENTITY {chr(98 + n)} "{"&" + chr(97 + n) + ";"}{"&" + chr(97 + n) + ";" * 9}">' for n in range(8))
        + "]><p>&i;</p>"
    ),
    "an external entity": _html('<!DOCTYPE p [<!ENTITY x SYSTEM "file:///etc/passwd">]><p>&x;</p>' + TEXT),
    "comments": _html("<!--" * 50_000 + TEXT),
    "a page of nothing": _html("<html><head></head><body></body></html>"),
    "a picture as a page": _record(body=base64.b64encode(bytes(range(256)) * 400).decode(), content_type="text/html"),
}
"""Records by class. Their fates are in `tests/chaos/test_poison.py`."""
