"""Lists of other articles that follow an article: "Newer articles", "Related stories", "Most read" and what is below.

In: the text that is left. Out: one span from such a heading to the end, if nothing but headlines and cut-off teasers
follows it; lines that are kept as data (credits, corrections) are left to their own rules.
"""

import re
from collections.abc import Iterator

from wiredesk.news.cleaning.boilerplate import CREDIT_REASONS, line_reason, lines_of
from wiredesk.news.cleaning.cuts import Span

LEAST_SENTENCE_WORDS = 14
"""A line of so many words that ends a sentence is running text: the article goes on."""

_KIND = (
    r"(?:articles?|stories|story|news|posts?|coverage|reading|content|topics?|videos?|reports?|headlines|links|items)"
)
_HEADING = re.compile(
    rf"\W{{0,3}}(?:(?:newer|older|related|recommended|similar|other|more|latest|recent|top|popular|trending|featured|"
    rf"previous|next|suggested|sponsored|further)(?: \w{{1,12}}){{0,2}} {_KIND}"
    r"|(?:most|more)[ -](?:read|popular|viewed|shared|watched|commented|recent|from .{1,40}|on this .{1,20}|like this)"
    r"|(?:you (?:may|might|could|will)(?: also)? (?:like|love|enjoy|be interested in)"
    r"|recommended(?: for you| by .{1,20})?"
    r"|read (?:next|also|more)|up next|what to read next|keep reading|see also|also read|don['’]?t miss|must[ -]reads?"
    r"|trending(?: now)?|editor['’]?s['’]? (?:picks|choice)|from (?:around )?(?:the|our) (?:web|partners|archives?)"
    r"|promoted|sponsored|around the web|in case you missed it|related|you missed|latest))\W{0,3}$",
    re.IGNORECASE,
)
_SENTENCE_END = re.compile(r"[^.…][.!?][\"”’')\]]{0,3}$")
_LONGEST_END = 5
"""Characters of a sentence end. Only these are looked at: it is the last line of most articles, and may be long."""


def find_related(text: str) -> Iterator[Span]:
    """From the first heading of such a list after the last running text, to the end."""
    start = None
    kept: list[tuple[int, int]] = []
    for at, line in reversed(lines_of(text)):
        is_sentence = line.count(" ") + 1 >= LEAST_SENTENCE_WORDS and _SENTENCE_END.search(line[-_LONGEST_END:])
        if is_sentence and line_reason(line) is None:
            break
        if len(line) <= 80 and _HEADING.match(line):
            start = at
        elif line_reason(line) in CREDIT_REASONS:
            kept.append((at, at + len(line)))
    if start is None:
        return
    for begin, end in sorted(kept):
        if begin > start:
            yield Span(start, begin, "related")
            start = end
    if start < len(text):
        yield Span(start, len(text), "related")
