from wiredesk.news.topics import explain_watchlists, find_topics, parse_watchlists
from wiredesk.testing import make_article


def finds(text: str, lines: str, **fields: object) -> list[tuple[str, str]]:
    lists = parse_watchlists(f'[[watchlist]]\nname = "w"\n{lines}\n')
    reasons = explain_watchlists(make_article(text, **fields), lists)
    return [(r.kind, r.words) for r in reasons.get("w", ())]


def test_a_term_matches_in_any_case_and_a_phrase_as_written() -> None:
    assert finds("The LNG terminal at ras laffan.", 'terms = ["Ras Laffan"]') == []
    assert finds("The LNG terminal at RAS LAFFAN.", 'terms = ["ras laffan"]') == [("terms", "ras laffan")]
    assert finds("Under rule 7(b) it is void.", 'phrases = ["Rule 7(b)"]') == []
    assert finds("Under Rule 7-b it is void.", 'phrases = ["Rule 7(b)"]') == []
    assert finds("Under Rule 7(b) it is void.", 'phrases = ["Rule 7(b)"]') == [("phrases", "Rule 7(b)")]


def test_an_excluded_word_anywhere_bars_the_article() -> None:
    lines = 'terms = ["tanker*"]\nexclude = ["aerial refuelling"]'
    assert finds("Two tankers sailed.", lines) == [("terms", "tanker*")]
    assert finds("Two tankers flew. It was about aerial refuelling.", lines) == []


def test_a_term_within_an_exception_does_not_count() -> None:
    lines = 'terms = ["tanker*"]\nexcept = ["tanker aircraft"]'
    assert finds("A tanker aircraft landed.", lines) == []
    assert finds("A tanker aircraft landed near a tanker.", lines) == [("terms", "tanker*")]


def test_a_state_is_known_by_its_names_people_and_capital() -> None:
    for text in ("Qatar agreed.", "A Qatari envoy came.", "Doha was silent."):
        assert finds(text, 'states = ["QA"]') == [("states", "QA")]
    assert finds("Qatada agreed.", 'states = ["QA"]') == []


def test_a_name_that_others_bear_needs_another_name_of_the_state() -> None:
    assert finds("Voters in Georgia and Florida decide.", 'states = ["GE"]') == []
    assert finds("Georgia protested. Tbilisi called it an insult.", 'states = ["GE"]') == [("states", "GE")]
    assert finds("Fires burn in New Mexico.", 'states = ["MX"]') == []


def test_a_surname_counts_where_the_full_name_stands() -> None:
    lines = 'people = ["Ilse Brandauer"]'
    assert finds("Brandauer spoke.", lines) == []
    lists = parse_watchlists(f'[[watchlist]]\nname = "w"\n{lines}\n')
    text = "Ilse Brandauer arrived. It rained. Brandauer left."
    (mention,) = find_topics(make_article(text), watchlists=lists)
    assert [e.quote for e in mention.evidence] == ["Ilse Brandauer arrived.", "Brandauer left."]


def test_a_pair_matches_when_both_stand_in_one_sentence() -> None:
    lines = 'pairs = [["FR", "Ilse Brandauer"]]'
    assert finds("Ilse Brandauer went to Paris.", lines) == [("pairs", "FR + Ilse Brandauer")]
    assert finds("Ilse Brandauer went home. Paris was quiet.", lines) == []


def test_a_regular_expression_is_found_with_its_sentence() -> None:
    lists = parse_watchlists("[[watchlist]]\nname = \"w\"\nregex = ['Q[1-4] output', 'never']\n")
    (mention,) = find_topics(make_article("“Fine”, he said. Née or not, Q3 output fell."), watchlists=lists)
    assert [e.quote for e in mention.evidence] == ["Née or not, Q3 output fell."]


def test_a_list_is_read_in_its_languages_only() -> None:
    lines = 'terms = ["Erdgas"]\nlanguages = ["de"]'
    assert finds("Erdgas wird knapp.", lines, language="de") == [("terms", "Erdgas")]
    assert finds("Erdgas, as they say.", lines, language="en") == []


def test_every_kind_is_there_when_all_are_needed() -> None:
    lines = 'need = "all"\nterms = ["pipeline*"]\nstates = ["QA"]'
    assert finds("A pipeline burst.", lines) == []
    assert finds("A pipeline burst in Qatar.", lines) == [("states", "QA"), ("terms", "pipeline*")]


def test_of_a_near_copy_only_what_is_new_counts() -> None:
    lists = parse_watchlists('[[watchlist]]\nname = "w"\nterms = ["steel"]\n')
    old = "Steel is cheap."
    again, other = make_article(f"{old} Steel is dear."), make_article("It is cold. Steel is dear.")
    assert find_topics(again, watchlists=lists, new_text=((len(old) + 1, len(again.text)),)) == ()
    (mention,) = find_topics(other, watchlists=lists, new_text=((12, len(other.text)),))
    assert mention.watchlist == "w"


def test_two_lists_match_each_for_itself() -> None:
    lists = parse_watchlists(
        '[[watchlist]]\nname = "a"\nterms = ["steel"]\n[[watchlist]]\nname = "b"\nterms = ["steel"]\nexclude = ["rain"]\n'
    )
    assert list(explain_watchlists(make_article("Steel in the rain."), lists)) == ["a"]
    assert list(explain_watchlists(make_article("Steel in the sun."), lists)) == ["a", "b"]
