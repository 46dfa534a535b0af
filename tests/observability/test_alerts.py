"""The alerts: valid, each with its tests, its runbook, and metrics that exist."""

import re
import shutil
import subprocess
from pathlib import Path

import pytest
import yaml

from wiredesk.measures import DECLARATIONS

ROOT = Path(__file__).parents[2]
FOLDER = ROOT / "deploy" / "prometheus"
RULES = yaml.safe_load((FOLDER / "alerts.yml").read_text())["groups"][0]["rules"]
CASES = [
    case
    for name in ("alerts_test.yml", "alerts_week_test.yml")
    for case in yaml.safe_load((FOLDER / name).read_text())["tests"]
]
RUNBOOKS = (ROOT / "docs" / "alerts.md").read_text()

needs_promtool = pytest.mark.skipif(shutil.which("promtool") is None, reason="no promtool (apt-get install prometheus)")


@pytest.mark.prometheus
@needs_promtool
@pytest.mark.parametrize(
    "arguments",
    [("check", "rules", "alerts.yml"), ("test", "rules", "alerts_test.yml", "alerts_week_test.yml")],
    ids=" ".join,
)
def test_promtool_is_content(arguments: tuple[str, ...]) -> None:
    done = subprocess.run(["promtool", *arguments], cwd=FOLDER, capture_output=True, text=True, timeout=60)
    assert done.returncode == 0, done.stdout + done.stderr


@pytest.mark.prometheus
@needs_promtool
def test_promtool_accepts_the_configuration_of_prometheus(tmp_path: Path) -> None:
    (tmp_path / "prometheus.yml").write_text(
        (FOLDER / "prometheus.yml").read_text().replace("/etc/prometheus/alerts.yml", str(FOLDER / "alerts.yml"))
    )
    done = subprocess.run(
        ["promtool", "check", "config", str(tmp_path / "prometheus.yml")], capture_output=True, text=True, timeout=60
    )
    assert done.returncode == 0, done.stdout + done.stderr


@pytest.mark.parametrize("rule", RULES, ids=lambda rule: rule["alert"])
def test_an_alert_fires_in_one_case_is_quiet_in_another_and_has_a_whole_runbook(rule: dict) -> None:  # type: ignore[type-arg]
    name = rule["alert"]
    told = [case for test in CASES for case in test["alert_rule_test"] if case["alertname"] == name]
    assert any(case["exp_alerts"] for case in told)
    assert any(not case["exp_alerts"] for case in told)
    assert rule["annotations"]["runbook_url"] == f"docs/alerts.md#{name.lower()}"
    assert rule["labels"]["severity"] in ("page", "ticket")
    [section] = re.findall(rf"(?ms)^## {name}\n(.*?)(?=^## |\Z)", RUNBOOKS)
    parts = re.findall(r"\*\*(\w+)\.\*\*", section)
    assert parts == ["Meaning", "Impact", "Diagnosis", "Remedy"]
    assert "wiredesk " in section or "kcat" in section


@pytest.mark.parametrize("rule", RULES, ids=lambda rule: rule["alert"])
def test_an_alert_uses_metrics_and_labels_that_exist(rule: dict) -> None:  # type: ignore[type-arg]
    known = {d.shown_name: set(d.labels) for d in DECLARATIONS}
    for name, selector in re.findall(r"\b(wiredesk_\w+)(\{[^}]*\})?", rule["expr"]):
        assert name in known, name
        labels = set(re.findall(r"(\w+)\s*(?:=~|!=|!~|=)\s*\"", selector))
        assert labels <= known[name] | {"job", "instance"}, selector


def test_commands_in_runbooks_exist() -> None:
    from wiredesk.cli import COMMANDS

    named = {match.replace("-", "_") for match in re.findall(r"`wiredesk ([a-z-]+)", RUNBOOKS)}
    assert named <= set(COMMANDS)
    assert named >= {"status", "dead_letters", "audit", "kafka"}
