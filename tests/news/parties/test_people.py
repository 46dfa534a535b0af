from datetime import date

from wiredesk.news.lexicon import Entity, Entry, Lexicon, Term
from wiredesk.news.parties.mentions import Mention
from wiredesk.news.parties.people import People, plain_words


def met(*told: tuple[str, str | None, str | None], lexicon: Lexicon | None = None) -> People:
    people = People(lexicon or Lexicon([]), date(2026, 3, 4))
    for number, (name, country, role) in enumerate(told):
        people.meet(number, Mention(0, 1, "person", name, country, role), role, subject=True)
    return people


def test_a_full_name_told_later_is_the_person_of_the_surname():
    assert [p.name for p in met(("Salo", None, "president"), ("Aino Salo", None, "president")).all()] == ["Aino Salo"]


def test_the_first_lady_is_not_the_president():
    people = met(("Salo", "FI", "president"), ("Mika Salo", None, "first lady"))
    assert [p.name for p in people.all()] == ["Salo", "Mika Salo"]


def test_the_text_is_believed_before_the_lexicon():
    term = Term("president", "FI", date(2025, 1, 1))
    known = Entity("person:Aino Salo", "person", "Aino Salo", country="FI", terms=(term,))
    people = met(("Aino Salo", None, None), ("Aino Salo", "EE", "president"), lexicon=Lexicon([Entry(known)]))
    assert [p.country for p in people.all()] == ["EE"]


def test_the_lexicon_gives_a_state_where_the_text_has_none():
    term = Term("president", "FI", date(2025, 1, 1))
    known = Entity("person:Aino Salo", "person", "Aino Salo", country="FI", terms=(term,))
    assert [p.country for p in met(("Aino Salo", None, None), lexicon=Lexicon([Entry(known)])).all()] == ["FI"]


def test_a_family_name_that_stands_first_is_a_surname():
    found = met(("Lee Jae-hwan", "KR", "president")).find(["lee"])
    assert found is not None
    assert found.name == "Lee Jae-hwan"


def test_initials_and_suffixes_do_not_tell_names_apart():
    assert plain_words("Mark B. Holloway Jr.") == ["mark", "holloway"]
