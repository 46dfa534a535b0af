"""The faults. Each is a function that feeds a trial's input, breaks something, and leaves the workers looked after."""

import signal
import time
from collections.abc import Callable
from dataclasses import dataclass

from chaos.cluster import Cluster
from chaos.proxy import Proxy
from chaos.trial import Trial

CRASH_POINTS = tuple(
    f"{stage}:{point}"
    for stage in ("clean", "dedupe", "enrich", "reconcile")
    for point in ("after-decode", "after-send", "before-table", "after-table", "before-commit")
    # clean keeps no table
    if stage != "clean" or "table" not in point
)
GRACE_S = 30
"""What an orchestrator gives a process between SIGTERM and SIGKILL; Kubernetes' default."""


@dataclass
class World:
    """What there is to break."""

    cluster: Cluster
    proxy: Proxy | None = None


Break = Callable[[Trial, World], None]


@dataclass(frozen=True)
class Fault:
    """`brokers`: 1, or 3 that replicate; `partitions` of the input; `records` of it."""

    name: str
    told: str
    do: Break
    records: int = 400
    brokers: int = 1
    partitions: int = 1
    behind_proxy: bool = False
    poison: float = 0.0


def kill_at_random(trial: Trial, world: World) -> None:
    """kill -9 of a worker with all stages, half while it works, half wherever its start has got to."""
    kills = 8
    for number in range(kills):
        trial.feed(len(trial.wire) // (kills + 1))
        trial.start()
        if number % 2:
            trial.wait_for_progress()
            time.sleep(trial.chance.random())
        else:
            time.sleep(trial.chance.uniform(0.5, 15))
        trial.kill()
    trial.start()


def crash_at(points: tuple[str, ...]) -> Break:
    """kill -9 by its own hand at named points."""

    def do(trial: Trial, world: World) -> None:
        share = len(trial.wire) // (len(points) + 1)
        for point in points:
            trial.feed(share)
            process = trial.start(WIREDESK_CRASH_AT=f"{point}:{trial.chance.randint(1, 2)}")
            code = trial.wait_for_end(process)
            assert code == -signal.SIGKILL, f"expected to die at {point}, ended with {code}"
            trial.faults += 1
        trial.start()

    return do


def stop_in_a_batch(trial: Trial, world: World) -> None:
    """SIGTERM while records are handled."""
    for _ in range(4):
        trial.start()
        trial.feed(len(trial.wire) // 5)
        trial.wait_for_progress()
        took_s = trial.stop()
        assert took_s < GRACE_S, f"took {took_s:.0f} s to stop"
        trial.faults += 1
    trial.start()


def broker_dies(away_s: tuple[float, ...]) -> Break:
    """The broker is killed and comes back; of three, the one that leads most."""

    def do(trial: Trial, world: World) -> None:
        trial.start()
        for number, pause_s in enumerate(away_s):
            trial.feed(len(trial.wire) // (2 * len(away_s) + 1))
            trial.wait_for_progress()
            broker = world.cluster.brokers[number % len(world.cluster.brokers)]
            broker.stop(signal.SIGKILL)
            trial.faults += 1
            trial.feed(len(trial.wire) // (2 * len(away_s) + 1))
            _tend_for(trial, pause_s)
            if len(world.cluster.brokers) > 1:
                before = trial.outcomes()
                trial.feed(10)
                trial.wait_for_progress(since=before)  # the others go on without it
            broker.start()
            _tend_for(trial, 2)

    return do


def broker_freezes(trial: Trial, world: World) -> None:
    """SIGSTOP, later SIGCONT: connections stay, nothing answers."""
    trial.start()
    for pause_s in (8, 20):
        trial.feed(len(trial.wire) // 4)
        trial.wait_for_progress()
        process = world.cluster.brokers[0].process
        assert process is not None
        process.send_signal(signal.SIGSTOP)
        trial.faults += 1
        trial.feed(len(trial.wire) // 6)
        _tend_for(trial, pause_s)
        process.send_signal(signal.SIGCONT)
        _tend_for(trial, 1)


def workers_come_and_go(trial: Trial, world: World) -> None:
    """1, 2, 3, then 1 worker; of those that go one is stopped and one killed."""
    share = len(trial.wire) // 6
    trial.start("first")
    trial.feed(share)
    trial.wait_for_progress()
    for name in ("second", "third"):
        trial.start(name)
        trial.feed(share)
        trial.wait_for_progress(20)
        _tend_for(trial, 6)
        trial.faults += 1
    trial.feed(share)
    trial.wait_for_progress()
    trial.stop("first")
    trial.faults += 1
    trial.feed(share)
    trial.wait_for_progress(5)
    trial.kill("third")
    trial.places.pop("third")
    trial.feed(share)


def wire_is_cut(trial: Trial, world: World) -> None:
    """All bytes between workers and broker are held for 12 s, then every connection is reset."""
    proxy = world.proxy
    assert proxy is not None
    trial.start()
    for _ in range(2):
        trial.feed(len(trial.wire) // 5)
        trial.wait_for_progress()
        proxy.cut()
        trial.faults += 1
        trial.feed(len(trial.wire) // 5)
        _tend_for(trial, 12)
        proxy.mend()
        _tend_for(trial, 2)
        proxy.reset()
        trial.faults += 1


def wire_is_slow(trial: Trial, world: World) -> None:
    """Each piece of data takes 100 ms more, either way."""
    assert world.proxy is not None
    world.proxy.latency_s = 0.1
    trial.faults += 1
    trial.start()
    trial.feed()
    trial.finish(400)
    world.proxy.latency_s = 0.0


def state_is_lost(trial: Trial, world: World) -> None:
    """Killed, and everything that it kept on its disk deleted; state comes back from the changelogs."""
    for number in range(3):
        trial.feed(len(trial.wire) // 4)
        trial.start(WIREDESK_STATE_DIR=str(trial.folder / f"state-{number}"))
        trial.wait_for_progress(20)
        trial.kill()
    trial.start(WIREDESK_STATE_DIR=str(trial.folder / "state-anew"))


def only_poison(trial: Trial, world: World) -> None:
    """Nothing is broken but the input."""
    trial.faults += sum(isinstance(record, bytes) for record in trial.wire)
    trial.start()
    trial.feed()


def kill_among_poison(trial: Trial, world: World) -> None:
    """kill -9 while poison is read."""
    for _ in range(3):
        trial.feed(len(trial.wire) // 4)
        trial.start()
        trial.wait_for_progress()
        time.sleep(trial.chance.random())
        trial.kill()
    trial.start()


def nothing(trial: Trial, world: World) -> None:
    """The calm run that the others are compared with."""
    trial.start()
    trial.feed()


def _tend_for(trial: Trial, seconds: float) -> None:
    deadline = time.monotonic() + seconds
    while time.monotonic() < deadline:
        trial.tend()
        time.sleep(0.3)


FAULTS = (
    Fault("kill", "kill -9 of a worker, at random: in its start, joining, recovering, working", kill_at_random),
    *(
        Fault(f"crash-{stage}", f"kill -9 at each named point of {stage}",
              crash_at(tuple(p for p in CRASH_POINTS if p.startswith(stage))), records=300)
        for stage in ("clean", "dedupe", "enrich", "reconcile")
    ),
    Fault("stop", "SIGTERM within a batch", stop_in_a_batch),
    Fault("broker", "the only broker killed, back after 3 and 30 s", broker_dies((3, 30))),
    Fault("broker-of-three", "one of three brokers killed, back after 10 s", broker_dies((10, 10)), brokers=3),
    Fault("freeze", "the broker frozen for 8 and 20 s (SIGSTOP)", broker_freezes),
    Fault("workers", "1, 2, 3, 1 workers on 4 partitions, one stopped, one killed", workers_come_and_go, 600, 1, 4),
    Fault("cut", "the network holds all bytes for 12 s, then resets all connections", wire_is_cut, behind_proxy=True),
    Fault("slow", "each piece of data takes 100 ms more each way", wire_is_slow, 150, behind_proxy=True),
    Fault("state", "kill -9 and the state directory deleted", state_is_lost),
    Fault("poison", "20 % of the records hostile, of every class", only_poison, poison=0.2),
    Fault("poison-and-kill", "5 % of the records hostile, and kill -9", kill_among_poison, poison=0.05),
)  # fmt: skip
