"""The poller against a local server that misbehaves in every listed way."""

import asyncio
import gzip
import random
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any

import pytest
from aiohttp import web

from wiredesk.producers.feeds import Feed, FeedRefused, FeedsError, parse_feed, read_feeds
from wiredesk.producers.fetching import Fetcher, parse_retry_after
from wiredesk.producers.poll_state import PollState
from wiredesk.producers.poller import Poller
from wiredesk_schemas import RawArticle

ITEM = "<item><title>{t}</title><link>{u}</link><guid>{u}</guid><description>{d}</description><pubDate>Mon, 02 Mar 2026 09:30:00 GMT</pubDate></item>"


def rss(*items: tuple[str, str, str]) -> bytes:
    inner = "".join(ITEM.format(t=t, u=u, d=d) for t, u, d in items)
    return f'<?xml version="1.0"?><rss version="2.0"><channel><title>x</title>{inner}</channel></rss>'.encode()


ONE = ("One", "https://news.example.com/1", "First text.")
TWO = ("Two", "https://news.example.com/2", "Second text.")


class Site:
    """A site that answers what it is told to and remembers what it was asked."""

    def __init__(self) -> None:
        self.answers: dict[str, Callable[[web.Request], Any]] = {}
        self.asked: list[tuple[str, dict[str, str]]] = []

    async def answer(self, request: web.Request) -> web.StreamResponse:
        self.asked.append((request.path, {k.lower(): v for k, v in request.headers.items()}))
        made = self.answers.get(request.path)
        return web.Response(status=404) if made is None else made(request)

    def paths(self) -> list[str]:
        return [path for path, _ in self.asked]


@pytest.fixture
async def site():
    made = Site()
    app = web.Application()
    app.router.add_get("/{path:.*}", made.answer)
    runner = web.AppRunner(app)
    await runner.setup()
    await web.TCPSite(runner, "127.0.0.1", 0).start()
    made.root = f"http://127.0.0.1:{runner.addresses[0][1]}"
    yield made
    await runner.cleanup()


class Desk:
    """A poller with a clock of its own and a list for Kafka."""

    def __init__(self, site: Site, state: Path | str = ":memory:") -> None:
        self.site, self.now, self.sent, self.down = site, 1_000_000.0, [], False
        self.state = PollState(state)

    async def send(self, articles: Sequence[RawArticle]) -> None:
        if self.down:
            raise ConnectionError("no broker")
        self.sent += articles

    async def poll(self, path: str = "/feed", **options: Any) -> tuple[int, Any]:
        feed = Feed(url=self.site.root + path, source="Site", **options)
        async with Fetcher(allow_private=True, timeout_s=1.0, host_pause_s=0.0) as fetcher:
            poller = Poller([feed], self.state, fetcher, self.send, clock_s=lambda: self.now, chance=random.Random(1))
            count = await poller.poll(feed)
            self.standing = poller.standing(feed)
        return count, self.state.load(feed.url)


@pytest.fixture
def desk(site):
    return Desk(site)


async def test_what_is_new_is_sent_once_oldest_first(site, desk):
    site.answers["/feed"] = lambda _: web.Response(body=rss(TWO, ONE))
    assert (await desk.poll())[0] == 2
    assert [a.title for a in desk.sent] == ["One", "Two"]
    assert desk.sent[0].published_at == "2026-03-02T09:30:00+00:00"
    assert (await desk.poll())[0] == 0


async def test_a_changed_entry_is_sent_again(site, desk):
    site.answers["/feed"] = lambda _: web.Response(body=rss(ONE))
    await desk.poll()
    site.answers["/feed"] = lambda _: web.Response(body=rss(("One", ONE[1], "First text, corrected.")))
    assert (await desk.poll())[0] == 1


async def test_validators_are_sent_and_304_is_nothing_new(site, desk):
    def feed(request: web.Request) -> web.Response:
        if request.headers.get("if-none-match") == '"v1"':
            return web.Response(status=304)
        return web.Response(body=rss(ONE), headers={"etag": '"v1"', "last-modified": "Mon, 02 Mar 2026 09:30:00 GMT"})

    site.answers["/feed"] = feed
    await desk.poll()
    assert await desk.poll() == (0, desk.state.load(site.root + "/feed"))
    assert site.asked[-1][1]["if-modified-since"] == "Mon, 02 Mar 2026 09:30:00 GMT"


