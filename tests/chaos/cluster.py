"""Brokers to break: one Apache Kafka, three that replicate, or one behind a wire that can be cut."""

import subprocess
import threading
import uuid
from pathlib import Path

from local_kafka import HEAP, LocalKafka, LocalKafkaError, fetch_jars, free_port


class Cluster:
    """`count` brokers that are one cluster; every topic on all of them when there are three."""

    def __init__(self, folder: Path, count: int = 1, *, behind: int | None = None) -> None:
        """`behind`: the port that clients are told to use (a proxy's) instead of the broker's own."""
        self.folder = folder
        ports = [(free_port(), free_port()) for _ in range(count)]
        voters = ",".join(f"{n}@127.0.0.1:{controller}" for n, (_, controller) in enumerate(ports, 1))
        copies = str(count)
        self.brokers: list[LocalKafka] = []
        for number, (port, controller) in enumerate(ports, 1):
            properties = {
                "node.id": str(number),
                "listeners": f"PLAINTEXT://127.0.0.1:{port},CONTROLLER://127.0.0.1:{controller}",
                "controller.quorum.voters": voters,
                "offsets.topic.replication.factor": copies,
                "transaction.state.log.replication.factor": copies,
                # A broker that is gone is found out soon enough for a test.
                "broker.session.timeout.ms": "6000",
                "broker.heartbeat.interval.ms": "1000",
                "min.insync.replicas": "2" if count > 2 else "1",
            }
            if behind is not None:
                properties["advertised.listeners"] = f"PLAINTEXT://127.0.0.1:{behind}"
            self.brokers.append(LocalKafka(folder / f"broker-{number}", port=port, properties=properties))
        self.address = ",".join(b.address for b in self.brokers) if behind is None else f"127.0.0.1:{behind}"
        self.copies = count

    def __enter__(self) -> "Cluster":
        if len(self.brokers) > 1:
            self._format()
        faults: list[LocalKafkaError] = []

        def start(broker: LocalKafka) -> None:
            try:
                broker.start()
            except LocalKafkaError as e:  # told below, by the thread that asked
                faults.append(e)

        threads = [threading.Thread(target=start, args=[broker]) for broker in self.brokers]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()
        if faults:
            self.__exit__()
            raise faults[0]
        return self

    def __exit__(self, *_: object) -> None:
        for broker in self.brokers:
            broker.stop(9)

    def _format(self) -> None:
        """Give all brokers the same cluster id, which a broker of its own would make up."""
        cluster = uuid.uuid4().hex[:22]
        for number, broker in enumerate(self.brokers, 1):
            broker.data.mkdir(parents=True, exist_ok=True)
            config = broker.data / "format.properties"
            voters = broker._more["controller.quorum.voters"]
            config.write_text(
                f"process.roles=broker,controller\nnode.id={number}\ncontroller.listener.names=CONTROLLER\n"
                f"controller.quorum.voters={voters}\nlog.dirs={broker.data / 'log'}\n"
                f"listeners={broker._more['listeners']}\n"
                "listener.security.protocol.map=PLAINTEXT:PLAINTEXT,CONTROLLER:PLAINTEXT\n"
            )
            command = ["java", f"-Xmx{HEAP}", "-cp", f"{fetch_jars()}/*", "kafka.tools.StorageTool"]
            done = subprocess.run(
                [*command, "format", "-t", cluster, "-c", str(config)], capture_output=True, text=True
            )
            if done.returncode:
                raise RuntimeError(f"storage could not be formatted: {(done.stdout + done.stderr)[-1000:]}")
