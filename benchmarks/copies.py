"""How well copies are told from other articles, beside two well-known libraries.

    python benchmarks/copies.py [--pairs FOLDER] [--articles ARTICLES.jsonl] [--without-others]

FOLDER holds pairs.jsonl ({"a", "b", "verdict": copy/partial/independent}) and texts.json; ARTICLES is a JSON lines
file with `body`. What is not there is left out. Printed: F1 of copies among copies and independent pairs; adjusted
Rand index on controlled edits (edits.py) of the articles; how many of 1,000 pairs of templated reports are merged.
"""

import argparse
import json
import sys
import time
from collections import Counter
from collections.abc import Callable, Sequence
from datetime import UTC, datetime
from pathlib import Path

from edits import make_documents, read_texts
from templated import make_pairs

from wiredesk.news.copies import Dedupe, sketch_text
from wiredesk.testing import make_article

AT = datetime(2026, 3, 4, tzinfo=UTC)
Clusterer = Callable[[Sequence[str]], list[int]]


def our_clusters(texts: Sequence[str]) -> list[int]:
    """For each text the number of the earliest text of its cluster."""
    judge = Dedupe()
    clusters = []
    for n, text in enumerate(texts):
        article = make_article(text, article_id=str(n), sketch=sketch_text(text))
        original = judge.judge(article, origin=f"raw:0:{n}", seen_at=AT).verdict.original
        clusters.append(n if original is None else int(original))
    return clusters


def lsh_clusters(texts: Sequence[str], insert: Callable[[int, set[str]], list[int]]) -> list[int]:
    """Clusters by a library that tells, on entering a text, which earlier ones it is like."""
    clusters: list[int] = []
    for n, text in enumerate(texts):
        words = text.lower().split()
        like = insert(n, {" ".join(words[i : i + 3]) for i in range(max(1, len(words) - 2))})
        clusters.append(min((clusters[m] for m in like), default=n))
    return clusters


def datasketch_at(threshold: float) -> Clusterer:
    """datasketch MinHash LSH with 128 permutations."""

    def clusters(texts: Sequence[str]) -> list[int]:
        from datasketch import MinHash, MinHashLSH

        lsh = MinHashLSH(threshold=threshold, num_perm=128)

        def insert(number: int, shingles: set[str]) -> list[int]:
            sketch = MinHash(num_perm=128)
            sketch.update_batch([s.encode() for s in shingles])
            found = [int(f) for f in lsh.query(sketch)]
            lsh.insert(str(number), sketch)
            return found

        return lsh_clusters(texts, insert)

    return clusters


def rensa_at(threshold: float) -> Clusterer:
    """rensa's R-MinHash LSH with 128 permutations."""

    def clusters(texts: Sequence[str]) -> list[int]:
        from rensa import RMinHash, RMinHashLSH

        lsh = RMinHashLSH(threshold=threshold, num_perm=128, num_bands=32)
        sketches: list[RMinHash] = []

        def insert(number: int, shingles: set[str]) -> list[int]:
            sketch = RMinHash(num_perm=128, seed=42)
            sketch.update(sorted(shingles))
            found = [m for m in lsh.query(sketch) if sketches[m].jaccard(sketch) >= threshold]
            lsh.insert(number, sketch)
            sketches.append(sketch)
            return found

        return lsh_clusters(texts, insert)

    return clusters


def adjusted_rand_index(truth: Sequence[int], guess: Sequence[int]) -> tuple[float, float, float]:
    """The index, and precision and recall over pairs."""

    def pairs(counts: Counter[object]) -> int:
        return sum(n * (n - 1) // 2 for n in counts.values())

    both = pairs(Counter(zip(truth, guess, strict=True)))
    true, guessed, every = pairs(Counter(truth)), pairs(Counter(guess)), len(truth) * (len(truth) - 1) // 2
    expected = true * guessed / every
    index = (both - expected) / ((true + guessed) / 2 - expected)
    return index, both / max(1, guessed), both / max(1, true)


def report_pairs(folder: Path, clusterers: dict[str, Clusterer], *, verbose: bool) -> None:
    texts = json.loads((folder / "texts.json").read_text())
    pairs = [json.loads(line) for line in (folder / "pairs.jsonl").read_text().splitlines()]
    print(f"\npairs: {Counter(p['verdict'] for p in pairs)}")
    for name, clusters in clusterers.items():
        counts: Counter[str] = Counter()
        for p in pairs:
            first, second = clusters([texts[p["a"]], texts[p["b"]]])
            counts[f"{p['verdict']}-{'merged' if first == second else 'apart'}"] += 1
            if verbose and name == "wiredesk" and (p["verdict"], first == second) in WRONG:
                print("  wrong:", p["verdict"], p["a"], p["b"])
        right = counts["copy-merged"]
        f1 = 2 * right / (2 * right + counts["copy-apart"] + counts["independent-merged"])
        print(f"{name:24} F1 {f1:.3f}  {dict(sorted(counts.items()))}")


WRONG = {("copy", False), ("independent", True)}


def report_edits(articles: Path, clusterers: dict[str, Clusterer]) -> None:
    for seed in (7, 8, 9):
        documents = make_documents(list(read_texts(articles)), seed=seed)
        print(f"\ncontrolled edits, seed {seed}: {len(documents)} documents, {Counter(d.edit for d in documents)}")
        for name, clusters in clusterers.items():
            start = time.process_time()
            guess = clusters([d.text for d in documents])
            rate = len(documents) / (time.process_time() - start)
            index, precision, recall = adjusted_rand_index([d.story for d in documents], guess)
            print(f"{name:24} ARI {index:.3f}  precision {precision:.3f}  recall {recall:.3f}  {rate:7.0f} documents/s")


def report_templates(clusterers: dict[str, Clusterer]) -> None:
    print("\ntemplated reports")
    pairs = make_pairs(1_000)
    for name, clusters in clusterers.items():
        merged = sum(len(set(clusters(pair))) == 1 for pair in pairs)
        print(f"{name:24} merged {merged} of {len(pairs)}")


def main() -> None:
    parser = argparse.ArgumentParser(description=(__doc__ or "").split("\n", 1)[0])
    parser.add_argument("--pairs", type=Path)
    parser.add_argument("--articles", type=Path)
    parser.add_argument("--without-others", action="store_true")
    chosen = parser.parse_args()
    clusterers: dict[str, Clusterer] = {"wiredesk": our_clusters}
    if not chosen.without_others:
        for threshold in (0.5, 0.3):
            clusterers[f"datasketch, Jaccard {threshold}"] = datasketch_at(threshold)
            clusterers[f"rensa, Jaccard {threshold}"] = rensa_at(threshold)
    if chosen.pairs:
        report_pairs(chosen.pairs, clusterers, verbose=chosen.without_others)
    if chosen.articles:
        report_edits(chosen.articles, clusterers)
    report_templates(clusterers)
    sys.stdout.flush()


if __name__ == "__main__":
    main()
