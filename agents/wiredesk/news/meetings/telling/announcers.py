"""Who says that a meeting will be: the speaker of the sentence, and what the speaker is to the meeting.

In: a candidate and the cast. Out: announcers and an attribution: "party" when a participant (or its government) says
it, "official" for another state's or body's people, "media" when it is an outlet's report, "anonymous" when the
speaker is not to be named. None when the article says it in its own voice.
"""

import re
from collections.abc import Sequence

from wiredesk.news.meetings.candidates import Candidate
from wiredesk.news.meetings.grammar.clauses import REPORTING, Parsed
from wiredesk.news.parties.cast import Cast
from wiredesk.news.parties.mentions import Mention
from wiredesk.news.parties.party import Party
from wiredesk_schemas import Announcer
from wiredesk_schemas.values import Attribution

_OUTLETS = frozenset(
    """
    reuters afp ap bloomberg cnn bbc npr xinhua tass interfax kyodo yonhap haaretz guardian times post journal
    monitor press media agency newspaper daily broadcaster television radio report reports telegraph
    politico axios""".split()
)
_NAMELESS = re.compile(
    r"\banonymity\b|\banonymous|\bunnamed\b|\bunidentified\b|\b(?:not|declined) to be (?:named|identified)\b|"
    r"\b(?:people|persons?|sources?|officials?|diplomats?|aides?|insiders?) (?:directly |closely )?"
    r"(?:familiar with|briefed on|with (?:direct )?knowledge of|close to|involved in|privy to)\b"
)
_JOINT = re.compile(
    r"\b(?:both|the two) (?:foreign |defen[cs]e )?(?:sides|governments|ministries|capitals|countries|delegations|"
    r"offices|palaces|states|embassies) (?:\w+ly )?(?:said|say|announced|confirmed)\b|"
    r"\bjoint (?:statement|communiqu\w+|declaration)\b"
)
_TRAILING = frozenset({"saying", "reporting"})
_SPEAKERS = frozenset("spokesman spokeswoman spokesperson spokesmen".split())


def find_announcers(candidate: Candidate, cast: Cast) -> tuple[tuple[Announcer, ...], Attribution | None]:
    """The announcers named in the candidate's sentence, and what they are to it."""
    parsed = candidate.frame.parsed
    lower = parsed.words.lower
    speaker = _speaker(parsed, candidate.frame.head)
    told = " ".join(lower)
    if _NAMELESS.search(told):
        return (), "anonymous"
    if _JOINT.search(told):
        return (), "party"
    if speaker is None:
        return ((), "media") if any(w in _OUTLETS for w in lower) and "according" in lower else ((), None)
    sentence = parsed.index if parsed.index >= 0 else 10**6
    parties = cast.parties(speaker, sentence)
    words = set(lower[speaker.first : speaker.last + 1])
    if words & _OUTLETS:
        return (
            Announcer(name=" ".join(parsed.words.words[speaker.first : speaker.last]), kind="organisation"),
        ), "media"
    if not parties:
        return (), "official" if words & (_SPEAKERS | {"officials", "ministry"}) else None
    announcers = tuple(_announcer(p) for p in parties[:2])
    return announcers, "party" if _takes_part(parties, candidate.parties) else "official"


_SAID_AHEAD = re.compile(r"\b(?:will|would|'ll|is to|are to|set to|plans? to|scheduled|expected to)\b")
_OF_MEETINGS = re.compile(r"\b(?:meet|talk|visit|travel|summit|discuss|raise|communicat|agenda|invit|host|confer\b)")
MOST_ANNOUNCERS = 4


def may_announce(sentence: str) -> bool:
    """Whether a sentence says of meetings what is going to be."""
    return _SAID_AHEAD.search(sentence) is not None and _OF_MEETINGS.search(sentence) is not None


def add_announcers(known: tuple[Announcer, ...], parsed: Parsed, cast: Cast) -> tuple[Announcer, ...]:
    """The announcers, with the speaker of another sentence, which `may_announce`."""
    if len(known) >= MOST_ANNOUNCERS:
        return known
    speaker = _speaker(parsed, -1)
    if speaker is None or speaker.kind in ("group", "both", "pronoun"):
        return known
    found = [_announcer(p) for p in cast.parties(speaker, max(parsed.index, 0))[:1] if p.kind != "group"]
    names = {a.name for a in known}
    return (*known, *(a for a in found if a.name not in names and a.kind is not None))


def attribution_of(announcers: Sequence[Announcer], candidate: Candidate) -> Attribution:
    """ "party" when one of the announcers takes part, by name or by country."""
    names = {p.name for p in candidate.parties}
    countries = {p.country for p in candidate.parties if p.country}
    return "party" if any(a.name in names or a.country in countries for a in announcers) else "official"


def _announcer(party: Party) -> Announcer:
    kind = "organisation" if party.kind == "group" else party.kind
    return Announcer(name=party.name, kind=kind, country=party.country)


def _takes_part(speakers: Sequence[Party], parties: Sequence[Party]) -> bool:
    keys = {p.key for p in parties}
    countries = {p.country for p in parties if p.country}
    return any(p.key in keys or (p.country is not None and p.country in countries) for p in speakers)


def _speaker(parsed: Parsed, head: int) -> Mention | None:
    """The mention beside a reporting verb: "the Kremlin said", "said Carney", "according to the White House"."""
    lower = parsed.words.lower
    for i, word in enumerate(lower):
        if i == head:
            continue
        if word == "according" and lower[i + 1 : i + 2] == ["to"]:
            return next((m for m in parsed.mentions if i + 2 <= m.first <= i + 5), None)
        if word in REPORTING and word not in ("report", "reports", "asked"):
            before = [m for m in parsed.mentions if i - 8 <= m.last - 1 < i and m.kind not in ("place", "adjective")]
            if word in _TRAILING and lower[i - 1 : i] == [","]:
                # "Officials did not share where X and Y would meet, saying only ...": who stands first, not nearest.
                before = [m for m in parsed.mentions if m.last < i and m.kind not in ("place", "adjective", "city")][:1]
            if before and all(w not in (".", ";") for w in lower[before[-1].last : i]):
                return before[-1]
            after = [m for m in parsed.mentions if i < m.first <= i + 3]
            if after:
                return after[0]
    return None
