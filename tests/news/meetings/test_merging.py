"""Several mentions of one meeting, and two meetings of the same people."""

from datetime import date

from wiredesk.news.meetings import find_meetings
from wiredesk.testing import make_article
from wiredesk_schemas import MeetingReport


def read(text: str) -> tuple[MeetingReport, ...]:
    return find_meetings(make_article(text, published=date(2026, 3, 4)))


def test_two_people_of_whom_no_state_is_told_are_the_two_ministers_told_before():
    reports = read(
        "The foreign ministers of Latvia and Chile have agreed to meet.\nZane Ozola will meet Bruno Araya in Lima on March 9."
    )
    assert [{p.name for p in r.participants} for r in reports] == [{"Zane Ozola", "Bruno Araya"}]
    assert reports[0].when.start == date(2026, 3, 9)


def test_people_whose_states_are_others_are_not_the_two_ministers():
    reports = read(
        "The foreign ministers of Latvia and Chile have agreed to meet.\n"
        "Kenyan President Amina Odhiambo will meet Finnish Prime Minister Aino Salo in Lima on March 9."
    )
    assert len(reports) == 2


def test_also_at_another_place_is_another_meeting():
    reports = read(
        "Kenyan President Amina Odhiambo will receive Finnish Prime Minister Aino Salo in Nairobi.\n"
        "The two will also meet on the island of Lamu, officials said."
    )
    assert [r.where.city for r in reports if r.where] == ["Nairobi", "Lamu"]


def test_also_at_the_same_place_is_the_same_meeting():
    reports = read(
        "Kenyan President Amina Odhiambo will meet Finnish Prime Minister Aino Salo in Nairobi.\n"
        "Odhiambo and Salo will also meet for the first time since the vote."
    )
    assert len(reports) == 1


def test_a_town_and_the_area_around_it_are_one_place_and_the_area_is_what_is_known():
    (report,) = read(
        "Kenyan President Amina Odhiambo will meet Finnish President Aino Salo on March 9.\n"
        "Officials did not say where the Odhiambo-Salo meeting would take place, only that it would be in the San Francisco Bay area.\n"
        "Salo will travel to San Francisco March 8-11 to meet with Odhiambo, her office said."
    )
    assert report.when.start == date(2026, 3, 9)
    assert report.where is not None
    assert report.where.city == "San Francisco Bay area"
