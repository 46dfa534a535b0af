"""One article, read for its meetings: from text to candidates, each step leaving its trace.

In: a clean article, a lexicon. Out: all candidates, those that stand and those refused with the reason. The order:
sentences → words and mentions → frames → candidates → factuality and time → places → the same meeting once → judge.
"""

import re
from bisect import bisect_right
from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import date
from functools import cached_property

from msgspec.structs import replace

from wiredesk.news.cleaning.bylines import dateline_place
from wiredesk.news.dates import find_times
from wiredesk.news.lexicon import Lexicon
from wiredesk.news.meetings.candidates import Candidate, read_candidates
from wiredesk.news.meetings.factuality.fates import apply_fates
from wiredesk.news.meetings.factuality.mood import judge_factuality
from wiredesk.news.meetings.factuality.narration import is_narrated
from wiredesk.news.meetings.factuality.reversals import apply_reversals, is_plan
from wiredesk.news.meetings.frames.frame import Frame
from wiredesk.news.meetings.frames.triggered import find_frames
from wiredesk.news.meetings.grammar.clauses import Parsed, is_subject
from wiredesk.news.meetings.grammar.stems import find_stems
from wiredesk.news.meetings.grounding import enter_diary, ground
from wiredesk.news.meetings.journeys.inheritance import inherit
from wiredesk.news.meetings.journeys.travellers import follow_travellers
from wiredesk.news.meetings.judging import judge
from wiredesk.news.meetings.merging import merge_candidates
from wiredesk.news.meetings.occasions.attendance import add_attending
from wiredesk.news.meetings.occasions.hosting import find_hosting
from wiredesk.news.meetings.occasions.names import find_named, find_sideline, may_put_beside
from wiredesk.news.meetings.occasions.summits_by_day import name_summits_by_day
from wiredesk.news.meetings.surroundings import MAX_SENTENCE, read_surroundings
from wiredesk.news.meetings.telling.agenda import gather_agenda
from wiredesk.news.meetings.telling.announcers import add_announcers, attribution_of, find_announcers, may_announce
from wiredesk.news.meetings.telling.details import add_details
from wiredesk.news.meetings.telling.echoes import ECHOING, echo_parties
from wiredesk.news.meetings.telling.particulars import find_agenda
from wiredesk.news.meetings.telling.sentences import find_telling
from wiredesk.news.meetings.telling.sequels import add_sequels
from wiredesk.news.meetings.when.diaries import read_diary
from wiredesk.news.meetings.when.nearest import choose_time
from wiredesk.news.meetings.when.times import Timed, last_day, place_times
from wiredesk.news.meetings.when.weeks import move_in_order, move_into_week
from wiredesk.news.meetings.where.anaphors import place_there
from wiredesk.news.meetings.where.places import place_named
from wiredesk.news.meetings.where.towns import add_capital
from wiredesk.news.parties.cast import Cast
from wiredesk.news.parties.gazetteer import Gazetteer
from wiredesk.news.parties.phrases import find_mentions
from wiredesk.news.parties.vocabulary import NOT_NAMES
from wiredesk.news.sentences import Sentence, split_sentences
from wiredesk.news.sources import load_sources
from wiredesk_schemas import CleanArticle, Where

