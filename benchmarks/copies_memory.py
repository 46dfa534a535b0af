"""Speed and memory of telling copies, as the number of remembered articles grows.

    python benchmarks/copies_memory.py [--articles 10000 100000 1000000] [--boilerplate [EVERY]]

Sketches are drawn at random in the sizes of wire news (about 750 words, 40 sentences, 19 figures): of ten articles
seven are new, two are near copies and one is an exact copy. The table that the rows are in is counted
with the rest. With --boilerplate 10 every tenth article carries one site's 60 shingles, with --boilerplate alone every
article. Printed for each size: articles judged a second (of CPU) over the last 10,000, bytes of process memory an
article, and the time to rebuild. With --restart nothing is judged at first: the rows of 20,000 articles are written
again under other names and keys until there are enough, loaded as after a restart, and 5,000 articles judged then. It
takes a tenth of the time.
"""

import argparse
import gc
import os
import random
import time
from collections import Counter
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

import numpy as np
from msgspec.structs import replace

from wiredesk.kafka.packed import PackedRows
from wiredesk.news.copies import Dedupe, Judgement, sketch_text
from wiredesk.news.copies.rows import Row, decode_row, encode_row, keys_of, row_key
from wiredesk.news.copies.sketch import HASH_BITS, SAMPLE, SCHEME
from wiredesk_schemas import CleanArticle, Sketch

START = datetime(2026, 3, 1, tzinfo=UTC)
SPEED_OVER = 10_000
SIZE = 750
BOILERPLATE = 60


