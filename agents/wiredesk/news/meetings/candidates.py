"""Frames to candidates: who takes part, one candidate for each meeting that a frame speaks of.

In: a frame and the article's cast. Out: candidates with resolved parties. "Obama will meet the leaders of France, China
and Japan" is three meetings, "ministers of the three will meet" one. A frame whose parties cannot be told gives a
refused candidate, so that `explain` can show it.
"""

from dataclasses import dataclass, field, replace

from wiredesk.news.lexicon import load_offices
from wiredesk.news.meetings.frame import Frame
from wiredesk.news.parties.cast import Cast
from wiredesk.news.parties.mentions import HERE, Mention
from wiredesk.news.parties.party import LONE, Party
from wiredesk_schemas import AgendaItem, Announcer, When, Where
from wiredesk_schemas.values import Attribution


@dataclass(slots=True)
class Candidate:
    """One possible meeting. `refused` is the reason it is not reported, None while it stands.

    `slots` are the trace: slot, value, where it came from. `merged` are other mentions of it. `beside` is a town
    that the sentence names without tying the meeting to it.
    """

    frame: Frame
    parties: tuple[Party, ...]
    kind: str
    status: str = "planned"
    visitor: Party | None = None
    host_country: str | None = None
    when: When = field(default_factory=When)
    moved_from: When | None = None
    where: Where | None = None
    occasion: str | None = None
    refused: str | None = None
    certainty: str = "confirmed"
    body: Party | None = None
    slots: list[tuple[str, str, str]] = field(default_factory=list)
    merged: list["Candidate"] = field(default_factory=list)
    beside: Where | None = None
    agenda: tuple[AgendaItem, ...] = ()
    announcers: tuple[Announcer, ...] = ()
    attribution: Attribution | None = None
    confidence: float | None = None

    @property
    def sentence(self) -> int:
        """Index of the sentence; -1 for the title."""
        return self.frame.parsed.index

    def refuse(self, reason: str) -> None:
        """Keep the first reason."""
        if self.refused is None:
            self.refused = reason


# Groups that can be the other side of a state's meeting; others (voters, families) are nobody's counterpart.
_HIGH = frozenset(
    """leaders ministers minister diplomats diplomat negotiators negotiator officials delegations envoys presidents
    leader premiers president premier mediators heads nations countries powers""".split()
)
# Territories without a foreign policy of their own: who comes from the state that has it is at home.
SOVEREIGNS = {
    "AS": "US", "GU": "US", "MP": "US", "PR": "US", "VI": "US", "HK": "CN", "MO": "CN", "GL": "DK", "FO": "DK",
    "BM": "GB", "FK": "GB", "GI": "GB", "GG": "GB", "IM": "GB", "JE": "GB", "KY": "GB", "VG": "GB", "GF": "FR",
    "GP": "FR", "MQ": "FR", "NC": "FR", "PF": "FR", "RE": "FR", "YT": "FR", "AW": "NL", "CW": "NL", "AX": "FI",
}  # fmt: skip
_CONSORTS = frozenset(("queen", "queen consort", "princess", "first lady"))
# Roles of those who talk with the government of their own state.
_OTHER_SIDES = ("rebel", "opposition", "faction", "separatist", "militia")
# A body that no list has is taken for one that talks with states when its name ends so.
_ARMED = frozenset(
    """opposition rebels separatists militants insurgents Front Army Movement Coalition Alliance Authority Council
    Forces Government Militia""".split()
)
# What makes a group without names a party: they speak for states.
_INTERNATIONAL = frozenset(
    """
    world foreign european arab african asian american latin gulf nato western eastern southeast allied g7 g20 eu
    asean islamic muslim regional caribbean pacific nordic baltic balkan central international
    asia africa europe""".split()
)
# Bodies of one state, whose sessions are no meeting of states.
_AT_HOME = frozenset(f"body:{name}" for name in "fomc federal-reserve bank-of-england bank-of-japan".split())
_VAGUE = frozenset("several some many other various numerous few dozens number".split())
_DOMESTIC = frozenset(
    """
    congressional house senate republican democratic gop congress business religious community civic labor union
    faith local party corporate industry tech military tribal evangelical jewish black civil-rights rights
    legislative state law enforcement lawmakers senators top company bank conservative christian muslim
    environmental student youth campaign federal administration white fbi police city county board committee""".split()
)


