"""The composition root: settings and a role become a Faust app; several of them run in one loop until told to stop.

Each stage, sink and consumer is an app of its own with a consumer group of its own, also when they share a process, so
that changelog names and lags do not change when stages move to machines of their own.
"""

import asyncio
import shutil
import tempfile
from collections.abc import Callable, Iterable, Sequence
from contextlib import aclosing, suppress
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import faust
import structlog

from wiredesk import interpreter, topology
from wiredesk.api import RetryLater
from wiredesk.health import Health, beat_on, serve_where_set
from wiredesk.kafka import admin
from wiredesk.kafka.clients import BrokerError, faust_credentials
from wiredesk.kafka.tables import declare_table
from wiredesk.kafka.transport import BUNDLES_WAITING, connect
from wiredesk.metrics import Metrics
from wiredesk.news.sources import load_sources
from wiredesk.plugins import (
    accepted_types,
    emitted_types,
    load_consumers,
    load_enrichers,
    load_sinks,
)
from wiredesk.settings import Settings, SettingsError
from wiredesk.stages._faust import FaustBroker, QuietMonitor, read_batches
from wiredesk.stages._guard import Guard
from wiredesk.stages._work import Stage
from wiredesk.stages.clean import CleanStage
from wiredesk.stages.dedupe import DedupeStage
from wiredesk.stages.enrich import EnrichStage
from wiredesk.stages.reconcile import ReconcileStage
from wiredesk.stages.sink import ConsumerTarget, SharedTarget, SinkStage
from wiredesk.topology import STAGES, Topic, full_name, group_name
from wiredesk.tracing import Tracer, make_tracer
from wiredesk.vitals import Vitals
from wiredesk.watchdog import StalledError, Watchdog

log = structlog.get_logger("wiredesk")

TABLES = {"dedupe": "verdicts", "enrich": "stated", "reconcile": "reported"}
WATCH_EVERY_S = 0.2
END_TIMEOUT_S = 10.0
"""For what comes after the stages have stopped: metrics, traces, files."""
BATCH_BYTES = 1 << 20
"""Of one producer request for a partition, the largest record apart: fifty articles of 20 kB leave together, as they
are read. What is fuller has to wait for a second request."""


class RoleError(ValueError):
    """A role that there is not."""


@dataclass
class Role:
    """A stage with its Faust app."""

    name: str
    stage: Stage
    app: faust.App
    guard: Guard


def needed_topics(settings: Settings) -> tuple[Topic, ...]:
    """Every topic of this set-up, those of enabled plug-ins included."""
    return topology.all_topics(emitted_types(load_enrichers(settings).values()))


def role_names(settings: Settings) -> tuple[str, ...]:
    """All roles that the settings enable: the stages, then sinks and consumers."""
    return (*STAGES, *(f"sink-{name}" for name in settings.sinks), *(f"consumer-{name}" for name in settings.consumers))


def build_roles(
    settings: Settings, names: Iterable[str], metrics: Metrics, state_dir: Path, tracer: Tracer | None = None
) -> list[Role]:
    """An app for each role; a sink of several event types is several stages in one app. RoleError, PluginError."""
    known = role_names(settings)
    names = list(names)
    for name in names:
        if name not in known and name != "sinks":
            raise RoleError(f"no role named {name!r}; there are {', '.join(known)}, and sinks for all sinks")
    if "sinks" in names:
        names = [name for name in names if name != "sinks"] + [name for name in known if name not in STAGES]
    makers: dict[str, Callable[[], Stage]] = {
        "clean": lambda: CleanStage(settings),
        "dedupe": lambda: DedupeStage(settings),
        "enrich": lambda: EnrichStage(settings, load_enrichers(settings)),
        "reconcile": lambda: ReconcileStage(settings),
    }
    sinks = load_sinks(settings) if any(name.startswith("sink-") for name in names) else {}
    consumers = load_consumers(settings) if any(name.startswith("consumer-") for name in names) else {}
    roles: list[Role] = []
    for name in dict.fromkeys(names):
        app = build_app(settings, name, state_dir)
        if name in makers:
            roles.append(attach(app, makers[name](), settings, metrics, tracer))
            continue
        kind, _, plugin = name.partition("-")
        target: Any = SharedTarget(sinks[plugin]) if kind == "sink" else ConsumerTarget(consumers[plugin])
        accepts = sinks[plugin].accepts if kind == "sink" else consumers[plugin].accepts
        roles += [
            attach(app, SinkStage(name, target, event_type), settings, metrics, tracer)
            for event_type in accepted_types(accepts)
        ]
    return roles


