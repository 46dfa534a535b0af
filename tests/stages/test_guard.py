"""The guard, on a Kafka of dictionaries: nothing that a record, a stage or a broker does loses a record."""

import asyncio
from typing import Any

import pytest

from stages.fakes import FakeBroker, SizeError, counted, record, run_guard
from wiredesk.api import Drop, Reject, RetryLater
from wiredesk.kafka.batches import Record
from wiredesk.settings import Settings
from wiredesk.stages._guard import Guard
from wiredesk.stages._work import Handled, Incoming, OutsideError, Row, Rows, Send
from wiredesk.topology import CLEAN, MEETINGS, RAW
from wiredesk_schemas import ArticleOutcome, MeetingAnnounced, RawArticle, decode, encode
from wiredesk_schemas.dead_letter import CUT_BYTES, read_dead_letter


class Echo:
    """A stage that does what the body of the article tells it."""

    name = "clean"
    source = RAW
    accepts = RawArticle
    also = ()
    accounts = True
    concurrent = False
    together = False

    def __init__(self) -> None:
        self.seen: list[str] = []
        self.rebuilt = 0
        self.tries = 0

    async def open(self) -> None: ...
    async def close(self) -> None: ...

    def rebuild(self, rows: Rows) -> None:
        self.rebuilt += 1

    async def handle_together(self, messages: Any) -> None: ...

    async def handle(self, message: RawArticle, incoming: Incoming, rows: Rows) -> Handled:
        self.seen.append(message.body)
        self.tries += 1
        match message.body:
            case "drop":
                raise Drop("not-news")
            case "reject":
                raise Reject("empty-text", "nothing in it")
            case "bug":
                raise KeyError("oops")
            case "later":
                raise RetryLater("down", after_s=0.001)
            case "later once" if self.tries == 1:
                raise RetryLater("down", after_s=0.001)
            case "surrogate":
                return Handled((Send(CLEAN, "a", {"text": "\ud800"}),))
            case "hang":
                await asyncio.sleep(60)
            case "row":
                return Handled((Send(CLEAN, "a", message),), (Row(b"r", b"1"),))
        return Handled((Send(CLEAN, message.article_id or "a", message),))


def raw(body: str, **fields: Any) -> bytes:
    return encode(RawArticle(body=body, **fields))


TRACE = b"00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01"


async def test_a_good_record_goes_on_with_its_origin_and_trace() -> None:
    broker = FakeBroker()
    headers = (("traceparent", TRACE), ("wiredesk-origin", b"raw:9:9"))
    guard = await run_guard(Echo(), broker, [record(raw("text", article_id="x1"), offset=7, headers=headers)])
    [sent] = broker.sent
    assert (sent.topic, sent.key, sent.partition) == ("wiredesk.articles.clean", b"x1", 0)
    assert sent.header("traceparent") == TRACE.decode()
    # A producer cannot claim to be another raw record.
    assert sent.header("wiredesk-origin") == "raw:2:7"
    assert counted(guard, "ok") == 1


@pytest.mark.parametrize(
    "broken",
    [
        b"00-aa-bb-01",
        b"",
        b"\xff",
        TRACE.upper(),
        b"ff" + TRACE[2:],
        TRACE.replace(b"4bf92f3577b34da6a3ce929d0e0e4736", b"0" * 32),
    ],
)
async def test_a_broken_trace_is_replaced_by_a_new_one(broken: bytes) -> None:
    broker = FakeBroker()
    await run_guard(Echo(), broker, [record(raw("text"), headers=(("traceparent", broken),))])
    told = broker.sent[0].header("traceparent") or ""
    assert told.encode() != broken
    assert [len(part) for part in told.split("-")] == [2, 32, 16, 2]


async def test_later_stages_keep_the_origin_that_the_header_tells() -> None:
    broker = FakeBroker()
    event = record(raw("text"), topic="wiredesk.articles.linked", headers=(("wiredesk-origin", b"raw:1:5"),))
    await run_guard(Echo(), broker, [event])
    assert broker.sent[0].header("wiredesk-origin") == "raw:1:5"


