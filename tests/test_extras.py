"""What is missing is told as what to install."""

import ast
import os
import subprocess
import sys
import tomllib
from pathlib import Path

import pytest

from wiredesk.extras import EXTRAS, OF_COMMANDS, find_extra

ROOT = Path(__file__).parents[1]
PACKAGE = ROOT / "agents" / "wiredesk"
PROJECT = tomllib.loads((ROOT / "pyproject.toml").read_text())["project"]
BASE = {"aiokafka", "msgspec", "orjson", "wiredesk", "wiredesk_schemas"}


def imported() -> set[str]:
    found: set[str] = set()
    for path in PACKAGE.rglob("*.py"):
        for node in ast.walk(ast.parse(path.read_text())):
            if isinstance(node, ast.Import):
                found |= {alias.name.partition(".")[0] for alias in node.names}
            elif isinstance(node, ast.ImportFrom) and node.module and not node.level:
                found.add(node.module.partition(".")[0])
    return found - set(sys.stdlib_module_names)


def test_for_every_module_that_may_be_missing_there_is_a_hint() -> None:
    assert imported() - BASE <= set(EXTRAS)


def test_a_hint_names_an_extra_that_there_is() -> None:
    assert {*EXTRAS.values(), *OF_COMMANDS.values()} <= set(PROJECT["optional-dependencies"])


def test_a_module_that_is_not_ours_to_install_has_no_hint() -> None:
    assert find_extra(ModuleNotFoundError("no", name="acme_rulings.words"), "desk") is None


@pytest.mark.parametrize(
    ("missing", "command", "said"),
    [
        ("typer", ["--version"], "wiredesk[worker]"),
        ("structlog", ["poll", "feeds.toml"], "wiredesk[producers]"),
        ("litestar", ["desk", "--no-kafka", "--store", "feeds.toml"], "wiredesk[desk]"),
        ("courlan", ["extract", "feeds.toml"], "wiredesk[news]"),
        ("asyncpg", ["sink", "postgres", "--set", "dsn=x"], "wiredesk[postgres]"),
    ],
)
def test_a_command_that_needs_more_says_what_to_install(
    missing: str, command: list[str], said: str, tmp_path: Path
) -> None:
    (tmp_path / "feeds.toml").write_text('[[feed]]\nurl = "https://a.example/"\nsource = "A"\n')
    script = (
        f"import sys; sys.modules[{missing!r}] = None; sys.argv = ['wiredesk', *{command!r}];"
        "from wiredesk.__main__ import main; main()"
    )
    environment = {**os.environ, "WIREDESK_CHECK_TOPICS": "false"}
    done = subprocess.run(
        [sys.executable, "-c", script], cwd=tmp_path, env=environment, capture_output=True, text=True, timeout=50
    )
    assert done.returncode == 1
    assert said in done.stderr
    assert "Traceback" not in done.stderr