def build_app(settings: Settings, role: str, state_dir: Path) -> faust.App:
    """A Faust app without agents, with the settings that were found to lose nothing."""
    app = faust.App(
        group_name(role, settings.topic_prefix),
        broker=";".join(f"kafka://{address.strip()}" for address in settings.brokers.split(",")),
        broker_credentials=faust_credentials(settings),
        datadir=str(state_dir / role),
        store="memory://",
        autodiscover=False,
        web_enabled=False,
        topic_allow_declare=False,  # `wiredesk kafka apply` does it; auto-created ones drain through a mismatch
        topic_disable_leader=True,
        table_standby_replicas=0,
        processing_guarantee="at_least_once",
        broker_session_timeout=settings.session_timeout_s,  # a killed worker's partitions are free after this
        broker_heartbeat_interval=min(3.0, settings.session_timeout_s / 3),
        broker_commit_interval=1.0,
        broker_commit_every=1000,
        broker_max_poll_records=500,
        broker_max_poll_interval=300.0,
        stream_buffer_maxsize=BUNDLES_WAITING,
        stream_wait_empty=True,
        producer_request_timeout=30.0,
        producer_max_batch_size=BATCH_BYTES,
        producer_max_request_size=topology.REQUEST_MAX_BYTES,
        consumer_max_fetch_size=topology.DEAD_LETTER_MAX_BYTES,
        consumer_auto_offset_reset="earliest",
        worker_redirect_stdouts=False,
        Monitor=QuietMonitor,
    )
    app.transport = connect(app, settings.fetch_wait_ms)
    return app


def attach(app: faust.App, stage: Stage, settings: Settings, metrics: Metrics, tracer: Tracer | None = None) -> Role:
    """Let a stage's guard read its topic as an agent of the app."""
    table = None
    if stage.name in TABLES:
        table = declare_table(app, TABLES[stage.name], partitions=stage.source.partitions or settings.partitions)
    guard = Guard(stage, FaustBroker(app, table), settings, metrics, tracer)
    if stage.name == "clean":
        metrics.sources = load_sources(settings.sources_file)
    metrics.declare(stage.name)
    topic = app.topic(
        *(full_name(topic, settings.topic_prefix) for topic in (stage.source, *stage.also)),
        key_type=bytes,
        value_type=bytes,
        key_serializer="raw",
        value_serializer="raw",
    )

    async def agent(stream: Any) -> None:
        async with aclosing(read_batches(stream, settings.batch_records, settings.batch_wait_s)) as batches:
            await guard.run(batches)

    app.agent(topic, name=f"{stage.name}-{stage.source.name}")(agent)

    async def mark_stale(*_: Any, **__: Any) -> None:
        guard.stale = True

    app.on_partitions_revoked.connect(mark_stale, weak=False)
    return Role(stage.name, stage, app, guard)


