import pytest

from wiredesk.news.topics import WatchlistError, parse_watchlists


def parse(lines: str) -> object:
    return parse_watchlists(f'[[watchlist]]\nname = "w"\n{lines}\n', file="w.toml")


def test_a_list_has_all_that_is_written() -> None:
    (watchlist,) = parse_watchlists(
        """
[[watchlist]]
name = "gulf"
label = "Gulf energy"
languages = ["en", "ar"]
need = "all"
topics = ["oil-gas"]
terms = ["Ras Laffan", "tanker*"]
phrases = ["Rule 7(b)"]
regex = ['\\bQ[1-4] output\\b']
people = ["Haitham Al Nuaimi"]
states = ["QA"]
pairs = [["QA", "IR"], ["Haitham Al Nuaimi", "SA"]]
exclude = ["football"]
except = ["tanker toys"]
"""
    )
    assert watchlist.name == "gulf"
    assert watchlist.label == "Gulf energy"
    assert watchlist.kinds == {"topics", "terms", "phrases", "regex", "people", "states", "pairs"}
    assert watchlist.pairs == (("QA", "IR"), ("Haitham Al Nuaimi", "SA"))
    assert watchlist.languages == ("en", "ar")


def test_a_heading_stands_for_the_topics_below_it() -> None:
    (watchlist,) = parse_watchlists('[[watchlist]]\nname = "w"\ntopics = ["economy"]\n')
    assert {"trade", "taxes", "oil-gas"} <= watchlist.topics


def test_any_kind_or_every_kind_may_be_needed() -> None:
    some, every = parse_watchlists(
        '[[watchlist]]\nname = "a"\nterms = ["x"]\nstates = ["FR"]\n'
        '[[watchlist]]\nname = "b"\nneed = "all"\nterms = ["x"]\nstates = ["FR"]\n'
    )
    assert some.is_met_by(frozenset({"terms"}))
    assert not every.is_met_by(frozenset({"terms"}))
    assert every.is_met_by(frozenset({"terms", "states", "people"}))
    assert not some.is_met_by(frozenset({"people"}))


@pytest.mark.parametrize(
    ("lines", "message"),
    [
        ("", r"w\.toml:1: watchlist 'w' watches nothing; give it one of topics"),
        ('term = ["x"]', r"w\.toml:3: unknown key 'term'; known: except"),
        ('topics = [\n  "trade",\n  "gossip",\n]', r"w\.toml:5: no topic 'gossip' in the vocabulary"),
        ('states = ["UK"]', r"w\.toml:3: expected an ISO 3166 code like \"CN\", got 'UK'"),
        ('pairs = [["US", "XZ"]]', r"w\.toml:3: expected an ISO 3166 code"),
        ('pairs = [["US"]]', r"w\.toml:3: expected pairs = \[\[\"US\", \"CN\"\]"),
        ('pairs = [["US", "US"]]', r"w\.toml:3: expected a pair of two, got 'US' twice"),
        ('pairs = "US"', r"w\.toml:3: expected pairs"),
        ("regex = ['(?=x)y']", r"w\.toml:3: not a regular expression of re2: invalid perl operator"),
        ("regex = ['x*']", r"w\.toml:3: the regular expression 'x\*' matches any text"),
        ('terms = ["!!"]', r"w\.toml:3: expected a word to search for, got '!!'"),
        ('people = ["Ann*"]', r"w\.toml:3: '\*' works in terms only, got 'Ann\*' in people"),
        ('terms = "x"', r"w\.toml:3: expected terms = \["),
        ('terms = ["x"]\nneed = "most"', r"w\.toml:4: expected need = \"any\" or \"all\", got 'most'"),
        ('terms = ["x"]\nlanguages = ["English"]', r"w\.toml:4: expected a language like \"en\", got 'English'"),
        (
            'terms = ["x"]\n[[watchlist]]\nname = "w"\nterms = ["y"]',
            r"w\.toml:5: watchlist 'w' is already at w\.toml:2",
        ),
        ('terms = ["x', r"w\.toml:\d: not TOML"),
    ],
)
def test_a_fault_is_told_with_file_and_line(lines: str, message: str) -> None:
    with pytest.raises(WatchlistError, match=message):
        parse(lines)


@pytest.mark.parametrize("text", ["", "# nothing yet\n"])
def test_a_file_without_lists_is_refused(text: str) -> None:
    with pytest.raises(WatchlistError, match=r"expected at least one \[\[watchlist\]\]"):
        parse_watchlists(text)


def test_a_list_without_a_name_is_refused() -> None:
    with pytest.raises(WatchlistError, match="expected name"):
        parse_watchlists('[[watchlist]]\nterms = ["x"]\n')
