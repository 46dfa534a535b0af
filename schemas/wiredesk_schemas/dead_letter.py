"""Dead letters: records that could not be handled, kept whole.

A dead letter is the original record - key, value and headers, byte for byte - plus headers that say what went wrong and
where it came from, so that sending it again is exact. Header values are UTF-8 text without line breaks.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from wiredesk_schemas.cloudevents import Headers, header

PREFIX = "dead-letter-"
MAX_ERROR_CHARS = 4000
"""Longer error texts are cut: a traceback of a deep recursion would else outgrow the article."""


@dataclass(frozen=True, slots=True, kw_only=True)
class DeadLetter:
    """Why a record was put aside.

    `reason` is of a closed list of lower-case words ("not-json", "empty-text", "failed"); `error` the whole message,
    with traceback where it was a bug. `topic`, `partition`, `offset` are where the record stood; `origin` is the raw
    record it descends from. `attempts` counts all tries, those of earlier dead letters too.
    """

    reason: str
    error: str
    stage: str
    topic: str
    partition: int
    offset: int
    origin: str | None = None
    attempts: int = 1
    app_version: str | None = None
    first_seen: datetime | None = None


def dead_letter_headers(letter: DeadLetter, original: Iterable[tuple[str, bytes]] | None) -> Headers:
    """The original's headers, then those of the dead letter; those of an earlier dead letter are replaced."""
    kept = [(name, value) for name, value in original or () if not name.startswith(PREFIX)]
    told = {
        "reason": letter.reason,
        "error": letter.error[:MAX_ERROR_CHARS],
        "stage": letter.stage,
        "topic": letter.topic,
        "partition": str(letter.partition),
        "offset": str(letter.offset),
        "origin": letter.origin,
        "attempts": str(letter.attempts),
        "app-version": letter.app_version,
        "first-seen": letter.first_seen.isoformat() if letter.first_seen else None,
    }
    added = [(PREFIX + name, _line(value)) for name, value in told.items() if value is not None]
    return (*kept, *added)


def read_dead_letter(headers: Iterable[tuple[str, bytes]] | None) -> DeadLetter | None:
    """What the headers of a dead letter say; None when the record is none. Anybody may have written them: no raise."""
    headers = list(headers or ())
    reason = header(headers, PREFIX + "reason")
    if reason is None:
        return None
    return DeadLetter(
        reason=reason,
        error=(header(headers, PREFIX + "error") or "").replace("\\n", "\n"),
        stage=header(headers, PREFIX + "stage") or "",
        topic=header(headers, PREFIX + "topic") or "",
        partition=_number(header(headers, PREFIX + "partition"), -1),
        offset=_number(header(headers, PREFIX + "offset"), -1),
        origin=header(headers, PREFIX + "origin"),
        attempts=_number(header(headers, PREFIX + "attempts"), 1),
        app_version=header(headers, PREFIX + "app-version"),
        first_seen=_moment(header(headers, PREFIX + "first-seen")),
    )


def _line(value: str) -> bytes:
    # Line breaks would let a hostile text forge lines in logs and consoles that print headers.
    return value.replace("\r", "").replace("\n", "\\n").replace("\0", "").encode("utf-8", "replace")


def _number(text: str | None, default: int) -> int:
    try:
        return int(text) if text is not None else default
    except ValueError:
        return default


def _moment(text: str | None) -> datetime | None:
    try:
        return datetime.fromisoformat(text) if text else None
    except ValueError:
        return None
