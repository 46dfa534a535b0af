"""A minute and a half of the chaos suite, in every run of the tests; all of it is `make chaos`."""

from pathlib import Path

import pytest

from chaos.__main__ import run
from chaos.faults import FAULTS, Fault, crash_at, kill_among_poison
from chaos.outside import OUTSIDE
from chaos.table import NAMES, Result, make_table

SLICE = (
    Fault("kill", "kill -9 among hostile records", kill_among_poison, records=120, poison=0.1),
    Fault("crash", "kill -9 between table and commit", crash_at(("dedupe:after-table", "reconcile:after-send")), 120),
)


@pytest.mark.kafka
@pytest.mark.parametrize("fault", SLICE, ids=[fault.name for fault in SLICE])
def test_what_comes_out_is_what_comes_out_of_a_calm_run(fault: Fault, tmp_path: Path, kafka_address: str) -> None:
    result = run(fault, 5, tmp_path, {})
    assert result.faults == [], str(result)
    assert result.done >= 2


def test_the_table_counts_what_was_lost_and_which_runs_differ() -> None:
    good = Result("kill", "kill -9", 1, 400, done=8, seconds=10)
    bad = Result("kill", "kill -9", 2, 400, done=8, lost=3, seconds=20, faults=["lost, 3"])
    table = make_table([good, bad])
    assert "| kill -9 | 2 | 16 | 800 | 3 | 1 | 0 | 0 | 20 |" in table
    assert "2 runs, 800 records, 16 kills with SIGKILL" in table
    assert "**3 records lost, 1 runs that ended otherwise than the calm run.**" in table


def test_the_table_knows_every_fault() -> None:
    assert sorted(NAMES) == sorted([*(fault.name for fault in FAULTS), *OUTSIDE])
