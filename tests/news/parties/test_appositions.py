def told(found):
    return [(m.name, m.country, m.role) for m in found if m.kind == "person"]


def test_an_office_after_a_comma_is_the_office_of_the_name(mentions):
    assert told(mentions("Inés Paz, Peru's foreign minister, spoke.")) == [("Inés Paz", "PE", "foreign minister")]


def test_a_military_style_stands_between_the_office_and_the_name(mentions):
    assert told(mentions("Chad's army chief, Gen. Idriss Moussa, spoke.")) == [("Idriss Moussa", "TD", "army chief")]


def test_other_leaders_of_a_state_tell_the_state_of_the_one_before_them(mentions):
    (person,) = told(mentions("She will see Amina Odhiambo and other Kenyan leaders."))
    assert person == ("Amina Odhiambo", "KE", None)


def test_a_predicate_tells_an_office(mentions):
    (person,) = told(mentions("Amina Odhiambo will be the first Kenyan president to visit."))
    assert person == ("Amina Odhiambo", "KE", "president")


def test_two_names_explain_the_group_before_them(mentions):
    assert told(mentions("He will see Libya's rival leaders, Omar Saleh and Karim Idris, soon.")) == [
        ("Omar Saleh", "LY", "leader"),
        ("Karim Idris", "LY", "leader"),
    ]


def test_one_name_after_a_group_does_not_stand_for_it(mentions):
    found = mentions("The leaders of Peru and Chile, Omar Saleh said, will meet.")
    assert [m.country for m in found if m.kind == "government"] == ["PE", "CL"]


def test_the_second_office_of_a_pair_is_of_the_same_state(mentions):
    found = mentions("Vietnam's president and prime minister")
    assert [(m.role, m.country) for m in found] == [("president", "VN"), ("prime minister", "VN")]
