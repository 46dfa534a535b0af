"""Lines that a site puts into every article: links, adverts, sign-ups, share bars, notices, captions, credits.

In: the text that is left. Out: spans to cut with their reasons; `credits` are the reasons that are kept as data.
The rules are phrases that are common all over the web and wire-service conventions (AP, Reuters, AFP); none names one
site's own. A phrase counts where a line begins with it, never inside a sentence, and most only if the line is short:
an article about newsletters must be able to say "Sign up for".
Every pattern is anchored and bounded, so the time is linear.
"""

import re
from collections.abc import Iterator
from functools import lru_cache

from wiredesk.news.cleaning.cuts import Span

CREDIT_REASONS = frozenset({"credit", "correction", "editing-note"})
"""Cut from the text, kept in `credits`."""

_SHORT = 160
"""Characters. Link lines and notices of one line are shorter; a sentence of an article that starts alike is longer."""


def _line(*phrases: str, flags: int = re.IGNORECASE) -> re.Pattern[str]:
    return re.compile("|".join(f"(?:{p})" for p in phrases), flags)


# Each rule: reason, pattern at the start of a line, longest line it takes.
_LINES: tuple[tuple[str, re.Pattern[str], int], ...] = (
    ("banner", _line(
        r"(?:this (?:article|story|post|page|content) (?:is|was)\b.{0,40}\b(?:more than|over|about)? ?(?:\d+|an?|one|two|three) (?:year|month|week|day)s?\b.{0,20}\b(?:old|ago)\b)",
        r"(?:updated |published |posted )?(?:\d{1,3}|an?) (?:second|min(?:ute)?|hour|hr|day|week|month|year)s? ago\W*$",
        r"\d{1,2}[- ]min(?:ute)?s? read\W*$",
        r"(?:live|developing|breaking)(?: news| story| updates?)?\W*$",
    ), 140),
    ("advert", _line(
        r"\W*(?:skip )?advertise?ment\W*(?:$|continue reading|skip|scroll|story continues|article continues)",
        r"\W*(?:story|article|content) continue[sd]? (?:below|after)\b",
        r"\W*(?:continue reading|keep reading|scroll (?:down )?(?:to|for))\b(?: (?:below|the main story|to continue|more)|\W*$)",
        r"\W*(?:sponsored|promoted|paid)(?: (?:content|post|by|links?|stories))?\W*$",
        r"ad(?:vertising)?\W*$",
    ), 120),
    ("link-line", _line(
        r"[\W_]*(?:also )?(?:read|see|watch|listen|view|hear)(?: (?:more|also|next|here|this|the full (?:story|article|text|report|statement|interview)|full (?:story|article)))?(?: (?:on|about|at|in|from)\b.{0,60})? ?[:>»|]",
        r"[\W_]*(?:read|see|learn|find out|view|watch|click here (?:to|for)|tap here)(?: (?:more|also|next|all|here|the full (?:story|article)))\b.{0,80}(?<![.?!])$",
        r"[\W_]*(?:related|recommended|more|also|elsewhere|further reading|must[ -]read|in case you missed it|don'?t miss|read next|up next|see also|you may also like|also on [\w.' ]{1,30}|(?:full|complete) (?:text|story|coverage))(?: (?:stories|articles|news|coverage|content|links?|reading|video|from|on)\b.{0,40})? ?[:>»|]",
        r"[\W_]*(?:photos?|videos?|gallery|slide ?show|audio|interactive|graphics?|in pictures|podcast|explainer|timeline|live updates?|poll|quiz|map) ?[:>|]",
        r"\W*more on this\W",
        r"click (?:here )?(?:for|to)\b",
        r"[\W_]*vote (?:here|now)\b",
        r"\[(?:pull-?quote|audio-clip|video|gallery|embed|caption|related|image|photo)\b[^\]]{0,100}\]\W*$",
    ), _SHORT),
    ("share", _line(
        r"(?:read or )?share this (?:story|article|post|page|entry|with)\b",
        r"\W*follow (?:us\b|@|me on\b|[\w .]{1,40} on (?:twitter|facebook|x|instagram|google|threads|bluesky)\b)",
        r"\W*(?:like|find|join) us on (?:facebook|twitter|instagram|whatsapp|telegram)\b",
        r"\W*join (?:our|the) (?:whatsapp|telegram|discord|conversation|discussion)\b",
    ), _SHORT),
    ("sign-up", _line(
        r"\W*(?:please )?(?:sign ?up|signup|subscribe|register)(?: now| today| here| free)?(?: (?:for|to|with|here|now|and)\b|\W*$)",
        r"\W*get (?:the|our|your|all|more|breaking|daily|unlimited|instant|exclusive)\b.{0,80}\b(?:newsletters?|in(?:to)? your inbox|delivered|by e-?mail|subscri\w+|app|alerts?)\b",
        r"\W*(?:enter )?your e-?mail(?: address)?\W*(?:$|here|below)",
        r"\W*(?:thank you|thanks) for (?:signing up|subscribing|registering|your (?:subscription|interest|support))\b",
        r"\W*(?:already|not|are you) an? (?:subscriber|member|registered user)\b",
        r"\W*(?:manage|our|more|daily|all|free|email) newsletters?\W*$",
        r"\W*(?:newsletters?|subscribe|sign in|log ?in|log ?out|register|create (?:an|a free)? ?account|join (?:now|us|free)|become a (?:member|subscriber)|donate(?: now)?|support us|start (?:your )?free trial|my account)\W*$",
        r"\W*you (?:can|may) (?:unsubscribe|opt[- ]out) at any ?time\b",
        r"\W*(?:this site|it) is protected by recaptcha\b",
    ), 220),
    ("cookies", _line(
        r"\W*(?:we|this (?:web)?site|our (?:web)?site|this page|we and our (?:\d+ )?partners)(?: may| also)? (?:use|uses|store|stores)\b.{0,60}\bcookies\b",
        r"\W*by (?:continuing|using|browsing|clicking|signing up|subscribing|submitting|registering|creating)\b.{0,120}\b(?:cookies?|terms|privacy|agree|consent)\b",
        r"\W*(?:accept|reject|allow|manage|deny)(?: all| only)?(?: necessary| optional)? ?(?:cookies?|preferences|settings)?\W*$",
        r"\W*(?:cookie|privacy) (?:settings|preferences|policy|notice|consent)\W*$",
        r"\W*your (?:privacy|cookie) (?:choices|settings|rights)\b",
        r"\W*do not sell (?:or share )?my (?:personal )?(?:information|data|info)\b",
    ), 600),
    ("photo", _line(
        r"\W*(?:enlarge this image|toggle caption|hide caption|show caption|view (?:image|gallery|photos?)|image (?:source|copyright|caption|credit)s?\b|photo(?:graph)?s?(?: illustration)?(?: credit| by| courtesy)? ?[:/]|(?:picture|image|file (?:photo|picture|image)|photo illustration|courtesy|credit|caption)s? ?[:/]|(?:photo|picture|image|photograph|illustration|video)s? (?:by|from|courtesy(?: of)?|credit) )",
        r"(?:next |prev(?:ious)? )*\W*(?:image|photo|slide|picture) \d+ (?:of|/) \d+\W*$",
        r"(?:photos?|videos?|images?|audio|caption|gallery|close|play(?: video)?|listen(?: now)?|slideshow|download|transcript|hide|toggle|enlarge)\W*$",
        r"[^.!?]{0,80}[(/ ](?:getty(?: images)?|ap photo|afp|reuters|epa|shutterstock|istock\w*|unsplash|pexels|alamy|xinhua|via ap)(?:[/ ][^.!?]{0,60})?\)?\W*$",
        r".{0,400}\((?:ap photo|photo by|photo:|image:|picture:|reuters/|getty|afp/|file photo|source:)[^()]{0,100}\)\W*$",
    ), 420),
    ("copyright", _line(
        r"\W*(?:copyright\b|©|\(c\) ?(?:19|20)\d\d\b|&copy;)",
        r"\W*all rights reserved\b",
        r"\W*(?:this material|all contents?|no part of this)\b.{0,40}\b(?:may not be|be) (?:published|reproduced|redistributed|copied)\b",
        r".{0,100}\ball rights reserved\W*$",
        r".{0,60}\bis not responsible for the content of external\b",
    ), 400),
    ("navigation", _line(
        r"\W*(?:skip|jump|go|back|return) (?:to|directly to) (?:the )?(?:main |primary )?(?:content|navigation|menu|top|search|footer|homepage|home page|sidebar|article|all)\b",
        r"\W*(?:toggle|open|close|show|hide|main|site|primary|mobile|full)? ?(?:navigation|menu|search(?: (?:for|site|bar|here|this site|our site))?|sub ?menu|sidebar)\W*$",
        r"\W*(?:home|homepage|next|previous|prev|newer|older|forward|back|close|more|contact(?: us)?|about(?: us)?|archives?|rss|sitemap|site map|faqs?|help|terms(?: (?:of|and) (?:use|service|conditions))?|privacy|advertise(?: with us)?|careers|jobs|feedback|legal|disclaimer|imprint|editions?|languages?|sections?|tags|categories|load more|show more|view (?:all|more)|see (?:all|more)|read (?:more|full (?:story|article))|learn more|show (?:all )?comments|(?:view|hide|post|leave|add|write|no)(?: an?| all| your)? (?:comments?|reply)|comments(?: \(?\d+\)?)?|\d+ comments?|reply|report(?: (?:abuse|this ad))?|loading|please wait|submit|send|cancel|ok|got it|yes|no)\W*$",
        r"(?:next|previous|newer|older)(?: (?:post|article|story|page|entry|comments?|articles?|stories|posts?))?\W*(?:$|:)",
        r"(?:filed under|posted in|tagged(?: with| as)?|tags|topics|categories|category|keywords|labels|sections?|more about|about) ?:",
    ), 200),
    ("credit", _line(
        r"\W*(?:with (?:assistance|reporting|contributions?|additional reporting|files|help) (?:from|by)\b|with files from\b)",
        r"\W*(?:additional |further |extra |original |writing and )?(?:reporting|editing|writing|translation|translated|compiled|edited|reported|written|research|graphics?|produced|production|contributing|contributions?)(?: and (?:writing|editing|reporting))?(?: for [\w ]{1,30})?(?: by\b| from\b| ?: )",
        r"[^.!?]{0,160}\b(?:contributed|contributes|contributing) (?:to|reporting|additional reporting)\b.{0,60}$",
    ), 400),
    ("correction", _line(
        r"\W*(?:corrections?|clarifications?|editors?['’]?s? ?notes?|update|correction \([^)]{1,40}\)) ?(?:\([^)]{1,40}\))? ?[:—–-] ?\S",
        r"\W*(?:an earlier|a previous|the original) version of this (?:article|story|report|post|headline|piece)\b",
        r"\W*this (?:article|story|report|post|version|piece)(?: has been| was) (?:updated|corrected|amended|revised|edited|modified)\b",
        r"\W*\(?this (?:story|version|article)(?:,? \w+){0,3} (?:corrects|has been refiled|refiles|adds|removes|clarifies)\b",
    ), 1200),
    ("editing-note", _line(
        r"\W{0,3}\((?:adds?|updates?|updating|recasts?|corrects?|repeats?|rewrites?|changes?|removes?|fixes|refiles?|clarifies|writes? through|new throughout|releads?)\b[^()]{3,300}\)?\W*$",
        r"\W*eds?(?:itors?)?: (?:updates|adds|recasts|corrects|note)\b",
    ), 400),
    ("separator", re.compile(r"[\W_]{1,80}$"), 80),
)  # fmt: skip

