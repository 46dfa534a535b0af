"""What came out of a run, and how it differs from a run in which nothing went wrong.

`Found` is everything that users can see: outcomes, clusters of copies, final meetings, topics. Runs with one partition
read articles in the same order, so there even the revisions of each meeting must be the same; with more, clusters
and the facts of meetings.
"""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Any

from chaos.trial import Trial
from wiredesk.cli._auditing import run_audit
from wiredesk.kafka.bounded import find_spans, read_spans
from wiredesk.topology import DEAD_LETTERS, DUPLICATE, MEETINGS, OUTCOME, TOPICS_MENTIONED, Topic, full_name
from wiredesk_schemas import ArticleOutcome, DuplicateArticle, MeetingAnnounced, TopicMentioned, decode
from wiredesk_schemas.dead_letter import read_dead_letter

EXAMPLES = 5


@dataclass
class Found:
    """`outcomes` by number of the record; `faults`: what must not be, whatever the input."""

    outcomes: dict[int, set[tuple[Any, ...]]]
    clusters: frozenset[frozenset[str]]
    meetings: dict[str, MeetingAnnounced]
    topics: frozenset[tuple[str, ...]]
    faults: list[str] = field(default_factory=list)
    lost: int = 0
    repeated_outcomes: int = 0
    dead_letters: int = 0


def find(trial: Trial, **sinks: Any) -> Found:
    """Read all topics of a run that has ended, and audit it."""
    told: dict[str, list[ArticleOutcome]] = defaultdict(list)
    for message in _read(trial, OUTCOME):
        outcome = decode(message, ArticleOutcome)
        told[outcome.origin].append(outcome)
    numbers = {origin: number for number, origin in trial.origins.items()}
    links = [decode(message, DuplicateArticle) for message in _read(trial, DUPLICATE)]
    meetings, mixed = _latest([decode(m, MeetingAnnounced) for m in _read(trial, MEETINGS)])
    found = Found(
        outcomes={
            numbers[origin]: {(o.outcome, o.article_id, o.duplicate, o.original, o.reason) for o in several}
            for origin, several in told.items()
            if origin in numbers
        },
        clusters=_clusters((link.article_id, link.original) for link in links),
        meetings=meetings,
        topics=_stated(decode(m, TopicMentioned) for m in _read(trial, TOPICS_MENTIONED)),
        repeated_outcomes=sum(len(several) - 1 for several in told.values()),
    )
    _note(found, "events of one meeting revision that differ", mixed)
    lost = [f"record {number}" for number in range(trial.fed) if number not in found.outcomes]
    found.lost = len(lost)
    _note(found, "lost", lost)
    _note(
        found, "outcomes that differ", [f"{n}: {sorted(map(str, o))}" for n, o in found.outcomes.items() if len(o) > 1]
    )
    rejected = {o for o, several in told.items() if several[0].outcome == "rejected"}
    letters = _letters(trial)
    found.dead_letters = len(letters)
    _note(found, "rejected without a dead letter", sorted(rejected - letters))
    _note(found, "a dead letter that is not rejected", sorted(letters - rejected))
    report = run_audit(trial.pipeline.settings, **{"sqlite": [], "files": [], "postgres": [], **sinks})
    found.faults += [f"audit: {f.rule}, {f.count}: {', '.join(f.examples[:3])}" for f in report["findings"]]
    return found


