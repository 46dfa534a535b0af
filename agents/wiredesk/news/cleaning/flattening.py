"""Markup to plain text, a line for each block: the last resort for pages in which no article was found.

In: HTML. Out: its visible text. Linear; the tree is walked without recursion.
"""

from typing import Any

from lxml import etree
from lxml.html import HTMLParser

_BLOCKS = frozenset(
    """address article aside blockquote body br button caption center dd details dialog div dl dt fieldset figcaption
    figure footer form h1 h2 h3 h4 h5 h6 header hr html label legend li main nav ol option p pre section select summary
    table tbody td tfoot th thead title tr ul video""".split()
)
_UNSEEN = frozenset("head iframe math noscript object script style svg template textarea".split())


def flatten(html: str) -> str:
    """The text of all elements that a reader sees; empty when there are none."""
    parser = HTMLParser(remove_comments=True, remove_pis=True, encoding="utf-8")
    try:
        tree = etree.fromstring(html.encode("utf-8", "replace"), parser)
    except (etree.ParserError, etree.XMLSyntaxError, ValueError):
        return ""
    return "" if tree is None else flatten_tree(tree)


def flatten_tree(tree: Any) -> str:
    """The same for a page that is parsed."""
    pieces: list[str] = []
    unseen = 0
    for event, element in etree.iterwalk(tree, events=("start", "end")):
        name = element.tag if isinstance(element.tag, str) else ""
        if event == "start":
            unseen += name in _UNSEEN
            if name in _BLOCKS:
                pieces.append("\n")
            if element.text and not unseen:
                pieces.append(" ".join(element.text.split()) if name != "pre" else element.text)
                _pad(pieces, element.text)
        else:
            unseen -= name in _UNSEEN
            if name in _BLOCKS:
                pieces.append("\n")
            if element.tail and not unseen:
                pieces.append(" " if element.tail[0].isspace() else "")
                pieces.append(" ".join(element.tail.split()))
                _pad(pieces, element.tail)
    lines = (" ".join(line.split()) for line in "".join(pieces).split("\n"))
    return "\n".join(line for line in lines if line)


def _pad(pieces: list[str], text: str) -> None:
    if text[-1].isspace():
        pieces.append(" ")
