from wiredesk.news.meetings.grammar.triggers import NOUNS, VERBS, VISIT_NOUNS, WEAK_NOUNS


def test_each_form_leads_to_its_verb():
    assert [(v.lemma, v.role, v.form) for v in VERBS["postponed"]][:1] == [("postpone", "postpone", "past")]
    assert {v.role for v in VERBS["flies"]} == {"travel", "absent"}


def test_a_verb_that_needs_its_particle_says_so():
    assert {v.after for v in VERBS["called"] if v.role == "cancel"} == {frozenset({"off"})}


def test_special_nouns_are_nouns():
    assert set(NOUNS) >= VISIT_NOUNS | WEAK_NOUNS
