"""Known publishers."""

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from wiredesk.news.sources import Sources, SourcesError, _profiles, load_sources

SOURCES = load_sources()


@pytest.mark.parametrize(
    ("source", "url", "name"),
    [
        ("bloomberg", None, "Bloomberg"),
        ("The Associated Press", None, "Associated Press"),
        ("AP", None, "Associated Press"),
        ("www.reuters.com", None, "Reuters"),
        ("https://www.state.gov/press", None, "US Department of State"),
        (None, "https://www.reuters.com/world/talks", "Reuters"),
        (None, "https://edition.cnn.com/2026/03/04/talks", "CNN"),
        ("somebody's blog", "https://apnews.com/article/1", "Associated Press"),
        (None, "https://www.france24.com/en/talks", "France 24"),
        (None, "https://www.france24.com/fr/pourparlers", "France 24 (French)"),
        (None, "https://en.wikinews.org/wiki/Talks", "Wikinews"),
    ],
)
def test_a_publisher_is_known_by_name_or_by_site(source: str | None, url: str | None, name: str):
    found = SOURCES.find(source, url)
    assert found is not None
    assert found.name == name


@pytest.mark.parametrize(
    ("source", "url"),
    [
        (None, None),
        ("", ""),
        ("nobody", "https://example.org/"),
        (None, "http://[::1"),
        (None, "notreuters.com"),
        (None, "https://com/"),
    ],
)
def test_an_unknown_publisher_is_none(source: str | None, url: str | None):
    assert SOURCES.find(source, url) is None


def test_the_packaged_list_is_large_consistent_and_without_doubles():
    profiles = _profiles(None)
    assert len(profiles) >= 80
    assert {p.kind for p in profiles} == {"agency", "official", "outlet"}
    domains = [d for p in profiles for d in p.domains]
    assert len(domains) == len(set(domains))
    names = [p.name for p in profiles]
    assert len(names) == len(set(names))
    assert all(p.country is None or (len(p.country) == 2 and p.country.isupper()) for p in profiles)
    assert all(p.language is None or len(p.language) == 2 for p in profiles)


def test_a_file_of_ones_own_adds_and_wins(tmp_path: Path):
    path = tmp_path / "mine.toml"
    path.write_text(
        '[[source]]\nname = "Reuters"\nkind = "agency"\nzone = "Asia/Tokyo"\n[[source]]\nname = "Town Crier"\nkind = "outlet"\n'
    )
    sources = load_sources(path)
    reuters, crier = sources.find("Reuters", None), sources.find("town crier", None)
    assert reuters is not None
    assert reuters.zone == "Asia/Tokyo"
    assert crier is not None
    assert sources.find("AFP", None) is not None


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("[[source]\n", "not TOML"),
        ('[[source]]\nname = "x"\nkind = "blog"\n', "source 1"),
        ('[[source]]\nname = "x"\nkind = "outlet"\nzone = "Mars/Base"\n', "'Mars/Base' is no IANA time zone"),
        ('[[source]]\nname = "x"\nkind = "outlet"\nzoen = "UTC"\n', "unknown field 'zoen'"),
        ('[[source]]\nkind = "outlet"\n', "name"),
        ("[sources]\n", r"expected \[\[source\]\] tables only"),
        ("source = [1]\n", "source 1"),
    ],
)
def test_a_faulty_file_says_where_and_what(tmp_path: Path, text: str, said: str):
    path = tmp_path / "mine.toml"
    path.write_text(text)
    with pytest.raises(SourcesError, match=said):
        load_sources(path)


def test_a_missing_file_says_so(tmp_path: Path):
    with pytest.raises(SourcesError, match="No such file"):
        load_sources(tmp_path / "none.toml")


@given(
    st.none() | st.text(max_size=60), st.none() | st.text(max_size=60) | st.text(max_size=20).map("https://".__add__)
)
def test_find_never_raises(source: str | None, url: str | None):
    SOURCES.find(source, url)
    assert Sources([]).find(source, url) is None
