"""Traces: one from the producer to the last stage, linked to batches; nothing at all unless asked for."""

import threading
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any

import pytest
from opentelemetry.sdk.trace import ReadableSpan
from opentelemetry.sdk.trace.export.in_memory_span_exporter import InMemorySpanExporter

from stages.fakes import FakeBroker, record, run_guard
from stages.test_guard import Echo, raw
from wiredesk.metrics import Metrics
from wiredesk.settings import Settings
from wiredesk.stages._guard import Guard
from wiredesk.tracing import Tracer, make_tracer

SENT = "00-" + "0a" * 16 + "-" + "0b" * 8 + "-01"


async def traced(*events: Any, stage: Any = None) -> tuple[list[ReadableSpan], FakeBroker]:
    exporter, broker, settings = InMemorySpanExporter(), FakeBroker(), Settings()
    tracer = Tracer(settings, exporter)
    stage = stage or Echo()
    await run_guard(stage, broker, list(events), guard=Guard(stage, broker, settings, Metrics(), tracer))
    tracer.close()
    return list(exporter.get_finished_spans()), broker


def named(spans: list[ReadableSpan], name: str) -> list[ReadableSpan]:
    return [span for span in spans if span.name == name]


async def test_a_record_s_span_is_the_child_of_its_producer_s_and_the_parent_of_what_comes_after() -> None:
    spans, broker = await traced(record(raw("text"), offset=4, headers=(("traceparent", SENT.encode()),)))
    [span] = named(spans, "process articles.raw")
    assert span.parent is not None
    assert (span.parent.trace_id, span.parent.span_id) == (int("0a" * 16, 16), int("0b" * 8, 16))
    context = span.get_span_context()
    assert broker.sent[0].header("traceparent") == f"00-{context.trace_id:032x}-{context.span_id:016x}-01"
    attributes = dict(span.attributes or {})
    assert attributes["messaging.destination.name"] == "wiredesk.articles.raw"
    assert attributes["messaging.kafka.offset"] == 4
    assert attributes["wiredesk.origin"] == "raw:2:4"
    assert attributes["wiredesk.result"] == "ok"


async def test_records_of_a_batch_are_traces_of_their_own_linked_to_the_batch() -> None:
    spans, _ = await traced(record(raw("one")), record(raw("two"), offset=1))
    [batch] = named(spans, "clean batch")
    records = named(spans, "process articles.raw")
    assert len({span.get_span_context().trace_id for span in (batch, *records)}) == 3
    for span in records:
        assert [link.context.span_id for link in span.links] == [batch.get_span_context().span_id]
    assert dict(batch.attributes or {})["messaging.batch.message_count"] == 2


async def test_a_dead_letter_is_an_error_with_its_reason_and_carries_the_trace() -> None:
    spans, broker = await traced(record(raw("reject")))
    [span] = named(spans, "process articles.raw")
    assert not span.status.is_ok
    assert span.status.description == "empty-text"
    [letter] = broker.to("dead-letters")
    assert f"{span.get_span_context().trace_id:032x}" in (letter.header("traceparent") or "")


async def test_two_hops_are_one_trace() -> None:
    _, first = await traced(record(raw("text"), headers=(("traceparent", SENT.encode()),)))
    passed_on = first.sent[0].headers
    spans, _ = await traced(record(raw("text"), topic="wiredesk.articles.linked", headers=passed_on))
    [span] = named(spans, "process articles.linked")
    assert span.get_span_context().trace_id == int("0a" * 16, 16)


def test_a_producer_s_span_begins_the_trace() -> None:
    exporter = InMemorySpanExporter()
    tracer = Tracer(Settings(), exporter)
    traceparent = tracer.send("wiredesk.articles.raw")
    tracer.close()
    [span] = exporter.get_finished_spans()
    assert span.name == "send articles.raw"
    assert traceparent.split("-")[1] == f"{span.get_span_context().trace_id:032x}"


def test_nobody_traces_unless_asked_to() -> None:
    assert make_tracer(Settings()) is None


async def test_a_record_without_a_trace_has_no_parent_that_nobody_sent() -> None:
    spans, broker = await traced(record(raw("text")))
    [span] = named(spans, "process articles.raw")
    assert span.parent is None
    assert f"{span.get_span_context().trace_id:032x}" in (broker.sent[0].header("traceparent") or "")


@pytest.mark.parametrize("header", [b"nonsense", b"\xff\xfe", b"00-0-0-00"])
async def test_a_broken_trace_header_begins_a_new_trace(header: bytes) -> None:
    spans, _ = await traced(record(raw("text"), headers=(("traceparent", header),)))
    [span] = named(spans, "process articles.raw")
    assert span.parent is None


def test_spans_are_exported_by_otlp_to_where_open_telemetry_s_variable_says(monkeypatch: pytest.MonkeyPatch) -> None:
    taken: list[tuple[str, bytes]] = []

    class Collector(BaseHTTPRequestHandler):
        def do_POST(self) -> None:
            taken.append((self.path, self.rfile.read(int(self.headers["content-length"]))))
            self.send_response(200)
            self.send_header("content-length", "0")
            self.end_headers()

        def log_message(self, format: str, *args: Any) -> None: ...

    server = ThreadingHTTPServer(("127.0.0.1", 0), Collector)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    try:
        monkeypatch.setenv("OTEL_EXPORTER_OTLP_ENDPOINT", f"http://127.0.0.1:{server.server_address[1]}")
        monkeypatch.setenv("OTEL_EXPORTER_OTLP_COMPRESSION", "none")
        monkeypatch.setenv("OTEL_SERVICE_NAME", "desk of a test")
        tracer = make_tracer(Settings(tracing=True))
        assert tracer is not None
        tracer.send("wiredesk.articles.raw")
        tracer.close()
    finally:
        server.shutdown()
        server.server_close()
    [(path, body)] = taken
    assert path == "/v1/traces"
    assert b"send articles.raw" in body
    assert b"desk of a test" in body
