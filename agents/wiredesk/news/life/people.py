"""What people decided of meetings: merge, split, retract, set.

In: corrections, the latest by `correction_id`. Out: what they mean for a meeting: which to tie, which reports to set
apart, which fields to overrule. A correction of a meeting that is not known yet waits for it.
"""

from dataclasses import replace
from typing import Any

from wiredesk_schemas import Correction, MeetingAnnounced, SchemaError, convert, encode, parse

# What a person may set; the rest is counted or kept by the diary itself.
SETTABLE = frozenset(
    """status certainty attribution type form participants when where occasion part_of agenda announced_by""".split()
)


class Corrections:
    """All corrections in force."""

    def __init__(self) -> None:
        self._all: dict[str, Correction] = {}
        self._by_meeting: dict[str, list[Correction]] = {}

    def get(self, correction_id: str) -> Correction | None:
        """The correction of this id that is in force."""
        return self._all.get(correction_id)

    def put(self, correction_id: str, correction: Correction | None) -> None:
        """A new or changed correction; None takes it back."""
        if correction is None:
            self._all.pop(correction_id, None)
        else:
            self._all[correction_id] = correction
        self._by_meeting = {}
        for one in sorted(self._all.values(), key=lambda c: (c.at, c.correction_id)):
            self._by_meeting.setdefault(one.meeting_id, []).append(one)

    def of(self, meeting_id: str, action: str) -> list[Correction]:
        """Those of one kind for a meeting, oldest first."""
        return [c for c in self._by_meeting.get(meeting_id, ()) if c.action == action]

    def merges(self) -> list[Correction]:
        """All merges."""
        return [c for found in self._by_meeting.values() for c in found if c.action == "merge"]


def check_correction(correction: Correction) -> None:
    """Raises SchemaError when it cannot be obeyed: the text says what is missing or cannot be set."""
    if correction.action == "merge":
        if not correction.into or correction.into == correction.meeting_id:
            raise SchemaError(f"a merge needs `into`, another meeting's id; got {correction.into!r}")
    elif correction.action == "split":
        if not correction.articles:
            raise SchemaError("a split needs `articles`, the ids of the articles whose reports leave; got none")
    elif correction.action == "set":
        _check_values(correction.values)
    elif correction.action != "retract":
        raise SchemaError(f"action must be merge, split, retract or set; got {correction.action!r}")
    if not correction.who.strip() or not correction.why.strip():
        got = f"who {correction.who!r}, why {correction.why!r}"
        raise SchemaError(f"a correction needs who decided it and why, both for all to read; got {got}")


def _check_values(values: dict[str, Any] | None) -> None:
    if not values:
        raise SchemaError("a set needs `values`, fields of a meeting with their right values; got none")
    if unknown := sorted(set(values) - SETTABLE):
        raise SchemaError(f"cannot set {', '.join(unknown)}; fields that can be set: {', '.join(sorted(SETTABLE))}")
    overruled(MeetingAnnounced(meeting_id="check"), values)


def overruled(meeting: MeetingAnnounced, values: dict[str, Any]) -> MeetingAnnounced:
    """The meeting with these fields as a person set them. Raises SchemaError when a value does not fit its field."""
    row = {"meeting_id": meeting.meeting_id} | parse(encode(values))
    fresh = convert(row, MeetingAnnounced)
    return replace(meeting, **{name: getattr(fresh, name) for name in values})
