"""Summits that nothing announces but the meetings beside them: "They will meet at the G20 in Lima on Friday".

In: the meetings that stand, all candidates, the article's host events. Out: one more candidate for each forum beside
which others are going to meet and of which the article tells when or where it is held. Refused: standing bodies that
sit all year, and events that have a candidate already, whether it stands or not, but for want of a word that it lies
ahead.
"""

from collections.abc import Iterator, Mapping, Sequence

from msgspec.structs import replace

from wiredesk.news.meetings.candidates import Candidate
from wiredesk.news.meetings.factuality.mood import REASONS
from wiredesk.news.meetings.occasions.host_events import HostEvent
from wiredesk.news.meetings.occasions.names import is_forum


def find_hosting(
    standing: Sequence[Candidate],
    candidates: Sequence[Candidate],
    events: Mapping[str, HostEvent],
) -> list[Candidate]:
    """The summits that lie ahead because others meet beside them."""
    return [found for event in events.values() if (found := _hosting(event, standing, candidates)) is not None]


def _hosting(event: HostEvent, standing: Sequence[Candidate], candidates: Sequence[Candidate]) -> Candidate | None:
    if event.body is None or not is_forum(event.body.name) or not (event.when.start or event.where):
        return None
    own = [c for c in candidates if c.kind == "event" and c.body is not None and c.body.key == event.body.key]
    if any(c.refused is None or c.refused != REASONS["none"] for c in own):
        return None
    beside = next(_beside(event, standing), None)
    if beside is None:
        return None
    if own:
        told = min(own, key=lambda c: (c.sentence < 0, c.sentence))
        told.refused = None
        told.slots.append(("status", "planned", f"others meet beside it in sentence {beside.sentence}"))
        return told
    frame = replace(beside.frame, rule="event", event=None, left=(), right=(), to=())
    found = Candidate(frame, (event.body,), "event", body=event.body, when=event.when, where=event.where)
    found.occasion = event.name
    found.slots.append(("status", "planned", f"others meet beside it in sentence {beside.sentence}"))
    return found


def _beside(event: HostEvent, standing: Sequence[Candidate]) -> Iterator[Candidate]:
    """Those who are going to meet there, by the words of their own sentence."""
    body = event.body.name.lower() if event.body is not None else ""
    for other in standing:
        if other.kind == "meeting" and other.status == "planned" and body in (other.occasion or "").lower():
            yield other