def read_candidates(frame: Frame, cast: Cast) -> list[Candidate]:
    """The candidates of a frame; at least one, refused when it names too few."""
    sentence = frame.parsed.index if frame.parsed.index >= 0 else 10**6
    here = _country_here(frame)
    if frame.left and all(m.kind in ("pronoun", "office") for m in frame.left):  # "he" cannot be whom he meets
        named = tuple(m for m in frame.right if m.kind == "person" or (m.kind == "office" and m.country))
        left = _resolve(frame.left, cast, sentence, _resolve(named, cast, sentence, (), here=here), here=here)
    else:
        left = _resolve(frame.left, cast, sentence, (), here=here)
    left = _as_their_body(frame, left)
    role = next((p.role for p in left if p.role), None)
    right = _resolve(frame.right, cast, sentence, left, role, here=here)
    right = [p for p in _as_their_body(frame, right) if p.key not in {q.key for q in left}]
    left, right = _without_lone(frame, left, right)
    if len(right) > 1:  # "CNN has learned of a call between A and B"
        left = [p for p in left if not _is_unknown_body(p)]
    bodies = bool(left) and all(p.kind == "organisation" for p in left)
    if right and frame.to and not bodies and all(p.kind == "group" and _is_high(p) for p in right):
        # "travels to Israel to meet with leaders there"
        right = [
            Party(m.name, "government", m.country, None, None, f"{right[0].name} of the place", plural=True)
            for m in frame.to
            if m.country and m.kind in ("state", "city")
        ] or right
    if not right and len(left) == 1:
        right = _hosts_of_talks(frame, left[0], cast)
    body = _resolve((frame.event.body,), cast, sentence, ())[0] if frame.event and frame.event.body else None
    if body is None and frame.event and frame.event.is_named and not frame.parsed.is_title:
        body = Party(frame.event.name, "organisation", None, None, None, "named event", plural=True)
    if (
        frame.rule in ("visit", "travel", "visit-noun")
        or (frame.rule == "accept" and not right)
        or (frame.rule in ("cancelled", "postponed", "off") and frame.event and frame.event.is_visit)
    ):
        return _visits(frame, left, right, body, cast)
    if body is not None:
        right = [p for p in right if p.key != body.key]
    if frame.rule in ("event", "attend", "gather", "cancelled", "postponed", "off") or (
        body and (not right or frame.rule == "host")
    ):
        return [_gathering(frame, left, right, body)]
    return _meetings(frame, left, right, body)


def _hosts_of_talks(frame: Frame, visitor: Party, cast: Cast) -> list[Party]:
    """ "X will hold talks in Tehran": with whom an official talks in another state's capital goes without saying."""
    event = frame.event
    if frame.rule != "hold" or event is None or event.type != "talks" or visitor.kind != "person" or not visitor.role:
        return []
    places = [m for m in frame.to if m.country and (m.kind == "state" or m.role == "capital")]
    if len(places) != 1 or places[0].country == visitor.country:
        return []
    country = places[0].country or ""
    return [Party(cast.state_name(country), "government", country, None, None, "where the talks are", plural=True)]


def _without_lone(frame: Frame, left: list[Party], right: list[Party]) -> tuple[list[Party], list[Party]]:
    """A lone capitalised word is a party only of a meeting with one who is known ("talks with Zelensky")."""
    known = any(p.how != LONE and p.kind != "group" for p in (*left, *right))
    if known and frame.rule in ("meet", "hold", "confer", "host", "event", "cancelled", "postponed", "accept"):
        return left, right
    return [p for p in left if p.how != LONE], [p for p in right if p.how != LONE]


def _resolve(
    mentions: tuple[Mention, ...],
    cast: Cast,
    sentence: int,
    others: list[Party] | tuple[()],
    role: str | None = None,
    *,
    here: str | None = None,
) -> list[Party]:
    found: dict[tuple[str, str], Party] = {}
    for mention in mentions:
        if mention.country == HERE:
            if here is None:
                continue
            mention = replace(mention, country=here)
        for party in cast.parties(mention, sentence, others=[*others, *found.values()], role=role):
            found.setdefault(party.key, party)
    people = {p.country for p in found.values() if p.kind == "person"}
    for key, party in list(found.items()):
        if party.kind == "group" and (
            party.name.lower().startswith(("other ", "his ", "her ", "their ", "its ")) and len(found) > 1
        ):
            del found[key]  # "he and his diplomats": the named ones stand for all
    # "Netanyahu and other Israeli leaders": the leader stands for them.
    return [p for p in found.values() if p.kind != "government" or p.country is None or p.country not in people]


