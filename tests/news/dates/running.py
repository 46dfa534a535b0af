"""Reads running.txt: sentences with their time expressions marked."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from wiredesk.news.dates import Direction

_MARK = re.compile(r"\[([^|\]]+)\|([^\]]+)\]")


@dataclass(frozen=True)
class Labelled:
    """One marked expression: text[start:end] and what it is ("-" no date, "?" not placed)."""

    start: int
    end: int
    meaning: str


@dataclass(frozen=True)
class Sentence:
    text: str
    published_on: date
    direction: Direction
    labels: tuple[Labelled, ...]


def read_sentences(path: Path | None = None) -> Iterator[Sentence]:
    published_on, direction = date(2026, 3, 4), "future"
    for line in (path or Path(__file__).with_suffix(".txt")).read_text().splitlines():
        if line.startswith("@"):
            _, day, direction = line.split()
            published_on = date.fromisoformat(day)
        elif line and not line.startswith("#"):
            yield _sentence(line, published_on, direction)


def _sentence(line: str, published_on: date, direction: Direction) -> Sentence:
    text, labels, at = "", [], 0
    for mark in _MARK.finditer(line):
        text += line[at : mark.start()]
        labels.append(Labelled(len(text), len(text) + len(mark[1]), mark[2]))
        text += mark[1]
        at = mark.end()
    return Sentence(text + line[at:], published_on, direction, tuple(labels))
