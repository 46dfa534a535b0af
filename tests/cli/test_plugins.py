"""A plug-in from nothing: written, installed, tested, checked, enabled."""

import os
import subprocess
import sys
from pathlib import Path

import pytest
from typer.testing import CliRunner

from wiredesk.cli import app
from wiredesk.testing import check_enricher, check_sink

ROOT = Path(__file__).parents[2]


@pytest.mark.parametrize("kind", ["consumer", "enricher", "sink"])
@pytest.mark.timeout(180)
def test_a_new_plugin_passes_its_tests_as_generated_and_is_found(tmp_path: Path, kind: str):
    done = CliRunner().invoke(app, ["plugins", "new", f"acme-{kind}", "--kind", kind, "--folder", str(tmp_path / "p")])
    assert done.exit_code == 0, done.output
    site = tmp_path / "site"
    # Installed beside the wiredesk under test, not into its environment.
    pip = [sys.executable, "-m", "pip", "install", "-q", "--no-deps", "--no-build-isolation", "--target", str(site)]
    subprocess.run([*pip, str(tmp_path / "p")], check=True, capture_output=True)
    env = {**os.environ, "PYTHONPATH": os.pathsep.join([str(site), os.environ.get("PYTHONPATH", "")])}
    tested = subprocess.run(
        [sys.executable, "-m", "pytest", "-q", str(tmp_path / "p")],
        env=env,
        capture_output=True,
        text=True,
        cwd=tmp_path,
    )
    assert tested.returncode == 0, tested.stdout
    assert "warning" not in tested.stdout.lower()
    for command in (["list"], ["check", f"acme-{kind}"]):
        told = subprocess.run(
            [sys.executable, "-c", "from wiredesk.cli import main; main()", "plugins", *command],
            env=env, capture_output=True, text=True,
        )  # fmt: skip
        assert told.returncode == 0, told.stderr
        assert f"acme-{kind}" in told.stdout


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (["new", "Bad Name", "--kind", "sink"], "expected a-z, 0-9 and -"),
        (["new", "good", "--kind", "thing"], "expected consumer, enricher or sink"),
        (["new", "class", "--kind", "sink"], "expected a-z"),
        (["check", "nothing-like-it"], "no plug-in named 'nothing-like-it' is installed"),
    ],
)
def test_what_cannot_be_is_told(arguments, said):
    done = CliRunner().invoke(app, ["plugins", *arguments])
    assert done.exit_code == 2
    assert said in done.output


@pytest.mark.parametrize(
    ("code", "said"),
    [
        ("import no_such_module_anywhere", "needs the module 'no_such_module_anywhere', which is not installed"),
        ("raise RuntimeError('no licence')", "cannot be imported: RuntimeError('no licence')"),
        ("find = (", "cannot be imported: SyntaxError("),
        ("other = 1", "cannot be imported: AttributeError("),
        ("find = 1", "1 is no enricher"),
    ],
)
def test_a_plugin_that_cannot_be_imported_is_told_in_one_line(tmp_path: Path, code: str, said: str):
    (tmp_path / "acme_broken.py").write_text(code)
    info = tmp_path / "acme_broken-1.0.dist-info"
    info.mkdir()
    (info / "METADATA").write_text("Metadata-Version: 2.1\nName: acme-broken\nVersion: 1.0\n")
    (info / "entry_points.txt").write_text("[wiredesk.enrichers]\nacme-broken = acme_broken:find\n")
    told = subprocess.run(
        [sys.executable, "-m", "wiredesk", "plugins", "check", "acme-broken"],
        env={**os.environ, "PYTHONPATH": os.pathsep.join([str(tmp_path), os.environ.get("PYTHONPATH", "")])},
        capture_output=True,
        text=True,
    )
    assert told.returncode == 1
    assert said in told.stderr
    assert len(told.stderr.splitlines()) == 1


def test_a_folder_that_is_not_empty_is_left_alone(tmp_path: Path):
    (tmp_path / "mine.txt").write_text("x")
    done = CliRunner().invoke(app, ["plugins", "new", "acme", "--kind", "sink", "--folder", str(tmp_path)])
    assert done.exit_code == 1
    assert [p.name for p in tmp_path.iterdir()] == ["mine.txt"]


class TestTheChecksCanFail:
    def test_a_wrong_quote(self):
        from wiredesk.api import enricher
        from wiredesk_schemas import Evidence, TopicMentioned
        from wiredesk_schemas.topic import Topic

        @enricher(emits=TopicMentioned)
        def wrong(article):
            quote = Evidence(quote="never said", start=0, end=3)
            yield TopicMentioned(
                mention_id="m", article_id=article.article_id, topic=Topic(id="t", label="T"), evidence=(quote,)
            )

        with pytest.raises(AssertionError, match="is not the text at its offsets"):
            check_enricher(wrong)

    def test_an_exception_on_odd_text(self):
        from wiredesk.api import enricher
        from wiredesk_schemas import TopicMentioned

        @enricher(emits=TopicMentioned)
        def fragile(article):
            return [article.text[0] and None] * 0

        with pytest.raises(AssertionError, match="IndexError"):
            check_enricher(fragile)

    async def test_a_sink_that_stores_twice(self):
        from wiredesk_schemas import TopicMentioned

        stored: list[str] = []

        class Doubling:
            accepts = TopicMentioned

            async def open(self) -> None: ...

            async def write(self, batch) -> None:
                stored.extend(e.event_id for e in batch)

            async def close(self) -> None: ...

        async def ids():
            return stored

        with pytest.raises(AssertionError, match="expected each event once"):
            await check_sink(Doubling, ids)