def _as_their_body(frame: Frame, parties: list[Party]) -> list[Party]:
    """ "The council ... the meeting of its finance ministers": the body named before stands for its members."""
    if not parties or not all(p.kind == "group" and p.name.lower().startswith("its ") for p in parties):
        return parties
    bodies = [m for m in frame.parsed.mentions if m.kind == "body" and m.entity and m.last <= frame.head]
    if not bodies:
        return parties
    body = bodies[-1]
    how = f"{parties[0].name} → {body.name}"
    return [Party(body.name, "organisation", body.country, None, body.entity, how, plural=True)]


def _country_here(frame: Frame) -> str | None:
    """The state that the sentence names as a place ("In Poland, Romney will meet the country's president")."""
    states = [m for m in frame.parsed.mentions if m.kind in ("state", "city") and m.country]
    before = [m for m in states if m.last <= frame.head]
    return (before or states)[-1].country if states else None


# Offices of one state's own affairs, and those whom their holders meet there.
_OF_CONGRESS = frozenset(
    """governor|gov.|mayor|senator|sen.|rep.|congressman|congresswoman|attorney general|house speaker|majority leader|
    senate majority leader|minority leader|house minority leader|police chief|ceo|chief executive|
    chief executive officer|founder|co-founder|company chairman|billionaire|tycoon""".replace("\n    ", "").split("|")
)
_WITH_CONGRESS = frozenset("president|vice president|president-elect|vice president-elect|chief of staff".split("|"))
_OF_PARLIAMENT = frozenset("mp|party leader|party chief|opposition leader|speaker|first minister|leader".split("|"))
_WITH_PARLIAMENT = frozenset("prime minister|premier|taoiseach|deputy prime minister".split("|"))


def _is_at_home(parties: tuple[Party, ...]) -> bool:
    """Whether those of a state's parliament, parties or companies meet its government, if no state is told."""
    people = [p for p in parties if p.kind == "person"]
    if len(people) < len(parties) or len({p.country for p in people} - {None}) > 1 or all(p.country for p in people):
        return False
    roles = {p.role or "" for p in people}
    of_congress, of_parliament = roles & _OF_CONGRESS, roles & _OF_PARLIAMENT
    with_congress = {r for r in roles if r in _WITH_CONGRESS or r.endswith(" secretary")}
    if of_congress:
        if {p.country for p in people} - {None, "US"}:
            return False
        return roles <= of_congress | with_congress
    return bool(of_parliament) and roles <= of_parliament | (roles & _WITH_PARLIAMENT)


def _meetings(frame: Frame, left: list[Party], right: list[Party], body: Party | None) -> list[Candidate]:
    if len(left) == 1 and left[0].kind == "organisation" and right and all(_is_own(p) for p in right):
        right = []  # "a meeting of its 28 members"
    named_right = [p for p in right if p.kind != "group"]
    sides = [(left, right)]
    if len(left) == 1 and left[0].kind == "person" and len(right) > 1 and not frame.host:
        if named_right:
            right = named_right
        countries = {p.country for p in right}
        pair = len(right) == 2 and all(
            p.kind == "person" and load_offices().rank(p.role or "") == "minister" for p in right
        )
        words = frame.parsed.words.lower[frame.head : frame.last]
        if (len(countries) > 1 and not pair) or "including" in words or "separately" in words:
            sides = [(left, couple) for couple in _couples(right)]
        else:
            sides = [(left, right)]
    elif named_right and len(named_right) < len(right):
        sides = [(left, named_right)]
    out: list[Candidate] = []
    for one, other in sides:
        parties = (*one, *other)
        candidate = Candidate(frame, parties, "meeting", body=body)
        if len(parties) == 1 and parties[0].kind == "organisation" and parties[0].entity:
            candidate.kind, candidate.body = "event", parties[0]  # "NATO will hold a summit"
        if len(other) == 1 and other[0].how.endswith("of the place"):
            candidate.host_country = other[0].country
        _check_parties(candidate, one, other)
        out.append(candidate)
    return out


