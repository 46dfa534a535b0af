"""How well the date grammar reads: on public test phrases, on labelled meetings, and how fast.

    python benchmarks/dates.py [--part tuned|held-out|both] [--split a|b] [--misses] [--speed-only]

Phrases: `dates/english-date-cases.json` of the data folder (`WIREDESK_DATA`, by default `../shared/data`), parted by a
hash of the input; the grammar is developed on "tuned", three quarters. Each is right when its first and last day are
exactly the wanted ones, after `dates_notation.py` has carried what was read into the notation of the phrases; "as it
stands" counts those that need no carrying. "days" and "ranges" are the phrases with one value; of two readings (the
past and the coming "May 5") one must be chosen; open ends ("after 2010") are not compared. Meetings:
`gold/dev.jsonl` beside it: for each labelled date whose words stand in the text, whether finding those words and
resolving them as future gives exactly the label.
"""

import argparse
import hashlib
import json
import os
import time
from collections.abc import Iterator
from dataclasses import replace
from datetime import date, timedelta
from pathlib import Path
from typing import Any

from dates_notation import Span, carried, placed

from wiredesk.news.dates import TimeExpression, find_times, resolve
from wiredesk.news.dates.values import Several

SHARED = Path(os.environ.get("WIREDESK_DATA", "../shared/data")).resolve().parent
ONE_DAY = timedelta(days=1)


def part_of(phrase: str) -> str:
    return "held-out" if hashlib.blake2b(phrase.encode(), digest_size=1).digest()[0] % 4 == 3 else "tuned"


def values(text: str, published: date | None) -> list[tuple[Span | None, Span | None]]:
    """First and last day of what is found, in the phrases' notation and as it stands.

    Of "Monday or Tuesday" each as well; a time of day alone is no date.
    """
    found = []
    for t in find_times(text):
        options = t.value.options if isinstance(t.value, Several) else ()
        if t.kind != "time":
            every = (t, *(replace(t, value=option) for option in options))
            found += [(carried(one, published), placed(one, one.value, published)) for one in every]
    return found


def wanted(result: dict[str, Any]) -> tuple[date, date] | None:
    """First and last day of a result with one value, None for two readings, open ends and times without a day."""
    if len(result["values"]) != 1:
        return None
    value = result["values"][0]
    try:
        if value["type"] == "date":
            day = date.fromisoformat(value["value"])
            return day, day
        if value["type"] == "daterange" and "start" in value and "end" in value:
            return date.fromisoformat(value["start"]), date.fromisoformat(value["end"]) - ONE_DAY
    except ValueError:
        pass
    return None


def phrases(part: str, *, misses: bool) -> None:
    cases = json.loads((SHARED / "data/dates/english-date-cases.json").read_text())
    cases = [c for c in cases if part in ("both", part_of(c["input"]))]
    counts = {name: [0, 0, 0] for name in ("days", "ranges", "two readings", "no date")}
    for case in cases:
        published = date.fromisoformat(case["reference"][:10]) if case["reference"] else None
        got = values(case["input"], published)
        if not case["results"]:
            silent = not any(any(pair) for pair in got)
            _count(counts["no date"], (silent, silent), misses, case, got)
        for result in case["results"]:
            span = wanted(result)
            if span:
                kind = "days" if span[0] == span[1] else "ranges"
                right = tuple(any(span == pair[n] for pair in got) for n in (0, 1))
                _count(counts[kind], right, misses, case, got, span)
            elif spans := readings(result):
                right = tuple(any(pair[n] in spans for pair in got) for n in (0, 1))
                _count(counts["two readings"], right, misses, case, got)
    print(f"phrases ({part})")
    counts["one value"] = [sum(of) for of in zip(counts["days"], counts["ranges"], strict=True)]
    counts["any value"] = [sum(of) for of in zip(counts["one value"], counts["two readings"], strict=True)]
    for name, (carried_right, plain, all_of) in counts.items():
        share = f"{carried_right / max(all_of, 1):.3f} (as it stands {plain / max(all_of, 1):.3f})"
        print(f"  {name:13} {carried_right:3} of {all_of:3}  {share}")


def readings(result: dict[str, Any]) -> set[tuple[date, date]]:
    """First and last day of each reading of a year-less date."""
    spans = (wanted({"values": [value]}) for value in result["values"])
    return {span for span in spans if span}


