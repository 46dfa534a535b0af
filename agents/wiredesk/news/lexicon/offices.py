"""Offices as news names them ("foreign minister", "special envoy"), read from offices.toml."""

import tomllib
from dataclasses import dataclass
from functools import cache
from importlib.resources import files

RANKS = (
    "state", "government", "leader", "deputy", "minister", "envoy", "official", "body", "military", "party", "cleric",
    "royal", "legislator", "company",
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Offices:
    """`ranks` maps an office in lower case to its rank; one office may stand under several, the first one counts."""

    ranks: dict[str, str]
    modifiers: frozenset[str]
    honorifics: frozenset[str]

    def rank(self, office: str) -> str | None:
        """The rank of an office, in any case; plurals too ("foreign ministers"). None when it is no office."""
        words = office.lower()
        return self.ranks.get(words) or self.ranks.get(_singular(words))


@cache
def load_offices() -> Offices:
    """The packaged offices."""
    data = tomllib.loads(files("wiredesk.news.lexicon").joinpath("data/offices.toml").read_text("utf-8"))
    ranks: dict[str, str] = {}
    for rank in RANKS:
        for office in data[rank]:
            ranks.setdefault(office, rank)
    return Offices(ranks, frozenset(data["modifiers"]), frozenset(data["honorifics"]))


def _singular(words: str) -> str:
    if words.startswith("secretaries "):
        return "secretary " + words.removeprefix("secretaries ")
    if words.startswith(("ministers ", "heads ", "chiefs ")):
        head, rest = words.split(" ", 1)
        return f"{head[:-1]} {rest}"
    if words.endswith("ies"):
        return words[:-3] + "y"
    if words.endswith("men"):
        return words[:-3] + "man"
    return words.removesuffix("s")
