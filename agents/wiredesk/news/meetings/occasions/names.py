"""On what occasion: the host event that a sentence names beside a meeting, or the one after it does.

In: parsed sentences. Out: the event's name in the article's words; None where none is named.
"""

import re
from collections.abc import Sequence

from wiredesk.news.lexicon import load_lexicon, resolve_city
from wiredesk.news.meetings.grammar.auxiliaries import NEGATIVES
from wiredesk.news.meetings.grammar.clauses import Parsed
from wiredesk.news.meetings.grammar.events import find_events
from wiredesk.news.meetings.grammar.governors import is_apart

_BESIDE = frozenset("sidelines sideline margins fringes edges".split())
_OCCASIONS = frozenset("at during of for attending attend to".split())
_NAMED = re.compile(
    r"\b(?:(?:on|at) the (?:sidelines|margins|fringes|edges) of|during|as part of|part of|attend(?:ing)?|"
    r"address(?:ing)?|in town for|on hand for)"
    r" (?:the |this |that |a )?(?:(?:next|this|the coming) (?:week|month|year)(?:'s|’s) )?(?:annual )?"
    r"(?P<name>[A-Z][\w.&’'-]{1,30}(?: (?:of|on|for|and|the|[A-Z][\w.&’'-]{0,30})){0,6} "
    r"(?:Summit|summit|Forum|forum|Conference|conference|[Aa]ssembly|Meeting|Congress|Dialogue))\b"
)
_SPEAKS_OF_IT = re.compile(
    r"(?:It|That|This|They|Both|The (?:talks?|meeting|encounter|conversation|session|two|get-together))\b"
)
_FRILLS = re.compile(
    r"^(?:(?:the|a|an|this|that|[Aa]nother|next|upcoming|forthcoming|coming|annual|biennial|planned|scheduled|latest|first|second|third|"
    r"(?:one|two|three|four|five|week)-day|week-?long|\d+(?:st|nd|rd|th)|major|key|crucial|high-level|long-awaited|"
    r"final|inaugural|week's|month's|year's|week ?'s|month ?'s|year ?'s) )+"
)
_MANNER = re.compile(
    r"^(?:(?:emergency|extraordinary|special|urgent|virtual|video|online|remote|regular|formal|informal) )+"
)
"""How it is held is no part of a name."""
_ANNIVERSARY = re.compile(
    r"\b(?:at|during|for|mark(?:s|ed|ing)?|commemorat(?:e|es|ing)|celebrat(?:e|es|ing)|attend(?:ing)?|"
    r"on the occasion of|to)(?: (?:the|a|an|its|his|her|their|ceremon(?:y|ies)|events?|celebrations?|commemorations?|"
    r"of|for|to|mark|marking|commemorating|celebrating))* "
    r"(?P<name>(?:(?:\d+(?:st|nd|rd|th)|[a-z]+(?:ieth|eth|enth|fth|rth|rd|nd|st)) )?anniversary of "
    r"(?:the |its |his |her )?(?:[\w’'-]+ ){0,5}?[\w’'-]+)"
    r"(?=[,.;]| (?:in|on|at|and|with|this|next|where|when|which|that|who|he|she|before|after|as)\b)"
)
GENERIC = frozenset("summit summits conference meeting gathering session forum sidelines".split())
"""Names of events that do not say which one."""
# How many words beyond its clause an occasion may stand.
REACH = 12


def plain_name(name: str, body: str | None = None) -> str:
    """The name of an event without what only says which one or when: "43rd G7 summit" is the "G7 summit".

    `body`: whose event it is, for a name that does not say so ("gathering").
    """
    plain = _FRILLS.sub("", name)
    if body and body not in plain and _town_before(plain) is not None:
        plain = plain.rpartition(" ")[2]  # "the Samarkand summit of the G20"
    if body and not any(c.isupper() or c.isdigit() for c in plain):
        return f"{body} {_MANNER.sub('', plain)}"
    return plain


def _town_before(name: str) -> str | None:
    """The town of a name that is nothing but a town and a noun: "Osaka gathering"."""
    town, _, noun = name.rpartition(" ")
    return town if noun.lower() in GENERIC and town[:1].isupper() and resolve_city(town) is not None else None


