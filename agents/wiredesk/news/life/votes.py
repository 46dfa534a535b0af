"""Who says what: for one field of a meeting, each value with the outlets behind it.

In: values with the testimony that gives them, in any order. Out: the same answer for the same set, whatever the order.
"""

from collections.abc import Callable, Hashable, Iterator
from typing import Generic, TypeVar

from wiredesk.news.life.testimony import Testimony

ValueT = TypeVar("ValueT", bound=Hashable)

# An outlet's value that stands alone against so many times its backers is not believed for being the latest.
OUTVOTED = 3


class Backing:
    """What stands behind one value: the `outlets` that say it themselves, the best `rank` among them, the first and
    the `latest` testimony."""

    __slots__ = ("best", "first", "latest", "outlets", "rank")

    def __init__(self, testimony: Testimony) -> None:
        self.outlets: set[str] = set()
        self.rank = testimony.rank
        self.first = self.latest = self.best = testimony

    def add(self, testimony: Testimony) -> None:
        """One more that says so."""
        if testimony.independent:
            self.outlets.add(testimony.outlet)
        if testimony.order > self.latest.order:
            self.latest = testimony
        if testimony.order < self.first.order:
            self.first = testimony
        if (testimony.rank, not testimony.independent, testimony.order) < (
            self.best.rank, not self.best.independent, self.best.order,
        ):  # fmt: skip
            self.best, self.rank = testimony, testimony.rank

    @property
    def weight(self) -> int:
        """How many outlets say so; a copy alone counts for one."""
        return len(self.outlets) or 1


class Votes(Generic[ValueT]):
    """The values of one field and what stands behind each."""

    __slots__ = ("values",)

    def __init__(self) -> None:
        self.values: dict[ValueT, Backing] = {}

    def add(self, value: ValueT, testimony: Testimony) -> None:
        """This testimony says so."""
        backing = self.values.get(value)
        if backing is None:
            backing = self.values[value] = Backing(testimony)
        backing.add(testimony)

    def __bool__(self) -> bool:
        return bool(self.values)

    def __iter__(self) -> Iterator[tuple[ValueT, Backing]]:
        return iter(self.values.items())

    def most_backed(self, among: Callable[[ValueT], bool] | None = None) -> ValueT | None:
        """The value with most outlets, the latest of equals; None when there is none."""
        chosen = [(b.weight, b.latest.order, v) for v, b in self.values.items() if among is None or among(v)]
        return max(chosen, key=lambda c: c[:2])[2] if chosen else None

    def most_backed_first(self) -> ValueT | None:
        """The value with most outlets, the first told of equals; None when there is none.

        For what two newsrooms may call differently (talks, a bilateral): another word is no news.
        """
        chosen = [(-b.weight, b.first.order, v) for v, b in self.values.items()]
        return min(chosen, key=lambda c: c[:2])[2] if chosen else None

    def told_since(self, day: int) -> "Votes[ValueT]":
        """The values still told on that day (an ordinal) or later; all when it is 0 or none is."""
        if not day:
            return self
        held: Votes[ValueT] = Votes()
        held.values = {v: b for v, b in self.values.items() if b.latest.day >= day}
        return held if held else self

    def latest(self, among: Callable[[ValueT], bool] | None = None) -> ValueT | None:
        """The value told last, unless other sources, no less trusted, outvote it three to one; None when none is."""
        chosen = [(v, b) for v, b in self.values.items() if among is None or among(v)]
        if not chosen:
            return None
        last, its = max(chosen, key=lambda c: (c[1].latest.order, c[1].weight))
        top, most = max(chosen, key=lambda c: (c[1].weight, c[1].latest.order))
        outvoted = most.weight >= OUTVOTED * its.weight and most.rank <= its.rank
        return top if outvoted else last