@pytest.mark.parametrize(
    ("value", "reason"),
    [
        (None, "empty-record"),
        (b"", "not-json"),
        (b"\xff\xfe{", "not-json"),
        (b"[" * 100_000, "not-json"),
        (b"[]", "wrong-shape"),
        (b'{"title": "no body"}', "wrong-shape"),
        (b'{"body": 5}', "wrong-shape"),
        (raw("reject"), "empty-text"),
    ],
)
async def test_what_cannot_be_handled_becomes_a_dead_letter_byte_for_byte(value: bytes | None, reason: str) -> None:
    broker = FakeBroker()
    event = record(value, offset=3, headers=(("content-type", b"x"), ("odd", b"\xff\n")), key=b"\x00key")
    guard = await run_guard(Echo(), broker, [event])
    [letter] = broker.to("dead-letters")
    told = read_dead_letter(letter.headers)
    assert (letter.key, letter.value) == (b"\x00key", value)
    assert ("odd", b"\xff\n") in letter.headers
    assert told is not None
    assert (told.reason, told.stage, told.topic, told.partition, told.offset) == (
        reason,
        "clean",
        "wiredesk.articles.raw",
        2,
        3,
    )
    [outcome] = broker.to("articles.outcome")
    assert outcome.key == b"raw:2:3"
    assert decode(outcome.value or b"", ArticleOutcome).outcome == "rejected"
    assert counted(guard, "rejected") == 1


async def test_a_letter_keeps_what_is_not_there() -> None:
    """No key, no value, and a header without value; tests/broker sends it."""
    broker = FakeBroker()
    await run_guard(Echo(), broker, [record(None, key=None, headers=(("nothing", None), ("some", b"x")))])
    [letter] = broker.to("dead-letters")
    assert (letter.key, letter.value) == (None, None)
    assert letter.headers[:2] == (("nothing", None), ("some", b"x"))


async def test_a_record_that_was_compressed_and_is_too_large_for_a_letter_is_cut_and_the_worker_goes_on() -> None:
    class Limited(FakeBroker):
        def _deliver(self, record: Record) -> asyncio.Future[Any]:
            if len(record.value or b"") > 8 << 20:
                delivery: asyncio.Future[Any] = asyncio.get_running_loop().create_future()
                delivery.set_exception(SizeError())
                return delivery
            return super()._deliver(record)

    broker = Limited()
    junk, headers = b"x" * (30 << 20), (("small", b"1"), ("large", b"y" * (2 << 20)))
    guard = await run_guard(Echo(), broker, [record(junk, headers=headers), record(raw("a"), offset=1)])
    [letter] = broker.to("dead-letters")
    told = read_dead_letter(letter.headers)
    assert told is not None
    assert (told.reason, letter.key, letter.value) == ("not-json", b"k", junk[:CUT_BYTES])
    assert told.bytes_cut == len(junk) - CUT_BYTES + len(b"large") + (2 << 20)
    assert letter.headers[0][0] == "small"
    assert letter.header("large") is None
    [outcome] = broker.to("articles.outcome")
    assert decode(outcome.value or b"", ArticleOutcome).reason == "not-json"
    assert len(broker.to("articles.clean")) == 1
    assert (counted(guard, "rejected"), counted(guard, "ok"), broker.stopped) == (1, 1, None)


async def test_a_bug_makes_a_dead_letter_with_its_traceback_and_the_others_go_on() -> None:
    broker = FakeBroker()
    stage = Echo()
    guard = await run_guard(stage, broker, [record(raw(body), offset=n) for n, body in enumerate(["a", "bug", "b"])])
    [letter] = broker.to("dead-letters")
    told = read_dead_letter(letter.headers)
    assert told is not None
    assert told.reason == "failed"
    assert "KeyError: 'oops'" in told.error
    assert len(broker.to("articles.clean")) == 2
    assert counted(guard, "failed") == 1
    assert stage.rebuilt == 2  # at the start, and after the bug: its memory may be half changed


