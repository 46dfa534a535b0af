"""Who meets, in a form in which two reports can be compared.

In: the participants of one report. Out: the states at the table, the people named for each, bodies and other groups.
A state and its leader or minister are one party: people stand under their country. A body (the G20, NATO) makes the
meeting its own; a small format of states (the P5+1) that meets somebody else stands for its members.
"""

import unicodedata
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache, lru_cache
from re import findall

from wiredesk.news.lexicon import Entity, Lexicon, load_lexicon
from wiredesk_schemas import Participant

# Larger bodies do not stand for each member: Germany meeting Ukraine is not the EU meeting Ukraine.
MOST_MEMBERS_OF_A_FORMAT = 6
# Of a summit with many names the names tell nothing: each report picks others.
MOST_NAMED_WITH_A_BODY = 2
MOST_STATES_INDEXED = 10  # 45 pairs
MOST_NAMED_INDEXED = 6

TITLES = frozenset(
    """mr mrs ms miss dr sir dame lord lady prof professor king queen emperor sultan emir sheikh sheik prince princess
    crown pope president vice prime minister premier chancellor secretary general gen senator sen governor gov the
    his her majesty excellency holiness jr sr ii iii iv vi vii viii ix xi. xii xiii xiv xv xvi""".split()
)
# Words that tell no group from another.
COMMON = frozenset(
    """the of a an and in on for to with at by its their leader leaders leadership government governments official
    officials member members minister ministers head heads chief chiefs senior top representative representatives
    delegation delegations delegate delegates team group groups nation nations country countries state states summit
    meeting conference talks session negotiator negotiators diplomat diplomats envoy envoys other counterpart
    counterparts people public national international us american foreign defence defense finance""".split()
)
SAME_WORD = {
    "gop": "republican", "republicans": "republican", "democrats": "democratic", "democrat": "democratic",
    "congressional": "congress", "senators": "senate", "lawmakers": "congress", "lawmaker": "congress",
    "parliamentary": "parliament", "european": "europe", "asian": "asia", "african": "africa",
    "arab": "arabia", "dissident": "dissidents", "activists": "activist", "caucuses": "caucus",
}  # fmt: skip
# What kind of group it is; the words beside it tell the dockers' union from the teachers'.
KINDS_OF_GROUP = frozenset(
    """alliance association bank board coalition commission committee company corporation council faction
    federation forum front ministry movement opposition parliament party parties union unions""".split()
)
MIN_WORD = 4  # letters of a surname that may be misspelt by one (Sergei, Sergey)


@lru_cache(maxsize=65536)
def fold_words(text: str) -> tuple[str, ...]:
    """Words in lower case, without accents or punctuation; initials with dots are one word ("U.N.": "un")."""
    plain = unicodedata.normalize("NFKD", text.replace("ı", "i").replace("ø", "o").replace("ł", "l"))
    plain = "".join(c for c in plain if not unicodedata.combining(c)).lower()
    plain = plain.replace("’", "'").replace("'s ", " ").replace("'", "").replace(".", "").replace("-", " ")
    return tuple(findall(r"[^\W_]+", plain))


@lru_cache(maxsize=65536)
def person_words(name: str) -> tuple[str, ...]:
    """The words of a person's name without titles; all words when nothing else is left ("the Pope")."""
    words = fold_words(name)
    return tuple(w for w in words if w not in TITLES) or words


@lru_cache(maxsize=262144)
def is_same_person(one: str, other: str) -> bool:
    """True when two names of one country's people may be one person's: a name within the other, or the same surname
    with given names that do not clash. "Xi" and "Xi Jinping" are, Hillary and Bill Clinton are not."""
    a, b = person_words(one), person_words(other)
    if not a or not b:
        return False
    if set(a) <= set(b) or set(b) <= set(a):
        return True
    if _is_close(a[-1], b[-1]) and len(a[-1]) >= MIN_WORD:
        return a[0][0] == b[0][0]
    return _is_close("".join(a), "".join(b)) and len(a) == len(b)


def _is_close(one: str, other: str) -> bool:
    """Equal, or one letter changed, added or left out in a word of five letters and more."""
    if one == other:
        return True
    if min(len(one), len(other)) < MIN_WORD + 1 or abs(len(one) - len(other)) > 1:
        return False
    start = 0
    while start < min(len(one), len(other)) and one[start] == other[start]:
        start += 1
    rest, other_rest = one[start:], other[start:]
    return rest[1:] == other_rest[1:] or rest[1:] == other_rest or rest == other_rest[1:]


@lru_cache(maxsize=65536)
def group_words(name: str) -> frozenset[str]:
    """What tells a group from another: "House GOP leadership" has "congress" and "republican"."""
    words = fold_words(name)
    kept = frozenset(SAME_WORD.get(w, w) for w in words if w not in COMMON)
    return kept or frozenset(words)


