"""The whole pipeline on the embedded broker, as `wiredesk run` runs it.

    python benchmarks/pipeline.py [--articles 2000] [--characters 4500] [--json]

Prints articles a second, CPU milliseconds an article (all threads, without start-up), and the largest memory. Articles
are made up: a meeting sentence and filler, so that every stage has work and few are copies.
"""

import argparse
import json
import os
import random
import re
import resource
import subprocess
import sys
import tempfile
import time
from pathlib import Path

import orjson

SYLLABLES = ("ba", "do", "fe", "gi", "ka", "lo", "mu", "na", "pe", "ri", "so", "tu", "va", "wi", "zo")
STATES = "Brazil Chile Norway Kenya Ghana Japan Vietnam Poland Austria Portugal Spain Egypt Morocco Peru".split()
CITIES = "Geneva Vienna Oslo Nairobi Lisbon Doha Singapore Ottawa Helsinki Warsaw Cairo Lima".split()


def make(number: int, characters: int, chance: random.Random) -> dict[str, str]:
    one, two = chance.sample(STATES, 2)
    text = (
        f"The foreign ministers of {one} and {two} will meet in {chance.choice(CITIES)} on "
        f"April {chance.randint(1, 28)} "
        "to discuss trade, the ministry said on Tuesday.\n\n"
    )
    while len(text) < characters:
        words = ("".join(chance.choices(SYLLABLES, k=3)) for _ in range(12))
        text += f"The {' '.join(words)}. "
    return {"article_id": f"bench-{number}", "body": text, "published_at": "2026-03-10", "language": "en"}


def run(articles: int, characters: int, folder: Path) -> tuple[float, float, float]:
    chance = random.Random(1)
    path = folder / f"{articles}.jsonl"
    path.write_bytes(b"".join(orjson.dumps(make(n, characters, chance)) + b"\n" for n in range(articles)))
    before, started = resource.getrusage(resource.RUSAGE_CHILDREN), time.monotonic()
    command = [sys.executable, "-m", "wiredesk", "run", str(path), "--json", "--out", str(folder / f"out-{articles}")]
    done = subprocess.run(command, capture_output=True, text=True, timeout=3600)
    if done.returncode:
        sys.exit(done.stderr[-2000:])
    told = json.loads(done.stdout)
    if sum(told["outcomes"].values()) != articles:
        sys.exit(f"expected {articles} outcomes, got {told['outcomes']}")
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    cpu_s = after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime
    return time.monotonic() - started, cpu_s, after.ru_maxrss / 1024


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--articles", type=int, default=2000)
    parser.add_argument("--characters", type=int, default=4500)
    parser.add_argument("--json", action="store_true")
    given = parser.parse_args()
    with tempfile.TemporaryDirectory() as name:
        idle_s, idle_cpu_s, _ = run(1, given.characters, Path(name))
        wall_s, cpu_s, memory_mb = run(given.articles, given.characters, Path(name))
    told = {
        "articles": given.articles,
        "characters": given.characters,
        "articles_per_s": round(given.articles / max(wall_s - idle_s, 0.001), 1),
        "cpu_ms_per_article": round((cpu_s - idle_cpu_s) / given.articles * 1000, 2),
        "start_and_one_article_s": round(idle_s, 2),
        "memory_mb": round(memory_mb),
        "load_average_before": round(os.getloadavg()[0], 2),
    }
    print(json.dumps(told) if given.json else re.sub(r'[{}",]', "", json.dumps(told, indent=1)))


if __name__ == "__main__":
    main()
