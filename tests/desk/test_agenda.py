"""The days in their order."""

from dataclasses import replace
from datetime import date
from typing import Any

from wiredesk.desk.agenda import grouped
from wiredesk_schemas import MeetingAnnounced, When
from wiredesk_schemas.examples import EXAMPLES

MEETING: Any = EXAMPLES[MeetingAnnounced]
TODAY = date(2026, 3, 4)


def on(start: date | None, end: date | None = None, precision: Any = "day", **fields: Any) -> MeetingAnnounced:
    return replace(MEETING, when=When(start=start, end=end or start, precision=precision), **fields)


def titles(*meetings: MeetingAnnounced) -> list[str]:
    return [g.title.replace("\u00a0", " ") for g in grouped(meetings, TODAY, today=TODAY)]


def test_days_come_in_order_and_the_near_ones_are_named():
    groups = grouped([on(date(2026, 3, 5)), on(TODAY), on(date(2026, 3, 9))], TODAY, today=TODAY)
    assert [g.near for g in groups] == ["Today", "Tomorrow", ""]
    assert titles(on(date(2027, 1, 5))) == ["Tuesday 5 January 2027"]


def test_what_is_over_is_left_out_and_what_lasts_stands_on_its_next_day():
    assert titles(on(date(2026, 3, 3))) == []
    assert titles(on(date(2026, 3, 2), date(2026, 3, 6), "days")) == ["Wednesday 4 March"]


def test_a_week_stands_where_it_begins_and_a_longer_span_after_its_last_day():
    """A meeting of "this week" may be any day now; one of "this year" must not stand before today's."""
    assert titles(
        on(date(2026, 1, 1), date(2026, 12, 31), "year"),
        on(date(2026, 3, 2), date(2026, 3, 8), "week"),
        on(date(2026, 3, 5)),
        on(date(2026, 3, 1), date(2026, 3, 31), "month"),
        on(date(2026, 4, 2)),
        on(None, precision="unknown"),
    ) == [
        "Some time from Mon 2 to Sun 8 Mar 2026", "Thursday 5 March", "Some time in March 2026", "Thursday 2 April",
        "Some time in 2026", "Date not known",
    ]  # fmt: skip


def test_within_a_day_the_hour_comes_first_then_the_best_sourced():
    late = on(TODAY, meeting_id="late", independent_sources=9)
    early = replace(late, meeting_id="early", when=replace(late.when, time="09:00"))
    few = replace(late, meeting_id="few", independent_sources=1)
    (group,) = grouped([few, late, early], TODAY, today=TODAY)
    assert [m.meeting_id for m in group.meetings] == ["early", "late", "few"]