async def test_the_state_survives_a_restart(site, tmp_path):
    site.answers["/feed"] = lambda _: web.Response(body=rss(ONE))
    assert (await Desk(site, tmp_path / "poll.sqlite").poll())[0] == 1
    assert (await Desk(site, tmp_path / "poll.sqlite").poll())[0] == 0


async def test_what_kafka_did_not_take_is_sent_at_the_next_poll(site, desk):
    site.answers["/feed"] = lambda _: web.Response(body=rss(ONE), headers={"etag": '"v1"'})
    desk.down = True
    with pytest.raises(ConnectionError):
        await desk.poll()
    desk.down = False
    assert (await desk.poll())[0] == 1


@pytest.mark.parametrize("status", [429, 503])
async def test_retry_after_is_honoured(site, desk, status):
    site.answers["/feed"] = lambda _: web.Response(status=status, headers={"retry-after": "7200"})
    _, state = await desk.poll(every_s=60)
    assert 7200 <= state.next_at - desk.now <= 7200 * 1.1


async def test_errors_make_the_wait_longer_and_success_ends_that(site, desk):
    site.answers["/feed"] = lambda _: web.Response(status=500)
    waits = [(await desk.poll(every_s=60))[1].next_at - desk.now for _ in range(3)]
    assert waits[0] < waits[1] < waits[2]
    site.answers["/feed"] = lambda _: web.Response(body=rss(ONE))
    _, state = await desk.poll(every_s=60)
    assert (state.failures, state.fault) == (0, None)


async def test_gone_is_gone(site, desk):
    site.answers["/feed"] = lambda _: web.Response(status=410)
    _, state = await desk.poll()
    assert state.gone
    feed = Feed(url=site.root + "/feed", source="Site")
    async with Fetcher(allow_private=True) as fetcher:
        await Poller([feed], desk.state, fetcher, desk.send).run(rounds=1)
    assert len(site.asked) == 1


async def test_a_permanent_redirect_is_remembered_and_a_passing_one_is_not(site, desk):
    site.answers["/feed"] = lambda _: web.Response(status=301, headers={"location": "/new"})
    site.answers["/new"] = lambda _: web.Response(body=rss(ONE))
    await desk.poll()
    await desk.poll()
    assert site.paths() == ["/feed", "/new", "/new"]
    site.answers["/other"] = lambda _: web.Response(status=302, headers={"location": "/new"})
    _, state = await desk.poll("/other")
    assert state.moved_to is None


@pytest.mark.parametrize(
    ("name", "answer"),
    [
        ("a redirect loop", lambda _: web.Response(status=302, headers={"location": "/feed"})),
        ("a redirect to a file", lambda _: web.Response(status=302, headers={"location": "file:///etc/passwd"})),
        ("not a feed", lambda _: web.Response(text="<html><body>Welcome</body></html>")),
        ("nothing", lambda _: web.Response(body=b"")),
        ("too large", lambda _: web.Response(body=b"x" * (11 << 20))),
        ("a bomb", lambda _: web.Response(body=gzip.compress(b" " * (30 << 20)), headers={"content-encoding": "gzip"})),
        ("broken gzip", lambda _: web.Response(body=b"nope", headers={"content-encoding": "gzip"})),
        (
            "entities",
            lambda _: web.Response(
                body=b'<?xml version="1.0"?><!DOCTYPE r [<!ENTITY a "aaa">]><rss version="2.0">&a;</rss>'
            ),
        ),
    ],
)
async def test_misbehaving_feeds_are_a_told_fault_and_nothing_is_sent(site, desk, name, answer):
    site.answers["/feed"] = answer
    count, state = await desk.poll()
    assert count == 0
    assert state.failures == 1
    assert state.fault


async def test_a_feed_that_never_answers_is_given_up_in_time(desk):
    async def never(_: object, __: object) -> None:
        await asyncio.sleep(30)

    server = await asyncio.start_server(never, "127.0.0.1", 0)
    desk.site.root = f"http://127.0.0.1:{server.sockets[0].getsockname()[1]}"
    _, state = await desk.poll()
    server.close()
    assert state.failures == 1


async def test_private_addresses_are_refused_unless_allowed(site):
    feed = Feed(url=site.root + "/feed", source="Site")
    state = PollState(":memory:")
    async with Fetcher() as fetcher:
        await Poller([feed], state, fetcher, Desk(site).send).poll(feed)
    assert "not a public address" in (state.load(feed.url).fault or "")
    assert site.asked == []


