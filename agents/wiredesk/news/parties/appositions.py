"""Names and the offices that explain them across a comma: "Xi Jinping, China's president," is one mention.

In: the mentions of a sentence in text order. Out: the same, those joined that speak of one person.
"""

from msgspec.structs import replace

from wiredesk.news.parties.mentions import Mention
from wiredesk.news.parties.tokens import Words

# Styles that stand before a name beside the office: "Qatar's emir, Sheikh Jassim bin Nasser".
STYLES = frozenset(
    {"sheikh", "sheik", "prince", "princess", "king", "queen", "general", "gen.", "lt. gen.", "maj. gen.", "colonel"}
    | {"col.", "admiral", "adm.", "field marshal", "sultan", "ayatollah"}
)


_COPULAS = frozenset("is was will would be become becomes became has have been the first ever only".split())


def _explains(words: Words, group: Mention, named: list[Mention]) -> bool:
    """Whether two names follow a group after a comma: "the two leaders, A and B"."""
    return (
        len(named) == 2
        and group.kind in ("group", "government", "both")
        and all(m.kind == "person" and not m.weak for m in named)
        and named[0].first == group.last + 1
        and words.words[group.last] in (",", "—", "–", ":")
        and words.lower[named[0].last : named[1].first] == ["and"]
    )


def join_appositions(words: Words, mentions: list[Mention]) -> list[Mention]:
    """Join a name and the office that explains it across a comma ("Xi Jinping, China's president,")."""
    out: list[Mention] = []
    for number in range(len(mentions)):
        mention = mentions[number]
        previous = out[-1] if out else None
        if previous and previous.plural and _explains(words, previous, mentions[number : number + 2]):
            told = [m for m in out if m.first == previous.first]  # "Libya's rival leaders, A and B"
            del out[len(out) - len(told) :]
            states = [m.country for m in told * (2 // len(told))] if len(told) <= 2 else [None, None]
            first, second = (
                replace(m, country=m.country or state, role=m.role or previous.role)
                for m, state in zip(mentions[number : number + 2], states, strict=True)
            )
            mention = replace(first, first=previous.first)
            mentions = [*mentions[: number + 1], second, *mentions[number + 2 :]]
            previous = out[-1] if out else None
        if previous and mention.first == previous.last + 1 and words.words[previous.last] in (",", "—", "–", "("):
            after = words.words[mention.last] if mention.last < len(words) else "."
            closed = after in (",", ".", ";", ")", "—", "–", "-") or words.lower[mention.last : mention.last + 1] == [
                "and"
            ]
            if (
                previous.kind == "person"
                and previous.role is None
                and mention.kind == "office"
                and mention.role == "counterpart"
                and closed
                and not previous.weak
            ):
                out[-1] = replace(previous, last=mention.last, role="counterpart", country=mention.country)
                continue
            if (
                previous.kind == "government"
                and previous.role
                and [m.first for m in out].count(previous.first) == 1
                and mention.kind == "person"
                and mention.role is None
                and not mention.weak
            ):
                out[-1] = replace(mention, role=previous.role, country=previous.country)
                continue
            if previous.kind == "person" and mention.kind == "office" and mention.role != "counterpart" and closed:
                out[-1] = replace(
                    previous, last=mention.last, role=previous.role or mention.role,
                    country=previous.country or mention.country, weak=False,
                )  # fmt: skip
                continue
            if (
                previous.kind == "office"
                and mention.kind == "person"
                and (mention.role is None or mention.role in STYLES)
                and (closed or after not in (",",))
            ):
                out[-1] = replace(
                    mention, first=previous.first, role=previous.role,
                    country=mention.country or previous.country, weak=False,
                )  # fmt: skip
                continue
        if (
            previous
            and mention.kind == previous.kind == "person"
            and mention.role not in (None, "president", previous.role)
            and mention.country is None
            and previous.country
            and set(words.lower[previous.last : mention.first]) <= {",", "and"}
        ):  # "Palestinian President Abbas and Prime Minister Fayyad"
            mention = replace(mention, country=previous.country)
        if (
            previous
            and previous.kind == mention.kind == "office"
            and previous.country
            and mention.country is None
            and mention.entity is None
            and mention.role != "counterpart"
            and words.lower[previous.last : mention.first] == ["and"]
            and words.lower[mention.first] not in ("the", "his", "her", "their", "its")
        ):  # "Vietnam's president and prime minister"
            mention = replace(mention, country=previous.country)
        if (
            previous
            and previous.kind == "person"
            and previous.country is None
            and mention.kind == "office"
            and mention.country
            and mention.role != "counterpart"
            and _COPULAS.issuperset(words.lower[previous.last : mention.first])
            and previous.last < mention.first
        ):  # "X will be the first Kenyan president to visit"
            out[-1] = replace(previous, role=previous.role or mention.role, country=mention.country)
        if (
            previous
            and previous.kind == "person"
            and previous.country
            and mention.kind in ("office", "person")
            and mention.country is None
            and mention.role not in (None, "counterpart")
            and words.lower[mention.first] in ("his", "her")
            and set(words.lower[previous.last : mention.first]) <= {",", "and", "with", "or"}
        ):  # "President X and his foreign minister"
            mention = replace(mention, country=previous.country)
        if (
            previous
            and previous.kind == "government"
            and previous.country
            and mention.kind == "person"
            and mention.country is None
            and mention.role
            and words.lower[previous.last : mention.first]
            in ([",", "including"], ["including"], [",", "among", "them"])
        ):  # "Chilean officials, including President X"
            mention = replace(mention, country=previous.country)
        if (
            previous
            and previous.kind == "person"
            and previous.country is None
            and mention.kind in ("government", "group")
            and words.lower[previous.last : mention.first + 1] == ["and", "other"]
        ):  # "Netanyahu and other Israeli leaders"
            out[-1] = replace(previous, country=mention.country)
        if previous and previous.plural and mention.kind == "person" and words.lower[previous.last : mention.first] in (
            ["led", "by"], ["headed", "by"], [",", "led", "by"], [",", "headed", "by"]
        ):  # fmt: skip
            out[-1] = replace(mention, first=previous.first, country=mention.country or previous.country)
            continue
        out.append(mention)
    return out
