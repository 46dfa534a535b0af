"""Dead letters on the broker: find them, and send their originals again, byte for byte.

A replayed letter is marked by a record of its own on the dead-letter topic (no value, header
`dead-letter-replayed: <partition>:<offset>`), so that it is not replayed twice by mistake.

Delivery. At least once: the original is confirmed before the mark is sent; after a crash in between it may be sent
twice, and every stage takes a repetition for what it is.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from confluent_kafka import Message

from wiredesk.kafka.bounded import find_spans, read_spans
from wiredesk.kafka.confirmed import ConfirmedSender
from wiredesk.settings import Settings
from wiredesk.topology import DEAD_LETTERS, TOPICS, full_name
from wiredesk_schemas.cloudevents import Headers, header
from wiredesk_schemas.dead_letter import DeadLetter, read_dead_letter

REPLAYED = "dead-letter-replayed"


@dataclass(frozen=True, slots=True)
class Letter:
    """A dead letter where it stands; `place` is "<partition>:<offset>" on the dead-letter topic."""

    place: str
    letter: DeadLetter
    key: bytes | None
    value: bytes | None
    headers: Headers
    is_replayed: bool

    def is_wanted(self, *, reason: str | None, stage: str | None) -> bool:
        """True when reason and stage are those asked for; None asks for any."""
        return reason in (None, self.letter.reason) and stage in (None, self.letter.stage)


def find_letters(settings: Settings) -> Iterator[Letter]:
    """All dead letters kept, partition by partition, oldest first. BrokerError."""
    spans = find_spans(settings, [full_name(DEAD_LETTERS, settings.topic_prefix)])
    letters: list[tuple[str, DeadLetter, Message]] = []
    replayed: set[str] = set()
    for message in read_spans(settings, spans):
        headers: Headers = tuple(message.headers() or ())  # type: ignore[arg-type]  # pairs of str and bytes
        if (mark := header(headers, REPLAYED)) is not None:
            replayed.add(mark)
        elif (letter := read_dead_letter(headers)) is not None:
            letters.append((f"{message.partition()}:{message.offset()}", letter, message))
    for place, letter, message in sorted(letters, key=lambda found: (found[2].timestamp()[1], found[0])):
        headers = tuple(message.headers() or ())  # type: ignore[arg-type]  # see above
        yield Letter(place, letter, message.key(), message.value(), headers, place in replayed)


def replay_letters(settings: Settings, letters: Sequence[Letter]) -> int:
    """Send the originals to the topics they came from; how many. BrokerError when one is not confirmed."""
    by_name = {full_name(topic, settings.topic_prefix): topic for topic in TOPICS}
    sender = ConfirmedSender(settings)
    for found in letters:
        sender.send(by_name.get(found.letter.topic, found.letter.topic), found.key, found.value, found.headers)
    sender.settle()
    for found in letters:
        sender.send(DEAD_LETTERS, found.key, None, ((REPLAYED, found.place.encode()),))
    sender.settle()
    return len(letters)
