"""Who says what."""

from datetime import date

from news.life.telling import article, told
from wiredesk.news.life.testimony import Testimony as Told
from wiredesk.news.life.testimony import read_testimony
from wiredesk.news.life.votes import Votes
from wiredesk.news.sources import load_sources


def by(article_id: str, day: str = "2026-04-20", source: str | None = None, copy_of: str | None = None) -> Told:
    one = article(article_id, told(), published=day, source=source or f"Paper {article_id}", copy_of=copy_of)
    return read_testimony(0, one.meetings[0], one, load_sources())


def votes(*given: tuple[str, Told]) -> Votes[str]:
    found: Votes[str] = Votes()
    for value, testimony in given:
        found.add(value, testimony)
    return found


def test_an_outlet_counts_once_and_a_copy_not_at_all():
    found = votes(("x", by("a")), ("x", by("b", source="Paper a")), ("x", by("c", copy_of="a")), ("y", by("d")))
    assert found.values["x"].weight == 1
    assert found.most_backed() in ("x", "y")
    assert votes(("x", by("a")), ("x", by("b")), ("y", by("z", "2026-04-22"))).most_backed() == "x"


def test_a_value_that_only_a_copy_gives_counts_for_one():
    assert votes(("x", by("a", copy_of="b"))).values["x"].weight == 1


def test_of_equally_backed_values_the_later_told():
    assert votes(("x", by("a", "2026-04-22")), ("y", by("b", "2026-04-21"))).most_backed() == "x"


def test_the_latest_yields_to_a_crowd_unless_it_is_more_trusted():
    crowd = [("x", by(f"a{n}")) for n in range(3)]
    assert votes(*crowd, ("y", by("z", "2026-04-22"))).latest() == "x"
    assert votes(*crowd, ("y", by("z", "2026-04-22", source="Reuters"))).latest() == "y"
    assert votes(*crowd[:2], ("y", by("z", "2026-04-22"))).latest() == "y"


def test_nothing_said_is_none():
    assert not votes()
    assert votes().latest() is None
    assert votes(("x", by("a"))).most_backed(lambda v: v != "x") is None


def test_of_equal_words_for_one_thing_the_first_told():
    assert votes(("x", by("a", "2026-04-22")), ("y", by("b", "2026-04-21"))).most_backed_first() == "y"
    assert votes(("x", by("a", "2026-04-22")), ("x", by("c")), ("y", by("b"))).most_backed_first() == "x"


def test_only_what_is_still_told_counts_since_a_day():
    found = votes(("x", by("a", "2026-04-20")), ("x", by("b", "2026-04-21")), ("y", by("c", "2026-04-25")))
    assert found.told_since(date(2026, 4, 25).toordinal()).most_backed() == "y"
    assert found.told_since(0).most_backed() == "x"
    assert found.told_since(date(2026, 4, 26).toordinal()).most_backed() == "x"
