"""find_meetings and explain_meetings: what the whole reading promises."""

from datetime import date

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from wiredesk.news.lexicon import load_lexicon
from wiredesk.news.meetings import explain_meetings, find_meetings
from wiredesk.testing import make_article
from wiredesk_schemas import MeetingReport

DAY = date(2026, 3, 4)  # a Wednesday


def only(text: str, **fields: object) -> MeetingReport:
    (report,) = find_meetings(make_article(text, published=DAY, **fields))
    return report


def names(report: MeetingReport) -> set[str]:
    return {p.name for p in report.participants}


def test_an_announced_meeting_is_read_whole():
    text = (
        "Estonian President Tiina Rebane will meet her Peruvian counterpart, Inés Paz, in Geneva on Friday to discuss"
        " fishing rights, a spokesman for Rebane said."
    )
    report = only(text)
    assert names(report) == {"Tiina Rebane", "Inés Paz"}
    assert (report.when.start, report.when.precision) == (date(2026, 3, 6), "day")
    assert report.where is not None
    assert (report.where.city, report.where.country) == ("Geneva", "CH")
    assert (report.status, report.certainty, report.type, report.form) == (
        "planned",
        "confirmed",
        "bilateral",
        "in_person",
    )
    assert [item.text for item in report.agenda] == ["fishing rights"]
    assert report.evidence.quote == text


@pytest.mark.parametrize(
    "text",
    [
        "Estonian President Tiina Rebane met Peruvian President Inés Paz in Geneva on Tuesday.",
        "Estonian President Tiina Rebane might meet Peruvian President Inés Paz in Geneva on Friday.",
        "Estonian President Tiina Rebane offered to meet Peruvian President Inés Paz in Geneva on Friday.",
        "Estonian President Tiina Rebane has no plans to meet Peruvian President Inés Paz.",
        "The foreign ministry denied that Estonian President Tiina Rebane would meet Peruvian President Inés Paz.",
        "If they win, Estonian President Tiina Rebane meets her voters on Friday.",
        "Estonian President Tiina Rebane meets Peruvian President Inés Paz every Friday.",
        "In the film, the presidents of Estonia and Peru will meet on a ship.",
        "Some 3,000 Estonians will visit Peru next month.",
        "Peru will meet EU demand for tin next year.",
        "Estonian President Tiina Rebane will meet Estonian Prime Minister Jaan Kuusk on Friday.",
        "Markets opened higher on Friday.",
    ],
)
def test_what_is_not_announced_is_not_reported(text: str):
    assert find_meetings(make_article(text, published=DAY)) == ()


def test_leaders_of_several_states_are_met_one_by_one():
    reports = find_meetings(
        make_article(
            "Estonian President Tiina Rebane will meet the leaders of Chad, Mali and Peru on Friday.", published=DAY
        )
    )
    assert [{p.country for p in r.participants} for r in reports] == [{"EE", "TD"}, {"EE", "ML"}, {"EE", "PE"}]


def test_one_meeting_told_twice_is_one_report_that_knows_both():
    report = only(
        "Estonian President Tiina Rebane will meet Peruvian President Inés Paz on Friday.\n"
        "Rebane and Paz will meet in Geneva."
    )
    assert report.when.start == date(2026, 3, 6)
    assert report.where is not None
    assert report.where.city == "Geneva"


def test_a_bilateral_on_the_sidelines_belongs_to_the_summit():
    article = make_article(
        "NATO leaders will hold a summit in Oslo on March 12.\n"
        "Estonian President Tiina Rebane will meet Turkish President Deniz Aksoy on the sidelines of the NATO summit.",
        published=DAY,
    )
    reports = find_meetings(article)
    (bilateral,) = (r for r in reports if r.part_of is not None)
    summit = reports[bilateral.part_of or 0]
    assert names(bilateral) == {"Tiina Rebane", "Deniz Aksoy"}
    assert bilateral.where is not None
    assert bilateral.where.city == "Oslo"
    assert names(summit) == {"NATO", "Tiina Rebane", "Deniz Aksoy"}
    assert summit.when.start == date(2026, 3, 12)