MAX_SENTENCES = 400
MAX_CANDIDATES = 120
# Pronouns and "the two leaders" reach so many sentences back.
BEFORE = 6
# "The next day" counts from a day told at most so many sentences before.
ANCHOR_REACH = 8
_HEADS = frozenset({"President", "Chancellor", "Prime Minister"})
# Sentences that announce nothing are asked for that day only right before.
DAY_REACH = 3
# "The Chadian president's visit": his name may be told in the next sentence.
INTRODUCED_AFTER = 1
# A name's first sentences introduce whom it means.
INTRODUCTIONS = 3


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
        self._stems = find_stems(article.text)
        self._title_stems = find_stems(article.title or "")
        readable = self._stems or self._title_stems
        self.sentences = split_sentences(article.text)[:MAX_SENTENCES] if readable else ()

    def source(self, index: int) -> str:
        """The text that holds the sentence."""
        return self._article.text if index >= 0 else self._article.title or ""

    def triggered(self) -> list[int]:
        """The sentences that hold a trigger's stem, in text order, the title last."""
        found: list[int] = []
        stems = iter(self._stems)
        stem = next(stems, None)
        for number, sentence in enumerate(self.sentences):
            while stem is not None and stem < sentence.start:
                stem = next(stems, None)
            if stem is None:
                break
            if stem < sentence.end and sentence.end - sentence.start <= MAX_SENTENCE:
                found.append(number)
        title = self._article.title or ""
        return [*found, -1] if len(title) <= MAX_SENTENCE and self._title_stems else found

    def parsed(self, index: int) -> Parsed:
        """A sentence with its words and mentions."""
        if index not in self._parsed:
            title = index < 0
            if title not in self._gazetteers:
                self._gazetteers[title] = Gazetteer(self.source(index), self._lexicon)
            sentence = Sentence(0, len(self.source(-1)), -1) if title else self.sentences[index]
            words = self._gazetteers[title].words(sentence.start, sentence.end)
            mentions = tuple(find_mentions(words, self._gazetteers[title]))
            self._parsed[index] = Parsed(index, sentence.start, sentence.end, sentence.paragraph, words, mentions)
        return self._parsed[index]

    def day_before(self, index: int, since: int) -> date | None:
        """The last day that the sentences right before one tell, after sentence `since`."""
        for n in range(index - 1, max(since, index - 1 - DAY_REACH), -1):
            sentence = self.sentences[n] if n >= 0 else None
            if sentence is None or sentence.end - sentence.start > MAX_SENTENCE:
                continue
            found = find_times(self._article.text[sentence.start : sentence.end])
            told = last_day(place_times(self.parsed(n), found, self._article.published_on), None) if found else None
            if told is not None:
                return told
        return None

    @cached_property
    def texts(self) -> tuple[str, ...]:
        """The sentences as they stand in the text."""
        return tuple([self._article.text[s.start : s.end] for s in self.sentences])

    def after(self, index: int, count: int) -> range:
        """The indexes of the next sentences."""
        return range(index + 1, min(index + 1 + count, len(self.sentences)))

    def cast(self, viable: Collection[int]) -> Cast:
        """Who is who, as far as the sentences `viable` ask for it."""
        cast = Cast(self._lexicon, self._article.published_on)
        cast.prefer(self._article.title or "")
        for number in self._telling(viable):
            one = self.parsed(number)
            cast.add(number, one.mentions, frozenset(m.first for m in one.mentions if is_subject(one.words, m)))
        profile = load_sources().find(self._article.source, self._article.url)
        cast.settle(self._article.text, profile.country if profile else None)
        return cast

    def _telling(self, viable: Collection[int]) -> list[int]:
        """The sentences that tell who the viable ones speak of: those before them, and the first of each name."""
        wanted: set[int] = set()
        names: set[str] = set()
        for index in viable:
            one = self.parsed(index)
            names.update(w for w in one.words.words if w[0].isupper() and w.lower() not in NOT_NAMES)
            if index >= 0:
                after = INTRODUCED_AFTER if any(m.kind == "office" and m.country for m in one.mentions) else 0
                wanted.update(range(max(0, index - BEFORE), min(index + 1 + after, len(self.sentences))))
        names -= {"President", "Minister", "Prime", "Mr.", "Mrs.", "Ms."}
        if any(m.role == "seat" for index in viable for m in self.parsed(index).mentions):
            names |= _HEADS  # whoever is received at the White House meets whom the article calls president
        starts = [sentence.start for sentence in self.sentences]
        text = self._article.text
        for name in names:
            at = text.find(name)
            told: set[int] = set()
            while at >= 0 and len(told) < INTRODUCTIONS and starts:
                told.add(max(0, bisect_right(starts, at) - 1))
                at = text.find(name, at + len(name))
            wanted |= told
        readable = (n for n in wanted if self.sentences[n].end - self.sentences[n].start <= MAX_SENTENCE)
        return sorted(readable)


