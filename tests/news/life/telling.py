"""Short ways to say what articles report: `told("Ana Duarte/PT", "NO", on="2026-05-04")` in `article("a1", ...)`."""

import random
import re
from datetime import UTC, date, datetime, timedelta
from typing import Any

from wiredesk.news.life import Diary
from wiredesk_schemas import (
    ArticleReports,
    Evidence,
    MeetingAnnounced,
    MeetingReport,
    Occasion,
    Participant,
    When,
    Where,
)

DUARTE, LIND = "Ana Duarte/PT", "Emma Lind/SE"


def party(name: str) -> Participant:
    """ "Ana Duarte/PT" is a person, "PT" a government, anything else an organisation."""
    if re.fullmatch("[A-Z]{2}", name):
        return Participant(name=name, kind="government", country=name)
    person = re.fullmatch("(.+)/([A-Z]{2})?", name)
    if person:
        return Participant(name=person[1], kind="person", country=person[2])
    return Participant(name=name, kind="organisation")


def when(on: str | None = None, *, until: str | None = None, precision: str | None = None, **fields: Any) -> When:
    if on is None:
        return When(**fields)
    start, end = date.fromisoformat(on), date.fromisoformat(until or on)
    return When(start=start, end=end, precision=precision or ("days" if until else "day"), **fields)  # type: ignore[arg-type]


def week(of: str) -> When:
    monday = date.fromisoformat(of) - timedelta(days=date.fromisoformat(of).weekday())
    return When(start=monday, end=monday + timedelta(days=6), precision="week")


def told(
    *parties: str,
    on: str | When | None = None,
    city: str | None = None,
    country: str | None = None,
    occasion: str | None = None,
    moved_from: str | None = None,
    quote: str = "They will meet.",
    **fields: Any,
) -> MeetingReport:
    return MeetingReport(
        participants=tuple(party(p) for p in parties or (DUARTE, LIND)),
        evidence=Evidence(quote=quote, start=0, end=len(quote)),
        when=on if isinstance(on, When) else when(on),
        where=Where(city=city, country=country) if city or country else None,
        occasion=Occasion(name=occasion) if occasion else None,
        moved_from=when(moved_from) if moved_from else None,
        **fields,
    )


def article(
    article_id: str, *meetings: MeetingReport, published: str | datetime = "2026-04-20", **fields: Any
) -> ArticleReports:
    at = published if isinstance(published, datetime) else None
    day = published.date() if isinstance(published, datetime) else date.fromisoformat(published)
    given: dict[str, Any] = {"revision": "1", "source": f"Paper {article_id}", "published_at": at, "published_on": day}
    return ArticleReports(article_id=article_id, meetings=meetings, **(given | fields))


def noon(day: str) -> datetime:
    return datetime.combine(date.fromisoformat(day), datetime.min.time(), UTC) + timedelta(hours=12)


def filled(*articles: ArticleReports) -> Diary:
    diary = Diary()
    for one in articles:
        diary.apply(one)
    return diary


def history(*articles: ArticleReports) -> list[MeetingAnnounced]:
    diary = Diary()
    return [event for one in articles for event in diary.apply(one)]


def changes(*articles: ArticleReports) -> list[str]:
    return [event.change for event in history(*articles)]


def living(diary: Diary) -> list[MeetingAnnounced]:
    """Meetings that anyone reports."""
    return [m for m in diary.current() if m.change not in ("withdrawn", "merged")]


def together(diary: Diary) -> set[frozenset[str]]:
    """Which articles speak of the same meeting."""
    return {frozenset(key[0] for key in diary.members(m.meeting_id)) for m in living(diary)}


def content(diary: Diary) -> list[tuple[Any, ...]]:
    """All that is known, without ids and revisions."""
    founders = {m.meeting_id: min(diary.members(m.meeting_id)) for m in living(diary)}
    found = []
    for m in living(diary):
        sent = (m.status, m.certainty, m.type, m.form, m.when.start, m.when.end, m.when.precision, m.where, m.occasion)
        names = sorted(p.name for p in m.participants)
        members = sorted(diary.members(m.meeting_id))
        found.append((members, sent, names, founders.get(m.part_of or ""), diary.account(m.meeting_id)))
    return sorted(found, key=lambda f: f[0])


DAYS = [(date(2026, 4, 1) + timedelta(days=n)).isoformat() for n in range(40)]
PARTIES = (
    (DUARTE, LIND), ("PT", "SE"), (DUARTE, "SE"), ("Lind/SE", "Duarte/PT"), ("Carl Berg/SE", DUARTE),
    (DUARTE, LIND, "NO"), ("PT", "NO"), ("G20",), ("G20", DUARTE), (DUARTE, "harbour workers' union"),
    ("Ivo Horta/PT", DUARTE),
)  # fmt: skip
PLACES = ((None, None), (None, None), ("Lisbon", "PT"), (None, "PT"), ("Malmo", "SE"), ("Lund", "SE"))


def newsroom(seed: int, count: int) -> list[ArticleReports]:
    """So many articles on two pairs and a body within six weeks: enough alike to tie and to clash."""
    chance = random.Random(seed)
    return [
        article(
            f"a{n:02}",
            *(_invented(chance) for _ in range(chance.choice((1, 1, 2, 3)))),
            published=chance.choice((chance.choice(DAYS), noon(chance.choice(DAYS)))),
            source=f"Paper {chance.randrange(6)}",
            copy_of="a00" if chance.random() < 0.25 else None,
        )
        for n in range(count)
    ]


def _invented(chance: random.Random) -> MeetingReport:
    day = chance.choice(DAYS)
    month = when(day[:8] + "01", until=day[:8] + "28", precision="month")
    city, country = chance.choice(PLACES)
    return told(
        *chance.choice(PARTIES),
        on=chance.choice((None, when(day), when(day), week(day), month)),
        city=city,
        country=country,
        status=chance.choice(("planned",) * 6 + ("cancelled", "postponed")),
        moved_from=chance.choice((None,) * 5 + (chance.choice(DAYS),)),
        denied=chance.random() < 0.1,
        certainty=chance.choice(("confirmed", "expected")),
        occasion=chance.choice((None, None, None, "G20 summit", "harbour congress")),
        part_of=chance.choice((None, None, 0)),
    )
