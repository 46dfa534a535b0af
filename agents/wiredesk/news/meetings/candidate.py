"""One possible meeting, with its trace."""

from dataclasses import dataclass, field

from wiredesk.news.meetings.frames.frame import Frame
from wiredesk.news.parties.party import Party
from wiredesk_schemas import AgendaItem, Announcer, When, Where
from wiredesk_schemas.values import Attribution


@dataclass(slots=True)
class Candidate:
    """One possible meeting. `refused` is the reason it is not reported, None while it stands.

    `slots` are the trace: slot, value, where it came from. `merged` are other mentions of it. `beside` is a town
    that the sentence names without tying the meeting to it.
    """

    frame: Frame
    parties: tuple[Party, ...]
    kind: str
    status: str = "planned"
    visitor: Party | None = None
    host_country: str | None = None
    when: When = field(default_factory=When)
    moved_from: When | None = None
    where: Where | None = None
    occasion: str | None = None
    refused: str | None = None
    certainty: str = "confirmed"
    body: Party | None = None
    slots: list[tuple[str, str, str]] = field(default_factory=list)
    merged: list["Candidate"] = field(default_factory=list)
    beside: Where | None = None
    agenda: tuple[AgendaItem, ...] = ()
    announcers: tuple[Announcer, ...] = ()
    attribution: Attribution | None = None
    confidence: float | None = None

    @property
    def sentence(self) -> int:
        """Index of the sentence; -1 for the title."""
        return self.frame.parsed.index

    def refuse(self, reason: str) -> None:
        """Keep the first reason."""
        if self.refused is None:
            self.refused = reason
