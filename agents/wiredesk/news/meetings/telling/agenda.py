"""What is to be discussed: from the sentence of a meeting, and from those that speak of it later.

In: sentences with what ties them to a meeting. Out: agenda items in text order, each with the topic that its words
mean. A matter counts where a verb of discussing lies ahead ("will raise", "is expected to discuss", "to talk about");
what was discussed is history. Items are phrases, cut at the next clause: "the need for open lines of communication".
"""

import re
from collections.abc import Iterable, Sequence

from wiredesk.news.topics import agenda_topic
from wiredesk_schemas import AgendaItem

MOST_ITEMS = 12
MAX_CHARS = 120
"""Of an item: a phrase, not the rest of a sentence."""

_AHEAD = r"(?:will|would|'ll|to|expected to|set to|due to|plans? to|hopes? to|aims? to|likely to)"
_VERBS = (
    r"(?:discuss|raise|address|tackle|bring up|talk about|speak about|take up|touch on|negotiate|consult on|review|"
    r"exchange views on|work on|go over|focus on|cover|press (?:him|her|them|[A-Z]\w+) (?:on|over))"
)
_DISCUSSING = re.compile(rf"\b{_AHEAD} (?:\w+ly |also |again )*{_VERBS}\b(?P<matters>[^.;]{{3,400}})")
_AND_DISCUSS = re.compile(r"\band discuss (?P<matters>[^.;]{3,400})")
_ON_AGENDA = re.compile(
    r"\b(?P<matters>[^.;:“”]{3,200}?) (?:is|are|will be|tops?) (?:also )?(?:high )?on (?:the|their) agenda\b"
)
_AGENDA_IS = re.compile(
    r"\bagenda (?:will )?(?:includes?|covers?|ranges? from|is topped by)\b(?P<matters>[^.;]{3,400})"
)
_LEAD = re.compile(
    r"^(?:and |or |both |also |with (?:him|her|them) |issues? (?:such as|including|involving|of|like) |"
    r"(?:a )?(?:range|number|series) of (?:issues|topics|matters),? (?:including |such as |from )?|including |such as |"
    r"(?:topics|matters|subjects|questions) (?:such as|including|of) |the (?:issues?|question|topic)s? of |"
    rf"on |over |how (?:the )?|ways (?:to|of) |steps to |plans (?:to|for) |in[ -]person |{_VERBS} )+",
    re.IGNORECASE,
)
_PART = re.compile(r",? (?:and|as well as|along with|or) (?!other|broader)|, ")
_STOP = re.compile(
    r"(?:^|,? )(?:who|which|that|while|when|where|after|before|because|according|during|said|says|amid|remains?|"
    r"affording|ahead of|as (?:the|he|she|they)|(?:a|an) (?:spokes\w+|aide|official|adviser)|next (?:week|month)|"
    r"at (?:their|the|a) (?:meeting|talks|summit)|in (?:his|her|their|the) (?:meeting|talks)|"
    r"on (?:mon|tues|wednes|thurs|fri|satur|sun)day)\b.*$|[“”\"(].*$",
    re.IGNORECASE,
)
_ADJUNCT = re.compile(r"(?:in|at|by|for|with|from) \b", re.IGNORECASE)
_NO_MATTER = re.compile(
    r"^(?:(?:it|them|him|her|this|that|these|those|the (?:matter|issue|situation|talks|meeting|two \w+)|\w{0,2}|"
    r"others?|more)$|(?:the |other |broader |global )*(?:issues|matters|concerns|topics)\b|"
    r".* (?:can|could|will|would|should|may|might|to)$)",  # "how the two can “work together”"
    re.IGNORECASE,
)


def find_matters(sentence: str) -> tuple[str, ...]:
    """The matters that a sentence says are to be discussed, as its own words, in order."""
    found: list[str] = []
    with_agenda = (_ON_AGENDA, _AGENDA_IS) if "agenda" in sentence else ()  # they try each word of the sentence
    for pattern in (_DISCUSSING, _AND_DISCUSS, *with_agenda):
        for match in pattern.finditer(sentence):
            found += _items(match["matters"])
    return tuple(dict.fromkeys(found))


def gather_agenda(own: Sequence[AgendaItem], sentences: Iterable[str]) -> tuple[AgendaItem, ...]:
    """The items of the meeting's own sentence, then those that the others add."""
    items = list(own)
    known = {item.text.lower() for item in items}
    for sentence in sentences:
        for text in find_matters(sentence):
            if len(items) == MOST_ITEMS:
                return tuple(items)
            if not any(text.lower() in other or other in text.lower() for other in known):
                known.add(text.lower())
                items.append(AgendaItem(topic=agenda_topic(text), text=text))
    return tuple(items)


def _items(matters: str) -> list[str]:
    """ " issues involving artificial intelligence, fentanyl and detained Americans in China": three."""
    items: list[str] = []
    for part in _PART.split(matters.strip(" ,")):
        text = _STOP.sub("", _LEAD.sub("", part.strip())).strip(" ,.—–-")
        text = _LEAD.sub("", text)
        if _ADJUNCT.match(text):
            if items:  # "open lines of communication, including in the military realm"
                items[-1] = f"{items[-1]}, {part.strip()}"[:MAX_CHARS]
            continue
        if len(text) > MAX_CHARS or len(text) < 3 or _NO_MATTER.match(text):
            break  # beyond it the sentence speaks of something else
        items.append(text)
        if _STOP.search(part):
            break
    return items
