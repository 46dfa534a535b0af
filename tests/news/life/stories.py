"""Invented stories as news tells them: each report with the meeting that it is of, and how each meeting ends.

`STORIES` maps a name to its reports and to the end of each meeting: status, first and last day. States stand by code;
the people are invented. A report is `(article, meeting, report)`; reports of one article share its name.
"""

from dataclasses import dataclass, field
from typing import Any

from news.life.telling import article, told, week, when
from wiredesk_schemas import ArticleReports, MeetingReport, When

# Leaders, then foreign ministers.
ODA, VARGA, MENSAH, SILVA = "Kenji Oda/JP", "Tibor Varga/HU", "Esi Mensah/GH", "Rui Silva/PT"
SATO, KOVACS, BOATENG, PINTO = "Mika Sato/JP", "Anna Kovacs/HU", "Kofi Boateng/GH", "Ines Pinto/PT"


@dataclass(slots=True)
class Story:
    """Reports of one or more meetings; `ends` by meeting: status, first day, last day (None: not known)."""

    articles: dict[str, tuple[str, str, list[MeetingReport]]] = field(default_factory=dict)
    meeting_of: dict[tuple[str, int], str] = field(default_factory=dict)
    ends: dict[str, tuple[str, str | None, str | None]] = field(default_factory=dict)

    def says(
        self, published: str, meeting: str, *parties: str, on: str | When | None = None, paper: str = "", **fields: Any
    ) -> "Story":
        """One report; another one of the same day and paper is in the same article."""
        name = f"{published} {paper or f'Paper {len(self.articles)}'}"
        reports = self.articles.setdefault(name, (published, paper, []))[2]
        self.meeting_of[(name, len(reports))] = meeting
        reports.append(told(*parties, on=on, **fields))
        return self

    def ending(self, meeting: str, status: str, start: str | None = None, end: str | None = None) -> "Story":
        """How a meeting ends; a single day unless an `end` is given."""
        self.ends[meeting] = (status, start, end or start)
        return self

    def reports(self) -> list[ArticleReports]:
        """The articles, in order of publication."""
        return [
            article(name, *reports, published=published, source=paper or name)
            for name, (published, paper, reports) in sorted(self.articles.items())
        ]


def month(first: str, last: str) -> When:
    return when(first, until=last, precision="month")


