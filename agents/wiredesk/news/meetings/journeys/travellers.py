"""Who is on the road, and what an article leaves to them: "the trip", "talks with X are set", "Y will receive him".

In: the grounded candidates of an article. Out: its travellers; and for a frame that leaves its traveller unsaid, or to
a pronoun that the nearest name would take, the same frame with the traveller in that place. A traveller is a person of
office whose journey is told as coming; where several travel, the one whose journey was told last is meant.
"""

import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from itertools import groupby

from msgspec.structs import replace

from wiredesk.news.lexicon import load_offices
from wiredesk.news.meetings.candidates import Candidate, read_candidates
from wiredesk.news.meetings.frames.frame import Frame
from wiredesk.news.meetings.grammar.auxiliaries import DOUBT_MODALS
from wiredesk.news.meetings.grammar.clauses import REPORTING
from wiredesk.news.meetings.grammar.events import Event
from wiredesk.news.meetings.grammar.legs import INCLUDES, is_stop
from wiredesk.news.meetings.journeys.stops import surnames
from wiredesk.news.parties.cast import Cast
from wiredesk.news.parties.mentions import Mention
from wiredesk.news.parties.party import Party
from wiredesk.news.whole_words import WholeWords

TRAVELLER = "the traveller"
"""How of a party that a frame leaves unsaid."""
_JOURNEYS = frozenset({"visit", "travel", "visit-noun", "accept"})
_COMING = frozenset({"future", "past-future", "present", "progressive", "ahead"})
_OFFICES = frozenset({"state", "government", "deputy", "minister", "envoy", "leader"})
_PRONOUNS = frozenset({"he", "she"})
ONLY_ONE = "only one party can be told"
NO_VISITOR = "no visitor can be told"
AT_HOME = frozenset({"all parties are of one state", "a journey at home"})
# A parliament's speaker travels as a minister does.
_SPEAKERS = ("speaker", "speaker of the house", "house speaker")
# "The trip", "his visit", "her first stop": of which one was told.
_TOLD = frozenset("the this that his her first second third next last final".split())


@dataclass(slots=True)
class Traveller:
    """`sentences` tell of the journey by name, the title as -1; `told` is how often any do, those by name double;
    `countries` are the states to which it is told to lead."""

    party: Party
    sentences: list[int] = field(default_factory=list)
    told: int = 0
    is_ahead: bool = False
    countries: set[str] = field(default_factory=set)

    def tell(self, sentence: int, *, named: bool) -> None:
        """Take up a sentence that tells of the journey, once; of one that only says "he", no more than that it does."""
        if sentence not in self.sentences:
            self.told += 2 if named else 1
            self.sentences += [sentence] if named else []

    def lead_to(self, candidates: Sequence[Candidate]) -> None:
        """Take up the states to which these lead."""
        for c in candidates:
            if c.visitor is not None and c.visitor.key == self.party.key and c.host_country and c.frame.mood in _COMING:
                self.countries.add(c.host_country)

    def mention(self, at: Mention | None, head: int) -> Mention:
        """The traveller by name, in the place of another mention or of none."""
        first, last = (at.first, at.last) if at is not None else (head, head)
        who = self.party
        return Mention(first, last, "person", who.name, who.country, who.role, who.entity)


def find_travellers(
    candidates: Sequence[Candidate], texts: Sequence[str], title: str, officials: Sequence[Party], day: date | None
) -> list[Traveller]:
    """The travellers of an article, whom its `texts` tell of most first; `officials` are the people of office in it."""
    found = {party.key: Traveller(party) for party in officials}
    for candidate in candidates:
        who = candidate.visitor
        named = any(m.kind == "person" for m in (*candidate.frame.left, *candidate.frame.right))
        if named and who is not None and who.kind == "person" and _is_coming(candidate, day):
            traveller = found.setdefault(who.key, Traveller(who))
            traveller.tell(candidate.sentence, named=True)
            traveller.is_ahead |= _is_ahead(candidate, day)
        elif who is not None and who.key in found and _is_coming(candidate, day):  # "he departs on Friday"
            found[who.key].is_ahead |= _is_ahead(candidate, day)
    people = surnames([t.party for t in found.values()])
    for number, text in enumerate((title, *texts), start=-1):
        going = _GOING.find(text) if people else []
        if not going:
            continue
        start, end = going[0]
        before, after = _WORD.findall(text[:start]), _WORD.findall(text[end:])
        if not _OVER.isdisjoint(w.lower() for w in (*before[-3:], *after[:3])):
            continue
        who = _last_named(before, people)
        is_he = who is None and not _HIS.isdisjoint(w.lower() for w in before)
        meant = who or (_first_named(texts[max(0, number - BEFORE) : max(0, number)], people) if is_he else None)
        if meant is not None:
            found[meant.key].tell(number, named=who is not None)
    return sorted((t for t in found.values() if t.sentences), key=lambda t: -t.told)