def town_of(name: str) -> str | None:
    """The town by which alone an event is called: "the Osaka summit"."""
    return _town_before(_FRILLS.sub("", name))


def _located(name: str, parsed: Parsed, head: int) -> str:
    """ "the summit in Vietnam" has no other name."""
    after = head + 1
    place = next((m for m in parsed.mentions if m.first == after + 1 and m.kind in ("state", "city", "place")), None)
    if name.lower() not in GENERIC or place is None or parsed.words.lower[after] != "in":
        return name
    return f"{name} in {' '.join(parsed.words.words[place.first : place.last])}"


def find_occasion(parsed: Parsed, head: int, first: int, last: int) -> str | None:
    """The event beside the trigger at word `head`: "at the G-20 summit", "during the Asia-Europe Meeting"."""
    lower = parsed.words.lower
    for event in find_events(parsed):
        if event.is_visit or event.head == head or not first - REACH <= event.head <= last + REACH:
            continue
        if event.body is None and event.type not in ("summit", "multilateral"):
            continue
        before = lower[max(0, event.first - 2) : event.first]
        owned = lower[event.head + 1 : event.head + 3] in (["'s", "sidelines"], ["'s", "margins"])
        if is_apart(lower, head, event.first):
            continue
        if owned or (any(w in _OCCASIONS for w in before) and "ahead" not in before):
            name = plain_name(event.name, event.body.name if event.body else None)
            return _located(name, parsed, event.head)
    for mention in parsed.mentions:
        if mention.kind != "body" or not mention.entity or not first - REACH <= mention.first <= last + REACH:
            continue
        if is_apart(lower, head, mention.first):
            continue
        before = lower[max(0, mention.first - 3) : mention.first + 1]
        at = lower[max(0, mention.first - 1) : mention.first + 1]
        if "during" in before or _BESIDE & set(before) or ("at" in at and is_forum(mention.name)):
            return mention.name
    return None


def is_forum(name: str) -> bool:
    """Whether a body is a series of summits ("the G20"), not an organisation that has a seat and sits all year."""
    return any(s.kind == "body" and s.entity.kind == "forum" for s in load_lexicon().senses(name))


def find_named(sentence: str, *, is_own: bool) -> str | None:
    """A host event by the form of its name: "during the World Water Forum".

    Of a sentence that is not the meeting's own only what it says of "it", "the talks", "the encounter".
    """
    if not is_own and not _SPEAKS_OF_IT.match(sentence):
        return None
    match = _NAMED.search(sentence)
    if match is not None:
        return plain_name(match["name"])
    anniversary = _ANNIVERSARY.search(sentence)
    return anniversary["name"] if anniversary else None


_ATTENDING = frozenset("attend attending address addressing".split())


def _leads_to(lower: Sequence[str], i: int) -> bool:
    """ "Both will attend the", "are in town for the": what they meet beside."""
    return (lower[i] in _ATTENDING and NEGATIVES.isdisjoint(lower[max(0, i - 3) : i])) or (
        lower[i] == "for" and lower[i - 1] in ("town", "hand", "there")
    )


_MAY_PUT_BESIDE = re.compile(
    r"(?:it|that|this|the|their|both|they)\b.*(?:sideline|margin|fringe|edge|attend|address|(?:town|hand|there)\s+for)",
    re.IGNORECASE | re.DOTALL,
)


def may_put_beside(sentence: str) -> bool:
    """Whether `find_sideline` may find something in a sentence: told from its text, of many they are few."""
    return _MAY_PUT_BESIDE.match(sentence) is not None


def find_sideline(parsed: Parsed) -> str | None:
    """The event on whose sidelines a sentence puts what was told before it."""
    lower = parsed.words.lower
    if lower[0] not in ("it", "that", "this", "the", "their", "both", "they"):
        return None
    if lower[1:2] in (["next"], ["following"], ["day"], ["week"]):
        return None  # "The next day she will attend the summit": that is another matter
    at = next((i for i, word in enumerate(lower) if word in _BESIDE or _leads_to(lower, i)), None)
    if at is None:
        return None
    for event in find_events(parsed):
        if at < event.head <= at + REACH and (event.body is not None or event.is_named):
            return plain_name(event.name, event.body.name if event.body else None)
    return next((m.name for m in parsed.mentions if m.kind == "body" and m.entity and at < m.first <= at + 4), None)
