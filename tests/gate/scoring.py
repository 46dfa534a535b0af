"""Compares the meetings that were read in an article with those that a careful reader labelled.

In: labels (dicts as in `meetings/*.jsonl`) and `MeetingReport` values. Out: counts, and the ratios that the floors are set for.
A report is right when two of the labelled parties (one, if one is labelled) are among its participants and no more than half
of these are strangers; each label is met by one report at most. Optional labels are neither missed nor wrong. A report that
denies a meeting announces none and is left out before.
"""

import json
import unicodedata
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path
from typing import Any

from wiredesk_schemas import MeetingReport, Participant

Label = dict[str, Any]

MEETINGS = Path(__file__).parent / "meetings"

HONORIFICS = frozenset(
    "president prime minister foreign secretary premier chancellor king queen pope crown prince sheikh emir general field marshal the".split()
)
EMPTY_WORDS = frozenset(
    "the of and ministers leaders summit meeting members states nations finance defence foreign".split()
)


def labelled_articles(folder: Path = MEETINGS) -> Iterator[Label]:
    """Every labelled article, in the order of the files' names; each gets the `group` that its file names."""
    for path in sorted(folder.glob("*.jsonl")):
        for line in path.read_text(encoding="utf-8").splitlines():
            yield {"group": path.stem, **json.loads(line)}


def fold(name: str) -> list[str]:
    """The words of a name without case, accents, hyphens and full stops."""
    plain = unicodedata.normalize(
        "NFKD", name.replace("ı", "i").replace("đ", "d").replace("Đ", "D").replace("ø", "o").replace("ł", "l")
    )
    letters = "".join(c for c in plain.lower() if not unicodedata.combining(c))
    return "".join(
        c if c.isalnum() else " " for c in letters.replace("'", "").replace("’", "").replace(".", "")
    ).split()


def same_person(names: Sequence[str], found: str) -> bool:
    """One of the names, or the first name with its ends (given and family name) in place."""
    mine = [w for w in fold(found) if w not in HONORIFICS]
    for name in names:
        theirs = [w for w in fold(name) if w not in HONORIFICS]
        if mine == theirs:
            return True
        if len(theirs) > 1 and len(mine) > 1 and (mine[0], mine[-1]) == (theirs[0], theirs[-1]):
            return True
    return False


def same_body(names: Sequence[str], found: str) -> bool:
    """One of the names, but for words such as "summit" and "ministers" that do not say which body it is."""
    mine = set(fold(found)) - EMPTY_WORDS
    return bool(mine) and any(mine == set(fold(name)) - EMPTY_WORDS for name in names)


def same_party(label: Label, found: Participant) -> bool:
    names = [label["name"], *label["also"]]
    if label["kind"] == "person":
        return found.kind == "person" and same_person(names, found.name)
    if label["kind"] == "government" and label["country"] and found.country:
        return bool(found.country == label["country"])  # its ministry, or its minister by name, says it more exactly
    return found.kind != "person" and same_body(names, found.name)


def common_parties(label: Label, report: MeetingReport) -> int:
    """How many labelled parties the report has; persons are looked for before the governments that they would also satisfy."""
    free = list(report.participants)
    hits = 0
    for party in sorted(label["participants"], key=lambda p: bool(p["kind"] != "person")):
        match = next((p for p in free if same_party(party, p)), None)
        if match is not None:
            free.remove(match)
            hits += 1
    return hits


def is_right(label: Label, report: MeetingReport) -> bool:
    hits = common_parties(label, report)
    labelled = len(label["participants"])
    of_a_body = any(p["kind"] == "organisation" for p in label["participants"])
    needed = min(2, label.get("participants_min", labelled), labelled)
    return hits >= needed and (of_a_body or 2 * hits >= len(report.participants))


def labelled_days(label: Label) -> tuple[date, date] | None:
    when = label["when"]
    return (date.fromisoformat(when["start"]), date.fromisoformat(when["end"])) if when["start"] else None


def found_days(report: MeetingReport) -> tuple[date, date] | None:
    when = report.when
    return (when.start, when.end or when.start) if when.start else None


def has_right_date(label: Label, report: MeetingReport) -> bool:
    return bool(label.get("date_free")) or labelled_days(label) == found_days(report)


def has_right_status(label: Label, report: MeetingReport) -> bool:
    return bool(label.get("optional_status")) or report.status in (label["status"], *label.get("status_also", ()))


