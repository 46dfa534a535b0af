"""The gate: how well meetings are read in invented articles may rise, and never fall.

Run this file as a script to print the ratios by group and, with `--errors`, what is missed and wrong.
"""

import argparse
import json
import sys
from collections.abc import Iterable
from datetime import date
from pathlib import Path

import pytest

from gate.scoring import Label, Tally, labelled_articles
from wiredesk.news.meetings import find_meetings
from wiredesk.testing import make_article
from wiredesk_schemas import CleanArticle, MeetingReport

FLOORS = json.loads((Path(__file__).parent / "floors.json").read_text(encoding="utf-8"))


def clean_article(label: Label) -> CleanArticle:
    return make_article(
        label["body"],
        published=date.fromisoformat(label["published_at"]),
        article_id=label["article_id"],
        title=label["title"],
        source=label["source"],
        url=label["url"],
    )


def read(label: Label) -> tuple[MeetingReport, ...]:
    return find_meetings(clean_article(label))


def tally(labels: Iterable[Label]) -> Tally:
    result = Tally()
    for label in labels:
        result.add(label, read(label))
    return result


@pytest.fixture(scope="module")
def all_articles() -> Tally:
    return tally(labelled_articles())


@pytest.mark.parametrize("ratio", sorted(FLOORS["all"]))
def test_the_ratio_is_not_below_its_floor(ratio: str, all_articles: Tally) -> None:
    reached = all_articles.ratios()[ratio]
    assert reached >= FLOORS["all"][ratio], f"{ratio} {reached:.3f}\n" + "\n".join(all_articles.complaints)


def test_articles_without_a_meeting_give_few_meetings() -> None:
    traps = tally(a for a in labelled_articles() if not a["meetings"])
    assert traps.wrong <= FLOORS["wrong_in_traps_at_most"], "\n".join(traps.complaints)


@pytest.mark.parametrize("label", list(labelled_articles()), ids=lambda label: label["article_id"])
def test_quotes_are_exact_and_no_meeting_lies_before_publication(label: Label) -> None:
    article = clean_article(label)
    for report in read(label):
        source = article.text if report.evidence.field == "text" else article.title or ""
        assert report.evidence.quote == source[report.evidence.start : report.evidence.end]
        assert report.when.end is None or article.published_on is None or report.when.end >= article.published_on


def main() -> None:
    parser = argparse.ArgumentParser(description="Print how well the meetings of the gate are read.")
    parser.add_argument("--errors", action="store_true", help="print every miss, wrong meeting, date, place and status")
    errors = parser.parse_args().errors
    labels = list(labelled_articles())
    for group in [*sorted({a["group"] for a in labels}), "all"]:
        found = tally(a for a in labels if group in (a["group"], "all"))
        ratios = "  ".join(f"{name} {value:.3f}" for name, value in found.ratios().items())
        sys.stdout.write(f"{group:10} met {found.met:3} missed {found.missed:3} wrong {found.wrong:3}  {ratios}\n")
    if errors:
        sys.stdout.write("\n".join(found.complaints) + "\n")


if __name__ == "__main__":
    main()
