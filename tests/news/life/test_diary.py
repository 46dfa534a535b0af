"""The life of meetings, from the first report to the last word."""

from dataclasses import replace
from datetime import date, datetime, timedelta

import pytest

from news.life.telling import (
    article,
    changes,
    content,
    filled,
    history,
    living,
    noon,
    together,
    told,
    week,
    when,
)
from wiredesk.news.life import Diary, is_upcoming
from wiredesk_schemas import MeetingReport, encode


def test_the_first_report_announces_a_meeting_complete_in_itself():
    (event,) = history(article("a", told(on="2026-05-04", city="Lisbon", country="PT", type="talks")))
    assert (event.revision, event.change, event.changed, event.previous) == (1, "announced", (), None)
    assert event.when.start == date(2026, 5, 4)
    assert [p.name for p in event.participants] == ["Ana Duarte", "Emma Lind"]
    assert (event.source_count, event.independent_sources, event.sources[0].article_id) == (1, 1, "a")
    assert event.event_id == ""
    assert event.emitted_at is None


def test_corroboration_is_told_at_2_3_5_and_10_sources_only():
    events = history(*(article(f"a{n:02}", told(on="2026-05-04")) for n in range(12)))
    assert [(e.change, e.independent_sources) for e in events] == [
        ("announced", 1), ("corroborated", 2), ("corroborated", 3), ("corroborated", 5), ("corroborated", 10),
    ]  # fmt: skip
    assert events[1].changed == ("independent_sources",)
    assert events[1].previous == {"independent_sources": 1}


def test_copies_and_the_same_outlet_never_corroborate():
    told_again = (
        article("b", told(on="2026-05-04"), source="Paper a"),
        article("c", told(on="2026-05-04"), copy_of="a"),
        article("d", told(on="2026-05-04"), copy_of="a"),
    )
    diary = filled(article("a", told(on="2026-05-04")), *told_again)
    (meeting,) = living(diary)
    assert meeting.revision == 1
    account = diary.account(meeting.meeting_id)
    assert account is not None
    assert (account.source_count, account.independent_sources) == (4, 1)


def test_a_meeting_is_dated_moved_called_off_and_on_again():
    events = history(
        article("a", told(), published="2026-04-01"),
        article("b", told(on=week("2026-05-06")), published="2026-04-05", source="Paper a"),
        article("c", told(on="2026-05-05"), published="2026-04-08", source="Paper a"),
        article(
            "d",
            told(on="2026-05-12", moved_from="2026-05-05", status="postponed"),
            published="2026-04-10",
            source="Paper a",
        ),
        article("e", told(on="2026-05-12", status="cancelled"), published="2026-04-20", source="Paper a"),
        article("f", told(on="2026-05-12"), published="2026-04-25", source="Paper a"),
    )
    assert [(e.change, e.status) for e in events] == [
        ("announced", "planned"), ("updated", "planned"), ("updated", "planned"), ("postponed", "postponed"),
        ("cancelled", "cancelled"), ("reinstated", "planned"),
    ]  # fmt: skip
    assert len({e.meeting_id for e in events}) == 1
    assert [e.revision for e in events] == [1, 2, 3, 4, 5, 6]
    assert [str(e.when.start) for e in events] == ["None", "2026-05-04", "2026-05-05", *["2026-05-12"] * 3]
    assert events[3].previous is not None
    assert events[3].previous["when"].start == date(2026, 5, 5)


def test_postponed_without_a_new_date_takes_the_old_one_away():
    events = history(
        article("a", told(on="2026-05-05"), published="2026-04-08"),
        article("b", told(status="postponed"), published="2026-04-10"),
    )
    assert events[-1].change == "postponed"
    assert events[-1].when.precision == "unknown"


