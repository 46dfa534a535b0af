"""How well reports are tied into meetings, on labelled stories.

    python benchmarks/stories.py GOLD_DIRECTORY [--own] [--shuffle 20] [--errors]

GOLD_DIRECTORY holds `dev.jsonl` (labelled articles), `stories.jsonl` (which labels are the same meeting, and how it
ended) and `stories.py` (the scorer). The labels go in as reports, as if read without a fault; with `--own` the articles
are read by wiredesk itself, and each label is found in the meeting that has a report of its article with its parties.
"""

import argparse
import json
import random
import subprocess
import sys
import tempfile
from collections.abc import Iterable
from datetime import date
from pathlib import Path
from typing import Any

from wiredesk.news.life import Diary
from wiredesk.news.life.parties import likeness, parties_of
from wiredesk_schemas import (
    ArticleReports,
    Evidence,
    MeetingReport,
    Occasion,
    Participant,
    RawArticle,
    When,
    Where,
)

Label = tuple[str, int]


def read_lines(path: Path) -> list[dict[str, Any]]:
    return [json.loads(line) for line in path.read_text("utf-8").splitlines() if line.strip()]


def labelled_reports(article: dict[str, Any]) -> ArticleReports:
    """The labels of an article as what wiredesk would report of it."""
    return ArticleReports(
        article_id=article["article_id"],
        revision="labels",
        meetings=tuple(_report(label) for label in article["meetings"]),
        title=article["title"],
        url=article["url"],
        source=article["source"],
        published_on=date.fromisoformat(article["published_at"]),
    )


def _report(label: dict[str, Any]) -> MeetingReport:
    when, where = label.get("when") or {}, label.get("where")
    quote = str(label["evidence"])
    return MeetingReport(
        participants=tuple(
            Participant(name=p["name"], kind=p["kind"], country=p.get("country")) for p in label["participants"]
        ),
        evidence=Evidence(quote=quote, start=0, end=len(quote)),
        status=label.get("status") or "planned",
        when=When(
            start=_day(when.get("start")),
            end=_day(when.get("end")),
            precision=when.get("precision") or "unknown",
            text=when.get("text"),
        ),
        where=Where(city=where.get("city"), country=where.get("country")) if where else None,
        occasion=Occasion(name=label["occasion"]["name"]) if label.get("occasion") else None,
    )


def _day(text: str | None) -> date | None:
    return date.fromisoformat(text) if text else None


def own_reports(article: dict[str, Any]) -> ArticleReports:
    """What wiredesk itself reads in an article."""
    from wiredesk.news.cleaning import clean_raw
    from wiredesk.news.meetings import find_meetings

    fields = ("article_id", "title", "published_at", "source", "url", "body")
    clean = clean_raw(RawArticle(**{name: article[name] for name in fields}))
    return ArticleReports(
        article_id=clean.article_id,
        revision=clean.revision,
        meetings=find_meetings(clean),
        source=clean.source,
        url=clean.url,
        published_at=clean.published_at,
        published_on=clean.published_on,
    )


def predict(
    reports: Iterable[ArticleReports], labels: dict[Label, ArticleReports], *, own: bool = False
) -> list[dict[str, Any]]:
    """The meetings of a diary that was given these reports, with the labels that each holds."""
    diary = Diary()
    for one in reports:
        diary.apply(one)
    found = []
    taken: set[Label] = set()
    for meeting in diary.current():
        members = diary.members(meeting.meeting_id)
        mine = set(members) & set(labels) if not own else set(_held(members, meeting.participants, labels)) - taken
        taken |= mine
        found.append(
            {
                "meeting_id": meeting.meeting_id,
                "members": sorted(mine),
                "status": meeting.status,
                "start": meeting.when.start and meeting.when.start.isoformat(),
                "end": meeting.when.end and meeting.when.end.isoformat(),
            }
        )
    return found


def _held(members: Iterable[Label], participants: Any, labels: dict[Label, ArticleReports]) -> Iterable[Label]:
    """The labels of a meeting's articles whose parties are the meeting's: the best one of each article."""
    own = parties_of(participants)
    for article_id in sorted({key[0] for key in members}):
        best: tuple[float, Label] | None = None
        for key, reports in labels.items():
            if key[0] == article_id:
                value = likeness(parties_of(reports.meetings[key[1]].participants), own)
                if value and (best is None or value > best[0]):
                    best = (value, key)
        if best:
            yield best[1]


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("gold", type=Path, help="directory of dev.jsonl, stories.jsonl and stories.py")
    parser.add_argument(
        "--own", action="store_true", help="read the articles with wiredesk instead of taking the labels"
    )
    parser.add_argument("--shuffle", type=int, default=0, metavar="N", help="score N random orders of arrival as well")
    parser.add_argument("--errors", action="store_true", help="show stories that are split, mixed or end wrong")
    args = parser.parse_args()
    articles = {a["article_id"]: a for a in read_lines(args.gold / "dev.jsonl")}
    stories = read_lines(args.gold / "stories.jsonl")
    told = [(str(a), int(n)) for story in stories for a, n in story["members"]]
    labelled = {article_id: labelled_reports(articles[article_id]) for article_id in dict.fromkeys(a for a, _ in told)}
    labels = {key: labelled[key[0]] for key in told}
    reports = [own_reports(articles[a]) for a in labelled] if args.own else list(labelled.values())
    reports.sort(key=lambda r: (r.published_on or date.min, r.article_id))
    found = predict(reports, labels, own=args.own)
    _score(args.gold, found)
    for seed in range(args.shuffle):
        random.Random(seed).shuffle(reports)
        same = _states(predict(reports, labels, own=args.own)) == _states(found)
        print(f"order {seed}: {'the same meetings' if same else 'other meetings'}")
    if args.errors:
        _show_errors(stories, found)


def _states(found: list[dict[str, Any]]) -> list[str]:
    return sorted(json.dumps({**f, "meeting_id": None}) for f in found if f["members"])


def _score(gold: Path, found: list[dict[str, Any]]) -> None:
    with tempfile.NamedTemporaryFile("w", suffix=".jsonl") as lines:
        lines.writelines(json.dumps(f) + "\n" for f in found)
        lines.flush()
        subprocess.run([sys.executable, gold / "stories.py", gold / "stories.jsonl", lines.name], check=True)


def _show_errors(stories: list[dict[str, Any]], found: list[dict[str, Any]]) -> None:
    holder = {tuple(m): f for f in found for m in f["members"]}
    for story in stories:
        members = [tuple(m) for m in story["members"]]
        groups = {json.dumps(holder.get(m, {}).get("members")) for m in members}
        last = holder.get(members[-1], {})
        wrong = (
            [k for k in ("status", "start", "end") if last.get(k) != story["final"].get(k)] if len(members) > 1 else []
        )
        if groups != {json.dumps(sorted(list(m) for m in members))} and last:
            print(f"{story['story']}: {len(members)} told, found as {' / '.join(sorted(groups))}")
        if wrong:
            print(f"{story['story']}: ends { ({k: last.get(k) for k in wrong}) }, expected {story['final']}")


if __name__ == "__main__":
    main()
