"""Score meetings (and topics) on labelled articles, in this process.

    python benchmarks/score.py [--split a|b] [--mask] [--no-people] [--errors N] [--gold FILE] [--topics]

Reads `dev.jsonl` and its `score.py` from the folder of labelled articles (WIREDESK_GOLD, default ../shared/gold), runs
cleaning and extraction over it and hands the predictions to the scorer. `--mask` swaps the people for people who do not
exist, `--no-people` takes all persons out of the lexicon.
"""

import argparse
import importlib.util
import json
import os
import random
import subprocess
import sys
import tempfile
import time
from datetime import date
from pathlib import Path
from typing import Any

import orjson

from wiredesk.news.lexicon import load_lexicon
from wiredesk.news.meetings import find_meetings
from wiredesk_schemas import CleanArticle

GOLD = Path(os.environ.get("WIREDESK_GOLD", Path(__file__).resolve().parents[2] / "shared" / "gold"))


def clean(row: dict[str, Any], *, raw: bool) -> CleanArticle:
    """The article as the pipeline would have it; `raw` leaves the body as it is."""
    if not raw:
        from wiredesk.news.cleaning import clean_raw
        from wiredesk_schemas import RawArticle

        fields = {k: row.get(k) for k in ("article_id", "title", "published_at", "source", "url")}
        return clean_raw(RawArticle(body=row["body"], **fields))
    return CleanArticle(article_id=row["article_id"], revision="r", text=row["body"], title=row["title"],
                        published_on=date.fromisoformat(row["published_at"]), published_precision="day")  # fmt: skip


def predict(row: dict[str, Any], *, raw: bool, people: bool, topics: bool) -> dict[str, Any]:
    """One output line of an article: its reports in the shape of announced meetings."""
    lexicon = load_lexicon() if people else load_lexicon().without_people()
    article = clean(row, raw=raw)
    meetings = []
    for report in find_meetings(article, lexicon=lexicon):
        meeting = orjson.loads(orjson.dumps(report))
        meeting["sources"] = [{"article_id": row["article_id"], "evidence": meeting["evidence"]}]
        meetings.append(meeting)
    found = []
    if topics:
        from wiredesk.news.topics import find_topics

        found = [orjson.loads(orjson.dumps(t)) for t in find_topics(article)]
    return {"article_id": row["article_id"], "meetings": meetings, "topics": found}


def _masked(rows: list[dict[str, Any]]) -> list[dict[str, Any]]:
    spec = importlib.util.spec_from_file_location("mask", GOLD / "mask.py")
    if spec is None or spec.loader is None:
        raise SystemExit(f"no mask.py in {GOLD}")
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    rng = random.Random(20)
    return [module.mask(row, rng) for row in rows]


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--split", choices=["a", "b"])
    parser.add_argument("--mask", action="store_true")
    parser.add_argument("--no-people", action="store_true")
    parser.add_argument("--raw", action="store_true", help="read the body as it is, without cleaning")
    parser.add_argument("--topics", action="store_true")
    parser.add_argument("--errors", type=int, default=0)
    parser.add_argument("--json", action="store_true")
    parser.add_argument("--gold", type=Path, default=GOLD / "dev.jsonl")
    parser.add_argument("--keep", type=Path, help="write the predictions here")
    args = parser.parse_args()
    if not args.gold.exists():
        raise SystemExit(f"no labelled articles at {args.gold}; set WIREDESK_GOLD to their folder")
    rows = [json.loads(line) for line in args.gold.read_text().splitlines() if line.strip()]
    rows = [row for row in rows if not args.split or row.get("split") == args.split]
    if args.mask:
        rows = _masked(rows)
    load_lexicon()
    began = time.perf_counter()
    lines = [predict(row, raw=args.raw, people=not args.no_people, topics=args.topics) for row in rows]
    took = time.perf_counter() - began
    size = sum(len(row["body"]) for row in rows)
    print(f"{len(rows)} articles, {size / 1000:.0f} kB in {took:.1f} s", file=sys.stderr)
    with tempfile.TemporaryDirectory() as folder:
        gold, predicted = Path(folder, "gold.jsonl"), args.keep or Path(folder, "predicted.jsonl")
        gold.write_text("".join(json.dumps(row) + "\n" for row in rows))
        predicted.write_text("".join(json.dumps(line) + "\n" for line in lines))
        command = [sys.executable, str(GOLD / "score.py"), str(gold), str(predicted), "--errors", str(args.errors)]
        return subprocess.run([*command, *(["--json"] if args.json else [])], check=False).returncode


if __name__ == "__main__":
    sys.exit(main())
