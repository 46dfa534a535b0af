from collections.abc import Callable

from wiredesk.news.meetings.grammar.clauses import Parsed, clause_end, clause_start, subject_of
from wiredesk.news.meetings.grammar.objects import objects_after

Parse = Callable[[str], Parsed]


def index(parsed: Parsed, word: str) -> int:
    return parsed.words.lower.index(word)


def test_a_clause_ends_where_another_opens(parse: Parse):
    parsed = parse("Oslo said that Chad will meet Mali when it can.")
    head = index(parsed, "meet")
    assert parsed.words.words[clause_start(parsed.words, head) : clause_end(parsed.words, head)] == [
        "Chad", "will", "meet", "Mali",
    ]  # fmt: skip


def test_as_well_as_opens_no_clause(parse: Parse):
    parsed = parse("Chad as well as Mali will meet Niger")
    assert clause_start(parsed.words, index(parsed, "meet")) == 0


def test_the_subject_stands_in_no_prepositional_phrase(parse: Parse):
    parsed = parse("The president of Peru, flanked by Colombian officials, will meet")
    assert [m.country for m in subject_of(parsed, index(parsed, "will"))] == ["PE"]


def test_the_subject_of_a_relative_clause_is_the_party_before_it(parse: Parse):
    parsed = parse("Estonian President Tiina Rebane, who will meet")
    assert [m.name for m in subject_of(parsed, index(parsed, "will"))] == ["Tiina Rebane"]


def test_two_subjects_are_taken_together_across_a_relative_clause(parse: Parse):
    parsed = parse("Estonian President Tiina Rebane and Peruvian President Inés Paz, who rarely speak, will meet")
    assert [m.name for m in subject_of(parsed, index(parsed, "will"))] == ["Tiina Rebane", "Inés Paz"]


def test_objects_follow_with_past_place_and_time(parse: Parse):
    parsed = parse("will meet next week in Geneva with Chadian and Malian officials to talk")
    assert [m.country for m in objects_after(parsed, index(parsed, "meet") + 1)] == ["TD", "ML"]


def test_what_comes_after_about_is_no_object(parse: Parse):
    parsed = parse("will talk about Syria with Mali")
    assert [m.country for m in objects_after(parsed, index(parsed, "talk") + 1, need_with=True)] == ["ML"]


def test_a_name_that_qualifies_a_noun_is_no_object(parse: Parse):
    parsed = parse("will meet EU gas demand")
    assert objects_after(parsed, index(parsed, "meet") + 1) == ()


def test_an_interruption_between_dashes_parts_no_subject_from_its_verb(parse: Parse):
    parsed = parse("Officials of Peru and Chile - the authors of the accord - are due to meet")
    assert [m.country for m in subject_of(parsed, index(parsed, "due"))] == ["PE", "CL"]


def test_a_short_quotation_stays_in_its_clause_and_a_long_one_does_not(parse: Parse):
    short = parse("Chad will give a “working lunch” for Mali")
    assert clause_end(short.words, index(short, "give")) == len(short.words)
    long = parse("Chad will meet, “as soon as the rain has stopped in the north,” it said")
    assert clause_end(long.words, index(long, "meet")) < index(long, "soon")


def test_a_list_of_objects_needs_a_conjunction(parse: Parse):
    parsed = parse("She will meet Peruvian President Inés Paz, Estonia will not")
    assert [m.name for m in objects_after(parsed, index(parsed, "meet") + 1)] == ["Inés Paz"]


def test_who_is_included_in_a_quoted_group_is_an_object(parse: Parse):
    parsed = parse("She will meet with “interested parties,” including Peruvian President Inés Paz, soon")
    assert [m.name for m in objects_after(parsed, index(parsed, "meet") + 1)][-1] == "Inés Paz"
