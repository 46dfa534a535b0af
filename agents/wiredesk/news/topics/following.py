"""Whether a meeting is one that a watchlist follows.

In: a watchlist and a meeting as announced. Out: yes or no. A state or person counts as a participant, a state as the
place as well; a pair when both take part; a topic when it is on the agenda; words in what the sources, the agenda, the
occasion and the place of the meeting say. The languages of a list are those of articles and do not matter here.
"""

from collections.abc import Iterable
from functools import lru_cache

from wiredesk.news.lexicon import Lexicon, fold_name, load_lexicon
from wiredesk.news.topics.phrases import PhraseIndex, fold, parse_phrase
from wiredesk.news.topics.spans import Spans
from wiredesk.news.topics.watching import names_of
from wiredesk.news.topics.watchlists import Watchlist, compile_regex, is_state
from wiredesk_schemas import MeetingAnnounced, Participant


def matches_meeting(watchlist: Watchlist, meeting: MeetingAnnounced, *, lexicon: Lexicon | None = None) -> bool:
    """Whether the list follows the meeting."""
    words = _words_of(meeting)
    compiled = _compiled(watchlist)
    if compiled.exclude.find(words, fold(words)):
        return False
    kinds = compiled.kinds_in(words)
    if watchlist.topics & {item.topic for item in meeting.agenda if item.topic}:
        kinds.add("topics")
    lexicon = lexicon or load_lexicon()
    if any(_is_party(person, one, lexicon) for person in watchlist.people for one in meeting.participants):
        kinds.add("people")
    places = {meeting.where.country} if meeting.where else set()
    if set(watchlist.states) & (places | {one.country for one in meeting.participants}):
        kinds.add("states")
    if any(_both_take_part(a, b, meeting.participants, lexicon) for a, b in watchlist.pairs):
        kinds.add("pairs")
    return watchlist.is_met_by(frozenset(kinds))


def find_followers(watchlists: Iterable[Watchlist], meeting: MeetingAnnounced) -> tuple[str, ...]:
    """The names of the lists that follow the meeting, for `MeetingAnnounced.watchlists`."""
    return tuple(watchlist.name for watchlist in watchlists if matches_meeting(watchlist, meeting))


def _both_take_part(first: str, second: str, participants: tuple[Participant, ...], lexicon: Lexicon) -> bool:
    """Whether two different participants are the two of a pair."""
    return any(
        _is_party(first, one, lexicon) and _is_party(second, other, lexicon)
        for one in participants
        for other in participants
        if one is not other
    )


def _is_party(listed: str, participant: Participant, lexicon: Lexicon) -> bool:
    """A state is there in its officials; a person by full name, by another name the lexicon has, or by last name."""
    if is_state(listed):
        return participant.country == listed
    if participant.kind != "person":
        return False
    theirs = fold_name(participant.name).split()
    return any(
        theirs == mine or (len(theirs) == 1 and theirs == mine[-1:])
        for mine in (fold_name(name).split() for name in names_of(listed, lexicon))
    )


def _words_of(meeting: MeetingAnnounced) -> str:
    where, occasion = meeting.where, meeting.occasion
    parts: list[str | None] = [occasion.name if occasion else None]
    parts += [where.city, where.venue, where.text] if where else []
    parts += [item.text for item in meeting.agenda]
    for participant in meeting.participants:
        parts += [participant.name, participant.role]
    parts += [source.evidence.quote for source in meeting.sources]
    return "\n".join(part for part in parts if part)


class _Words:
    """The words of one list, compiled."""

    def __init__(self, watchlist: Watchlist) -> None:
        self.exclude = PhraseIndex(map(parse_phrase, watchlist.exclude))
        self._terms = len(watchlist.terms)
        self._listed = (*watchlist.terms, *watchlist.phrases)
        phrases = [parse_phrase(text) for text in (*self._listed, *watchlist.exceptions)]
        self._leads = [text.find(phrase.stem) for text, phrase in zip(self._listed, phrases, strict=False)]
        self._index = PhraseIndex(phrases)
        self._expressions = [compile_regex(pattern) for pattern in watchlist.regex]

    def kinds_in(self, words: str) -> set[str]:
        """Which of terms, phrases and regex stand in the words."""
        hits = self._index.find(words, fold(words))
        covered = Spans((start, end) for n, start, end in hits if n >= len(self._listed))
        kinds = {"regex"} if any(e.search(words) for e in self._expressions) else set()
        for n, start, end in hits:
            if n >= len(self._listed) or covered.cover(start, end):
                continue
            if n < self._terms:
                kinds.add("terms")
            elif words.startswith(self._listed[n], start - self._leads[n]):
                kinds.add("phrases")
        return kinds


@lru_cache(maxsize=1024)
def _compiled(watchlist: Watchlist) -> _Words:
    return _Words(watchlist)
