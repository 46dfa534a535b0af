from datetime import date

from wiredesk.news.lexicon import Lexicon, load_lexicon
from wiredesk.news.parties.cast import Cast
from wiredesk.news.parties.gazetteer import Gazetteer
from wiredesk.news.parties.mentions import Mention
from wiredesk.news.parties.phrases import find_mentions
from wiredesk.news.sentences import split_sentences


def read(text: str, *, lexicon: Lexicon | None = None) -> tuple[Cast, list[list[Mention]]]:
    lexicon = lexicon or load_lexicon().without_people()
    gazetteer = Gazetteer(text, lexicon)
    cast = Cast(lexicon, date(2026, 3, 4))
    found = []
    for number, sentence in enumerate(split_sentences(text)):
        found.append(find_mentions(gazetteer.words(sentence.start, sentence.end), gazetteer))
        cast.add(number, found[-1], frozenset(m.first for m in found[-1][:1]))
    return cast, found


def last_name(text: str) -> list[str]:
    cast, found = read(text)
    return [p.name for p in cast.parties(found[-1][-1], len(found) - 1)]


def test_a_surname_is_the_full_name_told_before():
    assert last_name("Kenyan President Amina Odhiambo spoke. Then came Odhiambo") == ["Amina Odhiambo"]


def test_an_office_with_a_nationality_is_its_holder():
    assert last_name("Finnish Prime Minister Aino Salo flew in. Nobody met the Finnish prime minister") == ["Aino Salo"]


def test_an_office_whose_holder_is_not_named_is_the_state():
    cast, found = read("Nobody met the Finnish prime minister")
    (party,) = cast.parties(found[0][-1], 0)
    assert (party.kind, party.country) == ("government", "FI")


def test_the_two_leaders_are_the_two_named_before():
    text = "Kenyan President Amina Odhiambo called Finnish Prime Minister Aino Salo. The two leaders"
    assert last_name(text) == ["Amina Odhiambo", "Aino Salo"]


def test_the_two_leaders_of_three_are_nobody():
    text = (
        "Kenyan President Amina Odhiambo called Finnish Prime Minister Aino Salo and Peruvian President Inés Paz."
        " The two leaders"
    )
    assert last_name(text) == []


def test_she_is_not_a_man():
    cast, found = read("Mrs. Odhiambo wrote to Mr. Salo. She")
    assert [p.name for p in cast.parties(found[1][0], 1)] == ["Odhiambo"]


def test_the_lexicon_gives_a_full_name_only_to_one_in_office_that_day():
    cast, found = read("President Pellwood spoke.")
    assert [p.name for p in cast.parties(found[0][0], 0)] == ["Pellwood"]


def test_a_counterpart_holds_the_office_of_the_other_one():
    cast, _ = read("Kenyan President Amina Odhiambo will meet her Finnish counterpart, Aino Salo, in Lagos")
    party = cast.person("Salo")
    assert party is not None
    assert (party.role, party.country) == ("president", "FI")
    cast, _ = read("Nobody met the Finnish counterpart, Aino Salo, in Lagos")
    party = cast.person("Salo")
    assert party is not None
    assert party.role is None


def test_who_speaks_for_the_two_leaders_is_none_of_them():
    cast, found = read(
        "Kenyan President Amina Odhiambo will meet Finnish President Aino Salo. "
        "Kenyan government spokesperson Ruth Wekesa said that the two leaders would talk"
    )
    both = next(m for m in found[1] if m.kind == "both")
    assert {p.name for p in cast.parties(both, 1)} == {"Amina Odhiambo", "Aino Salo"}


def test_an_analyst_named_between_is_none_of_the_two_leaders():
    cast, found = read(
        "Kenyan President Amina Odhiambo will meet Finnish President Aino Salo. "
        "Government official Ruth Wekesa hoped that the two leaders would talk"
    )
    both = next(m for m in found[1] if m.kind == "both")
    assert {p.name for p in cast.parties(both, 1)} == {"Amina Odhiambo", "Aino Salo"}
