"""One raw article to one clean article.

In: RawArticle and, for HTML, the Page that was read from it. Out: CleanArticle. Refused (Reject): no text, too much
of it, an id that cannot be a key. No other exception on any input; time linear in its length.
"""

import re
from collections.abc import Iterator
from datetime import datetime

from wiredesk.api import Reject
from wiredesk.news.cleaning.body import find_surroundings
from wiredesk.news.cleaning.boilerplate import CREDIT_REASONS, find_boilerplate, find_markup, lines_of
from wiredesk.news.cleaning.bylines import dateline_place, find_byline, find_dateline
from wiredesk.news.cleaning.contradictions import contradicts
from wiredesk.news.cleaning.cuts import SPACE, Draft, Span
from wiredesk.news.cleaning.identity import article_id, canonical_url, revision
from wiredesk.news.cleaning.languages import find_language
from wiredesk.news.cleaning.limits import (
    MAX_HTML_CHARACTERS,
    MAX_SOURCE_CHARACTERS,
    MAX_TEXT_CHARACTERS,
    MAX_TITLE_CHARACTERS,
)
from wiredesk.news.cleaning.normalising import has_override, normalise, normalise_line
from wiredesk.news.cleaning.page import Page, read_page
from wiredesk.news.cleaning.published import Candidate, parse_date, resolve_published
from wiredesk.news.cleaning.related import find_related
from wiredesk.news.cleaning.zones import dateline_zone
from wiredesk.news.copies import sketch_text
from wiredesk.news.sources import Sources, load_sources
from wiredesk_schemas import CleanArticle, RawArticle

CLEANER = "wiredesk-cleaner/1"

_ROUNDS = 6
"""Of cutting, until nothing more is found: what is cut may bring another line to the top."""

_BLOCK_TAG = re.compile(r"<(?:p|div|br|h[1-6]|article|section|ul|li|table|span|a)\b[^<>]{0,500}>", re.IGNORECASE)
_DOCUMENT = re.compile(
    r"\s{0,200}(?:<!--[^<>]{0,500}-->\s{0,50})?(?:<\?xml[^<>]{0,200}>\s{0,50})?<(?:!doctype\s+html|html|head|body)\b",
    re.I,
)
_URL_DAY = re.compile(r"/((?:19|20)\d\d)[/-](0?[1-9]|1[0-2])[/-](0?[1-9]|[12]\d|3[01])(?:/|-|$)")


def is_html(raw: RawArticle) -> bool:
    """Whether the body is markup: as its content_type says, else by how it begins and how many block tags it has."""
    kind = (raw.content_type or "").split(";")[0].strip().lower()
    if kind in ("text/html", "application/xhtml+xml"):
        return True
    if kind.startswith("text/"):
        return False
    head = raw.body[:20_000]
    if "<" not in head:
        return False
    if _DOCUMENT.match(head):
        return True
    tags = _BLOCK_TAG.findall(head)
    # A scraped text may end in a few tags that flattening left; a fragment of a feed has one for each paragraph.
    return (head.lstrip().startswith("<") and bool(tags)) or (len(tags) >= 5 and len(tags) * 400 > len(head))


def clean_raw(raw: RawArticle, *, sources: Sources | None = None, now: datetime | None = None) -> CleanArticle:
    """`read_page` where needed, then `clean`, in this process. Raises Reject."""
    page = read_page(raw.body, raw.url) if is_html(raw) else None
    return clean(raw, page=page, sources=sources or load_sources(), now=now)


def clean(raw: RawArticle, *, page: Page | None = None, sources: Sources, now: datetime | None = None) -> CleanArticle:
    """The clean article. `now` (aware) bounds the publication date.

    Raises Reject: "empty-text", "too-large", "bad-article-id".
    """
    _check_size(raw, page)
    body = page.text if page else raw.body
    title = _title(raw.title or (page.title if page else None))
    flags = ["direction-override"] if has_override(body) else []
    draft, found = _cut_down(normalise(body), title)
    text = draft.text
    if not _has_words(text):
        raise Reject("empty-text", f"expected an article, got {len(raw.body):,} characters without a word of one")

    url = canonical_url(raw.url, said=page.canonical_url if page else None)
    source = _name(raw.source) or _name(page.site if page else None)
    profile = sources.find(source, url or raw.url)
    zone = (dateline_zone(dateline_place(found["dateline"])) if "dateline" in found else None) or (
        profile.zone if profile else None
    )
    published = resolve_published(_candidates(raw, page, url), zone=zone, now=now or _moment(raw.fetched_at))
    language = find_language(
        text, raw.language or (page.language if page else None) or (profile.language if profile else None)
    )
    if language.doubtful:
        flags.append("low-language-confidence")
    if published.on and contradicts(text, published.on):
        flags.append("date-contradicted")
    return CleanArticle(
        article_id=article_id(raw.article_id, url, source, text),
        revision=revision(text),
        text=text,
        title=title,
        url=url,
        source=source,
        language=language.code,
        language_confidence=language.confidence,
        published_at=published.at,
        published_on=published.on,
        published_zone=published.zone,
        published_precision=published.precision,
        published_from=published.origin,
        fetched_at=_moment(raw.fetched_at),
        byline=found.get("byline") or (_name(page.author) if page else None),
        dateline=found.get("dateline"),
        credits=tuple(c.text.strip() for c in draft.cuts() if c.reason in CREDIT_REASONS),
        flags=tuple(dict.fromkeys([*flags, *published.flags])),
        cut=draft.cuts(),
        sketch=sketch_text(text),
        cleaner=CLEANER,
    )


