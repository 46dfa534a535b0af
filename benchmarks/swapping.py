"""Labelled articles in which the United States and another state change places.

In: a labelled article. Out: the same article with names, nationalities, capitals, seats of government, offices and
ministries of the two exchanged, in the text and in the labels. People keep their names. Half of all labelled meetings
have the United States as a party: what falls when they change places was a rule that knows only their officials.
"""

import json
import re
import zlib
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

Row = dict[str, Any]


@dataclass(frozen=True, slots=True)
class _State:
    code: str
    name: str
    adjective: str
    people: str
    capital: str
    seat: str


_OTHERS = (
    _State("RU", "Russia", "Russian", "Russians", "Moscow", "Kremlin"),
    _State("FR", "France", "French", "French", "Paris", "Élysée"),
    _State("BR", "Brazil", "Brazilian", "Brazilians", "Brasília", "Planalto"),
    _State("JP", "Japan", "Japanese", "Japanese", "Tokyo", "Kantei"),
    _State("IN", "India", "Indian", "Indians", "New Delhi", "South Block"),
)
# American offices and ministries beside what the others call them.
_OFFICES = (
    ("Secretary of State", "Foreign Minister"), ("secretary of state", "foreign minister"),
    ("Defense Secretary", "Defense Minister"), ("defense secretary", "defense minister"),
    ("Secretary of Defense", "Defense Minister"), ("secretary of defense", "defense minister"),
    ("Treasury Secretary", "Finance Minister"), ("treasury secretary", "finance minister"),
    ("Commerce Secretary", "Trade Minister"), ("commerce secretary", "trade minister"),
    ("Energy Secretary", "Energy Minister"), ("Attorney General", "Justice Minister"),
    ("State Department", "Foreign Ministry"), ("Pentagon", "Defense Ministry"),
    ("Treasury Department", "Finance Ministry"),
)  # fmt: skip
# After the short name these show that it is a noun; another word shows that it stands for the adjective.
_AFTER_NOUN = frozenset(
    """is was are were has have had will would can could may might should must and or to in on with for from by of at as
    said says but that which who also did does do after before while when if than wants want hopes plans agreed against
    over about into under during since until because though although where not""".split()
)


def swap_states(row: Row) -> Row:
    """The article with the two states exchanged; which state it is depends on the article's id alone."""
    other = _OTHERS[zlib.crc32(row["article_id"].encode()) % len(_OTHERS)]
    rewrite = _rewriter(other)
    codes = {"US": other.code, other.code: "US"}
    out: Row = json.loads(json.dumps(row))
    out["title"], out["body"] = rewrite(row["title"] or ""), rewrite(row["body"] or "")
    out["source"] = out["url"] = None  # the publisher stays where it is, which no longer is its home
    for meeting in out["meetings"]:
        meeting["evidence"] = rewrite(meeting.get("evidence") or "")
        for party in meeting["participants"]:
            party["country"] = codes.get(party.get("country"), party.get("country"))
            party["name"] = _label(rewrite(party["name"]))
            party["also"] = [_label(rewrite(name)) for name in party.get("also", [])]
        if meeting.get("occasion"):
            meeting["occasion"]["name"] = _label(rewrite(meeting["occasion"]["name"]))
        where = meeting.get("where")
        if where:
            moved = rewrite(where["city"]) if where.get("city") else None
            if where.get("city") is None or moved != where["city"]:
                where["country"] = codes.get(where.get("country"), where.get("country"))
            where["city"] = moved
    return out


def _label(name: str) -> str:
    return "United States" if name == "the U.S." else name.replace("the U.S.", "U.S.")


def _rewriter(other: _State) -> Callable[[str], str]:
    pairs: dict[str, str] = {
        "American": other.adjective, "Americans": other.people, "White House": other.seat,
        other.adjective: "American", other.capital: "Washington", other.seat: "White House",
    }  # fmt: skip
    if other.people != other.adjective:
        pairs[other.people] = "Americans"
    for american, foreign in _OFFICES:
        pairs[american] = foreign
        pairs[f"{other.adjective} {foreign}"] = f"American {american}"
    ours = r"(?P<the>[Tt]he )?(?P<us>United States|U\.S\.A\.|U\.S\.|USA|US|America)(?![\w])"
    theirs = rf"(?P<their>(?:[Tt]he )?{re.escape(other.name)})(?!\w)"
    capital = r"(?P<capital>Washington)(?! (?:Post|Times|Examiner|State|Monument))(?!\w)"
    fixed = "|".join(re.escape(k) for k in sorted(pairs, key=len, reverse=True))
    pattern = re.compile(rf"(?<![\w.-])(?:{ours}|{theirs}|{capital}|(?P<fixed>{fixed})(?!\w))")

    def replace(match: re.Match[str]) -> str:
        if match["us"]:
            following = re.match(r" ([A-Za-z]+)", match.string[match.end() : match.end() + 20])
            noun = following is None or following[1].lower() in _AFTER_NOUN or match["us"] in ("America", "USA")
            return other.name if noun else (match["the"] or "") + other.adjective
        if match["their"]:
            return "the U.S."
        if match["capital"]:
            return other.capital
        return pairs[match["fixed"]]

    return lambda text: pattern.sub(replace, text)
