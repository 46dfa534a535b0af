"""The rows in which the diary outlives the process."""

from collections.abc import Callable
from typing import Any

import pytest

from news.life.telling import article, noon, told
from wiredesk.news.life.records import (
    FEW,
    ArticleRecord,
    MeetingRecord,
    article_key,
    correction_row,
    meeting_key,
)
from wiredesk.news.life.testimony import read_testimony, voice_of
from wiredesk_schemas import Correction, MeetingAnnounced, SchemaError, decode

ODD_ID = "naïve/\ud800\n id"
"""An id that is no UTF-8: a lone surrogate, as JSON can carry it."""


def test_an_article_is_read_as_it_was_written():
    record = ArticleRecord(article("a", told(), told("FR", "DE")), (0, 3), ("1 raw:0:7",), {3: "c1"}, {0}, 12.5)
    key, value = record.row()
    assert key == b"a:a"
    assert value is not None
    again = ArticleRecord.read(value)
    assert again == record
    assert again.keys() == [("a", 3)]


def test_a_meeting_is_read_as_it_was_written_but_for_its_reports():
    record = MeetingRecord("m1", 4, ("a", 2), MeetingAnnounced(meeting_id="m1", revision=3), due=99.0)
    key, value = record.row()
    assert key == b"m:m1"
    assert record.stored
    assert value is not None
    again = MeetingRecord.read("m1", value)
    assert (again.minted, again.founder, again.latest, again.due) == (4, ("a", 2), record.latest, 99.0)
    assert again.stored
    assert again.members() == frozenset()


def record_of(count: int) -> MeetingRecord:
    articles = [article(f"a{n}", told()) for n in range(count)]
    said = [read_testimony(0, one.meetings[0], one, None) for one in articles]
    voice = voice_of(said[0])
    voice.members.update({testimony.key: testimony for testimony in said})
    return MeetingRecord("m1", 1, said[0].key, voices={voice})


def test_many_reports_of_a_meeting_are_counted_up_once():
    record = record_of(FEW + 1)
    assert record.tally().count == FEW + 1
    assert record.tally() is record.tally()


def test_few_are_counted_up_anew_and_nothing_is_kept_of_it():
    record = record_of(FEW)
    assert record.tally().count == FEW
    assert record.ledger is None
    assert record.members() == {(f"a{n}", 0) for n in range(FEW)}


def test_the_keys_of_articles_meetings_and_corrections_never_meet():
    decided = Correction(correction_id="x", action="retract", meeting_id="m", who="w", why="y", at=noon("2026-05-01"))
    key, value = correction_row("x", decided)
    assert len({article_key("x"), meeting_key("x"), key}) == 3
    assert value is not None
    assert decode(value, Correction) == decided
    assert correction_row("x", None) == (key, None)


@pytest.mark.parametrize("key_of", [article_key, meeting_key])
def test_any_id_makes_a_key_and_comes_back(key_of: Callable[[str], bytes]):
    assert key_of(ODD_ID)[2:].decode("utf-8", "surrogatepass") == ODD_ID


@pytest.mark.parametrize("value", [b"{}", b'{"reports": 1}', b'{"latest": null, "founder": null}', b"not json"])
@pytest.mark.parametrize("read", [ArticleRecord.read, lambda value: MeetingRecord.read("m", value)])
def test_a_row_of_something_else_is_refused_with_a_reason(value: bytes, read: Callable[[bytes], Any]):
    with pytest.raises(SchemaError):
        read(value)
