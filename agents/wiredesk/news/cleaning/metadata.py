"""What a page says of itself: when it was published, its title, its canonical address, its language.

In: the parsed page. Out: dates in the order in which they are believed, each with where it stood; title and the rest.
Order: the day that the page shows to its readers settles which of its dates is meant; schema.org (JSON-LD, then
microdata) gives the moment; then the meta elements of Open Graph, Dublin Core and the press; then <time>; then what
htmldate finds. An "Updated" day shown alone is the day of the text as it stands.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, time
from typing import Any

import orjson
from lxml import etree

from wiredesk.news.cleaning.published import Candidate, parse_date

MAX_JSON_CHARACTERS = 500_000
MAX_JSON_NODES = 20_000
"""Of schema.org on one page. Recipes with all their reviews have 2,000."""

_ARTICLES = frozenset(
    """article newsarticle reportagenewsarticle analysisnewsarticle backgroundnewsarticle opinionnewsarticle
    liveblogposting blogposting socialmediaposting discussionforumposting techarticle scholarlyarticle report
    review advertisercontentarticle pressrelease""".split()
)
_META_DATES = (
    "article:published_time og:article:published_time article:published og:published_time og:pubdate "
    "parsely-pub-date sailthru.date cxenseparse:recs:publishtime bt:pubdate rnews:datepublished datepublished "
    "citation_publication_date citation_date dc.date.issued dcterms.issued dcterms.date dc.date dcterms.created "
    "dc.date.created dcterms.available pubdate publishdate publish-date publish_date publication_date publication-date "
    "originalpublicationdate article.published article_date_original published_date published-date displaydate "
    "timestamp ptime pdate date"
).split()
_META_CHANGES = "article:modified_time og:updated_time datemodified dcterms.modified last-modified lastmod".split()

_MONTHS = {
    name: number
    for number, names in enumerate(
        """jan january janvier januar enero gennaio janeiro
        |feb february février fevrier februar febrero febbraio fevereiro
        |mar march mars märz marzo março|apr april avril abril aprile|may mai mayo maggio maio
        |jun june juin juni junio giugno junho|jul july juillet juli julio luglio julho|aug august août aout agosto
        |sep sept september septembre septiembre settembre setembro
        |oct october octobre oktober octubre ottobre outubro|nov november novembre noviembre novembro
        |dec december décembre decembre dezember diciembre dicembre dezembro""".split("|"),
        1,
    )
    for name in names.split()
}
MAX_LABEL_WORDS = 25
"""Of a line that shows the date: names of authors, day, time, reading time."""

_MONTH = r"(?P<month>[A-Za-zéûäç]{3,10})\.?"
_SHOWN = re.compile(
    # Names and labels are often fused to the date: "Ada ExampleMarch 4, 2026", "Ben3/4/2026".
    rf"(?:(?:\b|(?<=[a-z])(?=[A-Z])){_MONTH}\s(?P<day>\d{{1,2}})(?:st|nd|rd|th)?,?\s(?P<year>(?:19|20)\d\d)"
    r"|(?<!\d)(?P<day2>\d{1,2})(?:st|nd|rd|th|\.)?(?:\sde)?\s(?P<month2>[A-Za-zéûäç]{3,10})\.?,?(?:\sde)?\s(?P<year2>(?:19|20)\d\d)"
    r"|(?<![\d-])(?P<iso>(?:19|20)\d\d-\d\d-\d\d)"
    r"|(?<![\d./])(?P<first>\d{1,2})(?P<mark>[./])(?P<second>\d{1,2})(?P=mark)(?P<year3>(?:19|20)\d\d))(?!\d)"
)
_CHANGED = re.compile(
    r"(?:updat|modif|revis|review|edited|refresh|aktualis|actualiz|mis à jour|aggiornat)\w*\W{0,3}(?:on|at|by)?", re.I
)


@dataclass(frozen=True, slots=True)
class _Found:
    """A date of the page: its words, its origin, and whether it is that of a change."""

    words: str
    origin: str
    changed: bool = False


def find_dates(tree: Any, shown: str, guess: str | None) -> tuple[Candidate, ...]:
    """The dates of a page, the most believable first; `shown` is the text around its title, `guess` a last resort."""
    language = (find_language(tree) or "en").lower().replace("_", "-")
    day_first = language not in ("en", "en-us", "en-ph")
    found = [*_schema_dates(tree), *_microdata(tree), *_meta_dates(tree), *_time_elements(tree)]
    known = {read.on for f in found if (read := parse_date(f.words))}
    days = [
        (day, changed)
        for line in shown.split("\n")
        for day, changed in _shown_days(line, day_first=day_first)
        if day in known or _is_label(line)
    ]
    first = [f for f in found if not f.changed]
    plain = [day for day, changed in days if not changed]
    picked: list[Candidate] = []
    # What stands in the page's data and is also shown to readers cannot be a template's or a comment's date.
    for day in plain or [day for day, _ in days]:
        picked += [Candidate(f.words, f.origin, day) for f in found if _is_day(f.words, day)][:1]
        picked.append(Candidate(day.isoformat(), "byline"))
        break
    picked += [Candidate(f.words, f.origin) for f in first]
    if guess:
        picked.append(Candidate(guess, "page"))
    picked += [Candidate(f.words, f.origin) for f in found if f.changed]
    return tuple(dict.fromkeys(picked))


def find_title(tree: Any, guess: str | None, site: str | None) -> str | None:
    """The headline: of the page's <h1> the one that shares most words with its <title>; else that, less the site."""
    titles = [t for t in (_meta(tree, "og:title"), _text(tree, "//head/title"), guess) if t]
    wanted = set().union(*(_content_words(t) for t in titles)) if titles else set()
    headings = [_flat(h) for h in tree.xpath("//h1")[:10]]
    best = max(headings, key=lambda h: _likeness(h, wanted), default=None)
    if (
        best
        and len(best.split()) >= 2
        and (_likeness(best, wanted) >= 0.5 or (len(headings) == 1 and _likeness(best, wanted) >= 0.3))
    ):
        return best
    return _without_site(titles[0] if titles else None, site)


