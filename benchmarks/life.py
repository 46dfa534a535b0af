"""How fast the diary is, and whether the order of arrival matters.

    python benchmarks/life.py [--reports 100000] [--meetings 5000] [--orders 20] [--summit 20000]

Invents meetings of a year as news has them (a few pairs meet often, some in summits with bilaterals beside them, some
moved or called off) and reports of them (exact and vague dates, names or only states, with and without place; copies),
and puts the reports into a diary in random order. Prints reports a second in pure code, and for each further order
whether the final diary is the same: the same reports together, with the same content. `--summit N` then adds N reports
of one G20 and prints how fast they go, how large the largest row is and how fast all else goes beside them.
"""

import argparse
import random
import time
from collections.abc import Iterable
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta

from wiredesk.news.life import Diary
from wiredesk_schemas import (
    AgendaItem,
    ArticleReports,
    Evidence,
    MeetingReport,
    Occasion,
    Participant,
    When,
    Where,
    encode,
)

COUNTRIES = (
    "US CN RU DE FR GB JP IN BR TR UA IL IR SA EG KR KP PL IT ES NL SE FI NO PK ZA NG KE MX AR AU CA ID VN".split()
)
TOPICS = "trade security energy climate migration nuclear finance health".split()
BODIES = ("G20", "NATO", "ASEAN", "European Union", "OPEC", "UN Security Council", "G7", "African Union")
OUTLETS = [f"Daily {n}" for n in range(150)]
YEAR = date(2025, 1, 6)
COUNTERS = ("first", "second", "third")


def meetings(count: int, seed: int) -> list[MeetingReport]:
    """So many meetings, each as a report that knows all of it."""
    chance = random.Random(seed)
    weights = [1 / (n + 2) for n in range(len(COUNTRIES))]
    found = []
    for n in range(count):
        start = YEAR + timedelta(days=chance.randrange(365))
        a, b = COUNTRIES[0], COUNTRIES[0]
        while a == b:
            a, b = chance.choices(COUNTRIES, weights, k=2)
        parties = [_person(a, chance.randrange(3)), _person(b, chance.randrange(3))]
        occasion = None
        if n % 20 == 0:
            body = chance.choice(BODIES)
            parties = [Participant(name=body, kind="organisation"), *parties]
            occasion = Occasion(name=f"{body} summit")
        found.append(
            MeetingReport(
                participants=tuple(parties),
                evidence=Evidence(quote="They will meet.", start=0, end=15),
                when=When(start=start, end=start, precision="day"),
                where=Where(city=f"Town of {b}{chance.randrange(3)}", country=b),
                occasion=occasion,
                certainty=chance.choice(("confirmed", "expected")),
                type=chance.choice(("talks", "visit", None)),
                agenda=(AgendaItem(topic=chance.choice(TOPICS), text="matters"),),
            )
        )
    return found


def _person(country: str, rank: int) -> Participant:
    return Participant(
        name=f"{COUNTERS[rank].title()} Minister{country}".replace("M", f"M{country.lower()}"),
        kind="person",
        country=country,
    )


def reports(count: int, known: list[MeetingReport], seed: int) -> list[ArticleReports]:
    """So many articles, each with one or two of the meetings in it, told more or less exactly."""
    chance = random.Random(seed + 1)
    found = []
    for n in range(count):
        told = [known[chance.randrange(len(known))]]
        day = _first_day(told[0]) - timedelta(days=min(int(chance.expovariate(1 / 6)), 60))
        if chance.random() < 0.05:
            told.append(known[chance.randrange(len(known))])
            told = told if _first_day(told[1]) >= day else told[:1]
        found.append(
            ArticleReports(
                article_id=f"article-{n:06}",
                revision="1",
                meetings=tuple(_told(one, day, chance) for one in told),
                source=chance.choice(OUTLETS),
                published_at=datetime(day.year, day.month, day.day, chance.randrange(24), tzinfo=UTC),
                published_on=day,
                copy_of=f"article-{chance.randrange(n):06}" if n and chance.random() < 0.1 else None,
            )
        )
    return found


def _first_day(meeting: MeetingReport) -> date:
    return meeting.when.start or YEAR


