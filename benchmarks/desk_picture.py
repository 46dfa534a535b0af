"""Take the picture of the desk's page that stands in docs/diary.md.

    python benchmarks/desk_picture.py --out docs/img/desk.png [--scheme dark] [--width 390] [--path '/?words=talks']

Runs the sample wire (examples/wire) through the whole pipeline, gives every event the time of its latest article, as if
it had come when it was news, and takes the page as on the morning of NOW in headless chromium (Debian: apt-get install
chromium chromium-driver). `--open N` opens the N-th entry.
"""

import argparse
import asyncio
import shutil
import subprocess
import sys
import tempfile
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import uvicorn
from selenium import webdriver
from selenium.webdriver.common.by import By

from wiredesk.desk.server import build_server
from wiredesk.sinks.sqlite import connect, write_events
from wiredesk_schemas import Event, MeetingAnnounced, TopicMentioned, decode, stamped

WIRE = Path(__file__).resolve().parent.parent / "examples" / "wire"
NOW = datetime(2026, 3, 6, 18, 0, tzinfo=UTC)
"""The evening of the sample wire's Friday."""


def events_of_the_wire(out: Path) -> list[Event]:
    """What the sample wire gives, each event at the time of its latest article."""
    subprocess.run([sys.executable, "-m", "wiredesk", "run", WIRE, "--out", out], check=True, capture_output=True)
    meetings = [decode(line, MeetingAnnounced) for line in (out / "meetings.jsonl").read_bytes().splitlines()]
    topics = [decode(line, TopicMentioned) for line in (out / "topics.jsonl").read_bytes().splitlines()]
    told = [(max((s.published_at for s in m.sources if s.published_at), default=NOW), m) for m in meetings]
    told += [(t.published_at or NOW, t) for t in topics]  # type: ignore[misc]
    return [stamped(event, min(at, NOW)) for at, event in told]


@contextmanager
def serving(events: list[Event], directory: Path) -> Iterator[str]:
    """The desk over these events, at a URL."""
    database = connect(directory / "desk.sqlite")
    write_events(database, events)
    config = uvicorn.Config(build_server(database, clock=lambda: NOW), port=0, log_level="warning", lifespan="off")
    server = uvicorn.Server(config)
    thread = threading.Thread(target=lambda: asyncio.run(server.serve()), daemon=True)
    thread.start()
    while not server.started:
        thread.join(0.02)
    try:
        yield f"http://127.0.0.1:{server.servers[0].sockets[0].getsockname()[1]}"
    finally:
        server.should_exit = True
        server.force_exit = True
        thread.join(10)
        database.close()


def take(url: str, out: Path, *, scheme: str, width: int, height: int, opened: int, profile: Path) -> None:
    """The page as it is on a screen of this size in CSS pixels, twice as fine; all of its length when `height` is 0."""
    chromium, driver = shutil.which("chromium"), shutil.which("chromedriver")
    if chromium is None or driver is None:
        sys.exit("needs chromium and chromedriver on the PATH (Debian: apt-get install chromium chromium-driver)")
    options = webdriver.ChromeOptions()
    options.binary_location = chromium
    for argument in ("--headless=new", "--no-sandbox", "--disable-gpu", "--disable-dev-shm-usage", "--hide-scrollbars"):
        options.add_argument(argument)
    options.add_argument(f"--user-data-dir={profile}")
    browser = webdriver.Chrome(options, webdriver.ChromeService(driver))
    try:
        browser.execute_cdp_cmd("Emulation.setEmulatedMedia", _media(scheme))
        _resize(browser, width, height or 900)
        browser.get(url)
        entries = browser.find_elements(By.CSS_SELECTOR, "details.meeting > summary")
        if 0 < opened <= len(entries):
            browser.execute_script("arguments[0].click()", entries[opened - 1])
        if not height:
            _resize(browser, width, int(browser.execute_script("return document.documentElement.scrollHeight")))
        browser.execute_script("window.scrollTo(0, 0); document.activeElement.blur()")
        out.parent.mkdir(parents=True, exist_ok=True)
        browser.save_screenshot(str(out))
    finally:
        browser.quit()


def _media(scheme: str) -> dict[str, Any]:
    return {"features": [{"name": "prefers-color-scheme", "value": scheme}]}


def _resize(browser: webdriver.Chrome, width: int, height: int) -> None:
    size = {"width": width, "height": height, "deviceScaleFactor": 2, "mobile": width < 600}
    browser.execute_cdp_cmd("Emulation.setDeviceMetricsOverride", size)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--out", type=Path, default=Path("docs/img/desk.png"))
    parser.add_argument("--scheme", choices=("light", "dark"), default="light")
    parser.add_argument("--width", type=int, default=1180, help="CSS pixels")
    parser.add_argument("--height", type=int, default=0, help="CSS pixels; 0 for the whole page")
    parser.add_argument("--open", type=int, default=0, metavar="N", help="open the N-th entry")
    parser.add_argument("--path", default="/", help="page and filters, such as '/?person=Wibisono'")
    args = parser.parse_args()
    with tempfile.TemporaryDirectory(ignore_cleanup_errors=True) as name:
        directory = Path(name)
        with serving(events_of_the_wire(directory / "wire"), directory) as url:
            take(
                url + args.path,
                args.out,
                scheme=args.scheme,
                width=args.width,
                height=args.height,
                opened=args.open,
                profile=directory / "profile",
            )
    print(f"{args.out}: {args.out.stat().st_size:,} bytes")


if __name__ == "__main__":
    main()
