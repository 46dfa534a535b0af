"""How well and how fast articles are cleaned.

    python -m benchmarks.cleaning pages PAGES [--ids even|odd|all]     against hand-made truth
    python -m benchmarks.cleaning news LABELLED.jsonl [--split a|b]    do labelled sentences survive? articles/s

PAGES: a folder with truth.json (url, title, publish_date, main_content, snippets that must stay (`with`) and go
(`without`)), html/ID.html.gz and text/ID.txt.gz (the same page flattened). Word F1 is over the multiset of lower-case
words, the mean over pages. Weights and rules were made on even ids only.
"""

import argparse
import gzip
import re
import statistics
import time
from collections import Counter
from collections.abc import Callable
from pathlib import Path
from typing import Any

import orjson

from wiredesk.api import Reject
from wiredesk.news.cleaning import clean, clean_raw, normalise, restore
from wiredesk.news.cleaning.page import read_page
from wiredesk.news.sources import load_sources
from wiredesk_schemas import CleanArticle, RawArticle, convert


def word_f1(found: str, right: str) -> float:
    """F1 over the multiset of lower-case words, 0..1."""
    a, b = (Counter(re.findall(r"\w+", text.lower())) for text in (found, right))
    both = (a & b).total()
    return 2 * both / (a.total() + b.total()) if both else 0.0


def squeezed(text: str) -> str:
    words = " ".join(re.findall(r"\w+", text.lower()))
    return f" {words} "


def page_scores(name: str, truth: dict[str, Any], before: dict[str, str], after: dict[str, str]) -> None:
    """One line of the table; snippets that the input does not hold as words in this order cannot be kept."""
    f1 = statistics.mean(word_f1(after[p], known["main_content"]) for p, known in truth.items())
    stay = [(s, p) for p, known in truth.items() for s in known["with"]]
    go = [(s, p) for p, known in truth.items() for s in known["without"]]
    held = [(s, p) for s, p in stay if squeezed(s) in squeezed(before[p])]
    kept = sum(squeezed(s) in squeezed(after[p]) for s, p in held)
    all_kept = sum(squeezed(s) in squeezed(after[p]) for s, p in stay)
    gone = sum(squeezed(s) not in squeezed(after[p]) for s, p in go)
    print(
        f"{name:34} word F1 {f1:.3f}   with kept {kept / len(held):.3f} of {len(held)} in the input"
        f" ({all_kept / len(stay):.3f} of all {len(stay)})   without gone {gone / len(go):.3f} of {len(go)}"
    )


def benchmark_pages(folder: Path, ids: str) -> None:
    truth: dict[str, Any] = orjson.loads((folder / "truth.json").read_bytes())
    wanted = {"even": {0}, "odd": {1}, "all": {0, 1}}[ids]
    truth = {p: known for p, known in truth.items() if int(p) % 2 in wanted}
    sources = load_sources()
    html = {p: gzip.decompress((folder / "html" / f"{p}.html.gz").read_bytes()) for p in truth}
    flat = {p: gzip.decompress((folder / "text" / f"{p}.txt.gz").read_bytes()).decode() for p in truth}
    print(f"{len(truth)} pages, {ids} ids")
    page_scores("flattened, nothing removed", truth, flat, flat)

    for title in (True, False):
        start = time.process_time()
        texts = {p: text_of(flat[p], known["title"] if title else None) for p, known in truth.items()}
        took = time.process_time() - start
        page_scores(f"flattened, {'title given' if title else 'no title'}", truth, flat, texts)
        print(f"{'':34} {len(truth) / took:.0f} pages/s and core")

    start = time.process_time()
    articles: dict[str, CleanArticle | None] = {}
    for p, known in truth.items():
        raw = RawArticle(body="<html>", content_type="text/html", url=known["url"])
        articles[p] = attempt(lambda raw=raw, p=p: clean(raw, page=read_page(html[p], raw.url), sources=sources))
    took = time.process_time() - start
    texts = {p: a.text if a else "" for p, a in articles.items()}
    page_scores("HTML", truth, flat, texts)
    print(f"{'':34} {len(truth) / took:.0f} pages/s and core")
    dates = {p: a.published_on.isoformat() if a and a.published_on else None for p, a in articles.items()}
    dated = {p: known["publish_date"] for p, known in truth.items() if len(known["publish_date"] or "") == 10}
    right = sum(dates[p] == day for p, day in dated.items())
    print(f"publication day right {right / len(dated):.3f} of {len(dated)}; ", end="")
    print(dict(Counter(a.published_from for a in articles.values() if a)))
    titles = sum(squeezed((a.title or "") if a else "") == squeezed(truth[p]["title"]) for p, a in articles.items())
    print(f"title right {titles / len(truth):.3f}")


def text_of(body: str, title: str | None) -> str:
    article = attempt(lambda: clean_raw(RawArticle(body=body, content_type="text/plain", title=title)))
    return article.text if article else ""


def attempt(work: Callable[[], CleanArticle]) -> CleanArticle | None:
    try:
        return work()
    except Reject as e:
        print(e)
        return None


def benchmark_news(path: Path, split: str | None, verbose: bool) -> None:
    labelled = [orjson.loads(line) for line in path.read_bytes().splitlines() if line.strip()]
    labelled = [g for g in labelled if not split or g.get("split") == split]
    raws = [convert(g, RawArticle) for g in labelled]
    clean_raw(RawArticle(body=f"GENEVA (Example) - {'The ministers will meet on Monday. ' * 9}"))  # loads all tables
    start = time.process_time()
    articles = [clean_raw(raw) for raw in raws]
    took = time.process_time() - start
    size = sum(len(raw.body) for raw in raws)
    kept = {True: 0, False: 0}
    total = {True: 0, False: 0}
    for g, article in zip(labelled, articles, strict=True):
        text = squeezed(article.text) + squeezed(article.title or "")
        for meeting in g["meetings"]:
            quote = meeting["evidence"] if isinstance(meeting["evidence"], str) else meeting["evidence"]["quote"]
            required = not meeting.get("optional")
            total[required] += 1
            survived = squeezed(quote) in text or squeezed(quote) in squeezed(f"{article.dateline} {article.text}")
            kept[required] += survived
            if not survived and verbose:
                print(f"lost ({'required' if required else 'optional'}): {quote[:160]!r}")
    cut = sum(len(c.text) for a in articles for c in a.cut)
    whole = sum(restore(a) == normalise(r.body) for a, r in zip(articles, raws, strict=True))
    for required, name in ((True, "required"), (False, "optional")):
        share = kept[required] / max(1, total[required])
        print(f"{kept[required]} of {total[required]} labelled sentences of {name} meetings survive ({share:.4f})")
    print(f"cut {cut / size:.4f} of the characters, for {dict(Counter(c.reason for a in articles for c in a.cut))}")
    print(f"restored in full: {whole / len(raws):.4f}; flags {dict(Counter(f for a in articles for f in a.flags))}")
    print(f"{len(raws) / took:.0f} articles/s and core, of {size / len(raws) / 1000:.1f} kB")


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("what", choices=["pages", "news"])
    parser.add_argument("path", type=Path)
    parser.add_argument("--ids", choices=["even", "odd", "all"], default="even")
    parser.add_argument("--split", choices=["a", "b"])
    parser.add_argument("--verbose", action="store_true")
    args = parser.parse_args()
    if args.what == "pages":
        benchmark_pages(args.path, args.ids)
    else:
        benchmark_news(args.path, args.split, args.verbose)


if __name__ == "__main__":
    main()
