"""What is measured: the declaration of every metric, from which the collectors and docs/metrics.md are made."""

import sys
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any, Literal, get_args

from prometheus_client import (
    CollectorRegistry,
    Counter,
    Gauge,
    Histogram,
    ProcessCollector,
    disable_created_metrics,
)

Result = Literal["ok", "dropped", "rejected", "retried", "failed"]
RESULTS: tuple[Result, ...] = get_args(Result)
OUTCOMES = ("processed", "duplicate", "repeated", "rejected")
DUPLICATES = ("repeated", "exact", "near")
CHANGES = (
    "announced", "corroborated", "updated", "postponed", "cancelled", "reinstated", "denied", "withdrawn", "merged"
)  # fmt: skip
REASONS = ("empty-record", "not-json", "wrong-shape", "too-large", "retries-spent", "failed")
"""Of dead letters, that every stage may have; stages and plug-ins name more."""
CLEAN_REASONS = ("bad-article-id", "empty-text", "not-decodable", "page-crash", "page-timeout", "too-deep")
TOPIC_STATUSES = ("mentioned", "withdrawn")
STATUSES = ("planned", "postponed", "cancelled")
COMING_DAYS = 7
STAGE_BUCKETS = (0.0002, 0.0005, 0.001, 0.002, 0.005, 0.01, 0.02, 0.05, 0.1, 0.2, 0.5, 1, 2, 5, 10, 30, 60)
REQUEST_BUCKETS = (0.005, 0.01, 0.02, 0.05, 0.1, 0.2, 0.5, 1, 2, 5, 10, 30, 60)
END_TO_END_BUCKETS = (0.05, 0.1, 0.2, 0.5, 1, 2, 5, 10, 30, 60, 300, 900, 3600, 21_600, 86_400)
LABEL_CHARS = 60
MOST_LABELS = 500
"""Of topics and of sources in one process; the rest is "other". The packaged lists have about 100 and 260."""
OTHER = "other"


@dataclass(frozen=True, slots=True, kw_only=True)
class Declaration:
    """A metric: `name` without the ending that its kind adds, `labels` with what each can be, `use` for its reader."""

    name: str
    kind: type[Counter] | type[Gauge] | type[Histogram]
    help: str
    labels: dict[str, str]
    use: str
    buckets: tuple[float, ...] = ()

    @property
    def shown_name(self) -> str:
        """As it stands on /metrics, without the endings of a histogram's series."""
        return f"{self.name}_total" if self.kind is Counter else self.name


