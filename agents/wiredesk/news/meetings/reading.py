"""One article, read for its meetings: from text to candidates, each step leaving its trace.

In: a clean article, a lexicon. Out: all candidates, those that stand and those refused with the reason. The order:
sentences → words and mentions → frames → candidates → factuality and time → places → the same meeting once → judge.
"""

import re
from dataclasses import dataclass, replace
from datetime import date

from wiredesk.news.dates import find_times
from wiredesk.news.lexicon import Lexicon
from wiredesk.news.meetings.announcers import find_announcers
from wiredesk.news.meetings.candidates import Candidate, read_candidates
from wiredesk.news.meetings.clauses import Parsed, is_subject
from wiredesk.news.meetings.echoes import echo_parties
from wiredesk.news.meetings.factuality import judge_factuality
from wiredesk.news.meetings.frames import Frame, find_frames
from wiredesk.news.meetings.grounding import ground
from wiredesk.news.meetings.journeys import inherit
from wiredesk.news.meetings.judging import judge
from wiredesk.news.meetings.merging import merge_candidates
from wiredesk.news.meetings.occasions import find_sideline
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
    r"arriv|consult|go(?:es|ing)? to\b|see\b|press\b|send|sent\b|accept|phone|call with|forum|session|"
    r"assembl|shuttle|speak)",
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

    @property
    def telling(self) -> tuple[tuple[tuple[int, int], ...], ...]:
        """For each meeting the spans of the text's sentences that tell of it."""
        return tuple(
            tuple(
                (c.frame.parsed.start, c.frame.parsed.end)
                for c in (candidate, *candidate.merged)
                if not c.frame.parsed.is_title
            )
            for candidate in self.standing
        )


class _Sheet:
    """The sentences of an article, each read when it is first asked for. Index -1 is the title."""

    def __init__(self, article: CleanArticle, lexicon: Lexicon) -> None:
        self._article = article
        self._lexicon = lexicon
        self._parsed: dict[int, Parsed] = {}
        self._gazetteers: dict[bool, Gazetteer] = {}
        readable = _STEMS.search(article.text) or _STEMS.search(article.title or "")
        self._sentences = split_sentences(article.text)[:MAX_SENTENCES] if readable else ()

    def source(self, index: int) -> str:
        """The text that holds the sentence."""
        return self._article.text if index >= 0 else self._article.title or ""

    def triggered(self) -> list[int]:
        """The sentences that hold a trigger's stem, in text order, the title last."""
        found = [
            number
            for number, s in enumerate(self._sentences)
            if s.end - s.start <= MAX_SENTENCE and _STEMS.search(self._article.text, s.start, s.end)
        ]
        title = self._article.title or ""
        return [*found, -1] if len(title) <= MAX_SENTENCE and _STEMS.search(title) else found

    def parsed(self, index: int) -> Parsed:
        """A sentence with its words and mentions."""
        if index not in self._parsed:
            title = index < 0
            if title not in self._gazetteers:
                self._gazetteers[title] = Gazetteer(self.source(index), self._lexicon)
            sentence = Sentence(0, len(self.source(-1)), -1) if title else self._sentences[index]
            words = self._gazetteers[title].words(sentence.start, sentence.end)
            mentions = tuple(find_mentions(words, self._gazetteers[title]))
            self._parsed[index] = Parsed(index, sentence.start, sentence.end, sentence.paragraph, words, mentions)
        return self._parsed[index]

    def after(self, index: int, count: int) -> range:
        """The indexes of the next sentences."""
        return range(index + 1, min(index + 1 + count, len(self._sentences)))

    def cast(self) -> Cast:
        """Who is who, from all sentences."""
        cast = Cast(self._lexicon, self._article.published_on)
        cast.prefer(self._article.title or "")
        for number, sentence in enumerate(self._sentences):
            if sentence.end - sentence.start <= MAX_SENTENCE:
                one = self.parsed(number)
                cast.add(number, one.mentions, frozenset(m.first for m in one.mentions if is_subject(one.words, m)))
        cast.settle(self._article.text)
        return cast


