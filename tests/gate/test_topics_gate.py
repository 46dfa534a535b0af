"""The gate of topics: how well they are found in invented articles may rise, and never fall.

`topics/articles.jsonl`: one article a line with its `reason`, its `topics` (it is about them) and `topics_optional`
(touched in passing: neither missed nor wrong), labelled by reading before anything was run. Run this file as a script
to print the ratios and every miss.
"""

import json
from pathlib import Path
from typing import Any

import pytest

from wiredesk.news.topics import find_topics, load_vocabulary
from wiredesk.testing import make_article

FOLDER = Path(__file__).parent / "topics"
FLOORS = json.loads((FOLDER / "floors.json").read_text(encoding="utf-8"))
ARTICLES = [json.loads(line) for line in (FOLDER / "articles.jsonl").read_text(encoding="utf-8").splitlines()]


def found_in(label: dict[str, Any]) -> set[str]:
    article = make_article(label["body"], title=label["title"], article_id=label["article_id"])
    return {mention.topic.id for mention in find_topics(article)}


def ratios() -> tuple[dict[str, float], list[str]]:
    hit = wrong = missed = said = 0
    complaints = []
    for label in ARTICLES:
        found, wanted = found_in(label), set(label["topics"])
        strange, lost = found - wanted - set(label["topics_optional"]), wanted - found
        hit, wrong, missed, said = (
            hit + len(wanted & found),
            wrong + len(strange),
            missed + len(lost),
            said + len(found),
        )
        if strange or lost:
            complaints.append(f"{label['article_id']}: wrong {sorted(strange)} missed {sorted(lost)}")
    precision, recall = hit / (hit + wrong), hit / (hit + missed)
    f1 = 2 * precision * recall / (precision + recall)
    return {"precision": precision, "recall": recall, "f1": f1, "for each article": said / len(ARTICLES)}, complaints


@pytest.mark.parametrize("ratio", ["precision", "recall", "f1"])
def test_the_ratio_is_not_below_its_floor(ratio: str) -> None:
    reached, complaints = ratios()
    assert reached[ratio] >= FLOORS[ratio], f"{ratio} {reached[ratio]:.3f}\n" + "\n".join(complaints)


def test_an_article_has_few_topics() -> None:
    assert ratios()[0]["for each article"] <= FLOORS["for_each_article_at_most"]


@pytest.mark.parametrize("label", [a for a in ARTICLES if not a["topics"]], ids=lambda a: str(a["article_id"]))
def test_an_article_on_nothing_of_the_vocabulary_has_no_topic(label: dict[str, Any]) -> None:
    assert found_in(label) <= set(label["topics_optional"])


def test_the_labels_are_topics_of_the_vocabulary() -> None:
    known = {t.topic.id for t in load_vocabulary().topics if not t.heading}
    for label in ARTICLES:
        assert set(label["topics"]) | set(label["topics_optional"]) <= known, label["article_id"]
        assert not set(label["topics"]) & set(label["topics_optional"]), label["article_id"]
        assert label["reason"]


if __name__ == "__main__":
    figures, misses = ratios()
    print("\n".join(misses))  # noqa: T201
    print("  ".join(f"{name} {value:.3f}" for name, value in figures.items()))  # noqa: T201