_WORD = re.compile(r"\w[\w-]*")
_GOING = WholeWords(
    """trip trips tour visit visits visiting journey itinerary swing travel travels traveling travelling leaves leaving
    flies flying heads heading depart departs departing embark embarks arrive arrives land lands touring boards stop
    stops leg return returns way goes going shuttling""".split()
)
# Beside such a word the journey is over, or may never be made.
_OVER = frozenset(
    """last previous earlier recent past former ago since considered considering could may might possible cancelled
    canceled scrapped postponed""".split()
)


def _last_named(words: Sequence[str], people: Mapping[str, Party]) -> Party | None:
    """The last person named in the words before one of going."""
    for i in range(len(words) - 1, -1, -1):
        party = people.get(words[i].lower()) if words[i][0].isupper() else None
        if party is not None and (i + 1 == len(words) or words[i + 1] not in _MEN_OF):
            return party
    return None


def _first_named(texts: Sequence[str], people: Mapping[str, Party]) -> Party | None:
    """Whom "he" stands for: the first person named in the nearest sentence before that names any."""
    for text in reversed(texts):
        for word in _WORD.findall(text):
            if word[0].isupper() and word.lower() in people:
                return people[word.lower()]
    return None


# So many sentences back "he" is looked for.
BEFORE = 6
# "The Trump administration" travels nowhere.
_MEN_OF = frozenset("administration government campaign cabinet aides team".split())
_HIS = frozenset("he she his her".split())


def _is_of_office(who: Party) -> bool:
    return who.country is not None and (load_offices().rank(who.role or "") in _OFFICES or who.role in _SPEAKERS)


def _is_coming(candidate: Candidate, published_on: date | None) -> bool:
    """Whether a journey abroad is told as one that lies ahead, or is under way."""
    frame = candidate.frame
    if frame.rule not in _JOURNEYS or frame.status or (candidate.refused or "").startswith("its day"):
        return False
    if candidate.visitor is not None and candidate.host_country == candidate.visitor.country:
        return False
    if candidate.when.end is not None and published_on is not None and candidate.when.end < published_on:
        return False
    return frame.mood in _COMING or (frame.mood == "none" and candidate.when.start is not None)


# Who was told of so many sentences before is still on the way.
NEAR = 2


def _is_ahead(candidate: Candidate, published_on: date | None) -> bool:
    """Whether a journey has not begun."""
    start = candidate.when.start
    return start is not None and published_on is not None and start >= published_on


# Who is told of so many times as often as any other is the one traveller of an article.
_MAIN = 2


def traveller_at(travellers: Sequence[Traveller], sentence: int) -> Traveller | None:
    """Of whose journey an article speaks in a sentence: the main one, else the one told last before it."""
    near = [t for t in travellers if any(sentence - NEAR <= s <= sentence for s in t.sentences)]
    if len(near) != 1 and (len(travellers) == 1 or travellers[0].told >= _MAIN * travellers[1].told):
        return travellers[0] if travellers[0].told >= _MAIN else None
    last = [(max(s for s in t.sentences if s <= sentence), t) for t in travellers if min(t.sentences) <= sentence]
    told = max((at for at, _ in last), default=None)
    here = [t for at, t in last if at == told]
    return here[0] if len(here) == 1 else None


