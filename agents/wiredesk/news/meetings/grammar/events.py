"""Noun phrases that name a meeting: "next week's G-20 summit", "planned talks with Iran", "Obama's visit to Japan".

In: a parsed sentence and the index of a meeting noun. Out: the phrase with its parties, its name, and the marks that
say it lies ahead ("upcoming", "scheduled for") or behind ("recent").
"""

from wiredesk.news.meetings.grammar.adjectivals import is_adjectival
from wiredesk.news.meetings.grammar.auxiliaries import ADVERBS, AUXILIARIES
from wiredesk.news.meetings.grammar.bare_summits import BARE, bare_summit, is_held
from wiredesk.news.meetings.grammar.clauses import BOUNDARIES, PREPOSITIONS, Parsed, coordinated_after, is_verb_next
from wiredesk.news.meetings.grammar.event import Event
from wiredesk.news.meetings.grammar.triggers import CALL_NOUNS, NOUNS, VERBS, VISIT_NOUNS, WEAK_NOUNS
from wiredesk.news.parties.mentions import SPOKEN_OF, Mention

__all__ = ["Event", "find_events"]

AHEAD = frozenset(
    """upcoming planned scheduled forthcoming coming expected proposed-and-accepted next pending impending
    looming anticipated long-planned long-awaited long-scheduled new fresh highly-anticipated""".split()
)
BEHIND = frozenset("recent last previous past earlier latest yesterday ill-fated historic-past failed".split())
AHEAD_AFTER = frozenset("scheduled set planned slated due expected".split())
_INSIDE = frozenset(
    """
    two three four five two-day three-day four-day five-day one-day week-long weeklong day-long daylong hour-long
    bilateral trilateral quadrilateral multilateral three-way four-way two-way six-party five-party high-level
    high-stakes annual biannual regular formal informal official state private closed-door emergency extraordinary
    special first second third fourth fifth another one-on-one face-to-face peace nuclear trade climate economic
    security defense defence foreign finance energy regional global international world direct indirect phone
    telephone video virtual conference working separate joint ministerial ministers ministers' leaders leaders'
    presidential key crucial critical final preliminary exploratory disarmament disputed climate-change change
    bilateral pre-summit mini donor donors pledging reconciliation unity cease-fire ceasefire truce arms gas oil tax
    budget fiscal free-trade free cooperation strategic dialogue and's planning follow-up diplomatic high level
    political round-table roundtable working-level stand-alone standalone landmark historic rare brief lengthy major
    much-anticipated highly anticipated much-discussed much-awaited eagerly awaited back-to-back long full several
    some more further additional crisis brexit debt bailout border denuclearization denuclearisation g-20 gathering
    summit meeting conference plenary general overseas foreign middle-east mideast six-hour whirlwind maiden
    inaugural return 24-hour seven-day eight-day nine-day ten-day 10-day 12-day 11-day six-day asian european
    african week month sideline get-to-know-you tense delicate planned-for council board cabinet opec nato eu un g20
    g7 g8""".split()
)
_HOLDING = frozenset("hold holds holding".split())
_PREDICATE_WORDS = frozenset("will would is are was were has have had may could".split())
_MONTHS = frozenset(
    """
    january february march april may june july august september october november december monday tuesday wednesday
    thursday friday saturday sunday tomorrow tonight today this next summer autumn spring winter fall weekend week
    month""".split()
)


def find_events(parsed: Parsed) -> list[Event]:
    """The meeting nouns of a sentence, with their phrases; a noun within another's phrase is part of it."""
    lower = parsed.words.lower
    found: list[Event] = []
    bodies = {m.first: m for m in parsed.mentions if m.kind == "body" and m.entity in BARE}
    for i, word in enumerate(lower):
        body = bodies.get(i) if bodies else None
        if body is not None and is_held(parsed, body, found):
            found.append(bare_summit(parsed, body))
        elif found and word == "those" and lower[i + 1 : i + 3] in _THOSE_WITH and found[-1].noun in _SAME_NOUNS:
            found.append(_read_those(parsed, i))
        elif word == "bilateral" and i + 1 < len(lower) and lower[i + 1].isalpha() and lower[i + 1] not in _AFTER_NOUNS:
            continue  # "our bilateral agenda with Chad"
        elif word in ("conference", "conferences") and i and lower[i - 1] in _OF_THE_PRESS:
            continue
        elif word in NOUNS and (not found or i >= found[-1].last or i > found[-1].head + 1):
            if (
                i + 1 < len(lower)
                and lower[i + 1] in NOUNS
                and lower[i + 1] not in WEAK_NOUNS
                and word not in VISIT_NOUNS
            ):
                continue  # "summit meeting": the last noun is the head
            event = _read(parsed, i)
            if event:
                found.append(event)
    return found


