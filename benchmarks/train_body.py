"""Fit the weights by which the body of a flattened page is found (agents/wiredesk/news/cleaning/body_weights.json).

    python -m benchmarks.train_body PAGES [--write] [--folds 5]

PAGES is a folder with truth.json (per page id: title, main_content), text/ID.txt.gz and html/ID.html.gz. Only pages
with an even id are read. Each page is seen as flattened with bullets, as flattened without, each with and without its
title; then with the article cut to its first paragraphs, as short as news is, and as its article alone (of which
nothing may be cut). Without --write it only cross-validates by page.
"""

import argparse
import gzip
import re
import statistics
from collections import Counter
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
import orjson
from benchmarks.cleaning import word_f1
from scipy.optimize import minimize

from wiredesk.news.cleaning import body
from wiredesk.news.cleaning.features import describe
from wiredesk.news.cleaning.flattening import flatten
from wiredesk.news.cleaning.normalising import normalise

OUT = Path("agents/wiredesk/news/cleaning/body_weights.json")
LEAST_LINES = 40
"""Of training lines in which a feature must hold to get a weight."""

PENALTY = 3.0
"""On the squares of the weights; 1 to 10 make no difference in cross-validation."""

Features = dict[str, float]


@dataclass
class View:
    """One way to see a page: its lines, which of them are the article (-1: no words), and its features."""

    page: str
    lines: list[str]
    truth: list[float]
    features: list[Features]


def words(text: str) -> list[str]:
    return re.findall(r"\w+", text.lower())


def label(lines: list[str], article: str) -> list[float]:
    """Share of the line that is in the article, by runs of four words; short lines by equality and place."""
    known = words(article)
    fours = {tuple(known[n : n + 4]) for n in range(len(known) - 3)}
    joined = f" {' '.join(known)} "
    truth: list[float] = []
    for line in lines:
        own = words(line)
        if len(own) >= 6:
            runs = [tuple(own[n : n + 4]) in fours for n in range(len(own) - 3)]
            truth.append(sum(runs) / len(runs))
        else:
            truth.append((0.9 if f" {' '.join(own)} " in joined else 0.0) if own else -1.0)
    long = [n for n, line in enumerate(lines) if len(words(line)) >= 6 and truth[n] > 0.6]
    first, last = (long[0], long[-1]) if long else (0, len(lines))
    return [
        0.0 if t > 0 and len(words(lines[n])) < 6 and not first - 2 <= n <= last + 6 else t for n, t in enumerate(truth)
    ]


def read_views(folder: Path) -> list[View]:
    truth: dict[str, Any] = orjson.loads((folder / "truth.json").read_bytes())
    views: list[View] = []
    for page, known in sorted(truth.items()):
        if int(page) % 2:
            continue
        flat = gzip.decompress((folder / "text" / f"{page}.txt.gz").read_bytes()).decode()
        html = gzip.decompress((folder / "html" / f"{page}.html.gz").read_bytes()).decode("utf-8", "replace")
        for text in (flat, flatten(html)):
            lines = [line for line in normalise(text).split("\n") if line]
            right = label(lines, known["main_content"])
            own = [n for n, share in enumerate(right) if share >= 0.5]
            long = [n for n in own if len(words(lines[n])) >= 15]
            last = long[min(len(long) - 1, 3 + int(page) % 7)] if long else len(lines)
            short = [n for n in range(len(lines)) if n not in own or n <= last]
            for title in (known["title"], None):
                for picked in (range(len(lines)), short, own):
                    some = [lines[n] for n in picked]
                    views.append(View(page, some, [right[n] for n in picked], describe(some, title)))
    return views


def fit(views: list[View]) -> dict[str, float]:
    """Logistic regression; a line weighs by its words to the power .7, so that long pages do not outvote all others."""
    counts = Counter(name for v in views for f in v.features for name, x in f.items() if x)
    names = sorted(name for name, count in counts.items() if count >= LEAST_LINES)
    column = {name: n for n, name in enumerate(names)}
    rows = [
        (f, t, len(words(line)))
        for v in views
        for f, t, line in zip(v.features, v.truth, v.lines, strict=True)
        if t >= 0
    ]
    x = np.zeros((len(rows), len(names) + 1), dtype=np.float32)
    x[:, -1] = 1
    for n, (features, _, _) in enumerate(rows):
        for name, strength in features.items():
            if name in column:
                x[n, column[name]] = strength
    y = np.array([t for _, t, _ in rows])
    weight = np.array([min(count, 40) ** 0.7 for _, _, count in rows])
    weight /= weight.mean() * 2  # each line is seen several times
    penalty = np.full(len(names) + 1, PENALTY)
    penalty[-1] = 0

    def loss(w: Any) -> tuple[float, Any]:
        z = x @ w
        value = (weight * (np.logaddexp(0, z) - y * z)).sum() + (penalty * w * w).sum() / 2
        return value, x.T @ (weight * (1 / (1 + np.exp(-z)) - y)) + penalty * w

    fitted = minimize(loss, np.zeros(x.shape[1]), jac=True, method="L-BFGS-B", options={"maxiter": 400}).x
    return {
        name: round(float(w), 3)
        for name, w in zip([*names, "bias"], fitted, strict=True)
        if abs(w) >= 0.0005 or name == "bias"
    }


def validate(views: list[View], folds: int) -> None:
    pages = sorted({v.page for v in views})
    scores: dict[str, list[float]] = {}
    for fold in range(folds):
        held = set(pages[fold::folds])
        weights = fit([v for v in views if v.page not in held])
        body._weights = lambda w=weights: w  # type: ignore[assignment,misc]
        seen: Counter[str] = Counter()
        for v in views:
            if v.page in held:
                kind = KINDS[seen[v.page]]
                seen[v.page] += 1
                bias = weights["bias"] + body.LEAN
                runs = body._best_runs([bias + sum(x * weights.get(k, 0.0) for k, x in f.items()) for f in v.features])
                text = "\n".join(line for line, kept in zip(v.lines, runs, strict=True) if kept)
                article = "\n".join(line for line, share in zip(v.lines, v.truth, strict=True) if share >= 0.5)
                scores.setdefault(kind, []).append(word_f1(text, article))
    for kind in KINDS:
        print(f"{kind:40} word F1 {statistics.mean(scores[kind]):.4f} on {len(scores[kind])} pages not trained on")


KINDS = [
    f"{flattened}, {title}, {part}"
    for flattened in ("bullets", "no bullets")
    for title in ("title", "no title")
    for part in ("whole", "short", "article alone")
]


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("pages", type=Path)
    parser.add_argument("--write", action="store_true")
    parser.add_argument("--folds", type=int, default=5)
    args = parser.parse_args()
    views = read_views(args.pages)
    if args.folds > 1:
        validate(views, args.folds)
    if args.write:
        weights = fit(views)
        OUT.write_bytes(orjson.dumps(weights, option=orjson.OPT_INDENT_2 | orjson.OPT_SORT_KEYS) + b"\n")
        for name, weight in sorted(weights.items(), key=lambda item: item[1]):
            print(f"{weight:+7.2f}  {name}")


if __name__ == "__main__":
    main()
