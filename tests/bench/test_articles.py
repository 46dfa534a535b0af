from collections import Counter

import pytest

from wiredesk.bench.articles import make_articles
from wiredesk.bench.steps import NOW
from wiredesk.news.cleaning import clean_raw
from wiredesk.news.copies import Dedupe
from wiredesk.news.reading import read_alone


def test_the_same_seed_gives_the_same_articles_and_another_seed_others():
    assert list(make_articles(30)) == list(make_articles(30))
    assert list(make_articles(30)) != list(make_articles(30, seed=2))


@pytest.mark.parametrize("size", [1_000, 4_500, 20_000])
def test_articles_are_about_as_long_as_asked(size: int):
    lengths = [len(article.body) for article in make_articles(30, characters=size)]
    assert size * 0.95 < sum(lengths) / len(lengths) < size * 1.25 + 300


def test_articles_that_are_not_made_as_copies_are_not_taken_for_such():
    judge, verdicts = Dedupe(), Counter[str]()
    for number, raw in enumerate(make_articles(300)):
        article = clean_raw(raw, now=NOW)
        verdicts[judge.judge(article, origin=f"raw:0:{number}", seen_at=NOW).verdict.verdict] += 1
    assert 0.78 < verdicts["new"] / 300 < 0.92
    assert verdicts["near"]
    assert verdicts["exact"]
    assert verdicts["repeated"]


def test_some_articles_announce_meetings_and_most_mention_topics():
    readings = [read_alone(clean_raw(raw, now=NOW)) for raw in make_articles(60)]
    announcing = sum(bool(reading.reports.meetings) for reading in readings)
    assert 3 <= announcing <= 30
    assert sum(bool(reading.topics) for reading in readings) > 30
