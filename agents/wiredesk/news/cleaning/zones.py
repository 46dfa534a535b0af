"""The time zone of a dateline.

In: the place of a dateline ("BEIJING", "KYIV, Ukraine"). Out: an IANA zone, or None.
Cities are the lexicon's; of several with the same name the largest counts, as in datelines, where only the best known
stands without its country ("PARIS"; but "PARIS, Texas").
"""

from wiredesk.news.lexicon import load_lexicon
from wiredesk.news.lexicon.cities import City, find_cities, fold_name


def dateline_zone(place: str) -> str | None:
    """The zone of the clocks in this place."""
    name, _, region = place.partition(",")
    known = find_cities(name.split("/")[0])
    within = [city for city in known if _lies_in(city, region)] if region.strip() else list(known)
    if within:
        return within[0].zone
    # The only city of its name, in a region that is written in a way nobody knows.
    return known[0].zone if len(known) == 1 else None


def _lies_in(city: City, region: str) -> bool:
    if city.state is not None and fold_name(city.state) == fold_name(region):
        return True
    return any(sense.entity.country == city.country for sense in load_lexicon().senses(region.strip()))
