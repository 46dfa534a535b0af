"""Weigh what speaks for a topic: fits the few weights in agents/wiredesk/news/topics/weights.toml to labelled articles.

    python benchmarks/topics_training.py LABELLED.jsonl [--split a] [--write]

LABELLED.jsonl holds one article a line: title, body, topics (it is about them), topics_optional (touched: left out),
split. Prints precision, recall and F1 of the hand-set weights and, by 5-fold cross-validation over articles, of the
fitted ones without and with a lean of each topic. --write replaces the weights with those fitted to all of the split.

The model is a logistic regression over the seven figures of `judging.features` and one lean a topic: how ready an
editor is to call it a matter of the article (diplomatic relations are touched in half of all articles and are the
matter of few). Both are held back by a ridge, the leans more than the weights. It has no other parameters.
"""

import argparse
import json
from pathlib import Path
from typing import Any

import numpy as np

from wiredesk.news.topics import judging
from wiredesk.news.topics.reading import Reader, lay_out
from wiredesk.news.topics.vocabulary import load_vocabulary

HAND_SET = (-3.2, 1.2, 1.0, 1.4, 1.0, 0.4, 0.6)
"""Weights as first set by hand, threshold .5."""
AGENDA = 2.6
"""Weight of a sentence that says what a meeting will be about. Not fitted: the labelled articles take it or leave it
(F1 moves by .001), and subscribers want the agenda of a meeting among its topics, however short it is named."""
RIDGE, LEAN_RIDGE = 1.0, 4.0
FOLDS, SEED = 5, 3
TARGET = judging.ROOT / "weights.toml"

Array = Any


class Cases:
    """One row a topic that has a sentence about it in an article, but for those labelled optional."""

    def __init__(self, articles: list[dict[str, Any]]) -> None:
        vocabulary = load_vocabulary()
        self.ids = [t.topic.id for t in vocabulary.topics]
        reader = Reader(vocabulary)
        folds = np.random.RandomState(SEED).permutation(len(articles)) % FOLDS
        rows, right, of_topic, of_fold = [], [], [], []
        self.unseen = 0
        for article, fold in zip(articles, folds, strict=True):
            document = lay_out(article.get("title"), article["body"])
            wanted, optional = set(article["topics"]), set(article["topics_optional"])
            seen = set()
            reading = reader.read(document)
            for number, points in reading.points.items():
                if not judging.is_about(points):
                    continue
                seen.add(self.ids[number])
                if self.ids[number] not in optional:
                    rows.append(judging.features(points, document.size, reading.agenda))
                    right.append(self.ids[number] in wanted)
                    of_topic.append(number)
                    of_fold.append(fold)
            self.unseen += len((wanted & set(self.ids)) - seen)
        self.rows, self.right = np.array(rows)[:, :-1], np.array(right, dtype=float)
        self.set_by_hand = AGENDA * np.array(rows)[:, -1]
        self.topics, self.folds = np.array(of_topic), np.array(of_fold)

    def design(self, *, leans: bool) -> Array:
        if not leans:
            return self.rows
        columns = np.zeros((len(self.rows), len(self.ids)))
        columns[np.arange(len(self.rows)), self.topics] = 1.0
        return np.hstack([self.rows, columns])

    def score(self, belief: Array, threshold: float) -> tuple[float, float, float]:
        """Precision, recall, micro F1; a topic without any sentence about it counts as missed."""
        said = belief >= threshold
        hit = float((said & (self.right == 1)).sum())
        precision, recall = hit / max(1.0, said.sum()), hit / (self.right.sum() + self.unseen)
        return precision, recall, 2 * precision * recall / (precision + recall)


def fit(design: Array, right: Array, offset: Array, weights: int) -> Array:
    """Ridge logistic regression by Newton's method; the first column, the bias, is not held back."""
    held = np.concatenate([[1e-6], np.full(weights - 1, RIDGE), np.full(design.shape[1] - weights, LEAN_RIDGE)])
    found = np.zeros(design.shape[1])
    for _ in range(50):
        belief = sigmoid(design @ found + offset)
        slope = design.T @ (belief - right) + held * found
        curve = (design * (belief * (1 - belief))[:, None]).T @ design + np.diag(held)
        step = np.linalg.solve(curve, slope)
        found -= step
        if np.abs(step).max() < 1e-7:
            break
    return found


def sigmoid(values: Array) -> Array:
    return 1.0 / (1.0 + np.exp(-values))


def cross_validated(cases: Cases, *, leans: bool) -> Array:
    design, belief = cases.design(leans=leans), np.zeros(len(cases.rows))
    for fold in range(FOLDS):
        held_out = cases.folds == fold
        found = fit(design[~held_out], cases.right[~held_out], cases.set_by_hand[~held_out], cases.rows.shape[1])
        belief[held_out] = sigmoid(design[held_out] @ found + cases.set_by_hand[held_out])
    return belief


def write(cases: Cases, threshold: float) -> None:
    found = fit(cases.design(leans=True), cases.right, cases.set_by_hand, cases.rows.shape[1])
    lines = [
        "# How much speaks for a topic: fitted by benchmarks/topics_training.py, explained in judging.py.",
        f"threshold = {threshold:.2f}",
        "",
        "[weights]",
        *(f"{name} = {value:.3f}" for name, value in zip(judging.FITTED, found, strict=False)),
        "# Set by hand: see AGENDA there.",
        f"agenda = {AGENDA}",
        "",
        "# Added for one topic: below 0 where editors want more before they call it a matter of the article.",
        "[lean]",
    ]
    leans = found[len(judging.FITTED) :]
    lines += [f"{name} = {value:.2f}" for name, value in zip(cases.ids, leans, strict=True) if abs(value) >= 0.005]
    TARGET.write_text("\n".join(lines) + "\n", encoding="utf-8")
    print(f"wrote {TARGET.name}: {len(lines)} lines")


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("labelled", type=Path)
    parser.add_argument("--split", default="a")
    parser.add_argument("--threshold", type=float, default=0.36)
    parser.add_argument("--write", action="store_true")
    args = parser.parse_args()
    lines = args.labelled.read_text(encoding="utf-8").splitlines()
    articles = [a for a in map(json.loads, lines) if a.get("split", args.split) == args.split]
    cases = Cases(articles)
    print(f"{len(articles)} articles, {int(cases.right.sum())} topics to find, {cases.unseen} without any sentence")
    for name, belief, threshold in (
        ("hand-set", sigmoid(cases.rows @ np.array(HAND_SET) + cases.set_by_hand), 0.5),
        ("fitted", cross_validated(cases, leans=False), args.threshold),
        ("fitted, with leans", cross_validated(cases, leans=True), args.threshold),
    ):
        precision, recall, f1 = cases.score(belief, threshold)
        print(f"{name:20} precision {precision:.3f}  recall {recall:.3f}  F1 {f1:.3f}")
    if args.write:
        write(cases, args.threshold)


if __name__ == "__main__":
    main()
