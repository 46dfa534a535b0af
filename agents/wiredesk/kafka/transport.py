"""How Faust connects to Kafka, with the one thing that its settings leave out: how long a fetch may wait.

Faust 0.15.3 hard-codes `fetch_max_wait_ms=1500`. A broker wakes a waiting fetch when records come, so there it does not
matter; the embedded broker does not, and each hop would wait its 1.5 s.
"""

from typing import Any

from faust.transport.drivers.aiokafka import AIOKafkaConsumerThread, Consumer, Transport


def connect(app: Any, fetch_wait_ms: int) -> Transport:
    """A transport for the app whose consumers wait at most so long for records."""

    class _Thread(AIOKafkaConsumerThread):
        def _create_worker_consumer(self, transport: Any) -> Any:
            consumer = super()._create_worker_consumer(transport)
            consumer._fetch_max_wait_ms = fetch_wait_ms
            return consumer

    class _Consumer(Consumer):
        def _new_consumer_thread(self) -> AIOKafkaConsumerThread:
            return _Thread(self, loop=self.loop, beacon=self.beacon)

    class _Transport(Transport):
        pass

    _Transport.Consumer = _Consumer
    return _Transport(app.conf.broker_consumer, app)