async def test_pages_are_fetched_when_asked_for_and_robots_are_heeded(site, desk):
    site.answers["/robots.txt"] = lambda _: web.Response(text="User-agent: *\nDisallow: /closed")
    site.answers["/open"] = lambda _: web.Response(text="<p>The whole page.</p>", content_type="text/html")
    site.answers["/closed"] = lambda _: web.Response(text="<p>Secret.</p>", content_type="text/html")
    items = [
        ("Open", site.root + "/open", "short"),
        ("Closed", site.root + "/closed", "short too"),
        ("Dead", site.root + "/dead", "text"),
    ]
    site.answers["/feed"] = lambda _: web.Response(body=rss(*items))
    await desk.poll(fetch_page=True)
    assert {a.title: a.body for a in desk.sent} == {
        "Open": "<p>The whole page.</p>",
        "Closed": "short too",
        "Dead": "text",
    }
    assert "/closed" not in site.paths()


async def test_a_page_that_is_no_text_costs_no_more_than_the_page(site, desk):
    site.answers["/page"] = lambda _: web.Response(
        body=b"\xff\x00" * 99, headers={"content-type": "text/html; charset=utf-8"}
    )
    site.answers["/feed"] = lambda _: web.Response(body=rss(("Odd", site.root + "/page", "What the feed says.")))
    count, state = await desk.poll(fetch_page=True)
    assert (count, state.fault) == (1, None)
    assert [a.body for a in desk.sent] == ["What the feed says."]


async def test_one_round_tells_how_many_articles_were_sent(site, desk):
    site.answers["/feed"] = lambda _: web.Response(body=rss(ONE, TWO))
    feeds = [Feed(url=site.root + path, source="Site") for path in ("/feed", "/dead")]
    async with Fetcher(allow_private=True, timeout_s=1.0, host_pause_s=0.0) as fetcher:
        assert await Poller(feeds, desk.state, fetcher, desk.send).run(rounds=1) == 2


async def test_a_source_without_news_is_silent_after_its_time(site, desk):
    site.answers["/feed"] = lambda _: web.Response(body=rss(ONE))
    await desk.poll(silent_after_s=3600)
    assert not desk.standing.is_silent
    desk.now += 3601
    await desk.poll(silent_after_s=3600)
    assert desk.standing.is_silent
    assert desk.standing.has_had_news


async def test_a_feed_that_never_had_an_article_is_not_said_to_have_had_one(site, desk):
    site.answers["/feed"] = lambda _: web.Response(body=rss())
    await desk.poll()
    assert not desk.standing.has_had_news


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("", r"no \[\[feed\]\]"),
        ("[[feed]]\nurl='https://x.example/'", "feed 1: Object missing required field `source`"),
        ("[[feed]]\nurl='file:///x'\nsource='x'", "feed 1: expected an http or https URL"),
        ("[[feed]]\nurl='https://x.example/'\nsource='x'\nevry_s=3", "no such key 'evry_s'"),
        ("[[feed]]\nurl='https://x.example/'\nsource='x'\nevery_s=1", "feed 1: "),
        ("[[feed]]\nurl='https://x.example/'\nsource='x'\n" * 2, "listed twice"),
        ("[[feed", "not TOML"),
    ],
)
def test_a_bad_list_is_refused_with_its_entry(tmp_path, text, said):
    (tmp_path / "feeds.toml").write_text(text)
    with pytest.raises(FeedsError, match=said):
        read_feeds(tmp_path / "feeds.toml")


def test_retry_after_is_seconds_or_a_date_within_a_day():
    assert parse_retry_after("120", 0.0) == 120
    assert parse_retry_after("Thu, 01 Jan 1970 00:10:00 GMT", 0.0) == 600
    assert parse_retry_after("99999999", 0.0) == 86_400
    assert parse_retry_after("soon", 0.0) is None
    assert parse_retry_after("-5", 0.0) is None


def test_an_ordinary_doctype_is_no_bomb(tmp_path):
    from datetime import UTC, datetime

    data = rss(ONE).replace(b"<rss", b'<!DOCTYPE rss PUBLIC "-//Netscape//DTD RSS 0.91//EN" "x.dtd"><rss')
    feed = Feed(url="https://x.example/", source="x")
    assert len(parse_feed(data, feed, fetched_at=datetime.now(UTC))) == 1
    with pytest.raises(FeedRefused):
        parse_feed(
            data.replace(b'"x.dtd">', b'[<!ENTITY a "b">]>').decode().encode("utf-16"),
            feed,
            fetched_at=datetime.now(UTC),
        )
