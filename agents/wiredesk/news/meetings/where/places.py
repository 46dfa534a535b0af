"""Where: the places that a clause names with "in", "at" or "to", as city, country and venue.

In: a parsed sentence and a stretch of its words. Out: places with their positions, nearest first for the caller to
choose. Towns come from the lexicon, else from the gazetteer of cities; a name that neither knows is no place.
"""

from msgspec import Struct

from wiredesk.news.lexicon import Lexicon, resolve_city
from wiredesk.news.meetings.grammar.adjectivals import is_adjectival
from wiredesk.news.meetings.grammar.clauses import Parsed, is_verb_next
from wiredesk.news.parties.mentions import Mention
from wiredesk_schemas import Where

_PREPOSITIONS = frozenset("in at to near outside on".split())
_BEFORE_NAMES = frozenset(
    """the nearby neighboring neighbouring southern northern western eastern central downtown capital city of resort
    town port island islands isle peninsula shores banks 's his her their village border coastal seaside lakeside
    historic ancient holy spa ski mountain black-sea baltic northeastern northwestern southeastern southwestern eastern
    central old new former main second-largest largest second city-state industrial commercial""".split()
)
_AMERICAS = frozenset("central latin south north".split())
_ON = frozenset("island islands isle peninsula shores banks".split())
"""What one is on, not in: "on the island of Kadavu". After any other "on" stands a day or a matter."""
_CONVERGING = frozenset("converging converge descending descend".split())
_LANDS = frozenset("nation country state republic kingdom region island capital city continent".split())
_PARTICLES = frozenset("de la del da do es el al of am an der sur upon and di du".split())
_NOT_CITIES = frozenset(
    """congress march may democrat orange split mobile reading nice of bath asia europe africa america americas oceania
    mideast caribbean balkans pacific atlantic arctic union parliament""".split()
)


class Place(Struct, frozen=True):
    """A place at word `at`, after `preposition`."""

    at: int
    last: int
    preposition: str
    where: Where


def find_places(parsed: Parsed, first: int, last: int, lexicon: Lexicon) -> list[Place]:
    """The places that words [first, last) name after a preposition, in text order."""
    found: list[Place] = []
    words, lower = parsed.words, parsed.words.lower
    by_first = {m.first: m for m in reversed(parsed.mentions)}
    for i in range(first, min(last, len(words))):
        if lower[i] not in _PREPOSITIONS:
            continue
        j = i + 1
        while j < len(words) and j < i + 7 and (lower[j] in _BEFORE_NAMES or _is_adjective(by_first.get(j))):
            if j in by_first and by_first[j].kind in ("state", "city", "place"):
                break
            j += 1
        if lower[j : j + 1] == ["america"] and lower[j - 1] in _AMERICAS:
            continue
        if lower[i] == "on" and _ON.isdisjoint(lower[i + 1 : j]) and lower[i - 1] not in _CONVERGING:
            continue
        mention = by_first.get(j) or by_first.get(i + 1)
        if mention is not None and mention.owner and mention.kind == "state":
            nxt = next((m for m in parsed.mentions if m.first >= mention.last), None)
            if nxt is not None and nxt.first <= mention.last + 3 and nxt.kind in ("city", "place"):
                mention = nxt
        if mention is not None and _is_joined(parsed, mention):
            continue
        where = _capital(parsed, i, lexicon)
        if where is None and (mention is None or not mention.owner):
            where = _where(parsed, mention, j, lexicon)
        if where is None and mention is None:
            where = _unknown_city(parsed, j, lexicon)
        if where is not None:
            end = mention.last if mention else j + 1
            where = _with_state(parsed, end, where)
            found.append(Place(i, end, lower[i], where))
    return found


def _is_joined(parsed: Parsed, mention: Mention) -> bool:
    """ "At the US-ASEAN summit": one of two whose names a hyphen joins."""
    words, at = parsed.words, mention.last
    return words.lower[at : at + 1] == ["-"] and words.starts[at] == words.ends[at - 1]


_THEIR_CAPITALS = (["the", "country", "'s"], ["the", "nation", "'s"], ["that", "country", "'s"], ["its"], ["the"])
# "The Black Sea resort of Sochi": what these are called stands after "of".
_BY_NAME = frozenset("resort town port village suburb".split())
_SETTLEMENTS = _BY_NAME | {"capital", "city"}
_TELL_COUNTRIES = frozenset({"state", "adjective", "government", "office", "person"})


