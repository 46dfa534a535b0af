"""Measuring `wiredesk run`: what goes in comes out, and a run is told by the clock."""

import pytest

from wiredesk.bench.articles import make_articles
from wiredesk.bench.embedded import Run, measure_run


@pytest.mark.timeout(120)
def test_a_run_is_measured_from_start_to_end():
    run = measure_run(list(make_articles(60, characters=500)))
    assert run.articles == 60
    assert 0 < run.articles_per_s < 60
    assert run.resident_mb > 50


def test_the_rate_counts_start_and_end():
    assert Run(articles=100, wall_s=4.0, cpu_ms=20.0, resident_mb=200.0, load=0.1).articles_per_s == 25
