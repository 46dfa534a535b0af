"""Reads inherited.txt: short articles with the day, the place and the occasion of each meeting."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path


@dataclass(frozen=True)
class Wanted:
    """One meeting: words of its participants, FIRST..LAST or a day or "?", "town,XX", an occasion or a status."""

    participants: tuple[str, ...]
    when: str
    where: str | None = None
    occasion: str | None = None
    status: str | None = None


@dataclass
class Story:
    name: str
    published_on: date
    title: str | None
    lines: list[str] = field(default_factory=list)
    meetings: list[Wanted] = field(default_factory=list)

    @property
    def text(self) -> str:
        return "\n".join(self.lines).strip()


def read_stories(path: Path | None = None) -> Iterator[Story]:
    story: Story | None = None
    for line in (path or Path(__file__).with_suffix(".txt")).read_text().splitlines():
        if line.startswith("# "):
            if story is not None:
                yield story
            name, day, *title = (part.strip() for part in line[2:].split("|"))
            story = Story(name, date.fromisoformat(day), title[0] if title else None)
        elif story is not None and line.startswith("> "):
            people, *slots = (part.strip() for part in line[2:].split("|"))
            story.meetings.append(Wanted(tuple(people.split("+")), *slots))
        elif story is not None:
            story.lines.append(line)
    if story is not None:
        yield story