def compare(calm: Found, rough: Found, *, in_order: bool) -> list[str]:
    """How the second run differs from the first one, in words; empty when it does not."""
    differences = Found({}, frozenset(), {}, frozenset())
    numbers = sorted(calm.outcomes.keys() | rough.outcomes.keys())
    if in_order:
        differ = [f"{n}: {calm.outcomes.get(n)} / {rough.outcomes.get(n)}" for n in numbers
                  if calm.outcomes.get(n) != rough.outcomes.get(n)]  # fmt: skip
        _note(differences, "outcomes unlike those of the calm run", differ)
    else:
        kinds = [sorted(min(o)[0] for o in f.outcomes.values()) for f in (calm, rough)]
        if kinds[0] != kinds[1]:
            differences.faults.append("kinds of outcomes unlike those of the calm run")
    of = [f.topics if in_order else _by_cluster(f) for f in (calm, rough)]
    known = [{_known(m, in_order=in_order) for m in f.meetings.values() if _is_held(m)} for f in (calm, rough)]
    _note(
        differences, "clusters unlike those of the calm run", [str(sorted(c)) for c in calm.clusters ^ rough.clusters]
    )
    _note(differences, "meetings unlike those of the calm run", [str(m) for m in known[0] ^ known[1]])
    _note(differences, "topics unlike those of the calm run", [str(t) for t in of[0] ^ of[1]])
    return differences.faults


def _note(found: Found, what: str, cases: list[str]) -> None:
    if cases:
        found.faults.append(f"{what}, {len(cases)}: {'; '.join(cases[:EXAMPLES])}")


def _read(trial: Trial, topic: Topic) -> list[bytes]:
    settings = trial.pipeline.settings
    spans = find_spans(settings, [full_name(topic, settings.topic_prefix)])
    return [message.value() or b"" for message in read_spans(settings, spans)]  # type: ignore[misc]  # bytes


def _letters(trial: Trial) -> set[str]:
    settings = trial.pipeline.settings
    spans = find_spans(settings, [full_name(DEAD_LETTERS, settings.topic_prefix)])
    letters = (read_dead_letter(message.headers()) for message in read_spans(settings, spans))  # type: ignore[arg-type]  # pairs
    return {letter.origin for letter in letters if letter is not None and letter.origin is not None}


def _latest(events: Iterable[MeetingAnnounced]) -> tuple[dict[str, MeetingAnnounced], list[str]]:
    latest: dict[str, MeetingAnnounced] = {}
    ids: dict[tuple[str, int], set[str]] = defaultdict(set)
    for event in events:
        ids[event.meeting_id, event.revision].add(event.event_id)
        if event.meeting_id not in latest or latest[event.meeting_id].revision <= event.revision:
            latest[event.meeting_id] = event
    return latest, [f"{name} {revision}" for (name, revision), several in ids.items() if len(several) > 1]


def _stated(events: Iterable[TopicMentioned]) -> frozenset[tuple[str, ...]]:
    latest = {event.mention_id: event for event in events}
    return frozenset((e.article_id, e.topic.id) for e in latest.values() if e.status == "mentioned")


def _clusters(links: Iterable[tuple[str, str]]) -> frozenset[frozenset[str]]:
    cluster_of: dict[str, set[str]] = {}
    for one, two in links:
        joined = cluster_of.get(one, {one}) | cluster_of.get(two, {two})
        cluster_of.update(dict.fromkeys(joined, joined))
    return frozenset(frozenset(cluster) for cluster in cluster_of.values() if len(cluster) > 1)


def _by_cluster(found: Found) -> frozenset[tuple[str, ...]]:
    """Topics under the first name of each cluster: which copy came first, and was read, is a matter of moments."""
    first = {name: min(cluster) for cluster in found.clusters for name in cluster}
    return frozenset((first.get(article_id, article_id), topic) for article_id, topic in found.topics)


def _is_held(meeting: MeetingAnnounced) -> bool:
    return meeting.change not in ("withdrawn", "merged", "denied")


def _known(meeting: MeetingAnnounced, *, in_order: bool) -> tuple[Any, ...]:
    where = meeting.where and (meeting.where.city, meeting.where.country)
    facts = (
        tuple(sorted(p.name for p in meeting.participants)),
        meeting.status,
        meeting.when.start,
        meeting.when.end,
        meeting.when.precision,
        where,
        meeting.source_count,
        meeting.independent_sources,
    )
    return (meeting.meeting_id, meeting.revision, meeting.change, meeting.participants, *facts) if in_order else facts
