from wiredesk.news.parties.party import Party


def test_a_government_is_the_same_by_its_state_whatever_it_is_called():
    assert Party("Kremlin", "government", "RU").key == Party("Russia", "government", "RU").key


def test_a_person_is_the_same_in_any_case_of_letters_but_not_as_a_body():
    assert Party("AINO SALO", "person").key == Party("Aino Salo", "person").key
    assert Party("Aino Salo", "organisation").key != Party("Aino Salo", "person").key