def stories() -> dict[str, Story]:
    found: dict[str, Story] = {}

    def story(name: str) -> Story:
        return found.setdefault(name, Story())

    (
        story("announced, narrowed down and given a place")
        .says("2027-03-01", "m", "JP", "HU")
        .says("2027-03-04", "m", ODA, VARGA, on=month("2027-04-01", "2027-04-30"))
        .says("2027-03-20", "m", ODA, VARGA, on=week("2027-04-13"), country="HU")
        .says("2027-04-01", "m", ODA, "HU", on="2027-04-14", city="Budapest", country="HU")
        .says("2027-04-13", "m", ODA, VARGA, on="2027-04-14")
        .ending("m", "planned", "2027-04-14")
    )
    (
        story("moved to a later day")
        .says("2027-03-01", "m", ODA, VARGA, on="2027-04-14")
        .says("2027-03-10", "m", ODA, VARGA, on="2027-04-21", moved_from="2027-04-14", status="postponed")
        .says("2027-04-15", "m", ODA, VARGA, on="2027-04-21")
        .ending("m", "planned", "2027-04-21")
    )
    (
        story("moved, and moved back")
        .says("2027-03-01", "m", ODA, VARGA, on="2027-04-14")
        .says("2027-03-10", "m", ODA, VARGA, on="2027-04-21", moved_from="2027-04-14", status="postponed")
        .says("2027-03-20", "m", ODA, VARGA, on="2027-04-14", moved_from="2027-04-21", status="postponed")
        .ending("m", "postponed", "2027-04-14")
    )
    (
        story("moved twice, each told by its last date only")
        .says("2027-03-01", "m", ODA, VARGA, on="2027-04-14", city="Tokyo", country="JP")
        .says("2027-03-10", "m", ODA, VARGA, on="2027-04-21", moved_from="2027-04-14", status="postponed")
        .says("2027-03-20", "m", ODA, VARGA, on="2027-05-05", moved_from="2027-04-21", status="postponed")
        .says("2027-04-30", "m", ODA, VARGA, on="2027-05-05", city="Tokyo", country="JP")
        .ending("m", "planned", "2027-05-05")
    )
    (
        story("put off without a day, then given one")
        .says("2027-03-01", "m", ODA, VARGA, on="2027-03-14", city="Tokyo", country="JP")
        .says("2027-03-10", "m", ODA, VARGA, status="postponed")
        .says("2027-03-25", "m", ODA, VARGA, on="2027-04-20", moved_from="2027-03-14", city="Tokyo", country="JP")
        .says("2027-04-10", "m", ODA, VARGA, on="2027-04-20")
        .ending("m", "planned", "2027-04-20")
    )
    (
        story("called off for good")
        .says("2027-03-01", "m", ODA, VARGA, on="2027-04-14")
        .says("2027-03-12", "m", ODA, VARGA, status="cancelled")
        .says("2027-03-13", "m", "JP", "HU", on="2027-04-14", status="cancelled")
        .says("2027-04-20", "m", ODA, VARGA, status="cancelled")
        .ending("m", "cancelled", "2027-04-14")
    )
    (
        story("called off and on again for the same day")
        .says("2027-03-01", "m", ODA, VARGA, on="2027-04-14", city="Tokyo", country="JP")
        .says("2027-03-12", "m", ODA, VARGA, on="2027-04-14", status="cancelled")
        .says("2027-03-20", "m", ODA, VARGA, on="2027-04-14", city="Tokyo", country="JP")
        .says("2027-03-21", "m", "JP", "HU", on="2027-04-14")
        .ending("m", "planned", "2027-04-14")
    )
    (
        story("called off, on again and called off again")
        .says("2027-03-01", "m", ODA, VARGA, on="2027-04-14")
        .says("2027-03-12", "m", ODA, VARGA, on="2027-04-14", status="cancelled")
        .says("2027-03-20", "m", ODA, VARGA, on="2027-04-14")
        .says("2027-04-02", "m", ODA, VARGA, on="2027-04-14", status="cancelled")
        .ending("m", "cancelled", "2027-04-14")
    )
    (
        story("others join")
        .says("2027-03-01", "m", ODA, VARGA, on="2027-04-14", city="Tokyo", country="JP")
        .says("2027-03-05", "m", ODA, VARGA, MENSAH, on="2027-04-14", city="Tokyo", country="JP")
        .says("2027-03-09", "m", "JP", "HU", "GH", "PT", on="2027-04-14")
        .ending("m", "planned", "2027-04-14")
    )
    (
        story("three visits of the same two in a year")
        .says("2027-01-20", "winter", ODA, VARGA, on="2027-02-02", city="Budapest", country="HU")
        .says("2027-01-31", "winter", "JP", "HU", on="2027-02-02")
        .says("2027-05-20", "summer", ODA, VARGA, on=month("2027-06-01", "2027-06-30"), country="JP")
        .says("2027-06-02", "summer", ODA, VARGA, on="2027-06-09", city="Tokyo", country="JP")
        .says("2027-06-07", "summer", ODA, VARGA)
        .says("2027-10-01", "autumn", ODA, VARGA, country="HU")
        .says("2027-10-10", "autumn", ODA, VARGA, on="2027-10-19", city="Budapest", country="HU")
        .ending("winter", "planned", "2027-02-02")
        .ending("summer", "planned", "2027-06-09")
        .ending("autumn", "planned", "2027-10-19")
    )
    weekly = story("weekly talks, one of them called off")
    for day, before in (("2027-04-06", "2027-04-03"), ("2027-04-13", "2027-04-10"), ("2027-04-20", "2027-04-17")):
        weekly.says(before, day, "JP", "HU", on=day, city="Vienna", country="AT")
        weekly.says(before, day, "JP", "HU", on=day)
        weekly.ending(day, "planned", day)
    weekly.says("2027-04-12", "2027-04-13", "JP", "HU", on="2027-04-13", status="cancelled")
    weekly.says("2027-04-12", "2027-04-20", "JP", "HU", on=week("2027-04-20"))
    weekly.ending("2027-04-13", "cancelled", "2027-04-13")
    (
        story("two rounds of talks in one article")
        .says("2027-04-01", "first", "JP", "HU", on="2027-04-06", city="Vienna", country="AT", paper="A")
        .says("2027-04-01", "second", "JP", "HU", on="2027-04-20", city="Vienna", country="AT", paper="A")
        .says("2027-04-08", "second", SATO, KOVACS, on="2027-04-20", country="AT")
        .ending("first", "planned", "2027-04-06")
        .ending("second", "planned", "2027-04-20")
    )
    (
        story("a summit every year")
        .says("2026-06-01", "2026", "ASEAN", on="2026-11-10", occasion="ASEAN summit", country="MY")
        .says("2026-11-01", "2026", "ASEAN", on=when("2026-11-10", until="2026-11-11"), occasion="ASEAN summit")
        .says("2026-11-20", "2027", "ASEAN", on=month("2027-11-01", "2027-11-30"), occasion="ASEAN summit")
        .says("2027-10-20", "2027", "ASEAN", on="2027-11-16", occasion="ASEAN summit", city="Manila", country="PH")
        .ending("2026", "planned", "2026-11-10", "2026-11-11")
        .ending("2027", "planned", "2027-11-16")
    )
    (
        story("two summits in two years, told without a day")
        .says("2026-08-01", "2026", "G20", occasion="G20 summit", city="Lisbon", country="PT")
        .says("2026-08-20", "2026", "G20", on="2026-09-10", occasion="G20 summit", city="Lisbon", country="PT")
        .says("2027-08-01", "2027", "G20", occasion="G20 summit", city="Accra", country="GH")
        .says("2027-08-20", "2027", "G20", on="2027-09-08", occasion="G20 summit", city="Accra", country="GH")
        .ending("2026", "planned", "2026-09-10")
        .ending("2027", "planned", "2027-09-08")
    )
    (
        story("two leaders meet on the sidelines of a summit")
        .says("2026-08-20", "summit", "G20", on="2026-09-10", occasion="G20 summit", city="Lisbon", country="PT",
              paper="A")
        .says("2026-08-20", "sidelines", ODA, SILVA, on="2026-09-10", occasion="G20 summit", city="Lisbon",
              country="PT", part_of=0, paper="A")
        .says("2026-08-22", "sidelines", ODA, SILVA, city="Lisbon", country="PT")
        .says("2026-08-25", "summit", "G20", ODA, MENSAH, on=week("2026-09-10"), occasion="G20 summit")
        .says("2026-09-01", "other", ODA, MENSAH, on="2026-09-10", occasion="G20 summit", city="Lisbon", country="PT")
        .ending("summit", "planned", "2026-09-10")
        .ending("sidelines", "planned", "2026-09-10")
        .ending("other", "planned", "2026-09-10")
    )  # fmt: skip
    (
        story("the sidelines meeting is called off and the summit is not")
        .says("2026-08-20", "summit", "G20", on="2026-09-10", occasion="G20 summit", city="Lisbon", country="PT")
        .says("2026-08-20", "sidelines", ODA, SILVA, on="2026-09-10", occasion="G20 summit", country="PT")
        .says("2026-09-05", "sidelines", ODA, SILVA, occasion="G20 summit", status="cancelled")
        .says("2026-09-06", "summit", "G20", on="2026-09-10", occasion="G20 summit", country="PT")
        .ending("summit", "planned", "2026-09-10")
        .ending("sidelines", "cancelled", "2026-09-10")
    )
    (
        story("foreign ministers prepare what their leaders will hold")
        .says("2027-03-01", "leaders", ODA, VARGA, on="2027-04-14", city="Budapest", country="HU")
        .says("2027-03-01", "ministers", SATO, KOVACS, on="2027-04-07", city="Tokyo", country="JP")
        .says("2027-03-20", "ministers", SATO, KOVACS, on=week("2027-04-07"))
        .says("2027-04-02", "leaders", ODA, VARGA)
        .says("2027-04-03", "ministers", SATO, "HU", on="2027-04-07")
        .ending("leaders", "planned", "2027-04-14")
        .ending("ministers", "planned", "2027-04-07")
    )
    (
        story("leaders and foreign ministers of the same states on the same day")
        .says("2027-03-01", "leaders", ODA, VARGA, on="2027-04-14", city="Budapest", country="HU")
        .says("2027-03-02", "ministers", SATO, KOVACS, on="2027-04-14", city="Budapest", country="HU")
        .says("2027-03-03", "leaders", "Oda/JP", "Varga/HU", on="2027-04-14")
        .says("2027-03-04", "ministers", SATO, "Kovacs/HU", on=week("2027-04-14"))
        .ending("leaders", "planned", "2027-04-14")
        .ending("ministers", "planned", "2027-04-14")
    )
    (
        story("the ministers of a body meet months before its leaders")
        .says("2027-03-01", "ministers", "G20", SATO, on="2027-05-20", occasion="G20 foreign ministers' meeting",
              city="Kumasi", country="GH")
        .says("2027-05-10", "ministers", "G20 foreign ministers", on=week("2027-05-20"), country="GH")
        .says("2027-05-10", "leaders", "G20", on="2027-09-08", occasion="G20 summit", city="Accra", country="GH")
        .says("2027-08-10", "leaders", "G20", ODA, on=month("2027-09-01", "2027-09-30"), occasion="G20 summit")
        .ending("ministers", "planned", "2027-05-20")
        .ending("leaders", "planned", "2027-09-08")
    )  # fmt: skip
    (
        story("undated reports, then a day")
        .says("2027-03-01", "m", ODA, VARGA)
        .says("2027-03-03", "m", "JP", "HU")
        .says("2027-03-09", "m", "Oda/JP", "Varga/HU")
        .says("2027-03-12", "m", ODA, VARGA, on="2027-03-20")
        .ending("m", "planned", "2027-03-20")
    )
    (
        story("never given a day")
        .says("2027-03-01", "m", ODA, VARGA)
        .says("2027-03-03", "m", ODA, VARGA, country="HU")
        .ending("m", "planned")
    )
    (
        story("outlets are a day apart")
        .says("2027-03-01", "m", ODA, VARGA, on="2027-04-14", city="Tokyo", country="JP")
        .says("2027-03-02", "m", ODA, VARGA, on="2027-04-15", city="Tokyo", country="JP")
        .says("2027-03-03", "m", ODA, VARGA, on="2027-04-14", country="JP")
        .says("2027-03-04", "m", ODA, VARGA, on="2027-04-14", country="JP")
        .ending("m", "planned", "2027-04-14")
    )
    (
        story("a trilateral the day after a bilateral")
        .says("2027-03-01", "two", ODA, VARGA, on="2027-04-14", city="Tokyo", country="JP")
        .says("2027-03-01", "three", ODA, VARGA, MENSAH, on="2027-04-15", city="Tokyo", country="JP")
        .says("2027-03-08", "three", "JP", "HU", "GH", on="2027-04-15")
        .says("2027-03-09", "two", "JP", "HU", on="2027-04-14")
        .ending("two", "planned", "2027-04-14")
        .ending("three", "planned", "2027-04-15")
    )
    (
        story("a trilateral and a bilateral on the same day, told by the same articles")
        .says("2027-03-01", "three", ODA, VARGA, MENSAH, on="2027-04-15", city="Tokyo", country="JP", paper="A")
        .says("2027-03-01", "two", ODA, VARGA, on="2027-04-15", city="Tokyo", country="JP", paper="A")
        .says("2027-03-02", "three", ODA, VARGA, MENSAH, on="2027-04-15", city="Tokyo", country="JP", paper="B")
        .says("2027-03-02", "two", ODA, VARGA, on="2027-04-15", city="Tokyo", country="JP", paper="B")
        .says("2027-03-04", "three", ODA, VARGA, MENSAH, on="2027-04-15")
        .says("2027-03-05", "two", ODA, VARGA, on="2027-04-15")
        .ending("two", "planned", "2027-04-15")
        .ending("three", "planned", "2027-04-15")
    )
    (
        story("a call, and a visit two weeks later")
        .says("2027-03-01", "call", ODA, VARGA, on="2027-03-03", form="call")
        .says("2027-03-02", "visit", ODA, VARGA, on="2027-03-17", city="Tokyo", country="JP", form="in_person")
        .says("2027-03-02", "call", "Oda/JP", "Varga/HU", form="call")
        .says("2027-03-05", "visit", "JP", "HU", on=week("2027-03-17"), form="in_person")
        .ending("call", "planned", "2027-03-03")
        .ending("visit", "planned", "2027-03-17")
    )
    (
        story("a tour of three capitals")
        .says("2027-03-01", "Budapest", ODA, VARGA, on="2027-04-14", city="Budapest", country="HU", paper="A")
        .says("2027-03-01", "Accra", ODA, MENSAH, on="2027-04-16", city="Accra", country="GH", paper="A")
        .says("2027-03-01", "Lisbon", ODA, SILVA, on="2027-04-18", city="Lisbon", country="PT", paper="A")
        .says("2027-04-10", "Accra", ODA, "GH", on=week("2027-04-16"), country="GH")
        .says("2027-04-10", "Lisbon", ODA, "PT", country="PT")
        .says("2027-04-12", "Budapest", "JP", VARGA, on="2027-04-14")
        .ending("Budapest", "planned", "2027-04-14")
        .ending("Accra", "planned", "2027-04-16")
        .ending("Lisbon", "planned", "2027-04-18")
    )
    (
        story("the tour is called off")
        .says("2027-03-01", "Budapest", ODA, VARGA, on="2027-04-14", city="Budapest", country="HU", paper="A")
        .says("2027-03-01", "Accra", ODA, MENSAH, on="2027-04-16", city="Accra", country="GH", paper="A")
        .says("2027-04-01", "Budapest", ODA, VARGA, status="cancelled", paper="B")
        .says("2027-04-01", "Accra", ODA, MENSAH, status="cancelled", paper="B")
        .ending("Budapest", "cancelled", "2027-04-14")
        .ending("Accra", "cancelled", "2027-04-16")
    )
    (
        story("a body meets two states in one month")
        .says("2027-03-01", "Japan", "European Union", "JP", on="2027-04-14", city="Brussels", country="BE")
        .says("2027-03-02", "Ghana", "European Union", "GH", on="2027-04-14", city="Brussels", country="BE")
        .says("2027-03-08", "Japan", "European Union", ODA, on=week("2027-04-14"))
        .says("2027-03-09", "Ghana", "European Union", MENSAH)
        .ending("Japan", "planned", "2027-04-14")
        .ending("Ghana", "planned", "2027-04-14")
    )
    (
        story("a council sits every week")
        .says("2027-04-01", "first", "UN Security Council", on="2027-04-05")
        .says("2027-04-03", "first", "UN Security Council", on="2027-04-05", city="New York", country="US")
        .says("2027-04-08", "second", "UN Security Council", on="2027-04-12", city="New York", country="US")
        .says("2027-04-10", "second", "UN Security Council", on=week("2027-04-12"))
        .ending("first", "planned", "2027-04-05")
        .ending("second", "planned", "2027-04-12")
    )
    (
        story("talks over three days")
        .says("2027-04-01", "m", "JP", "HU", on=when("2027-04-05", until="2027-04-07"), city="Vienna", country="AT")
        .says("2027-04-04", "m", SATO, KOVACS, on="2027-04-05", city="Vienna", country="AT")
        .says("2027-04-05", "m", SATO, KOVACS, on="2027-04-06", city="Vienna", country="AT")
        .ending("m", "planned", "2027-04-05", "2027-04-07")
    )
    (
        story("one leader, two partners on one day")
        .says("2027-03-01", "Hungary", ODA, VARGA, on="2027-04-14", city="Tokyo", country="JP")
        .says("2027-03-01", "Ghana", ODA, MENSAH, on="2027-04-14", city="Tokyo", country="JP")
        .says("2027-03-05", "Ghana", "JP", "GH", on="2027-04-14")
        .ending("Hungary", "planned", "2027-04-14")
        .ending("Ghana", "planned", "2027-04-14")
    )
    (
        story("states first, then who comes for them")
        .says("2027-03-01", "m", "JP", "HU", on=week("2027-03-16"), city="Geneva", country="CH")
        .says("2027-03-10", "m", SATO, KOVACS, on="2027-03-17", city="Geneva", country="CH")
        .says("2027-03-16", "m", SATO, KOVACS, "PT", on="2027-03-17", country="CH")
        .ending("m", "planned", "2027-03-17")
    )
    (
        story("denied, and not said again")
        .says("2027-03-01", "m", ODA, VARGA, on="2027-03-17")
        .says("2027-03-03", "m", ODA, VARGA, on="2027-03-17", denied=True)
        .ending("m", "planned", "2027-03-17")
    )
    (
        story("the same two at a summit and, months later, at home")
        .says("2026-09-01", "summit", ODA, SILVA, on="2026-09-10", occasion="G20 summit", city="Lisbon", country="PT")
        .says("2026-09-09", "summit", ODA, SILVA, occasion="G20 summit")
        .says("2026-09-09", "visit", ODA, SILVA, on=month("2026-11-01", "2026-11-30"), city="Tokyo", country="JP")
        .says("2026-11-02", "visit", ODA, SILVA, on="2026-11-12", city="Tokyo", country="JP")
        .ending("summit", "planned", "2026-09-10")
        .ending("visit", "planned", "2026-11-12")
    )
    (
        story("a first visit is put off, a second is as planned")
        .says("2027-03-01", "first", ODA, VARGA, on="2027-04-14", city="Budapest", country="HU", paper="A")
        .says("2027-03-01", "second", ODA, MENSAH, on="2027-04-16", city="Accra", country="GH", paper="A")
        .says("2027-04-05", "first", ODA, VARGA, on="2027-05-19", moved_from="2027-04-14", status="postponed")
        .says("2027-04-10", "second", ODA, MENSAH, on="2027-04-16")
        .ending("first", "postponed", "2027-05-19")
        .ending("second", "planned", "2027-04-16")
    )
    (
        story("a government meets two unions, one of them twice")
        .says("2027-03-01", "first", SILVA, "dockers' union", on="2027-03-10", city="Lisbon", country="PT")
        .says("2027-03-08", "first", SILVA, "union of dockers", on="2027-03-10", country="PT")
        .says("2027-03-12", "second", SILVA, "dockers' union", on="2027-03-24", city="Lisbon", country="PT")
        .says("2027-03-12", "teachers", SILVA, "teachers' union", on="2027-03-24", city="Lisbon", country="PT")
        .ending("first", "planned", "2027-03-10")
        .ending("second", "planned", "2027-03-24")
        .ending("teachers", "planned", "2027-03-24")
    )
    (
        story("one person's country is told by one paper only")
        .says("2027-03-01", "m", ODA, VARGA, on="2027-03-17")
        .says("2027-03-02", "m", ODA, "Tibor Varga/", on="2027-03-17")
        .says("2027-03-04", "m", "Kenji Oda/", "Varga/HU", on=week("2027-03-17"))
        .ending("m", "planned", "2027-03-17")
    )
    (
        story("on again, for another day")
        .says("2027-03-01", "m", ODA, VARGA, on="2027-04-14", city="Tokyo", country="JP")
        .says("2027-03-12", "m", ODA, VARGA, on="2027-04-14", city="Tokyo", country="JP", status="cancelled")
        .says("2027-03-20", "m", ODA, VARGA, on="2027-04-28", moved_from="2027-04-14", city="Tokyo", country="JP")
        .says("2027-03-22", "m", ODA, VARGA, on="2027-04-28")
        .ending("m", "planned", "2027-04-28")
    )
    (
        story("brought forward")
        .says("2027-03-01", "m", ODA, VARGA, on="2027-04-14", city="Tokyo", country="JP")
        .says("2027-03-12", "m", ODA, VARGA, on="2027-04-07", moved_from="2027-04-14")
        .says("2027-03-14", "m", "JP", "HU", on="2027-04-07", city="Tokyo", country="JP")
        .ending("m", "planned", "2027-04-07")
    )
    (
        story("moved to another city")
        .says("2027-03-01", "m", ODA, VARGA, on="2027-04-14", city="Tokyo", country="JP")
        .says("2027-03-12", "m", ODA, VARGA, on="2027-04-14", city="Kyoto", country="JP")
        .says("2027-03-20", "m", ODA, VARGA, on="2027-04-14", city="Kyoto", country="JP")
        .ending("m", "planned", "2027-04-14")
    )
    (
        story("a minister's meeting within the visit of his party")
        .says("2027-04-01", "m", ODA, VARGA, on=when("2027-04-05", until="2027-04-07"), country="HU")
        .says("2027-04-02", "m", ODA, VARGA, on="2027-04-06", city="Budapest", country="HU")
        .ending("m", "planned", "2027-04-06")
    )
    (
        story("a new prime minister makes the visit of the old one")
        .says("2027-03-01", "m", ODA, VARGA, on="2027-04-14", city="Tokyo", country="JP")
        .says("2027-03-20", "m", "JP", "HU", on="2027-04-14")
        .ending("m", "planned", "2027-04-14")
    )
    (
        story("a body meets two states, each told as a summit")
        .says("2027-09-01", "China", "ASEAN", "CN", on="2027-11-16", occasion="ASEAN-China summit", country="PH")
        .says("2027-09-01", "Japan", "ASEAN", "JP", on="2027-11-16", occasion="ASEAN-Japan summit", country="PH")
        .says("2027-11-01", "China", "ASEAN", "CN", on=week("2027-11-16"), country="PH")
        .ending("China", "planned", "2027-11-16")
        .ending("Japan", "planned", "2027-11-16")
    )
    (
        story("one of two announced meetings is called off, named by its place")
        .says("2027-03-01", "Tokyo", ODA, VARGA, on="2027-03-20", city="Tokyo", country="JP")
        .says("2027-03-01", "Budapest", ODA, VARGA, on="2027-04-20", city="Budapest", country="HU")
        .says("2027-03-10", "Budapest", ODA, VARGA, city="Budapest", country="HU", status="cancelled")
        .ending("Tokyo", "planned", "2027-03-20")
        .ending("Budapest", "cancelled", "2027-04-20")
    )
    (
        story("one of two announced meetings is called off, the nearer one unless told")
        .says("2027-03-01", "first", ODA, VARGA, on="2027-03-20", country="JP")
        .says("2027-03-01", "second", ODA, VARGA, on="2027-04-20", country="HU")
        .says("2027-03-18", "first", ODA, VARGA, status="cancelled")
        .ending("first", "cancelled", "2027-03-20")
        .ending("second", "planned", "2027-04-20")
    )
    (
        story("powers meet a state: named as a format, and one by one")
        .says("2027-03-01", "m", "P5+1", "IR", on="2027-03-20", city="Vienna", country="AT")
        .says("2027-03-02", "m", "US", "IR", on="2027-03-20", city="Vienna", country="AT")
        .says("2027-03-03", "m", "IR", "US", "GB", "FR", "DE", "RU", "CN", on=week("2027-03-20"), country="AT")
        .ending("m", "planned", "2027-03-20")
    )
    (
        story("held by a third state that some papers name")
        .says("2027-03-01", "m", "JP", "HU", on="2027-03-20", city="Vienna", country="AT")
        .says("2027-03-02", "m", "JP", "HU", "AT", on="2027-03-20", city="Vienna", country="AT")
        .says("2027-03-10", "m", "HU", "JP", on="2027-03-20")
        .ending("m", "planned", "2027-03-20")
    )
    (
        story("late April or early May, then a day in May")
        .says("2027-03-01", "m", ODA, VARGA, on=when("2027-04-21", until="2027-05-10", precision="window"))
        .says("2027-04-01", "m", ODA, VARGA, on="2027-05-04", country="HU")
        .says("2027-04-10", "m", ODA, VARGA, on=month("2027-05-01", "2027-05-31"))
        .ending("m", "planned", "2027-05-04")
    )
    (
        story("next year, then a month, then a day")
        .says("2026-11-01", "m", ODA, VARGA, on=when("2027-01-01", until="2027-12-31", precision="year"), country="HU")
        .says("2027-01-20", "m", ODA, VARGA, on=month("2027-03-01", "2027-03-31"), country="HU")
        .says("2027-02-20", "m", ODA, VARGA, on="2027-03-09", city="Budapest", country="HU")
        .ending("m", "planned", "2027-03-09")
    )
    (
        story("after the meeting they agree to meet again")
        .says("2027-03-01", "first", ODA, VARGA, on="2027-03-09", city="Budapest", country="HU")
        .says("2027-03-10", "second", ODA, VARGA, on=month("2027-06-01", "2027-06-30"), country="JP")
        .says("2027-03-11", "second", ODA, VARGA, city="Tokyo", country="JP")
        .says("2027-05-30", "second", ODA, VARGA, on="2027-06-03", city="Tokyo", country="JP")
        .ending("first", "planned", "2027-03-09")
        .ending("second", "planned", "2027-06-03")
    )
    (
        story("an old cancellation is told again beside the new meeting")
        .says("2027-03-01", "old", ODA, VARGA, on="2027-03-20", city="Tokyo", country="JP")
        .says("2027-03-18", "old", ODA, VARGA, on="2027-03-20", status="cancelled")
        .says("2027-04-25", "new", ODA, VARGA, on="2027-05-15", city="Vienna", country="AT", paper="A")
        .says("2027-04-25", "old", ODA, VARGA, city="Tokyo", country="JP", status="cancelled", paper="A")
        .ending("old", "cancelled", "2027-03-20")
        .ending("new", "planned", "2027-05-15")
    )
    (
        story("a court and a bank decide on their days")
        .says("2027-03-01", "March", "Bank of Japan", on="2027-03-18")
        .says("2027-03-10", "March", "Bank of Japan", on=week("2027-03-18"))
        .says("2027-03-20", "April", "Bank of Japan", on="2027-04-27")
        .ending("March", "planned", "2027-03-18")
        .ending("April", "planned", "2027-04-27")
    )
    (
        story("moved with no new day, but still expected within the year")
        .says("2027-03-01", "m", ODA, VARGA, on="2027-03-20", city="Tokyo", country="JP")
        .says("2027-03-15", "m", ODA, VARGA, on=when("2027-05-01", until="2027-05-31", precision="month"),
              moved_from="2027-03-20", status="postponed")
        .says("2027-04-20", "m", ODA, VARGA, on="2027-05-12", city="Tokyo", country="JP")
        .ending("m", "planned", "2027-05-12")
    )  # fmt: skip
    (
        story("deputies, then ministers, then leaders")
        .says("2027-03-01", "deputies", "Jun Abe/JP", "Eva Nagy/HU", on="2027-03-09", city="Vienna", country="AT")
        .says("2027-03-01", "ministers", SATO, KOVACS, on="2027-03-16", city="Vienna", country="AT")
        .says("2027-03-01", "leaders", ODA, VARGA, on="2027-03-23", city="Vienna", country="AT")
        .says("2027-03-12", "ministers", SATO, "HU")
        .says("2027-03-17", "leaders", ODA, VARGA, on=week("2027-03-23"))
        .ending("deputies", "planned", "2027-03-09")
        .ending("ministers", "planned", "2027-03-16")
        .ending("leaders", "planned", "2027-03-23")
    )
    return found
