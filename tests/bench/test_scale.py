import pytest

from wiredesk.bench.pipeline import Rate
from wiredesk.bench.runner import CODEC, LANGUAGE
from wiredesk.bench.scale import stage_ms, tell_scale
from wiredesk.bench.state import Memory

METERED = Rate(
    mode="metered",
    articles=1000,
    articles_per_s=200,
    cpu_ms=5.0,
    parts_ms={
        f"{LANGUAGE}: clean": 1.0,
        f"{LANGUAGE}: dedupe": 0.6,
        f"{LANGUAGE}: enrich": 1.4,
        CODEC: 0.4,
        "rest": 1.6,
    },
)


def test_the_stages_add_up_to_the_whole():
    costs = stage_ms(METERED)
    assert sum(costs.values()) == pytest.approx(METERED.cpu_ms)
    assert costs["reconcile"] == pytest.approx(0.5)


def test_each_volume_is_told_and_where_it_breaks():
    told = tell_scale(METERED, [Memory(articles=100_000, judged_per_s=2000, bytes_each=1000)])
    assert any(line.startswith("| 1,000,000 | 12 | 46 |") and line.endswith("| 8 GB |") for line in told)
    assert told[-1].startswith("One core of dedupe lasts to a peak of 636/s, 13.7 million articles a day")