def follow(frame: Frame, found: Sequence[Candidate], traveller: Traveller, followed: set[str]) -> Frame | None:
    """The frame with the traveller where it leaves him unsaid; None where it tells of others.

    `found` are the candidates that the frame gave; `followed` the pronouns of its sentence that mean the traveller.
    """
    who = traveller.party
    if any(who.key in {p.key for p in c.parties} for c in found):
        return _with_time(frame, found, traveller)
    if frame.host:
        return _with_guest(frame, found, traveller)
    if frame.rule in ("visit-noun", "visit", "travel"):
        return _with_visitor(frame, found, traveller)
    if frame.rule == "event" and not frame.status:
        if frame.event is not None and frame.event.body is not None:
            return _with_stop(frame, frame.event, traveller)
        return _with_other_side(frame, found, traveller)
    pronoun = frame.left[0] if len(frame.left) == 1 and frame.left[0].kind == "pronoun" else None
    if pronoun is None or pronoun.name not in _PRONOUNS:
        return None
    strangers = all(any(p.country not in (None, who.country) for p in c.parties) for c in found)
    if strangers and (pronoun.name in followed or all(c.refused in AT_HOME for c in found)):
        return replace(frame, left=(traveller.mention(pronoun, frame.head),))
    return None


def _with_guest(frame: Frame, found: Sequence[Candidate], traveller: Traveller) -> Frame | None:
    """ "X will receive him", "X will play host": whom the host of a state on the way receives."""
    hosts = [p for c in found for p in c.parties[:1] if p.kind in ("person", "government")]
    if not hosts or any(p.country in (None, traveller.party.country) for p in hosts):
        return None
    if len(frame.right) == 1 and frame.right[0].kind == "pronoun" and frame.right[0].name in _PRONOUNS:
        return replace(frame, right=(traveller.mention(frame.right[0], frame.head),))
    if not frame.right and (frame.event is None or frame.event.body is None) and _is_at_work(hosts):
        return replace(frame, right=(traveller.mention(None, frame.head),))
    return None


def _is_at_work(hosts: Sequence[Party]) -> bool:
    return all(p.kind == "person" and _is_of_office(p) for p in hosts)


def _with_visitor(frame: Frame, found: Sequence[Candidate], traveller: Traveller) -> Frame | None:
    """ "The trip to X will ...", "he heads on to Y", after its traveller was told."""
    homes = {c.host_country for c in found}
    if traveller.party.country in homes or None in homes:
        return None
    mention = traveller.mention(frame.left[0] if frame.left else None, frame.head)
    if frame.left:
        kind = frame.left[0].kind if len(frame.left) == 1 else ""
        moved = kind == "pronoun" and all(c.refused in AT_HOME for c in found)
        untold = kind == "office" and all(c.refused == NO_VISITOR for c in found)
        return replace(frame, left=(mention,)) if moved or untold else None
    event = frame.event
    if event is None or not event.is_visit:
        return None
    of_one_told = not _TOLD.isdisjoint(frame.parsed.words.lower[event.first : event.head])
    if not of_one_told and not _goes_on(frame, event):
        return None
    told = replace(frame, left=(mention,))
    if frame.mood in ("present", "ahead", "none") and traveller.is_ahead and _goes_on(frame, event):
        return replace(told, mood="future", decided_by="part of the journey")
    return told


def _with_time(frame: Frame, found: Sequence[Candidate], traveller: Traveller) -> Frame | None:
    """ "His trip to Laos is his first", "his trip to Laos for the ASEAN summit is", after its day was told."""
    event = frame.event
    if event is None:
        return None
    is_summit = frame.rule == "event" and not frame.status and found[0].kind == "event"
    is_part = is_stop(frame.parsed, event) if is_summit else frame.rule == "visit-noun" and _goes_on(frame, event)
    if not is_part or frame.mood not in ("present", "ahead") or not traveller.is_ahead:
        return None
    return replace(frame, mood="future", decided_by="part of the journey")


def _goes_on(frame: Frame, event: Event) -> bool:
    """ "The trip includes stops in X", "stops in X" within it: told of what is to come."""
    lower = frame.parsed.words.lower
    near = lower[event.last : event.last + 2] + lower[max(0, event.first - 2) : event.first]
    return not _INCLUDING.isdisjoint(near)