def has_right_place(label: Label, report: MeetingReport) -> bool:
    """City and country where the label has them; more than the label says is not held against it."""
    wanted, found = label["where"], report.where
    if wanted is None:
        return True
    if found is None or (wanted["country"] and found.country != wanted["country"]):
        return False
    mine, theirs = set(fold(found.city or "")), set(fold(wanted["city"] or ""))
    return not theirs or (bool(mine) and (mine <= theirs or theirs <= mine))


def has_right_occasion(label: Label, report: MeetingReport) -> bool:
    """The host event by name, where the label has one."""
    if label["occasion"] is None:
        return True
    found = set(fold(report.occasion.name)) if report.occasion else set()
    names = [label["occasion"]["name"], *label["occasion"]["also"]]
    return any(found and set(fold(name)) - EMPTY_WORDS <= found for name in names)


def likeness(label: Label, report: MeetingReport) -> float:
    """How well a right report goes with a label, so that two meetings of the same pair find their own; 0 when it is not right."""
    if not is_right(label, report):
        return 0.0
    parties = 2 * common_parties(label, report) / (len(label["participants"]) + len(report.participants))
    return (
        parties
        + 0.5 * has_right_date(label, report)
        + 0.3 * (has_right_place(label, report) and label["where"] is not None)
        + 0.2 * has_right_status(label, report)
        + 0.01 * (not label.get("optional"))
    )


def pair(labels: Sequence[Label], reports: Sequence[MeetingReport]) -> list[tuple[int, int]]:
    """Label and report, one to one, the best first."""
    table = sorted(
        ((likeness(a, b), -i, -j) for i, a in enumerate(labels) for j, b in enumerate(reports)),
        reverse=True,
    )
    pairs: list[tuple[int, int]] = []
    for value, i, j in table:
        if value and all(i != -a and j != -b for a, b in pairs):
            pairs.append((-i, -j))
    return pairs


@dataclass(slots=True)
class Tally:
    """Counts over articles: labelled meetings met, missed, and reports that no label calls for; then what is right of those met."""

    met: int = 0
    missed: int = 0
    wrong: int = 0
    dated: int = 0
    full: int = 0
    placed: int = 0
    with_place: int = 0
    on_occasion: int = 0
    with_occasion: int = 0
    complaints: list[str] = field(default_factory=list)

    def add(self, article: Label, found: Iterable[MeetingReport]) -> None:
        labels = article["meetings"]
        reports = [r for r in found if not r.denied]
        pairs = pair(labels, reports)
        for i, j in pairs:
            if not labels[i].get("optional"):
                self._add_met(article, labels[i], reports[j])
        for i, label in enumerate(labels):
            if not label.get("optional") and all(i != a for a, _ in pairs):
                self.missed += 1
                self.complaints.append(f"{article['article_id']} missed: {label['evidence']}")
        for j, report in enumerate(reports):
            if all(j != b for _, b in pairs):
                self.wrong += 1
                names = ", ".join(p.name for p in report.participants)
                self.complaints.append(
                    f"{article['article_id']} wrong: [{names}] {report.status} {report.evidence.quote}"
                )

    def _add_met(self, article: Label, label: Label, report: MeetingReport) -> None:
        dated, status = has_right_date(label, report), has_right_status(label, report)
        self.met += 1
        self.dated += dated
        self.full += dated and status
        if label["where"]:
            self.with_place += 1
            self.placed += has_right_place(label, report)
            if not has_right_place(label, report):
                self.complaints.append(f"{article['article_id']} place: {report.where} for {label['where']}")
        if label["occasion"]:
            self.with_occasion += 1
            self.on_occasion += has_right_occasion(label, report)
            if not has_right_occasion(label, report):
                self.complaints.append(f"{article['article_id']} occasion: {report.occasion} for {label['occasion']}")
        if not dated:
            self.complaints.append(f"{article['article_id']} date: {found_days(report)} for {labelled_days(label)}")
        if not status:
            self.complaints.append(f"{article['article_id']} status: {report.status} for {label['status']}")

    @property
    def precision(self) -> float:
        return self.met / max(1, self.met + self.wrong)

    @property
    def recall(self) -> float:
        return self.met / max(1, self.met + self.missed)

    def ratios(self) -> dict[str, float]:
        """`full`: of all labelled meetings, those met with date and status right; the others: of those met."""
        return {
            "precision": self.precision,
            "recall": self.recall,
            "full": self.full / max(1, self.met + self.missed),
            "dates": self.dated / max(1, self.met),
            "places": self.placed / max(1, self.with_place),
            "occasions": self.on_occasion / max(1, self.with_occasion),
        }
