"""Fixtures that need more than a function: a real Apache Kafka, workers as processes, articles on disk."""

import os
import shutil
import tempfile
import uuid
from collections.abc import Iterator
from pathlib import Path

import pytest

SERVERS = ("kafka", "prometheus", "browser", "postgres")
"""Markers of tests that need one, as pyproject.toml has them; those that take longest first."""


def _why_no_kafka() -> str | None:
    if os.environ.get("WIREDESK_TEST_BROKERS"):
        return None
    from local_kafka import is_available

    return is_available()


@pytest.hookimpl(tryfirst=True)  # before pytest-xdist, which reads the groups in the same hook
def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Tests that share a server run in one process, one after another, and before all others, which fill the gaps.

    They take longer than the rest and mostly wait. They are skipped where there is no server; never in CI.
    """
    for item in items:
        if item.get_closest_marker("kafka") and not item.get_closest_marker("timeout"):
            item.add_marker(pytest.mark.timeout(300))
        if server := _server(item):
            item.add_marker(pytest.mark.xdist_group(server))
    items.sort(key=lambda item: SERVERS.index(server) if (server := _server(item)) else len(SERVERS))


def _server(item: pytest.Item) -> str | None:
    return next((server for server in SERVERS if item.get_closest_marker(server)), None)


@pytest.fixture(scope="session")
def kafka_address() -> Iterator[str]:
    """The address of an Apache Kafka: that of WIREDESK_TEST_BROKERS, or one started for this session."""
    if given := os.environ.get("WIREDESK_TEST_BROKERS"):
        yield given
        return
    if reason := _why_no_kafka():
        told = f"no Apache Kafka to test with: {reason}; or set WIREDESK_TEST_BROKERS"
        if os.environ.get("CI"):
            pytest.fail(told)
        pytest.skip(told)
    from local_kafka import LocalKafka

    folder = Path(tempfile.mkdtemp(prefix="wiredesk-kafka-"))
    try:
        with LocalKafka(folder) as kafka:
            yield kafka.address
    finally:
        shutil.rmtree(folder, ignore_errors=True)


@pytest.fixture
def topic_prefix() -> str:
    """A prefix of its own for each test: topics and groups of tests never meet."""
    return f"t{uuid.uuid4().hex[:8]}."
