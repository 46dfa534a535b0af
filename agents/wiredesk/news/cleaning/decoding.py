"""Bytes to text, strictly and once.

In: the bytes of a page or a text file. Out: the text. Refused: bytes that are no text in any encoding that they
announce. Rests on the WHATWG Encoding Standard: byte order mark first, then the page's own declaration, then UTF-8;
"iso-8859-1" and "ascii" mean windows-1252, as in every browser.
"""

import codecs
import re

from wiredesk.api import Reject

_MARKS = ((codecs.BOM_UTF8, "utf-8"), (codecs.BOM_UTF16_LE, "utf-16-le"), (codecs.BOM_UTF16_BE, "utf-16-be"))
_DECLARED = re.compile(
    rb"""<(?:meta\b[^<>]{0,300}?charset|\?xml\b[^<>]{0,100}?encoding)\s*=\s*["']?([\w.:-]{2,40})""", re.I
)
_DECLARATION_WITHIN = 4096
"""Browsers look at the first 1,024 bytes; real pages declare later."""

_LATIN = frozenset({"ascii", "iso8859-1", "iso8859-15"})


def decode_bytes(data: bytes, declared: str | None = None) -> str:
    """The text of these bytes; `declared` is an encoding named outside of them (an HTTP header).

    Raises Reject("not-decodable") when they hold no text in the encoding that they announce, nor in UTF-8.
    """
    for mark, encoding in _MARKS:
        if data.startswith(mark):
            return _decode(data[len(mark) :], [encoding])
    named = [declared] if declared else []
    if found := _DECLARED.search(data[:_DECLARATION_WITHIN]):
        named.append(found[1].decode("ascii"))
    # UTF-8 before what is declared: other encodings hardly ever happen to be valid UTF-8, declarations are often wrong.
    return _decode(data, ["utf-8", *filter(None, map(_known, named)), *([] if named else ["cp1252"])])


def _known(name: str) -> str | None:
    try:
        info = codecs.lookup(name)
    except (LookupError, ValueError):
        return None
    if not info._is_text_encoding:
        return None
    return "cp1252" if info.name in _LATIN else info.name


def _decode(data: bytes, encodings: list[str]) -> str:
    for encoding in encodings:
        try:
            text = data.decode(encoding)
        except (UnicodeError, ValueError):
            continue
        if "\0" not in text[:1000] or encoding.startswith("utf-16"):
            return text
    tried = ", ".join(dict.fromkeys(encodings))
    raise Reject("not-decodable", f"expected text in {tried}, got {data[:40]!r}...")