STAGE = "clean, dedupe, enrich, reconcile, sink-NAME, consumer-NAME"
BUILD = Declaration(
    name="wiredesk_build_info",
    kind=Gauge,
    help="Always 1.",
    labels={"version": "of wiredesk"},
    use="Which version runs where.",
)
WORKER = (
    BUILD,
    Declaration(
        name="wiredesk_records",
        kind=Counter,
        help="Records by stage and result.",
        labels={"stage": STAGE, "result": ", ".join(RESULTS)},
        use="Rate of work. All but retried, which counts attempts, add up to the records that came in.",
    ),
    Declaration(
        name="wiredesk_dead_letters",
        kind=Counter,
        help="Dead letters by stage and reason.",
        labels={"stage": STAGE, "reason": "words that the code names, such as not-json, empty-text, page-timeout"},
        use="What is wrong with what comes in; `wiredesk dead-letters list` has the records.",
    ),
    Declaration(
        name="wiredesk_record_seconds",
        kind=Histogram,
        help="Time a record takes in a stage: its share of the batch, deliveries and table included.",
        labels={"stage": STAGE},
        buckets=STAGE_BUCKETS,
        use="One over its mean is about the most that one worker can do.",
    ),
    Declaration(
        name="wiredesk_end_to_end_seconds",
        kind=Histogram,
        help="From the append of a raw record to what it led to.",
        labels={"to": "outcome, or an event: meeting-announced, topic-mentioned, kinds of plug-ins"},
        buckets=END_TO_END_BUCKETS,
        use="How old news is when a subscriber hears of it. Read or sent again it counts from its first arrival.",
    ),
    Declaration(
        name="wiredesk_oldest_unprocessed_seconds",
        kind=Gauge,
        help="How long the oldest record that is not done has waited; 0 when all is read.",
        labels={"stage": STAGE},
        use="The lag that people care about. Goes on growing while a stage hangs.",
    ),
    Declaration(
        name="wiredesk_lag_records",
        kind=Gauge,
        help="Records not committed yet, of the partitions that this worker has.",
        labels={"stage": STAGE + "; its group is PREFIX-STAGE", "topic": "the topic read", "partition": "0 to N-1"},
        use="Only live workers tell; `wiredesk status` asks the broker.",
    ),
    Declaration(
        name="wiredesk_stage_ready",
        kind=Gauge,
        help="1 when the stage has its partitions and its state.",
        labels={"stage": STAGE},
        use="0 for long: it waits for partitions, or recovers.",
    ),
    Declaration(
        name="wiredesk_recovery_seconds",
        kind=Gauge,
        help="How long the last assignment and recovery of state took; while one is under way, so far.",
        labels={"stage": STAGE},
        use="How long nobody reads after a restart.",
    ),
    Declaration(
        name="wiredesk_rebalances",
        kind=Counter,
        help="How often the partitions of a stage were given out anew.",
        labels={"stage": STAGE},
        use="Each stops the stage for a moment; many in an hour mean workers that come and go.",
    ),
    Declaration(
        name="wiredesk_last_progress_timestamp_seconds",
        kind=Gauge,
        help="When a stage last finished a batch or had nothing to do.",
        labels={"stage": STAGE},
        use="Stands still while a stage hangs; /healthz/live goes by it.",
    ),
    Declaration(
        name="wiredesk_unconfirmed_records",
        kind=Gauge,
        help="Records handed to the producer that the broker has not confirmed.",
        labels={"stage": STAGE},
        use="Above 0 for long: the broker is slow or away.",
    ),
    Declaration(
        name="wiredesk_state_rows",
        kind=Gauge,
        help="Rows in the table of a stage.",
        labels={"stage": "dedupe, enrich, reconcile"},
        use="Memory and the time to recover grow with it.",
    ),
    Declaration(
        name="wiredesk_outcomes",
        kind=Counter,
        help="What became of raw records.",
        labels={"outcome": ", ".join(OUTCOMES)},
        use="Each raw record ends in one. duplicate and repeated over all of them is the share of copies.",
    ),
    Declaration(
        name="wiredesk_duplicates",
        kind=Counter,
        help="Copies by kind.",
        labels={"duplicate": ", ".join(DUPLICATES)},
        use="repeated: same id and text; exact: other id, same text; near: much of an earlier text.",
    ),
    Declaration(
        name="wiredesk_events",
        kind=Counter,
        help="Events sent, by kind and by what changed.",
        labels={
            "kind": "meeting-announced, topic-mentioned, kinds of plug-ins",
            "change": f"of meetings: {', '.join(CHANGES)}; of topics: {', '.join(TOPIC_STATUSES)}; else sent",
        },
        use="What the news does.",
    ),
    Declaration(
        name="wiredesk_topic_mentions",
        kind=Counter,
        help="Topics mentioned.",
        labels={"topic": f"ids of the vocabulary and of watchlists; other, beyond {MOST_LABELS}"},
        use="What the news is about.",
    ),
    Declaration(
        name="wiredesk_source_articles",
        kind=Counter,
        help="Articles read, by listed source.",
        labels={"source": "names of the list of sources (sources_file adds to it); other, where not listed"},
        use="A source that has gone silent.",
    ),
    Declaration(
        name="wiredesk_source_last_article_timestamp_seconds",
        kind=Gauge,
        help="When the last article of a listed source was appended.",
        labels={"source": "as above"},
        use="Freshness; take the maximum over workers.",
    ),
    Declaration(
        name="wiredesk_meetings",
        kind=Gauge,
        help="Meetings in the diary that are not over.",
        labels={"status": ", ".join(STATUSES)},
        use="The size of the diary.",
    ),
    Declaration(
        name="wiredesk_meetings_coming",
        kind=Gauge,
        help="Planned meetings of a known day, by how many days from now (UTC) they begin.",
        labels={"in_days": f"0 to {COMING_DAYS - 1}"},
        use="The coming week.",
    ),
)
PATH = "path"
STATUS_CLASS = {"status": "2xx, 3xx, 4xx, 5xx"}
PRODUCER = {"producer": "names of the key file; anyone, without keys"}
FEED_SOURCE = {"source": "the sources that the list of feeds names"}
GATEWAY_PATHS = ("/articles", "/healthz")
DESK_PATHS = ("/", "/meetings", "/diary.ics", "/meetings.json", "/topics.json", "/events", "/static", "/healthz")
ARTICLE_RESULTS = ("taken", "refused", "limited", "failed")
POLL_RESULTS = ("new", "unchanged", "failed", "gone")
FEED_STATES = ("ok", "failing", "silent", "gone")
GATEWAY = (
    BUILD,
    Declaration(
        name="wiredesk_gateway_requests",
        kind=Counter,
        help="Requests to the gateway by path and class of answer.",
        labels={PATH: f"{', '.join(GATEWAY_PATHS)}; other", **STATUS_CLASS},
        use="4xx: a producer that sends what is no article, or has no key; 5xx: the broker did not take it.",
    ),
    Declaration(
        name="wiredesk_gateway_request_seconds",
        kind=Histogram,
        help="Time of a POST /articles until it is answered, the broker's acknowledgement included.",
        labels={},
        buckets=REQUEST_BUCKETS,
        use="How long a producer waits.",
    ),
    Declaration(
        name="wiredesk_gateway_articles",
        kind=Counter,
        help="Articles sent to the gateway by producer and result.",
        labels={**PRODUCER, "result": ", ".join(ARTICLE_RESULTS)},
        use="refused: no article; limited: above the producer's rate; failed: the broker did not take it.",
    ),
    Declaration(
        name="wiredesk_gateway_last_article_timestamp_seconds",
        kind=Gauge,
        help="When a producer's last article was taken.",
        labels=PRODUCER,
        use="A producer that has gone silent. 0: none since the gateway started.",
    ),
)
POLLER = (
    BUILD,
    Declaration(
        name="wiredesk_poll_requests",
        kind=Counter,
        help="Times that the feeds of a source were asked, by result.",
        labels={**FEED_SOURCE, "result": ", ".join(POLL_RESULTS)},
        use="failed: no answer, an error, or no feed; `wiredesk poll --status` says why.",
    ),
    Declaration(
        name="wiredesk_poll_articles",
        kind=Counter,
        help="New or changed entries sent.",
        labels=FEED_SOURCE,
        use="What each source gives.",
    ),
    Declaration(
        name="wiredesk_poll_last_new_timestamp_seconds",
        kind=Gauge,
        help="When a feed of the source last had something new.",
        labels=FEED_SOURCE,
        use="Freshness; kept over restarts.",
    ),
    Declaration(
        name="wiredesk_poll_feeds",
        kind=Gauge,
        help="Feeds by how they stand.",
        labels={"state": ", ".join(FEED_STATES)},
        use="silent: nothing new for silent_after_s; failing: the last request failed; gone: 410, not asked again.",
    ),
    Declaration(
        name="wiredesk_poll_silent_feeds",
        kind=Gauge,
        help="Feeds of a source that have had nothing new for their silent_after_s.",
        labels=FEED_SOURCE,
        use="Which source went silent.",
    ),
)
DESK = (
    BUILD,
    Declaration(
        name="wiredesk_desk_requests",
        kind=Counter,
        help="Requests to the desk by path and class of answer.",
        labels={PATH: f"{', '.join(DESK_PATHS)}; other", **STATUS_CLASS},
        use="Who reads the diary, and how.",
    ),
    Declaration(
        name="wiredesk_desk_request_seconds",
        kind=Histogram,
        help="Time until a request is answered; not of the live stream.",
        labels={},
        buckets=REQUEST_BUCKETS,
        use="How long a reader waits.",
    ),
    Declaration(
        name="wiredesk_desk_streams",
        kind=Gauge,
        help="Live streams that are open.",
        labels={},
        use="Readers with the page open.",
    ),
    Declaration(
        name="wiredesk_desk_events",
        kind=Counter,
        help="Events written into the desk's store, by kind.",
        labels={"kind": "meeting-announced, topic-mentioned"},
        use="Standing still while the workers send events: the desk no longer follows.",
    ),
    Declaration(
        name="wiredesk_desk_last_event_timestamp_seconds",
        kind=Gauge,
        help="When the newest event in the store was emitted.",
        labels={},
        use="How old the diary is; 0: no event came since the desk started.",
    ),
)
DECLARATIONS = (*WORKER, *GATEWAY[1:], *POLLER[1:], *DESK[1:])
"""All of them, each once."""