async def test_a_text_that_cannot_be_written_is_a_dead_letter_and_not_a_dead_producer() -> None:
    broker = FakeBroker()
    await run_guard(Echo(), broker, [record(raw("surrogate"))])
    assert len(broker.to("dead-letters")) == 1
    assert broker.stopped is None


async def test_a_dropped_record_is_processed_with_its_reason() -> None:
    broker = FakeBroker()
    guard = await run_guard(Echo(), broker, [record(raw("drop"))])
    outcome = decode(broker.to("articles.outcome")[0].value or b"", ArticleOutcome)
    assert (outcome.outcome, outcome.reason) == ("processed", "not-news")
    assert broker.to("dead-letters") == []
    assert counted(guard, "dropped") == 1


async def test_what_is_down_is_tried_again() -> None:
    broker = FakeBroker()
    guard = await run_guard(Echo(), broker, [record(raw("later once"))])
    assert len(broker.to("articles.clean")) == 1
    assert (counted(guard, "retried"), counted(guard, "ok")) == (1, 1)


async def test_what_stays_down_is_a_dead_letter_after_a_bounded_number_of_tries() -> None:
    broker = FakeBroker()
    stage = Echo()
    await run_guard(stage, broker, [record(raw("later"))], retry_attempts=3)
    told = read_dead_letter(broker.to("dead-letters")[0].headers)
    assert told is not None
    assert (told.reason, told.attempts, stage.tries) == ("retries-spent", 3, 3)


async def test_a_replayed_dead_letter_keeps_when_it_was_first_seen_and_counts_on() -> None:
    broker = FakeBroker()
    await run_guard(Echo(), broker, [record(raw("reject"))])
    first = broker.to("dead-letters")[0]
    again = FakeBroker()
    await run_guard(Echo(), again, [record(first.value, offset=99, headers=first.headers)])
    one, two = (read_dead_letter(b.to("dead-letters")[0].headers) for b in (broker, again))
    assert one is not None
    assert two is not None
    assert (two.attempts, two.first_seen, two.offset) == (2, one.first_seen, 99)


async def test_a_handler_that_hangs_is_given_up() -> None:
    broker = FakeBroker()
    await run_guard(Echo(), broker, [record(raw("hang")), record(raw("a"), offset=1)], handle_timeout_s=0.05)
    assert len(broker.to("dead-letters")) == 1
    assert len(broker.to("articles.clean")) == 1


async def test_the_table_is_written_after_everything_was_delivered() -> None:
    broker = FakeBroker()
    await run_guard(Echo(), broker, [record(raw("row")), record(raw("a"), offset=1)])
    assert broker.log == ["sent wiredesk.articles.clean"] * 2 + ["wrote", "released 2"]


async def test_a_delivery_that_is_not_confirmed_stops_the_worker_with_nothing_written() -> None:
    broker = FakeBroker(fail_on={"wiredesk.articles.clean": ConnectionError("gone")})
    await run_guard(Echo(), broker, [record(raw("row"))], [record(raw("never read"), offset=1)])
    assert isinstance(broker.stopped, OutsideError)
    assert "gone" in str(broker.stopped)
    assert broker.rows == {}
    assert "released 1" not in broker.log


async def test_a_table_that_cannot_be_written_stops_the_worker() -> None:
    broker = FakeBroker(fail_write=ConnectionError("gone"))
    await run_guard(Echo(), broker, [record(raw("row"))])
    assert isinstance(broker.stopped, ConnectionError)