def _told(meeting: MeetingReport, day: date, chance: random.Random) -> MeetingReport:
    """A meeting as one article has it."""
    start = _first_day(meeting)
    monday = start - timedelta(days=start.weekday())
    month = start.replace(day=1)
    when = chance.choices(
        (
            meeting.when,
            When(start=monday, end=monday + timedelta(days=6), precision="week"),
            When(start=month, end=(month + timedelta(days=31)).replace(day=1) - timedelta(days=1), precision="month"),
            When(),
        ),
        (5, 2, 1, 2),
    )[0]
    parties = tuple(
        p
        if p.kind != "person" or chance.random() < 0.8
        else Participant(name=p.country or "", kind="government", country=p.country)
        for p in meeting.participants
    )
    status = (
        chance.choices(("planned", "cancelled", "postponed"), (96, 3, 1))[0]
        if start.toordinal() % 10 == 0
        else "planned"
    )
    where = chance.choice((meeting.where, meeting.where and replace(meeting.where, city=None), None))
    return replace(meeting, participants=parties, when=when, where=where, status=status)


def fill(told: Iterable[ArticleReports]) -> tuple[Diary, int, float, int]:
    """A diary of these reports; its revisions, the seconds it took and the bytes of its largest row."""
    diary, events, largest = Diary(), 0, 0
    began = time.process_time()
    for one in told:
        events += len(diary.apply(one))
        largest = max([largest, *(len(value or b"") for _, value in diary.take_rows())])
    return diary, events, time.process_time() - began, largest


def state(diary: Diary) -> set[bytes]:
    """The content of the diary, without ids: what is together, and what is known of it."""
    names = {m.meeting_id: min(diary.members(m.meeting_id), default=None) for m in diary.current()}
    found = set()
    for meeting in diary.current():
        if diary.members(meeting.meeting_id):
            sent = (meeting.status, meeting.when.start, meeting.when.end, sorted(p.name for p in meeting.participants))
            summit = names.get(meeting.part_of or "")
            found.add(
                encode([sorted(diary.members(meeting.meeting_id)), sent, summit, diary.account(meeting.meeting_id)])
            )
    return found


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--reports", type=int, default=100_000)
    parser.add_argument("--meetings", type=int, default=5_000)
    parser.add_argument("--orders", type=int, default=2, help="how many random orders to compare")
    parser.add_argument("--summit", type=int, default=0, help="so many reports of one summit on top")
    parser.add_argument("--seed", type=int, default=0)
    args = parser.parse_args()
    told = reports(args.reports, meetings(args.meetings, args.seed), args.seed)
    first: set[bytes] | None = None
    for order in range(args.orders):
        random.Random(order).shuffle(told)
        diary, events, seconds, largest = fill(told)
        now = state(diary)
        same = "" if first is None else "  the same diary" if now == first else f"  {len(now ^ first)} entries differ"
        first = first or now
        print(
            f"order {order}: {len(told)} reports, {len(now)} meetings, {events} revisions, "
            f"{len(told) / seconds:.0f} reports/s, largest row {largest} bytes{same}",
            flush=True,
        )
    if args.summit:
        _summit(told, args.summit)


def _summit(told: list[ArticleReports], count: int) -> None:
    summit = MeetingReport(
        participants=(Participant(name="G20", kind="organisation"), *(_person(c, 0) for c in COUNTRIES[:20])),
        evidence=Evidence(quote="The G20 will meet.", start=0, end=18),
        when=When(start=date(2026, 11, 20), end=date(2026, 11, 21), precision="days"),
        where=Where(city="Lisbon", country="PT"),
        occasion=Occasion(name="G20 summit"),
    )
    chance = random.Random(7)
    crowd = []
    for n, one in enumerate(reports(count, [summit], 7)):
        named = chance.sample(one.meetings[0].participants[1:], 3)
        meeting = replace(one.meetings[0], participants=(summit.participants[0], *named))
        crowd.append(
            replace(one, article_id=f"summit-{n:06}", source=f"Outlet {chance.randrange(2000)}", meetings=(meeting,))
        )
    diary, _, seconds, largest = fill(crowd)
    alone = len(diary.current())
    print(
        f"summit: {count} reports, {alone} meetings, {count / seconds:.0f} reports/s, largest row {largest} bytes",
        flush=True,
    )
    _, _, base, _ = fill(told)
    began = time.process_time()
    for one in told:
        diary.apply(one)
    beside = time.process_time() - began
    print(f"beside it: {len(told) / beside:.0f} reports/s, without it {len(told) / base:.0f}", flush=True)


if __name__ == "__main__":
    main()