_AFTER_NOUNS = PREPOSITIONS | BOUNDARIES | ADVERBS | AUXILIARIES | NOUNS.keys() | {"and", "or", "scheduled", "planned"}
_OF_THE_PRESS = frozenset("news press media".split())
_THOSE_WITH = [[word, "with"] for word in "planned scheduled set arranged".split()]
_SAME_NOUNS = frozenset("meeting meetings talks session sessions summit conversation discussions".split())


def _read_those(parsed: Parsed, head: int) -> Event:
    """ "The meeting is no different from those planned with A and B": more meetings of the one spoken of."""
    with_, between, to, last = _after(parsed, head)
    owner = Mention(head, head, "pronoun", SPOKEN_OF)
    return Event(head, head, last, "meetings", None, (), (owner,), with_, between, to, None, "meetings",
                 None, None, call=False, negated=False)  # fmt: skip


def _read(parsed: Parsed, head: int) -> Event | None:
    words, lower = parsed.words, parsed.words.lower
    noun = lower[head]
    ending = {m.last: m for m in parsed.mentions}
    first = head
    inside: list[Mention] = []
    owners: list[Mention] = []
    body: Mention | None = None
    ahead = behind = None
    negated = False
    i = head - 1
    while i >= 0 and head - i < 16:
        word = lower[i]
        mention = ending.get(i + 1)
        if mention is None and word == "'s" and ending.get(i) is not None:
            mention = ending[i]
            same = [m for m in parsed.mentions if m.last == mention.last]
            if mention.kind in ("body",):
                body = body or mention
            owners.extend(same)
            first = min(m.first for m in same)
            i = first - 1
            break
        if mention is not None and mention.owner and mention.kind == "body":  # "G-20 Leaders' Summit"
            body = body or mention
            first = i = mention.first
            break
        if mention is not None and mention.kind == "pronoun" and (mention.owner or word == "her"):
            owners.append(mention)
            first = i = mention.first
            break
        if word == ")" and lower[i - 2 : i - 1] == ["("]:  # "the Arab League (AL) summit"
            i -= 3
            continue
        if mention is not None and not mention.owner:
            same = [m for m in parsed.mentions if m.last == mention.last]
            if mention.kind in ("person", "adjective", "state", "city", "body", "government", "office"):
                if mention.kind == "body" and mention.entity:
                    body = body or mention
                inside = same + inside
                first = i = mention.first
                if lower[first] in ("the", "a", "an"):
                    break  # "in Peru and the ASEAN summit": what stands before is no part of the phrase
                i -= 1
                continue
            break
        if word in AHEAD:
            ahead = ahead or word
        elif word in BEHIND and not (word == "last" and noun in _OF_A_JOURNEY):
            behind = behind or word
        elif word == "no":
            negated = True
            first = i
            break
        elif word in ("the", "a", "an", "this", "that", "any", "his", "her", "their", "its"):
            first = i
            break
        elif word == "'s" and i > 0 and lower[i - 1] in _MONTHS:
            pass
        elif word in _MONTHS:
            if word in ("next", "tomorrow", "this") and ahead is None:
                ahead = word if word != "this" else None
        elif (
            not (word in _INSIDE or word in ("-", "and", "’", "'", "–", "“", "”", '"') or word[0].isdigit())
            and not (words.words[i][0].isupper() and i > 0)
            and not ((before := ending.get(i)) is not None and before.kind == "body" and word[0].isalpha())
            and not (i and word[0].isalpha() and lower[i - 1] in ("the", "a", "an", "his", "her", "their", "its", "'s"))
        ):
            break
        first = i
        i -= 1
    if lower[i] == "no" if i >= 0 else False:
        negated = True
    if noun == "round" and lower[head + 1 : head + 2] == ["of"] and NOUNS.keys().isdisjoint(lower[head + 2 : head + 7]):
        return None  # "a new round of sanctions"
    with_, between, to, last = _after(parsed, head)
    if not with_ and not inside and not owners and body is None and noun not in VISIT_NOUNS:
        with_, between = _past_predicate(parsed, last)
        if with_ and not between:  # "Talks are planned with X": whose they are goes without saying
            owners.append(Mention(first, first, "pronoun", SPOKEN_OF))
    if body is None and noun != "assembly":  # "the Munich Security Conference", "the Summit of the Americas"
        named = (m for m in parsed.mentions if m.first <= head < m.last)
        body = next((m for m in named if m.kind == "body" and m.entity), None)
    if body is None and len(with_) == 1 and with_[0].kind == "body" and with_[0].entity:
        body = with_[0] if "of" in lower[head : with_[0].first] else None  # "a meeting of the 28-nation alliance"
    if noun in CALL_NOUNS and head and lower[head - 1] in _MODALS:
        return None  # the verb
    if noun == "table" and lower[head - 1 : head] not in (["negotiating"], ["bargaining"]):
        return None
    weak = noun in WEAK_NOUNS and noun != "table"
    call = noun in CALL_NOUNS and any(w in ("phone", "telephone", "video", "conference") for w in lower[first:head])
    held = noun in CALL_NOUNS and not _HOLDING.isdisjoint(lower[max(0, head - 3) : head])
    held = held or (
        noun == "round" and not _ANEW.isdisjoint(lower[first:head]) and "hold" in lower[max(0, first - 3) : head]
    )
    if weak and not (
        held
        or call
        or with_
        or body
        or noun in ("tour", "swing", "stop", "stops", "lunch", "dinner", "mission", "table")
        or inside
        or (noun in ("session", "sessions") and not _CALLED.isdisjoint(lower[first:head]))
    ):
        return None
    if noun == "talk" and lower[head + 1 : head + 2] == ["of"]:
        return None  # "there is talk of a summit"
    if noun == "mission" and not to:
        return None  # "the African Union's new mission"
    if noun in CALL_NOUNS and not call and not with_ and not held:
        return None
    is_its_name = body is not None and body.first <= head < body.last
    name = body.name if body is not None and is_its_name else _name(parsed, first, head)
    return Event(head, first, last, noun, NOUNS[noun], tuple(inside), tuple(owners), with_, between, to, body, name,
                 ahead, behind, call, negated)  # fmt: skip


