"""The grammar of announcing, sentence by sentence: `announcements.txt` says who is to meet whom in each of them.

A line "+" is an article of its own, "T" a headline, "=" its meetings: parties between bars, each a part of a name or
the code of a state; "-" for none. All are published on a Wednesday.
"""

from datetime import date
from pathlib import Path

import pytest

from wiredesk.news.meetings import find_meetings
from wiredesk.testing import make_article
from wiredesk_schemas import Participant

DAY = date(2026, 3, 4)
TABLE = Path(__file__).with_name("announcements.txt")


def read_table() -> list[tuple[str, bool, list[set[str]]]]:
    """Text, whether it is a headline, and the parties of each meeting."""
    rows: list[tuple[str, bool, list[set[str]]]] = []
    text, is_title = "", False
    for line in TABLE.read_text().splitlines():
        mark, rest = line[:2], line[2:].strip()
        if mark in ("+ ", "T "):
            text, is_title = rest, mark == "T "
        elif mark == "= ":
            meetings = [] if rest == "-" else [{p.strip() for p in m.split("|")} for m in rest.split(";")]
            rows.append((text, is_title, meetings))
    return rows


def is_party(wanted: str, participant: Participant) -> bool:
    is_state = len(wanted) == 2 and wanted.isupper() and wanted != "EU"
    return participant.country == wanted if is_state else wanted in participant.name


@pytest.mark.parametrize(("text", "is_title", "expected"), read_table())
def test_each_sentence_announces_these_meetings(text: str, is_title: bool, expected: list[set[str]]):
    article = make_article("Prices rose.", title=text, published=DAY) if is_title else make_article(text, published=DAY)
    found = [report.participants for report in find_meetings(article)]
    assert len(found) == len(expected), found
    for wanted in expected:
        assert any(
            len(wanted) == len(parties) and all(any(is_party(w, p) for p in parties) for w in wanted)
            for parties in found
        ), (wanted, found)