def collect(declarations: Iterable[Declaration]) -> tuple[CollectorRegistry, dict[str, Any]]:
    """A registry with a collector for each declaration, and the process's own; the collectors by name."""
    # Else each counter has a second series that Prometheus does not need.
    disable_created_metrics()  # type: ignore[no-untyped-call]  # it ships without types
    registry = CollectorRegistry()
    made = {declaration.name: _collector(declaration, registry) for declaration in declarations}
    ProcessCollector(registry=registry)
    return registry, made


def _collector(declaration: Declaration, registry: CollectorRegistry) -> Any:
    more: dict[str, Any] = {"buckets": declaration.buckets} if declaration.kind is Histogram else {}
    return declaration.kind(declaration.name, declaration.help, list(declaration.labels), registry=registry, **more)


def describe() -> str:
    """docs/metrics.md, from the declarations: `make metrics`."""
    kinds = {Counter: "counter", Gauge: "gauge", Histogram: "histogram"}
    lines = [
        "# Metrics",
        "",
        "Worker, gateway, poller and desk serve these at `/metrics`, each on `metrics_port` of `metrics_bind` (off,",
        "and 127.0.0.1, unless set) or on `--metrics-port` of the command. Beside them stand `/healthz/live`,",
        "`/healthz/ready` and `/healthz/started`. One port serves one process: give each its own.",
        "",
        "Labels are closed sets: no article, URL or text is ever one. Series stand at 0 from the start.",
        "Counters count deliveries, which are at least once: a batch that is read again after a crash counts again.",
        "Beside them stand the `process_*` metrics of the Prometheus client. Written from the declarations in",
        "`agents/wiredesk/measures.py`: change them there, then `make metrics`.",
    ]
    parts = (("The worker", WORKER), ("The gateway", GATEWAY[1:]), ("The poller", POLLER[1:]), ("The desk", DESK[1:]))
    for heading, declarations in parts:
        lines += ["", f"## {heading}"]
        for declaration in declarations:
            lines += ["", f"### {declaration.shown_name}", "", f"*{kinds[declaration.kind]}.* {declaration.help}", ""]
            lines += [f"- `{label}`: {values}" for label, values in declaration.labels.items()]
            if declaration.buckets:
                lines.append(f"- buckets: {', '.join(f'{bound:g}' for bound in declaration.buckets)} s")
            if declaration.labels or declaration.buckets:
                lines.append("")
            lines.append(declaration.use)
    return "\n".join(lines) + "\n"


if __name__ == "__main__":
    sys.stdout.write(describe())
