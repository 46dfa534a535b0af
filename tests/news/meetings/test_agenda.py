import pytest

from wiredesk.news.meetings import find_meetings
from wiredesk.news.meetings.telling.agenda import find_matters
from wiredesk.testing import make_article


@pytest.mark.parametrize(
    ("sentence", "matters"),
    [
        ("The ministers will discuss trade, fishing quotas and the border.", ("trade", "fishing quotas", "the border")),
        ("She will press him on human rights and on Taiwan.", ("human rights", "Taiwan")),
        ("They are expected to raise the fate of the sailors, who were arrested in May.", ("the fate of the sailors",)),
        ("They would discuss how the countries can “work together.”", ()),
        ("Energy and migration are on the agenda.", ("Energy", "migration")),
        (
            "He will raise the need for a hotline, including in the naval realm, and discuss issues involving grain.",
            ("the need for a hotline, including in the naval realm", "grain"),
        ),
    ],
)
def test_matters_that_lie_ahead_are_named_in_the_words_of_the_sentence(sentence: str, matters: tuple[str, ...]):
    assert find_matters(sentence) == matters


@pytest.mark.parametrize(
    "sentence", ["They discussed oil on Monday.", "The two will meet on Monday to discuss it.", ""]
)
def test_what_was_discussed_or_is_not_named_is_no_agenda(sentence: str):
    assert find_matters(sentence) == ()


def test_later_sentences_add_to_the_agenda_and_to_who_said_so():
    article = make_article(
        "President Ana Silva of Portugal will meet President Kenji Mori of Japan in Lisbon on Friday.\n"
        "Silva is expected to raise tariffs and the detained sailors.\n"
        "Japan's Foreign Ministry said the two leaders would also discuss sanctions."
    )
    (meeting,) = find_meetings(article)
    assert [item.text for item in meeting.agenda] == ["tariffs", "the detained sailors", "sanctions"]
    assert meeting.agenda[0].topic == "trade"
    assert [a.country for a in meeting.announced_by] == ["JP"]
    assert meeting.attribution == "party"


def test_with_two_meetings_a_sentence_counts_for_the_one_whose_party_it_names():
    article = make_article(
        "Chancellor Ulla Brand of Germany will meet President Kenji Mori of Japan in Berlin on Friday.\n"
        "On Saturday, Brand will meet President Rosa Diaz of Chile.\nDiaz will raise copper prices."
    )
    agendas = {m.participants[-1].name: [i.text for i in m.agenda] for m in find_meetings(article)}
    assert agendas.get("Rosa Diaz", []) == ["copper prices"]
    assert "copper prices" not in agendas.get("Kenji Mori", [])
