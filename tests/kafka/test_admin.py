"""A broker that has not heard yet of a topic that another one lists: it is missing, and waited for."""

from concurrent.futures import Future
from typing import Any

import pytest
from confluent_kafka import KafkaError, KafkaException
from confluent_kafka.admin import ConfigResource

from wiredesk.kafka import admin
from wiredesk.kafka.clients import BrokerError
from wiredesk.settings import Settings
from wiredesk.topology import RAW, full_name


def broker_that_answers(code: int, monkeypatch: pytest.MonkeyPatch) -> Settings:
    class Client:
        def __init__(self, _: object) -> None: ...

        def describe_configs(self, resources: list[ConfigResource]) -> dict[ConfigResource, "Future[Any]"]:
            refused: Future[Any] = Future()
            refused.set_exception(KafkaException(KafkaError(code)))
            return dict.fromkeys(resources, refused)

    settings = Settings()
    listed = {full_name(RAW, settings.topic_prefix): RAW.partitions or settings.partitions}
    monkeypatch.setattr(admin, "AdminClient", Client)
    monkeypatch.setattr(admin, "find_partitions", lambda *_: listed)
    return settings


def test_a_topic_that_the_broker_does_not_know_yet_is_missing(monkeypatch: pytest.MonkeyPatch) -> None:
    settings = broker_that_answers(KafkaError.UNKNOWN_TOPIC_OR_PART, monkeypatch)
    [difference] = admin.find_differences(settings, [RAW])
    assert str(difference) == "wiredesk.articles.raw: missing"


def test_any_other_refusal_is_told(monkeypatch: pytest.MonkeyPatch) -> None:
    settings = broker_that_answers(KafkaError.TOPIC_AUTHORIZATION_FAILED, monkeypatch)
    with pytest.raises(BrokerError, match="refuses"):
        admin.find_differences(settings, [RAW])