_LONGEST = max(longest for _, _, longest in _LINES)

# Fused to what follows, at the start of a line: cut without the rest. Not to be mistaken for a sentence's first words.
_FUSED = re.compile(
    r"(?:this (?:article|story|post) is more than\s{1,3}(?:\d{1,3}|one|an?) (?:year|month|day)s? old[.:]?\s?"
    r"|advertisement\s?continue reading the main story\s?|skip advertisement\s?"
    r"|(?:story|article) continues below(?: advertisement)?\s?"
    r"|sign up for daily newsletters?\s?(?:manage newsletters\s?)?"
    r"|enlarge this image\s?(?:toggle caption\s?)?)",
    re.IGNORECASE,
)

_SHARE_WORDS = frozenset(
    """share tweet email e mail print facebook twitter whatsapp linkedin reddit pinterest telegram instagram youtube tiktok
    messenger bluesky threads mastodon copy copied link url save bookmark like pin it post comment comments this article
    story on via to x google flipboard pocket sms text gift listen more reprints opens in a new window tab or and with
    icon button click here message line weibo wechat xing snapchat all options close""".split()
)
_SHARED = frozenset(
    "share tweet facebook twitter whatsapp linkedin reddit pinterest telegram email e print copy".split()
)
_SHARE_LONGEST = 20
"""Words. A bar of ten networks in which each is named twice."""

