"""Both sides of each line: what is announced, called off or moved, and what only looks like it (see announced.txt)."""

from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest

from wiredesk.news.meetings import find_meetings
from wiredesk.testing import make_article

DAY = date(2024, 3, 13)  # a Wednesday
STATUSES = {"c": "cancelled", "p": "postponed"}
PAIRS = (
    ("Danish Prime Minister Karen Holst", "Zambian President Mwila Chanda"),
    ("Chilean Foreign Minister Ximena Luco", "Turkish Defence Minister Kemal Aydogan"),
)


def read_lines() -> Iterator[tuple[str, str]]:
    for line in Path(__file__).with_name("announced.txt").read_text().splitlines():
        if line and not line.startswith("#"):
            expected, text = line.split("|", 1)
            for first, second in PAIRS if "{" in text else PAIRS[:1]:
                yield expected.strip(), text.strip().format(A=first, B=second)


def told(text: str) -> str:
    """What the text announces, written as in announced.txt: "0", "1", "c=2024-03-20"."""
    title, _, body = text.rpartition("##")
    found = find_meetings(make_article(body.strip(), published=DAY, title=title.strip() or None))
    statuses = {m.status for m in found}
    if not found or statuses == {"planned"}:
        return str(len(found))
    if len(found) > 1:
        return f"{len(found)} of {sorted(statuses)}"
    return f"{found[0].status[0]}={found[0].when.start or 'none'}"


@pytest.mark.parametrize(("expected", "text"), list(read_lines()))
def test_only_what_is_announced_is_told_with_its_status(expected: str, text: str) -> None:
    assert told(text)[: max(1, len(expected))] == expected
