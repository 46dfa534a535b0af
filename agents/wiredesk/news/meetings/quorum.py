"""Whether those who are told make a meeting of states: two parties, or a body with its members.

In: a candidate and its two sides. Out: the candidate, refused where one side cannot be told or is no state's affair.
"""

from wiredesk.news.lexicon import load_offices
from wiredesk.news.meetings.candidate import Candidate
from wiredesk.news.parties.party import Party

# Groups that can be the other side of a state's meeting; others (voters, families) are nobody's counterpart.
_HIGH = frozenset(
    """leaders ministers minister diplomats diplomat negotiators negotiator officials delegations envoys presidents
    leader premiers president premier mediators heads nations countries powers""".split()
)
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
# They say of no group which region it is of.
_FOREIGN = frozenset("foreign international regional world".split())
# Bodies of one state, whose sessions are no meeting of states.
AT_HOME = frozenset(f"body:{name}" for name in "fomc federal-reserve bank-of-england bank-of-japan".split())
# Offices of one state's own affairs, and those whom their holders meet there.
_OF_CONGRESS = frozenset(
    """governor|gov.|mayor|senator|sen.|rep.|congressman|congresswoman|attorney general|house speaker|majority leader|
    senate majority leader|minority leader|house minority leader|police chief|ceo|chief executive|
    chief executive officer|founder|co-founder|company chairman|billionaire|tycoon""".replace("\n    ", "").split("|")
)
_WITH_CONGRESS = frozenset("president|vice president|president-elect|vice president-elect|chief of staff".split("|"))
_OF_PARLIAMENT = frozenset("mp|party leader|party chief|opposition leader|speaker|first minister|leader".split("|"))
_WITH_PARLIAMENT = frozenset("prime minister|premier|taoiseach|deputy prime minister|chancellor".split("|"))
_VAGUE = frozenset("several some many other various numerous few dozens number".split())
_DOMESTIC = frozenset(
    """
    congressional house senate republican democratic gop congress business religious community civic labor union
    faith local party corporate industry tech military tribal evangelical jewish black civil-rights rights
    legislative state law enforcement lawmakers senators top company bank conservative christian muslim
    environmental student youth campaign federal administration white fbi police city county board committee""".split()
)


def is_unknown_body(party: Party) -> bool:
    """Whether it is no body that a list has, nor one that bears arms."""
    return party.kind == "organisation" and not party.entity and party.name.split()[-1] not in _ARMED


def is_high(party: Party) -> bool:
    """Whether a group speaks for a state."""
    words = set(party.name.lower().replace("-", " ").split())
    return bool(words & _HIGH) and not words & (_DOMESTIC - {"top", "state"})


def is_of_the_place(party: Party) -> bool:
    """Whether a group's state is that of the place ("leaders there"), not a region of its own ("Nordic leaders")."""
    words = set(party.name.lower().replace("-", " ").split())
    return party.kind == "group" and is_high(party) and not words & (_INTERNATIONAL - _FOREIGN)


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


def _is_told(group: Party, candidate: Candidate) -> bool:
    """Whether a group speaks for states, or is told by what it is and meets someone who holds an office."""
    words = set(group.name.lower().replace("-", " ").split())
    if words & _HIGH and words & _INTERNATIONAL and not words & _DOMESTIC:
        return True
    if len(candidate.parties) < 2:
        return bool(words & _HIGH) and not words & _DOMESTIC
    if (
        candidate.frame.rule == "join"
        or words & _AUDIENCE
        or group.name.lower().startswith(_OWN)
        or words <= _HIGH | _UNTOLD
    ):
        return False
    others = [p for p in candidate.parties if p.kind != "group"]
    if words & _LEGISLATORS:  # those of the other side's own state are its daily business
        return any(p.country not in (None, "US") for p in others)
    return any(p.kind != "person" or _is_of_state(p) for p in others)


def _is_of_state(party: Party) -> bool:
    """Whether a person holds an office of a state or church; a company's chief executive has no country."""
    rank = load_offices().rank(party.role or "")
    return rank in _OF_STATES and (party.role != "chief executive" or party.country is not None)


def _is_of_people(body: Party, candidate: Candidate) -> bool:
    """A union, church, company or movement that meets one who holds an office of state."""
    others = [p for p in candidate.parties if p is not body and p.kind != "group"]
    if " " not in body.name or candidate.frame.rule not in ("meet", "confer", "hold", "host", "receive", "event"):
        return False
    return any(p.kind == "person" and _is_of_state(p) for p in others)


# Ranks of those whose meetings with a group are told as those of a state or church.
_OF_STATES = frozenset("state government leader deputy minister envoy cleric royal".split())
_OWN = ("his ", "her ", "its ", "their ", "our ", "my ")
# Who listens to a speaker, or works for one, is no party of a meeting.
_AUDIENCE = frozenset(
    """voters supporters reporters journalists fans crowds members residents staff staffers troops soldiers volunteers
    aides advisers employees agents owners students workers viewers readers followers donors
    prosecutors investigators investors doctors lawyers""".split()
)
_LEGISLATORS = frozenset(
    """congressional congress house senate republican republicans democratic democrats gop senators congressmen
    lawmakers legislators elected party cabinet""".split()
)
# They say nothing of who a group is.
_UNTOLD = frozenset(
    """the a an some several top senior key other many new local various leaders officials members people and groups
    representatives group organizations bishops advocates experts executives parties sides delegates counterparts
    team companies ceos""".split()
)


def check_parties(candidate: Candidate, left: list[Party], right: list[Party]) -> None:
    """Refuse a candidate whose sides are too few, or no states and bodies."""
    parties = candidate.parties
    if not parties:
        return candidate.refuse("no party can be told")
    if (
        right
        and len(left) == 1
        and left[0].kind == "person"
        and all(is_unknown_body(p) and not _is_of_people(p, candidate) for p in right)
    ):
        return candidate.refuse("whom they meet are no states or bodies of states")
    groups = [p for p in parties if p.kind == "group"]
    for group in groups:
        words = set(group.name.lower().replace("-", " ").split())
        if len(parties) > 1 and words & _VAGUE and words & {"foreign", "world", "international", "top"}:
            return candidate.refuse(f"who {group.name!r} are is not told")
        if not _is_told(group, candidate):
            return candidate.refuse(f"who {group.name!r} are is not told, or they are no party")
    for body in parties:
        if (
            body.kind == "organisation"
            and not body.entity
            and len(parties) <= 2
            and body.name.split()[-1] not in _ARMED
            and not _is_of_people(body, candidate)
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
        if only.entity in AT_HOME:
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
