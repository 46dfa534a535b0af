"""Journeys to candidates: who visits which state, one candidate for each.

In: a frame that leads somewhere, with its resolved sides. Out: candidates, refused where nobody of office goes abroad.
"""

from msgspec.structs import replace

from wiredesk.news.lexicon import load_offices
from wiredesk.news.meetings.candidate import Candidate
from wiredesk.news.meetings.frames.frame import Frame
from wiredesk.news.meetings.grammar.legs import is_for_summit
from wiredesk.news.meetings.quorum import check_parties
from wiredesk.news.parties.cast import Cast
from wiredesk.news.parties.mentions import Mention
from wiredesk.news.parties.party import Party

# Territories without a foreign policy of their own: who comes from the state that has it is at home.
SOVEREIGNS = {
    "AS": "US", "GU": "US", "MP": "US", "PR": "US", "VI": "US", "HK": "CN", "MO": "CN", "GL": "DK", "FO": "DK",
    "BM": "GB", "FK": "GB", "GI": "GB", "GG": "GB", "IM": "GB", "JE": "GB", "KY": "GB", "VG": "GB", "GF": "FR",
    "GP": "FR", "MQ": "FR", "NC": "FR", "PF": "FR", "RE": "FR", "YT": "FR", "AW": "NL", "CW": "NL", "AX": "FI",
}  # fmt: skip


def read_visits(frame: Frame, left: list[Party], right: list[Party], body: Party | None, cast: Cast) -> list[Candidate]:
    """One candidate for each state that is visited, or the meeting for which the journey is made."""
    official = any(m.kind in ("office", "pronoun") or (m.kind == "government" and m.role) for m in frame.left)
    visitors = [p for p in left if p.kind == "person"] or [p for p in left if p.kind == "government" and official][:1]
    if frame.event and frame.event.is_visit and (frame.rule == "visit-noun" or frame.status or not visitors):
        by = [p for p in right if p.kind == "person"]
        visitors = visitors[:1] or by[:1]
    if not visitors and frame.event and not frame.event.is_visit:  # "Hamas said its delegation would arrive for talks"
        visitors = [p for p in left if p.kind == "organisation" and p.entity][:1]
    places = [m for m in frame.to if m.country]
    refused = "the journey is to an event, which is read by itself" if body is not None else None
    if refused is None and frame.event and frame.event.is_visit and is_for_summit(frame.parsed, frame.event):
        refused = "the journey is to an event, which is read by itself"
    hosts = [p for p in right if p not in visitors and p.kind in ("person", "government")]
    if not hosts and body is None:  # "travels to Jakarta for a summit with ASEAN"
        hosts = [p for p in right if p not in visitors and p.kind == "organisation" and p.entity]
    out: list[Candidate] = []
    if hosts and visitors and (frame.status or (frame.event and not frame.event.is_visit)):
        candidate = Candidate(frame, (*visitors, *hosts), "meeting", visitor=visitors[0])
        check_parties(candidate, visitors, hosts)
        return [candidate]
    # "Visits Laos, Fiji and Japan and attends a summit in Tokyo": the other states are visited all the same.
    held = {m.country for m in frame.event.to} if frame.event and body is not None else set()
    for mention in places:
        visitor_rank = load_offices().rank(visitors[0].role or "") if visitors else None
        country = mention.country or ""
        host = Party(cast.state_name(country), "government", country, None, None, "place of the visit", plural=True)
        if (mention.role == "seat" and mention.country) or (
            mention.country and visitor_rank in ("state", "government")
        ):  # "visit the White House"
            host = cast.head_of(mention.country) or host
        host = next((p for p in hosts if p.kind == "person" and p.country == country), host)
        parties = (*visitors, host)
        candidate = Candidate(
            frame, parties, "visit", visitor=visitors[0] if visitors else None, host_country=mention.country
        )
        if not visitors:
            candidate.refuse("no visitor can be told")
        elif any(v.country in (country, SOVEREIGNS.get(country, country)) for v in visitors):
            candidate.refuse("a journey at home")
        elif (mention.kind == "place" or frame.decided_by.endswith("(return)")) and all(
            v.country is None for v in visitors
        ):
            candidate.refuse("whether the journey leads abroad is not told")
        elif not _is_official(frame, mention) and all(
            v.kind == "person" and not v.role and not v.entity and not cast.is_main(v) for v in visitors
        ):
            candidate.refuse("the visitor is not known to hold an office")
        if refused and len(places) > 1 and held and country not in held:
            candidate.frame = replace(frame, event=None)
        elif refused:
            candidate.refuse(refused)
        out.append(candidate)
    if not places and not hosts and frame.status:  # "Chad announced the cancellation of a visit by X"
        hosts = [p for p in left if p.kind == "government" and p.country not in {v.country for v in visitors}][:1]
    if not places and hosts:
        candidate = Candidate(frame, (*visitors, *hosts), "meeting", visitor=visitors[0] if visitors else None)
        check_parties(candidate, visitors, hosts)
        out.append(candidate)
    if not out:
        candidate = Candidate(frame, tuple(left), "visit", visitor=visitors[0] if visitors else None)
        candidate.refuse("no state to visit is named")
        out.append(candidate)
    return out


def _is_official(frame: Frame, place: Mention) -> bool:
    """Whether the journey itself shows that its visitor holds an office: a state visit, a way to a seat of power."""
    event = frame.event
    words = frame.parsed.words.lower[event.first : event.head] if event else []
    called_on = frame.rule == "visit" and place.role == "capital" and any(not m.weak for m in frame.left)
    return place.role == "seat" or called_on or "official" in words or "state" in words
