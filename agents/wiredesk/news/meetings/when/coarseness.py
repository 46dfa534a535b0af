"""How little a time says: a day says more than a week, a week more than a season.

In: a time. Out: a number, 0 for a day; the less it is, the more the time says.
"""

from wiredesk_schemas import When

_BY_PRECISION = {"day": 0, "days": 1, "week": 2, "window": 3, "month": 4, "season": 5, "year": 6, "unknown": 9}


def coarseness(when: When) -> float:
    """ "Friday and Saturday" says more than "this weekend", which is said of both."""
    return _BY_PRECISION.get(when.precision, 9) + 0.5 * ("weekend" in (when.text or "").lower())
