"""Whether an article mentions a topic, and how much it is about it.

In: the points that its sentences have for the topic. Out: a Judgement: belief, salience, the sentences that show it.
One stray word is no mention: at least one sentence must be about the topic, and title, lead, frequency, density and
spread must together weigh enough. The weights are in weights.toml, fitted to labelled articles by
benchmarks/topics_training.py; they are few, so that each judgement can be explained.
"""

import tomllib
from collections.abc import Mapping, Set
from dataclasses import dataclass
from functools import cache
from math import exp, log, log1p
from operator import mul
from pathlib import Path

from msgspec import Struct

ROOT = Path(__file__).parent

ABOUT = 0.5
"""A sentence is about a topic when its belief, 1 - exp(-points), is this much: a strong term, or two clear ones."""
_ABOUT_POINTS = -log(1.0 - ABOUT)
_AGREED_POINTS = 1.5  # less than one strong term, more than two clear ones

LEAD = 3
"""Sentences that make the lead: what a wire story wants to be known by those who read no further."""

FITTED = ("bias", "title", "lead", "frequency", "best", "density", "spread")
FEATURES = (*FITTED, "agenda")


@dataclass(frozen=True, slots=True)
class Weights:
    """One weight for each of FEATURES, a lean for some topics, and the belief from which on a topic is mentioned."""

    features: tuple[float, ...]
    lean: Mapping[str, float]
    threshold: float


class Judgement(Struct, frozen=True):  # made in a sixth of the time that a frozen dataclass takes
    """`belief`: 0..1 that the article mentions the topic; `salience` 0..1; `sentences` about it, best first."""

    belief: float
    salience: float
    sentences: tuple[int, ...]


@cache
def load_weights() -> Weights:
    """The packaged weights."""
    values = tomllib.loads((ROOT / "weights.toml").read_text(encoding="utf-8"))
    return Weights(tuple(values["weights"][name] for name in FEATURES), values["lean"], values["threshold"])


def is_about(points: Mapping[int, float]) -> bool:
    """Whether any sentence is about the topic."""
    return max(points.values()) >= _ABOUT_POINTS


def features(points: Mapping[int, float], size: int, agenda: Set[int] = frozenset()) -> tuple[float, ...]:
    """What is weighed, all but `frequency` and `density` 0..1.

    title, lead: the belief of the title, of the best of the first LEAD sentences; frequency: log of 1 + the sum of
    beliefs; best: the best sentence; density: log of 1 + beliefs for each ten of the `size` sentences, so that a short
    report is judged by the same measure as a long one; spread: the quarters of the text
    that have a sentence about the topic, of four; agenda: the best of the sentences `agenda`, which say what a meeting
    will be about, where it has a strong term.
    """
    title = lead = total = best = agreed = 0.0
    quarters = 0
    for sentence, value in points.items():
        belief = 1.0 - exp(-value)
        if sentence == 0:
            title = belief
            continue
        total += belief
        if belief > best:
            best = belief
        if sentence <= LEAD and belief > lead:
            lead = belief
        if value >= _ABOUT_POINTS:
            quarters |= 1 << 4 * (sentence - 1) // size
            if value > _AGREED_POINTS and sentence in agenda and belief > agreed:
                agreed = belief
    frequency, density = log1p(total + title), log1p(10.0 * total / size)
    return (1.0, title, lead, frequency, max(best, title), density, quarters.bit_count() / 4, agreed)


def judge(
    points: Mapping[int, float], size: int, *, lean: float = 0.0, agenda: Set[int] = frozenset()
) -> Judgement | None:
    """The judgement, or None when the article does not mention the topic."""
    if not is_about(points):
        return None
    weights = load_weights()
    values = features(points, size, agenda)
    belief = 1.0 / (1.0 + exp(-lean - sum(map(mul, weights.features, values))))
    if belief < weights.threshold:
        return None
    return Judgement(belief, _salience(values), sentences_about(points))


def salience(points: Mapping[int, float], size: int) -> float:
    """How much of the article a matter is, 0..1: .3 title + .25 lead + .3 frequency + .15 spread.

    The figures are those of `features`; frequency is 1 from eight full sentences on. Belief, near 1 for every main
    matter, does not tell this.
    """
    return _salience(features(points, size))


def _salience(values: tuple[float, ...]) -> float:
    _, title, lead, frequency, _, _, spread, _ = values
    return round(0.3 * title + 0.25 * lead + 0.3 * min(1.0, frequency / _FREQUENT) + 0.15 * spread, 3)


def sentences_about(points: Mapping[int, float]) -> tuple[int, ...]:
    """The sentences about the topic, the one with most points first."""
    about = sorted([sentence for sentence, value in points.items() if value >= _ABOUT_POINTS])
    about.sort(key=points.__getitem__, reverse=True)  # of two with as many points, the first in the text stays first
    return tuple(about)


_FREQUENT = log1p(8)
