from dataclasses import asdict
from pathlib import Path

import orjson
import pytest

from wiredesk.bench.embedded import Run
from wiredesk.bench.pipeline import Latency, Rate
from wiredesk.bench.report import BEGIN, END, Figures, describe_machine, read_figures, tell, write_docs
from wiredesk.bench.state import Memory, Recovery
from wiredesk.bench.steps import Step
from wiredesk.settings import SettingsError


def rate(mode: str, cpu_ms: float, **parts: float) -> Rate:
    return Rate(mode=mode, articles=100, articles_per_s=1000 / cpu_ms, cpu_ms=cpu_ms, parts_ms=parts)


def figures() -> Figures:
    return Figures(
        machine={**describe_machine(), "load_after": 0.1},
        steps={
            size: [Step("clean", 1.0), Step("language", 0.2, "clean"), Step("extract", 2.0)] for size in (1000, 4500)
        },
        runs=[Run(articles=1000, wall_s=s, cpu_ms=4.5, resident_mb=300, load=0.5) for s in (9.0, 4.0, 5.0)],
        rates=[
            rate("faust", 5.0),
            rate("faust", 9.0),
            rate("faust", 4.0),
            rate("bare", 4.0),
            rate("metered", 5.0, codec=1),
        ],
        latency=[Latency(what="outcome", per_s=50, count=700, p50=60, p95=90, p99=120)],
        memory=[Memory(articles=n, judged_per_s=2000, bytes_each=1000) for n in (10, 100)],
        rebuilt=(100, 0.5),
        recovery=Recovery(articles=100, ready_s=2.0, first_outcome_s=2.5, resident_mb=300),
    )


def test_the_median_run_is_told_and_compared_with_the_bare_loops():
    told = "\n".join(tell(figures()))
    assert "| wiredesk, four stages in one worker | 200 | 5.00 | 200 |" in told
    assert "wiredesk does 0.80." in told


def test_the_median_of_runs_on_the_embedded_broker_is_told():
    assert "| with its own broker | 1,000 | 5.0 | 200 | 4.50 | 300 MB | 0.5 |" in tell(figures())


def test_extract_is_told_as_a_speed_too():
    assert "| extract, articles/s and core | 500 | 500 |" in tell(figures())


def test_what_was_not_measured_is_left_out():
    told = tell(Figures(machine={**describe_machine(), "load_after": 0.1}))
    assert len([line for line in told if line]) == 1


def test_figures_go_between_the_marks_and_charts_beside(tmp_path: Path):
    page = tmp_path / "speed.md"
    page.write_text(f"# Speed\n\n{BEGIN}\nold\n{END}\n\nWords after.\n")
    write_docs(figures(), tmp_path)
    text = page.read_text()
    assert text.startswith(f"# Speed\n\n{BEGIN}\nMeasured on ")
    assert text.endswith(f"{END}\n\nWords after.\n")
    assert "old" not in text
    for name in ("speed-parts.png", "speed-sizes.png", "speed-growth.png"):
        assert f"(img/{name})" in text
        assert (tmp_path / "img" / name).stat().st_size > 1000


def test_a_page_without_marks_is_left_alone(tmp_path: Path):
    (tmp_path / "speed.md").write_text("# Speed\n")
    with pytest.raises(ValueError, match="expected the marks"):
        write_docs(figures(), tmp_path)
    assert (tmp_path / "speed.md").read_text() == "# Speed\n"


def test_figures_can_be_read_back_and_anything_else_is_refused(tmp_path: Path):
    path = tmp_path / "figures.json"
    path.write_bytes(orjson.dumps(asdict(figures()), option=orjson.OPT_NON_STR_KEYS))
    assert tell(read_figures(path))[2:] == tell(figures())[2:]
    path.write_text('{"steps": 3}')
    with pytest.raises(SettingsError, match="is not what"):
        read_figures(path)
    with pytest.raises(SettingsError, match="cannot be read"):
        read_figures(tmp_path / "nowhere.json")