# Of which the last one is the one at the end.
_OF_A_JOURNEY = frozenset("stop stopover leg".split())
# "Will hold their next round": of the talks that they are in.
_ANEW = frozenset("next new fresh second third fourth fifth".split())
# Before "session": that of a body, not of a parliament's year or a market's day.
_CALLED = frozenset("emergency extraordinary closed-door urgent special closed private".split())
# "talks mediated by Norway": who makes them possible is no side of them.
_ARRANGED = frozenset("mediated brokered hosted facilitated sponsored chaired organized organised led backed".split())
_MODALS = frozenset("will would to may might could should must can not n't".split())
_BESIDE = frozenset("with between by of among involving bringing for".split())
_PREPOSITIONS = frozenset("with between by to in at of among involving through across".split())
# Verbs of the noun's own predicate, behind which no place is part of its phrase.
_RUNS = frozenset("kick kicks kicked ended ends".split())
_ASKED = frozenset("request invitation behest urging insistence initiative suggestion expense".split())
_MATTERS = frozenset("over about amid regarding concerning despite against".split())
# Given in honour of the one after "for".
_MEALS = frozenset("dinner lunch luncheon breakfast banquet reception".split())


def _name(parsed: Parsed, first: int, head: int) -> str:
    """The phrase without article and possessors: "G-20 summit"."""
    lower, words = parsed.words.lower, parsed.words
    while first < head and (lower[first] in ("the", "a", "an", "his", "her", "their", "its", "this", "that", "no")):
        first += 1
    for i in range(head, first, -1):
        if lower[i - 1] == "'s":
            first = i
            break
    pieces = ""
    for i in range(first, head + 1):
        if (word := words.words[i]) in '“”"':
            continue
        numbered = i > first and words.starts[i] == words.ends[i - 1] and word[0].isdigit()  # "COP31"
        pieces += word if numbered or not pieces else f" {word}"
    return pieces.replace(" - ", "-")


# "talks are due to resume in Kinshasa on Monday between": so many words may part a noun from its parties.
_PREDICATE = 20


