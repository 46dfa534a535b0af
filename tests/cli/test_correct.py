"""People's corrections reach the topic, and faults are told before anything is sent."""

from typing import Any

import pytest
from confluent_kafka import OFFSET_BEGINNING
from typer.testing import CliRunner, Result

from wiredesk.cli.correct import app
from wiredesk.kafka.clients import make_consumer, read_from
from wiredesk.kafka.embedded import EmbeddedBroker
from wiredesk.settings import Settings
from wiredesk_schemas import Correction, decode

TOPIC = "wiredesk.corrections"
BY = ("--who", "M. Okafor", "--why", "phoned the ministry")


def call(*arguments: str) -> Result:
    return CliRunner().invoke(app, list(arguments))


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
    with EmbeddedBroker() as broker:
        broker.create([TOPIC])
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
    with EmbeddedBroker() as broker:
        broker.create([TOPIC])
        result = call("retract", "m1", "--why", "a satire", "--brokers", broker.address)
    assert decode(result.stdout.encode(), Correction).who == "okafor"


def test_without_a_name_or_a_reason_it_says_which_one_is_missing(monkeypatch: pytest.MonkeyPatch) -> None:
    def nobody() -> str:
        raise KeyError("uid")

    monkeypatch.setattr("getpass.getuser", nobody)
    result = call("retract", "m1", "--why", "a satire", "--brokers", "127.0.0.1:1")
    assert result.exit_code == 2
    assert "who ''" in result.output
