"""The same clusters of copies with restarts in between as without, on a real Kafka.

    python benchmarks/clusters.py [--articles 20000] [--restarts 6] [--seed 1]

Of the articles 60 % are new, 20 % near copies (cut, dressed or with a sentence more), 15 % exact ones elsewhere and 5 %
sent again. They go twice through clean and dedupe on an Apache Kafka of their own: once undisturbed, then with a worker
that is stopped (SIGTERM) and killed (SIGKILL) by turns. What is compared is every verdict of every article with its
original. Exit code 1 when a verdict differs, is missing or was said twice in other words. Printed too: the adjusted
Rand index against the clusters as they were made, and articles a second.
"""

import argparse
import os
import random
import subprocess
import sys
import tempfile
import time
from collections import Counter, defaultdict
from pathlib import Path

from copies import adjusted_rand_index

ROOT = Path(__file__).parents[1]
sys.path[:0] = [str(ROOT / "tests"), str(ROOT / "deploy" / "kafka")]

from local_kafka import LocalKafka  # noqa: E402

from broker.articles import CITIES, MATTERS, STATES, WORDS  # noqa: E402 - the tests' own
from broker.pipeline import Pipeline  # noqa: E402
from wiredesk.kafka.bounded import find_committed, find_spans  # noqa: E402
from wiredesk.topology import CLEAN, DUPLICATE, LINKED, RAW, Topic, full_name, group_name  # noqa: E402
from wiredesk_schemas import DuplicateArticle, LinkedArticle, RawArticle, decode  # noqa: E402

PATIENCE_S = 300.0
"""Without progress: then a worker hangs."""

Verdicts = dict[str, set[tuple[str, str | None]]]


def make_wire(count: int, seed: int) -> tuple[list[RawArticle], list[int]]:
    """Articles in the order they come, and for each the number of the story that it tells."""
    chance = random.Random(seed)
    stories: list[RawArticle] = []
    wire: list[RawArticle] = []
    truth: list[int] = []
    for number in range(count):
        lot = chance.random()
        if lot < 0.6 or not stories:
            stories.append(_story(chance, number))
            wire.append(stories[-1])
            truth.append(len(stories) - 1)
            continue
        told = chance.randrange(max(0, len(stories) - 2_000), len(stories))
        original = stories[told]
        truth.append(told)
        if lot < 0.65:
            wire.append(original)
            continue
        body = original.body if lot < 0.8 else _near(original.body, chance)
        wire.append(RawArticle(body=body, article_id=f"copy-{number}", published_at="2026-03-10", language="en"))
    return wire, truth


def _story(chance: random.Random, number: int) -> RawArticle:
    one, two = chance.sample(STATES, 2)
    lead = f"Officials of {one} and {two} spoke about {chance.choice(MATTERS)} in {chance.choice(CITIES)} on Tuesday."
    body = " ".join([lead, *(_sentence(chance) for _ in range(14))])
    return RawArticle(body=body, article_id=f"story-{number}", published_at="2026-03-10", language="en")


def _sentence(chance: random.Random) -> str:
    return f"The {' '.join(chance.choices(WORDS, k=11))} of the {chance.choice(WORDS)} was there again."


def _near(body: str, chance: random.Random) -> str:
    sentences = body.split(". ")
    kind = chance.randrange(3)
    if kind == 0:
        return ". ".join(sentences[: -chance.randint(1, 5)]) + "."
    if kind == 1:
        return f"{_sentence(chance)} {body}"
    return f"{body} {_sentence(chance)} {_sentence(chance)}"


def left(pipeline: Pipeline, topic: Topic, role: str) -> int:
    """Records of a topic that a stage has not committed."""
    name, settings = full_name(topic, pipeline.settings.topic_prefix), pipeline.settings
    committed = find_committed(settings, group_name(role, settings.topic_prefix), name)
    return sum(span.end - max(span.start, committed.get(span.partition, 0)) for span in find_spans(settings, [name]))


