"""What `run` keeps of a run: files of events, and the counts and states for the summary."""

from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, BinaryIO

from confluent_kafka import Message

from wiredesk.sinks.sqlite import connect, write_events
from wiredesk.topology import DEAD_LETTERS, DUPLICATE, MEETINGS, OUTCOME, TOPICS_MENTIONED, Topic
from wiredesk_schemas import ArticleOutcome, Event, MeetingAnnounced, TopicMentioned, decode, encode
from wiredesk_schemas.dead_letter import read_dead_letter

FILES = {MEETINGS: "meetings.jsonl", TOPICS_MENTIONED: "topics.jsonl", DUPLICATE: "duplicates.jsonl"}
REJECTED = "rejected.jsonl"
TABLES = "desk.sqlite"
"""The same as tables (wiredesk.sinks.relations), for queries and for `wiredesk desk`."""
RECORD_SHOWN_CHARS = 1000


@dataclass
class Results:
    """Takes records as they come; `close` when done."""

    folder: Path
    outcomes: Counter[str] = field(default_factory=Counter)
    reasons: Counter[str] = field(default_factory=Counter)
    topics: Counter[str] = field(default_factory=Counter)
    labels: dict[str, str] = field(default_factory=dict)
    meetings: dict[str, list[MeetingAnnounced]] = field(default_factory=dict)
    titles: dict[str, str] = field(default_factory=dict)
    copies: Counter[str] = field(default_factory=Counter)

    def __post_init__(self) -> None:
        self.folder.mkdir(parents=True, exist_ok=True)
        names = (*FILES.values(), REJECTED)
        self._files: dict[str, BinaryIO] = {name: (self.folder / name).open("wb") for name in names}
        for left in self.folder.glob(f"{TABLES}*"):
            left.unlink()
        self._tables = connect(self.folder / TABLES)

    def take(self, records: Iterable[tuple[Topic, Message]]) -> None:
        """Records of result topics, in order."""
        write_events(self._tables, [event for topic, message in records for event in self._events(topic, message)])

    def _events(self, topic: Topic, message: Message) -> Iterator[Event]:
        """Note one record; the event in it, if there is one."""
        value = message.value() or b""
        if topic in FILES:
            self._files[FILES[topic]].write(value + b"\n")
        if topic is MEETINGS:
            meeting = decode(value, MeetingAnnounced)
            self.meetings.setdefault(meeting.meeting_id, []).append(meeting)
            yield meeting
        elif topic is TOPICS_MENTIONED:
            mention = decode(value, TopicMentioned)
            self._take_topic(mention)
            yield mention
        elif topic is OUTCOME:
            outcome = decode(value, ArticleOutcome)
            self.outcomes[outcome.outcome] += 1
            if outcome.reason:
                self.reasons[outcome.reason] += 1
            if outcome.duplicate:
                self.copies[outcome.duplicate] += 1
        elif topic is DEAD_LETTERS:
            self._take_dead_letter(message)

    def reject(self, **told: Any) -> None:
        """Note something that was refused before it became a record."""
        self.outcomes["refused"] += 1
        self.reasons[str(told.get("reason"))] += 1
        self._files[REJECTED].write(encode(told) + b"\n")

    def close(self) -> None:
        """Finish the files."""
        for file in self._files.values():
            file.close()
        self._tables.close()

    def current(self) -> Iterable[tuple[MeetingAnnounced, list[MeetingAnnounced]]]:
        """The latest revision of each meeting with its history, the earliest day first, the undated last."""
        latest = ((history[-1], history) for history in self.meetings.values())
        return sorted(
            latest, key=lambda pair: (pair[0].when.start is None, str(pair[0].when.start), pair[0].meeting_id)
        )

    def _take_topic(self, mention: TopicMentioned) -> None:
        self.labels[mention.topic.id] = mention.topic.label
        self.topics[mention.topic.id] += 1 if mention.status == "mentioned" else -1
        if mention.title:
            self.titles[mention.article_id] = mention.title

    def _take_dead_letter(self, message: Message) -> None:
        letter = read_dead_letter(message.headers())  # type: ignore[arg-type]
        record = (message.value() or b"").decode("utf-8", "replace")
        told = {
            "origin": letter.origin if letter else None,
            "reason": letter.reason if letter else None,
            "error": letter.error if letter else None,
            "stage": letter.stage if letter else None,
            "record": record[:RECORD_SHOWN_CHARS],
        }
        self._files[REJECTED].write(encode(told) + b"\n")