def read_article(article: CleanArticle, lexicon: Lexicon, *, thorough: bool = False) -> Reading:
    """All candidates of an article. Never raises on any text; linear time in its length.

    Sentences without a trigger are read only if another one may announce something; `thorough` reads them anyway, so
    that all refused candidates are there to be shown.
    """
    sheet = _Sheet(article, lexicon)
    frames = {index: find_frames(sheet.parsed(index)) for index in sheet.triggered()}
    viable = [index for index, found in frames.items() if thorough or any(map(_is_viable, found))]
    if not viable:
        return Reading((), ())
    cast = sheet.cast(viable)
    candidates: list[Candidate] = []
    times: dict[int, tuple[Timed, ...]] = {}
    anchor: date | None = None
    anchored = -1
    for index, found in frames.items():
        one = sheet.parsed(index)
        if one.is_title:
            one = replace(one, mentions=cast.headline(one.mentions))
            cast.add(-1, one.mentions)
            found = find_frames(one)
        if not found:
            continue
        words = sheet.source(index)[one.start : one.end]
        expressions = find_times(words)
        if any(t.needs_anchor or t.kind == "time" for t in expressions):
            before = sheet.day_before(index, anchored)
            anchor = before or (anchor if index - anchored <= ANCHOR_REACH else None)
        times[index] = place_times(one, expressions, article.published_on, anchor)
        told = last_day(times[index], None)
        anchor, anchored = (told, index) if told else (anchor, anchored)
        for frame in found:
            candidates += read_candidates(frame, cast)
        if len(candidates) >= MAX_CANDIDATES:
            break
    here = _here(article, lexicon)
    diary = read_diary(sheet.sentences, article.text, article.published_on)

    def settle(candidate: Candidate) -> None:
        ground(candidate, times[candidate.sentence], article.published_on, lexicon, here)
        enter_diary(candidate, diary, lexicon)

    for candidate in candidates:
        settle(candidate)
    candidates = follow_travellers(candidates, sheet.texts, article.title or "", cast, article.published_on, settle)
    return _settle(candidates, times, article, lexicon, cast, sheet)


def _here(article: CleanArticle, lexicon: Lexicon) -> Where | None:
    """The town of the dateline; None where it is a state's name or there is none."""
    name = dateline_place(article.dateline) if article.dateline else ""
    place = place_named(name.title() if name.isupper() else name, lexicon) if name else None
    return place if place is not None and place.city else None


def _is_viable(frame: Frame) -> bool:
    """Whether a frame may announce something: it has a party, and its mood or a word of time puts it ahead."""
    event = frame.event
    parties = any(m.kind != "group" or m.country for m in (*frame.left, *frame.right))
    named = event is not None and (event.body is not None or event.is_named or event.noun in ECHOING)
    international = any(m.kind == "group" for m in (*frame.left, *frame.right)) and frame.rule in (
        "meet",
        "gather",
        "attend",
    )
    of_one_told = frame.rule == "visit-noun"  # "the trip to Laos will last a week"
    if not (parties or named or international or of_one_told) or (
        frame.rule in ("visit", "travel") and not (frame.to or frame.right)
    ):
        return False
    if frame.mood in ("future", "past-future", "off", "ahead"):
        return True
    return (
        frame.mood in ("present", "progressive", "none")
        and _TIME.search(" ".join(frame.parsed.words.lower)) is not None
    )


_TIME = re.compile(
    r"\b(?:mon|tues|wednes|thurs|fri|satur|sun)day|\b(?:jan|feb|mar|apr|jun|jul|aug|sep|oct|nov|dec)|may-month|"
    r"\btoday|tonight|tomorrow|week|month|year|summer|autumn|fall\b|spring|winter|later|soon|coming|upcoming|\bwhen\b|\bnext\b|"
    r"\b(?:days|weeks|hours) before\b"
)