def _capital(parsed: Parsed, at: int, lexicon: Lexicon) -> Where | None:
    """ "in the Chinese capital", "in China's capital, Beijing", "in the country's capital", "in the port city of X"."""
    lower, words = parsed.words.lower, parsed.words.words
    capital = next((k for k in range(at + 2, min(at + 7, len(lower))) if lower[k] in _SETTLEMENTS), None)
    if capital is None:
        return None
    if lower[capital] in _BY_NAME:
        return _unknown_city(parsed, capital + 2, lexicon) if lower[capital + 1 : capital + 2] == ["of"] else None
    state = None
    if lower[capital] == "capital":
        name = " ".join(words[at + 1 : capital]).removeprefix("the ").removesuffix(" 's").removesuffix(" ’s")
        state = next((s.entity for s in lexicon.senses(name) if s.kind in ("adjective", "state")), None)
        before = [m for m in parsed.mentions if m.last <= at and m.kind in _TELL_COUNTRIES and m.country]
        if state is None and before and lower[at + 1 : capital] in _THEIR_CAPITALS:
            state = lexicon.state(before[-1].country or "")
    after = capital + 1 + (lower[capital + 1 : capital + 2] in ([","], ["of"]))
    named = _unknown_city(parsed, after, lexicon) if after > capital + 1 or state is not None else None
    if named is not None and (state is None or named.country == state.country):
        return named
    if state is None or not state.capital:
        return None
    text = " ".join(words[at + 1 : capital + 1]).replace(" 's", "'s").replace(" ’s", "’s")
    return Where(city=state.capital, country=state.country, text=text)


def _is_adjective(mention: Mention | None) -> bool:
    return mention is not None and mention.kind == "adjective"


def _where(parsed: Parsed, mention: Mention | None, at: int, lexicon: Lexicon) -> Where | None:
    if mention is None:
        return None
    words = parsed.words
    text = " ".join(words.words[max(mention.first, at if at < mention.last else mention.first) : mention.last])
    plain = text.removeprefix("the ").removeprefix("The ")
    if mention.kind == "state":
        if is_adjectival(parsed.words, mention):
            return None
        own = next((s.entity for s in lexicon.senses(plain) if s.kind == "place"), None)  # the Vatican, Wales
        return Where(city=own.town if own else None, country=mention.country, text=text)
    if mention.kind in ("city", "place", "person", "body"):
        for sense in lexicon.senses(plain):
            if sense.kind == "place":
                return Where(city=sense.entity.town, country=sense.entity.country, venue=sense.entity.venue, text=text)
            if sense.kind == "capital":
                return Where(city=plain, country=sense.entity.country, text=text)
        if mention.kind == "person" and not (mention.role or mention.honorific) and resolve_city(plain) is None:
            # A name right after "in" that nobody bears: a place that no list has.
            before = words.lower[max(0, mention.first - 2) : mention.first]
            if words.lower[mention.last : mention.last + 1] and words.lower[mention.last] in _LANDS:
                return None  # "in the east African nation"
            is_place = before[-1:] == ["in"] or (before[-1:] == ["of"] and before[0] in _ON)
            return Where(city=plain, text=text) if is_place else None
        if mention.kind in ("body",) or (mention.kind == "person" and (mention.role or mention.honorific)):
            return None
        city = resolve_city(plain, mention.country if mention.kind != "person" else None)
        if city and plain.lower() not in _NOT_CITIES:
            return Where(city=plain, country=city.country, text=text)
    return None


def _unknown_city(parsed: Parsed, j: int, lexicon: Lexicon) -> Where | None:
    words = parsed.words
    if j >= len(words) or not words.words[j][:1].isupper():
        return None
    for length in (3, 2, 1):
        name = " ".join(words.words[j : j + length])
        inner = words.words[j + 1 : j + length - 1]
        capitals = all(w[:1].isupper() or (w in _PARTICLES and w in inner) for w in words.words[j : j + length])
        if length > 1 and not (capitals and words.words[j : j + length][-1][:1].isupper()):
            continue
        for sense in lexicon.senses(name):
            if sense.kind in ("place", "capital"):
                return Where(
                    city=sense.entity.town if sense.kind == "place" else name, country=sense.entity.country, text=name
                )
        city = resolve_city(name)
        if city and name.lower() not in _NOT_CITIES:
            return Where(city=name, country=city.country, text=name)
    return None


_OVER_TOWNS = frozenset({"state", "place"})


def _with_state(parsed: Parsed, last: int, where: Where) -> Where:
    """ "Minsk, Belarus", "Palm Beach, Florida": the state after the comma tells which city is meant."""
    words = parsed.words
    if where.city is None or last + 1 >= len(words) or words.words[last] != ",":
        return where
    following = next((m for m in parsed.mentions if m.first == last + 1 and m.kind in _OVER_TOWNS), None)
    if following is None or following.country is None or is_verb_next(words, following.last):
        return where  # "in Nairobi, Denmark said"
    return Where(city=where.city, country=following.country, venue=where.venue, text=f"{where.text}, {following.name}")


def place_named(name: str, lexicon: Lexicon) -> Where | None:
    """The state or city that a name by itself means."""
    for sense in lexicon.senses(name):
        if sense.kind == "state":
            return Where(country=sense.entity.country, text=name)
        if sense.kind in ("place", "capital"):
            city = sense.entity.town if sense.kind == "place" else name
            return Where(city=city, country=sense.entity.country, text=name)
    known = resolve_city(name) if name[:1].isupper() and name.replace(" ", "").isalpha() else None
    return Where(city=name, country=known.country, text=name) if known is not None else None
