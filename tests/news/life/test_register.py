"""Which star of reports is which meeting: ids are minted once and stay."""

from typing import Any

from news.life.telling import article, told, week
from wiredesk.news.life.gathering import Gathering
from wiredesk.news.life.people import Corrections
from wiredesk.news.life.register import Placing, Register
from wiredesk.news.life.testimony import TestimonyKey, read_testimony
from wiredesk_schemas import ArticleReports


class Books:
    """A gathering with its register, changed as the diary changes them."""

    def __init__(self) -> None:
        self.gathering = Gathering()
        self.register = Register(self.gathering, Corrections())

    def tell(self, *articles: ArticleReports) -> Placing:
        return self._change([read_testimony(n, r, a, None) for a in articles for n, r in enumerate(a.meetings)], [])

    def take_back(self, *keys: TestimonyKey) -> Placing:
        return self._change([], list(keys))

    def _change(self, told: list[Any], gone: list[TestimonyKey]) -> Placing:
        lost = {voice for key in gone if (voice := self.gathering.voice(key))}
        touched = self.gathering.change(add=[(t, "") for t in told], remove=gone)
        return self.register.place(touched, lost, told)

    def ids(self) -> dict[str, str]:
        found = {}
        for record in self.register.meetings.values():
            found |= {key[0]: record.meeting_id for key in record.members()}
        return found


FIRST = article("a", told(on="2026-05-05"), published="2026-04-08")
LATER = article("b", told(on="2026-05-12"), published="2026-04-10")
TIE = article("c", told(on="2026-05-12", moved_from="2026-05-05", status="postponed"), published="2026-04-12")


def test_an_id_follows_from_the_report_that_a_meeting_is_known_by():
    one, other = Books(), Books()
    one.tell(FIRST)
    other.tell(LATER)
    other.tell(FIRST)
    assert one.ids()["a"] == other.ids()["a"]


def test_a_report_that_joins_leaves_the_id_as_it_is():
    books = Books()
    books.tell(FIRST)
    before = books.ids()["a"]
    books.tell(article("early", told(on="2026-05-05"), published="2026-01-01"))
    assert books.ids() == {"a": before, "early": before}


def test_of_two_meetings_that_turn_out_to_be_one_the_older_stays():
    books = Books()
    books.tell(LATER)
    books.tell(FIRST)
    old, young = books.ids()["b"], books.ids()["a"]
    placing = books.tell(TIE)
    assert set(books.ids().values()) == {old}
    assert [(loser.meeting_id, into and into.meeting_id) for loser, into in placing.ended] == [(young, old)]


def test_when_they_part_again_each_has_its_own_id_back():
    books = Books()
    books.tell(FIRST)
    books.tell(LATER)
    before = books.ids()
    books.tell(TIE)
    books.take_back(("c", 0))
    assert books.ids() == before


def test_a_meeting_without_reports_has_ended_and_comes_back_under_its_id():
    books = Books()
    books.tell(FIRST)
    before = books.ids()["a"]
    placing = books.take_back(("a", 0))
    assert [(record.meeting_id, into) for record, into in placing.ended] == [(before, None)]
    assert books.ids() == {}
    books.tell(FIRST)
    assert books.ids() == {"a": before}


def test_an_id_goes_where_most_of_its_reports_are():
    books = Books()
    vague = [article(f"v{n}", told("PT", "SE", on=week("2026-05-05")), published="2026-04-01") for n in range(3)]
    books.tell(*vague)
    before = books.ids()["v0"]
    books.tell(FIRST)
    assert set(books.ids().values()) == {before}
    books.take_back(("v0", 0))  # its founder
    assert set(books.ids().values()) == {before}


def test_a_forgotten_meeting_is_not_found_again():
    books = Books()
    books.tell(FIRST)
    record = books.register.find(("a", 0))
    assert record is not None
    assert books.register.forget(record) == {("a", 0)}
    assert books.register.meetings == {}
    assert books.register.find(("a", 0)) is None
