"""Putting the topology on a broker, and telling where a broker differs from it.

In: settings and topics. Out: differences, one per topic and setting, in words. Applying is idempotent: it creates what
is missing, corrects settings, adds partitions where that cannot break a table; it never removes anything.
"""

import time
from collections.abc import Iterable
from concurrent.futures import Future
from dataclasses import dataclass
from typing import Any

from confluent_kafka import KafkaError, KafkaException
from confluent_kafka.admin import (  # type: ignore[attr-defined]  # its stubs forget to export them
    AdminClient,
    AlterConfigOpType,
    ConfigEntry,
    ConfigResource,
    NewTopic,
    ResourceType,
)

from wiredesk.kafka.clients import BrokerError, client_config, find_partitions
from wiredesk.settings import Settings
from wiredesk.topology import Topic, full_name

TIMEOUT_S = 30.0
LOOK_AGAIN_AFTER_S = 0.1


@dataclass(frozen=True, slots=True, kw_only=True)
class Difference:
    """Where the broker is not as the topology says. `field` is "topic", "partitions" or a topic setting."""

    topic: str
    field: str
    expected: str
    found: str | None
    can_be_applied: bool = True

    def __str__(self) -> str:
        if self.field == "topic":
            return f"{self.topic}: missing"
        return f"{self.topic}: {self.field} is {self.found}, expected {self.expected}"


def find_differences(settings: Settings, topics: Iterable[Topic]) -> list[Difference]:
    """How the broker differs from the topology; empty when it does not. BrokerError when it cannot be asked."""
    admin = AdminClient(client_config(settings))
    wanted = {full_name(topic, settings.topic_prefix): topic for topic in topics}
    counts = find_partitions(admin, list(wanted))
    found: list[Difference] = []
    for name, topic in wanted.items():
        partitions = topic.partitions or settings.partitions
        if name not in counts:
            found.append(_missing(name))
        elif counts[name] != partitions:
            found.append(
                Difference(
                    topic=name,
                    field="partitions",
                    expected=str(partitions),
                    found=str(counts[name]),
                    # Adding partitions moves keys, and a table would look for its rows in the wrong one.
                    can_be_applied=False,
                )
            )
    existing = [name for name in wanted if name in counts]
    resources = [ConfigResource(ResourceType.TOPIC, name) for name in existing]
    for resource, future in (admin.describe_configs(resources) if resources else {}).items():
        config = _result(future, fine=KafkaError.UNKNOWN_TOPIC_OR_PART)
        if config is None:  # the broker that was asked has not heard yet of what another one lists
            found.append(_missing(resource.name))
            continue
        for field, expected in wanted[resource.name].config().items():
            value = config[field].value if field in config else None
            if _normal(value) != _normal(expected):
                found.append(Difference(topic=resource.name, field=field, expected=expected, found=value))
    return found


def _missing(name: str) -> Difference:
    return Difference(topic=name, field="topic", expected="present", found=None)


def apply(settings: Settings, topics: Iterable[Topic]) -> list[Difference]:
    """Bring the broker in line; the differences that were applied. BrokerError names what it may not or cannot do."""
    topics = list(topics)
    differences = find_differences(settings, topics)
    if stuck := [str(difference) for difference in differences if not difference.can_be_applied]:
        raise BrokerError(
            "partition counts cannot be changed in place, keys and tables would come apart:\n  "
            + "\n  ".join(stuck)
            + "\nset WIREDESK_PARTITIONS to what the broker has, or use another WIREDESK_TOPIC_PREFIX"
        )
    admin = AdminClient(client_config(settings))
    wanted = {full_name(topic, settings.topic_prefix): topic for topic in topics}
    missing = [difference.topic for difference in differences if difference.field == "topic"]
    if missing:
        new = [
            NewTopic(
                name,
                num_partitions=wanted[name].partitions or settings.partitions,
                replication_factor=settings.replication_factor,
                config=wanted[name].config(),
            )
            for name in missing
        ]
        for future in admin.create_topics(new, operation_timeout=TIMEOUT_S).values():
            _result(future, fine=KafkaError.TOPIC_ALREADY_EXISTS)
    changes: dict[str, list[ConfigEntry]] = {}
    for difference in differences:
        if difference.field != "topic":
            entry = ConfigEntry(difference.field, difference.expected, incremental_operation=AlterConfigOpType.SET)
            changes.setdefault(difference.topic, []).append(entry)
    if changes:
        resources = [
            ConfigResource(ResourceType.TOPIC, name, incremental_configs=entries) for name, entries in changes.items()
        ]
        for future in admin.incremental_alter_configs(resources).values():
            _result(future)
    if differences:
        _await_agreement(settings, topics)
    return differences


def _await_agreement(settings: Settings, topics: Iterable[Topic]) -> None:
    """Brokers answer from their own copy of the metadata, which follows the controller's a moment later."""
    deadline = time.monotonic() + TIMEOUT_S
    while left := find_differences(settings, topics):
        if time.monotonic() > deadline:
            told = "\n  ".join(str(difference) for difference in left)
            raise BrokerError(f"the broker took the changes, but {TIMEOUT_S:.0f} s later it still differs:\n  {told}")
        time.sleep(LOOK_AGAIN_AFTER_S)


def _normal(value: str | None) -> Any:
    return None if value is None else ",".join(sorted(part.strip() for part in value.split(",")))


def _result(future: "Future[Any]", *, fine: int | None = None) -> Any:
    try:
        return future.result(timeout=TIMEOUT_S)
    except KafkaException as e:
        if e.args[0].code() == fine:
            return None
        raise BrokerError(f"the broker refuses: {e.args[0].str()}") from e
