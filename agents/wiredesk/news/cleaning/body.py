"""The article inside a flattened page: menus, footers, related lists and readers' comments told from running text.

In: the text of a page whose markup is lost, and its title if known. Out: spans of the lines that are not the article.
Each line has features (features.py) whose weights (body_weights.json) add up to how much speaks for it being the
article, in nats; then the split of the page into runs that has the highest sum wins, where each change costs SWITCH.
The weights are a logistic regression, fitted by benchmarks/train_body.py, which also prints what each is worth.
A text that shows no trace of a page (no run of lines that are not running text) is not judged at all.
"""

from collections.abc import Iterator, Sequence
from functools import cache
from importlib.resources import files

import orjson

from wiredesk.news.cleaning.boilerplate import lines_of
from wiredesk.news.cleaning.cuts import Span
from wiredesk.news.cleaning.features import describe, is_page

LEAN = 1.5
"""Nats in favour of keeping: a lost sentence is a lost meeting, a line too many is only noise. Cross-validated on the
even pages: .75 has the best word F1 (.930) and loses 2.6 % of the sentences; 1.75 has .920 and loses 1 %."""

SWITCH = 0.5
"""Nats that a change between article and not article costs. 0 to 1 make no difference that could be measured; 2 loses
pages whose text is in small pieces."""


MAX_LINES = 6_000
"""Of a page that is judged; the longest of 150 has 1,224. More is a table or a list, and no article's page."""


def find_surroundings(text: str, title: str | None = None) -> Iterator[Span]:
    """The lines around and between the article's own."""
    found = lines_of(text)
    lines = [line for _, line in found]
    if len(lines) > MAX_LINES or not is_page(lines):
        return
    for (start, line), kept in zip(found, judge(lines, title), strict=True):
        if not kept:
            yield Span(start, start + len(line), "page")


def find_body(text: str, title: str | None = None) -> str:
    """The article's lines of a flattened page."""
    lines = [line for _, line in lines_of(text)]
    return "\n".join(line for line, kept in zip(lines, judge(lines, title), strict=True) if kept)


def judge(lines: Sequence[str], title: str | None = None) -> list[bool]:
    """For each line whether it belongs to the article."""
    weights = _weights()
    bias = weights["bias"] + LEAN
    return _best_runs([bias + sum(x * weights.get(k, 0.0) for k, x in f.items()) for f in describe(lines, title)])


def _best_runs(scores: Sequence[float]) -> list[bool]:
    """The runs of kept and cut lines with the highest sum of kept scores less SWITCH for each change (Viterbi)."""
    keep = cut = 0.0
    steps: list[tuple[bool, bool]] = []
    for score in scores:
        steps.append((keep >= cut - SWITCH, keep - SWITCH > cut))
        keep, cut = max(keep, cut - SWITCH) + score, max(cut, keep - SWITCH)
    kept = keep > cut
    runs: list[bool] = []
    for from_keep, from_keep_to_cut in reversed(steps):
        runs.append(kept)
        kept = from_keep if kept else from_keep_to_cut
    return runs[::-1]


@cache
def _weights() -> dict[str, float]:
    data = (files("wiredesk.news.cleaning") / "body_weights.json").read_bytes()
    weights: dict[str, float] = orjson.loads(data)
    return weights
