"""The desk's page in a real browser."""

import asyncio
import os
import shutil
import threading
from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
import uvicorn
from selenium import webdriver
from selenium.webdriver.common.by import By
from selenium.webdriver.common.keys import Keys
from selenium.webdriver.support.ui import WebDriverWait

from wiredesk.desk.server import Bell, build_server
from wiredesk.sinks.sqlite import connect, write_events
from wiredesk_schemas import MeetingAnnounced, Participant, TopicMentioned, When, stamped
from wiredesk_schemas.examples import EXAMPLES

CHROMIUM = shutil.which("chromium")
pytestmark = [
    pytest.mark.browser,
    pytest.mark.timeout(120),
    pytest.mark.skipif(
        not (CHROMIUM and shutil.which("chromedriver")) and "CI" not in os.environ,
        reason="needs chromium and chromedriver (Debian: apt-get install chromium chromium-driver)",
    ),
]
MEETING: Any = EXAMPLES[MeetingAnnounced]


def meeting(name: str, **fields: Any) -> MeetingAnnounced:
    tomorrow = datetime.now(UTC).date() + timedelta(days=1)
    people = (Participant(name=name, kind="person", country="JP"), MEETING.participants[1])
    when = When(start=tomorrow, end=tomorrow, precision="day")
    return stamped(replace(MEETING, meeting_id=name, participants=people, when=when, **fields), datetime.now(UTC))


class Desk:
    """A desk serving on a free port, in a thread of its own."""

    def __init__(self, path: Path) -> None:
        self.database = connect(path)
        write_events(
            self.database,
            [
                meeting("Aiko Tanabe", revision=1),
                meeting(
                    "Aiko Tanabe",
                    revision=2,
                    change="cancelled",
                    status="cancelled",
                    changed=("status",),
                    previous={"status": "planned"},
                ),
                meeting("Noor Haddad"),
                stamped(EXAMPLES[TopicMentioned], datetime.now(UTC)),  # type: ignore[type-var]
            ],
        )
        self.bell = Bell()
        self.server = uvicorn.Server(uvicorn.Config(build_server(self.database, self.bell), port=0, log_level="error"))
        self.loop = asyncio.new_event_loop()
        self.thread = threading.Thread(target=lambda: self.loop.run_until_complete(self.server.serve()))

    def __enter__(self) -> "Desk":
        self.thread.start()
        while not self.server.started:
            assert self.thread.is_alive()
        self.url = f"http://127.0.0.1:{self.server.servers[0].sockets[0].getsockname()[1]}/"
        return self

    def __exit__(self, *_: object) -> None:
        self.server.should_exit = self.server.force_exit = True
        self.thread.join(10)

    def announce(self, *meetings: MeetingAnnounced) -> None:
        def write() -> None:
            write_events(self.database, meetings)
            self.bell.ring()

        self.loop.call_soon_threadsafe(write)


def open_browser(tmp_path: Path, *, scripts: bool = True) -> webdriver.Chrome:
    options = webdriver.ChromeOptions()
    options.binary_location = CHROMIUM or ""
    for argument in (
        "--headless=new", "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-sync",
        "--disable-background-networking", "--disable-component-update", f"--user-data-dir={tmp_path / 'profile'}",
        "--window-size=1200,900",
    ):  # fmt: skip
        options.add_argument(argument)
    options.set_capability("goog:loggingPrefs", {"browser": "ALL"})
    if not scripts:
        options.add_experimental_option("prefs", {"profile.managed_default_content_settings.javascript": 2})
    return webdriver.Chrome(options, webdriver.ChromeService(shutil.which("chromedriver")))


@pytest.fixture
def desk(tmp_path: Path) -> Iterator[Desk]:
    with Desk(tmp_path / "desk.sqlite") as serving:
        yield serving


@pytest.fixture
def browser(tmp_path: Path) -> Iterator[webdriver.Chrome]:
    driver = open_browser(tmp_path)
    yield driver
    driver.quit()


def wait_for(browser: webdriver.Chrome, text: str) -> None:
    WebDriverWait(browser, 15).until(lambda b: text in b.find_element(By.TAG_NAME, "body").text)


