"""A large `wiredesk run`, whose stages have processes of their own: the same result, and no end that is silent."""

import json
import os
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import pytest

from wiredesk.bench.articles import make_articles
from wiredesk.cli._apart import LARGE_BYTES
from wiredesk_schemas import encode

pytestmark = [
    pytest.mark.timeout(180),
    pytest.mark.skipif(
        not sys.platform.startswith("linux") or len(os.sched_getaffinity(0)) < 2,
        reason="looks into /proc, and on one core no stage has a process of its own",
    ),
]
FAILING_PLUGIN = """
from wiredesk.api import enricher
from wiredesk_schemas import TopicMentioned

@enricher(emits=TopicMentioned)
def find(article):
    raise KeyError("ruling")
"""
OF_THEIR_TIME = {"emitted_at", "seconds", "folder"}


@pytest.fixture(scope="module")
def wire(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Just large enough."""
    path = tmp_path_factory.mktemp("wire") / "wire.jsonl"
    path.write_bytes(b"".join(encode(article) + b"\n" for article in make_articles(260, characters=20_000, seed=3)))
    assert LARGE_BYTES < path.stat().st_size < 1.2 * LARGE_BYTES
    return path


@contextmanager
def started(wire: Path, folder: Path, **settings: str) -> Iterator[subprocess.Popen[str]]:
    environment = {name: value for name, value in os.environ.items() if not name.startswith("WIREDESK_")}
    command = [sys.executable, "-m", "wiredesk", "run", str(wire), "--json", "--out", str(folder)]
    process = subprocess.Popen(
        command, env={**environment, **settings}, text=True, stdout=subprocess.PIPE, stderr=subprocess.PIPE
    )
    try:
        yield process
    finally:
        process.kill()
        process.communicate()


def stages_of(process: subprocess.Popen[str]) -> list[int]:
    """The processes of its stages, in their order, once they are at work: before that they have few threads."""
    deadline = time.monotonic() + 60
    while time.monotonic() < deadline:
        children = [int(pid) for pid in Path(f"/proc/{process.pid}/task/{process.pid}/children").read_text().split()]
        stages = [pid for pid in children if b"spawn_main" in Path(f"/proc/{pid}/cmdline").read_bytes()]
        if len(stages) == 2 and all(len(list(Path(f"/proc/{pid}/task").iterdir())) > 3 for pid in stages):
            return stages
        time.sleep(0.05)
    raise AssertionError("no processes of stages")


def is_there(pid: int) -> bool:
    try:
        return Path(f"/proc/{pid}/stat").read_text().rsplit(")", 1)[1].split()[0] != "Z"
    except FileNotFoundError:
        return False


def wait_until_gone(pids: list[int], within_s: float) -> None:
    deadline = time.monotonic() + within_s
    while any(is_there(pid) for pid in pids):
        assert time.monotonic() < deadline, "a process of a stage was left behind"
        time.sleep(0.1)


def told_by(folder: Path) -> dict[str, list[str]]:
    """All lines of all files, without what differs from run to run."""
    return {
        path.name: sorted(
            json.dumps({name: value for name, value in json.loads(line).items() if name not in OF_THEIR_TIME})
            for line in path.read_text().splitlines()
        )
        for path in folder.glob("*.jsonl")
    }


def test_it_gives_what_one_process_gives_with_the_same_settings(wire: Path, tmp_path: Path) -> None:
    (tmp_path / "watch.toml").write_text('[[watchlist]]\nname = "lanterns"\nterms = ["lantern", "negotiations"]\n')
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = str(free.getsockname()[1])
    told: dict[str, Any] = {}
    for name, settings in {"one": {"WIREDESK_METRICS_PORT": port}, "apart": {}}.items():
        settings = {**settings, "WIREDESK_WATCHLISTS_FILE": str(tmp_path / "watch.toml")}
        with started(wire, tmp_path / name, **settings) as process:
            if name == "apart":
                stages_of(process)
            out, errors = process.communicate(timeout=120)
        assert (process.returncode, errors) == (0, "")
        told[name] = {key: value for key, value in json.loads(out).items() if key not in OF_THEIR_TIME}
    assert told["apart"] == told["one"]
    assert told["one"]["outcomes"]["processed"] > 150
    assert told_by(tmp_path / "apart") == told_by(tmp_path / "one")
    assert any('"scheme": "watchlist"' in line for line in told_by(tmp_path / "apart")["topics.jsonl"])


@pytest.mark.parametrize("stage", ["clean", "enrich"])
def test_a_stage_that_is_killed_ends_the_run_and_is_named(wire: Path, tmp_path: Path, stage: str) -> None:
    with started(wire, tmp_path / "out", WIREDESK_CRASH_AT=f"{stage}:after-send:2") as process:
        stages = stages_of(process)
        _, errors = process.communicate(timeout=60)
    assert process.returncode == 1, errors
    assert "stopped: " in errors
    assert f"because: the process of stage {stage} was killed by SIGKILL" in errors
    assert "Traceback" not in errors
    wait_until_gone(stages, 5)


def test_a_stage_that_stops_by_itself_says_why_through_the_run(wire: Path, tmp_path: Path) -> None:
    package = tmp_path / "package"
    (package / "acme-1.dist-info").mkdir(parents=True)
    (package / "acme-1.dist-info" / "METADATA").write_text("Metadata-Version: 2.1\nName: acme\nVersion: 1\n")
    (package / "acme-1.dist-info" / "entry_points.txt").write_text("[wiredesk.enrichers]\nrulings = acme:find\n")
    (package / "acme.py").write_text(FAILING_PLUGIN)
    path = os.pathsep.join([str(package), os.environ.get("PYTHONPATH", "")])
    settings = {"PYTHONPATH": path, "WIREDESK_ENRICHERS": "rulings", "WIREDESK_STOP_AFTER_FAILURES": "3"}
    with started(wire, tmp_path / "out", **settings) as process:
        _, errors = process.communicate(timeout=60)
    assert process.returncode == 1, errors
    assert "stopped: " in errors
    assert "because: enrich: 3 records in a row failed" in errors


@pytest.mark.parametrize("setting", ["SOURCES_FILE", "WATCHLISTS_FILE"])
def test_what_a_stage_cannot_begin_with_is_told_as_always(wire: Path, tmp_path: Path, setting: str) -> None:
    # Sources are read by clean alone, watchlists by a stage here as well.
    (tmp_path / "wrong.toml").write_text("wrong = 1\n")
    with started(wire, tmp_path / "out", **{f"WIREDESK_{setting}": str(tmp_path / "wrong.toml")}) as process:
        out, errors = process.communicate(timeout=60)
    assert (process.returncode, out) == (1, "")
    assert errors.startswith("wiredesk: ")
    assert "wrong.toml" in errors
    assert len(errors.splitlines()) == 1


def test_nothing_is_left_behind_when_the_run_is_killed(wire: Path, tmp_path: Path) -> None:
    with started(wire, tmp_path / "out") as process:
        stages = stages_of(process)
        process.kill()
        process.wait()
        wait_until_gone(stages, 15)


def test_ctrl_c_which_reaches_all_processes_ends_all_of_them(wire: Path, tmp_path: Path) -> None:
    with started(wire, tmp_path / "out") as process:
        stages = stages_of(process)
        for pid in (*stages, process.pid):
            os.kill(pid, signal.SIGINT)
        _, errors = process.communicate(timeout=60)
    assert process.returncode == 130, errors
    assert "interrupted: " in errors
    assert "Traceback" not in errors
    wait_until_gone(stages, 5)
