"""Account for every record: what must hold of the topics, whatever failed on the way. Pure.

In: records as they are read, bounded by the offsets at the start of the audit. Out: findings, each with examples.

1. Each raw record has an outcome, and all its outcomes agree (at least once: the same one may stand twice); after a
   rejection another one may follow, when the dead letter was replayed.
2. A raw record that the first stage has committed and that has no outcome is on its way: it stands, at some hop, behind
   what that hop's stage has committed.
3. A duplicate names an original that was read, and not itself (a repetition names itself, rightly).
4. The event ids of a topic and of a sink are the same below what the sink has committed, and none is there twice.
5. Outcomes, duplicates and events are what their topics hold.
"""

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

from wiredesk_schemas import ArticleOutcome, DuplicateArticle

EXAMPLES = 20


@dataclass(frozen=True, slots=True)
class Finding:
    """Something that does not hold: how often, and the first cases."""

    rule: str
    count: int
    examples: tuple[str, ...]


@dataclass(slots=True)
class Accounts:
    """Takes records in any order; `findings` and `summary` at the end.

    `is_whole`: nothing was deleted by retention yet, so an original that is not there was never read.
    """

    is_whole: bool = True
    _raw: set[str] = field(default_factory=set)
    _committed: set[str] = field(default_factory=set)
    _outcomes: dict[str, tuple[str, ...]] = field(default_factory=dict)
    _conflicts: dict[str, str] = field(default_factory=dict)
    _repeats: int = 0
    _kinds: Counter[str] = field(default_factory=Counter)
    _reasons: dict[str, str | None] = field(default_factory=dict)
    _read: set[str] = field(default_factory=set)
    _underway: set[str] = field(default_factory=set)
    _links: list[DuplicateArticle] = field(default_factory=list)
    _unreadable: set[str] = field(default_factory=set)
    _findings: list[Finding] = field(default_factory=list)

    def raw(self, origin: str, *, is_committed: bool) -> None:
        """A raw record, and whether the first stage has committed it."""
        self._raw.add(origin)
        if is_committed:
            self._committed.add(origin)

    def underway(self, origin: str) -> None:
        """A record of a later hop that its stage has not committed yet."""
        self._underway.add(origin)

    def outcome(self, outcome: ArticleOutcome) -> None:
        """An outcome; those of one origin in the order of the topic. Only those of raw records count."""
        if not outcome.origin.startswith("raw:"):
            return
        told = (outcome.outcome, outcome.article_id or "", outcome.original or "", outcome.duplicate or "")
        known = self._outcomes.get(outcome.origin)
        if known is None:
            self._outcomes[outcome.origin] = told
            self._kinds[outcome.outcome] += 1
            self._reasons[outcome.origin] = outcome.reason
        elif known == told:
            self._repeats += 1
        elif known[0] == "rejected":
            # A dead letter that was replayed: the later outcome is what became of it.
            self._outcomes[outcome.origin] = told
            self._kinds["rejected"] -= 1
            self._kinds[outcome.outcome] += 1
            self._reasons[outcome.origin] = outcome.reason
        else:
            self._conflicts[outcome.origin] = f"{outcome.origin}: {' '.join(known)} / {' '.join(told)}"
        if outcome.outcome in ("processed", "duplicate") and outcome.article_id:
            self._read.add(outcome.article_id)

    def link(self, duplicate: DuplicateArticle) -> None:
        """A duplicate that names its original."""
        self._links.append(duplicate)

    def unreadable(self, place: str) -> None:
        """A record that is not what its topic holds: "<topic>:<partition>:<offset>"; may be told again."""
        self._unreadable.add(place)

    def sink(self, name: str, expected: Iterable[str], stored: Iterable[str], *, behind: Iterable[str] = ()) -> None:
        """Event ids that a sink must have, that it has, and that it may have or not (not committed yet)."""
        counts = Counter(stored)
        wanted, open_ids = set(expected), set(behind)
        self._note(f"{name}: event missing", sorted(wanted - set(counts)))
        self._note(
            f"{name}: event that is not on the topic", sorted(set(counts) - wanted - open_ids) if self.is_whole else []
        )
        self._note(f"{name}: event stored twice", sorted(i for i, n in counts.items() if n > 1))

    def _note(self, rule: str, cases: list[str]) -> None:
        if cases:
            self._findings.append(Finding(rule, len(cases), tuple(cases[:EXAMPLES])))

    def findings(self) -> list[Finding]:
        """All that does not hold; call once, at the end."""
        done = set(self._outcomes)
        self._note("raw record without outcome", sorted(self._committed - done - self._underway, key=_place))
        self._note("outcomes that disagree", sorted(self._conflicts.values()))
        self._note("not what its topic holds, or not for this version to read", sorted(self._unreadable))
        self._note(
            "duplicate of itself",
            [
                f"{d.article_id} {d.revision}"
                for d in self._links
                if d.original == d.article_id and d.duplicate != "repeated"
            ],
        )
        if self.is_whole:
            known = self._read | {d.article_id for d in self._links if d.duplicate == "near"}
            orphans = {f"{d.article_id} -> {d.original}" for d in self._links if d.original not in known}
            self._note("duplicate of an article that was not read", sorted(orphans) if not self._underway else [])
        return self._findings

    def summary(self) -> Mapping[str, int]:
        """Counts: raw records, outcomes by kind, on the way, not yet taken up, outcomes that stand twice."""
        done = set(self._outcomes) & self._raw
        return {
            "raw": len(self._raw),
            **{kind: self._kinds[kind] for kind in ("processed", "duplicate", "repeated", "rejected")},
            "on the way": len((self._raw & self._underway) - done),
            "not yet taken up": len(self._raw - self._committed - done - self._underway),
            "outcomes said twice": self._repeats,
        }

    def reasons(self) -> Mapping[str, int]:
        """How often each reason stands in an outcome."""
        return dict(Counter(reason for reason in self._reasons.values() if reason).most_common())


def _place(origin: str) -> tuple[int, int]:
    _, partition, offset = origin.split(":")
    return int(partition), int(offset)
