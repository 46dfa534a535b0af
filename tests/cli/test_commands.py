"""The command itself: what it offers, and that faults are told without a traceback."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

import wiredesk
from wiredesk.cli import COMMANDS
from wiredesk.kafka.embedded import EmbeddedBroker


def call(*arguments: str, folder: Path, **environment: str) -> tuple[int, str, str]:
    kept = {name: value for name, value in os.environ.items() if not name.startswith("WIREDESK_")}
    done = subprocess.run(
        [sys.executable, "-m", "wiredesk", *arguments],
        cwd=folder,
        env={**kept, **environment},
        capture_output=True,
        text=True,
        timeout=55,
    )
    return done.returncode, done.stdout, done.stderr


def test_the_version_is_printed(tmp_path: Path) -> None:
    assert call("--version", folder=tmp_path) == (0, f"wiredesk {wiredesk.__version__}\n", "")


def test_help_lists_every_command_of_this_installation_and_each_has_help(tmp_path: Path) -> None:
    code, out, _ = call("--help", folder=tmp_path)
    assert code == 0
    listed = [name for name in COMMANDS if f"  {name.replace('_', '-')} " in out]
    assert {"run", "extract", "worker", "push", "tail", "kafka", "config"} <= set(listed)
    for name in ("run", "extract", "worker", "push", "tail", "kafka", "config"):
        code, out, errors = call(name, "--help", folder=tmp_path)
        assert code == 0, errors
        assert "Usage: wiredesk" in out


def test_an_unknown_command_is_a_usage_error(tmp_path: Path) -> None:
    code, _, errors = call("runn", folder=tmp_path)
    assert code == 2
    assert "No such command" in errors


@pytest.mark.parametrize("command", [["worker"], ["kafka", "check"], ["push", "x.jsonl"], ["tail", "meetings"]])
def test_a_broker_that_is_not_there_is_told_in_words(command: list[str], tmp_path: Path) -> None:
    (tmp_path / "x.jsonl").write_text('{"body": "x"}\n')
    code, _, errors = call(*command, folder=tmp_path, WIREDESK_BROKERS="127.0.0.1:1")
    assert code == 1
    assert "is Kafka running" in errors
    assert "Traceback" not in errors


def test_an_unknown_role_is_told_with_those_that_there_are(tmp_path: Path) -> None:
    code, _, errors = call("worker", "--stages", "cleen", folder=tmp_path, WIREDESK_CHECK_TOPICS="false")
    assert code == 1
    assert "no role named 'cleen'" in errors
    assert "reconcile" in errors


def test_an_unknown_enricher_is_told_with_those_installed(tmp_path: Path) -> None:
    code, _, errors = call("extract", "-", folder=tmp_path, WIREDESK_ENRICHERS="meetings,rulings")
    assert code == 1
    assert "no enricher named 'rulings'; installed: meetings, topics" in errors


def test_settings_are_shown_with_secrets_masked(tmp_path: Path) -> None:
    (tmp_path / "password").write_text("hunter2\n")
    code, out, _ = call(
        "config",
        "show",
        folder=tmp_path,
        WIREDESK_SASL_MECHANISM="SCRAM-SHA-512",
        WIREDESK_SASL_USERNAME="desk",
        WIREDESK_SASL_PASSWORD_FILE=str(tmp_path / "password"),
        WIREDESK_TLS="true",
    )
    assert code == 0
    assert "hunter2" not in out
    assert "********" in out


def test_a_worker_refuses_a_broker_that_is_not_as_the_topology_says(tmp_path: Path) -> None:
    with EmbeddedBroker() as broker:
        code, _, errors = call("worker", folder=tmp_path, WIREDESK_BROKERS=broker.address)
    assert code == 1
    assert "wiredesk kafka apply" in errors


def test_extract_prints_what_an_article_says_for_itself(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text(
        "The foreign ministers of Chile and Ghana will meet in Oslo in 2031 to discuss trade.\n"
    )
    code, out, errors = call("extract", "a.txt", folder=tmp_path)
    assert code == 0, errors
    assert '"meetings":[{' in out
    assert '"revision":1' in out
