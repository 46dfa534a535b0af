"""A real Apache Kafka (KRaft, one node) on this machine, from Maven's jars: for development and for the tests.

`python deploy/kafka/local_kafka.py` runs one on port 9092 until Ctrl-C, with its data in .kafka/data; the tests start
their own on free ports with data in temporary folders. Jars are fetched once into .kafka/lib.
"""

import argparse
import os
import shutil
import signal
import socket
import subprocess
import sys
import time
import uuid
from pathlib import Path

HERE = Path(__file__).resolve().parent
CACHE = HERE.parent.parent / ".kafka"
START_TIMEOUT_S = 90
STOP_TIMEOUT_S = 20
HEAP = "512m"


class LocalKafkaError(Exception):
    """Kafka cannot be had or started; the text says why."""


def is_available() -> str | None:
    """None when Kafka can be started here, else the plain reason why not."""
    if shutil.which("java") is None:
        return "no Java (Debian: apt-get install default-jre-headless)"
    if not (CACHE / "lib").is_dir() and shutil.which("mvn") is None:
        return "no Maven to fetch Apache Kafka with (Debian: apt-get install maven)"
    return None


def fetch_jars() -> Path:
    """The folder of jars, fetched with Maven the first time."""
    lib = CACHE / "lib"
    if lib.is_dir():
        return lib
    # Into a folder of its own and renamed at the end: an interrupted download must not pass for a whole one.
    part = CACHE / f"lib-{os.getpid()}"
    command = ["mvn", "-q", "-B", "-f", str(HERE / "pom.xml"), "dependency:copy-dependencies"]
    done = subprocess.run([*command, f"-DoutputDirectory={part}"], capture_output=True, text=True, timeout=900)
    if done.returncode != 0:
        raise LocalKafkaError(f"Maven could not fetch Apache Kafka: {(done.stdout + done.stderr)[-2000:]}")
    try:
        part.rename(lib)
    except OSError:  # another process was faster
        shutil.rmtree(part, ignore_errors=True)
    return lib


def free_port() -> int:
    """A port of 127.0.0.1 that nobody listens on just now."""
    with socket.socket() as s:
        s.bind(("127.0.0.1", 0))
        return int(s.getsockname()[1])


class LocalKafka:
    """One broker; `start` returns when it answers, `stop` ends it, its data stays."""

    def __init__(self, data: Path, *, port: int | None = None, properties: dict[str, str] | None = None) -> None:
        self.data = data
        self.port = port or free_port()
        self.controller_port = free_port()
        self.address = f"127.0.0.1:{self.port}"
        self.process: subprocess.Popen[bytes] | None = None
        self._more = properties or {}

    def start(self) -> "LocalKafka":
        """Format the data folder if it is new, start, and wait until the broker takes connections."""
        lib = fetch_jars()
        self.data.mkdir(parents=True, exist_ok=True)
        config = self.data / "server.properties"
        lines = (HERE / "server.properties").read_text().splitlines()
        own = {
            "listeners": f"PLAINTEXT://127.0.0.1:{self.port},CONTROLLER://127.0.0.1:{self.controller_port}",
            "advertised.listeners": f"PLAINTEXT://127.0.0.1:{self.port}",
            "controller.quorum.voters": f"1@127.0.0.1:{self.controller_port}",
            "log.dirs": str(self.data / "log"),
            **self._more,
        }
        kept = [line for line in lines if line.split("=")[0] not in own]
        config.write_text("\n".join([*kept, *(f"{key}={value}" for key, value in own.items())]) + "\n")
        java = ["java", f"-Xmx{HEAP}", "-cp", f"{lib}/*", "-Dorg.slf4j.simpleLogger.defaultLogLevel=warn"]
        if not (self.data / "log" / "meta.properties").exists():
            cluster = uuid.uuid4().hex[:22]
            form = [*java, "kafka.tools.StorageTool", "format", "-t", cluster, "-c", str(config)]
            done = subprocess.run(form, capture_output=True, text=True, timeout=120)
            if done.returncode != 0:
                raise LocalKafkaError(f"Kafka's storage could not be formatted: {(done.stdout + done.stderr)[-2000:]}")
        output = (self.data / "kafka.log").open("ab")
        self.process = subprocess.Popen([*java, "kafka.Kafka", str(config)], stdout=output, stderr=output)
        output.close()
        self._wait()
        return self

    def _wait(self) -> None:
        deadline = time.monotonic() + START_TIMEOUT_S
        while time.monotonic() < deadline:
            if self.process is None or self.process.poll() is not None:
                raise LocalKafkaError(f"Kafka ended at once: {(self.data / 'kafka.log').read_text()[-2000:]}")
            with socket.socket() as s:
                s.settimeout(1)
                if s.connect_ex(("127.0.0.1", self.port)) == 0:
                    return
            time.sleep(0.2)
        self.stop()
        raise LocalKafkaError(f"Kafka did not answer within {START_TIMEOUT_S} s; see {self.data / 'kafka.log'}")

    def stop(self, number: int = signal.SIGTERM) -> None:
        """End the broker by its process id; SIGKILL where SIGTERM is not enough."""
        process, self.process = self.process, None
        if process is None or process.poll() is not None:
            return
        process.send_signal(number)
        try:
            process.wait(STOP_TIMEOUT_S)
        except subprocess.TimeoutExpired:
            process.kill()
            process.wait()

    def __enter__(self) -> "LocalKafka":
        return self.start()

    def __exit__(self, *_: object) -> None:
        self.stop()


def main() -> None:
    """Run a broker until Ctrl-C or SIGTERM."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--port", type=int, default=9092)
    parser.add_argument("--data", type=Path, default=CACHE / "data")
    given = parser.parse_args()
    if reason := is_available():
        sys.exit(f"Apache Kafka cannot be started: {reason}")
    kafka = LocalKafka(given.data, port=given.port)
    signal.signal(signal.SIGTERM, lambda *_: sys.exit(0))
    try:
        kafka.start()
        print(f"Apache Kafka listens on {kafka.address}; data in {given.data}; Ctrl-C ends it", flush=True)  # noqa: T201
        if kafka.process is not None:
            kafka.process.wait()
    except LocalKafkaError as e:
        sys.exit(str(e))
    except KeyboardInterrupt:
        pass
    finally:
        kafka.stop()


if __name__ == "__main__":
    main()