def find_heading(tree: Any) -> str | None:
    """The longest <h1>: where the article begins, also if the page's title words it otherwise."""
    return max((_flat(h) for h in tree.xpath("//h1")[:10]), key=len, default=None) or None


def find_canonical_url(tree: Any) -> str | None:
    """<link rel="canonical">, else og:url."""
    links = tree.xpath("//link[translate(@rel, 'CANOIL', 'canoil')='canonical']/@href")
    return str(links[0]).strip() if links else _meta(tree, "og:url")


def find_language(tree: Any) -> str | None:
    """What the page says its language is."""
    named = tree.xpath("/html/@lang | /html/@*[local-name()='lang']")
    return str(named[0]) if named else _meta(tree, "og:locale") or _meta(tree, "content-language")


def _schema_dates(tree: Any) -> Iterator[_Found]:
    """JSON-LD: of articles first, then of anything that was published."""
    others: list[_Found] = []
    for node in _schema_nodes(tree):
        kinds = node.get("@type")
        kinds = kinds if isinstance(kinds, list) else [kinds]
        is_article = any(isinstance(k, str) and k.lower() in _ARTICLES for k in kinds)
        for key, changed in (("datePublished", False), ("dateCreated", False), ("dateModified", True)):
            words = node.get(key)
            if isinstance(words, str) and parse_date(words):
                one = _Found(words.strip(), "schema.org", changed)
                if is_article:
                    yield one
                else:
                    others.append(one)
    yield from others


def _schema_nodes(tree: Any) -> Iterator[dict[str, Any]]:
    waiting: list[Any] = []
    for script in tree.xpath("//script[@type='application/ld+json']")[:20]:
        words = (script.text or "")[:MAX_JSON_CHARACTERS].strip()
        words = words.removeprefix("<!--").removesuffix("-->").strip().rstrip(";")
        try:
            waiting.append(orjson.loads(words.encode("utf-8", "replace")))
        except orjson.JSONDecodeError:
            # Templates leave raw line ends in strings; nothing else is repaired.
            try:
                waiting.append(orjson.loads(re.sub(r"[\x00-\x1f]", " ", words).encode("utf-8", "replace")))
            except orjson.JSONDecodeError:
                continue
    waiting.reverse()
    for _ in range(MAX_JSON_NODES):
        if not waiting:
            return
        node = waiting.pop()
        if isinstance(node, dict):
            yield node
            # Comments and reviews have dates of their own.
            inner = [
                v for k, v in node.items() if k not in ("comment", "review", "itemListElement", "hasPart", "mentions")
            ]
            waiting.extend(v for v in reversed(inner) if isinstance(v, dict | list))
        elif isinstance(node, list):
            waiting.extend(v for v in reversed(node) if isinstance(v, dict | list))


