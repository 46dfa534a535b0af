"""Dead letters: records that could not be handled, kept whole.

A dead letter is the original record - key, value and headers, byte for byte - plus headers that say what went wrong and
where it came from, so that sending it again is exact. Header values are UTF-8 text without line breaks.

One kind cannot be kept whole: a record that came compressed may be far larger than any record that a client sends. Its
letter has the beginning, and says how long the original is, which stands where it was read until its topic drops it.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from wiredesk_schemas.cloudevents import Headers, header

PREFIX = "dead-letter-"
MAX_ERROR_CHARS = 4000
"""Longer error texts are cut: a traceback of a deep recursion would else outgrow the article."""
CUT_BYTES = 1 << 20
"""Of value, of key, and of all headers of an original that is too large for a letter; three of these fit into one."""
Pairs = Iterable[tuple[str, bytes | None]]
"""Headers as anybody may have sent them: Kafka knows values that are null."""


@dataclass(frozen=True, slots=True, kw_only=True)
class DeadLetter:
    """Why a record was put aside.

    `reason` is of a closed list of lower-case words ("not-json", "empty-text", "failed"); `error` the whole message,
    with traceback where it was a bug. `topic`, `partition`, `offset` are where the record stood; `origin` is the raw
    record it descends from. `attempts` counts all tries, those of earlier dead letters too.
    `bytes_cut`: so many bytes of the original's key, value and headers are not in the letter; 0 when it is whole.
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
    bytes_cut: int = 0


def dead_letter_headers(letter: DeadLetter, original: Pairs | None) -> Headers:
    """The original's headers, then those of the dead letter; those of an earlier dead letter are replaced."""
    kept: list[Any] = [(name, value) for name, value in original or () if not name.startswith(PREFIX)]
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
        "bytes-cut": str(letter.bytes_cut) if letter.bytes_cut else None,
    }
    added = [(PREFIX + name, _line(value)) for name, value in told.items() if value is not None]
    return (*kept, *added)


def cut_original(
    key: bytes | None, value: bytes | None, headers: Pairs
) -> tuple[bytes | None, bytes | None, Pairs, int]:
    """The beginnings of key and value, the first headers, and how many bytes that leaves out."""
    kept, room, left_out = [], CUT_BYTES, 0
    for name, told in headers:
        size = len(name.encode("utf-8", "replace")) + len(told or b"")
        room -= size
        if room >= 0:
            kept.append((name, told))
        else:
            left_out += size
    for whole in (key, value):
        left_out += max(0, len(whole or b"") - CUT_BYTES)
    return key and key[:CUT_BYTES], value and value[:CUT_BYTES], kept, left_out


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
        bytes_cut=_number(header(headers, PREFIX + "bytes-cut"), 0),
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
