"""One article, read for its meetings: from text to candidates, each step leaving its trace.

In: a clean article, a lexicon. Out: all candidates, those that stand and those refused with the reason. The order:
sentences → words and mentions → frames → candidates → factuality and time → places → the same meeting once → judge.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date

from wiredesk.news.dates import find_times
from wiredesk.news.lexicon import Lexicon
from wiredesk.news.meetings.candidates import Candidate, read_candidates
from wiredesk.news.meetings.clauses import Parsed, is_subject
from wiredesk.news.meetings.factuality import judge_factuality
from wiredesk.news.meetings.frames import Frame, find_frames
from wiredesk.news.meetings.grounding import ground
from wiredesk.news.meetings.journeys import inherit
from wiredesk.news.meetings.judging import judge
from wiredesk.news.meetings.merging import merge_candidates
from wiredesk.news.meetings.times import Timed, last_day, place_times
from wiredesk.news.parties.cast import Cast
from wiredesk.news.parties.gazetteer import Gazetteer
from wiredesk.news.parties.mentions import find_mentions
from wiredesk.news.sentences import Sentence, split_sentences
from wiredesk_schemas import CleanArticle

# An article without any of these stems announces no meeting: most articles end here.
_STEMS = re.compile(
    r"\b(?:meet|talks?\b|summit|negotiat|visit|travel|trip|host|hold|attend|conference|discussions|gather|conven|"
    r"dialogue|confer|sit down|head(?:s|ing)?\b|fl(?:y|ies|ying) to|call off|cancel|postpon|reschedul|welcom|receiv|"
    r"arriv|consult|go(?:es|ing)? to\b|see\b|press\b|send|sent\b|phone|call with|forum|session|assembl|shuttle|speak)",
    re.IGNORECASE,
)
# Longer sentences are lists, tables or lost line breaks: they are not read.
MAX_SENTENCE = 1_500
MAX_SENTENCES = 400
MAX_CANDIDATES = 120


@dataclass(frozen=True, slots=True)
class Reading:
    """What one article says: `standing` are its meetings, in text order; `refused` all other candidates."""

    standing: tuple[Candidate, ...]
    refused: tuple[Candidate, ...]


def read_article(article: CleanArticle, lexicon: Lexicon) -> Reading:
    """All candidates of an article. Never raises on any text; linear time in its length."""
    text = article.text
    if not _STEMS.search(text) and not _STEMS.search(article.title or ""):
        return Reading((), ())
    sentences = split_sentences(text)[:MAX_SENTENCES]
    gazetteer = Gazetteer(text, lexicon)
    cast = Cast(lexicon, article.published_on)
    parsed: list[Parsed] = []
    for number, sentence in enumerate(sentences):
        if sentence.end - sentence.start <= MAX_SENTENCE:
            one = _parse(text, number, sentence, gazetteer)
            cast.add(number, one.mentions, frozenset(m.first for m in one.mentions if is_subject(one.words, m)))
            parsed.append(one)
    if article.title and len(article.title) <= MAX_SENTENCE:
        title = _parse(article.title, -1, Sentence(0, len(article.title), -1), Gazetteer(article.title, lexicon))
        cast.prefer(article.title)
        title = replace(title, mentions=cast.headline(title.mentions))
        cast.add(-1, title.mentions)
        parsed.append(title)
    candidates: list[Candidate] = []
    times: dict[int, tuple[Timed, ...]] = {}
    anchor: date | None = None
    for one in parsed:
        source = article.title or "" if one.is_title else text
        if not _STEMS.search(source, one.start, one.end):
            continue
        frames = find_frames(one)
        if not frames:
            continue
        times[one.index] = place_times(one, find_times(source[one.start : one.end]), article.published_on, anchor)
        anchor = last_day(times[one.index], anchor)
        candidates += _candidates(frames, cast)
        if len(candidates) >= MAX_CANDIDATES:
            break
    for candidate in candidates:
        ground(candidate, times[candidate.sentence], article.published_on, lexicon)
    return _settle(candidates, parsed, times, article, lexicon)


def _parse(text: str, number: int, sentence: Sentence, gazetteer: Gazetteer) -> Parsed:
    words = gazetteer.words(sentence.start, sentence.end)
    mentions = tuple(find_mentions(words, gazetteer))
    return Parsed(number, sentence.start, sentence.end, sentence.paragraph, words, mentions)


def _candidates(frames: Sequence[Frame], cast: Cast) -> list[Candidate]:
    found: list[Candidate] = []
    for frame in frames:
        found += read_candidates(frame, cast)
    return found


def _settle(
    candidates: list[Candidate],
    parsed: list[Parsed],
    times: dict[int, tuple[Timed, ...]],
    article: CleanArticle,
    lexicon: Lexicon,
) -> Reading:
    for candidate in candidates:
        timed = next((t for t in times[candidate.sentence] if t.when is candidate.when), None)
        judge_factuality(
            candidate,
            has_time_ahead=_time_ahead(candidate, times, article),
            certainly_ahead=timed is not None and timed.is_certain(article.published_on),
        )
    standing = merge_candidates([c for c in candidates if c.refused is None])
    inherit(standing, candidates, article.published_on)
    standing = merge_candidates(standing)
    judge(standing, article)
    merged = [c for c in standing if c.refused is None]
    return Reading(tuple(merged), tuple(c for c in candidates if c.refused is not None))


def _time_ahead(candidate: Candidate, times: dict[int, tuple[Timed, ...]], article: CleanArticle) -> bool:
    when = candidate.when
    day = article.published_on
    if when.end is not None and day is not None:
        return when.end >= day
    return (
        bool(when.text) and when.precision == "unknown" and any(t.words == when.text for t in times[candidate.sentence])
    )
