"""What is found in a text, before it is placed on the calendar."""

from datetime import date

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from wiredesk.news.dates import find_times, resolve
from wiredesk.news.dates.values import Bound, Clock, Day, Moment, Offset, Part, Range, Relative, Value, Weekday
from wiredesk.news.dates.words import word_classes

WORDS = (
    sorted(word_classes()) + "the of in at on by to next last this coming before after since early late half".split()
)
SOUP = st.lists(
    st.sampled_from(
        [
            *WORDS,
            "-",
            ",",
            ".",
            "(",
            ")",
            "/",
            ":",
            "'s",
            "’s",
            "\n",
            "end",
            "day",
            "from",
            "and",
            "middle",
            "earlier",
            "later",
            "first",
            "for",
        ]
    )
)


def the_one(text: str) -> Value:
    found = find_times(text)
    assert len(found) == 1, [t.text for t in found]
    return found[0].value


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("Nov. 15", Day(15, 11)),
        ("November 15, 2023", Day(15, 11, 2023)),
        ("15th of November", Day(15, 11)),
        ("2023-11-15", Day(15, 11, 2023)),
        ("11/15/2023", Day(15, 11, 2023)),
        ("15.11.2023", Day(15, 11, 2023)),
        ("Nov. 15 , 2023", Day(15, 11, 2023)),
        ("2023/Nov/15", Day(15, 11, 2023)),
        ("Tuesday the thirty-first", Day(31, None, None, 1)),
        ("Tuesday, Nov. 15", Day(15, 11, None, 1)),
        ("Nov. 14-17", Range(Day(14, 11), Day(17, 11))),
        ("14 to 17 November", Range(Day(14, 11), Day(17, 11))),
        ("Dec. 30, 2014-Jan. 2, 2015", Range(Day(30, 12, 2014), Day(2, 1, 2015))),
        ("Dec. 30-Jan. 2, 2015", Range(Day(30, 12, 2014), Day(2, 1, 2015))),
        ("next Tuesday", Weekday(1, "next")),
        ("Tuesday of next week", Weekday(1, None, Relative("week", 1))),
        ("early next week", Part("early", Relative("week", 1))),
        ("a week from Monday", Offset(1, "week", Weekday(0))),
        ("by June 5", Bound("by", Day(5, 6))),
        ("at 3 p.m. EST", Clock(15, 0, "-05:00")),
        ("1500 GMT", Clock(15, 0, "GMT")),
        ("noon local time", Clock(12)),
        ("Monday at 15:30 Moscow time", Moment(Weekday(0), Clock(15, 30, "Europe/Moscow"))),
        ("Monday at 3 p.m. (1900 GMT)", Moment(Weekday(0), Clock(19, 0, "GMT"))),
    ],
)
def test_words_mean_a_symbolic_value(text: str, value: Value) -> None:
    assert the_one(text) == value


@pytest.mark.parametrize(
    ("text", "direction"),
    [
        ("last Friday", "past"),
        ("three days ago", "past"),
        ("yesterday", "past"),
        ("next week", "future"),
        ("later this week", "future"),
        ("in two days", "future"),
        ("tomorrow", "future"),
        ("in the coming weeks", "future"),
        ("in recent weeks", "past"),
        ("on Monday", None),
        ("today", None),
        ("Nov. 15", None),
    ],
)
def test_an_expression_says_whether_its_words_name_a_direction(text: str, direction: str | None) -> None:
    assert find_times(text)[0].direction == direction


def test_what_hangs_on_another_day_says_so() -> None:
    assert [t.needs_anchor for t in find_times("two days later; the same day; the following week; two days ago")] == [
        True,
        True,
        True,
        False,
    ]


@pytest.mark.parametrize(
    "text",
    [
        "He may 5 times a day march, fall and spring up.",
        "The Sun and the Sat.1 channel sat with Mar.",
        "Mrs. May met him; a speech by May followed.",
        "at the club in Mar-a-Lago, with Sun-ji",
        "May we ask for the second round?",
        "It cost $2,000, 3.5 percent of 1,500.",
        "Resolution 1701 of the G20",
        "on the 12th anniversary",
        "call +44 138-2010-2015, ratio 30/4.85",
        "the USA Today front page",
        "as soon as possible, too soon",
        "We shall meet 30 and 31 of them, ranked 21st.",
    ],
)
def test_names_verbs_and_figures_are_no_dates(text: str) -> None:
    assert [t.text for t in find_times(text) if t.kind not in ("habit", "duration")] == []


def test_offsets_are_code_points_of_the_text() -> None:
    text = "Zürich 🕊 — “Friday,” said Ōta, İstanbul; Nov. 15."
    assert (
        [text[t.start : t.end] for t in find_times(text)] == [t.text for t in find_times(text)] == ["Friday", "Nov. 15"]
    )


@given(SOUP.map(" ".join) | SOUP.map("".join) | st.text())
@settings(max_examples=400, deadline=None)
def test_no_text_breaks_the_grammar_and_every_expression_is_in_the_text(text: str) -> None:
    at = 0
    for t in find_times(text):
        assert at <= t.start < t.end
        assert text[t.start : t.end] == t.text
        at = t.end
        for direction in ("future", "past", None):
            for published in (date(2026, 3, 4), date.min, date.max, None):
                when = resolve(t, published, direction=direction, anchor=published, day_first=True)  # type: ignore[arg-type]
                assert when is None or (when.start is None) == (when.end is None) == (when.precision == "unknown")
                assert when is None or when.start is None or when.end is None or when.start <= when.end


@pytest.mark.parametrize(
    "unit", ["Monday, ", "1 ", "the end of the ", "May 5 to ", "14 and 15 and ", "a week from ", "((("]
)
def test_a_long_text_of_half_begun_dates_is_read_to_its_end(unit: str) -> None:
    """100 kB; a grammar that looks ahead without bound would run into the suite's time limit."""
    text = unit * (100_000 // len(unit)) + " tomorrow"
    assert find_times(text)[-1].text.endswith("tomorrow")


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("It is the first conversation between the two leaders in a year.", "duration"),
        ("It is the most serious crisis of the alliance in 12 months.", "duration"),
        ("The first round is over. He will be back in a year.", "date"),
    ],
)
def test_a_superlative_is_measured_not_dated(text: str, kind: str):
    (found,) = [e for e in find_times(text) if e.text.startswith("in ")]
    assert found.kind == kind


def test_an_abbreviated_weekday_before_a_date_is_read_with_it() -> None:
    assert [t.text for t in find_times("THU, 19 MAY, 2022 - 21:15")] == ["THU, 19 MAY, 2022"]
    assert [t.text for t in find_times("It opened on Thu, 19 May.")] == ["Thu, 19 May"]
