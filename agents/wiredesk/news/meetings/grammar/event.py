"""A noun phrase that names a meeting, as data (see `wiredesk.news.meetings.grammar.events`)."""

from msgspec import Struct

from wiredesk.news.meetings.grammar.triggers import VISIT_NOUNS
from wiredesk.news.parties.mentions import Mention

_NAMED = frozenset("summit forum conference dialogue assembly congress".split())


class Event(Struct, frozen=True):
    """A meeting noun at word `head`, its phrase [first, last).

    `inside` are parties before the noun ("the US-China summit"), `owners` possessors ("Obama's trip"), `with_` those
    after "with", "between", "by" or "of"; `body` is the one whose meeting it is; `to` are places after "to" or "in".
    """

    head: int
    first: int
    last: int
    noun: str
    type: str | None
    inside: tuple[Mention, ...]
    owners: tuple[Mention, ...]
    with_: tuple[Mention, ...]
    between: bool
    to: tuple[Mention, ...]
    body: Mention | None
    name: str
    ahead: str | None
    behind: str | None
    call: bool
    negated: bool

    @property
    def is_named(self) -> bool:
        """A name of its own ("Nuclear Security Summit"), though no list has it."""
        words = self.name.split()
        return len(words) > 1 and words[-1][0].isupper() and words[-2][0].isupper() and self.noun in _NAMED

    @property
    def is_visit(self) -> bool:
        return self.noun in VISIT_NOUNS
