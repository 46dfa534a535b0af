"""The work of `wiredesk tail`: reading a topic without a group, and one line for each record."""

import os
import sys
from collections.abc import Callable, Mapping
from datetime import UTC, datetime

import typer
from confluent_kafka import OFFSET_BEGINNING, OFFSET_END, Message

from wiredesk.cli._summary import change_words
from wiredesk.cli._terminal import one_line
from wiredesk.filters import FilterError, MeetingFilter, TopicFilter
from wiredesk.kafka.clients import make_consumer, poll_forever, read_from
from wiredesk.news.life import is_upcoming
from wiredesk.settings import Settings
from wiredesk.topology import DEAD_LETTERS, DUPLICATE, MEETINGS, OUTCOME, TOPICS_MENTIONED, full_name
from wiredesk.wording import parties_words, when_words, where_words
from wiredesk_schemas import (
    ArticleOutcome,
    DuplicateArticle,
    MeetingAnnounced,
    SchemaError,
    TopicMentioned,
    decode,
    encode,
    parse,
)
from wiredesk_schemas.dead_letter import read_dead_letter

TOPICS = {
    "meetings": MEETINGS,
    "topics": TOPICS_MENTIONED,
    "duplicates": DUPLICATE,
    "outcomes": OUTCOME,
    "dead-letters": DEAD_LETTERS,
}


COLOURS = {
    "announced": "green",
    "reinstated": "green",
    "updated": "yellow",
    "postponed": "yellow",
    "cancelled": "red",
    "denied": "red",
    "withdrawn": "red",
}
"""Of the word that a line of a meeting begins with, on a terminal."""

Wanted = Callable[[bytes], bool]


def make_filter(what: str, query: Mapping[str, str], *, upcoming: bool) -> Wanted | None:
    """Whether a record's value is wanted; None when all are. Raises FilterError."""
    if not query and not upcoming:
        return None
    if what == "meetings":
        meetings = MeetingFilter.from_query(query)
        return lambda value: _is_wanted_meeting(decode(value, MeetingAnnounced), meetings, upcoming=upcoming)
    if what == "topics" and not upcoming:
        topics = TopicFilter.from_query(query)
        return lambda value: topics.matches(decode(value, TopicMentioned))
    raise FilterError(f"{what} cannot be filtered: --where is for meetings and topics, --upcoming for meetings")


def _is_wanted_meeting(meeting: MeetingAnnounced, wanted: MeetingFilter, *, upcoming: bool) -> bool:
    return wanted.matches(meeting) and (not upcoming or is_upcoming(meeting, datetime.now(UTC).date()))


def tail_topic(
    settings: Settings,
    what: str,
    wanted: Wanted | None = None,
    *,
    as_json: bool,
    from_start: bool,
    most: int | None,
    until_end: bool,
) -> None:
    """Print until interrupted, `most` records, or the end that there was at the start."""
    consumer = make_consumer(settings)
    try:
        topic = full_name(TOPICS[what], settings.topic_prefix) if what in TOPICS else _event_topic(settings, what)
        assigned = read_from(consumer, [topic], offset=OFFSET_BEGINNING if from_start else OFFSET_END)
        left = set()
        if until_end:
            for place in assigned:
                low, high = consumer.get_watermark_offsets(place, timeout=10.0, cached=False)
                if from_start and low < high:
                    left.add((place.partition, high))
        if until_end and not left:
            return
        ends = dict(left)
        printed = 0
        for message in poll_forever(consumer):
            if message is None:
                continue
            if wanted is None or _is_wanted(wanted, message):
                line = _json_line(what, message) if as_json else _line(what, message)
                sys.stdout.buffer.write(line + b"\n")
                sys.stdout.buffer.flush()
                printed += 1
            number, offset = message.partition() or 0, message.offset() or 0
            if ends.get(number) == offset + 1:
                del ends[number]
            if printed == most or (until_end and not ends):
                return
    except KeyboardInterrupt:
        return
    finally:
        consumer.close()


def _is_wanted(wanted: Wanted, message: Message) -> bool:
    try:
        return wanted(message.value() or b"")
    except SchemaError:
        return True  # told as unreadable


def _event_topic(settings: Settings, kind: str) -> str:
    """The topic of a plug-in's event, by its kind."""
    return f"{settings.topic_prefix}events.{kind.removeprefix('wiredesk.')}"


def _json_line(what: str, message: Message) -> bytes:
    value = message.value() or b"null"
    if what != "dead-letters":
        return value
    return encode({"letter": read_dead_letter(message.headers()), "record": value.decode("utf-8", "replace")})  # type: ignore[arg-type]


def _line(what: str, message: Message) -> bytes:
    try:
        words = LINES.get(what, _any_event)(message)
    except SchemaError as e:
        words = f"unreadable record at offset {message.offset()}: {e}"
    # One record, one line, whatever an article holds.
    plain = one_line(words)
    return (_coloured(plain) if sys.stdout.isatty() and not os.environ.get("NO_COLOR") else plain).encode(
        "utf-8", "replace"
    )


def _coloured(line: str) -> str:
    """With its first word in the colour of what happened."""
    word, space, rest = line.partition(" ")
    colour = COLOURS.get(word)
    return line if colour is None else typer.style(word, fg=colour, bold=True) + space + rest


def _meeting(message: Message) -> str:
    meeting = decode(message.value() or b"", MeetingAnnounced)
    where = where_words(meeting.where)
    told = change_words(meeting)
    return f"{told:<14} {when_words(meeting.when):<24} {parties_words(meeting)}{' - ' + where if where else ''}"


def _topic(message: Message) -> str:
    mention = decode(message.value() or b"", TopicMentioned)
    return f"{mention.status:<10} {mention.topic.label:<32} {mention.title or mention.article_id}"


def _duplicate(message: Message) -> str:
    copy = decode(message.value() or b"", DuplicateArticle)
    return f"{copy.duplicate:<9} {copy.similarity:4.2f}  {copy.article_id} -> {copy.original}"


def _outcome(message: Message) -> str:
    outcome = decode(message.value() or b"", ArticleOutcome)
    reason = f" ({outcome.reason})" if outcome.reason else ""
    return f"{outcome.origin:<16} {outcome.outcome:<10}{reason} {outcome.stage} {outcome.article_id or ''}"


def _dead_letter(message: Message) -> str:
    letter = read_dead_letter(message.headers())  # type: ignore[arg-type]
    if letter is None:
        return f"no dead letter at offset {message.offset()}"
    return f"{letter.origin or '':<16} {letter.stage:<10} {letter.reason:<16} {letter.error[:160]}"


def _any_event(message: Message) -> str:
    """An event of a plug-in, whose fields are not known here."""
    event = parse(message.value() or b"")
    told = {k: v for k, v in event.items() if k not in ("event_id", "emitted_at")} if isinstance(event, dict) else event
    return encode(told).decode()


LINES: dict[str, Callable[[Message], str]] = {
    "meetings": _meeting,
    "topics": _topic,
    "duplicates": _duplicate,
    "outcomes": _outcome,
    "dead-letters": _dead_letter,
}
