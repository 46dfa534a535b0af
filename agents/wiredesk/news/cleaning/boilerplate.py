"""Lines that a site puts into every article: links, adverts, sign-ups, share bars, notices, captions, credits.

In: the text that is left. Out: spans to cut with their reasons; `credits` are the reasons that are kept as data.
The rules are phrases (boilerplate.toml) that are common all over the web and wire-service conventions (AP, Reuters,
AFP); none names one site's own. A phrase counts where a line begins with it, never inside a sentence, and most only if
the line is short: an article about newsletters must be able to say "Sign up for".
Every pattern is anchored and bounded, so the time is linear.
"""

import re
import tomllib
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache, lru_cache
from importlib.resources import files

from wiredesk.news.cleaning.cuts import Span

CREDIT_REASONS = frozenset({"credit", "correction", "editing-note"})
"""Cut from the text, kept in `credits`."""

_LONGEST = 1_200
"""Characters of the longest line that any rule takes."""


@dataclass(frozen=True, slots=True)
class _Rule:
    """`pattern` is for lines in lower case: to ignore case takes twice as long."""

    reason: str
    longest: int
    holds: tuple[str, ...]
    pattern: re.Pattern[str]


@cache
def _rules() -> tuple[_Rule, ...]:
    tables = tomllib.loads((files("wiredesk.news.cleaning") / "boilerplate.toml").read_text(encoding="utf-8"))
    return tuple(
        _Rule(
            reason=r["reason"],
            longest=r["longest"],
            holds=tuple(r.get("holds", ())),
            pattern=re.compile("|".join(f"(?:{p})" for p in r["phrases"])),
        )
        for r in tables["rule"]
    )


# Fused to what follows, at the start of a line: cut without the rest. Not to be mistaken for a sentence's first words.
_FUSED = re.compile(
    r"(?:this (?:article|story|post) is more than\s{1,3}(?:\d{1,3}|one|an?) (?:year|month|day)s? old[.:]?\s?"
    r"|advertisement\s?continue reading the main story\s?|skip advertisement\s?"
    r"|(?:story|article) continues below(?: advertisement)?\s?"
    r"|sign up for daily newsletters?\s?(?:manage newsletters\s?)?"
    r"|enlarge this image\s?(?:toggle caption\s?)?"
    # Short ones only where the next word begins without a blank, which no writer does: "4 min readPresident".
    r"|(?:listen to (?:this|the) (?:article|story|report)|\d{1,2}[- ]min(?:ute)?s? (?:read|listen)|breaking news"
    r"|(?:just in|live updates?|exclusive|share|save))(?-i:(?=[“‘\"]?[A-Z](?:[a-zÀ-ÿ’']|\s))))",
    re.IGNORECASE,
)

_SHARE_WORDS = frozenset(
    """share tweet email e mail print facebook twitter whatsapp linkedin reddit pinterest telegram instagram
    youtube tiktok messenger bluesky threads mastodon copy copied link url save bookmark like pin it post
    comment comments this article story on via to x google flipboard pocket sms text gift listen more reprints
    opens in a new window tab or and with icon button click here message line weibo wechat xing snapchat all
    options close""".split()
)
_SHARED = frozenset(
    "share tweet facebook twitter whatsapp linkedin reddit pinterest telegram email e print copy".split()
)
_SHARE_LONGEST = 160
"""Characters. A bar of ten networks in which each is named twice."""
_WORD = re.compile(r"[a-z]+")

_TAG_NAMES = (
    "a|abbr|article|aside|b|blockquote|body|br|button|center|cite|code|div|dd|dl|dt|em|embed|fig(?:ure|caption)|font|"
    "footer|form|h[1-6]|head(?:er)?|hr|html|i|iframe|img|input|ins|label|li|link|main|meta|nav|noscript|object|ol|p|"
    "path|picture|pre|q|s|script|section|small|source|span|strong|style|sub|sup|svg|table|tbody|td|th|thead|time|tr|u|"
    "ul|video|amp-[a-z]{1,12}"
)
_TAG = re.compile(rf"</?(?:{_TAG_NAMES})(?:\s[^<>]{{0,2000}})?/?>|<!--[^<>]{{0,2000}}-->", re.IGNORECASE)
_SCRIPT = re.compile(r"<(script|style)\b[^<>]{0,2000}>[^<]{0,20000}</\1>", re.IGNORECASE)
_CODE = re.compile(
    r"""\W{0,3}(?:window\.|document\.|var |let |const |function ?\w{0,30}\(|\(function|googletag|dataLayer|@media|"""
    r"""@import|[.#][\w-]{1,40} ?\{|\{ ?"@(?:context|type)|//<!\[CDATA|jQuery|\$\()[^\n]{0,4000}$"""
)


# Another story's alarm, put between the paragraphs; in the first line it may be this story's own.
_ALARM = re.compile(r"\W{0,3}(?:breaking(?: news)?|urgent|just in|watch live) ?: ?\S.{0,140}$", re.IGNORECASE)
_SENTENCE_END = re.compile(r"[.!?][\"”’')\]]{0,3}$")


def find_markup(text: str) -> Iterator[Span]:
    """Tags, scripts and style rules that flattening left over."""
    if "<" in text:
        for pattern in (_SCRIPT, _TAG):
            yield from (Span(m.start(), m.end(), "markup") for m in pattern.finditer(text))
    for start, line in lines_of(text):
        if line[-1:] in "};)>,]" and _CODE.match(line) and any(c in line for c in "{}=;("):
            yield Span(start, start + len(line), "markup")


def find_boilerplate(text: str) -> Iterator[Span]:
    """Whole lines, and beginnings of lines, that belong to the site and not to the article."""
    for start, line in lines_of(text):
        if fused := _FUSED.match(text, start):
            yield Span(start, fused.end(), "banner")
            continue
        if reason := line_reason(line):
            yield Span(start, start + len(line), reason)
        elif start and _ALARM.match(line) and not _SENTENCE_END.search(line):
            yield Span(start, start + len(line), "link-line")


def line_reason(line: str) -> str | None:
    """Why this line is boilerplate; None when it is not known to be."""
    return _reason(line) if len(line) <= _LONGEST else None


@lru_cache(maxsize=8192)
def _reason(line: str) -> str | None:
    lower, length = line.lower(), len(line)
    for rule in _rules():
        if length > rule.longest or (rule.holds and not any(map(lower.__contains__, rule.holds))):
            continue
        if rule.pattern.match(lower):
            return rule.reason
    return "share" if length <= _SHARE_LONGEST and _is_share_bar(lower) else None


def _is_share_bar(lower: str) -> bool:
    first = _WORD.search(lower)
    return first is not None and first[0] in _SHARED and _SHARE_WORDS.issuperset(_WORD.findall(lower))


@lru_cache(maxsize=2)  # each kind of cut goes through the lines of one and the same text
def lines_of(text: str) -> tuple[tuple[int, str], ...]:
    """Each line that is not empty, with where it starts."""
    lines: list[tuple[int, str]] = []
    at = 0
    for line in text.split("\n"):
        if line:
            lines.append((at, line))
        at += len(line) + 1
    return tuple(lines)