@lru_cache(maxsize=65536)
def find_body(name: str, lexicon: Lexicon | None = None) -> Entity | None:
    """The body that a name names, or that it begins or ends with ("NATO defence ministers"); None when none is known.

    A body in a longer name counts only with common words around it: "Friends of the G20 Foundation" is no G20.
    """
    lexicon = lexicon or load_lexicon()
    if exact := next((s.entity for s in lexicon.senses(name.strip()) if s.kind == "body"), None):
        return exact
    for hit in lexicon.find(name):
        body = hit.sense("body")
        if body and all(w in COMMON or w.isdigit() for w in fold_words(name[: hit.start] + " " + name[hit.end :])):
            return body
    return None


@dataclass(frozen=True, slots=True, eq=False)
class Parties:
    """Who meets; one object for each set of parties, so that they compare and hash by identity.

    `states`: ISO codes; `people`: names by country ("" when unknown); `bodies`: ids of lexicon bodies; `groups`: the
    telling words of every other organisation; `table`: the states with the members of a format; `partner`: the one
    state that meets a body without being of it. `keys`: under what a report is filed, such that two reports of one
    meeting share a key. `text` orders them the same in every process.
    """

    states: frozenset[str]
    people: dict[str, tuple[str, ...]]
    bodies: frozenset[str]
    groups: tuple[frozenset[str], ...]
    table: frozenset[str]
    partner: str | None
    keys: tuple[str, ...]
    text: str

    @property
    def named(self) -> int:
        """How many people are named."""
        return sum(map(len, self.people.values()))


def parties_of(participants: Iterable[Participant], lexicon: Lexicon | None = None) -> Parties:
    """The parties of one report."""
    return _parties(tuple(sorted({(p.kind, p.country or "", p.name) for p in participants})), lexicon)


@lru_cache(maxsize=65536)
def _parties(participants: tuple[tuple[str, str, str], ...], lexicon: Lexicon | None) -> Parties:
    states: set[str] = set()
    people: dict[str, set[str]] = {}
    entities: list[Entity] = []
    groups: set[frozenset[str]] = set()
    for kind, country, name in participants:
        if kind == "person":
            people.setdefault(country, set()).add(name)
            states |= {country} if country else set()
        elif kind == "government" and country:
            states.add(country)
        elif body := find_body(name, lexicon):
            entities += [body] if body not in entities else []
        else:
            groups.add(group_words(name))
    table, bodies = set(states), set()
    for body in entities:
        if body.kind == "forum" and 0 < len(body.members) <= MOST_MEMBERS_OF_A_FORMAT and not states <= body.members:
            table |= body.members
        else:
            bodies.add(body.entity_id)
    if bodies and sum(map(len, people.values())) > MOST_NAMED_WITH_A_BODY:
        people = {}
    return _shared_parties(
        frozenset(states),
        tuple((country, tuple(sorted(people[country]))) for country in sorted(people)),
        frozenset(bodies),
        tuple(sorted(groups, key=sorted)),
        frozenset(table),
        _partner(states, [e for e in entities if e.entity_id in bodies]),
    )


def _partner(states: set[str], bodies: list[Entity]) -> str | None:
    outside = len(states) == 1 and bool(bodies) and all(b.members and not states <= b.members for b in bodies)
    return next(iter(states)) if outside else None


@cache
def _shared_parties(
    states: frozenset[str],
    people: tuple[tuple[str, tuple[str, ...]], ...],
    bodies: frozenset[str],
    groups: tuple[frozenset[str], ...],
    table: frozenset[str],
    partner: str | None,
) -> Parties:
    words = [sorted(states), people, sorted(bodies), [sorted(g) for g in groups], sorted(table)]
    keys = _keys(table, people, bodies, groups)
    return Parties(states, dict(people), bodies, groups, table, partner, keys, repr(words))


def _keys(
    table: frozenset[str],
    people: tuple[tuple[str, tuple[str, ...]], ...],
    bodies: frozenset[str],
    groups: tuple[frozenset[str], ...],
) -> tuple[str, ...]:
    """The bodies, else the pairs of parties; at home, the pairs of people."""
    if bodies:
        return tuple(sorted(bodies))
    units = sorted(table)[:MOST_STATES_INDEXED]
    if len(table) <= 1:
        units += ["?" + person_words(name)[-1] for _, names in people for name in names]
    else:
        units += ["?" + person_words(name)[-1] for country, names in people if not country for name in names]
    units = list(dict.fromkeys(units)) + (["+"] if groups else [])
    if len(units) == 1:
        return (units[0],)
    pairs = [f"{a} {b}" for i, a in enumerate(units) for b in units[i + 1 :]]
    # A person and the own country say nothing together; keep such a pair only where there is no other.
    telling = [pair for pair in pairs if len(table) > 1 or pair[:2] not in table or "?" not in pair]
    return tuple(dict.fromkeys([*(telling or pairs), *_named_pairs(people)]))


