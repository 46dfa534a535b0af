"""An HTML page as text, with what it says of itself.

In: the markup. Out: Page: text, title, author, dates with their origins, site, canonical URL, language.
Refused: bytes that are no text, pages beyond the limits. trafilatura finds the article. It rests on libxml2, which
can crash or hang on pages made to do so: the worker calls `read_page` in a process that it can kill.
"""

import re
from dataclasses import dataclass
from typing import Any

from wiredesk.api import Reject
from wiredesk.news.cleaning.decoding import decode_bytes
from wiredesk.news.cleaning.limits import MAX_DEPTH, MAX_HTML_CHARACTERS
from wiredesk.news.cleaning.published import Candidate


@dataclass(frozen=True, slots=True, kw_only=True)
class Page:
    """What a page says. `dates` in the order in which they are believed."""

    text: str
    title: str | None = None
    author: str | None = None
    site: str | None = None
    canonical_url: str | None = None
    language: str | None = None
    dates: tuple[Candidate, ...] = ()


_TAG = re.compile(r"<(/?)([a-zA-Z][a-zA-Z0-9]{0,20})[^<>]{0,4000}?(/?)>")
_VOID = frozenset(
    "area base br col embed hr img input link meta param source track wbr p li td tr th dd dt option".split()
)


def read_page(html: str | bytes, url: str | None) -> Page:
    """The page as text; an empty text when there is no article in it.

    Raises Reject: "not-decodable", "too-large", "too-deep".
    """
    from trafilatura import bare_extraction  # half a second: only for those who read pages

    text = decode_bytes(html) if isinstance(html, bytes) else html
    if len(text) > MAX_HTML_CHARACTERS:
        raise Reject("too-large", f"expected at most {MAX_HTML_CHARACTERS:,} characters of HTML, got {len(text):,}")
    _check_depth(text)
    text = text.replace("\0", "")
    found: Any = bare_extraction(text, url=url, with_metadata=True, include_comments=False)
    if found is None:
        return Page(text="")
    return Page(
        text=found.text or "",
        title=found.title,
        author=found.author,
        site=found.sitename,
        canonical_url=found.url,
        language=found.language,
        dates=(Candidate(found.date, "meta"),) if found.date else (),
    )


def _check_depth(html: str) -> None:
    depth = 0
    for tag in _TAG.finditer(html):
        if tag[3] or tag[2].lower() in _VOID:
            continue
        depth += -1 if tag[1] and depth else 1
        if depth > MAX_DEPTH:
            raise Reject("too-deep", f"expected at most {MAX_DEPTH:,} nested elements of HTML, got more")