def test_a_new_meeting_appears_by_itself_and_open_entries_stay_open(desk: Desk, browser: webdriver.Chrome):
    browser.get(desk.url)
    wait_for(browser, "live")
    browser.find_element(By.CSS_SELECTOR, "details.meeting summary").click()
    desk.announce(meeting("Rafael Ortega"))
    wait_for(browser, "Rafael Ortega")
    assert len(browser.find_elements(By.CSS_SELECTOR, "details.meeting[open]")) == 1


def test_no_rule_of_the_content_security_policy_is_broken(desk: Desk, browser: webdriver.Chrome):
    browser.get(desk.url)
    wait_for(browser, "live")
    faults = [line["message"] for line in browser.get_log("browser") if "favicon" not in line["message"]]
    assert faults == []


def test_the_keyboard_reaches_the_agenda_and_opens_an_entry(desk: Desk, browser: webdriver.Chrome):
    browser.get(desk.url)
    browser.switch_to.active_element.send_keys(Keys.TAB)
    assert browser.switch_to.active_element.text == "To the agenda"
    browser.switch_to.active_element.send_keys(Keys.ENTER)
    browser.switch_to.active_element.send_keys(Keys.TAB)
    assert browser.switch_to.active_element.tag_name == "summary"
    browser.switch_to.active_element.send_keys(Keys.ENTER)
    opened = browser.find_element(By.CSS_SELECTOR, "details.meeting[open]").text
    assert MEETING.sources[0].evidence.quote in opened
    assert "was planned" in opened


def test_filters_are_in_the_url_and_hold_after_a_live_update(desk: Desk, browser: webdriver.Chrome):
    browser.get(desk.url)
    browser.find_element(By.CSS_SELECTOR, ".more summary").click()
    browser.find_element(By.NAME, "person").send_keys("haddad" + Keys.ENTER)
    wait_for(browser, "live")
    assert "person=haddad" in browser.current_url
    desk.announce(meeting("Petr Novak"), meeting("Samir Haddad"))
    wait_for(browser, "Samir Haddad")
    assert "Petr Novak" not in browser.find_element(By.ID, "agenda").text


def test_the_page_is_whole_without_scripts(desk: Desk, tmp_path: Path):
    browser = open_browser(tmp_path, scripts=False)
    try:
        browser.get(desk.url)
        browser.find_element(By.CSS_SELECTOR, "details.meeting summary").click()
        assert MEETING.sources[0].evidence.quote in browser.find_element(By.ID, "agenda").text
        assert "live" not in browser.find_element(By.TAG_NAME, "header").text
    finally:
        browser.quit()


def test_landmarks_labels_and_headings_are_there(desk: Desk, browser: webdriver.Chrome):
    browser.get(desk.url)
    for landmark in ("header", "main", "aside", "search"):
        assert len(browser.find_elements(By.TAG_NAME, landmark)) == 1
    assert len(browser.find_elements(By.TAG_NAME, "h1")) == 1
    browser.find_element(By.CSS_SELECTOR, ".more summary").click()
    for field in browser.find_elements(By.CSS_SELECTOR, "form input, form select"):
        assert field.accessible_name
    assert browser.find_element(By.TAG_NAME, "html").get_attribute("lang") == "en"


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_text_has_enough_contrast_on_paper_and_in_the_dark(desk: Desk, browser: webdriver.Chrome, scheme: str):
    """WCAG AA: 4.5 to 1 for text of this size."""
    browser.execute_cdp_cmd(
        "Emulation.setEmulatedMedia", {"features": [{"name": "prefers-color-scheme", "value": scheme}]}
    )
    browser.get(desk.url)
    colours = browser.execute_script(
        """const style = getComputedStyle(document.documentElement);
        return Object.fromEntries(["paper","card","ink","soft","link","new","off","move"].map((n) => [n, style.getPropertyValue("--" + n).trim()]));"""
    )
    for ground in ("paper", "card"):
        for ink in ("ink", "soft", "link", "new", "off", "move"):
            assert contrast(colours[ink], colours[ground]) >= 4.5, (ink, ground, colours)


def contrast(one: str, other: str) -> float:
    def light(colour: str) -> float:
        parts = [int(colour[i : i + 2], 16) / 255 for i in (1, 3, 5)]
        linear = [p / 12.92 if p <= 0.03928 else ((p + 0.055) / 1.055) ** 2.4 for p in parts]
        return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]

    bright, dark = sorted((light(one), light(other)), reverse=True)
    return (bright + 0.05) / (dark + 0.05)