def _couples(parties: list[Party]) -> list[list[Party]]:
    """Each party by itself, a queen or first lady with whom she is named ("King A and Queen B")."""
    found: list[list[Party]] = []
    for party in parties:
        if found and party.role in _CONSORTS and load_offices().rank(found[-1][-1].role or "") == "state":
            found[-1].append(party)
        else:
            found.append([party])
    return found


def _is_own(party: Party) -> bool:
    return party.kind == "group" and party.name.lower().startswith(("its ", "their ", "his ", "her "))


def _is_unknown_body(party: Party) -> bool:
    return party.kind == "organisation" and not party.entity and party.name.split()[-1] not in _ARMED


def _is_high(party: Party) -> bool:
    words = set(party.name.lower().replace("-", " ").split())
    return bool(words & _HIGH) and not words & (_DOMESTIC - {"top", "state"})


def _check_parties(candidate: Candidate, left: list[Party], right: list[Party]) -> None:
    parties = candidate.parties
    if not parties:
        return candidate.refuse("no party can be told")
    if right and len(left) == 1 and left[0].kind == "person" and all(_is_unknown_body(p) for p in right):
        return candidate.refuse("whom they meet are no states or bodies of states")
    groups = [p for p in parties if p.kind == "group"]
    for group in groups:
        words = set(group.name.lower().replace("-", " ").split())
        if len(parties) > 1 and words & _VAGUE and words & {"foreign", "world", "international", "top"}:
            return candidate.refuse(f"who {group.name!r} are is not told")
        if words & _DOMESTIC or not words & _HIGH:
            return candidate.refuse(f"{group.name!r} are no state or body")
        if len(parties) > 1 and not words & _INTERNATIONAL:
            return candidate.refuse(f"of which states {group.name!r} are is not told")
    for body in parties:
        if (
            body.kind == "organisation"
            and not body.entity
            and len(parties) <= 2
            and body.name.split()[-1] not in _ARMED
        ):
            return candidate.refuse(f"{body.name!r} is not known to be a body of states")
    if len(parties) < 2:
        only = parties[0]
        event = candidate.frame.event
        if (
            candidate.frame.rule == "host"
            and event
            and event.type in ("summit", "multilateral")
            and only.kind == "government"
        ):
            return None
        unknown = [m for m in candidate.frame.left if m.kind in ("office", "pronoun", "person")]
        if any(m.kind != "group" for m in candidate.frame.right) or (unknown and not left):
            return candidate.refuse("only one party can be told")
        if only.entity in _AT_HOME:
            return candidate.refuse("a body that meets about its own state")
        if only.kind == "organisation":
            return None
        if only.kind == "group" and only.name.lower().startswith(("european", "eu ")):
            union = Party("European Union", "organisation", None, None, "body:eu", f"{only.name} → EU", plural=True)
            candidate.parties = (union,)
            return None
        named = set(only.name.lower().replace("-", " ").split())
        if (
            only.kind == "group"
            and (named & _INTERNATIONAL or (only.role or "").endswith("minister"))
            and named & _HIGH
        ):
            return None
        return candidate.refuse("only one party can be told")
    if _is_at_home(parties):
        return candidate.refuse("an office at home meets one of whom no other state is told")
    if candidate.frame.host and any(p.kind == "person" and not (p.role or p.entity or p.country) for p in parties):
        return candidate.refuse("the guest or host is not known to hold an office")
    countries = {p.country for p in parties}
    within = len(countries) == 1 and None not in countries and all(p.kind in ("person", "government") for p in parties)
    if within and not any((p.role or "").startswith(_OTHER_SIDES) for p in parties):
        candidate.refuse("all parties are of one state")
    return None