def _count(
    counter: list[int],
    right: tuple[bool, ...],
    misses: bool,
    case: dict[str, Any],
    got: list[tuple[Span | None, Span | None]],
    span: object = "",
) -> None:
    counter[0] += right[0]
    counter[1] += right[1]
    counter[2] += 1
    if misses and not right[0]:
        texts = [str(r["text"]) + " = " + "; ".join(str(v.get("timex")) for v in r["values"]) for r in case["results"]]
        found = [t.text for t in find_times(case["input"])]
        show = [" ".join(f"{one[0]}..{one[1]}" if one else "-" for one in pair) for pair in got]
        print(f"    {case['reference']} {case['input'][:110]!r} wants {texts}")
        print(f"        {[str(s) for s in span]}, found {found} {show}")  # type: ignore[attr-defined]


def labelled(split: str) -> Iterator[tuple[dict[str, Any], dict[str, Any]]]:
    for line in (SHARED / "gold/dev.jsonl").read_text().splitlines():
        article = json.loads(line)
        if article["split"] == split:
            yield from ((article, meeting) for meeting in article["meetings"])


def best(article: dict[str, Any], meeting: dict[str, Any]) -> TimeExpression | None:
    """The expression that covers most of the label's words, where they stand in the evidence or else in the text."""
    words = meeting["when"]["text"]
    for text in (meeting["evidence"], article["body"], article["title"] or ""):
        at = text.find(words)
        if at >= 0:
            overlap = {t: min(t.end, at + len(words)) - max(t.start, at) for t in find_times(text)}
            touching = {t: n for t, n in overlap.items() if n > 0}
            return max(touching, key=lambda t: touching[t]) if touching else None
    return None


def meetings(split: str, *, misses: bool) -> None:
    right = found = dated = 0
    for article, meeting in labelled(split):
        when = meeting["when"]
        if not when["start"] or not when.get("text") or when["text"] not in article["body"] + (article["title"] or ""):
            continue
        dated += 1
        published = date.fromisoformat(article["published_at"])
        expression = best(article, meeting)
        got = resolve(expression, published, direction="future") if expression else None
        exact = bool(
            got
            and got.start
            and (got.start.isoformat(), str(got.end), got.precision) == (when["start"], when["end"], when["precision"])
        )
        found += expression is not None
        right += exact
        if misses and not exact:
            label = f"{when['text']!r} is {when['start']}..{when['end']} {when['precision']}"
            reading = got and (str(got.start), str(got.end), got.precision)
            print(f"    {published:%Y-%m-%d %a} {label}, found {expression and expression.text!r} {reading}")
            print(f"        {meeting['evidence'][:150]}")
    share = right / max(dated, 1)
    print(f"meetings (split {split}): {dated} dated by their words, {found} found, {right} as labelled ({share:.3f})")


def speed() -> None:
    articles = [json.loads(line)["body"] for line in (SHARED / "gold/dev.jsonl").read_text().splitlines()]
    text_bytes = sum(len(a.encode()) for a in articles)
    find_times("warm")
    rates = []
    for _ in range(3):
        begin = time.process_time()
        expressions = sum(len(find_times(a)) for a in articles)
        rates.append(text_bytes / (time.process_time() - begin) / 1e6)
    print(
        f"speed: {max(rates):.2f} MB a second of processor time, of {len(articles)} articles, {expressions} expressions"
    )
    for name, unit in (
        ("days", "Monday, "),
        ("figures", "1 "),
        ("months", "May 5 to "),
        ("the", "the end of the "),
        ("ands", "14 and 15 and "),
    ):
        took = []
        for size in (50_000, 100_000):
            begin = time.process_time()
            find_times(unit * (size // len(unit)))
            took.append(time.process_time() - begin)
        print(f"  100 kB of {name!r}: {took[1] * 1000:.0f} ms ({took[1] / took[0]:.1f} times that of 50 kB)")


def main() -> None:
    parser = argparse.ArgumentParser(description="the date grammar, measured")
    parser.add_argument("--part", choices=["tuned", "held-out", "both"], default="tuned")
    parser.add_argument("--split", choices=["a", "b"], default="a")
    parser.add_argument("--misses", action="store_true", help="print what is not right")
    parser.add_argument("--speed-only", action="store_true")
    args = parser.parse_args()
    if not args.speed_only:
        if not (SHARED / "data/dates/english-date-cases.json").is_file():
            raise SystemExit(
                f"no dates/english-date-cases.json under {SHARED / 'data'}; set WIREDESK_DATA to the data folder"
            )
        phrases(args.part, misses=args.misses)
        meetings(args.split, misses=args.misses)
    speed()


if __name__ == "__main__":
    main()
