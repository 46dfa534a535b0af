"""Copies made on purpose: what desks do to a wire story, in controlled amounts. Frozen before anything was tuned.

In: texts of news articles, one story each. Out: documents with the number of the story they come from. Each story
stands once as it is; most also stand as one to four edited copies:

- `dressed`: a dateline in front and a newsletter line behind;
- `cut`: the first 50-80 % of the sentences;
- `mixed`: 25 % of the sentences are another story's, put in at random places;
- `worded`: 8 % of the words dropped and 6 % replaced by words of the same story.

    python benchmarks/edits.py ARTICLES.jsonl [--seed 7]     prints {"document", "story", "edit", "text"} lines
"""

import argparse
import json
import random
import re
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

DATELINES = (
    "WASHINGTON (Newswire) - ",
    "BRUSSELS, March 4 (Agency) -- ",
    "NEW DELHI | ",
    "By Our Foreign Staff\nCAIRO — ",
)
NEWSLETTERS = (
    "Sign up for our morning newsletter and never miss a story.",
    "Get the day's top headlines in your inbox: subscribe to The Briefing.",
    "Follow us on social media for more news from around the world.",
    "(Reporting by our bureau; editing by the night desk)",
)
EDITS = ("dressed", "cut", "mixed", "worded")


@dataclass(frozen=True, slots=True)
class Document:
    """A text and the story it tells; `edit` is "none" for the story itself."""

    document: int
    story: int
    edit: str
    text: str


def make_documents(texts: list[str], *, seed: int = 7) -> list[Document]:
    """The stories and their edited copies, shuffled; the same for the same texts and seed."""
    chance = random.Random(seed)
    made: list[tuple[int, str, str]] = []
    for story, text in enumerate(texts):
        made.append((story, "none", text))
        for edit in chance.sample(EDITS, chance.randint(0, len(EDITS))):
            foreign = texts[chance.choice([n for n in range(len(texts)) if n != story] or [story])]
            made.append((story, edit, edited(text, edit, foreign=foreign, chance=chance)))
    chance.shuffle(made)
    return [Document(number, story, edit, text) for number, (story, edit, text) in enumerate(made)]


def edited(text: str, edit: str, *, foreign: str, chance: random.Random) -> str:
    """The text after one of EDITS; `foreign` lends sentences to "mixed"."""
    if edit == "dressed":
        return chance.choice(DATELINES) + text + "\n" + chance.choice(NEWSLETTERS)
    sentences = sentences_of(text)
    if edit == "cut":
        return " ".join(sentences[: max(1, round(len(sentences) * chance.uniform(0.5, 0.8)))])
    if edit == "mixed":
        lent = sentences_of(foreign)
        for _ in range(max(1, round(len(sentences) / 3))):  # a third of the own ones is a quarter of all
            sentences.insert(chance.randint(0, len(sentences)), chance.choice(lent))
        return " ".join(sentences)
    words = text.split(" ")
    kept: list[str] = []
    for word in words:
        roll = chance.random()
        if roll >= 0.14:
            kept.append(word)
        elif roll >= 0.08:
            kept.append(chance.choice(words))
    return " ".join(kept)


def sentences_of(text: str) -> list[str]:
    """Rough sentences, enough to cut and mix."""
    return [s for s in re.split(r"(?<=[.!?])\s+|\n+", text) if s.strip()]


def read_texts(path: Path) -> Iterator[str]:
    """The texts of a JSON lines file with `body` or `text`."""
    with path.open(encoding="utf-8") as lines:
        for line in lines:
            if line.strip():
                article = json.loads(line)
                yield article.get("text") or article["body"]


def main() -> None:
    parser = argparse.ArgumentParser(description=(__doc__ or "").split("\n", 1)[0])
    parser.add_argument("articles", type=Path)
    parser.add_argument("--seed", type=int, default=7)
    chosen = parser.parse_args()
    for d in make_documents(list(read_texts(chosen.articles)), seed=chosen.seed):
        line = {"document": d.document, "story": d.story, "edit": d.edit, "text": d.text}
        sys.stdout.write(json.dumps(line, ensure_ascii=False) + "\n")


if __name__ == "__main__":
    main()
