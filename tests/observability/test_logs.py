"""Lines of the log: where a record stands and which article it is, never its text."""

import json

import pytest
from structlog.testing import capture_logs

from observability.live import Watched
from stages.fakes import FakeBroker, record, run_guard
from stages.test_guard import Echo, raw


@pytest.mark.parametrize(("body", "line"), [("reject", "rejected"), ("bug", "bug")])
async def test_what_fails_is_told_with_article_place_and_trace(body: str, line: str) -> None:
    trace = "ab" * 16
    headers = (("traceparent", f"00-{trace}-{'cd' * 8}-01".encode()),)
    with capture_logs() as lines:
        await run_guard(Echo(), FakeBroker(), [record(raw(body, article_id="a-7"), offset=9, headers=headers)])
    told = next(entry for entry in lines if entry["event"] == line)
    expected = {
        "stage": "clean",
        "article_id": "a-7",
        "origin": "raw:2:9",
        "topic": "wiredesk.articles.raw",
        "partition": 2,
        "offset": 9,
        "trace": trace,
    }
    assert {name: told[name] for name in expected} == expected


async def test_no_line_holds_the_text_of_an_article() -> None:
    secret = "sentence that only the article has"
    with capture_logs() as lines:
        await run_guard(Echo(), FakeBroker(), [record(b'{"body": 5, "note": "' + secret.encode() + b'"}')])
    assert lines
    assert secret not in repr(lines)


@pytest.mark.kafka
@pytest.mark.prometheus
def test_every_line_of_a_real_worker_is_json_and_a_rejection_has_its_place(watched: Watched) -> None:
    lines = [json.loads(line) for line in watched.log.read_text().splitlines()]
    assert {"ready", "assigned"} <= {line["event"] for line in lines}
    rejected = [line for line in lines if line["event"] == "rejected"]
    assert rejected
    for line in rejected:
        assert line["level"] == "warning"
        assert line["origin"] == f"raw:{line['partition']}:{line['offset']}"
        assert len(line["trace"]) == 32