def _settle(
    candidates: list[Candidate],
    times: dict[int, tuple[Timed, ...]],
    article: CleanArticle,
    lexicon: Lexicon,
    cast: Cast,
    sheet: _Sheet,
) -> Reading:
    echo_parties(candidates, cast)
    name_summits_by_day(candidates, sheet.parsed, cast)
    move_into_week(candidates, article.published_on)
    move_in_order(candidates, article.published_on)
    for candidate in candidates:
        timed = next((t for t in times[candidate.sentence] if t.when is candidate.when), None)
        if is_narrated(candidate, sheet.sentences, article.text, article.published_on):
            candidate.refuse("it is told of years gone by")
        judge_factuality(
            candidate,
            has_time_ahead=_time_ahead(candidate, times, article),
            certainly_ahead=timed is not None
            and (
                timed.is_certain(article.published_on)
                or (_is_in_phrase(candidate, timed) and timed.is_nearest_ahead(article.published_on))
            ),
        )
    apply_reversals(candidates, sheet.texts)
    apply_fates([c for c in candidates if is_plan(c)], sheet.texts, sheet.parsed, article.published_on)
    standing = merge_candidates([c for c in candidates if c.refused is None])
    if standing:
        add_details(standing, candidates, article.published_on)
        around = read_surroundings(
            standing,
            candidates,
            sheet.sentences,
            article.text,
            article.title or "",
            sheet.parsed,
            article.published_on,
            lexicon,
            cast,
        )
        add_sequels(standing, sheet.texts, sheet.parsed, article.published_on, lexicon)
        standing += find_hosting(standing, candidates, around.events)
        add_attending(standing, candidates, around)
        inherit(standing, around)
        place_there(standing, sheet.parsed, lexicon)
        add_capital(standing, sheet.texts, lexicon)
    standing = merge_candidates(standing)
    judge(standing, article)
    merged = [c for c in standing if c.refused is None]
    for candidate in merged:
        if candidate.occasion is None and candidate.kind == "meeting" and candidate.sentence >= 0:
            following = (_sideline(i, sheet) for i in sheet.after(candidate.sentence, 3))
            candidate.occasion = next((name for name in following if name), None)
        if candidate.occasion is None and candidate.kind == "meeting" and candidate.sentence >= 0:
            candidate.occasion = _named_occasion(candidate.sentence, sheet)
        candidate.announcers, candidate.attribution = find_announcers(candidate, cast)
    _add_what_others_tell(merged, sheet, cast)
    return Reading(tuple(merged), tuple(c for c in candidates if c.refused is not None))


def _is_in_phrase(candidate: Candidate, timed: Timed) -> bool:
    """ "Friday's meeting", "the meeting with X on Friday": the day stands in the noun's own phrase."""
    event = candidate.frame.event
    return event is not None and event.first <= timed.first <= event.last + 1


def _sideline(index: int, sheet: _Sheet) -> str | None:
    return find_sideline(sheet.parsed(index)) if may_put_beside(sheet.texts[index]) else None


def _named_occasion(sentence: int, sheet: _Sheet) -> str | None:
    texts = sheet.texts
    own = find_named(texts[sentence], is_own=True)
    return own or next((name for i in sheet.after(sentence, 3) if (name := find_named(texts[i], is_own=False))), None)


def _add_what_others_tell(standing: Sequence[Candidate], sheet: _Sheet, cast: Cast) -> None:
    """Agenda, occasion and announcers from the sentences that speak of a meeting beside its own."""
    texts = sheet.texts
    told = find_telling(standing, texts)
    for place, candidate in enumerate(standing):
        others = told.get(place, [])
        own = [candidate.sentence] if candidate.sentence >= 0 else []
        candidate.agenda = gather_agenda(find_agenda(candidate), (texts[i] for i in (*own, *others)))
        if candidate.occasion is None:
            told_of = (_sideline(i, sheet) or find_named(texts[i], is_own=False) for i in others)
            candidate.occasion = next((name for name in told_of if name), None)
        for index in others:
            if may_announce(texts[index]):
                candidate.announcers = add_announcers(candidate.announcers, sheet.parsed(index), cast)
        if candidate.attribution is None and candidate.announcers:
            candidate.attribution = attribution_of(candidate.announcers, candidate)


def _time_ahead(candidate: Candidate, times: dict[int, tuple[Timed, ...]], article: CleanArticle) -> bool:
    when = candidate.when
    day = article.published_on
    if len(candidate.frame.to) > 1 and when.end is None and day is not None:  # its day is that of none of the stops
        timed = choose_time(candidate.frame, times[candidate.sentence])
        return timed is not None and timed.when is not None and timed.when.end is not None and timed.when.end >= day
    if when.end is not None and day is not None:
        return when.end >= day
    return (
        bool(when.text) and when.precision == "unknown" and any(t.words == when.text for t in times[candidate.sentence])
    )
