"""The capital of a meeting's state, where only the state is told of the meeting and the article names no other town;
of a state that is a town, that town.

In: the standing meetings and the sentences. Out: meetings with that town. Refused: a state of which the article names
two towns, or one that is not its capital: something else may be there.
"""

import re
from collections.abc import Sequence
from dataclasses import replace

from wiredesk.news.lexicon import Lexicon
from wiredesk.news.meetings.candidates import Candidate
from wiredesk.news.meetings.where.places import place_named
from wiredesk_schemas import Where

_IN_A_TOWN = re.compile(
    r"\b(?:[Ii]n|[Aa]t|[Tt]o|[Nn]ear|[Oo]utside) (?P<name>(?:[A-Z][\w’'-]+)(?: [A-Z][\w’'-]+){0,2})"
)
# "At the Vatican", "in Singapore": no other town is in them.
_TOWN_STATES = frozenset({"VA", "SG", "MC"})
# So many words may make a town's name.
MOST_WORDS = 3


def add_capital(standing: Sequence[Candidate], texts: Sequence[str], lexicon: Lexicon) -> None:
    """Fill the town of meetings of which only the state is known; linear in the text, read only where there are any."""
    open_ = [c for c in standing if c.where is not None and c.where.country and c.where.city is None]
    wanted = {c.where.country for c in open_ if c.where is not None}
    if not open_:
        return
    found: dict[str, dict[str, Where]] = {}
    for text in texts:
        for match in _IN_A_TOWN.finditer(text):
            place = _town(match["name"], lexicon)
            if place is not None and place.country and place.country in wanted and place.city:
                found.setdefault(place.country, {}).setdefault(place.city, place)
    for candidate in open_:
        country = candidate.where.country or "" if candidate.where else ""
        towns = list(found.get(country, {}).values())
        state = lexicon.state(country)
        if country in _TOWN_STATES and state is not None and state.capital and candidate.where is not None:
            candidate.where = replace(candidate.where, city=state.capital)
            candidate.slots.append(("where", state.capital, "a state that is a town"))
        elif len(towns) == 1 and state is not None and towns[0].city == state.capital:
            candidate.where = towns[0]
            candidate.slots.append(("where", towns[0].text or "", "the one town of its state that is named"))


def _town(name: str, lexicon: Lexicon) -> Where | None:
    words = name.split()
    for count in range(min(MOST_WORDS, len(words)), 0, -1):
        place = place_named(" ".join(words[:count]), lexicon)
        if place is not None:
            return place
    return None
