"""Looking back at a topic whose leader was elected just now."""

from typing import Any

import pytest
from confluent_kafka import KafkaError, KafkaException, TopicPartition

from wiredesk.kafka.bounded import _find_ends

PLACE = TopicPartition("wiredesk.articles.raw", 0)


class Consumer:
    def __init__(self, *answers: Any) -> None:
        self.answers = list(answers)

    def get_watermark_offsets(self, *_: Any, **__: Any) -> Any:
        answer = self.answers.pop(0)
        if isinstance(answer, int):
            raise KafkaException(KafkaError(answer))
        return answer


def test_a_leader_is_waited_for() -> None:
    answers = (KafkaError.NOT_LEADER_FOR_PARTITION, KafkaError.LEADER_NOT_AVAILABLE, (3, 7))
    assert _find_ends(Consumer(*answers), PLACE, wait_s=0) == (3, 7)


def test_but_not_for_ever_and_not_for_a_right_that_is_missing() -> None:
    for answers in ([KafkaError.NOT_LEADER_FOR_PARTITION] * 2, [KafkaError.TOPIC_AUTHORIZATION_FAILED]):
        with pytest.raises(KafkaException):
            _find_ends(Consumer(*answers), PLACE, attempts=2, wait_s=0)
