"""Traces, off unless asked for: one span for each record and stage, as far as the article came.

W3C `traceparent` headers travel with every record whether or not anybody traces. With `tracing = true` (and the extra
wiredesk[tracing]) each stage opens a span for each record, a child of the span of the hop before, and passes its own
on; so one trace is the way of one article from its producer to the sinks. A record's span links to the span of the
batch that it was handled in, which is where time is spent together. Attributes follow OpenTelemetry's conventions for
messaging. Where spans go, and which share of them, is set by OpenTelemetry's own variables
(OTEL_EXPORTER_OTLP_ENDPOINT, OTEL_TRACES_SAMPLER, OTEL_SERVICE_NAME, ...).
"""

import importlib
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import TYPE_CHECKING, Any, Protocol

from wiredesk.settings import Settings, SettingsError

if TYPE_CHECKING:
    from opentelemetry.sdk.trace.export import SpanExporter

EXTRA = "tracing needs OpenTelemetry: pip install 'wiredesk[tracing]', or leave tracing off"


class Traced(Protocol):
    """What a span tells of a record: wiredesk.stages._work.Incoming."""

    @property
    def topic(self) -> str: ...
    @property
    def partition(self) -> int: ...
    @property
    def offset(self) -> int: ...
    @property
    def at(self) -> datetime: ...
    @property
    def origin(self) -> str: ...
    @property
    def traceparent(self) -> str: ...


@dataclass(slots=True)
class BatchSpans:
    """The open spans of one batch, and the traceparent that goes on with what each record leads to."""

    batch: Any
    records: list[Any] = field(default_factory=list)
    traceparents: list[str] = field(default_factory=list)


class Tracer:
    """Opens and ends spans. One for each process; `close` sends what is left."""

    def __init__(self, settings: Settings, exporter: "SpanExporter | None" = None) -> None:
        """`exporter` None: OTLP over HTTP, where OpenTelemetry's variables say. SettingsError without the extra."""
        try:
            resources = importlib.import_module("opentelemetry.sdk.resources")
            sdk = importlib.import_module("opentelemetry.sdk.trace")
            export = importlib.import_module("opentelemetry.sdk.trace.export")
            self._api: Any = importlib.import_module("opentelemetry.trace")
            context = importlib.import_module("opentelemetry.trace.propagation.tracecontext")
            if exporter is None:
                otlp = importlib.import_module("opentelemetry.exporter.otlp.proto.http.trace_exporter")
                exporter = otlp.OTLPSpanExporter()
        except ImportError as e:
            raise SettingsError(f"{EXTRA} ({e})") from e
        # Values of OTEL_RESOURCE_ATTRIBUTES and OTEL_SERVICE_NAME go over this name.
        resource = resources.Resource({"service.name": "wiredesk"}).merge(resources.OTELResourceDetector().detect())
        self._provider = sdk.TracerProvider(resource=resource, shutdown_on_exit=False)
        self._provider.add_span_processor(export.BatchSpanProcessor(exporter))
        self._tracer = self._provider.get_tracer("wiredesk")
        self._propagator: Any = context.TraceContextTextMapPropagator()
        self._prefix = settings.topic_prefix

    def begin(self, stage: str, records: Sequence[Traced]) -> BatchSpans:
        """Open a span for a batch and one for each of its records."""
        kind = self._api.SpanKind.CONSUMER
        batch = self._tracer.start_span(
            f"{stage} batch",
            kind=kind,
            context=self._empty(),
            attributes={
                "messaging.system": "kafka",
                "messaging.operation.type": "process",
                "messaging.batch.message_count": len(records),
                "wiredesk.stage": stage,
            },
        )
        spans = BatchSpans(batch)
        link = self._api.Link(batch.get_span_context())
        for record in records:
            parent = self._propagator.extract({"traceparent": record.traceparent}, context=self._empty())
            span = self._tracer.start_span(
                f"process {record.topic.removeprefix(self._prefix)}",
                kind=kind,
                context=parent,
                links=[link],
                attributes={
                    "messaging.system": "kafka",
                    "messaging.operation.type": "process",
                    "messaging.destination.name": record.topic,
                    "messaging.destination.partition.id": str(record.partition),
                    "messaging.kafka.offset": record.offset,
                    "wiredesk.stage": stage,
                    "wiredesk.origin": record.origin,
                },
            )
            spans.records.append(span)
            spans.traceparents.append(self._traceparent(span))
        return spans

    def end(self, spans: BatchSpans, results: Sequence[tuple[str, str]]) -> None:
        """End the spans of a batch; (result, reason) of each record in order. A dead letter is an error."""
        for span, (result, reason) in zip(spans.records, results, strict=True):
            span.set_attribute("wiredesk.result", result)
            if reason:
                span.set_attribute("wiredesk.reason", reason)
            if result in ("rejected", "failed"):
                span.set_status(self._api.Status(self._api.StatusCode.ERROR, reason))
            span.end()
        spans.batch.end()

    def send(self, topic: str) -> str:
        """The traceparent for a raw record that a producer sends: a span of its own, ended at once."""
        span = self._tracer.start_span(
            f"send {topic.removeprefix(self._prefix)}",
            kind=self._api.SpanKind.PRODUCER,
            context=self._empty(),
            attributes={
                "messaging.system": "kafka",
                "messaging.operation.type": "send",
                "messaging.destination.name": topic,
            },
        )
        span.end()
        return self._traceparent(span)

    def close(self) -> None:
        """Export what waits. Blocks for a few seconds at most."""
        self._provider.force_flush(timeout_millis=3000)
        self._provider.shutdown()

    def _empty(self) -> Any:
        context: Any = importlib.import_module("opentelemetry.context")
        return context.Context()

    def _traceparent(self, span: Any) -> str:
        carrier: dict[str, str] = {}
        self._propagator.inject(carrier, context=self._api.set_span_in_context(span, self._empty()))
        return carrier["traceparent"]


def make_tracer(settings: Settings) -> Tracer | None:
    """The tracer that the settings ask for; None when tracing is off. SettingsError without the extra."""
    return Tracer(settings) if settings.tracing else None