_TAG_NAMES = (
    "a|abbr|article|aside|b|blockquote|body|br|button|center|cite|code|div|dd|dl|dt|em|embed|fig(?:ure|caption)|font|"
    "footer|form|h[1-6]|head(?:er)?|hr|html|i|iframe|img|input|ins|label|li|link|main|meta|nav|noscript|object|ol|p|"
    "path|picture|pre|q|s|script|section|small|source|span|strong|style|sub|sup|svg|table|tbody|td|th|thead|time|tr|u|"
    "ul|video|amp-[a-z]{1,12}"
)
_TAG = re.compile(rf"</?(?:{_TAG_NAMES})(?:\s[^<>]{{0,2000}})?/?>|<!--[^<>]{{0,2000}}-->", re.IGNORECASE)
_SCRIPT = re.compile(r"<(script|style)\b[^<>]{0,2000}>[^<]{0,20000}</\1>", re.IGNORECASE)
_CODE = re.compile(
    r"""\W{0,3}(?:window\.|document\.|var |let |const |function ?\w{0,30}\(|\(function|googletag|dataLayer|@media|@import|"""
    r"""[.#][\w-]{1,40} ?\{|\{ ?"@(?:context|type)|//<!\[CDATA|jQuery|\$\()[^\n]{0,4000}$"""
)


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


def line_reason(line: str) -> str | None:
    """Why this line is boilerplate; None when it is not known to be."""
    return _reason(line) if len(line) <= _LONGEST else None


@lru_cache(maxsize=8192)
def _reason(line: str) -> str | None:
    for reason, pattern, longest in _LINES:
        if len(line) <= longest and pattern.match(line):
            return reason
    return "share" if _is_share_bar(line) else None


def _is_share_bar(line: str) -> bool:
    words = re.findall(r"[a-z]+", line.lower())
    return 0 < len(words) <= _SHARE_LONGEST and _SHARED.issuperset(words[:1]) and _SHARE_WORDS.issuperset(words)


def lines_of(text: str) -> Iterator[tuple[int, str]]:
    """Each line that is not empty, with where it starts."""
    at = 0
    for line in text.split("\n"):
        if line:
            yield at, line
        at += len(line) + 1