def test_a_meeting_called_off_and_agreed_on_anew_elsewhere_is_the_same_one():
    story = (
        article("a", told(on="2026-05-05", city="Porto", country="PT"), published="2026-05-02"),
        article("b", told(on="2026-05-05", city="Porto", country="PT"), published="2026-05-02"),
        article("c", told(on="2026-05-05", status="cancelled"), published="2026-05-04"),
    )
    anew = told("Ana Duarte/", "Emma Lind/", on="2026-05-20", city="Nice", country="FR", reinstated=True)
    events = history(*story, article("d", anew, published="2026-05-11"))
    assert [e.change for e in events][-2:] == ["cancelled", "reinstated"]
    last = events[-1]
    assert (last.status, str(last.when.start), last.where and last.where.city) == ("planned", "2026-05-20", "Nice")
    assert last.conflicts == ()
    # A new appointment of the two that nobody calls the old one is another meeting.
    other = told(on="2026-05-20", city="Nice", country="FR")
    assert len({e.meeting_id for e in history(*story, article("d", other, published="2026-05-11"))}) == 2


def test_a_stale_story_does_not_undo_a_cancellation_of_the_same_day():
    assert changes(
        article("a", told(on="2026-05-05"), published="2026-04-08"),
        article("b", told(on="2026-05-05", status="cancelled"), published="2026-04-10"),
        article("c", told(on="2026-05-05"), published="2026-04-10"),
        article("d", told(on="2026-05-05"), published="2026-04-09"),
    )[:2] == ["announced", "cancelled"]
    diary = filled(
        article("a", told(on="2026-05-05", status="cancelled"), published="2026-04-10"),
        article("b", told(on="2026-05-05"), published="2026-04-10"),
    )
    assert living(diary)[0].status == "cancelled"


def test_a_denial_is_told_of_a_known_meeting_only():
    assert changes(article("a", told(on="2026-05-05", denied=True))) == []
    events = history(
        article("a", told(on="2026-05-05"), published="2026-04-08"),
        article("b", told(on="2026-05-05", denied=True), published="2026-04-09"),
        article("c", told(on="2026-05-05"), published="2026-04-11"),
    )
    assert [e.change for e in events] == ["announced", "denied", "reinstated"]
    assert (events[1].status, events[1].certainty) == ("planned", "expected")


def test_a_corrected_article_withdraws_what_only_it_said():
    diary = Diary()
    diary.apply(article("a", told(on="2026-05-05")))
    (event,) = diary.apply(article("a", revision="2"))
    assert (event.change, event.revision, event.sources, event.source_count) == ("withdrawn", 2, (), 0)
    assert event.participants  # complete in itself: who was to meet
    (back,) = diary.apply(article("a", told(on="2026-05-05"), revision="3"))
    assert (back.change, back.meeting_id, back.revision) == ("reinstated", event.meeting_id, 3)


def test_a_corrected_article_does_not_withdraw_what_another_says():
    diary = filled(article("a", told(on="2026-05-05")), article("b", told(on="2026-05-05")))
    (event,) = diary.apply(article("a", revision="2"))
    assert (event.change, event.independent_sources) == ("updated", 1)


def test_a_corrected_date_updates_the_meeting_instead_of_announcing_another():
    diary = Diary()
    (first,) = diary.apply(article("a", told(on="2026-05-05")))
    (event,) = diary.apply(article("a", told(on="2026-05-15"), revision="2"))
    assert (event.change, event.meeting_id, event.when.start) == ("updated", first.meeting_id, date(2026, 5, 15))


def test_an_article_applied_before_changes_nothing():
    diary = Diary()
    one, two = article("a", told(on="2026-05-05")), article("a", told(on="2026-05-06"), revision="2")
    assert diary.apply(one)
    assert diary.apply(two)
    diary.take_rows()
    assert diary.apply(two) == []
    assert diary.apply(one) == []  # an older revision again
    assert diary.take_rows() == []


def test_an_article_without_meetings_leaves_no_row():
    diary = Diary()
    assert diary.apply(article("a")) == []
    assert diary.take_rows() == []


