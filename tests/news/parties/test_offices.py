def offices(found):
    return [(m.name, m.country, m.role) for m in found if m.kind == "person"]


def test_an_office_to_come_is_an_office(mentions):
    assert offices(mentions("German Chancellor-designate Fritz Keller")) == [
        ("Fritz Keller", "DE", "chancellor-designate")
    ]


def test_a_nationality_of_two_words_stands_before_a_counterpart(mentions):
    (person,) = mentions("her South Korean counterpart, Lee Jae-hwan,")
    assert (person.name, person.country, person.role) == ("Lee Jae-hwan", "KR", "counterpart")


def test_ministers_of_the_nations_of_a_body_are_the_body_alone(mentions):
    assert [(m.kind, m.name) for m in mentions("Foreign ministers of the G7 nations")] == [("body", "G7")]


def test_an_abbreviated_office_before_a_name_is_an_office(mentions):
    assert offices(mentions("Cuban Pres. Raul Benitez")) == [("Raul Benitez", "CU", "president")]


def test_a_noun_before_a_minister_is_no_portfolio_without_an_article(mentions):
    assert offices(mentions("talks minister Salo")) != [("Salo", None, "talks minister")]
