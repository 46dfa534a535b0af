"""An HTML page as text, with what it says of itself.

In: the markup. Out: Page: text, title, author, dates with their origins, site, canonical URL, language.
Refused: bytes that are no text, pages beyond the limits. trafilatura finds the article; where it finds next to nothing
the page is flattened and its body found as in any flattened page. Both rest on libxml2, which can crash or hang on
pages made to do so: the worker calls `read_page` in a process that it can kill.
"""

import re
from dataclasses import dataclass
from typing import Any

from wiredesk.api import Reject
from wiredesk.news.cleaning.decoding import decode_bytes
from wiredesk.news.cleaning.limits import MAX_DEPTH, MAX_HTML_CHARACTERS
from wiredesk.news.cleaning.published import Candidate

LEAST_SHARE = 0.3
"""Of the flattened page's body. An article of less than this is a standfirst or a caption: of 73 pages one, whose text
was put together by scripts; the next had .44 and was right."""

SHOWN_CHARACTERS = 1_500
"""Around the title, where a page shows its date: 300 before, the rest after."""


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

    Raises Reject: "not-decodable", "too-large", "too-deep", "not-html".
    """
    # Half a second to import: only for those who read pages.
    from lxml import etree
    from trafilatura import bare_extraction, load_html

    from wiredesk.news.cleaning import metadata
    from wiredesk.news.cleaning.flattening import flatten_tree

    markup = decode_bytes(html) if isinstance(html, bytes) else html
    if len(markup) > MAX_HTML_CHARACTERS:
        raise Reject("too-large", f"expected at most {MAX_HTML_CHARACTERS:,} characters of HTML, got {len(markup):,}")
    _check_depth(markup)
    markup = markup.replace("\0", "").encode("utf-8", "replace").decode("utf-8")
    tree: Any = load_html(markup)
    if tree is None:
        tree = load_html(f"<html><body>{markup}</body></html>")
    if tree is None:
        return Page(text="")
    flat = flatten_tree(tree)
    try:
        found: Any = bare_extraction(markup, url=url, with_metadata=True, include_comments=False)
    except (etree.LxmlError, ValueError, TypeError, AttributeError, KeyError, IndexError, RecursionError):
        found = None  # it reads more than a million kinds of pages, and stumbles over some: the flattened page remains
    site = found.sitename if found else None
    title = metadata.find_title(tree, found.title if found else None, site)
    return Page(
        text=_best_text(found.text if found else None, flat, title),
        title=title,
        author=found.author if found else None,
        site=site,
        canonical_url=metadata.find_canonical_url(tree),
        language=metadata.find_language(tree),
        dates=metadata.find_dates(
            tree,
            _around_title(flat, title if title and title in flat else metadata.find_heading(tree)),
            found.date if found else None,
        ),
    )


def _best_text(found: str | None, flat: str, title: str | None) -> str:
    """What trafilatura found, unless it is next to nothing of what the flattened page has."""
    from wiredesk.news.cleaning.body import find_body

    if found and len(found) >= LEAST_SHARE * len(flat):
        return found
    body = find_body(flat, title)
    return found if found and len(found) >= LEAST_SHARE * len(body) else body


def _around_title(flat: str, title: str | None) -> str:
    """Where the page shows its date to readers: just above and below the headline."""
    at = flat.find(title) if title else -1
    if title and flat.count(title) > 1:  # the window's title or a trail of links comes first
        at = flat.find(title, at + 1) if at < 300 else at
    return flat[max(0, at - 300) : at + SHOWN_CHARACTERS] if at >= 0 else flat[:SHOWN_CHARACTERS]


def _check_depth(html: str) -> None:
    depth = 0
    for tag in _TAG.finditer(html):
        if tag[3] or tag[2].lower() in _VOID:
            continue
        depth += -1 if tag[1] and depth else 1
        if depth > MAX_DEPTH:
            raise Reject("too-deep", f"expected at most {MAX_DEPTH:,} nested elements of HTML, got more")
