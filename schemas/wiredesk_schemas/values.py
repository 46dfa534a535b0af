"""The closed-looking, open-ended word lists of the contract.

For the type checker each is a ``Literal``, so that wiredesk itself cannot write a misspelt value. At run time each
accepts any string, so that a consumer built today still reads the values of a later release; the JSON Schema lists
the known ones as examples.
"""

from datetime import datetime
from typing import TYPE_CHECKING, Annotated, Any, Literal, get_args

from msgspec import Meta

Precision = Literal["day", "days", "week", "month", "season", "year", "window", "unknown"]
PublishedPrecision = Literal["minute", "day", "unknown"]
PartyKind = Literal["person", "government", "organisation"]
Part = Literal["host", "guest", "mediator", "absent"]
Status = Literal["planned", "postponed", "cancelled"]
Certainty = Literal["confirmed", "expected"]
Attribution = Literal["party", "official", "media", "anonymous"]
MeetingType = Literal["bilateral", "multilateral", "summit", "visit", "talks", "session"]
MeetingForm = Literal["in_person", "call", "video"]
Change = Literal[
    "announced", "corroborated", "updated", "postponed", "cancelled", "reinstated", "denied", "withdrawn", "merged"
]
Field = Literal["text", "title"]
CopyVerdict = Literal["new", "revision", "near", "exact", "repeated"]
DuplicateKind = Literal["repeated", "exact", "near"]
TopicStatus = Literal["mentioned", "withdrawn"]
Outcome = Literal["processed", "duplicate", "repeated", "rejected"]
CorrectionAction = Literal["merge", "split", "retract", "set"]


def _open(known: Any) -> Any:
    return Annotated[str, Meta(extra_json_schema={"examples": list(get_args(known))})]


def known_values(word_list: Any) -> tuple[str, ...]:
    """The values of a word list that this release writes, `known_values(Status)`."""
    if TYPE_CHECKING:
        return get_args(word_list)
    return tuple(word_list.__metadata__[0].extra_json_schema["examples"])


if not TYPE_CHECKING:
    Precision = _open(Precision)
    PublishedPrecision = _open(PublishedPrecision)
    PartyKind = _open(PartyKind)
    Part = _open(Part)
    Status = _open(Status)
    Certainty = _open(Certainty)
    Attribution = _open(Attribution)
    MeetingType = _open(MeetingType)
    MeetingForm = _open(MeetingForm)
    Change = _open(Change)
    Field = _open(Field)
    CopyVerdict = _open(CopyVerdict)
    DuplicateKind = _open(DuplicateKind)
    TopicStatus = _open(TopicStatus)
    Outcome = _open(Outcome)
    CorrectionAction = _open(CorrectionAction)

Timestamp = Annotated[datetime, Meta(tz=True)]
"""A moment with its zone; written in UTC."""
