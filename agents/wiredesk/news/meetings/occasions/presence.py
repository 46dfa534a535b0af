"""Who of those whom a sentence names comes to the event that it speaks of, and who stays away.

In: a parsed sentence, the words that name the event, the article's cast. Out: `Presence`. By grammar: the subject of a
verb of coming or of what it will do there ("will attend", "is heading to", "plans to press allies at"), those whom
"including", "among them", "hosted by" bring in, and whose trip it is. Refused: who only speaks of it.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from wiredesk.news.meetings.grammar.auxiliaries import ADVERBS, NEGATIVES
from wiredesk.news.meetings.grammar.clauses import REPORTING, Parsed
from wiredesk.news.meetings.grammar.triggers import VISIT_NOUNS
from wiredesk.news.parties.cast import Cast
from wiredesk.news.parties.mentions import Mention
from wiredesk.news.parties.party import Party

_WILL = frozenset("will 'll".split())
_BE = frozenset("is are 's 're was were".split())
_HAVE = frozenset("has have".split())
# After "is": what puts the subject there, or on the way.
_IS_COMING = frozenset(
    """to due set expected scheduled slated planning attending hosting heading traveling travelling going leaving flying
    joining among coming host chairing representing arriving there bound""".split()
)
_PLANS = frozenset("plans plan intends intend".split())
_COMES = frozenset(
    """attends attend travels travel heads head flies fly leaves leave goes go joins join hosts host arrives arrive
    arrived departs depart departed left flew chairs lands embarks represents attending hosting representing chairing
    joining""".split()
)
_HAS = frozenset("confirmed accepted agreed arrived".split())
_AWAY = frozenset(
    """skip skips skipping skipped boycott boycotts boycotting miss misses missing snub snubs snubbing shun
    avoid avoiding absent""".split()
)
_COMING = frozenset("attend attending go going be travel come coming take join appear expected".split())
_BRINGS_IN = (["including"], ["among", "them"], ["hosted", "by"], ["chaired", "by"], ["led", "by"], ["joined", "by"],
              ["host"], ["represented", "by"], ["as", "are"], ["as", "is"])  # fmt: skip
# Between an owner and its journey: "the president's first foreign trip".
_OWNS_WITHIN = 5
_INSTEAD = frozenset("without except unlike replacing replaces succeeds succeeded".split())


@dataclass(frozen=True, slots=True)
class Presence:
    """`coming` are told to be there, `away` not to; `named` are all whom the sentence names and who stay not away."""

    coming: tuple[Party, ...]
    named: tuple[Party, ...]
    away: tuple[Party, ...]


def read_presence(parsed: Parsed, cast: Cast) -> Presence:
    """Who comes to the event of which the sentence speaks."""
    lower = parsed.words.lower
    coming: list[Party] = []
    named: list[Party] = []
    away: list[Party] = []
    for mention, person in _people(parsed, cast):
        if lower[mention.first - 1 : mention.first] and lower[mention.first - 1] in _INSTEAD:
            away.append(person)
            continue
        told = _owns_journey(lower, mention) if mention.owner else _comes(parsed, mention)
        if told is False:
            away.append(person)
            continue
        named.append(person)
        if told or _is_brought_in(parsed, mention):
            coming.append(person)
    return Presence(tuple(coming), tuple(named), tuple(away))


def _people(parsed: Parsed, cast: Cast) -> Iterator[tuple[Mention, Party]]:
    for mention in parsed.mentions:
        if mention.kind not in ("person", "office") and not (mention.kind == "pronoun" and mention.name in _SINGLE):
            continue
        found = cast.parties(mention, parsed.index if parsed.index >= 0 else 10**6)
        if len(found) == 1 and found[0].kind == "person" and (found[0].role or found[0].entity):
            yield mention, found[0]


_SINGLE = frozenset({"he", "she"})


def _owns_journey(lower: Sequence[str], mention: Mention) -> bool | None:
    """ "Obama's trip to Lima for the summit", "his first trip"."""
    return True if not VISIT_NOUNS.isdisjoint(lower[mention.last : mention.last + _OWNS_WITHIN]) else None


def _comes(parsed: Parsed, mention: Mention) -> bool | None:
    """Whether what follows says that they come (True) or stay away (False); None where it says neither."""
    lower = parsed.words.lower
    i = _past_list(parsed, mention.last)
    word = lower[i] if i < len(lower) else "."
    following = lower[i + 1 : i + 4]
    denied = word in NEGATIVES or not NEGATIVES.isdisjoint(following)
    if word in _AWAY or (not _AWAY.isdisjoint(following) and word not in REPORTING):
        return False
    if denied:
        return False if not _COMING.isdisjoint(lower[i : i + 5]) else None
    if word in _WILL or word in _COMES or (word in _PLANS and following[:1] == ["to"]):
        return True
    plain = [w for w in lower[i + 1 : i + 6] if w not in ADVERBS][:1]
    if word in _BE and plain:
        return True if plain[0] in _IS_COMING else None
    return True if word in _HAVE and plain and plain[0] in _HAS else None


def _past_list(parsed: Parsed, at: int) -> int:
    """Past those who are named together with a person, and past "who": where the verb begins."""
    lower = parsed.words.lower
    by_first = {m.first: m for m in parsed.mentions}
    while at < len(lower):
        if at in by_first and by_first[at].kind in ("person", "office") and not by_first[at].owner:
            at = by_first[at].last
        elif lower[at] in (",", "and", "&", "who", "both") or lower[at] in ADVERBS:
            at += 1
        else:
            break
    return at


def _is_brought_in(parsed: Parsed, mention: Mention) -> bool:
    """ "Leaders including X and Y", "a summit hosted by X": also through the list in which one stands."""
    lower = parsed.words.lower
    by_last = {m.last: m for m in parsed.mentions}
    at = mention.first
    while at > 1 and lower[at - 1] in (",", "and", "as", "well"):
        k = at
        while k > 0 and lower[k - 1] in (",", "and", "as", "well"):
            k -= 1
        if k not in by_last or by_last[k].kind not in ("person", "office"):
            break
        at = by_last[k].first
    return any(lower[max(0, at - len(words)) : at] == words for words in _BRINGS_IN)
