"""How long the desk takes to show the diary.

    python benchmarks/desk.py [--meetings 10000] [--rounds 20] [--browser]

Fills a store with invented meetings of a year around today, each with two or three revisions and some with many
sources, serves it on a free port of this machine and asks for the page, the page with filters, the calendar and the
JSON, one request after another. Prints the first answer, then the median and the slowest of the rest, in ms. With
`--browser` the page is also opened in headless chromium: until it is painted, from a fresh profile.
"""

import argparse
import asyncio
import random
import shutil
import statistics
import tempfile
import threading
import time
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime, timedelta
from pathlib import Path

import uvicorn

from wiredesk.desk.server import build_server
from wiredesk.sinks.sqlite import connect, write_events
from wiredesk_schemas import (
    AgendaItem,
    Event,
    Evidence,
    MeetingAnnounced,
    Participant,
    Source,
    Topic,
    TopicMentioned,
    When,
    Where,
    stamped,
)

COUNTRIES = "US CN RU DE FR GB JP IN BR TR UA IL IR SA EG KR PL IT ES NL SE NO PK ZA NG KE MX AR AU CA ID VN".split()
TOPICS = "trade energy climate migration nuclear finance health security fisheries ceasefire".split()
SYLLABLES = "ba da ra no li ma te so ki ve lu an er is".split()
PATHS = ("/", "/?country=FR", "/?words=ceasefire", "/?person=nonexistent", "/diary.ics", "/meetings.json")


def invented(count: int, now: datetime, seed: int = 0) -> Iterator[Event]:
    """Revisions of so many meetings, and 2,000 mentions of topics."""
    chance = random.Random(seed)
    names = ["".join(chance.choices(SYLLABLES, k=3)).title() for _ in range(400)]
    for n in range(count):
        day = (now + timedelta(days=chance.randrange(-120, 245))).date()
        a, b = chance.sample(COUNTRIES, 2)
        sources = tuple(_source(n, k, chance) for k in range(chance.choice((1, 1, 1, 2, 3, 12))))
        base = {
            "meeting_id": f"meeting-{n:06}",
            "participants": (_person(a, names, chance), _person(b, names, chance)),
            "where": Where(city=chance.choice(names), country=b),
            "agenda": (AgendaItem(topic=chance.choice(TOPICS), text=f"{chance.choice(TOPICS)} in the strait"),),
            "sources": sources,
            "source_count": len(sources),
            "independent_sources": len(sources),
            "certainty": chance.choice(("confirmed", "expected")),
        }
        at = now - timedelta(hours=chance.expovariate(1 / 200))
        yield stamped(MeetingAnnounced(**base), at - timedelta(days=2))  # type: ignore[arg-type]
        span = chance.choices((0, 6, 30), (9, 1, 1))[0]
        precision = {0: "day", 6: "week", 30: "window"}[span]
        when = When(start=day, end=day + timedelta(days=span), precision=precision)  # type: ignore[arg-type]
        dated = MeetingAnnounced(
            revision=2, change="updated", changed=("when",), previous={"when": When()}, when=when, **base  # type: ignore[arg-type]
        )  # fmt: skip
        yield stamped(dated, at)
    for n in range(2_000):
        topic = chance.choice(TOPICS)
        mention = TopicMentioned(
            mention_id=f"article-{n}:{topic}",
            article_id=f"article-{n}",
            topic=Topic(id=topic, label=topic.title(), scheme="wiredesk"),
            salience=chance.random(),
            mentions=chance.randrange(1, 9),
            evidence=(),
        )
        yield stamped(mention, now - timedelta(hours=chance.randrange(48)))


def _person(country: str, names: list[str], chance: random.Random) -> Participant:
    name = f"{chance.choice(names)} {chance.choice(names)}"
    return Participant(name=name, kind="person", country=country, role="foreign minister")


def _source(n: int, k: int, chance: random.Random) -> Source:
    quote = "The foreign ministers will meet to discuss the ceasefire in the strait, their offices said on Monday. " * 2
    return Source(
        article_id=f"article-{n}-{k}",
        evidence=Evidence(quote=quote.strip(), start=0, end=len(quote) - 1),
        url=f"https://news.example.com/{n}/{k}",
        source=f"Daily {chance.randrange(90)}",
    )


@contextmanager
def serving(path: Path) -> Iterator[str]:
    """The desk over a store, at a URL of this machine."""
    database = connect(path)
    config = uvicorn.Config(build_server(database), port=0, log_level="warning", lifespan="off")
    server = uvicorn.Server(config)
    thread = threading.Thread(target=lambda: asyncio.run(server.serve()), daemon=True)
    thread.start()
    while not server.started:
        thread.join(0.02)
    try:
        yield f"http://127.0.0.1:{server.servers[0].sockets[0].getsockname()[1]}"
    finally:
        server.should_exit = server.force_exit = True
        thread.join(10)
        database.close()


def timed(url: str) -> tuple[float, int]:
    """Milliseconds until the whole answer is here, and its bytes."""
    began = time.perf_counter()
    with urllib.request.urlopen(url, timeout=60) as answer:
        size = len(answer.read())
    return (time.perf_counter() - began) * 1000, size


def painted_ms(url: str) -> float:
    """Milliseconds from the request until headless chromium has painted the page, from a fresh profile."""
    from selenium import webdriver

    chromium, driver = shutil.which("chromium"), shutil.which("chromedriver")
    if chromium is None or driver is None:
        raise SystemExit("needs chromium and chromedriver on the PATH (Debian: apt-get install chromium-driver)")
    options = webdriver.ChromeOptions()
    options.binary_location = chromium
    for argument in ("--headless=new", "--no-sandbox", "--disable-gpu", "--disable-dev-shm-usage"):
        options.add_argument(argument)
    browser = webdriver.Chrome(options, webdriver.ChromeService(driver))
    try:
        browser.get(url)
        time.sleep(1)
        return float(
            browser.execute_script("return performance.getEntriesByName('first-contentful-paint')[0].startTime")
        )
    finally:
        browser.quit()


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--meetings", type=int, default=10_000)
    parser.add_argument("--rounds", type=int, default=20)
    parser.add_argument("--browser", action="store_true", help="also until painted in headless chromium")
    args = parser.parse_args()
    with tempfile.TemporaryDirectory() as directory:
        path = Path(directory) / "desk.sqlite"
        database = connect(path)
        write_events(database, list(invented(args.meetings, datetime.now(UTC))))
        database.close()
        print(f"{args.meetings} meetings, store of {path.stat().st_size / 1e6:.0f} MB")
        with serving(path) as url:
            for page in PATHS:
                first, size = timed(url + page)
                rest = [timed(url + page)[0] for _ in range(args.rounds)]
                print(
                    f"{page:24} first {first:6.0f} ms, then median {statistics.median(rest):6.0f}, "
                    f"slowest {max(rest):6.0f}; {size / 1000:.0f} kB",
                    flush=True,
                )
            if args.browser:
                print(f"painted in a fresh browser after {painted_ms(url + '/'):.0f} ms")


if __name__ == "__main__":
    main()
