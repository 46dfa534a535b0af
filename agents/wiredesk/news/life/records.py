"""What the diary keeps of articles and meetings, and the rows in which it outlives the process.

One row an article (`a:` and its id), one a meeting (`m:`), one a correction (`c:`); no row holds another's. A meeting's
row has its last revision, at most 50 sources, and is written when there is a new one: 20,000 reports of one summit are
20,000 small rows of articles and one of the meeting. Who belongs together is not stored: it follows from the articles.
"""

from dataclasses import dataclass, field
from typing import Any, TypeAlias

from wiredesk.news.life.ledger import Ledger
from wiredesk.news.life.testimony import TestimonyKey, Voice
from wiredesk_schemas import ArticleReports, Correction, MeetingAnnounced, SchemaError, convert, encode, parse

Row: TypeAlias = tuple[bytes, bytes | None]
"""A key of the durable table and its value; None takes the row away."""

MOST_REVISIONS_KNOWN = 8
FEW = 4
"""So many reports are counted up anew each time: most meetings have no more, and to keep what was counted takes a third
of all memory that a meeting takes."""


@dataclass(slots=True)
class ArticleRecord:
    """An article's reports as its latest revision has them.

    `numbers`: of each report its number within the article, kept over revisions; `apart`: by number, the split that
    sets a report apart; `forgotten`: numbers whose meetings are over and gone. `seen`: revisions applied so far,
    each with the raw record that it came from.
    """

    reports: ArticleReports
    numbers: tuple[int, ...]
    seen: tuple[str, ...]
    apart: dict[int, str] = field(default_factory=dict)
    forgotten: set[int] = field(default_factory=set)
    arrived: float | None = None

    def keys(self) -> list[TestimonyKey]:
        """The testimonies that are held."""
        return [(self.reports.article_id, n) for n in self.numbers if n not in self.forgotten]

    def row(self) -> Row:
        """The durable form."""
        value = {
            "reports": self.reports,
            "numbers": self.numbers,
            "seen": self.seen,
            "apart": [[n, split] for n, split in sorted(self.apart.items())],
            "forgotten": sorted(self.forgotten),
            "arrived": self.arrived,
        }
        return article_key(self.reports.article_id), encode(value)

    @classmethod
    def read(cls, value: bytes) -> "ArticleRecord":
        """From the durable form. Raises SchemaError."""
        row = parse(value)
        try:
            return cls(
                convert(row["reports"], ArticleReports),
                tuple(row["numbers"]),
                tuple(row["seen"]),
                {n: split for n, split in row["apart"]},
                set(row["forgotten"]),
                row["arrived"],
            )
        except (TypeError, LookupError, ValueError) as e:
            raise SchemaError(f"not the row of an article in the diary: {e!r}; got {value[:80]!r}") from e


@dataclass(slots=True, eq=False)
class MeetingRecord:
    """A meeting and its life so far.

    `founder` is the report that it is known by: where it goes, the id goes. `minted` orders meetings by age. `latest`
    is the last revision sent. `voices` is what it is made of now, `ledger` that counted up, where it is kept; none when
    it is withdrawn or merged.
    `stored`: it has a row.
    """

    meeting_id: str
    minted: int
    founder: TestimonyKey
    latest: MeetingAnnounced | None = None
    voices: set[Voice] = field(default_factory=set)
    ledger: Ledger | None = None
    due: float | None = None
    stored: bool = False

    def tally(self) -> Ledger:
        """All that is said of it, counted up; kept where there is much to count."""
        if self.ledger is not None:
            return self.ledger
        ledger = Ledger()
        for voice in self.voices:
            for testimony in voice.members.values():
                ledger.add(testimony)
        if ledger.count > FEW:
            self.ledger = ledger
        return ledger

    def members(self) -> frozenset[TestimonyKey]:
        """The reports that it is made of."""
        return frozenset(key for voice in self.voices for key in voice.members)

    def row(self) -> Row:
        """The durable form."""
        self.stored = True
        value: dict[str, Any] = {"minted": self.minted, "founder": self.founder, "latest": self.latest, "due": self.due}
        return meeting_key(self.meeting_id), encode(value)

    @classmethod
    def read(cls, meeting_id: str, value: bytes) -> "MeetingRecord":
        """From the durable form. Raises SchemaError."""
        row = parse(value)
        try:
            latest = convert(row["latest"], MeetingAnnounced) if row["latest"] else None
            founder = (row["founder"][0], row["founder"][1])
            return cls(meeting_id, row["minted"], founder, latest, due=row["due"], stored=True)
        except (TypeError, LookupError, ValueError) as e:
            raise SchemaError(f"not the row of a meeting in the diary: {e!r}; got {value[:80]!r}") from e


def article_key(article_id: str) -> bytes:
    """Key of an article's row."""
    return b"a:" + article_id.encode("utf-8", "surrogatepass")


def meeting_key(meeting_id: str) -> bytes:
    """Key of a meeting's row."""
    return b"m:" + meeting_id.encode("utf-8", "surrogatepass")


def correction_row(correction_id: str, correction: Correction | None) -> Row:
    """A correction's row; None takes it back."""
    return b"c:" + correction_id.encode("utf-8", "surrogatepass"), encode(correction) if correction else None