def test_a_late_report_that_ties_two_meetings_merges_the_younger_into_the_older():
    diary = Diary()
    (old,) = diary.apply(article("a", told(on="2026-05-05"), published="2026-04-08"))
    (new,) = diary.apply(article("b", told(on="2026-05-12"), published="2026-04-20"))
    events = diary.apply(
        article("c", told(on="2026-05-12", moved_from="2026-05-05", status="postponed"), published="2026-04-15")
    )
    assert [(e.meeting_id, e.change, e.superseded_by) for e in events] == [
        (new.meeting_id, "merged", old.meeting_id),
        (old.meeting_id, events[1].change, None),
    ]
    assert events[1].when.start == date(2026, 5, 12)
    assert events[1].independent_sources == 3


def test_when_the_tie_is_corrected_away_the_merged_meeting_comes_back():
    diary = Diary()
    diary.apply(article("a", told(on="2026-05-05"), published="2026-04-08"))
    (new,) = diary.apply(article("b", told(on="2026-05-12"), published="2026-04-20"))
    diary.apply(
        article("c", told(on="2026-05-12", moved_from="2026-05-05", status="postponed"), published="2026-04-15")
    )
    events = diary.apply(article("c", revision="2", published="2026-04-15"))
    back = next(e for e in events if e.meeting_id == new.meeting_id)
    assert (back.change, back.superseded_by, back.revision) == ("announced", None, 3)
    assert len(living(diary)) == 2


def test_a_bilateral_names_the_summit_it_is_beside():
    events = history(
        article(
            "a",
            told("G20", on="2026-11-20", occasion="G20 summit", city="Lisbon", country="PT"),
            told(on="2026-11-20", occasion="G20 summit", city="Lisbon", country="PT", part_of=0),
        )
    )
    summit = next(e for e in events if e.part_of is None)
    bilateral = next(e for e in events if e.part_of)
    assert bilateral.part_of == summit.meeting_id
    assert summit.meeting_id != bilateral.meeting_id


def test_two_reports_of_one_article_are_two_meetings():
    same = told(on="2026-05-05", city="Lisbon", country="PT")
    diary = filled(article("a", same, same))
    assert len(living(diary)) == 2
    diary.apply(article("b", same))
    assert sorted(len(diary.members(m.meeting_id)) for m in living(diary)) == [1, 2]


def test_past_meetings_are_history_and_not_upcoming():
    today = date(2026, 6, 1)
    (past,) = history(article("a", told(on="2024-05-05"), published="2024-05-01"))
    assert past.change == "announced"
    assert not is_upcoming(past, today)
    (coming,) = history(article("a", told(on="2026-06-01")))
    assert is_upcoming(coming, today)
    assert not is_upcoming(replace(coming, change="withdrawn"), today)
    assert not is_upcoming(replace(coming, status="cancelled"), today)


def test_what_is_over_is_forgotten_after_the_window_without_a_word():
    diary = Diary(lateness=timedelta(days=30))
    diary.apply(article("a", told(on="2026-05-05"), published="2026-05-01"), at=noon("2026-05-01"))
    diary.take_rows()
    assert diary.apply(article("b", told("FR", "DE", on="2026-06-03")), at=noon("2026-06-01"))
    assert len(living(diary)) == 2
    diary.take_rows()
    events = diary.apply(article("c", told("FR", "ES", on="2026-06-20")), at=noon("2026-06-06"))
    assert [e.change for e in events] == ["announced"]
    rows = dict(diary.take_rows())
    assert rows[b"a:a"] is None
    assert len([key for key, value in rows.items() if value is None]) == 2
    assert together(diary) == {frozenset("b"), frozenset("c")}


def test_a_meeting_of_next_year_outlives_the_window():
    diary = Diary(lateness=timedelta(days=30))
    diary.apply(article("a", told(on="2027-05-05"), published="2026-05-01"), at=noon("2026-05-01"))
    events = diary.apply(article("b", told(on="2027-05-05"), published="2027-05-01"), at=noon("2027-05-01"))
    assert [e.change for e in events] == ["corroborated"]


