"""The metrics of wiredesk's doors: gateway and poller, where articles come in, and the desk, where events are read.

Counted here, declared in `measures`, served by `health` like those of a worker. Labels are closed sets: paths that the
door has, producers of the key file, sources of the list of feeds.
"""

import time
from collections.abc import Awaitable, Callable, Iterable, Mapping, MutableMapping, Sequence
from typing import Any

import wiredesk
from wiredesk.measures import (
    ARTICLE_RESULTS,
    DESK,
    DESK_PATHS,
    FEED_STATES,
    GATEWAY,
    GATEWAY_PATHS,
    OTHER,
    POLL_RESULTS,
    POLLER,
    Declaration,
    collect,
)
from wiredesk_schemas import Event

Scope = MutableMapping[str, Any]
Receive = Callable[[], Awaitable[Any]]
Send = Callable[[Any], Awaitable[None]]
App = Callable[[Any, Any, Any], Awaitable[None]]
STATUS_CLASSES = ("2xx", "3xx", "4xx", "5xx")


class _Door:
    """A registry of its own, with the version in it."""

    def __init__(self, declarations: Iterable[Declaration]) -> None:
        self.registry, self._by_name = collect(declarations)
        self._by_name["wiredesk_build_info"].labels(wiredesk.__version__).set(1)

    def _metric(self, name: str) -> Any:
        return self._by_name[f"wiredesk_{name}"]


class GatewayMetrics(_Door):
    """What the gateway is sent. `clock_s` gives seconds since 1970."""

    def __init__(self, producers: Sequence[str] = (), *, clock_s: Callable[[], float] = time.time) -> None:
        super().__init__(GATEWAY)
        self._clock_s = clock_s
        self._requests = self._metric("gateway_requests")
        self._seconds = self._metric("gateway_request_seconds")
        self._articles = self._metric("gateway_articles")
        self._last = self._metric("gateway_last_article_timestamp_seconds")
        _at_zero(self._requests, GATEWAY_PATHS)
        for producer in producers or ("anyone",):
            self.expect(producer)

    def expect(self, producer: str) -> None:
        """Show a producer's series at 0."""
        for result in ARTICLE_RESULTS:
            self._articles.labels(producer, result)
        self._last.labels(producer)

    def answered(self, path: str, status: int, took_s: float) -> None:
        """Count a request."""
        self._requests.labels(_listed(path, GATEWAY_PATHS), f"{status // 100}xx").inc()
        if path == "/articles":
            self._seconds.observe(took_s)

    def sent(self, producer: str, result: str, count: int) -> None:
        """Count articles of a producer by what became of them: taken, refused, limited, failed."""
        self._articles.labels(producer, result).inc(count)
        if result == "taken" and count:
            self._last.labels(producer).set(self._clock_s())


class PollerMetrics(_Door):
    """What feeds give. `sources`: those of the list of feeds."""

    def __init__(self, sources: Iterable[str]) -> None:
        super().__init__(POLLER)
        self._requests = self._metric("poll_requests")
        self._articles = self._metric("poll_articles")
        self._last = self._metric("poll_last_new_timestamp_seconds")
        self._feeds = self._metric("poll_feeds")
        self._silent = self._metric("poll_silent_feeds")
        for source in dict.fromkeys(sources):
            for result in POLL_RESULTS:
                self._requests.labels(source, result)
            self._articles.labels(source)
            self._last.labels(source)
            self._silent.labels(source)
        self._heard_at_s: dict[str, float] = {}
        self.standings({}, {})

    def asked(self, source: str, result: str, articles: int) -> None:
        """Count a request for a feed: new, unchanged, failed, gone; and what was sent of it."""
        self._requests.labels(source, result).inc()
        self._articles.labels(source).inc(articles)

    def heard(self, source: str, at_s: float) -> None:
        """Tell when a source last had something new; an earlier moment than is known changes nothing."""
        self._heard_at_s[source] = max(at_s, self._heard_at_s.get(source, 0.0))
        self._last.labels(source).set(self._heard_at_s[source])

    def standings(self, states: Mapping[str, int], silent: Mapping[str, int]) -> None:
        """Show how many feeds stand how, and how many of each source are silent."""
        for state in FEED_STATES:
            self._feeds.labels(state).set(states.get(state, 0))
        for source, count in silent.items():
            self._silent.labels(source).set(count)


class DeskMetrics(_Door):
    """What the desk shows, and to how many."""

    def __init__(self) -> None:
        super().__init__(DESK)
        self._requests = self._metric("desk_requests")
        self._seconds = self._metric("desk_request_seconds")
        self._streams = self._metric("desk_streams")
        self._events = self._metric("desk_events")
        self._last = self._metric("desk_last_event_timestamp_seconds")
        self._newest_s = 0.0
        _at_zero(self._requests, DESK_PATHS)
        for kind in ("meeting-announced", "topic-mentioned"):
            self._events.labels(kind)

    def answered(self, path: str, status: int, took_s: float) -> None:
        """Count a request; one for a single meeting or a static file by its folder."""
        first = "/" + path.split("/")[1]
        listed = _listed(first if first in ("/meetings", "/static") else path, DESK_PATHS)
        self._requests.labels(listed, f"{status // 100}xx").inc()
        if listed != "/events":
            self._seconds.observe(took_s)

    def opened(self, change: int) -> None:
        """Count a live stream that opens (1) or ends (-1)."""
        self._streams.inc(change)

    def stored(self, event: Event) -> None:
        """Count an event that stands in the store."""
        self._events.labels(event.kind.removeprefix("wiredesk.")).inc()
        if event.emitted_at is not None:
            self._newest_s = max(self._newest_s, event.emitted_at.timestamp())
            self._last.set(self._newest_s)


def counted(
    app: App,
    answered: Callable[[str, int, float], None],
    *,
    opened: Callable[[int], None] | None = None,
    stream: str = "/events",
    clock_s: Callable[[], float] = time.perf_counter,
) -> App:
    """An ASGI application that tells of each request of `app` when its answer begins: path, status and seconds.

    `opened` is told of live streams, requests for the path `stream`: 1 when one opens, -1 when it ends.
    """

    async def run(scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "http":
            await app(scope, receive, send)
            return
        started, path = clock_s(), str(scope["path"])
        is_stream = opened is not None and path == stream

        async def told(message: Any) -> None:
            if message["type"] == "http.response.start":
                answered(path, int(message["status"]), clock_s() - started)
            await send(message)

        if opened is not None and is_stream:
            opened(1)
        try:
            await app(scope, receive, told)
        finally:
            if opened is not None and is_stream:
                opened(-1)

    return run


def _listed(path: str, paths: Sequence[str]) -> str:
    return path if path in paths else OTHER


def _at_zero(requests: Any, paths: Sequence[str]) -> None:
    for path in (*paths, OTHER):
        for status in STATUS_CLASSES:
            requests.labels(path, status)
