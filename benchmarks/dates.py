"""How well the date grammar reads: on public test phrases, on labelled meetings, and how fast.

    python benchmarks/dates.py [--part tuned|held-out|both] [--split a|b] [--misses] [--speed-only]

Phrases: `dates/english-date-cases.json` of the data folder (`WIREDESK_DATA`, by default `../shared/data`), parted by a
hash of the input; the grammar is developed on "tuned", three quarters. "days" are the phrases with one value, "days
within" counts besides those that lie in the month or year we give ("two months ago"); ranges there may end with the
last day, the day after it, or the period of which they give the first day only ("March to May" ends on May 1 there); of
two readings (the past and the coming "May 5") one must be chosen. Meetings:
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

from wiredesk.news.dates import TimeExpression, find_times, resolve
from wiredesk.news.dates.values import Several
from wiredesk_schemas import When

SHARED = Path(os.environ.get("WIREDESK_DATA", "../shared/data")).resolve().parent
ONE_DAY = timedelta(days=1)


def part_of(phrase: str) -> str:
    return "held-out" if hashlib.blake2b(phrase.encode(), digest_size=1).digest()[0] % 4 == 3 else "tuned"


def values(text: str, published: date | None) -> list[tuple[str, When]]:
    """What is found, resolved with the reference day in hand and figures as in America.

    Of "Monday or Tuesday" each as well; a time of day alone is no date.
    """
    found = []
    for t in find_times(text):
        if t.kind == "time":
            continue
        options = t.value.options if isinstance(t.value, Several) else ()
        for one in (t, *(replace(t, value=option) for option in options)):
            when = resolve(one, published, anchor=published, day_first=False)
            if when:
                found.append((t.text, when))
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
    counts = {"days": [0, 0], "days within": [0, 0], "ranges": [0, 0], "two readings": [0, 0], "no date": [0, 0]}
    for case in cases:
        published = date.fromisoformat(case["reference"][:10]) if case["reference"] else None
        got = [(w.start, w.end) for _, w in values(case["input"], published)]
        if not case["results"]:
            silent = not any(start for start, _ in got)
            _count(counts["no date"], silent, misses, case, got)
        for result in case["results"]:
            span = wanted(result)
            if span:
                kind = "days" if span[0] == span[1] else "ranges"
                right = span in got or (kind == "ranges" and any(ends_alike(span, one) for one in got))
                _count(counts[kind], right, misses, case, got, span)
                if kind == "days":
                    within = any(start and start <= span[0] <= end and start != end for start, end in got)
                    _count(counts["days within"], right or within, False, case, got)
            elif len(result["values"]) == 2:
                chosen = any(span == one or ends_alike(span, one) for span in readings(result) for one in got)
                _count(counts["two readings"], chosen, misses, case, got)
    print(f"phrases ({part})")
    for name, (right, all_of) in counts.items():
        print(f"  {name:13} {right:3} of {all_of:3}  {right / max(all_of, 1):.3f}")
    right, all_of = (sum(counts[k][i] for k in ("days", "ranges")) for i in (0, 1))
    print(f"  one value     {right:3} of {all_of:3}  {right / max(all_of, 1):.3f}")
    right, all_of = (sum(counts[k][i] for k in ("days", "ranges", "two readings")) for i in (0, 1))
    print(f"  any value     {right:3} of {all_of:3}  {right / max(all_of, 1):.3f}")


def ends_alike(span: tuple[date, date], one: tuple[date | None, date | None]) -> bool:
    """Whether two ranges differ at most in whether their last day, month or year is counted in."""
    start, end = one
    after = span[1] + ONE_DAY
    if start != span[0] or end is None or start == end:
        return False
    month = (end + ONE_DAY).day == 1 and after == end.replace(day=1)
    year = (end.month, end.day) == (12, 31) and after == end.replace(month=1, day=1)
    return end == after or month or year


def readings(result: dict[str, Any]) -> set[tuple[date, date]]:
    """First and last day of each reading of a year-less date."""
    spans = (wanted({"values": [value]}) for value in result["values"])
    return {span for span in spans if span}


def _count(counter: list[int], right: bool, misses: bool, case: dict[str, Any], got: object, span: object = "") -> None:
    counter[0] += right
    counter[1] += 1
    if misses and not right:
        texts = [str(r["text"]) + " = " + "; ".join(str(v.get("timex")) for v in r["values"]) for r in case["results"]]
        found = [t.text for t in find_times(case["input"])]
        show = [tuple(str(d) for d in pair) for pair in got]  # type: ignore[attr-defined]
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
