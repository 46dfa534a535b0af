"""Frames to candidates: who takes part, one candidate for each meeting that a frame speaks of.

In: a frame and the article's cast. Out: candidates with resolved parties. "Obama will meet the leaders of France, China
and Japan" is three meetings, "ministers of the three will meet" one. A frame whose parties cannot be told gives a
refused candidate, so that `explain` can show it.
"""

from itertools import pairwise

from msgspec.structs import replace

from wiredesk.news.lexicon import load_offices, resolve_city
from wiredesk.news.meetings.candidate import Candidate
from wiredesk.news.meetings.frames.frame import Frame
from wiredesk.news.meetings.grammar.clauses import DAYS, is_subject
from wiredesk.news.meetings.grammar.triggers import NOUNS
from wiredesk.news.meetings.occasions.names import is_forum, plain_name
from wiredesk.news.meetings.quorum import AT_HOME, check_parties, is_high, is_of_the_place, is_unknown_body
from wiredesk.news.meetings.visits import read_visits
from wiredesk.news.parties.cast import Cast
from wiredesk.news.parties.mentions import HERE, SPOKEN_OF, Mention
from wiredesk.news.parties.party import LONE, Party

__all__ = ["Candidate", "read_candidates"]


_CONSORTS = frozenset(("queen", "queen consort", "princess", "first lady"))


def read_candidates(frame: Frame, cast: Cast) -> list[Candidate]:
    """The candidates of a frame; at least one, refused when it names too few."""
    sentence = frame.parsed.index if frame.parsed.index >= 0 else 10**6
    frame = replace(
        frame,
        left=tuple(m for m in frame.left if not _is_town_of(m, frame, cast) and not _is_in_name(m, frame, cast)),
        right=tuple(m for m in frame.right if not _is_modifier(m, frame, cast)),
    )
    if frame.left and all(m.kind in ("pronoun", "office") for m in frame.left):  # "he" cannot be whom he meets
        named = tuple(m for m in frame.right if m.kind == "person" or (m.kind == "office" and m.country))
        left = _resolve(frame.left, cast, sentence, _resolve(named, cast, sentence, (), here=frame), here=frame)
    else:
        left = _resolve(frame.left, cast, sentence, (), here=frame)
    left = _as_their_body(frame, left)
    role = next((p.role for p in left if p.role), None)
    right = _resolve(frame.right, cast, sentence, left, role, here=frame)
    right = [p for p in _as_their_body(frame, right) if p.key not in {q.key for q in left}]
    left, right = _without_lone(frame, left, right)
    if len(right) > 1:  # "CNN has learned of a call between A and B"
        left = [p for p in left if not is_unknown_body(p)]
    bodies = bool(left) and all(p.kind == "organisation" for p in left)
    if right and frame.to and not bodies and all(is_of_the_place(p) for p in right):
        # "travels to Israel to meet with leaders there"
        right = [
            Party(m.name, "government", m.country, None, None, f"{right[0].name} of the place", plural=True)
            for m in frame.to
            if m.country and m.kind in ("state", "city")
        ] or right
    if not right and len(left) == 1:
        right = _hosts_of_talks(frame, left[0], cast)
    if len(left) + len(right) == 1:
        left = [*_resolve(_whose_counterpart(frame), cast, sentence, [*left, *right], here=frame), *left]
    bodies_told = _resolve((frame.event.body,), cast, sentence, ()) if frame.event and frame.event.body else []
    body = bodies_told[0] if len(bodies_told) == 1 else None
    if len(bodies_told) > 1:  # "the NAFTA talks": a pact is no body, its members meet
        left = [*left, *(p for p in bodies_told if p.key not in {q.key for q in (*left, *right)})]
    if body is None and frame.event and frame.event.is_named and not frame.parsed.is_title:
        body = Party(plain_name(frame.event.name), "organisation", None, None, None, "named event", plural=True)
    if frame.rule == "travel" and body is None and not right and _come_together(frame, left):
        return [_gathering(frame, left, right, body)]
    if (
        frame.rule in ("visit", "travel", "visit-noun")
        or (frame.rule == "accept" and not right)
        or (frame.rule in ("cancelled", "postponed", "off") and frame.event and frame.event.is_visit)
    ):
        return read_visits(frame, left, right, body, cast)
    if body is not None and _is_beside(frame, [*left, *right], body):
        left, right = [p for p in left if p.key != body.key], [p for p in right if p.key != body.key]
        body = None
    if body is not None:
        right = [p for p in right if p.key != body.key]
    spoken_of = frame.rule == "event" and right and any(m.name == SPOKEN_OF for m in frame.left)
    if (frame.rule in ("event", "attend", "gather", "cancelled", "postponed", "off") and not spoken_of) or (
        body and (not right or frame.rule == "host")
    ):
        return [_gathering(frame, left, right, body)]
    return _meetings(frame, left, right, body)