async def work(
    settings: Settings,
    names: Sequence[str],
    stop: asyncio.Event,
    *,
    metrics: Metrics | None = None,
    on_ready: Callable[[], None] | None = None,
    forbid_rebalance: bool = False,
) -> BaseException | None:
    """Run roles until `stop` is set or one of them crashes; the reason of a crash, or None.

    `forbid_rebalance` (the embedded broker) makes a second assignment of partitions a crash: state would be lost.
    """
    interpreter.make_ready()
    metrics = metrics or Metrics()
    if settings.check_topics:
        await asyncio.to_thread(check_topics, settings)
    kept = settings.state_dir
    state_dir = _made(kept) if kept else Path(tempfile.mkdtemp(prefix="wiredesk-"))
    tracer = make_tracer(settings)
    roles = build_roles(settings, names, metrics, state_dir, tracer)
    apps = list({id(role.app): role.app for role in roles}.values())
    health = Health(stalled_after_s=settings.stalled_after_s)
    vitals = [watch(role, settings, metrics, health) for role in roles]
    server = serve_where_set(metrics, health, settings)
    beating = asyncio.create_task(beat_on(health))
    # As patient as with a stage: an index of a million articles is rebuilt in one go, within a minute or two.
    watchdog = Watchdog(health, looks=max(1, round(settings.stalled_after_s)))
    if not forbid_rebalance:
        watchdog.start()  # the embedded broker's process is the user's own: nobody would start it again
    try:
        # Joining a group is mostly waiting: lexicons are read meanwhile.
        try:
            await asyncio.gather(*(app.start() for app in apps), *(_open(role, settings) for role in roles))
        except RetryLater as e:
            return e
        interpreter.keep_what_is_there()
        log.info("ready", stages=[role.name for role in roles])
        if on_ready is not None:
            on_ready()
        return await _watch(apps, vitals, health, stop, forbid_rebalance=forbid_rebalance)
    finally:
        watchdog.stop_within(settings.stop_timeout_s + END_TIMEOUT_S)
        beating.cancel()
        with suppress(TimeoutError):
            await asyncio.wait_for(_stop_all(apps, roles), settings.stop_timeout_s)
        if server is not None:
            server.shutdown()
            server.server_close()
        if tracer is not None:
            await asyncio.to_thread(tracer.close)
        if kept is None:
            shutil.rmtree(state_dir, ignore_errors=True)
        watchdog.close()


def watch(role: Role, settings: Settings, metrics: Metrics, health: Health) -> Vitals:
    """Eyes on a role, for the metrics and the health endpoint."""
    topics = [full_name(topic, settings.topic_prefix) for topic in (role.stage.source, *role.stage.also)]
    return Vitals(role.guard, role.app, topics, metrics, health)


async def _open(role: Role, settings: Settings) -> None:
    """Open what the stage needs; what is down is tried again as often as a record is. RetryLater when it stays down."""
    for attempt in range(1, settings.retry_attempts + 1):
        try:
            await role.stage.open()
        except RetryLater as e:
            log.warning("not open yet", stage=role.name, reason=e.reason, attempt=attempt)
            if attempt == settings.retry_attempts:
                raise
            await asyncio.sleep(min(e.after_s, settings.retry_max_wait_s))
        else:
            return


def _made(folder: Path) -> Path:
    """The state directory, which may have been lost; all that matters is in the changelogs."""
    try:
        folder.mkdir(parents=True, exist_ok=True)
    except OSError as e:
        raise SettingsError(f"state_dir {str(folder)!r} cannot be made: {e.strerror or e}") from e
    return folder


def check_topics(settings: Settings) -> None:
    """Refuse to start on a broker that differs from the topology: Faust would drain a topic on a mismatch."""
    differences = admin.find_differences(settings, needed_topics(settings))
    if differences:
        told = "\n".join(f"  {difference}" for difference in differences)
        raise BrokerError(f"the broker is not as the topology says; run `wiredesk kafka apply`:\n{told}")


async def _watch(
    apps: Sequence[faust.App],
    vitals: Sequence[Vitals],
    health: Health,
    stop: asyncio.Event,
    *,
    forbid_rebalance: bool,
) -> BaseException | None:
    rebalances = {id(app): app.rebalancing_count for app in apps}
    while not stop.is_set():
        for app in apps:
            if app.crashed:
                return app.crash_reason or RuntimeError(f"{app.conf.id} crashed")
            if app.should_stop:
                return RuntimeError(f"{app.conf.id} stopped by itself")
            if forbid_rebalance and app.rebalancing_count > rebalances[id(app)]:
                return RuntimeError(f"{app.conf.id} was rebalanced: the embedded broker cannot give its state back")
        for each in vitals:
            each.look()
        if faults := health.find_faults("live"):
            return StalledError("; ".join(faults))
        with suppress(TimeoutError):
            await asyncio.wait_for(stop.wait(), WATCH_EVERY_S)
    return None


async def _stop_all(apps: Sequence[faust.App], roles: Sequence[Role]) -> None:
    await asyncio.gather(*(app.stop() for app in apps), return_exceptions=True)
    for role in roles:
        await role.stage.close()
