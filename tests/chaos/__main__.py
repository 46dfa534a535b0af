"""Break things on purpose: `python -m chaos [NAME ...] [--seed N] [--runs N] [--out docs/faults.md]`.

Runs every fault (or the named ones) on a real Apache Kafka of its own, compares what came out with a calm run over the
same input, prints one line each, and writes the table of all results so far. Exit code 1 when anything was lost,
doubled or other than in the calm run. The same seed makes the same input and the same choice of moments, as far as
moments can be chosen.
"""

import argparse
import os
import random
import sys
import tempfile
import time
import traceback
from pathlib import Path

from local_kafka import free_port

from chaos.cluster import Cluster
from chaos.faults import FAULTS, Fault, World, nothing
from chaos.outside import OUTSIDE
from chaos.proxy import Proxy
from chaos.table import Result, keep, write_table
from chaos.trial import NotDoneError, Trial
from chaos.verdict import Found, compare, find
from chaos.wire import Wire, make_wire

Calm = dict[tuple[int, int, int, float], Found]


def run(fault: Fault, seed: int, folder: Path, calm: Calm) -> Result:
    """Do one fault once; the calm runs made on the way are kept in `calm`."""
    wire = make_wire(fault.records, seed, poison=fault.poison)
    started = time.monotonic()
    proxy = Proxy(0, port=free_port()) if fault.behind_proxy else None
    folder.mkdir(parents=True, exist_ok=True)
    with Cluster(folder / "kafka", fault.brokers, behind=proxy.port if proxy else None) as cluster:
        if proxy:
            proxy.target = cluster.brokers[0].port
            proxy.__enter__()
        key = (seed, fault.records, fault.partitions, fault.poison)
        if key not in calm:
            calm[key], _, _ = _one(
                Fault("calm", "", nothing, partitions=fault.partitions), wire, seed, folder, World(cluster, proxy)
            )
        result = Result(fault.name, fault.told, seed, fault.records, cpu_load=os.getloadavg()[0])
        started = time.monotonic()
        try:
            found, trial, faults = _one(fault, wire, seed, folder, World(cluster, proxy))
            result.faults += faults + compare(calm[key], found, in_order=fault.partitions == 1)
            result.lost, result.done, result.restarts = found.lost, trial.faults, trial.restarts
            result.repeated, result.dead_letters = found.repeated_outcomes, found.dead_letters
            result.notes = trial.notes
        except (AssertionError, NotDoneError, OSError) as e:
            result.faults.append("".join(traceback.format_exception(e, limit=3))[-6000:])
        result.seconds = round(time.monotonic() - started, 1)
        if proxy:
            proxy.__exit__()
    return result


def _one(fault: Fault, wire: Wire, seed: int, folder: Path, world: World) -> tuple[Found, Trial, list[str]]:
    trial = Trial(
        fault.name,
        world.cluster.address,
        wire,
        folder / fault.name,
        random.Random(seed),
        settings={"partitions": fault.partitions, "replication_factor": world.cluster.copies},
    )
    with trial:
        fault.do(trial, world)
        trial.finish()
        found = find(trial)
        return found, trial, found.faults


def main() -> None:
    """The program."""
    names = [fault.name for fault in FAULTS] + list(OUTSIDE)
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("names", nargs="*", metavar="NAME", help=f"of {', '.join(names)}; all when none is given")
    parser.add_argument("--seed", type=int, default=random.SystemRandom().randrange(10_000))
    parser.add_argument("--runs", type=int, default=1, help="of each, with the seeds that follow")
    parser.add_argument("--out", type=Path, help="write the table of all results kept in .chaos/ here")
    given = parser.parse_args()
    if unknown := set(given.names) - set(names):
        parser.error(f"no fault named {', '.join(sorted(unknown))}; there are {', '.join(names)}")
    print(f"seed {given.seed}, {given.runs} runs", flush=True)
    bad = 0
    for seed in range(given.seed, given.seed + given.runs):
        calm: Calm = {}
        for name in given.names or names:
            with tempfile.TemporaryDirectory(prefix="wiredesk-chaos-", ignore_cleanup_errors=True) as place:
                if name in OUTSIDE:
                    result = OUTSIDE[name](seed, Path(place))
                else:
                    fault = next(fault for fault in FAULTS if fault.name == name)
                    result = run(fault, seed, Path(place), calm)
                keep(result)
                print(result, flush=True)
                bad += bool(result.faults)
    if given.out:
        write_table(given.out)
    sys.exit(1 if bad else 0)


if __name__ == "__main__":
    main()
