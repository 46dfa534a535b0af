"""What a pronoun tells of a plan: "They were to meet on Friday. That is now off", "It will now be held on Monday".

In: all candidates of an article, judged one by one, and its sentences. Out: plans called off or moved by the
sentence after theirs, whose subject is "it", "that" or "this". Refused: a sentence before it with plans of several.
"""

import re
from collections.abc import Callable, Sequence
from datetime import date

from wiredesk.news.dates import find_times
from wiredesk.news.meetings.candidates import Candidate
from wiredesk.news.meetings.grammar.calling_off import find_off
from wiredesk.news.meetings.grammar.clauses import Parsed
from wiredesk.news.meetings.when.times import place_times
from wiredesk_schemas import When

_SUBJECT = re.compile(r"(?:(?:But|Now|Instead|Then|And|On \w+day),? )?(?:[Ii]t|[Tt]hat|[Tt]his)(?:[’']|\b)")
# Before "is now off" may stand a word or two that open the sentence.
_PRONOUNS = frozenset("it that this".split())


def apply_fates(
    plans: Sequence[Candidate], texts: Sequence[str], parse: Callable[[int], Parsed], published_on: date | None
) -> None:
    """Give each plan the status that the sentence after it tells of "it"."""
    for index in sorted({c.sentence + 1 for c in plans if c.sentence >= 0}):
        if index >= len(texts) or not _SUBJECT.match(texts[index]):
            continue
        told = [c for c in plans if c.sentence == index - 1 and c.frame.status is None and c.status == "planned"]
        meetings = [c for c in told if c.kind != "visit"] or told
        if len(meetings) != 1:
            continue
        parsed = parse(index)
        at = next(i for i, word in enumerate(parsed.words.lower) if word in _PRONOUNS)
        off = find_off(parsed.words.lower, at + 1)
        if off is None or not off.is_main:
            continue
        plan = meetings[0]
        plan.refused, plan.status = None, off.status
        plan.slots.append(("status", off.status, f"sentence {index}, which tells it of 'it'"))
        if off.status == "postponed":
            times = place_times(parsed, find_times(texts[index]), published_on)
            ahead = next((t.when for t in times if t.first > off.at and t.is_ahead(published_on)), None)
            plan.moved_from = plan.when if plan.when.start is not None else None
            plan.when = ahead or When(text=plan.when.text)