async def test_a_message_that_is_too_large_for_its_topic_makes_a_dead_letter_of_that_record_only() -> None:
    broker = FakeBroker(fail_on={"wiredesk.articles.clean": SizeError("10 MB")})
    await run_guard(Echo(), broker, [record(raw("row"))])
    told = read_dead_letter(broker.to("dead-letters")[0].headers)
    assert told is not None
    assert told.reason == "too-large"
    assert broker.rows == {}
    assert broker.stopped is None


async def test_a_stage_that_fails_on_every_record_stops_before_it_fills_the_dead_letters() -> None:
    broker = FakeBroker()
    events = [record(raw("bug"), offset=n) for n in range(20)]
    await run_guard(Echo(), broker, events[:10], events[10:], stop_after_failures=15)
    assert isinstance(broker.stopped, OutsideError)
    assert len(broker.to("dead-letters")) == 10  # of the first batch; the second is read again


async def test_a_stage_that_rejects_every_record_stops() -> None:
    broker = FakeBroker()
    await run_guard(Echo(), broker, [record(b"junk", offset=n) for n in range(8)], stop_after_rejects=8)
    assert "WIREDESK_STOP_AFTER_REJECTS" in str(broker.stopped)


async def test_one_good_record_between_bad_ones_keeps_the_stage_running() -> None:
    broker = FakeBroker()
    bodies = ["bug", "bug", "a"] * 5
    await run_guard(Echo(), broker, [record(raw(b), offset=n) for n, b in enumerate(bodies)], stop_after_failures=3)
    assert broker.stopped is None


async def test_events_are_stamped_and_carry_cloudevents_headers() -> None:
    class Announcing(Echo):
        async def handle(self, message: RawArticle, incoming: Incoming, rows: Rows) -> Handled:
            return Handled((Send(MEETINGS, "m1", MeetingAnnounced(meeting_id="m1")),))

    broker = FakeBroker()
    await run_guard(Announcing(), broker, [record(raw("a"))])
    [sent] = broker.to("events.meeting-announced")
    meeting = decode(sent.value or b"", MeetingAnnounced)
    assert meeting.emitted_at is not None
    assert sent.header("ce_id") == meeting.event_id
    assert sent.header("ce_type") == "wiredesk.meeting-announced.v1"
    assert sent.header("wiredesk-change") == "announced"
    assert sent.partition is None


async def test_a_sink_gets_a_batch_in_one_call_and_a_refused_batch_record_by_record() -> None:
    class Sink(Echo):
        accounts = False
        together = True

        def __init__(self) -> None:
            super().__init__()
            self.batches: list[int] = []

        async def handle_together(self, messages: Any) -> None:
            self.batches.append(len(messages))
            if any(message.body == "bug" for message in messages):
                raise ValueError("refused")

    broker = FakeBroker()
    sink = Sink()
    await run_guard(sink, broker, [record(raw("a")), record(raw("b"), offset=1)], [record(raw("bug"), offset=2)])
    assert sink.batches == [2, 1]
    assert sink.seen == ["bug"]
    assert len(broker.to("dead-letters")) == 1
    assert broker.to("articles.outcome") == []  # an article's way does not end at a sink


async def test_a_sink_that_stays_down_stops_the_worker_and_makes_no_dead_letters() -> None:
    class Sink(Echo):
        accounts = False
        together = True

        async def handle_together(self, messages: Any) -> None:
            raise RetryLater("database is down", after_s=0.001)

    broker = FakeBroker()
    await run_guard(Sink(), broker, [record(raw("a"))], retry_attempts=2)
    assert "database is down" in str(broker.stopped)
    assert broker.sent == []


async def test_cancelling_is_not_mistaken_for_a_failure() -> None:
    broker = FakeBroker()
    guard = Guard(Echo(), broker, Settings(), __import__("wiredesk.metrics", fromlist=["Metrics"]).Metrics())
    task = asyncio.create_task(run_guard(guard.stage, broker, [record(raw("hang"))], guard=guard))
    await asyncio.sleep(0.05)
    task.cancel()
    with pytest.raises(asyncio.CancelledError):
        await task
    assert broker.stopped is None