def _microdata(tree: Any) -> Iterator[_Found]:
    for element in tree.xpath("//*[@itemprop='datePublished' or @itemprop='dateModified']")[:20]:
        words = (element.get("content") or element.get("datetime") or _flat(element)).strip()
        if parse_date(words):
            yield _Found(words, "schema.org", element.get("itemprop") == "dateModified")


def _meta_dates(tree: Any) -> Iterator[_Found]:
    said: dict[str, str] = {}
    for element in tree.xpath("//meta[@content]")[:400]:
        name = element.get("property") or element.get("name") or element.get("itemprop") or element.get("http-equiv")
        if name:
            said.setdefault(name.strip().lower(), element.get("content").strip())
    for names, changed in ((_META_DATES, False), (_META_CHANGES, True)):
        yield from (_Found(said[n], "meta", changed) for n in names if n in said and parse_date(said[n]))


def _time_elements(tree: Any) -> Iterator[_Found]:
    for element in tree.xpath("//time[@datetime]")[:10]:
        words = element.get("datetime").strip()
        if parse_date(words):
            kind = f"{element.get('class') or ''} {element.get('itemprop') or ''}".lower()
            yield _Found(words, "byline", "updat" in kind or "modif" in kind)


def _is_label(line: str) -> bool:
    """Whether a line may be there to show the date: short, and no sentence, whose date is that of an event."""
    return line.count(" ") < MAX_LABEL_WORDS and not line.endswith((".", "!", "?", ":"))


def _shown_days(shown: str, *, day_first: bool) -> Iterator[tuple[date, bool]]:
    """Days in a line near the title, and whether each is that of a change; 3/4/2026 is in April where `day_first`."""
    for found in _SHOWN.finditer(shown):
        try:
            if found["iso"]:
                day = date.fromisoformat(found["iso"])
            elif found["first"]:
                number, month = int(found["first"]), int(found["second"])
                if month > 12 or (number <= 12 and found["mark"] == "/" and not day_first):
                    number, month = month, number
                day = date(int(found["year3"]), month, number)
            else:
                month = _MONTHS[(found["month"] or found["month2"]).lower()]
                day = date(int(found["year"] or found["year2"]), month, int(found["day"] or found["day2"]))
        except (KeyError, ValueError):
            continue
        yield day, bool(_CHANGED.search(shown, max(0, found.start() - 30), found.start()))


def _is_day(words: str, day: date) -> bool:
    """Whether this may be that day: the same, or for a time in UTC the one before or after."""
    read = parse_date(words)
    if read is None:
        return False
    timed = read.moment is not None and not read.moment.utcoffset() and read.moment.time() != time.min
    return abs((read.on - day).days) <= int(timed)


def _meta(tree: Any, name: str) -> str | None:
    for element in tree.xpath("//meta[@property=$n or @name=$n or @http-equiv=$n]/@content", n=name)[:1]:
        return str(element).strip() or None
    return None


def _text(tree: Any, path: str) -> str | None:
    found = tree.xpath(path)
    return _flat(found[0]) or None if found else None


def _flat(element: Any) -> str:
    return " ".join(etree.tostring(element, method="text", encoding="unicode", with_tail=False)[:2000].split())


def _content_words(text: str) -> set[str]:
    return {w for w in re.findall(r"\w+", text.lower()) if len(w) > 2}


def _likeness(heading: str, wanted: set[str]) -> float:
    words = _content_words(heading)
    return len(words & wanted) / max(3, len(words)) if words else 0.0


def _without_site(title: str | None, site: str | None) -> str | None:
    """ "Talks resume | Example News" without its last part, when that is the site or the shorter part."""
    if not title:
        return None
    parts = re.split(r"\s+(?:[|⋆•·»:]|[–—-])\s+", title)
    if len(parts) < 2:
        return title
    last = parts[-1].lower()
    named = bool(site) and (site or "").lower() in last
    if named or ("|" in title and len(last.split()) <= 4 and len(parts[0].split()) >= 4):
        return title[: title.rfind(parts[-1])].rstrip(" |⋆•·»:–—-")
    return title
