"""The dashboards: as their text says, valid, and showing something of a real run."""

import json
import re
import subprocess
import time
from pathlib import Path
from typing import Any

import promql_parser
import pytest
from generate import made
from picture import filled, find_panels, find_series
from pipeline_board import NOT_SHOWN
from prometheus_client.parser import text_string_to_metric_families

from observability.live import SCRAPE_S, Watched
from wiredesk.measures import DECLARATIONS, DESK, GATEWAY, POLLER, WORKER

FOLDER = Path(__file__).parents[2] / "deploy" / "grafana"
BOARDS = {name: json.loads((FOLDER / f"{name}.json").read_text()) for name in ("desk", "pipeline")}
PANELS = [(name, panel) for name, board in BOARDS.items() for panel in find_panels(board)]
RATE_INTERVAL = f"{8 * SCRAPE_S}s"


def _ids(panel: tuple[str, dict[str, Any]]) -> str:
    return f"{panel[0]}: {panel[1]['title']}"


def _names(expr: str) -> set[str]:
    return set(re.findall(r"\b(?:wiredesk|process)_\w+", expr))


def test_generating_the_dashboards_again_changes_nothing() -> None:
    for path, content in made().items():
        assert path.read_text() == content, f"{path.name} is stale: make dashboards"


@pytest.mark.parametrize("panel", PANELS, ids=_ids)
def test_a_panel_has_meaning_unit_data_source_and_queries_that_parse(panel: tuple[str, dict[str, Any]]) -> None:
    _, body = panel
    assert body["title"]
    assert body["description"].endswith(".")
    assert body["fieldConfig"]["defaults"]["unit"]
    assert body["datasource"] == {"type": "prometheus", "uid": "$datasource"}
    assert [t["refId"] for t in body["targets"]] == ["A", "B", "C", "D"][: len(body["targets"])]
    for target in body["targets"]:
        promql_parser.parse(filled(target["expr"], rate_interval="1m", reach="1h"))
        for selector in re.findall(r"\b(?:wiredesk|process)_\w+(\{[^}]*\})?", target["expr"]):
            assert selector.startswith('{job=~"$job",instance=~"$instance"'), target["expr"]
        if "rate(" in target["expr"]:
            assert "$__rate_interval" in target["expr"] or "[1h]" in target["expr"]


@pytest.mark.parametrize("name", BOARDS)
def test_a_dashboard_is_read_only_with_its_variables_and_panels_that_do_not_overlap(name: str) -> None:
    board = BOARDS[name]
    assert board["editable"] is False
    assert [v["name"] for v in board["templating"]["list"]] == ["datasource", "job", "instance"]
    ids = [p["id"] for p in board["panels"]]
    assert len(ids) == len(set(ids))
    taken: set[tuple[int, int]] = set()
    for panel in board["panels"]:
        place = panel["gridPos"]
        cells = {
            (x, y)
            for x in range(place["x"], place["x"] + place["w"])
            for y in range(place["y"], place["y"] + place["h"])
        }
        assert place["x"] + place["w"] <= 24
        assert not cells & taken, panel["title"]
        taken |= cells


def test_every_metric_is_on_a_panel_or_said_not_to_be_and_every_panel_has_a_metric_that_exists() -> None:
    shown = {name for _, panel in PANELS for target in panel["targets"] for name in _names(target["expr"])}
    bare = {re.sub(r"_(bucket|sum|count)$", "", name) for name in shown}
    declared = {d.shown_name for d in DECLARATIONS}
    process = {
        "process_cpu_seconds_total",
        "process_max_fds",
        "process_open_fds",
        "process_resident_memory_bytes",
        "process_start_time_seconds",
        "process_virtual_memory_bytes",
    }
    assert declared | process == bare | set(NOT_SHOWN)


def test_every_runbook_link_leads_to_an_alert_that_exists() -> None:
    rules = (FOLDER.parent / "prometheus" / "alerts.yml").read_text()
    alerts = set(re.findall(r"alert: (\w+)", rules))
    linked = {link["title"].removeprefix("Runbook: ") for _, p in PANELS for link in p.get("links", [])}
    assert linked <= alerts


@pytest.mark.kafka
@pytest.mark.prometheus
@pytest.mark.parametrize("panel", PANELS, ids=_ids)
def test_a_panel_shows_data_of_a_real_run(panel: tuple[str, dict[str, Any]], watched: Watched) -> None:
    series = find_series(
        watched.prometheus, panel[1], rate_interval=RATE_INTERVAL, reach_s=60, end_s=time.time() - SCRAPE_S
    )
    assert series
    points = [value for _, values in series for _, value in values]
    assert any(value == value for value in points), "only NaN"


@pytest.mark.kafka
@pytest.mark.prometheus
def test_the_picture_of_a_dashboard_is_drawn(watched: Watched, tmp_path: Path) -> None:
    out = tmp_path / "desk.png"
    command = ["desk", "--prometheus", watched.prometheus, "--last", "1m", "--rate-interval", "8s", "--out", str(out)]
    done = subprocess.run(
        [__import__("sys").executable, str(FOLDER / "picture.py"), *command],
        capture_output=True,
        text=True,
        timeout=120,
    )
    assert done.returncode == 0, done.stderr
    assert "0 of them empty" in done.stdout
    assert out.read_bytes()[:4] == b"\x89PNG"


@pytest.mark.kafka
@pytest.mark.prometheus
@pytest.mark.parametrize(
    ("told", "declarations"),
    [
        (Watched.metrics, WORKER),
        (lambda watched: watched.doors.metrics("gateway"), GATEWAY),
        (lambda watched: watched.doors.metrics("poller"), POLLER),
        (lambda watched: watched.doors.metrics("desk"), DESK),
    ],
    ids=["worker", "gateway", "poller", "desk"],
)
def test_a_process_exports_what_is_declared_and_nothing_else(told: Any, declarations: Any, watched: Watched) -> None:
    families = {f.name: f for f in text_string_to_metric_families(told(watched))}
    declared = {d.name for d in declarations}
    exported = {name for name in families if not name.startswith("process_")}
    assert exported == declared
    for declaration in declarations:
        for sample in families[declaration.name].samples:
            assert set(sample.labels) - {"le"} == set(declaration.labels), declaration.name


@pytest.mark.kafka
@pytest.mark.prometheus
def test_a_meeting_of_this_week_is_counted_in_the_coming_week(watched: Watched) -> None:
    [panel] = [p for name, p in PANELS if name == "desk" and p["title"] == "The coming seven days"]
    [(_, [(_, count)])] = find_series(
        watched.prometheus, panel, rate_interval=RATE_INTERVAL, reach_s=60, end_s=time.time() - SCRAPE_S
    )
    assert count == 1
