"""Whom "he", "she", "it" and "I" mean: the subject told last that the word may stand for.

In: what the article has told, a pronoun and its sentence. Out: one party, or none where no one fits.
"""

from collections.abc import Sequence

from msgspec.structs import replace

from wiredesk.news.parties.holders import of_government, of_office
from wiredesk.news.parties.mentions import SPOKEN_OF, Mention
from wiredesk.news.parties.party import Party
from wiredesk.news.parties.people import plain_words
from wiredesk.news.parties.ranks import rank_of
from wiredesk.news.parties.told import Told, body_party

# A pronoun reaches so many sentences back.
REACH = 5


def of_it(told: Told, mention: Mention, sentence: int) -> tuple[Party, ...]:
    """The state or body that acts right before "it": "Chad said it had cancelled talks with Mali"."""
    subjects = told.subjects.get(sentence, frozenset())
    here = [m for m in told.before(mention, sentence, sentence) if m.first in subjects]
    last = here[-1] if here else None
    if last is None or last.kind not in ("state", "government", "body", "city") or last.owner:
        return ()
    found = (body_party(last),) if last.kind == "body" else of_government(told, last, sentence)
    return tuple(replace(p, how=f"it → {p.name}") for p in found)


def of_pronoun(told: Told, mention: Mention, sentence: int, others: Sequence[Party] = ()) -> tuple[Party, ...]:
    """Whom "he" or "she" means; none of `others`."""
    taken = {p.name for p in others}
    for at in told.back(sentence, REACH):
        for m in _ranked(told, told.before(mention, sentence, at), at, mention, own=at == sentence):
            found = _of_antecedent(told, m, at, mention, others)
            if found and found[0].name not in taken and (mention.name != SPOKEN_OF or _acts_for_a_state(found[0])):
                return found
    return ()


def _acts_for_a_state(party: Party) -> bool:
    return rank_of(party.role) in _ACTING


_ACTING = frozenset("state government leader deputy minister".split())


def _ranked(told: Told, here: Sequence[Mention], at: int, pronoun: Mention, *, own: bool) -> list[Mention]:
    """Whom a pronoun may mean: in an earlier sentence the first subject, in its own the nearest one."""
    subjects = told.subjects.get(at, frozenset())
    fit = [m for m in here if m.kind in ("person", "office") or (m.kind == "pronoun" and not own)]
    if own and pronoun.name == SPOKEN_OF:
        fit = [m for m in fit if m.first in subjects]
    ranked = sorted(fit, key=lambda m: (m.first not in subjects, m.owner, -m.first if own else m.first))
    # "The pope will receive him. On Friday he attends": whom a sentence takes for known is whom the next goes on with.
    if not own and len(ranked) > 1 and ranked[0].kind == "person":
        taken = next((m for m in ranked if _is_object_of(m, ranked[0]) and m.name == pronoun.name), None)
        ranked = [taken, *ranked] if taken is not None else ranked
    return ranked


# "Will receive him": so many words may part a subject from its object pronoun.
_VERB_GROUP = 3


def _is_object_of(pronoun: Mention, subject: Mention) -> bool:
    return pronoun.kind == "pronoun" and not pronoun.owner and 0 < pronoun.first - subject.last <= _VERB_GROUP


def _of_antecedent(told: Told, m: Mention, at: int, pronoun: Mention, others: Sequence[Party]) -> tuple[Party, ...]:
    if m.kind == "pronoun":
        subject = next((s for s in told.mentions.get(at, ()) if s.kind == "person" and _is_object_of(m, s)), None)
        if subject is not None and m.name == pronoun.name:
            return _chained(told, m, at, told.of_person(subject, at))
        same = m.name == pronoun.name or (pronoun.name == SPOKEN_OF and m.name in ("he", "she"))
        return _chained(told, m, at) if same and m.first in told.subjects.get(at, frozenset()) else ()
    if m.kind == "office":
        named = [p for p in of_office(told, m, at, others) if p.kind != "organisation"]
        return tuple(replace(p, how=f"{pronoun.name} → {m.role} → {p.name}") for p in named[:1])
    known = told.people.find(plain_words(m.name))
    if known is None and not told.is_known(m):
        return ()
    told_of = pronoun.name != SPOKEN_OF and known is not None and known.feminine is not None
    if told_of and known is not None and known.feminine != (pronoun.name == "she"):
        return ()
    return tuple(replace(p, how=f"{pronoun.name} → {p.name}") for p in told.of_person(m, at)[:1])


def _chained(told: Told, mention: Mention, sentence: int, others: Sequence[Party] = ()) -> tuple[Party, ...]:
    """The same pronoun of an earlier sentence, resolved there once; none of `others`, who act on it there."""
    key = (sentence, mention.first)
    if key not in told.pronouns:
        told.pronouns[key] = ()  # a chain never comes back to itself
        told.pronouns[key] = of_pronoun(told, mention, sentence, others)
    return told.pronouns[key]


def speakers(told: Told, mention: Mention, sentence: int) -> tuple[Mention, int] | None:
    """Who says "I", with the sentence: the first subject after the quote, or before it ("X wrote: ..."), else that of
    the sentence before."""
    here = _acting(told, sentence)
    after = [m for m in here if m.first >= mention.last]
    before = [m for m in here if m.last <= mention.first]
    if found := next(iter((*after, *before)), None):
        return found, sentence
    found = next(iter(_acting(told, sentence - 1)), None)
    return (found, sentence - 1) if found is not None else None


def _acting(told: Told, sentence: int) -> list[Mention]:
    """The people who are subjects of a sentence."""
    subjects = told.subjects.get(sentence, frozenset())
    return [m for m in told.mentions.get(sentence, ()) if m.kind in ("person", "office") and m.first in subjects]
