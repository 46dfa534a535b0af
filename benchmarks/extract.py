"""Articles a second that are read for meetings and topics, in one process on one core.

    python benchmarks/extract.py [--articles N] [--no-topics] [--profile]

Each article is one of the gate's invented ones, filled up to 4.5 kB with the background that news is mostly made of.
Reading only: cleaning has a benchmark of its own.
"""

import argparse
import cProfile
import json
import pstats
import time
from datetime import date
from itertools import cycle
from pathlib import Path

from wiredesk.news.lexicon import load_lexicon
from wiredesk.news.meetings import find_meetings
from wiredesk.news.topics import find_topics
from wiredesk.testing import make_article
from wiredesk_schemas import CleanArticle

GATE = Path(__file__).resolve().parents[1] / "tests" / "gate" / "meetings"
SIZE = 4_500
BACKGROUND = (
    "The ministry has spent {0} million on the programme since the floods, by figures that it gave parliament.",
    "Farmers in the north say the price of seed has doubled, and many have left their fields unplanted.",
    "“Nobody asked us what we need,” said Ilmar Kask, {0}, who keeps goats above the harbour.",
    "A court in the capital ordered the company to pay damages, but an appeal is expected to take months.",
    "President Maral Tuyakbai was elected {0} years ago on a promise to build roads and schools.",
    "Police closed two bridges on Tuesday after a crowd of several hundred people marched past the embassy.",
    "The opposition has accused the government of hiding the cost, which officials in Astana deny.",
    "Analysts at the central bank expect growth of {0} percent, slightly less than in spring.",
    "Her predecessor, Daniyar Omarov, resigned over the affair and now teaches law in Vienna.",
    "The two countries share a border of {0} kilometres, most of it desert, and a long quarrel about water.",
    "Aid groups said that trucks had reached the camps for the first time in weeks.",
    "Shares fell in early trading and recovered by noon as oil rose above {0} dollars.",
)


def articles(count: int) -> list[CleanArticle]:
    """So many articles of about SIZE characters."""
    bodies = [json.loads(line)["body"] for path in sorted(GATE.glob("*.jsonl")) for line in path.open() if line.strip()]
    found = []
    background = cycle(BACKGROUND)
    for number, body in zip(range(count), cycle(bodies), strict=False):
        text = body
        while len(text) < SIZE:
            text += ("\n" if len(text) % 3 == 0 else " ") + next(background).format(number % 90 + 7)
        found.append(make_article(text[:SIZE], published=date(2026, 3, 4)))
    return found


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--articles", type=int, default=400)
    parser.add_argument("--no-topics", action="store_true")
    parser.add_argument("--profile", action="store_true")
    args = parser.parse_args()
    batch = articles(args.articles)
    lexicon = load_lexicon()

    def read(article: CleanArticle) -> int:
        return len(find_meetings(article, lexicon=lexicon)) + (0 if args.no_topics else len(find_topics(article)))

    for article in batch[:80]:  # lexicons and vocabularies load when they are first asked
        read(article)
    profile = cProfile.Profile()
    if args.profile:
        profile.enable()
    began, cpu = time.perf_counter(), time.process_time()
    found = sum(read(article) for article in batch)
    took, worked = time.perf_counter() - began, time.process_time() - cpu
    profile.disable()
    rate = f"{len(batch) / took:.0f}/s, {len(batch) / worked:.0f} per CPU second"
    print(f"{len(batch)} articles of {SIZE / 1000} kB, {found} events: {rate}")
    if args.profile:
        pstats.Stats(profile).sort_stats("tottime").print_stats(25)


if __name__ == "__main__":
    main()
