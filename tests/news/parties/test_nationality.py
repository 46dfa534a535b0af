def country(cast, name):
    person = cast.person(name)
    return person.country if person else None


def test_a_president_without_a_state_is_of_the_seat_that_the_article_names(cast):
    told = cast("President Dorneval spoke at the Casa Rosada. He flew home.")
    assert country(told, "Dorneval") == "AR"


def test_a_seat_whose_head_is_told_apart_says_nothing_of_another_president(cast):
    told = cast("President Dorneval phoned the Kremlin. Russian President Oleg Sanin listened.")
    assert country(told, "Dorneval") is None


def test_where_no_seat_is_named_a_president_is_of_the_publishers_state(cast):
    told = cast("President Dorneval spoke.", "KE")
    assert country(told, "Dorneval") == "KE"


def test_a_foreign_president_is_not_of_the_publishers_state(cast):
    told = cast("Peruvian President Inés Paz spoke.", "KE")
    assert country(told, "Inés Paz") == "PE"


def test_the_president_is_the_one_main_person_without_an_office(cast):
    text = "Norrisk spoke. Mr. Norrisk left. Mr. Norrisk slept. The president woke at the White House. Mr. Norrisk ate."
    person = cast(text).person("Norrisk")
    assert (person.role, person.country) == ("president", "US")


def test_nobody_is_the_president_where_two_are_named_as_often(cast):
    text = "Mr. Norrisk spoke to Mr. Pellwood. Mr. Norrisk saw Mr. Pellwood. Mr. Norrisk and Mr. Pellwood met the president."
    told = cast(text, "US")
    assert [told.person(name).role for name in ("Norrisk", "Pellwood")] == [None, None]


def test_an_office_holder_met_at_a_place_is_of_it(cast):
    told = cast("She arrives in Lima on Monday to see Prime Minister Rosa Quispe.")
    assert country(told, "Rosa Quispe") == "PE"


def test_an_office_holder_who_acts_at_a_place_need_not_be_of_it(cast):
    told = cast("In Lima, Prime Minister Aino Salo will meet farmers.")
    assert country(told, "Aino Salo") is None


def test_a_description_nobody_else_fits_is_of_the_person_just_named(cast):
    told = cast(
        "Cosmo Vasterling wrote a letter to Mia Oslo. Then Lena Ibarra called, and the Chilean leader answered."
    )
    assert country(told, "Lena Ibarra") == "CL"
    assert country(told, "Mia Oslo") is None


def test_a_description_with_two_who_fit_is_nobodys(cast):
    told = cast("Lena Ibarra called Mia Oslo, and the Chilean leader answered.")
    assert [country(told, name) for name in ("Lena Ibarra", "Mia Oslo")] == [None, None]
