from wiredesk.news.lexicon import load_lexicon
from wiredesk.news.parties.gazetteer import Gazetteer


def test_a_compound_of_two_states_is_parted_at_its_hyphen():
    text = "the US-China summit"
    assert Gazetteer(text, load_lexicon()).words(0, len(text)).words == ["the", "US", "-", "China", "summit"]


def test_a_hyphenated_given_name_stays_whole():
    text = "Park Geun-hye"
    assert Gazetteer(text, load_lexicon()).words(0, len(text)).words == ["Park", "Geun-hye"]


def test_a_capital_stands_for_its_state():
    text = "Talks with Jakarta"
    gazetteer = Gazetteer(text, load_lexicon())
    match = gazetteer.at(gazetteer.words(0, len(text)), 2)
    assert match is not None
    assert (match.kind, match.country, match.capital) == ("city", "ID", True)


def test_the_longest_office_is_taken_and_plurals_are_known():
    gazetteer = Gazetteer("", load_lexicon())
    deputy = gazetteer.office_at(["deputy", "prime", "minister", "x"], 0)
    assert deputy is not None
    assert (deputy.name, deputy.last, deputy.plural) == ("deputy prime minister", 3, False)
    ministers = gazetteer.office_at(["foreign", "ministers"], 0)
    assert ministers is not None
    assert (ministers.name, ministers.plural) == ("foreign minister", True)


def test_a_colleague_is_a_counterpart():
    office = Gazetteer("", load_lexicon()).office_at(["colleague"], 0)
    assert office is not None
    assert office.name == "counterpart"


def test_a_state_whose_name_has_an_article_is_one_at_the_head_of_a_sentence_too(mentions):
    for state, code in (("The Netherlands", "NL"), ("The Gambia", "GM")):
        (ministry,) = mentions(f"{state}'s foreign ministry confirmed the talks")
        assert (ministry.kind, ministry.country) == ("government", code)
        assert [m.country for m in mentions(f"{state} will host a summit")] == [code]
