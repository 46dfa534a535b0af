"""The desk's HTTP server: page, calendar feed, JSON API and live stream, over one store.

GET /                 the page; filters in the query (wiredesk.filters.MeetingFilter), "since" is today unless given
GET /meetings/{id}    one meeting with its history
GET /diary.ics        the calendar, same filters; ETag, 304
GET /meetings.json    current meetings, same filters (also those without a date); `limit` to 1,000
GET /topics.json      mentions of topics (TopicFilter), newest first; `limit`
GET /events           Server-Sent Events; resumes by Last-Event-ID or `after`; reads on from the store at the client's
                      own pace, so a slow client costs nothing and misses nothing
GET /healthz          200 when the store answers
"""

import asyncio
import hashlib
import sqlite3
from collections.abc import AsyncIterator, Callable, Mapping
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from importlib.resources import files
from typing import Any

from litestar import Litestar, MediaType, Request, Response, get
from litestar.exceptions import HTTPException
from litestar.params import FromPath
from litestar.response import ServerSentEvent, ServerSentEventMessage

from wiredesk import __version__
from wiredesk.desk.agenda import grouped
from wiredesk.desk.calendar import diary
from wiredesk.desk.pages import View, render_meeting, render_missing, render_page
from wiredesk.desk.store import Store
from wiredesk.filters import FilterError, MeetingFilter, TopicFilter
from wiredesk.wording import country_name, headline
from wiredesk_schemas import MeetingAnnounced, encode

SHOWN = 200
SPANS_SHOWN = 40
"""Meetings on the page, of a day and without one; the JSON API and the calendar have them all."""
API_LIMIT = 1_000
CALENDAR_BACK = timedelta(days=90)
"""How far back the calendar goes: a client keeps what it saw, and a late cancellation still reaches it."""
HEARTBEAT_S = 15.0
STATIC = {
    "desk.css": "text/css; charset=utf-8",
    "desk.js": "text/javascript; charset=utf-8",
    "desk.svg": "image/svg+xml",
}
SECURITY_HEADERS = {
    "content-security-policy": (
        "default-src 'none'; style-src 'self'; script-src 'self'; img-src 'self'; connect-src 'self'; "
        "form-action 'self'; base-uri 'none'; frame-ancestors 'none'"
    ),
    "x-content-type-options": "nosniff",
    "referrer-policy": "no-referrer",
    "cross-origin-opener-policy": "same-origin",
}


class Bell:
    """Rings for everyone who waits when the store has something new."""

    def __init__(self) -> None:
        self._rung = asyncio.Event()

    def ring(self) -> None:
        """Wake all who wait."""
        self._rung.set()
        self._rung = asyncio.Event()

    async def wait(self, timeout_s: float) -> bool:
        """True when it rang in time."""
        try:
            await asyncio.wait_for(self._rung.wait(), timeout_s)
        except TimeoutError:
            return False
        return True