class Press:
    """Draws articles, each so manieth of them (0: none) with boilerplate; the same for the same seed."""

    def __init__(self, *, boilerplate: int = 0, seed: int = 1) -> None:
        self._bits, self._chance = np.random.default_rng(seed), random.Random(seed)
        self._recent: list[Sketch] = []
        self._every = boilerplate
        self._site = self._bits.integers(0, 1 << HASH_BITS, BOILERPLATE, dtype=np.uint64) if boilerplate else None
        vocabulary = [f"w{n}" for n in range(400)]
        self._text = " ".join(" ".join(self._chance.choices(vocabulary, k=19)).capitalize() + "." for _ in range(40))

    def article(self, number: int) -> CleanArticle:
        roll, text = self._chance.random(), ""
        if roll < 0.7 or not self._recent:
            sketch = self._new_sketch(with_site=bool(self._every) and number % self._every == 0)
            self._recent.append(sketch)
            del self._recent[:-2_000]
        else:
            sketch = self._chance.choice(self._recent)
            if roll < 0.9:
                sketch, text = self._near(sketch), self._text
        revision = f"{hash(sketch.hashes[:8]) & (1 << 64) - 1:016x}"
        return CleanArticle(
            article_id=f"{number:024x}",
            revision=revision,
            text=text,
            url=f"https://news.example/{number % 977}/a-headline-of-the-usual-length-{number}",
            published_on=date(2026, 3, 1) + timedelta(days=number // 200_000),
            sketch=sketch,
        )

    def _new_sketch(self, *, with_site: bool) -> Sketch:
        size = max(40, int(self._bits.normal(SIZE, SIZE / 3)))
        hashes = self._bits.integers(0, 1 << HASH_BITS, size, dtype=np.uint64)
        if with_site and self._site is not None:
            hashes = np.concatenate((hashes, self._site))
        return self._sketch(hashes, self._bits.integers(0, 1 << 32, max(2, size // 19), dtype=np.uint32))

    def _sketch(self, hashes: np.ndarray, sentences: np.ndarray) -> Sketch:
        figures = self._bits.integers(0, 1 << 32, max(1, hashes.size // 40), dtype=np.uint32)
        return Sketch(
            scheme=SCHEME,
            hashes=tuple(np.sort(hashes)[:SAMPLE].tolist()),
            size=hashes.size,
            sentences=tuple(sentences.tolist()),
            figures=tuple(np.sort(figures).tolist()),
        )

    def _near(self, sketch: Sketch) -> Sketch:
        """Most of the sketch, and something new."""
        kept = np.array([h for h in sketch.hashes if self._chance.random() < 0.85], dtype=np.uint64)
        added = self._bits.integers(0, max(sketch.hashes), max(1, len(sketch.hashes) // 8), dtype=np.uint64)
        sentences = np.append(np.array(sketch.sentences[:-2], dtype=np.uint32), np.uint32(self._chance.getrandbits(32)))
        made = self._sketch(np.concatenate((kept, added)), sentences)
        return Sketch(
            scheme=SCHEME, hashes=made.hashes, size=sketch.size, sentences=made.sentences, figures=sketch.figures
        )

    def redrawn(self, row: Row) -> Row:
        """A row of the same size that is found by nothing that another is found by."""
        row = replace(row, revision=f"{self._chance.getrandbits(64):016x}", url=self._chance.getrandbits(63) | 1 << 63)
        if row.sketch is None:
            return row
        drawn = self._bits.integers(0, int(keys_of(row.sketch)[-1]), len(row.sketch.keys) // 5, dtype=np.uint64)
        keys = np.sort(drawn).astype("<u8").view(np.uint8).reshape(-1, 8)[:, :5].tobytes()
        return replace(row, sketch=replace(row.sketch, keys=keys))


def memory_bytes() -> int:
    """Resident memory of this process."""
    return int(Path("/proc/self/statm").read_text().split()[1]) * 4096


def keep(table: PackedRows, judgement: Judgement) -> None:
    """Do with the table what a judgement says."""
    for key, value in judgement.rows:
        table.put(key, value)
    for key in judgement.expired:
        table.delete(key)


def measure_restart(count: int, press: Press) -> None:
    """Memory of a table of so many rows and of what is rebuilt from it, and the speed then."""
    few = Dedupe(capacity=20_000)
    made = [
        decode_row(few.judge(press.article(n), origin=f"raw:{n % 8}:{n}", seen_at=START).rows[0][1])
        for n in range(20_000)
    ]
    del few
    gc.collect()
    before, table = memory_bytes(), PackedRows()
    for n in range(count):
        row = replace(made[n % len(made)], number=n, article_id=f"{n:024x}")
        if n < count - len(made):  # the last ones stay as they are: what comes after a restart is like them
            row = press.redrawn(row)
        table.put(row_key(row.article_id, row.revision), encode_row(row))
    judge = Dedupe(capacity=count, table=table)
    start = time.process_time()
    judge.load(table.items())
    took = time.process_time() - start
    gc.collect()
    each = (memory_bytes() - before) / count
    print(f"{count:,} rows: {each:.0f} bytes each, rebuilt in {took:.1f} s", flush=True)
    articles = [press.article(count + n) for n in range(5_000)]
    start, began = time.process_time(), time.monotonic()
    for n, article in enumerate(articles):
        keep(table, judge.judge(article, origin=f"raw:9:{n}", seen_at=START))
    cpu_s, wall_s = time.process_time() - start, time.monotonic() - began
    rates = f"{len(articles) / cpu_s:,.0f} articles/s of CPU, {len(articles) / wall_s:,.0f}/s by the clock"
    print(f"then {rates}; load {os.getloadavg()[0]:.1f}")


def main() -> None:
    parser = argparse.ArgumentParser(description=(__doc__ or "").split("\n", 1)[0])
    parser.add_argument("--articles", type=int, nargs="+", default=[10_000, 100_000, 1_000_000])
    parser.add_argument("--boilerplate", type=int, nargs="?", const=1, default=0, metavar="EVERY")
    parser.add_argument("--restart", action="store_true")
    chosen = parser.parse_args()
    if chosen.restart:
        measure_restart(max(chosen.articles), Press(boilerplate=chosen.boilerplate))
        return
    press, table, most = Press(boilerplate=chosen.boilerplate), PackedRows(), max(chosen.articles)
    judge = Dedupe(capacity=most, table=table)
    press.article(0)
    sketch_text("warm")
    gc.collect()
    before, verdicts, taken = memory_bytes(), Counter(), 0.0
    for number in range(most):
        article = press.article(number)
        start = time.process_time()
        judgement = judge.judge(
            article, origin=f"raw:{number % 8}:{number}", seen_at=START + timedelta(seconds=number / 12)
        )
        keep(table, judgement)
        taken += time.process_time() - start
        verdicts[judgement.verdict.verdict] += 1
        if number + 1 in chosen.articles:
            gc.collect()
            each = (memory_bytes() - before) / len(table)
            print(
                f"{number + 1:9,} articles: {SPEED_OVER / taken:6,.0f}/s  {each:6.0f} bytes each  {dict(verdicts)}",
                flush=True,
            )
        if (number + 1) % SPEED_OVER == 0:
            taken = 0.0
    del judge
    start = time.process_time()
    loaded = Dedupe(capacity=most, table=table).load(table.items())
    print(f"rebuilt from {loaded:,} rows in {time.process_time() - start:.1f} s")


if __name__ == "__main__":
    main()
