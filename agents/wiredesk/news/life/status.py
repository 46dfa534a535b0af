"""Whether a meeting stands: what became of it over the days.

In: what was said on each day (planned, postponed, cancelled, denied, reinstated), by how many. Out: the status that
holds.
As a wire editor takes it: news that a meeting is off or moved beats all that was said before and on the same day, for
stories written in the morning run on. Only the word that it is on again brings it back, or a later day's "will meet".
Once it is back, a later mention that it had been called off must outnumber those that say it stands.
"""

from dataclasses import dataclass

from wiredesk.news.life.testimony import Testimony
from wiredesk.news.life.votes import Backing, Votes

OFF = ("cancelled", "postponed", "denied")


@dataclass(frozen=True, slots=True)
class Standing:
    """`status`: "planned", "postponed", "cancelled" or "denied"; `told_by` proves it; `moved_on` is the day (ordinal)
    of the last news that the old date no longer holds, 0 when there was none; `came_back`: it had been off before."""

    status: str
    told_by: Testimony
    moved_on: int = 0
    came_back: bool = False


def standing(said: Votes[tuple[int, str]]) -> Standing:
    """What holds after all days; `said` holds (day, status) pairs, one at least."""
    days: dict[int, dict[str, Backing]] = {}
    for (day, status), backing in said:
        days.setdefault(day, {})[status] = backing
    status, told_by, moved_on, came_back = "", None, 0, False
    for day in sorted(days):
        today = days[day]
        off = [(b.latest.order, s, b) for s, b in today.items() if s in OFF]
        planned = today.get("planned")
        if again := today.get("reinstated"):
            status, told_by, moved_on, came_back = "planned", again.best, day, True
            continue
        if off and not (came_back and planned and planned.weight > sum(b.weight for _, _, b in off)):
            _, status, backing = max(off, key=lambda o: (o[0], o[1]))
            told_by, came_back = backing.best, False
            moved_on = day if status == "postponed" else moved_on
        elif planned and (status == "planned" or not status or _brings_back(planned, status)):
            came_back = came_back or status in OFF
            status, told_by = "planned", planned.best
    if told_by is None:
        raise ValueError("expected what was said on one day at least, got none")
    return Standing(status, told_by, moved_on, came_back)


def _brings_back(planned: Backing, status: str) -> bool:
    """A confirmed report does; an expectation only when two outlets have it. After a denial, only a confirmed one."""
    confirmed = planned.best.report.certainty == "confirmed" or planned.latest.report.certainty == "confirmed"
    return confirmed or (planned.weight > 1 and status != "denied")
