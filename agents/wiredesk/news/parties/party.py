"""A participant as the article tells of it."""

from typing import Literal

from msgspec import Struct

LONE = "lone name"
"""How of a capitalised word that nothing else shows to be a person: enough only where it meets someone known."""

PartyKind = Literal["person", "government", "organisation", "group"]


class Party(Struct, frozen=True):
    """A resolved participant; `group` is for people who are neither a state nor a named body. `how`: the trace."""

    name: str
    kind: PartyKind
    country: str | None = None
    role: str | None = None
    entity: str | None = None
    how: str = ""
    plural: bool = False

    @property
    def key(self) -> tuple[str, str]:
        """What makes two parties the same one."""
        if self.kind == "government" and self.country:
            return ("government", self.country)
        return (self.kind, self.entity or self.name.lower())
