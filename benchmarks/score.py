"""Score meetings (and topics) on labelled articles, in this process.

    python benchmarks/score.py [--split a|b] [--mask] [--no-people] [--swap-us] [--errors N] [--slots N]
                               [--gold FILE] [--topics]

Reads `dev.jsonl` and its `score.py` from the folder of labelled articles (WIREDESK_GOLD, default ../shared/gold), runs
cleaning and extraction over it and hands the predictions to the scorer. `--mask` swaps the people for people who do not
exist, `--no-people` takes all persons out of the lexicon. The last line is about the meetings found: how many carry a
date that is not the labelled one, which is worse than none. `--slots` prints where date, place and occasion differ.
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
from swapping import swap_states

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


def _beside_labels(name: str) -> Any:
    """A module that lies beside the labelled articles."""
    spec = importlib.util.spec_from_file_location(name, GOLD / f"{name}.py")
    if spec is None or spec.loader is None:
        raise SystemExit(f"no {name}.py in {GOLD}")
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def _masked(rows: list[dict[str, Any]]) -> list[dict[str, Any]]:
    module = _beside_labels("mask")
    rng = random.Random(20)
    return [module.mask(row, rng) for row in rows]


def show_slots(rows: list[dict[str, Any]], lines: list[dict[str, Any]], most: int) -> None:
    """Wrong dates among the meetings found, and up to `most` slots that differ from their labels."""
    scorer = _beside_labels("score")
    found = wrong = shown = 0
    for row, line in zip(rows, lines, strict=True):
        for i, j in scorer.assign(row["meetings"], line["meetings"]):
            label, said = row["meetings"][i], line["meetings"][j]
            if label.get("optional"):
                continue
            found += 1
            span, wanted = scorer.span(said), scorer.span(label)
            wrong += span is not None and span != wanted
            for slot, differs in _differing(scorer, label, said).items():
                if shown < most:
                    shown += 1
                    print(f"{slot:8} {row['article_id']} {row['published_at']}  {differs}")
                    print(f"         {said['sources'][0]['evidence']['quote'][:200]} | {label['evidence'][:200]}")
    print(f"wrong dates {wrong} of {found} meetings found  {wrong / max(found, 1):.3f}")


def _differing(scorer: Any, label: dict[str, Any], said: dict[str, Any]) -> dict[str, str]:
    out = {}
    if scorer.span(label) != scorer.span(said) or label["when"].get("precision") != (said["when"] or {}).get(
        "precision"
    ):
        out["when"] = f"{_when(label)} got {_when(said)}"
    place, got = scorer.place(label), scorer.place(said)
    city = place.get("city") and not scorer.same_city(place["city"], got.get("city") or "")
    if city or (place.get("country") and place["country"] != got.get("country")):
        out["where"] = f"{place.get('city')}, {place.get('country')} got {got.get('city')}, {got.get('country')}"
    occasion, told = (label.get("occasion") or {}).get("name"), (said.get("occasion") or {}).get("name") or ""
    if occasion and not scorer.same_body([occasion], told):
        out["occasion"] = f"{occasion!r} got {told!r}"
    return out


def _when(meeting: dict[str, Any]) -> str:
    when = meeting.get("when") or {}
    return f"{when.get('start')}..{when.get('end')} {when.get('precision')} {when.get('text')!r}"


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--split", choices=["a", "b"])
    parser.add_argument("--mask", action="store_true")
    parser.add_argument("--no-people", action="store_true")
    parser.add_argument("--swap-us", action="store_true")
    parser.add_argument("--raw", action="store_true", help="read the body as it is, without cleaning")
    parser.add_argument("--topics", action="store_true")
    parser.add_argument("--errors", type=int, default=0)
    parser.add_argument("--slots", type=int, default=0, metavar="N", help="print up to N slots that differ")
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
    if args.swap_us:
        rows = [swap_states(row) for row in rows]
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
        code = subprocess.run([*command, *(["--json"] if args.json else [])], check=False).returncode
    if not args.json:
        show_slots(rows, lines, args.slots)
    return code


if __name__ == "__main__":
    sys.exit(main())
