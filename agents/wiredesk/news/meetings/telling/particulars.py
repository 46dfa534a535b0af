"""What else a sentence tells of a meeting: its type, its form, and the matters to be discussed.

In: a candidate. Out: values of the contract, None where nothing tells.
"""

import re

from wiredesk.news.meetings.candidates import Candidate
from wiredesk.news.meetings.grammar.clauses import DAYS
from wiredesk.news.topics import agenda_topic
from wiredesk_schemas import AgendaItem
from wiredesk_schemas.values import MeetingForm, MeetingType

_VIDEO = frozenset("video videoconference virtual virtually videolink teleconference zoom online".split())
_PHONE = frozenset("phone telephone telephones".split())
_MATTERS = frozenset("talks focus focused negotiations discussions summit conference meeting dialogue".split())
_OPENERS = frozenset("discuss about over regarding concerning".split())
_STOPS = frozenset(
    """
    , . ; : — – “ ” " ( ) who which that while as when where before after because but said says according ahead
    following amid during with at""".split()
)
# "After all the talk" and "After all, they are neighbours" are other words.
_AGAIN = re.compile(
    r"\w after all(?! (?:the|these|those|this|that|of|its|his|her|their|sides|parties))\b|"
    r"\b(?:is|are|was|were) (?:now )?(?:back on|on again)(?! the (?:agenda|table))\b|\bback on (?:track|the calendar)\b"
)
# An agenda is a phrase, not the rest of the sentence.
MAX_WORDS = 12


def find_type(candidate: Candidate) -> MeetingType | None:
    """By the noun where one names it, else by who takes part."""
    event = candidate.frame.event
    if candidate.kind == "visit" or (event is not None and event.is_visit):
        return "visit"
    if event is not None and event.noun.startswith("summit"):
        return "summit"
    if candidate.body is not None:
        return "session"
    countries = {p.country for p in candidate.parties if p.country}
    if len(countries) > 2 or (event is not None and event.type == "multilateral"):
        return "multilateral"
    if event is not None and event.type == "talks":
        return "talks"
    return "bilateral" if len(countries) == 2 or len(candidate.parties) == 2 else None


def find_form(candidate: Candidate) -> MeetingForm | None:
    """A call, a video meeting, or in person where a place or a journey says so."""
    frame = candidate.frame
    words = set(frame.parsed.words.lower[frame.first : frame.last])
    if words & _VIDEO:
        return "video"
    if frame.call or words & _PHONE:
        return "call"
    if candidate.where is not None or candidate.kind == "visit" or frame.host or frame.rule in ("meet", "see"):
        return "in_person"
    return None


def is_reinstated(candidate: Candidate) -> bool:
    """Whether it is told as on again after it had been called off: "have agreed to meet after all", "is back on"."""
    return candidate.status == "planned" and any(
        _AGAIN.search(" ".join(c.frame.parsed.words.lower)) for c in (candidate, *candidate.merged)
    )


def find_agenda(candidate: Candidate) -> tuple[AgendaItem, ...]:
    """The words after "to discuss", "about", "talks on", cut at the next clause, with the topic they mean."""
    frame = candidate.frame
    lower, words = frame.parsed.words.lower, frame.parsed.words.words
    event = frame.event
    start = min(frame.head, event.head) if event else frame.head
    for i in range(start + 1, min(len(lower), start + 30)):
        word = lower[i]
        if word in (".", ";", "said"):
            break
        about = word in _OPENERS or (word == "on" and lower[i - 1] in _MATTERS)
        if not about:
            continue
        end = i + 1
        while (
            end < len(lower) and end - i <= MAX_WORDS and lower[end] not in _STOPS and lower[end] not in DAYS - {"the"}
        ):
            if lower[end] in ("in", "on", "next", "this") and end - i > 3:
                break
            end += 1
        text = " ".join(words[i + 1 : end]).strip()
        if end - i > 1 and text and not lower[i + 1][0].isdigit() and lower[i + 1] not in DAYS - {"the"}:
            text = text.replace(" 's", "'s").replace(" ’s", "’s")
            return (AgendaItem(topic=agenda_topic(text), text=text),)
    return ()
