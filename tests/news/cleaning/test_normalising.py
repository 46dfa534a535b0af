"""The one form of all text."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from wiredesk.news.cleaning.normalising import has_override, normalise, normalise_line

MOJIBAKE = "The minister\u00e2\u20ac\u2122s office said \u00e2\u20ac\u0153no\u00e2\u20ac\u009d"


@pytest.mark.parametrize(
    ("raw", "expected"),
    [
        ("a\r\nb\rc\u2028d", "a\nb\nc\nd"),
        ("a \t\u00a0 b", "a b"),
        ("\n\n a \n \n\n\n b \n", "a\n\nb"),
        ("AT&amp;T &#8217;s &quot;x&quot;", 'AT&T \u2019s "x"'),
        ("&amp;amp;quot;x", '"x'),
        ("Q&A; R&D", "Q&A; R&D"),
        ("x\x00y\x07z", "xyz"),
        ("soft\u00adhyphen zero\u200bwidth \ufeffmark", "softhyphen zerowidth mark"),
        ("pass\u200dword", "password"),
        ("\u0645\u06cc\u200c\u062e\u0648\u0627\u0647\u0645", "\u0645\u06cc\u200c\u062e\u0648\u0627\u0647\u0645"),
        ("e\u0301", "\u00e9"),
        ("\ud83d\ude00", "\U0001f600"),
        ("a\ud800b", "a\ufffdb"),
        (MOJIBAKE, "The minister\u2019s office said \u201cno\u201d"),
        ("Zo\u00eb\u2019s caf\u00e9 \u2014 d\u00e9j\u00e0 vu", "Zo\u00eb\u2019s caf\u00e9 \u2014 d\u00e9j\u00e0 vu"),
    ],
)
def test_traces_of_encodings_and_templates_are_repaired(raw: str, expected: str):
    assert normalise(raw) == expected


def test_one_broken_line_does_not_change_the_lines_that_are_right():
    assert normalise(f"{MOJIBAKE}\n\n\u201cCaf\u00e9\u201d \u2014 \u00a3").endswith(
        "\u201cCaf\u00e9\u201d \u2014 \u00a3"
    )


def test_hidden_direction_marks_are_taken_out_of_latin_text_and_kept_in_hebrew():
    assert normalise("Talks\u202e resume\u200f") == "Talks resume"
    assert normalise("\u05e9\u05dc\u05d5\u05dd\u200f NATO\u202e") == "\u05e9\u05dc\u05d5\u05dd\u200f NATO"
    assert has_override("a\u202eb")
    assert not has_override("a\u200fb")


def test_a_title_is_one_line():
    assert normalise_line(" Talks\n resume &amp; end ") == "Talks resume & end"


@pytest.mark.parametrize("text", ["\u00e0\u00a2\t0", "\u00e0\u00a2\u00a00", "\u00e0\u00a2\u30000"])
def test_mojibake_that_shows_only_when_the_spaces_are_tidy_is_repaired_at_once(text: str):
    assert normalise(text) == normalise(normalise(text)) == normalise("\u00e0\u00a2 0")
    assert normalise_line(text.replace(" ", "\n")) == normalise_line("\u00e0\u00a2 0")


def test_a_heap_of_combining_marks_is_cut_down():
    assert len(normalise("a" + "\u0316\u0301" * 5000)) < 40


@settings(max_examples=400, deadline=None)
@given(st.text(max_size=200) | st.text(alphabet="ab,. \n\t&;#x3lt\u00e2\u20ac\u2122\u0301\u200d-", max_size=120))
def test_normalising_twice_is_normalising_once(text: str):
    once = normalise(text)
    assert normalise(once) == once
    once.encode("utf-8")
    line = normalise_line(text)
    assert normalise_line(line) == line
    assert "\n" not in line
