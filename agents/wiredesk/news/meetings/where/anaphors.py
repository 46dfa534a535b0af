"""Where "there" is: the place that the sentence before names, for a meeting of which no other place is told.

In: the standing meetings and the sentences of the article. Out: meetings with the place for which their clause says
"there". Refused: "there is", "there will be", and a place too far back.
"""

from collections.abc import Callable, Sequence

from wiredesk.news.lexicon import Lexicon
from wiredesk.news.meetings.candidates import Candidate
from wiredesk.news.meetings.grammar.auxiliaries import AUXILIARIES
from wiredesk.news.meetings.grammar.clauses import REPORTING, Parsed
from wiredesk.news.meetings.journeys.stops import place_of
from wiredesk.news.meetings.where.places import find_places
from wiredesk_schemas import Where

# "There" means a place told at most so many sentences before.
REACH = 2


def place_there(standing: Sequence[Candidate], parse: Callable[[int], Parsed], lexicon: Lexicon) -> None:
    """Fill `where` of the meetings that are "there"."""
    for candidate in standing:
        if candidate.where is not None and candidate.where.city is not None:
            continue
        at = _there(candidate)
        if at is None or candidate.sentence < 0:
            continue
        places = _places(candidate.frame.parsed, at, lexicon)
        for back in range(1, REACH + 1):
            if candidate.sentence >= back and _meant(candidate, places) is None:
                before = parse(candidate.sentence - back)
                places = [*_places(before, len(before.words), lexicon), *places]
        where = _meant(candidate, places) or (places[-1] if places and not candidate.frame.host else None)
        if where is not None and (candidate.where is None or candidate.where.country in (None, where.country)):
            candidate.where = where
            candidate.slots.append(("where", where.text or "", "'there'"))


def _there(candidate: Candidate) -> int | None:
    """The word "there" of the meeting's clause."""
    frame, lower = candidate.frame, candidate.frame.parsed.words.lower
    for i in range(frame.first, min(frame.last, len(lower))):
        following = lower[i + 1] if i + 1 < len(lower) else ""
        if lower[i] == "there" and following not in AUXILIARIES and following != "'s":
            return i
    return None


def _meant(candidate: Candidate, places: Sequence[Where]) -> Where | None:
    """The last place in the state of the host, or of any party where none is told to be the host."""
    parties = candidate.parties[:1] if candidate.frame.host else candidate.parties
    countries = {p.country for p in parties if p.country}
    if candidate.frame.host and not countries:
        guests = {p.country for p in candidate.parties[1:]}
        return next((w for w in reversed(places) if w.country not in guests), None)
    return next((w for w in reversed(places) if w.country in countries), None)


def _places(parsed: Parsed, last: int, lexicon: Lexicon) -> list[Where]:
    """The places before word `last`, in text order: after a preposition, or as subject ("Abu Dhabi is next")."""
    found = {p.at + 1: p.where for p in find_places(parsed, 0, last, lexicon) if p.last <= last}
    covered = {i for p in find_places(parsed, 0, last, lexicon) for i in range(p.at, p.last)}
    for mention in parsed.mentions:
        if mention.last > last or mention.first in covered or _says(parsed, mention.last):
            continue
        where = place_of(mention, parsed, lexicon)
        if where is not None:
            found[mention.first] = where
    return [found[at] for at in sorted(found)]


def _says(parsed: Parsed, at: int) -> bool:
    """Whether a town before word `at` speaks for its government: "Warsaw said"."""
    return parsed.words.lower[at : at + 1] != [] and parsed.words.lower[at] in REPORTING