def _past_predicate(parsed: Parsed, last: int) -> tuple[tuple[Mention, ...], bool]:
    """Parties told only after the predicate: "Talks are due to resume on Monday between Sudan and Ethiopia"."""
    lower = parsed.words.lower
    end = min(len(lower), last + _PREDICATE)
    if not _PREDICATE_WORDS & set(lower[last : last + 3]):
        return (), False
    by_first = {m.first: k for k, m in reversed(list(enumerate(parsed.mentions)))}
    for i in range(last, end):
        if lower[i] == "," and lower[i + 1 : i + 2] in (["with"], ["involving"]):
            closing = by_first.get(i + 2)  # "The talks are to be held in Oslo, with Kenyan and Swiss mediators"
            group = coordinated_after(parsed, closing, closed=True) if closing is not None else ()
            if len({m.country for m in group}) < 2 or is_verb_next(parsed.words, group[-1].last):
                return (), False
            return group, True
        if lower[i] in (".", ";", ",", "that", "which", "who", "as", "but", "said", "when", "after", "before"):
            return (), False
        if lower[i] == "with" and lower[i - 1] in AHEAD_AFTER and i + 1 in by_first:
            return coordinated_after(parsed, by_first[i + 1], closed=True), False
        if lower[i] in ("between", "among", "involving") and i + 1 in by_first and _is_adverbial(parsed, i - 1):
            return coordinated_after(parsed, by_first[i + 1], closed=True), True
    return (), False


def _is_adverbial(parsed: Parsed, i: int) -> bool:
    """Whether a time, a place or the verb ends with word i, not a noun of its own ("will deepen ties between")."""
    word = parsed.words.lower[i]
    if word in ADVERBS or word in _MONTHS or word[0].isdigit() or word.endswith("ed") or word in _RUN:
        return True
    return any(m.last == i + 1 and m.kind in ("city", "state", "place") for m in parsed.mentions)


_RUN = frozenset("held resume begin start place open continue set due convene".split())


def _after(parsed: Parsed, head: int) -> tuple[tuple[Mention, ...], bool, tuple[Mention, ...], int]:
    """Parties and places that follow the noun in its own phrase."""
    lower = parsed.words.lower
    by_first: dict[int, int] = {}
    for k, m in enumerate(parsed.mentions):
        by_first.setdefault(m.first, k)
    with_: list[Mention] = []
    to: list[Mention] = []
    between = False
    mode = ""
    i = head + 1
    last = head + 1
    gap = 0
    while i < len(lower) and gap < 8:
        word = lower[i]
        at = by_first.get(i)
        if at is not None:
            closed = mode in ("with", "between", "of", "among", "involving")
            group = coordinated_after(parsed, at, closed=closed, is_pair=mode == "between")
            mention = parsed.mentions[at]
            end = max((m.last for m in group), default=mention.last)
            if mode == "by" and lower[i - 2] in _ARRANGED:
                i = last = max(end, i + 1)
                mode = ""
                continue
            if mode == "by" and mention.owner:
                break  # "a meeting overshadowed by Russia's interference"
            if mode in ("in", "to", "at") and mention.kind == "state" and is_adjectival(parsed.words, mention):
                break  # "in the U.S. election"
            if mode in _BESIDE and group and (mode != "for" or all(m.kind in ("person", "office") for m in group)):
                if mode == "of" and mention.kind in ("state", "city") and len(group) < 2:
                    to.append(mention)
                else:
                    with_.extend(group)
            elif mode in ("to", "in", "at", "through", "across") and mention.kind in (
                "state",
                "city",
                "place",
                "person",
                "body",
            ):
                if mention.owner and lower[end + 1 : end + 2] and lower[end + 1] in _ASKED:
                    break  # "a session at Kuwait's request"
                to.append(mention)
                to.extend(m for m in group if m.kind in ("state", "city") and m is not mention)
            elif (mode == "" and mention.kind != "pronoun") or mention.kind == "pronoun":
                break
            i = last = max(end, i + 1)
            mode = ""
            gap = 0
            continue
        if (word in VERBS and word not in NOUNS and word not in ("set", "scheduled", "planned")) or word in _RUNS:
            break
        if word == "to" and i + 1 < len(lower) and i + 1 not in by_first and parsed.words.words[i + 1][0].islower():
            break  # "to meet with"
        if word == "of" and lower[i - 1] in _ASKED:
            break  # "at the request of Russia"
        if word in _PREPOSITIONS or (word == "for" and parsed.words.lower[head] in _MEALS):
            mode = word if word != "of" or i == head + 1 or between else "in"
            between = between or word in ("between", "among")
        elif word in (
            ".",
            ";",
            ",",
            "who",
            "which",
            "that",
            "as",
            "but",
            "when",
            "where",
            "while",
            "because",
            ":",
            "“",
        ):
            if word != ",":
                break
            mode = ""
        elif word in _PREDICATE_WORDS or (word == "and" and not mode):
            break
        elif word in _MATTERS:
            mode = ""  # "talks with them over the drills of ..."
        i += 1
        gap += 1
    return tuple(with_), between, tuple(to), last