def test_a_moved_meeting_has_its_old_and_new_day():
    report = only("Talks between Chad and Mali have been postponed from March 9 to March 16.")
    assert report.status == "postponed"
    assert report.moved_from is not None
    assert (report.moved_from.start, report.when.start) == (date(2026, 3, 9), date(2026, 3, 16))


def test_a_meeting_called_off_keeps_the_day_it_was_to_be():
    report = only("Chad on Tuesday called off talks with Mali that were set for March 16 in Geneva.")
    assert (report.status, report.when.start) == ("cancelled", date(2026, 3, 16))


def test_a_headline_alone_announces():
    article = make_article(
        "Snow fell all day.", published=DAY, title="Estonian, Peruvian presidents to meet in Geneva on Friday"
    )
    (report,) = find_meetings(article)
    assert (report.evidence.field, report.evidence.quote) == ("title", article.title)


def test_of_a_near_copy_only_new_sentences_report():
    old = "Estonian President Tiina Rebane will meet Peruvian President Inés Paz on Friday."
    new = "Chad will hold talks with Mali on Monday."
    article = make_article(f"{old} {new}", published=DAY)
    (report,) = find_meetings(article, new_text=((len(old) + 1, len(old) + 1 + len(new)),))
    assert {p.country for p in report.participants} == {"TD", "ML"}
    assert find_meetings(article, new_text=()) == ()


def test_without_a_publication_day_only_a_full_date_is_one():
    (vague,) = find_meetings(make_article("Chad will hold talks with Mali on Monday.", published=None))
    assert (vague.when.start, vague.when.text) == (None, "Monday")
    (full,) = find_meetings(make_article("Chad will hold talks with Mali on 14 May 2026.", published=None))
    assert full.when.start == date(2026, 5, 14)


def test_people_are_found_without_any_in_the_lexicon():
    text = "Russian President Vladimir Putin will meet French President Emmanuel Macron in Geneva on Friday."
    with_them = find_meetings(make_article(text, published=DAY))
    without = find_meetings(make_article(text, published=DAY), lexicon=load_lexicon().without_people())
    assert [names(r) for r in with_them] == [names(r) for r in without] == [{"Vladimir Putin", "Emmanuel Macron"}]


def test_a_refused_candidate_is_explained_with_its_reason():
    (explanation,) = explain_meetings(make_article("Chad might hold talks with Mali on Monday.", published=DAY))
    assert explanation.refused is not None
    assert "possible" in explanation.refused
    assert explanation.decided_by.startswith("might")


def test_a_meeting_is_explained_slot_by_slot():
    (explanation,) = explain_meetings(
        make_article("Chad will hold talks with Mali on Monday in Geneva.", published=DAY)
    )
    assert explanation.refused is None
    assert {slot.name for slot in explanation.slots} >= {"when", "where", "date"}
    assert [p.value for p in explanation.participants] == ["Chad", "Mali"]


WORDS = st.sampled_from(
    """Chad Mali will meet to with talks summit the of and visit NATO Tiina Rebane president leaders Friday March 9 in
    Geneva not called off postponed “ ” , . ; — 's who that before he they two both said May would if""".split()
)


@settings(deadline=None, max_examples=150)
@given(st.one_of(st.text(max_size=400), st.lists(WORDS, max_size=60).map(" ".join)), st.text(max_size=60))
def test_no_text_raises_and_every_report_is_true_to_it(text: str, title: str):
    article = make_article(text, published=DAY, title=title)
    for report in find_meetings(article):
        source = article.text if report.evidence.field == "text" else article.title or ""
        assert source[report.evidence.start : report.evidence.end] == report.evidence.quote
        assert report.when.end is None or report.when.end >= DAY
        assert report.participants
    explain_meetings(article)


@pytest.mark.parametrize(
    "unit",
    [
        "Chad will meet Mali. ",
        "in ",
        "X’s ",
        "of Chad, ",
        "will meet ",
        "Tiina, ",
        "“",
        "Tiina Rebane will receive him in Riga on Friday. ",
        "Tiina - who - met him. ",
    ],
)
def test_a_hundred_kilobytes_of_anything_are_read(unit: str):
    """Ends at all: the suite's limit of a minute is far above what linear reading needs."""
    find_meetings(make_article((unit * 100_000)[:100_000], published=DAY))