def build_server(
    database: sqlite3.Connection, bell: Bell | None = None, *, clock: Callable[[], datetime] | None = None
) -> Litestar:
    """The server over a store (wiredesk.sinks.sqlite.connect). `clock` gives the present moment, in UTC."""
    store = Store(database)
    rung = bell or Bell()
    entries: dict[str, bytes] = {}
    now = clock or (lambda: datetime.now(UTC))

    @get("/", media_type=MediaType.HTML, sync_to_thread=False)
    def page(request: Request[Any, Any, Any]) -> Response[str]:
        moment = now()
        query = {k: v for k, v in request.query_params.items() if v.strip()}
        fault, wanted = None, MeetingFilter()
        try:
            wanted = MeetingFilter.from_query(query)
        except FilterError as e:
            fault = str(e)
        wanted = replace(wanted, current=True)
        yesterday = moment - timedelta(days=1)
        first_day = wanted.since or moment.date()
        dated = replace(wanted, since=first_day)
        coming = [] if fault else store.find_meetings(dated, is_dated=True, limit=SHOWN + 1)
        spans = [] if fault else store.find_meetings(dated, is_dated=False, limit=SPANS_SHOWN)
        undated = [] if fault or wanted.since or wanted.until else store.find_undated(wanted, limit=SPANS_SHOWN)
        shown = coming[:SHOWN] + spans + undated
        view = View(
            today=moment.date(),
            now=moment,
            place=_place_text(store.newest_place()),
            query=query,
            fault=fault,
            groups=grouped(shown, first_day, today=moment.date()),
            changes=store.find_changes(replace(wanted, current=False), since=yesterday, limit=20),
            topics=store.count_topics(since=yesterday),
            history=store.find_history([m.meeting_id for m in shown]),
            shown=SHOWN,
            more=len(coming) > SHOWN,
            stored=store.count_meetings(),
            beside=_beside(store, shown),
            choices=_choices(store.find_choices(), query),
        )
        return Response(render_page(view), media_type=MediaType.HTML, status_code=400 if fault else 200)

    @get("/meetings/{meeting_id:str}", media_type=MediaType.HTML, sync_to_thread=False)
    def meeting(meeting_id: FromPath[str]) -> Response[str]:
        found = store.resolve_meeting(meeting_id)
        if found is None:
            return Response(render_missing(meeting_id), media_type=MediaType.HTML, status_code=404)
        history = store.find_history([meeting_id]).get(meeting_id, [])
        return Response(render_meeting(found, history, _beside(store, [found])), media_type=MediaType.HTML)

    @get("/diary.ics")
    async def calendar(request: Request[Any, Any, Any]) -> Response[bytes]:
        wanted = _filter(MeetingFilter, request.query_params)
        tag = _tag(request, store.newest_place(), now().date())
        if unchanged := _not_modified(request, tag):
            return unchanged
        # Postponed without a new date: the calendar shows them, called off, on their old day.
        undated = replace(wanted, since=None, until=None, status="postponed")
        if wanted.since is None:
            wanted = replace(wanted, since=(now() - CALENDAR_BACK).date())
        shown = store.find_meetings(wanted) + store.find_undated(undated)
        body = await asyncio.to_thread(diary, shown, written=entries)
        return _tagged(body, "text/calendar; charset=utf-8", tag)

    @get("/meetings.json", sync_to_thread=False)
    def meetings(request: Request[Any, Any, Any]) -> Response[bytes]:
        query, limit = _with_limit(request.query_params)
        wanted = replace(_filter(MeetingFilter, query), current=True)
        tag = _tag(request, store.newest_place(), None)
        if unchanged := _not_modified(request, tag):
            return unchanged
        return _tagged(encode({"meetings": store.find_meetings(wanted, limit=limit)}), "application/json", tag)

    @get("/topics.json", sync_to_thread=False)
    def topics(request: Request[Any, Any, Any]) -> Response[bytes]:
        query, limit = _with_limit(request.query_params)
        wanted = _filter(TopicFilter, query)
        tag = _tag(request, store.newest_place(), None)
        if unchanged := _not_modified(request, tag):
            return unchanged
        return _tagged(encode({"topics": store.find_topics(wanted, limit=limit)}), "application/json", tag)

    @get("/events", sync_to_thread=False)
    def events(request: Request[Any, Any, Any]) -> ServerSentEvent:
        told = request.headers.get("last-event-id") or request.query_params.get("after") or ""
        return ServerSentEvent(_stream(store, rung, _parse_place(told) or store.newest_place()))

    @get("/static/{name:str}", sync_to_thread=False)
    def static(name: FromPath[str]) -> Response[bytes]:
        if name not in STATIC:
            raise HTTPException("no such file", status_code=404)
        content = files("wiredesk.desk").joinpath(f"static/{name}").read_bytes()
        return Response(content, media_type=STATIC[name], headers={"cache-control": "max-age=300"})

    @get("/healthz", sync_to_thread=False)
    def health() -> dict[str, Any]:
        return {"status": "ok", "meetings": store.count_meetings()}

    return Litestar(
        [page, meeting, calendar, meetings, topics, events, static, health],
        openapi_config=None,
        logging_config=None,
        after_request=_with_security_headers,
        exception_handlers={FilterError: _bad_filter},
    )