_INCLUDING = INCLUDES | frozenset("takes begins starts is".split())


def _with_other_side(frame: Frame, found: Sequence[Candidate], traveller: Traveller) -> Frame | None:
    """ "Talks with X are scheduled": with whom, if X is of another state, the journey tells."""
    event = frame.event
    if event is None or event.is_visit or event.body is not None or len(found) != 1 or found[0].refused != ONLY_ONE:
        return None
    others = found[0].parties
    if len(others) != 1 or others[0].country in (None, traveller.party.country) or others[0].kind == "group":
        return None
    if frame.parsed.is_title or min(traveller.sentences) > frame.parsed.index:
        return None
    told = replace(frame, left=(traveller.mention(None, frame.head), *frame.left))
    return replace(told, mood="ahead", decided_by="part of the journey") if frame.mood == "none" else told


def _with_stop(frame: Frame, event: Event, traveller: Traveller) -> Frame | None:
    """ "The trip features stops in Laos and the ASEAN summit", "two of them host summits, ASEAN in Laos": a summit to
    which the journey leads."""
    on_the_way = any(m.country in traveller.countries for m in event.to) and frame.mood in ("present", "ahead")
    if frame.mood not in ("ahead", "none", "present", "future") or not (on_the_way or is_stop(frame.parsed, event)):
        return None
    before = frame.parsed.words.lower[: event.first]
    if not DOUBT_MODALS.isdisjoint(before) or ("would" in before and REPORTING.isdisjoint(frame.parsed.words.lower)):
        return None  # "is weighing a trip that would include"
    told = replace(frame, left=(traveller.mention(None, frame.head), *frame.left))
    return replace(told, mood="future", decided_by="part of the journey") if traveller.is_ahead else told


def _means(guests: Sequence[Mention], found: Sequence[Candidate], traveller: Traveller | None) -> bool:
    """Whether "him" is the traveller, so that "he" later in the sentence is."""
    is_pronoun = len(guests) == 1 and guests[0].kind == "pronoun"
    return (
        is_pronoun and traveller is not None and any(traveller.party.key in {p.key for p in c.parties} for c in found)
    )


def _leaves_open(candidate: Candidate) -> bool:
    """Whether somebody who takes part may be the traveller."""
    frame = candidate.frame
    pronouns = any(m.kind == "pronoun" for m in (*frame.left, *frame.right))
    return pronouns or not (frame.left and frame.right) or candidate.refused in AT_HOME


def follow_travellers(
    candidates: Sequence[Candidate],
    texts: Sequence[str],
    title: str,
    cast: Cast,
    published_on: date | None,
    settle: Callable[[Candidate], None],
) -> list[Candidate]:
    """The candidates, those of frames that leave out a traveller read anew; `settle` grounds a new one."""
    if not any(map(_leaves_open, candidates)):
        return list(candidates)
    officials = [p for p in cast.people() if _is_of_office(p)]
    travellers = find_travellers(candidates, texts, title, officials, published_on) if officials else []
    if not travellers:
        return list(candidates)
    out: list[Candidate] = []
    followed: dict[int, set[str]] = {}
    for _, group in groupby(candidates, key=lambda c: id(c.frame)):
        found = list(group)
        frame = found[0].frame
        traveller = traveller_at(travellers, frame.parsed.index)
        if traveller is not None and not _is_of_office(traveller.party):
            traveller = None  # a candidate's journey, or an exile's, is no state's affair
        told = follow(frame, found, traveller, followed.get(frame.parsed.index, set())) if traveller else None
        if told is not None or _means(frame.right, found, traveller):
            pronouns = {m.name for m in (*frame.left, *frame.right) if m.kind == "pronoun"} & _PRONOUNS
            followed.setdefault(frame.parsed.index, set()).update(pronouns)
        if told is not None:
            found = read_candidates(told, cast)
            for candidate in found:
                settle(candidate)
                candidate.slots.append(("participants", traveller.party.name if traveller else "", TRAVELLER))
        if traveller is not None:
            traveller.lead_to(found)
        out += found
    return out
