"""Rules for holidays that fall on the same day wherever they are kept, and for the namesakes that do not."""

from wiredesk.news.dates.calendar import HOLIDAYS
from wiredesk.news.dates.day_rules import SHIFT, shift_of, year_of
from wiredesk.news.dates.grammar import Match, Rule
from wiredesk.news.dates.values import Holiday, Vague, Value


def _holiday(match: Match) -> Value:
    phrase = match.phrase.replace("labour", "labor").replace("saint ", "st. ").replace("st ", "st. ")
    phrase = phrase.replace("'", "").replace("king jr. day", "king day").replace("king jr day", "king day")
    name = next(name for name in _HOLIDAYS if name.replace("'", "") in phrase)
    return Holiday(name, year_of(match), None if match.named.get("year") else shift_of(match))


def _unplaced(match: Match) -> Value:
    return Vague()


_HOLIDAYS = sorted(HOLIDAYS, key=len, reverse=True)
_SPELLINGS = (
    "veterans' day|presidents' day|president's day|labour day|mothers day|fathers day|mothers' day|fathers' day|"
    "valentines day|april fools|martin luther king jr.? day|all saints day|all souls day|presidents day|new year's|"
    "(st|saint) (patrick|george|david|andrew|stephen)'s day|(st. |saint )?patrick's day"
)
_HOLIDAY_WORDS = "|".join([*_HOLIDAYS, _SPELLINGS])
# "India's Independence Day" is another day than that of the United States.
_NATIONAL = "(independence|memorial|labor|labour|victory|veterans|remembrance|women's|mother's|father's) day"

HOLIDAY_RULES = (
    Rule(
        "another calendar's",
        "{othercalendar} (new year('s|')?( (day|eve))?|christmas( eve)?|easter( sunday)?)",
        _unplaced,
    ),
    Rule("another nation's", f"(?<={{possessive}} ){_NATIONAL}", _unplaced),
    Rule("holiday", f"({SHIFT} )?({_HOLIDAY_WORDS})(,? (of |in )?{{yyyy:year}})?", _holiday),
)
