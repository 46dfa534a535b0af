"""People's corrections reach the topic, and faults are told before anything is sent."""

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

import pytest
from confluent_kafka import OFFSET_BEGINNING
from typer.testing import CliRunner, Result

from wiredesk.cli.correct import app
from wiredesk.kafka.clients import make_consumer, read_from
from wiredesk.kafka.confirmed import ConfirmedSender
from wiredesk.kafka.embedded import EmbeddedBroker
from wiredesk.settings import Settings
from wiredesk.topology import MEETINGS_CURRENT
from wiredesk_schemas import Correction, MeetingAnnounced, decode, encode

TOPIC = "wiredesk.corrections"
CURRENT = "wiredesk.meetings.current"
BY = ("--who", "M. Okafor", "--why", "phoned the ministry")


def call(*arguments: str) -> Result:
    return CliRunner().invoke(app, list(arguments))


@contextmanager
def broker_with(*meeting_ids: str) -> Iterator[EmbeddedBroker]:
    """A broker whose diary has these meetings."""
    with EmbeddedBroker() as broker:
        broker.create([TOPIC, CURRENT])
        sender = ConfirmedSender(Settings(brokers=broker.address))
        for meeting_id in meeting_ids:
            sender.send(MEETINGS_CURRENT, meeting_id.encode(), encode(MeetingAnnounced(meeting_id=meeting_id)))
        sender.settle()
        yield broker


def records(address: str, count: int) -> list[tuple[bytes | None, bytes | None]]:
    consumer = make_consumer(Settings(brokers=address, fetch_wait_ms=20))
    try:
        read_from(consumer, [TOPIC], offset=OFFSET_BEGINNING)
        found: list[Any] = []
        # A message without a value has length 0 and is false.
        while len(found) < count and (message := consumer.poll(10)) is not None:
            found.append((message.key(), message.value()))
        return found
    finally:
        consumer.close()


def test_a_correction_is_sent_under_its_id_and_undone_by_it() -> None:
    with broker_with("m1") as broker:
        result = call("set", "m1", "status=cancelled", 'where={"city": "Bergen"}', *BY, "--brokers", broker.address)
        assert result.exit_code == 0, result.output
        correction = decode(result.stdout.encode(), Correction)
        undone = call("undo", correction.correction_id, "--brokers", broker.address)
        assert undone.exit_code == 0, undone.output
        first, second = records(broker.address, 2)
    assert correction.values == {"status": "cancelled", "where": {"city": "Bergen"}}
    assert (correction.who, correction.why, correction.meeting_id) == ("M. Okafor", "phoned the ministry", "m1")
    assert first[0] == second[0] == correction.correction_id.encode()
    assert first[1] is not None
    assert decode(first[1], Correction) == correction
    assert not second[1]


@pytest.mark.parametrize(
    ("arguments", "unknown"),
    [
        (("set", "m9", "status=cancelled", *BY), "no meeting 'm9' in wiredesk.meetings.current"),
        (("retract", "m9", *BY), "no meeting 'm9'"),
        (("split", "m9", "article-1", *BY), "no meeting 'm9'"),
        (("merge", "m9", "m1", *BY), "no meeting 'm9'"),
        (("merge", "m1", "m9", *BY), "no meeting 'm9'"),
        (("undo", "c9"), "no correction 'c9' in wiredesk.corrections"),
    ],
)
def test_an_id_that_nobody_knows_is_refused_unless_one_insists(arguments: tuple[str, ...], unknown: str) -> None:
    with broker_with("m1", "m2") as broker:
        refused = call(*arguments, "--brokers", broker.address)
        assert refused.exit_code == 2, refused.output
        assert unknown in refused.stderr
        assert "--anyway" in refused.stderr
        sent = call(*arguments, "--anyway", "--brokers", broker.address)
        assert sent.exit_code == 0, sent.output
        assert len(records(broker.address, 1)) == 1


def test_a_correction_that_was_taken_back_cannot_be_taken_back_again() -> None:
    with broker_with("m1") as broker:
        made = call("retract", "m1", *BY, "--brokers", broker.address)
        correction_id = decode(made.stdout.encode(), Correction).correction_id
        assert call("undo", correction_id, "--brokers", broker.address).exit_code == 0
        again = call("undo", correction_id, "--brokers", broker.address)
    assert again.exit_code == 2
    assert "no correction" in again.stderr


@pytest.mark.parametrize(
    ("arguments", "fault"),
    [
        (("merge", "m1", "m1"), "another meeting"),
        (("set", "m1", "revision=7"), "cannot set revision"),
        (("set", "m1", "cancelled"), "FIELD=VALUE"),
        (("set", "m1", "when={soon"), "JSON or a word"),
        (("set", "m1", 'when={"start": "soon"}'), "not a MeetingAnnounced"),
    ],
)
def test_a_correction_that_cannot_be_obeyed_is_refused_before_it_is_sent(
    arguments: tuple[str, ...], fault: str
) -> None:
    result = call(*arguments, *BY, "--brokers", "127.0.0.1:1")
    assert result.exit_code == 2
    assert fault in result.output.replace("\n", " ")


def test_who_decided_is_the_one_logged_in_unless_it_is_said(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("getpass.getuser", lambda: "okafor")
    with broker_with("m1") as broker:
        result = call("retract", "m1", "--why", "a satire", "--brokers", broker.address)
    assert decode(result.stdout.encode(), Correction).who == "okafor"


def test_without_a_name_or_a_reason_it_says_which_one_is_missing(monkeypatch: pytest.MonkeyPatch) -> None:
    def nobody() -> str:
        raise KeyError("uid")

    monkeypatch.setattr("getpass.getuser", nobody)
    result = call("retract", "m1", "--why", "a satire", "--brokers", "127.0.0.1:1")
    assert result.exit_code == 2
    assert "who ''" in result.output