def _named_pairs(people: tuple[tuple[str, tuple[str, ...]], ...]) -> list[str]:
    """The pairs of people by surname: another report may name the same two and not say whose they are."""
    surnames = sorted({"?" + person_words(name)[-1] for _, names in people for name in names})[:MOST_NAMED_INDEXED]
    return [f"{a} {b}" for i, a in enumerate(surnames) for b in surnames[i + 1 :]]


@lru_cache(maxsize=262144)
def _placed(one: Parties, other: Parties) -> Parties:
    """The parties with people of no country put where the other report has the same person."""
    lost = one.people.get("", ())
    homes = {
        name: country
        for name in lost
        for country, theirs in other.people.items()
        if country and any(is_same_person(name, known) for known in theirs)
    }
    if not homes:
        return one
    people = {country: list(names) for country, names in one.people.items() if country}
    for name in lost:
        people.setdefault(homes.get(name, ""), []).append(name)
    added = frozenset(homes.values())
    placed = tuple((country, tuple(sorted(people[country]))) for country in sorted(people))
    return _shared_parties(one.states | added, placed, one.bodies, one.groups, one.table | added, one.partner)


@lru_cache(maxsize=1_000_000)
def likeness(one: Parties, other: Parties) -> float:
    """0 when they cannot be the same parties; else to 1.0, the more is shared and named on both sides.

    One may know more parties than the other; people of the same country who are all different are another meeting.
    """
    if bool(one.bodies) != bool(other.bodies) or (one.bodies and not one.bodies & other.bodies):
        return 0.0
    one, other = _placed(one, other), _placed(other, one)
    named = 0
    mine, theirs = one.people, other.people
    for country in mine.keys() & theirs.keys():
        same = any(is_same_person(a, b) for a in mine[country] for b in theirs[country])
        if same:
            named += 1
        elif country:
            if not one.bodies:
                return 0.0
            named -= 1
    if one.bodies:
        return _bodies_alike(one, other, named)
    shared = len(one.table & other.table)
    either = len(one.table | other.table)
    if one.groups and other.groups:
        if max(_groups_alike(a, b) for a in one.groups for b in other.groups) < 0.5:
            return 0.0
        shared, either = shared + 1, either + 1
    elif one.groups or other.groups:
        either += 1
    if "" in mine or "" in theirs:
        if named and "" in mine and "" in theirs:
            shared += 1
        either += 1
    if len(one.table | other.table) <= 1:
        return _at_home(one, other, mine, theirs)
    if shared < 2:
        return 0.0
    smaller = min(_seats(one), _seats(other))
    if shared < smaller and (shared / either < 0.5 or not named):
        return 0.0
    return min(1.0, 0.5 * shared / either + 0.15 * min(named, 2) + 0.2)


CHAMBERS = frozenset({"house", "senate"})


def _groups_alike(one: frozenset[str], other: frozenset[str]) -> float:
    """What part of the shorter name's telling words both have; a congress has two chambers."""
    if one - KINDS_OF_GROUP and other - KINDS_OF_GROUP:
        one, other = one - KINDS_OF_GROUP, other - KINDS_OF_GROUP
    mine, theirs = one & CHAMBERS, other & CHAMBERS
    if mine and theirs and not mine & theirs:
        return 0.0
    shared = len(one & other) + (("congress" in one and bool(theirs)) or ("congress" in other and bool(mine)))
    return shared / min(len(one), len(other))


def _seats(parties: Parties) -> int:
    return len(parties.table) + len(parties.groups) + len(parties.people.get("", ()))


def _bodies_alike(one: Parties, other: Parties, named: int) -> float:
    if one.partner and other.partner and one.partner != other.partner:
        return 0.0  # the summits of a body with one state and with another, often on one day
    if named < 0 and len(one.states) == len(other.states) == 1 and one.states == other.states:
        return 0.3  # the same body, different people of one country: a summit and its ministers' meeting
    shared = len(one.bodies & other.bodies) / max(len(one.bodies), len(other.bodies))
    return min(1.0, 0.5 + 0.3 * shared + 0.1 * min(max(named, 0), 2))


def _at_home(
    one: Parties, other: Parties, mine: dict[str, tuple[str, ...]], theirs: dict[str, tuple[str, ...]]
) -> float:
    """Meetings within one country: the people and groups must be the same, two of them at least."""
    a = [n for names in mine.values() for n in names]
    b = [n for names in theirs.values() for n in names]
    people = sum(any(is_same_person(x, y) for y in b) for x in a)
    groups = bool(one.groups and other.groups)
    shared = people + groups
    wanted = min(len(a) + bool(one.groups), len(b) + bool(other.groups), 2)
    if not one.groups and not other.groups and not a and not b:
        return 0.6 if one.states and one.states == other.states else 0.0
    if shared < wanted or not shared:
        return 0.0
    return min(1.0, 0.4 + 0.2 * shared)