def _cut_down(whole: str, title: str | None) -> tuple[Draft, dict[str, str]]:
    """The text without all that is not the article, and the words of byline and dateline."""
    draft = Draft(whole)
    found = _cut(draft, title)
    if _has_words(draft.text):
        return draft, found
    # A flash of one line may look like a notice ("UPDATE: talks called off"): better a menu kept than news lost. Only
    # markup goes; and what looks like an article once it is gone is cut as any other.
    draft = _without_markup(whole)
    found = _cut(draft, title)
    return (draft, found) if _has_words(draft.text) else (_without_markup(whole), {})


def _without_markup(whole: str) -> Draft:
    draft = Draft(whole)
    draft.cut(find_markup(draft.text))
    draft.cut(_spare_space(draft.text))
    return draft


def _cut(draft: Draft, title: str | None) -> dict[str, str]:
    """Cut all that is not the article; the words of byline and dateline."""
    found: dict[str, str] = {}
    joined = True
    for _ in range(_ROUNDS):
        changed = draft.cut([*find_markup(draft.text)])
        changed |= draft.cut([*find_surroundings(draft.text, title)])
        changed |= draft.cut([*find_related(draft.text)])
        changed |= draft.cut([*find_boilerplate(draft.text), *_repeated_title(draft.text, title)])
        for kind, find in (("byline", find_byline), ("dateline", find_dateline)):
            if mark := find(draft.text):
                found.setdefault(kind, mark.words)
                changed |= draft.cut([Span(mark.start, mark.end, kind)])
        if not changed and not joined:  # the last round has left neither space to spare nor lines to join
            break
        changed |= draft.cut(_spare_space(draft.text))
        joined = draft.join_lines()
        if not changed and not joined:
            break
    return found


_SPACES = re.compile(r"\s\s+")


def _spare_space(text: str) -> Iterator[Span]:
    """White space that cutting left over: all but one space, one line end or one empty line."""
    if not (text[:1].isspace() or text[-1:].isspace() or any(pair in text for pair in ("  ", " \n", "\n ", "\n\n\n"))):
        return
    runs = {run.span() for run in _SPACES.finditer(text)}
    runs |= {(0, len(text) - len(text.lstrip())), (len(text.rstrip()), len(text))}
    for start, end in runs:
        run = text[start:end]
        wanted = 0 if start == 0 or end == len(text) else min(2, run.count("\n"))
        kept = "\n" if wanted or not run.count(" ") else " "
        wanted = wanted or int(start > 0 and end < len(text))
        for at, character in enumerate(run, start):
            if wanted and character == kept:
                wanted -= 1
            else:
                yield Span(at, at + 1, SPACE)


def _repeated_title(text: str, title: str | None) -> Iterator[Span]:
    wanted = _letters(title or "")
    if not title or not wanted:
        return
    for start, line in lines_of(text)[:10]:
        if len(line) <= 2 * len(title) and wanted.startswith(_first_letter(line)) and _letters(line) == wanted:
            yield Span(start, start + len(line), "repeated-title")


def _has_words(text: str) -> bool:
    return any(map(str.isalnum, text))


def _letters(text: str) -> str:
    return "".join(filter(str.isalnum, text)).lower()


def _first_letter(text: str) -> str:
    return next(filter(str.isalnum, text), "").lower()


def _check_size(raw: RawArticle, page: Page | None) -> None:
    most = MAX_HTML_CHARACTERS if page else MAX_TEXT_CHARACTERS
    if len(raw.body) > most:
        raise Reject("too-large", f"expected a body of at most {most:,} characters, got {len(raw.body):,}")
    if page and len(page.text) > MAX_TEXT_CHARACTERS:
        raise Reject("too-large", f"expected a page of at most {MAX_TEXT_CHARACTERS:,} characters of text")
    if not raw.body.strip():
        raise Reject("empty-text", "expected an article in body, got nothing")


def _title(title: str | None) -> str | None:
    return normalise_line(title[: MAX_TITLE_CHARACTERS * 2])[:MAX_TITLE_CHARACTERS].strip() or None if title else None


def _name(name: str | None) -> str | None:
    return normalise_line(name[: MAX_SOURCE_CHARACTERS * 2])[:MAX_SOURCE_CHARACTERS].strip() or None if name else None


def _candidates(raw: RawArticle, page: Page | None, url: str | None) -> list[Candidate]:
    candidates = [Candidate(raw.published_at, "producer")] if raw.published_at and raw.published_at.strip() else []
    if page:
        candidates += page.dates
    if day := _URL_DAY.search(url or ""):
        candidates.append(Candidate("-".join(day.groups()), "url"))
    return candidates


def _moment(words: str | None) -> datetime | None:
    read = parse_date(words) if words else None
    return read.moment if read and read.moment and read.moment.tzinfo else None
