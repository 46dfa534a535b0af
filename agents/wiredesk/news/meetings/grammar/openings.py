"""Phrases that open a sentence before its main clause: "Before meeting X on Friday, Y will ...".

In: a parsed sentence and a word of the phrase. Out: who the sentence is about, and whether its main clause puts the
phrase ahead.
"""

from dataclasses import dataclass

from wiredesk.news.meetings.grammar.auxiliaries import FUTURE_MODALS, PAST_MODALS
from wiredesk.news.meetings.grammar.clauses import Parsed, coordinated_before, in_prepositional_phrase, is_subject
from wiredesk.news.parties.mentions import Mention

PARTIES = frozenset({"person", "office", "government", "state", "body", "pronoun", "both", "city", "group"})
"""Kinds of mentions that act."""
_AFTER = frozenset("after following since despite".split())
_AHEAD = frozenset("ahead prior before eve".split())
_IS_TO = (["is", "to"], ["are", "to"], ["is", "due"], ["is", "set"], ["is", "expected"], ["plans", "to"])


@dataclass(frozen=True, slots=True)
class Opening:
    """`mood`: "ahead" needs a day to come, "none" says nothing; `subject` is that of the main clause."""

    mood: str
    by: str
    subject: tuple[Mention, ...]


def find_opening(parsed: Parsed, head: int, opener: str) -> Opening:
    """What the main clause makes of the phrase that holds word `head` and begins with `opener`."""
    subject, verb = find_main_subject(parsed, head)
    if not subject:
        return Opening("none", "", ())
    lower = parsed.words.lower
    auxiliaries = lower[verb : verb + 3]
    if not (FUTURE_MODALS | PAST_MODALS).isdisjoint(auxiliaries) or auxiliaries[:2] in _IS_TO:
        return Opening("ahead", f"{opener} ... {auxiliaries[0]}", subject)
    is_ahead = opener in _AHEAD or not _AHEAD.isdisjoint(lower[: min(head, 4)])
    return Opening("ahead" if is_ahead and opener not in _AFTER else "none", opener or lower[0], subject)


def find_main_subject(parsed: Parsed, after: int) -> tuple[tuple[Mention, ...], int]:
    """The subject of the main clause that follows an opening phrase and its comma, and where its verb begins."""
    words = parsed.words
    for k, mention in enumerate(parsed.mentions):
        if mention.first <= after or mention.kind not in PARTIES or mention.owner:
            continue
        if not is_subject(words, mention) or in_prepositional_phrase(words, mention):
            continue
        group = coordinated_before(parsed, k)
        first = group[0].first if group else mention.first
        if "," in words.lower[max(0, first - 3) : first]:
            return group, mention.last
    return (), 0