def run(pipeline: Pipeline, wire: list[RawArticle], restarts: int, seed: int) -> tuple[Verdicts, float, Counter[str]]:
    """All verdicts, how many seconds it took, and how the worker was restarted."""
    chance, done, how = random.Random(seed), 0, Counter[str]()
    pipeline.push(wire)
    started = moved = time.monotonic()
    worker = pipeline.start("clean,dedupe")
    waits = sorted(chance.randrange(len(wire)) for _ in range(restarts))
    while True:
        time.sleep(0.2)
        now_left = left(pipeline, CLEAN, "dedupe")
        raw_left = left(pipeline, RAW, "clean")
        now_done = len(wire) - raw_left - now_left
        if raw_left == now_left == 0:
            break
        if now_done > done:
            done, moved = now_done, time.monotonic()
        if time.monotonic() - moved > PATIENCE_S:
            sys.exit(f"expected progress, none came in {PATIENCE_S:.0f} s at {done} articles\n{pipeline.log()}")
        if waits and done >= waits[0]:
            waits.pop(0)
            worker = restart(pipeline, worker, how)
    took_s = time.monotonic() - started
    code = pipeline.stop(worker)
    if code:
        sys.exit(f"expected the worker to stop with 0, got {code}\n{pipeline.log()}")
    return read_verdicts(pipeline), took_s, how


def restart(pipeline: Pipeline, worker: "subprocess.Popen[bytes]", how: Counter[str]) -> "subprocess.Popen[bytes]":
    """Stopped and killed by turns, and at once started again."""
    if how["SIGTERM"] <= how["SIGKILL"]:
        how["SIGTERM"] += 1
        pipeline.stop(worker)
    else:
        how["SIGKILL"] += 1
        worker.kill()
        worker.wait()
    return pipeline.start("clean,dedupe")


def read_verdicts(pipeline: Pipeline) -> Verdicts:
    """What was said of each article; of an article sent again also that it was."""
    verdicts: Verdicts = defaultdict(set)
    for message in pipeline.read(LINKED):
        linked = decode(message.value() or b"", LinkedArticle)
        verdicts[linked.article.article_id].add((linked.verdict.verdict, linked.verdict.original))
    for message in pipeline.read(DUPLICATE):
        link = decode(message.value() or b"", DuplicateArticle)
        verdicts[link.article_id].add((link.duplicate, link.original))
    return verdicts


def clusters(wire: list[RawArticle], verdicts: Verdicts) -> list[str]:
    """For each article the id of the earliest one of its cluster."""
    roots = {name: next((o for v, o in told if o and v != "repeated"), name) for name, told in verdicts.items()}
    return [roots.get(article.article_id or "", "missing") for article in wire]


def main() -> None:
    parser = argparse.ArgumentParser(description=(__doc__ or "").split("\n", 1)[0])
    parser.add_argument("--articles", type=int, default=20_000)
    parser.add_argument("--restarts", type=int, default=6)
    parser.add_argument("--seed", type=int, default=1)
    given = parser.parse_args()
    wire, truth = make_wire(given.articles, given.seed)
    found: list[Verdicts] = []
    with (
        tempfile.TemporaryDirectory(prefix="wiredesk-clusters-", ignore_cleanup_errors=True) as name,
        LocalKafka(Path(name) / "kafka") as kafka,
    ):
        for restarts in (0, given.restarts):
            folder = Path(name) / str(restarts)
            folder.mkdir()
            with Pipeline(kafka.address, f"restarts-{restarts}.", folder, partitions=1) as pipeline:
                verdicts, took_s, how = run(pipeline, wire, restarts, given.seed)
            guess = clusters(wire, verdicts)
            numbers = {root: n for n, root in enumerate(dict.fromkeys(guess))}
            index, _, _ = adjusted_rand_index(truth, [numbers[root] for root in guess])
            kinds = Counter(kind for told in verdicts.values() for kind, _ in told)
            print(
                f"{restarts} restarts {dict(how)}: {len(wire):,} articles, {len(numbers):,} clusters, ARI {index:.4f}, "
                f"{dict(kinds)}; {len(wire) / took_s:.0f} articles/s, load {os.getloadavg()[0]:.1f}",
                flush=True,
            )
            found.append(verdicts)
    calm, disturbed = found
    differing = sorted(name for name in calm.keys() | disturbed.keys() if calm.get(name) != disturbed.get(name))
    missing = [a.article_id for a in wire if a.article_id not in calm or a.article_id not in disturbed]
    print(f"{len(differing)} articles with other verdicts, {len(missing)} without a verdict")
    for article_id in differing[:5]:
        print(f"  {article_id}: {calm.get(article_id)} became {disturbed.get(article_id)}")
    sys.exit(bool(differing or missing))


if __name__ == "__main__":
    main()