def test_an_undated_article_is_still_told():
    (event,) = history(article("a", told(on="2026-05-05"), published_on=None))
    assert event.first_announced_at is None


def test_a_crash_between_sending_and_writing_sends_the_same_again():
    articles = [
        article("a", told(on="2026-05-05")),
        article("b", told(on="2026-05-05")),
        article("c", told(on=week("2026-05-05"), status="cancelled")),
    ]
    diary, table = Diary(), {}
    for one in articles[:1]:
        diary.apply(one)
        table.update(diary.take_rows())
    sent = [encode(e) for one in articles[1:] for e in diary.apply(one)]
    restarted = Diary.load((k, v) for k, v in table.items() if v)
    assert [encode(e) for one in articles for e in restarted.apply(one)] == sent


@pytest.mark.parametrize("written", range(5))
def test_a_crash_in_the_middle_of_writing_makes_no_new_revision(written: int):
    diary, table = Diary(), {}
    diary.apply(article("a", told(on="2026-05-05")))
    table.update(diary.take_rows())
    both = article("b", told(on="2026-05-05"), told("FR", "DE", on="2026-05-06"))
    sent = [encode(e) for e in diary.apply(both)]
    table.update(diary.take_rows()[:written])
    restarted = Diary.load((k, v) for k, v in table.items() if v)
    again = [encode(e) for e in restarted.apply(both)]
    assert set(again) <= set(sent)
    assert content(restarted) == content(diary)


def test_rows_of_a_crowded_meeting_stay_small():
    diary = Diary()
    largest = 0
    for n in range(300):
        diary.apply(
            article(f"a{n:04}", told("G20", on="2026-11-20", occasion="G20 summit"), url=f"https://example.com/{n}")
        )
        largest = max([largest, *(len(value or b"") for _, value in diary.take_rows())])
    assert largest < 60_000
    assert len(living(diary)) == 1
    assert len(living(diary)[0].sources) <= 50


def test_an_english_summer_date_time_is_kept():
    report: MeetingReport = told(on=when("2026-05-05", time="14:30", zone="Europe/Lisbon"))
    (event,) = history(article("a", report, published=datetime.fromisoformat("2026-05-01T10:00:00+01:00")))
    assert (event.when.time, event.when.zone) == ("14:30", "Europe/Lisbon")
    assert event.first_announced_at == datetime.fromisoformat("2026-05-01T10:00:00+01:00")


def test_an_article_that_goes_back_to_an_earlier_text_is_believed():
    """The correction was itself withdrawn: the same text as at first, but from another raw record."""
    first, moved = told(on="2026-05-04"), told(on="2026-05-11")
    diary = Diary()
    for origin, revision, report in (("raw:0:1", "r1", first), ("raw:0:2", "r2", moved), ("raw:0:3", "r1", first)):
        diary.apply(replace(article("a", report), revision=revision), origin=origin)
    assert [m.when.start for m in living(diary)] == [date(2026, 5, 4)]
    # Read again after a crash, in order: nothing new.
    for origin, revision, report in (("raw:0:2", "r2", moved), ("raw:0:3", "r1", first)):
        assert diary.apply(replace(article("a", report), revision=revision), origin=origin) == []


def test_a_later_extractor_that_reads_the_same_text_otherwise_changes_the_meeting():
    diary = Diary()
    [announced] = diary.apply(replace(article("a", told(on="2026-05-04")), revision="r1"), origin="raw:0:1")
    again = replace(article("a", told(on="2026-05-05")), revision="r1", extractor="wiredesk-reader/2")
    [updated] = diary.apply(again, origin="raw:0:1")
    assert (updated.meeting_id, updated.revision) == (announced.meeting_id, 2)
    assert updated.when.start == date(2026, 5, 5)
    assert diary.apply(again, origin="raw:0:1") == []
