"""Rules for numbers of several words: "twenty-one", "twenty-first", "nineteen ninety-six", "two thousand and five"."""

from wiredesk.news.dates.day_rules import count_of
from wiredesk.news.dates.grammar import Match, Rule
from wiredesk.news.dates.values import Number, OrdinalNumber, Value, YearNumber


def _tens(match: Match) -> Value:
    total = count_of(match, "tens") + count_of(match, "ones")
    return OrdinalNumber(total) if match.named.get("nth") else Number(total)


def _tens_nth(match: Match) -> Value:
    return OrdinalNumber(count_of(match, "tens") + count_of(match, "ones"))


def _spelt_year(match: Match) -> Value | None:
    if "thousand" in match.phrase:
        year = 1000 * count_of(match, "thousands") + count_of(match, "tens") + count_of(match, "ones")
    else:
        year = 100 * (count_of(match, "hundreds") or 20) + count_of(match, "tens") + count_of(match, "ones")
    return YearNumber(year) if 1500 <= year < 2200 else None


_ONES = "({teen:tens}|{one:ones}|{tens}((-| ){one:ones})?)"
NUMBER_RULES = (
    Rule(
        "spelt year",
        "(?<=(in|of|since|until|by|to|from|year|,) )twenty(-| )({teen:tens}|{tens}((-| ){one:ones})?)(?! {units})",
        _spelt_year,
    ),
    Rule("spelt year", "{teen:hundreds}(~-~| )({teen:tens}|{tens}((-| ){one:ones})?)", _spelt_year),
    Rule("spelt year", f"{{teen:hundreds}} hundred( and)? {_ONES}", _spelt_year),
    Rule(
        "spelt year",
        f"{{one:thousands}} thousand( and)? {_ONES}",
        _spelt_year,
    ),
    Rule("spelt year", "(?<=({longmonth}|year) ){one:thousands} thousand(?! {other})", _spelt_year),
    Rule("number", "{tens}(-| ){one:ones}", _tens),
    Rule("ordinal", "{tens}(-| ){nthone:ones}", _tens_nth),
    Rule("number", "(a )?couple( of)?(?= )", lambda match: Number(0)),
)