def _visits(frame: Frame, left: list[Party], right: list[Party], body: Party | None, cast: Cast) -> list[Candidate]:
    official = any(m.kind in ("office", "pronoun") or (m.kind == "government" and m.role) for m in frame.left)
    visitors = [p for p in left if p.kind == "person"] or [p for p in left if p.kind == "government" and official][:1]
    if frame.event and frame.event.is_visit and (frame.rule == "visit-noun" or frame.status or not visitors):
        by = [p for p in right if p.kind == "person"]
        visitors = visitors[:1] or by[:1]
    places = [m for m in frame.to if m.country]
    refused = "the journey is to an event, which is read by itself" if body is not None else None
    hosts = [p for p in right if p not in visitors and p.kind in ("person", "government")]
    out: list[Candidate] = []
    if hosts and visitors and (frame.status or (frame.event and not frame.event.is_visit)):
        candidate = Candidate(frame, (*visitors, *hosts), "meeting", visitor=visitors[0])
        _check_parties(candidate, visitors, hosts)
        return [candidate]
    for mention in places:
        visitor_rank = load_offices().rank(visitors[0].role or "") if visitors else None
        country = mention.country or ""
        host = Party(cast.state_name(country), "government", country, None, None, "place of the visit", plural=True)
        if (mention.role == "seat" and mention.country) or (
            mention.country and visitor_rank in ("state", "government")
        ):  # "visit the White House"
            host = cast.head_of(mention.country) or host
        parties = (*visitors, host)
        candidate = Candidate(
            frame, parties, "visit", visitor=visitors[0] if visitors else None, host_country=mention.country
        )
        if not visitors:
            candidate.refuse("no visitor can be told")
        elif any(v.country in (country, SOVEREIGNS.get(country, country)) for v in visitors):
            candidate.refuse("a journey at home")
        elif (mention.kind == "place" or frame.decided_by.endswith("(return)")) and all(
            v.country is None for v in visitors
        ):
            candidate.refuse("whether the journey leads abroad is not told")
        elif not _is_official(frame, mention) and all(
            v.kind == "person" and not v.role and not v.entity and not cast.is_main(v) for v in visitors
        ):
            candidate.refuse("the visitor is not known to hold an office")
        if refused:
            candidate.refuse(refused)
        out.append(candidate)
    if not places and not hosts and frame.status:  # "Chad announced the cancellation of a visit by X"
        hosts = [p for p in left if p.kind == "government" and p.country not in {v.country for v in visitors}][:1]
    if not places and hosts:
        candidate = Candidate(frame, (*visitors, *hosts), "meeting", visitor=visitors[0] if visitors else None)
        _check_parties(candidate, visitors, hosts)
        out.append(candidate)
    if not out:
        candidate = Candidate(frame, tuple(left), "visit", visitor=visitors[0] if visitors else None)
        candidate.refuse("no state to visit is named")
        out.append(candidate)
    return out


def _is_official(frame: Frame, place: Mention) -> bool:
    """Whether the journey itself shows that its visitor holds an office: a state visit, a way to a seat of power."""
    event = frame.event
    words = frame.parsed.words.lower[event.first : event.head] if event else []
    called_on = frame.rule == "visit" and place.role == "capital" and any(not m.weak for m in frame.left)
    return place.role == "seat" or called_on or "official" in words or "state" in words


def _without_seat(frame: Frame, parties: list[Party]) -> list[Party]:
    """ "The Budapest summit of X and Y": with two parties told, a capital before the noun is its place."""
    cities = {m.country for m in frame.event.inside if m.kind == "city"} if frame.event else set()
    others = [p for p in parties if p.kind != "group" and not (p.country in cities and p.how.startswith("capital"))]
    return others if len(others) > 1 else parties


def _gathering(frame: Frame, left: list[Party], right: list[Party], body: Party | None) -> Candidate:
    parties: dict[tuple[str, str], Party] = {}
    for party in (*([body] if body else []), *left, *right):
        parties.setdefault(party.key, party)
    if frame.status and len([p for p in right if p.kind != "group"]) > 1:
        parties = {p.key: p for p in right}  # who calls it off need not be a party: "Japan has scrapped talks between"
    kept = _without_seat(frame, list(parties.values()))
    if body or any(p.kind != "group" for p in kept):
        kept = [p for p in kept if p.kind != "group"]
    bodies = [p for p in kept if p.kind == "organisation"]
    candidate = Candidate(
        frame, tuple(kept), "event" if (body or bodies) else "meeting", body=body or (bodies[0] if bodies else None)
    )
    if body and body.how == "named event" and not any(p.country or p.role or p.entity for p in kept):
        candidate.refuse(f"that states take part in {body.name!r} is not told")
    if body and body.entity in _AT_HOME:
        candidate.refuse("a body that meets about its own state")
    if body:
        return candidate
    _check_parties(candidate, left, right)
    return candidate