async def _stream(store: Store, bell: Bell, place: tuple[int, int]) -> AsyncIterator[ServerSentEventMessage]:
    yield ServerSentEventMessage(comment="wiredesk", retry=3000)
    while True:
        news = store.find_news(place)
        for item in news:
            place = item.place
            kind = item.event.kind.removeprefix("wiredesk.")
            yield ServerSentEventMessage(data=encode(item.event).decode(), event=kind, id=_place_text(place))
        if not news and not await bell.wait(HEARTBEAT_S):
            yield ServerSentEventMessage(comment="still here")


def _beside(store: Store, shown: list[MeetingAnnounced]) -> dict[str, str]:
    """The headlines of the summits on whose sidelines meetings are."""
    found = (store.resolve_meeting(m) for m in sorted({m.part_of for m in shown if m.part_of}))
    return {summit.meeting_id: headline(summit) for summit in found if summit}


def _choices(
    found: dict[str, list[tuple[str, str]]], query: Mapping[str, str]
) -> list[tuple[str, str, list[tuple[str, str]]]]:
    """The filters that are chosen from a list, each with its title and options; what was asked for is among them."""
    found["country"] = [(code, country_name(code) or code) for code, _ in found["country"]]
    found["certainty"] = [("confirmed", "confirmed"), ("expected", "expected")]
    choices = []
    for name in ("country", "topic", "watchlist", "certainty"):
        options = sorted(found[name], key=lambda o: o[1].casefold())
        asked = query.get(name)
        if asked and asked not in dict(options):
            options.append((asked, asked))
        if options:
            choices.append((name, name.capitalize(), options))
    return choices


def _place_text(place: tuple[int, int]) -> str:
    return f"{place[0]}-{place[1]}"


def _parse_place(text: str) -> tuple[int, int] | None:
    meetings, _, topics = text.partition("-")
    return (int(meetings), int(topics)) if meetings.isdecimal() and topics.isdecimal() else None


def _filter(kind: Any, query: Mapping[str, str]) -> Any:
    return kind.from_query(query)


def _with_limit(query: Mapping[str, str]) -> tuple[dict[str, str], int]:
    rest = dict(query)
    text = rest.pop("limit", str(API_LIMIT))
    if not text.isdecimal() or not 1 <= int(text) <= API_LIMIT:
        raise FilterError(f"limit must be a whole number from 1 to {API_LIMIT}, got {text[:80]!r}")
    return rest, int(text)


def _bad_filter(_: Request[Any, Any, Any], error: FilterError) -> Response[bytes]:
    problem = {"type": "about:blank", "title": "bad filter", "status": 400, "detail": str(error)}
    return Response(encode(problem), media_type="application/problem+json", status_code=400)


def _tag(request: Request[Any, Any, Any], place: tuple[int, int], today: date | None) -> str:
    """The ETag of an answer, known before the answer is made: what was asked, of which store, on which day."""
    asked = sorted(request.query_params.multi_items())
    words = repr((__version__, request.url.path, asked, place, today))
    return f'"{hashlib.blake2b(words.encode("utf-8", "surrogatepass"), digest_size=16).hexdigest()}"'


def _not_modified(request: Request[Any, Any, Any], tag: str) -> Response[bytes] | None:
    if tag not in (request.headers.get("if-none-match") or ""):
        return None
    return Response(b"", status_code=304, headers={"etag": tag, "cache-control": "no-cache"})


def _tagged(body: bytes, media_type: str, tag: str) -> Response[bytes]:
    return Response(body, headers={"etag": tag, "cache-control": "no-cache"}, media_type=media_type)


async def _with_security_headers(response: Response[Any]) -> Response[Any]:
    response.headers.update(SECURITY_HEADERS)
    return response
