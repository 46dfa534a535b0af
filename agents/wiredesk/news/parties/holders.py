"""Who holds an office that is told without a name: "the Russian president", "his counterpart", "the minister".

In: what the article has told, a mention of an office or of a state's officials. Out: the one person whom it means,
else the state or body whose office it is; nobody where neither can be told.
"""

from collections.abc import Sequence

from wiredesk.news.parties.mentions import Mention
from wiredesk.news.parties.party import Party
from wiredesk.news.parties.people import Person
from wiredesk.news.parties.ranks import HEADS, is_same_office, is_same_rank, rank_of
from wiredesk.news.parties.told import Told

# Offices of which there is one, whose holder news names by it.
_BY_OFFICE = {"dalai lama": ("Dalai Lama", None), "pope": ("Pope", "VA")}
# So much likelier "the president" is that of the state in which the article is published.
HOME = 3
# Who was named so many sentences before is still spoken of.
NEAR = 2


def of_government(
    told: Told, mention: Mention, sentence: int, others: Sequence[Party] = (), role: str | None = None
) -> tuple[Party, ...]:
    """A state's officials: the one of that office whom the article names, else the state."""
    ranked = mention.kind == "government" and mention.role and mention.country
    if ranked and mention.role != "counterpart" and rank_of(mention.role) not in (None, "leader"):
        named = of_office(told, mention, sentence, others, role)
        if named and named[0].kind == "person":
            return named
    return told.of_state(mention)


def of_office(
    told: Told, mention: Mention, sentence: int, others: Sequence[Party] = (), role: str | None = None
) -> tuple[Party, ...]:
    """Who holds an office; `others` are parties whom it cannot mean again, `role` that of the other side."""
    wanted = role if mention.role == "counterpart" else mention.role
    taken = {p.name for p in others}
    candidates = [p for p in told.people.all() if p.name not in taken]
    if mention.country:
        holder = _of_country(candidates, mention.country, wanted)
        if holder is not None:
            return (told.party(holder, f"the {mention.role} of {mention.country}"),)
        how = f"{mention.role} without a name"
        return (Party(told.state_name(mention.country), "government", mention.country, wanted, None, how),)
    if mention.entity:  # an office of a body
        return (Party(mention.entity, "organisation", None, mention.role, None, "office of a body"),)
    fits = [p for p in candidates if _is_called(p, wanted, sentence)]
    if fits:
        return (told.party(_likeliest(told, fits, wanted, sentence), f"the {mention.role}"),)
    if mention.role in _BY_OFFICE:
        name, country = _BY_OFFICE[mention.role]
        return (Party(name, "person", country, mention.role, None, "known by the office"),)
    return _of_seat(told, mention, sentence)


def _is_called(person: Person, wanted: str | None, sentence: int) -> bool:
    named_before = bool(person.sentences) and min(person.sentences) <= sentence
    return named_before and bool(person.role) and is_same_office(person.role or "", wanted)


def _of_country(candidates: Sequence[Person], country: str, wanted: str | None) -> Person | None:
    fits = [p for p in candidates if p.country == country and is_same_rank(p.role, wanted)]
    if not fits:  # "President X flew out": whose he is, the next sentence tells
        fits = [p for p in candidates if p.country is None and p.role and is_same_office(p.role, wanted)]
        fits = fits if len(fits) == 1 and not fits[0].assumed and len(candidates) < 3 else []
    if not fits:  # "the finance ministers of Denmark ...": "Denmark's Birthe Overgaard"
        fits = [p for p in candidates if p.country == country and p.role is None]
        fits = fits if len(fits) == 1 else []
    return max(fits, key=lambda p: len(p.sentences), default=None)


def _likeliest(told: Told, fits: Sequence[Person], wanted: str | None, sentence: int) -> Person:
    """Of several presidents the one whom "the president" means: named most in the article, above all the one of
    the state in which the article is at home, and the one just spoken of; a seat in the sentence decides."""
    exact = [p for p in fits if rank_of(p.role) == rank_of(wanted)] or list(fits)
    seats = {m.country for m in told.mentions.get(sentence, ()) if m.role == "seat"}
    exact = [p for p in exact if p.country in seats] or exact
    return max(exact, key=lambda p: (_weight(told, p, sentence), max(p.sentences)))


def _weight(told: Told, person: Person, sentence: int) -> float:
    weight = float(max(told.named.get(person.name, 0), len(person.sentences)))
    if person.country is not None and person.country == told.home:
        weight *= HOME
    if any(sentence - NEAR <= s <= sentence for s in person.sentences):
        weight *= 2
    return weight


def _of_seat(told: Told, mention: Mention, sentence: int) -> tuple[Party, ...]:
    """ "Downing Street said the prime minister would go", "the president will host X at the White House": the head of
    the government whose seat speaks, or is where it will be."""
    if rank_of(mention.role) not in HEADS:
        return ()
    here = [m for m in told.before(mention, sentence, sentence) if m.role == "seat"]
    here = here or [m for m in told.mentions.get(sentence, ()) if m.role == "seat"]
    if not here or here[-1].country is None:
        return ()
    state, how = told.state_name(here[-1].country), f"the {mention.role} of {here[-1].name}"
    return (Party(state, "government", here[-1].country, mention.role, None, how, plural=True),)
