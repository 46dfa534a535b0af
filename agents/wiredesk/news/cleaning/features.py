"""What can be told of a line of a flattened page: the evidence from which the body is found.

In: the lines of a page in order, and its title if known. Out: for each line the names of what holds of it, with a
strength 0..1. Nothing here knows a site, and little knows a language: length, sentence ends, lower case, bullets,
how much running text stands around, whether the line's words are those of the running text.
"""

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

from wiredesk.news.cleaning.boilerplate import line_reason

Features = dict[str, float]

PROSE_WORDS = 15
"""A line of at least so many words that ends like a sentence is running text; menus and headlines are shorter."""

_WORD = re.compile(r"\w[\w'’-]*")
_SENTENCE_END = re.compile(r"[.!?…:][\"”’')\]]{0,3}$")
_BULLET = re.compile(r"[*+•·▪‣◦○–—-] |o (?=[A-Z])")
_NUMBERED = re.compile(r"#?\d{1,3}[.)] ?\D")
_MONTH = r"(?:jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)[a-z]{0,6}"
_DATE = re.compile(
    rf"\b{_MONTH}\.? \d{{1,2}}\b|\b\d{{1,2}} {_MONTH}\b"
    r"|\b(?:19|20)\d\d-\d\d-\d\d\b|\b\d{1,2}/\d{1,2}/\d{2,4}\b",
    re.IGNORECASE,
)
_PRICE = re.compile(r"[$€£¥₹] ?\d")
_ADDRESS = re.compile(r"https?://|www\.|\S@\S+\.\w|\(\d{3}\) ?\d{3}|\+\d[\d ()-]{7,}")
_SEPARATOR = re.compile(r"[|•»›→▸©®™]| / | > | · ")
_COMMENT_MARK = re.compile(
    r".{2,60}\b(?:says|said|wrote|commented|replied)(?: on .{4,40})? ?:?$"
    r"|reply(?: to .{2,40})?$|(?:permalink|quote|flag|report)$"
    r"|.{0,40}\d{1,2},? \d{4},? (?:at )?\d{1,2}[:.]\d\d(?: ?[ap]\.?m\.?)?\b.{0,30}$"
    r"|.{0,40}\b\d{1,2} \w{3,6} ago$",
    re.IGNORECASE,
)
_COMMENTS_HEADING = re.compile(
    r"\W*\d{1,5} (?:thoughts? on|comments?|responses?|replies)\b"
    r"|(?:comments?|responses|discussion|reader comments|what others are saying|join the (?:conversation|discussion)"
    r"|leave a (?:comment|reply)|post a comment|add (?:a |your )?comment|have your say)\b.{0,30}$",
    re.IGNORECASE,
)
_RELATED_HEADING = re.compile(
    r"\W*(?:related|recommended|more|most|you (?:may|might)|popular|trending|latest|recent|further|keep|read|up|what to"
    r"|explore|similar|other|top|featured|continue|about the|meet|editor'?s|don'?t miss|share|newer|older|subscribe"
    r"|sign up|join|get|tags|categories|filed|posted|contact|follow|stay|never miss|in this|suggested|must|like this"
    r"|enjoyed|discover|sources|references|footnotes|notes)\b.{0,60}(?<![.,;])$",
    re.IGNORECASE,
)
_SITE_WORDS = frozenset(
    """about account advertise advertisement affiliate ago android app apps archive archives article articles author
    blog bookmark browse buy careers cart categories category checkout click close comment comments company contact
    continue cookie cookies copyright customer customers demo deals disclaimer discover download email events explore
    facebook faq faqs features follow footer free guides help home inc industries instagram integrations jobs join
    learn legal linkedin log login menu min minutes more navigation newsletter newsletters newsroom next notice offer
    partners photo pinterest platform podcast podcasts policy popular post posts press previous pricing privacy
    product products read recent recommended register related reply reserved resources reviews rights rss sale save
    search section see services settings share shop shopping sign site sitemap skip social solutions sponsored store
    stories story subscribe subscription support tag tags team terms tiktok toggle top topics trending trial tweet
    twitter unsubscribe updates use video videos view watch webinars whatsapp yes youtube""".split()
)
_FUNCTION_WORDS = frozenset(
    """a an and are as at be been but by for from had has have he her his if in into is it its may not of on or our
    she so than that the their them then there they this to was we were what when which who will with would
    you your""".split()
)


@dataclass(frozen=True, slots=True)
class _Line:
    text: str
    words: tuple[str, ...]
    reason: str | None
    bullet: bool
    ended: bool
    prose: bool


