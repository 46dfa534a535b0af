"""What the sentence after a meeting tells of it by "it" or "they": "It will be held in Lima on 5 May".

In: the standing meetings and the sentences of the article. Out: the meetings with the day and the place told so, where
their own sentence leaves them open; of one called off the day it was to be held, of a moved one the new day. Refused:
"it" after a sentence with two meetings, days gone by, and what others said or did.
"""

import re
from collections.abc import Callable, Sequence
from datetime import date

from wiredesk.news.dates import find_times
from wiredesk.news.lexicon import Lexicon
from wiredesk.news.meetings.candidates import Candidate
from wiredesk.news.meetings.grammar.clauses import Parsed
from wiredesk.news.meetings.telling.details import is_finer
from wiredesk.news.meetings.when.times import place_times
from wiredesk.news.meetings.when.weeks import in_week
from wiredesk.news.meetings.where.places import find_places
from wiredesk_schemas import Where

_HELD = (
    r"(?:held|tak(?:e|en) place|scheduled|due|set|planned|slated|arranged|fixed|booked|pegged|timed|pencill?ed in|"
    r"begin|start|open|kick off|convene[ds]?|resume[ds]?|happen|hosted|staged|rescheduled|moved)"
)
_IT = (
    r"(?:visit|trip|tour|meeting|talks|summit|negotiations|session|conference|round|call|encounter|event|gathering|"
    r"bilateral|dinner|lunch|date|get-together|sit-down|two|pair|two sides|two leaders|two men|two women)"
)
_SAID = r"[A-Z][\w.'’ -]{2,50} (?:said|says|say|added|adds|confirmed)(?: on \w+day)?(?: that)?"
_SEQUEL = re.compile(
    rf"(?:It|This|That|They|These|The {_IT}|{_SAID} (?:it|that|they|the {_IT}))"
    rf"(?:(?: |(?=['’]))(?:will|would|is|are|was|were|has|had|['’](?:s|ll|re|d)|now|also|originally|initially|both|"
    rf"then|be|been|have|to|due|set|expected|likely|scheduled|supposed|going))+"
    rf" (?:{_HELD}|met|meet|sit down|talk|gather|in|on|next|this|for|tomorrow|today)\b"
)
_PAST = re.compile(r"\b(?:was|were|had|originally|initially)\b|['’]d (?:been|to)\b")
_ANEW = re.compile(r"\b(?:now|instead|new|later|rescheduled)\b")
# A sequel follows its meeting at once, or with one sentence between.
REACH = 2


def add_sequels(
    standing: Sequence[Candidate],
    texts: Sequence[str],
    parse: Callable[[int], Parsed],
    published_on: date | None,
    lexicon: Lexicon,
) -> None:
    """Fill `when` and `where` of the meetings from the sentences that go on about them."""
    for index in sorted({c.sentence + n for c in standing if c.sentence >= 0 for n in range(1, REACH + 1)}):
        if index >= len(texts) or not _SEQUEL.match(texts[index]):
            continue
        meeting = _meant(index, standing)
        if meeting is not None:
            _tell(meeting, parse(index), texts[index], published_on, lexicon)


def _meant(index: int, standing: Sequence[Candidate]) -> Candidate | None:
    """The one meeting of the nearest sentence before that tells of any; a visit gives way to the meeting in it."""
    before = [c for c in standing if 0 < index - c.sentence <= REACH and c.sentence >= 0]
    last = max((c.sentence for c in before), default=-1)
    there = [c for c in before if c.sentence == last]
    meetings = [c for c in there if c.kind != "visit"] or there
    return meetings[0] if len(meetings) == 1 else None


def _tell(meeting: Candidate, parsed: Parsed, text: str, published_on: date | None, lexicon: Lexicon) -> None:
    times = [t for t in place_times(parsed, find_times(text), published_on) if not t.reported]
    ahead = next((t.when for t in times if t.is_ahead(published_on)), None)
    if ahead is not None and meeting.when.precision == "week":
        ahead = in_week(ahead, meeting.when) or ahead
    is_old = meeting.status == "postponed" and not _ANEW.search(text) and bool(_PAST.search(text))
    if ahead is not None and is_old:
        meeting.moved_from = meeting.moved_from or ahead
    elif ahead is not None and is_finer(ahead, meeting.when):
        meeting.when = ahead
        meeting.slots.append(("when", ahead.text or "", f"sentence {parsed.index}, which goes on about it"))
    where = _first_town(parsed, lexicon)
    own = meeting.where
    if where is not None and (own is None or (own.city is None and own.country in (None, where.country))):
        meeting.where = where
        meeting.slots.append(("where", where.text or "", f"sentence {parsed.index}, which goes on about it"))


def _first_town(parsed: Parsed, lexicon: Lexicon) -> Where | None:
    places = find_places(parsed, 0, len(parsed.words), lexicon)
    return next((p.where for p in places if p.preposition in ("in", "at", "on")), None)
