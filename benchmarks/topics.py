"""How fast topics are found, and what watchlists add.

    python benchmarks/topics.py [--articles FILE.jsonl] [--terms 50000] [--rounds 5]

Without --articles, the invented articles of tests/gate/topics are joined into articles of wire length (about 5,000
characters); they are denser than news: 39 topics of the vocabulary have a term in each, 18 in wire stories of the same
length. With --articles, a file of such stories (JSON lines with `body` and `title`). Times are of one core (CPU time of
this process, best of the rounds), for each article: "matching" is from title, text and sentences to judged topics;
"find_topics" adds evidence and events; with a watchlist of 50,000 terms, which are made from the letters of a seeded
random generator, so that few of them match.
"""

import argparse
import json
import random
import time
from collections.abc import Callable, Iterable
from pathlib import Path

from wiredesk.news.sentences import split_sentences
from wiredesk.news.topics import Watchlist, find_topics, load_vocabulary
from wiredesk.news.topics.mentions import find_judgements
from wiredesk.news.topics.reading import lay_out, reader_of
from wiredesk.testing import make_article
from wiredesk_schemas import CleanArticle

GATE = Path(__file__).parents[1] / "tests" / "gate" / "topics" / "articles.jsonl"
WIRE_LENGTH = 5_000
"""Characters of a wire story of 800 words."""


def read_articles(path: Path | None, seed: int = 7) -> list[CleanArticle]:
    lines = [json.loads(line) for line in (path or GATE).read_text(encoding="utf-8").splitlines()]
    if path:
        return [make_article(a["body"], title=a.get("title"), article_id=str(a.get("article_id"))) for a in lines]
    rng, articles = random.Random(seed), []
    for number in range(300):
        parts: list[str] = []
        while sum(map(len, parts)) < WIRE_LENGTH:
            parts.append(rng.choice(lines)["body"])
        articles.append(make_article("\n".join(parts), title=rng.choice(lines)["title"], article_id=str(number)))
    return articles


def made_up_terms(count: int, seed: int = 7) -> tuple[str, ...]:
    """Names of two words, as company and place names are; no two alike."""
    rng, syllables = random.Random(seed), "ba de fi go lu ma ne po ra si ta vo xen kor lim".split()

    def word() -> str:
        return "".join(rng.choices(syllables, k=rng.randint(2, 4)))

    found: dict[str, None] = {}
    while len(found) < count:
        found[f"{word()} {word()}" if rng.random() < 0.5 else word().title()] = None
    return tuple(found)


def best_of(rounds: int, work: Callable[[CleanArticle], object], articles: Iterable[CleanArticle]) -> float:
    """Seconds of CPU for an article."""
    listed, best = list(articles), float("inf")
    for _ in range(rounds):
        start = time.process_time()
        for article in listed:
            work(article)
        best = min(best, time.process_time() - start)
    return best / len(listed)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--articles", type=Path)
    parser.add_argument("--terms", type=int, default=50_000)
    parser.add_argument("--rounds", type=int, default=5)
    args = parser.parse_args()
    articles = read_articles(args.articles)
    cut = {a.article_id: split_sentences(a.text) for a in articles}
    vocabulary = load_vocabulary()
    reader = reader_of(vocabulary)
    watchlists = (Watchlist(name="many", label="Many", terms=made_up_terms(args.terms)),)

    def match(article: CleanArticle) -> object:
        document = lay_out(article.title, article.text, cut[article.article_id])
        return find_judgements(vocabulary, reader.read(document), document)

    works: dict[str, Callable[[CleanArticle], object]] = {
        "cutting into sentences": lambda a: split_sentences(a.text),
        "matching": match,
        "find_topics, sentences given": lambda a: find_topics(a, sentences=cut[a.article_id]),
        "the same with the watchlist": lambda a: find_topics(a, sentences=cut[a.article_id], watchlists=watchlists),
    }
    find_topics(articles[0], watchlists=watchlists)  # compiles both
    mean = sum(len(a.text) for a in articles) / len(articles)
    print(f"{len(articles)} articles of {mean:,.0f} characters, {args.terms:,} terms on the watchlist")
    taken = {name: best_of(args.rounds, work, articles) for name, work in works.items()}
    for name, seconds in taken.items():
        print(f"{name:30} {seconds * 1e6:6.0f} us  {1 / seconds:7,.0f} articles/s")
    plain, watched = taken["find_topics, sentences given"], taken["the same with the watchlist"]
    print(f"the watchlist costs {watched / plain:.2f} times as much")


if __name__ == "__main__":
    main()