def describe(lines: Sequence[str], title: str | None) -> list[Features]:
    """The features of each line. Linear in the text."""
    read = [_read(line) for line in lines]
    near = _nearness(read)
    vocabulary = Counter(w for line in read if line.prose for w in set(line.words))
    seen = Counter(line.text for line in read)
    runs = _runs(read)
    comments = _comments(read)
    headed = _headed(read)
    in_title = {w for w in _words(title or "") if w not in _FUNCTION_WORDS}
    title_at = _title_line(read, in_title)
    features: list[Features] = []
    for n, line in enumerate(read):
        f = _own(line)
        f.update(near[n])
        f.update(_against(line, vocabulary, seen[line.text], in_title))
        f.update(comments[n])
        f.update(headed[n])
        f[f"run of short lines {runs[n]}"] = 1.0
        if title_at is not None:
            f["before the title"] = float(n < title_at)
            f["is the title"] = float(n == title_at)
            f["just after the title"] = float(0 < n - title_at <= 3)
        if n:
            f.update({f"before: {k}": v for k, v in _glance(read[n - 1]).items()})
        if n + 1 < len(read):
            f.update({f"after: {k}": v for k, v in _glance(read[n + 1]).items()})
        features.append(f)
    return features


def _read(line: str) -> _Line:
    words = _words(line)
    bullet = bool(_BULLET.match(line))
    ended = bool(_SENTENCE_END.search(line))
    prose = len(words) >= PROSE_WORDS and (ended or len(words) >= 2 * PROSE_WORDS)
    return _Line(line, words, line_reason(line), bullet, ended, prose)


def _words(line: str) -> tuple[str, ...]:
    return tuple(w.lower() for w in _WORD.findall(line))


def _bucket(count: int) -> str:
    for most in (0, 1, 2, 4, 7, 12, 20, 40, 80):
        if count <= most:
            return f"up to {most}"
    return "above 80"


def _own(line: _Line) -> Features:
    """What the line alone shows."""
    words = line.words
    count = max(1, len(words))
    capitals = sum(1 for w in _WORD.findall(line.text) if w[0].isupper())
    f: Features = {
        f"words {_bucket(len(words))}": 1.0,
        "sentence end": float(line.ended),
        "colon": float(line.text.endswith(":")),
        "cut off": float(line.text.endswith(("...", "…"))),
        "question": float(line.text.endswith("?")),
        "several sentences": float(len(re.findall(r"[a-z0-9)”\"][.!?] [A-Z“\"]", line.text)) > 1),
        "capitals": capitals / count,
        "lower-case long": float(len(words) > 7) * (1 - capitals / count),
        "site words": sum(w in _SITE_WORDS for w in words) / count,
        "function words": sum(w in _FUNCTION_WORDS for w in words) / count,
        "digits": sum(map(str.isdigit, line.text)) / max(1, len(line.text)),
        "bullet": float(line.bullet),
        "numbered": float(bool(_NUMBERED.match(line.text))),
        "date": float(bool(_DATE.search(line.text))) * float(len(words) < 15),
        "price": float(bool(_PRICE.search(line.text))),
        "address": float(bool(_ADDRESS.search(line.text))),
        "separator": float(bool(_SEPARATOR.search(line.text))),
        "shouted": float(line.text.isupper()),
        "you": float("your" in words or "you" in words),
    }
    if line.bullet:
        f[f"bullet, words {_bucket(len(words))}"] = 1.0
    if line.reason:
        f["boilerplate phrase"] = 1.0
        f[f"phrase: {line.reason}"] = 1.0
    return f


def _glance(line: _Line) -> Features:
    """What a neighbour shows of itself."""
    return {
        "prose": float(line.prose),
        "bullet": float(line.bullet),
        "sentence end": float(line.ended),
        "phrase": float(line.reason is not None),
        "short": float(len(line.words) <= 4),
        "colon": float(line.text.endswith(":")),
    }


def _against(line: _Line, vocabulary: Counter[str], copies: int, in_title: set[str]) -> Features:
    """How the line compares to the page: are its words those of the running text?"""
    content = [w for w in line.words if w not in _FUNCTION_WORDS and len(w) > 2]
    own = 1 if line.prose else 0  # a line of running text does not vouch for itself
    known = sum(vocabulary[w] > own for w in content)
    return {
        "words of the text": known / len(content) if content else 0.0,
        "no words of the text": float(bool(content) and not known),
        "words of the title": sum(w in in_title for w in content) / len(content) if content and in_title else 0.0,
        "repeated": float(copies > 1),
        "repeated often": float(copies > 2),
    }