def _whose_counterpart(frame: Frame) -> tuple[Mention, ...]:
    """ "X leaves for Oslo, where talks with his counterpart, Y, are planned": X, who acts in the clause before."""
    theirs = next((m for m in (*frame.left, *frame.right) if m.role == "counterpart"), None)
    if theirs is None or frame.rule != "event":
        return ()
    acting = (m for m in frame.parsed.mentions if m.last <= theirs.first and m.kind in ("person", "office"))
    return next(((m,) for m in acting if is_subject(frame.parsed.words, m)), ())


def _is_beside(frame: Frame, parties: list[Party], body: Party) -> bool:
    """ "His G20 meeting with X": those two meet there, who are only two of its members."""
    event = frame.event
    if event is None or event.type == "summit" or event.is_visit or not event.with_ or not is_forum(body.name):
        return False
    states = {p.country for p in parties if p.kind == "person" and p.country}
    return len(states) == 2 and all(p.key == body.key or p.kind == "person" for p in parties)


def _come_together(frame: Frame, left: list[Party]) -> bool:
    """ "Negotiators from both sides will be back in Lagos on Monday": the two go to one place, to meet there."""
    return len(left) == 2 and len(frame.to) == 1 and all(m.kind == "both" for m in frame.left)


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


def _is_modifier(mention: Mention, frame: Frame, cast: Cast) -> bool:
    """A run of capitals of which nothing is known, before a noun that it modifies: "the Old Harbour Heritage site",
    "the Green Enterprise Summit", "European partners" are nobody's names."""
    if mention.kind not in ("person", "body") or mention.role or mention.country or mention.entity:
        return False
    known = cast.person(mention.name)
    if known is not None and (known.role or known.country or known.entity):
        return False
    words, lower = frame.parsed.words.words, frame.parsed.words.lower
    at = mention.last
    if lower[at : at + 1] == ["and"] and words[at + 1 : at + 2] and words[at + 1][0].isupper():
        at += 2  # "Marine Corps and Navy personnel"
    following = lower[at] if at < len(lower) else ""
    return following in NOUNS or following in _MODIFIED


def _is_town_of(mention: Mention, frame: Frame, cast: Cast) -> bool:
    """ "The Las Vegas summit": a town before the noun that is no capital, so that it stands for no government."""
    event = frame.event
    within = event is not None and event.first <= mention.first and mention.last <= event.head
    return within and resolve_city(mention.name) is not None and _is_modifier(mention, frame, cast)


def _is_in_name(mention: Mention, frame: Frame, cast: Cast) -> bool:
    """ "The Green Enterprise Summit": a run of capitals that is part of the event's own name."""
    return frame.event is not None and mention in frame.event.inside and _is_modifier(mention, frame, cast)


_MODIFIED = frozenset(
    """site sites partners allies personnel troops families activists dissidents headquarters communities voters
    workers executives members community church base command conference awards seminarians students priests nuns
    pupils believers worshippers pilgrims faithful parishioners""".split()
)


def _without_lone(frame: Frame, left: list[Party], right: list[Party]) -> tuple[list[Party], list[Party]]:
    """A lone capitalised word is a party only of a meeting with one who is known ("talks with Zelensky")."""
    known = any(p.how != LONE and p.kind != "group" and not _is_seat(p, frame) for p in (*left, *right))
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
    here: Frame | None = None,
) -> list[Party]:
    found: dict[tuple[str, str], Party] = {}
    for mention in mentions:
        if mention.country == HERE:
            country = _country_here(here, mention) if here is not None else None
            if country is None:
                continue
            name = mention.name or cast.state_name(country)
            mention = replace(mention, country=country, name=name)
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
    if not parties or not all(p.kind == "group" for p in parties):
        return parties
    if (owner := _body_of_members(frame)) is not None:
        how = f"{parties[0].name} → {owner.name}"
        return [Party(owner.name, "organisation", owner.country, None, owner.entity, how, plural=True)]
    if not all(p.name.lower().startswith("its ") for p in parties):
        return parties
    first = min((m.first for m in (*frame.left, *frame.right) if m.kind == "group"), default=frame.head)
    bodies = [
        m for m in frame.parsed.mentions
        if m.last <= first and ((m.kind == "body" and m.entity) or m.kind in ("state", "government"))
    ]  # fmt: skip
    if not bodies:
        return parties
    body = bodies[-1]
    how = f"{parties[0].name} → {body.name}"
    if body.kind != "body":
        return [Party(body.name, "government", body.country, None, None, how, plural=True)]
    return [Party(body.name, "organisation", body.country, None, body.entity, how, plural=True)]


# "OPEC's 13 member states": between the body and its members.
_MEMBERS_WITHIN = 4


