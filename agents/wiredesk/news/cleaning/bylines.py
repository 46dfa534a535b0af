"""Who wrote it and where: bylines and datelines, taken out of the text and kept as data.

In: the text that is left. Out: spans to cut, and their words.
A dateline opens the first paragraph: a place in capitals (AP, Reuters, AFP, Xinhua) or a place before the agency's
name in brackets (CNN), then a dash or a colon. A byline is a line of its own near the top: "By" and names.
"""

import re
from dataclasses import dataclass

from wiredesk.news.cleaning.boilerplate import lines_of

SEARCHED_LINES = 14
"""Of the top of a text: title, date, share bar, byline and caption stand before the first paragraph."""

_WORD = r"[A-ZÀ-Þ][\w.'’-]{0,24}"
_NAME = rf"{_WORD}(?: (?:{_WORD}|de|da|del|van|von|der|al|bin|el|la)\b){{0,4}}"
_BYLINE = re.compile(
    rf"(?:(?:[Ww]ritten |[Rr]eported |[Pp]osted |[Pp]ublished )?(?:[Bb]y|BY)(?: ?:)? |[Aa]uthors? ?: ?)"
    rf"(?P<names>{_NAME}(?:(?:, | and | & | \| | with ){_NAME}){{0,6}})"
    r"(?P<rest>[,|•·/—–-]?[^.!?]{0,80})$"
)

_CAPITALS = r"[A-ZÀ-Þ][A-ZÀ-Þ.'’-]{1,24}(?: (?:[A-ZÀ-Þ][A-ZÀ-Þ.'’-]{0,24}|de|del|of|al)){0,3}"
_REGION = r"(?:, ?(?:[A-ZÀ-Þ][\w.'’-]{1,20})(?: [A-ZÀ-Þ][\w.'’-]{1,20}){0,2})?"
_DAY = r"(?:,? (?:[A-Z][a-z]{2,8}\.? \d{1,2}(?:, \d{4})?|\d{1,2} [A-Z][a-z]{2,8}\.?(?:,? \d{4})?))?"
_AGENCY = r"\((?P<agency>[A-Z][\w.&' /-]{1,30})\)"
_DASH = r"\s?(?:[-–—]{1,3}|:)\s?"
_OPENS = r"[\"“‘'(]?[A-ZÀ-Þ]"
# Without capitals and dash only the name of a service tells "Washington (CNN)" from "World Trade Organization (WTO)".
_WIRES = (
    "AA|AAP|AFP|AGI|ANI|ANP|ANSA|AP|APA|APP|BBC|Belga|Bernama|Bloomberg|BTA|CBS|CNA|CNBC|CNN|CP|CTK|dpa|DPA|DW|EFE|FOX|"
    "IANS|Interfax|IRNA|"
    "Jiji|JTA|KUNA|Kyodo|Kyodo News|MTI|NBC|NPR|PA|PAP|PTI|QNA|Reuters|RFA|RFE/RL|RIA|SPA|TASS|Tasnim|"
    "Ukrinform|UPI|VOA|WAM|Xinhua|Yonhap"
)
_DATELINES = (
    # WASHINGTON (Reuters) - / BEIJING, Nov. 9 (Xinhua) -- / PARIS/LONDON (AFP) —
    re.compile(rf"(?P<place>{_CAPITALS}(?:/{_CAPITALS})?{_REGION}){_DAY},? {_AGENCY}{_DASH}"),
    # GENEVA — / KYIV, Ukraine – / GENEVA, 5 March 2026 –
    re.compile(rf"(?P<place>{_CAPITALS}(?:/{_CAPITALS})?{_REGION}){_DAY}\s?[–—-]{{1,3}}\s(?=\S)"),
    # Washington (CNN) / Washington (CNN)President / Geneva (ICRC) –
    re.compile(rf"(?P<place>{_WORD}(?: {_WORD}){{0,2}}{_REGION}) \((?P<agency>{_WIRES})\)(?:{_DASH}|\s?)(?={_OPENS})"),
    # (Reuters) - / (CNN)President
    re.compile(rf"(?P<place>)\((?P<agency>{_WIRES})\)(?:{_DASH}|\s?)(?={_OPENS})"),
    # Geneva, 5 March 2026 –
    re.compile(rf"(?P<place>{_WORD}(?: {_WORD}){{0,2}}),? \d{{1,2}} [A-Z][a-z]{{2,8}}\.?(?:,? \d{{4}})? ?[–—-] (?=\S)"),
)
_NO_PLACE = frozenset("UPDATE BREAKING EXCLUSIVE ANALYSIS OPINION EDITORIAL FACTBOX TIMELINE WATCH VIDEO LIVE".split())


@dataclass(frozen=True, slots=True)
class Mark:
    """text[start:end] is the byline or dateline; `words` its words without the dash or "By"."""

    start: int
    end: int
    words: str


def find_byline(text: str) -> Mark | None:
    """The first line among the top lines that only says who wrote it."""
    for start, line in lines_of(text)[:SEARCHED_LINES]:
        if len(line) <= 200 and (found := _BYLINE.match(line)):
            return Mark(start, start + len(line), found["names"].strip(" ,"))
    return None


def find_dateline(text: str) -> Mark | None:
    """What stands before the first sentence to say where, and by which agency, it was written."""
    for start, line in lines_of(text)[:SEARCHED_LINES]:
        if len(line) < 60:
            continue
        for pattern in _DATELINES:
            found = pattern.match(line)
            if found and found["place"].split(",")[0] not in _NO_PLACE:
                return Mark(start, start + found.end(), found[0].strip().rstrip(":–—- "))
        if len(line) > 160:  # the first paragraph: a dateline stands before it or nowhere
            return None
    return None


def dateline_place(dateline: str) -> str:
    """The place of a dateline: "WASHINGTON (Reuters)" gives "WASHINGTON"."""
    return re.split(r"[,(/]", dateline, maxsplit=1)[0].strip()
