"""Passages that tell of years gone by: "In the spring of 1961 she was in Vienna. The two were to meet in June."

In: the sentences of an article and where a candidate stands. Out: whether what "was to come" there belongs to that
past. A passage opens with a year gone by (or "ten years ago") at the head of a sentence; it ends with its paragraph,
or where a sentence speaks of the present.
"""

import re
from collections.abc import Sequence
from datetime import date, timedelta

from wiredesk.news.meetings.candidates import Candidate
from wiredesk.news.sentences import Sentence

_YEAR_AT_HEAD = re.compile(
    r"^(?:And |But |Then |Later |Early |Late )?(?:[Ii]n|[Bb]y|[Oo]n|[Dd]uring|[Bb]ack in|[Ii]t was in) "
    r"(?:the )?(?:(?:early|late|mid-?|spring|summer|autumn|fall|winter|end|middle|beginning|months?|year|years|of|the|"
    r"January|February|March|April|May|June|July|August|September|October|November|December|"
    r"(?:Jan|Feb|Aug|Sept|Oct|Nov|Dec)\.|\d{1,2},?|\w+day,?) ?)*\b(?P<year>1[89]\d\d|20\d\d)\b"
)
_AGO_AT_HEAD = re.compile(
    r"^(?:Exactly |Almost |Nearly |More than |Some |About )?"
    r"(?:an? |half a |\d+ |(?:two|three|four|five|six|seven|eight|nine|ten|twenty|thirty|forty|fifty|sixty|seventy) )"
    r"(?:years?|decades?|generations?|century|centuries) (?:ago|earlier|before)\b",
    re.IGNORECASE,
)
_PRESENT = re.compile(
    r"\b(?:is|are|has|have|will|says?|now|today|tomorrow|tonight|this week|next)\b|['’](?:s|re|ve|ll) "
)
# A passage of history is looked for so many sentences back.
REACH = 4
# These tell what was to come; "will" is said today.
_MOODS = frozenset({"past-future", "ahead", "none", "off"})
# A day of the present week lies ahead, whatever was told before.
NEAR = timedelta(days=8)


def is_narrated(candidate: Candidate, sentences: Sequence[Sentence], text: str, published_on: date | None) -> bool:
    """Whether the candidate is told within a passage of history."""
    if candidate.sentence < 0 or published_on is None or candidate.frame.mood not in _MOODS:
        return False
    start, end = candidate.when.start, candidate.when.end
    if start is not None and end is not None and end >= published_on and start - published_on <= NEAR:
        return False
    paragraph = sentences[candidate.sentence].paragraph
    for index in range(candidate.sentence, max(-1, candidate.sentence - 1 - REACH), -1):
        sentence = sentences[index]
        words = text[sentence.start : sentence.end]
        if sentence.paragraph != paragraph:
            return False
        if _opens(words, published_on):
            return True
        if index < candidate.sentence and _PRESENT.search(words):
            return False
    return False


def _opens(words: str, published_on: date) -> bool:
    """Whether the sentence begins with a year gone by."""
    match = _YEAR_AT_HEAD.match(words)
    if match is not None:
        return int(match["year"]) < published_on.year
    return _AGO_AT_HEAD.match(words) is not None