def _body_of_members(frame: Frame) -> Mention | None:
    """ "The leaders of NATO's 32 members will gather": the body whose members they are."""
    lower = frame.parsed.words.lower
    bodies = [m for m in frame.parsed.mentions if m.kind == "body" and m.entity]
    for group in (*frame.left, *frame.right) if bodies else ():
        for body in bodies:
            near = lower[body.last : group.last] if group.kind == "group" else []
            if near[:1] == ["'s"] and len(near) <= _MEMBERS_WITHIN + 1:
                return body
    return None


def _country_here(frame: Frame, mention: Mention) -> str | None:
    """The state that the sentence names as a place ("In Poland, Romney will meet the country's president")."""
    states = [
        m for m in frame.parsed.mentions if m.kind in ("state", "city", "place") and m.country not in (None, HERE)
    ]
    before = [m for m in states if m.last <= mention.first]
    return before[-1].country if before else states[0].country if states else None


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
        together = frame.event is not None and not _OF_SEVERAL.isdisjoint(frame.event.name.lower().split())
        apart = _is_of_two_days(frame) or (len(countries) > 1 and not pair)
        if (apart or "including" in words or "separately" in words) and not together:
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
        if frame.rule == "see" and any(m.kind == "pronoun" for m in frame.right):
            candidate.refuse("whom they see is not told")
        elif frame.rule == "see" and not (
            any(p.role or p.entity or p.country for p in other) or _is_mission(frame, one, other)
        ):
            candidate.refuse("whom they see is not known to hold an office")
        check_parties(candidate, one, other)
        out.append(candidate)
    return out


def _is_mission(frame: Frame, visitors: list[Party], seen: list[Party]) -> bool:
    """ "The minister will go to Oslo to see Jan Berg": an official goes to another state to see one told in full."""
    officials = [p for p in visitors if p.role and p.country]
    abroad = [m for m in frame.to if m.country and m.country not in {p.country for p in officials}]
    return bool(officials and abroad) and all(p.kind == "person" and " " in p.name for p in seen)


def _is_of_two_days(frame: Frame) -> bool:
    """ "Will meet A in Oslo on Monday and B in Riga on Tuesday": a day stands between those who are met."""
    others = sorted(frame.right, key=lambda m: m.first)
    return any(not DAYS.isdisjoint(frame.parsed.words.lower[a.last : b.first]) for a, b in pairwise(others))


_OF_SEVERAL = frozenset("trilateral three-way quadrilateral four-way tripartite".split())


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


def _is_seat(party: Party, frame: Frame) -> bool:
    """ "The Budapest summit": a capital before the noun."""
    cities = {m.country for m in frame.event.inside if m.kind == "city"} if frame.event else set()
    return party.country in cities and party.how.startswith("capital")


def _without_seat(frame: Frame, parties: list[Party]) -> list[Party]:
    """ "The Budapest summit of X and Y": with two parties told, a capital before the noun is its place."""
    others = [p for p in parties if p.kind != "group" and not _is_seat(p, frame)]
    return others if len(others) > 1 else parties


_OF_ONE_STATE = frozenset(
    """House Senate Congress Republican Republicans Democratic Democrats Caucus Enforcement Department Police
    Committee Bureau Legislature""".split()
)


def _is_of_one_state(party: Party) -> bool:
    """A party, chamber or agency by its name, where no list has it: "the Senate Harbour Caucus"."""
    return party.kind in ("organisation", "person") and not (
        party.entity or party.country or party.role or _OF_ONE_STATE.isdisjoint(party.name.split())
    )


def _gathering(frame: Frame, left: list[Party], right: list[Party], body: Party | None) -> Candidate:
    parties: dict[tuple[str, str], Party] = {}
    for party in (*([body] if body else []), *left, *right):
        parties.setdefault(party.key, party)
    apart = frame.event is None or frame.event.between or not frame.event.with_
    if frame.status and apart and len([p for p in right if p.kind != "group" and not _is_seat(p, frame)]) > 1:
        parties = {p.key: p for p in right}  # who calls it off need not be a party: "Japan has scrapped talks between"
    kept = _without_seat(frame, list(parties.values()))
    named = [p for p in kept if p.kind != "group"]
    if body or len(named) > 1 or (named and (frame.status or named[0].kind == "organisation")):
        kept = named
    else:
        kept = [p for p in kept if p.kind != "group" or not named or is_high(p)]  # "talks with lawmakers"
    bodies = [p for p in kept if p.kind == "organisation"]
    candidate = Candidate(
        frame, tuple(kept), "event" if (body or bodies) else "meeting", body=body or (bodies[0] if bodies else None)
    )
    if body and body.how == "named event" and not any(p.country or p.role or p.entity for p in kept):
        candidate.refuse(f"that states take part in {body.name!r} is not told")
    if (body and body.entity in AT_HOME) or (kept and all(_is_of_one_state(p) for p in kept)):
        candidate.refuse("a body that meets about its own state")
    if body:
        return candidate
    check_parties(candidate, left, right)
    return candidate
