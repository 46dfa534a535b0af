from wiredesk.bench.articles import make_articles
from wiredesk.bench.steps import measure_steps


def test_every_step_is_measured_and_parts_name_a_step():
    steps = measure_steps(list(make_articles(12, characters=1_000)), rounds=1)
    names = [step.name for step in steps]
    assert names[0] == "clean"
    assert names[-1] == "extract"
    assert all(step.ms > 0 for step in steps)
    assert {step.part_of for step in steps} - {None} <= set(names)