def _runs(read: Sequence[_Line]) -> list[str]:
    """For each line how many lines in a row, with it, are no running text."""
    sizes: list[str] = []
    n = 0
    while n < len(read):
        end = n
        while end < len(read) and not read[end].prose and (len(read[end].words) < 9 or not read[end].ended):
            end += 1
        sizes += [_bucket(end - n)] * (end - n) or ["up to 0"]
        n = max(end, n + 1)
    return sizes


def _comments(read: Sequence[_Line]) -> list[Features]:
    """Whether readers speak here: names that "say", "Reply", times of day; and whether a heading announced them."""
    marks = [len(line.words) <= 12 and bool(_COMMENT_MARK.match(line.text)) for line in read]
    prose = 0
    announced = False
    features: list[Features] = []
    for n, line in enumerate(read):
        prose += line.prose
        if prose and len(line.words) <= 12 and _COMMENTS_HEADING.match(line.text):
            announced = True
        around = sum(marks[max(0, n - 6) : n + 1])  # above only: the article ends where the first comment begins
        features.append(
            {
                "comment mark": float(marks[n]),
                "comment marks above": min(around, 3) / 3,
                "after a comments heading": float(announced),
                "comments announced and marked": float(announced and around > 1),
            }
        )
    return features


def _headed(read: Sequence[_Line]) -> list[Features]:
    """Whether the last short line above, within 12 lines, is a heading of links and offers."""
    features: list[Features] = []
    since = 99
    for line in read:
        is_heading = len(line.words) <= 10 and not line.bullet and bool(_RELATED_HEADING.match(line.text))
        since = 0 if is_heading else since + 1
        features.append(
            {
                "heading of links": float(is_heading),
                "below a heading of links": float(0 < since <= 4),
                "farther below a heading of links": float(4 < since <= 12),
                "short, below a heading of links": float(0 < since <= 12 and not line.prose),
            }
        )
    return features


def _nearness(read: Sequence[_Line]) -> list[Features]:
    """How much running text there is around, before and after each line."""
    prose = [len(line.words) if line.prose else 0 for line in read]
    total = sum(prose)
    before = 0
    last = None
    behind: list[tuple[int, int]] = []  # words of running text before; lines since the last of it
    for n, count in enumerate(prose):
        behind.append((before, n - last if last is not None else 99))
        before += count
        last = n if count else last
    features: list[Features] = []
    following = None
    for n in range(len(read) - 1, -1, -1):
        words_before, since = behind[n]
        words_after = total - words_before - prose[n]
        until = following - n if following is not None else 99
        following = n if prose[n] else following
        close = sum(map(bool, prose[max(0, n - 3) : n + 4]))
        wide = sum(map(bool, prose[max(0, n - 8) : n + 9]))
        share = words_before / total if total else 0.5
        # The lead of an article has no text before it, and nor has a menu: what a place means depends on the line.
        what = "text: " if prose[n] else ""
        features.append(
            {
                f"{what}no text before": float(words_before == 0),
                f"{what}no text after": float(words_after == 0),
                f"{what}little text before": float(0 < words_before < 60),
                f"{what}little text after": float(0 < words_after < 60),
                f"{what}first tenth": float(0 < share <= 0.1),
                f"{what}last tenth": float(0.9 <= share < 1),
                f"text {_distance(since)} before": 1.0,
                f"text {_distance(until)} after": 1.0,
                "text around": close / 7,
                "text farther around": wide / 17,
                "between text": float(since <= 3 and until <= 3),
                "no running text at all": float(total == 0),
            }
        )
    return features[::-1]


def _distance(lines: int) -> str:
    for most in (1, 2, 4, 8, 16, 40):
        if lines <= most:
            return f"within {most}"
    return "farther"


def _title_line(read: Sequence[_Line], in_title: set[str]) -> int | None:
    """The line that is the title: the last one before the text that has nearly all of its words, and few others."""
    if not in_title:
        return None
    found = None
    for n, line in enumerate(read):
        words = {w for w in line.words if w not in _FUNCTION_WORDS}
        if words and len(words & in_title) >= 0.8 * max(len(words), 0.8 * len(in_title)) and not line.bullet:
            if found is None or not any(x.prose for x in read[found:n]):
                found = n
            else:
                break
    return found


PAGE_RUN = 6
"""Lines in a row that are no running text. News copy has headings and short quotes between its paragraphs, hardly
ever so many at once; menus and footers always have more."""


def is_page(lines: Sequence[str]) -> bool:
    """Whether the text shows traces of a page: a long run of lines that are no running text."""
    run = 0
    for line in lines:
        run = run + 1 if not line.endswith((".", "!", "?", "”", '"')) and line.count(" ") < 8 else 0
        if run >= PAGE_RUN:
            return True
    return False