def read_article(article: CleanArticle, lexicon: Lexicon, *, thorough: bool = False) -> Reading:
    """All candidates of an article. Never raises on any text; linear time in its length.

    Sentences without a trigger are read only if another one may announce something; `thorough` reads them anyway, so
    that all refused candidates are there to be shown.
    """
    sheet = _Sheet(article, lexicon)
    frames = {index: find_frames(sheet.parsed(index)) for index in sheet.triggered()}
    if not thorough and not any(_is_viable(frame) for found in frames.values() for frame in found):
        return Reading((), ())
    cast = sheet.cast()
    candidates: list[Candidate] = []
    times: dict[int, tuple[Timed, ...]] = {}
    anchor: date | None = None
    for index, found in frames.items():
        one = sheet.parsed(index)
        if one.is_title:
            one = replace(one, mentions=cast.headline(one.mentions))
            cast.add(-1, one.mentions)
            found = find_frames(one)
        if not found:
            continue
        words = sheet.source(index)[one.start : one.end]
        times[index] = place_times(one, find_times(words), article.published_on, anchor)
        anchor = last_day(times[index], anchor)
        for frame in found:
            candidates += read_candidates(frame, cast)
        if len(candidates) >= MAX_CANDIDATES:
            break
    for candidate in candidates:
        ground(candidate, times[candidate.sentence], article.published_on, lexicon)
    return _settle(candidates, times, article, lexicon, cast, sheet)


def _is_viable(frame: Frame) -> bool:
    """Whether a frame may announce something: its mood lies ahead, or a word of time may put it there."""
    if frame.mood in ("future", "past-future", "off", "ahead"):
        return True
    return (
        frame.mood in ("present", "progressive", "none")
        and _TIME.search(" ".join(frame.parsed.words.lower)) is not None
    )


_TIME = re.compile(
    r"\b(?:mon|tues|wednes|thurs|fri|satur|sun)day|\b(?:jan|feb|mar|apr|jun|jul|aug|sep|oct|nov|dec)|may-month|"
    r"\btoday|tonight|tomorrow|week|month|year|summer|autumn|fall\b|spring|winter|later|soon|coming|upcoming|\bwhen\b|\bnext\b"
)


def _settle(
    candidates: list[Candidate],
    times: dict[int, tuple[Timed, ...]],
    article: CleanArticle,
    lexicon: Lexicon,
    cast: Cast,
    sheet: _Sheet,
) -> Reading:
    echo_parties(candidates)
    for candidate in candidates:
        timed = next((t for t in times[candidate.sentence] if t.when is candidate.when), None)
        judge_factuality(
            candidate,
            has_time_ahead=_time_ahead(candidate, times, article),
            certainly_ahead=timed is not None and timed.is_certain(article.published_on),
        )
    standing = merge_candidates([c for c in candidates if c.refused is None])
    inherit(standing, candidates, article.published_on, lexicon)
    standing = merge_candidates(standing)
    judge(standing, article)
    merged = [c for c in standing if c.refused is None]
    for candidate in merged:
        if candidate.occasion is None and candidate.kind == "meeting" and candidate.sentence >= 0:
            following = (find_sideline(sheet.parsed(i)) for i in sheet.after(candidate.sentence, 3))
            candidate.occasion = next((name for name in following if name), None)
        candidate.announcers, candidate.attribution = find_announcers(candidate, cast)
    return Reading(tuple(merged), tuple(c for c in candidates if c.refused is not None))


def _time_ahead(candidate: Candidate, times: dict[int, tuple[Timed, ...]], article: CleanArticle) -> bool:
    when = candidate.when
    day = article.published_on
    if when.end is not None and day is not None:
        return when.end >= day
    return (
        bool(when.text) and when.precision == "unknown" and any(t.words == when.text for t in times[candidate.sentence])
    )
