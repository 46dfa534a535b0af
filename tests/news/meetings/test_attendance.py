"""Who comes to the summits of bodies, and whom "he" and "the president" mean where several are named."""

from datetime import date

from wiredesk.news.meetings import find_meetings
from wiredesk.testing import make_article

DAY = date(2026, 3, 4)  # a Wednesday


def participants(text: str) -> list[set[str]]:
    return [{p.name for p in r.participants} for r in find_meetings(make_article(text, published=DAY))]


def test_who_travels_to_a_summits_place_at_its_time_attends_it():
    found = participants(
        "Estonian President Tiina Rebane flies to Cape Town on Thursday.\n\nThe G20 summit, which begins in Cape Town on"
        " Friday, will be the first in Africa."
    )
    assert {"G20", "Tiina Rebane"} in found


def test_who_goes_somewhere_for_a_summit_attends_it():
    found = participants("Estonian President Tiina Rebane will go to Cape Town on Friday for a G20 summit.")
    assert found == [{"G20", "Tiina Rebane"}]


def test_who_is_only_named_beside_a_summit_does_not():
    found = participants("The G20 summit begins in Cape Town on Friday. Estonian President Tiina Rebane opposes it.")
    assert found == [{"G20"}]


def test_a_pronoun_tells_whether_a_person_is_he_or_she():
    found = participants(
        "Peruvian President Inés Paz said that she was tired. Chadian President Omar Deby gave a speech on Wednesday. Paz"
        " listened. He will meet Malian President Ali Keita on Friday."
    )
    assert found == [{"Omar Deby", "Ali Keita"}]


def test_the_president_is_the_one_of_whom_the_article_speaks_most():
    found = participants(
        "Estonian President Tiina Rebane signed a law on Wednesday. Rebane said it was needed. European Commission"
        " President Greta Lind welcomed it. It is a busy week for the president. On Friday, she will host King Olav of"
        " Norway. Rebane also plans a speech."
    )
    assert found == [{"Tiina Rebane", "Olav"}]
