"""A real Kafka to measure on: the one that is named, else one of our own from the checkout, for as long as it takes."""

import importlib.util
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from wiredesk.kafka.clients import BrokerError

CHECKOUT = Path(__file__).parents[3]


@contextmanager
def kafka(brokers: str | None) -> Iterator[str]:
    """The address of a broker. BrokerError when none is named and none can be started."""
    if brokers:
        yield brokers
        return
    local = _local_kafka()
    if reason := local.is_available():
        raise BrokerError(f"no Kafka to measure on: {reason}; or name one with --brokers HOST:PORT")
    with tempfile.TemporaryDirectory(prefix="wiredesk-bench-") as folder:
        try:
            with local.LocalKafka(Path(folder)) as started:
                yield started.address
        except local.LocalKafkaError as e:
            raise BrokerError(str(e)) from e


def _local_kafka() -> Any:
    path = CHECKOUT / "deploy" / "kafka" / "local_kafka.py"
    spec = importlib.util.spec_from_file_location("local_kafka", path) if path.is_file() else None
    if spec is None or spec.loader is None:
        raise BrokerError("no Kafka to measure on: this is no checkout, so name one with --brokers HOST:PORT")
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module
