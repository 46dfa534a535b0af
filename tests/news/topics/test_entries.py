import pytest

from wiredesk.news.topics.entries import Entry, EntryError, read_entries, read_tables

FILE = """# two tables
[[topic]]
id = "one"
terms = [
    "first word",
    "second word",
]

  [[topic.rule]]
  near = ["third word"]

[[topic]]
id = "two"
"""


def entries() -> list[Entry]:
    return read_entries("f.toml", FILE, read_tables("f.toml", FILE), "topic")


def test_an_entry_knows_the_line_of_its_header_and_of_its_words() -> None:
    one, two = entries()
    assert one.where() == "f.toml:2"
    assert one.where("second word") == "f.toml:6"
    assert one.where("third word") == "f.toml:10"
    assert two.where("id") == "f.toml:13"


def test_words_that_stand_nowhere_are_placed_at_the_header() -> None:
    assert entries()[1].where("second word") == "f.toml:12"


def test_a_fault_of_toml_has_its_line() -> None:
    with pytest.raises(EntryError, match=r"f\.toml:2: not TOML"):
        read_tables("f.toml", "a = 1\nb = ]\n")


def test_a_list_of_something_else_than_texts_is_refused() -> None:
    text = "[[topic]]\nterms = [1]\n"
    entry = read_entries("f.toml", text, read_tables("f.toml", text), "topic")[0]
    with pytest.raises(EntryError, match=r"f\.toml:2: expected terms = \["):
        entry.words("terms")


def test_a_single_table_where_several_are_meant_is_refused() -> None:
    text = "topic = 3\n"
    with pytest.raises(EntryError, match=r"expected \[\[topic\]\] tables"):
        read_entries("f.toml", text, read_tables("f.toml", text), "topic")
