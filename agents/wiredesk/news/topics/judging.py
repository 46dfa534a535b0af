"""Whether an article mentions a topic, and how much it is about it.

In: the points that its sentences have for the topic. Out: a Judgement: belief, salience, the sentences that show it.
One stray word is no mention: at least one sentence must be about the topic (belief ABOUT or more), and the whole of
title, lead, frequency and spread must weigh enough.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from math import exp, log1p

ABOUT = 0.5
"""A sentence is about a topic when its belief, 1 - exp(-points), is this much: a strong term, or two clear ones."""

LEAD = 3
"""Sentences that make the lead: what a wire story wants to be known by those who read no further."""

FEATURES = ("bias", "title", "lead", "frequency", "best", "share", "spread")
WEIGHTS = (-3.2, 1.2, 1.0, 1.4, 1.0, 2.0, 0.6)
THRESHOLD = 0.5


@dataclass(frozen=True, slots=True)
class Judgement:
    """`belief`: 0..1 that the article mentions the topic; `salience` 0..1; `sentences` about it, best first."""

    belief: float
    salience: float
    sentences: tuple[int, ...]


def features(points: Mapping[int, float], size: int) -> tuple[float, ...]:
    """What is weighed, all but `frequency` 0..1.

    title, lead: the belief of the title, of the best of the first LEAD sentences; frequency: log of 1 + the sum of
    beliefs; best: the best sentence; share: the mean belief of the `size` sentences; spread: the quarters of the text
    that have a sentence about the topic, of four.
    """
    title = lead = total = best = 0.0
    quarters = set()
    for sentence, value in points.items():
        belief = 1.0 - exp(-value)
        if sentence == 0:
            title = belief
            continue
        total += belief
        best = max(best, belief)
        if sentence <= LEAD:
            lead = max(lead, belief)
        if belief >= ABOUT:
            quarters.add(4 * (sentence - 1) // size)
    return (1.0, title, lead, log1p(total + title), max(best, title), min(1.0, total / size), len(quarters) / 4)


def judge(points: Mapping[int, float], size: int) -> Judgement | None:
    """The judgement, or None when no sentence is about the topic."""
    about = [s for s, value in points.items() if 1.0 - exp(-value) >= ABOUT]
    if not about:
        return None
    values = features(points, size)
    belief = 1.0 / (1.0 + exp(-sum(w * v for w, v in zip(WEIGHTS, values, strict=True))))
    _, title, lead, frequency, _, _, spread = values
    salience = 0.3 * title + 0.25 * lead + 0.3 * min(1.0, frequency / log1p(8)) + 0.15 * spread
    about.sort(key=lambda s: (-points[s], s))
    return Judgement(belief, round(min(1.0, salience), 3), tuple(about))
