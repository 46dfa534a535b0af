"""One raw article to one clean article."""

from dataclasses import replace
from datetime import UTC, date, datetime

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from wiredesk.api import Reject
from wiredesk.news.cleaning import clean_raw, is_html, normalise, restore
from wiredesk.news.cleaning.limits import MAX_TEXT_CHARACTERS
from wiredesk_schemas import CleanArticle, RawArticle, decode, encode

LEAD = (
    "The foreign ministers of Norland and Estmark will meet in Geneva on Tuesday to discuss the grain corridor, "
    "the two governments said."
)
MORE = "The talks are the first since the border was closed in spring, and are expected to last for two days."
SCRAPED = f"""This article is more than
1 year old{LEAD}
{MORE}
Read More: What the grain corridor means for bread prices
Officials in both capitals have played down hopes of a quick result. The corridor has been closed since May.
\u2014 With assistance from Ada Example
(Adds comment from ministry in third paragraph)
Newer articles
<p> </p> <div class="card"> <p class="card-text">The transport secretary's plans come as the government..."""

# Pieces of which scraped copy is made, in any order; among them all that a rule looks for.
PIECES = st.sampled_from(
    [
        LEAD,
        MORE,
        "WASHINGTON (Reuters) - ",
        "By Ada Example and Ben Sample",
        "Advertisement",
        "Advertisement Continue reading the main story",
        "Read More: Something else",
        "( PHOTOS: Somebody at work)",
        "Breaking: Talks called off",
        "Related articles",
        "Newer articles",
        "Home",
        "Sign up for our newsletter",
        "Share Tweet Email",
        "Correction: an earlier version named the wrong town.",
        "<p>",
        "</div>",
        "&amp;lt;b&amp;gt;",
        "\u00e2\u20ac\u0153quoted\u00e2\u20ac\u009d",
        "the two",
        "leaders said",
        ", who had",
        "* a point",
        "\u200b",
        "\u202e",
        "\ud800",
        "\x00",
        "e\u0301",
        "  ",
        "\n",
        "\n\n",
        "\t",
        "___",
    ]
)
SCRAPS = st.lists(PIECES | st.text(max_size=12), max_size=25).map("\n".join) | st.text(max_size=300)


def clean(body: str, **fields: object) -> CleanArticle:
    return clean_raw(RawArticle(body=body, **fields))


def letters(text: str) -> str:
    return "".join(text.split())


def test_only_the_article_is_left_of_scraped_copy():
    article = clean(SCRAPED)
    assert article.text.startswith("The foreign ministers of Norland")
    assert article.text.endswith("The corridor has been closed since May.")
    assert "Read More" not in article.text


def test_each_cut_says_why_and_where():
    article = clean(SCRAPED)
    reasons = [(cut.reason, cut.at) for cut in article.cut]
    assert ("banner", 0) in reasons
    assert ("link-line", article.text.index("\nOfficials")) in reasons
    assert {"credit", "editing-note", "related", "markup"} <= {cut.reason for cut in article.cut}


def test_who_helped_and_what_is_new_are_kept_as_data():
    assert clean(SCRAPED).credits == (
        "\u2014 With assistance from Ada Example",
        "(Adds comment from ministry in third paragraph)",
    )


def test_what_was_cut_can_be_put_back():
    assert letters(restore(clean(SCRAPED))) == letters(normalise(SCRAPED))


def test_a_flash_of_one_line_is_kept_although_it_looks_like_a_notice():
    assert clean("UPDATE: Geneva talks called off").text == "UPDATE: Geneva talks called off"


def test_byline_and_dateline_are_kept_as_data():
    article = clean(f"By Ada Example\n\nGENEVA (Reuters) - {LEAD}\n\n{MORE}")
    assert (article.byline, article.dateline) == ("Ada Example", "GENEVA (Reuters)")
    assert article.text.startswith("The foreign ministers")


def test_the_title_is_not_repeated_in_the_text():
    article = clean(f"Ministers to meet in Geneva\n\n{LEAD}", title="Ministers to meet in Geneva")
    assert article.text == LEAD
    assert article.title == "Ministers to meet in Geneva"


def test_a_title_is_never_guessed():
    assert clean(f"Ministers to meet in Geneva\n\n{LEAD}").title is None


def test_a_given_id_is_kept():
    assert clean(LEAD, article_id="wire:2026/17").article_id == "wire:2026/17"


def test_the_same_address_gives_the_same_id_whoever_tracks_the_reader():
    first = clean(LEAD, url="https://www.example.org/news/talks?utm_source=x")
    second = clean(MORE, url="https://www.example.org/news/talks")
    assert first.article_id == second.article_id
    assert first.revision != second.revision


def test_without_an_address_source_and_text_make_the_id():
    assert clean(LEAD, source="a").article_id == clean(LEAD, source="a").article_id
    assert clean(LEAD, source="a").article_id != clean(LEAD, source="b").article_id


def test_without_a_date_none_is_invented():
    article = clean(LEAD, fetched_at="2026-03-04T10:00:00Z")
    assert (article.published_on, article.published_at, article.published_from) == (None, None, None)
    assert article.published_precision == "unknown"


def test_the_day_is_that_where_it_was_published():
    article = clean(LEAD, source="bloomberg", published_at="2026-03-05T02:00:00Z")
    assert (article.published_on, article.published_zone) == (date(2026, 3, 4), "America/New_York")
    assert article.published_at == datetime(2026, 3, 5, 2, tzinfo=UTC)


def test_the_dateline_tells_the_zone_before_the_publisher_does():
    article = clean(f"BEIJING (Reuters) - {LEAD}", source="bloomberg", published_at="2026-03-04T22:00:00Z")
    assert (article.published_on, article.published_zone) == (date(2026, 3, 5), "Asia/Shanghai")


def test_a_date_alone_never_becomes_midnight():
    article = clean(LEAD, published_at="2026-03-04")
    assert (article.published_on, article.published_at) == (date(2026, 3, 4), None)
    assert article.published_precision == "day"


def test_the_future_is_refused_and_said_so():
    raw = RawArticle(body=LEAD, published_at="2026-03-07T10:00:00Z")
    article = clean_raw(raw, now=datetime(2026, 3, 4, tzinfo=UTC))
    assert (article.published_on, article.flags) == (None, ("date-refused",))


def test_a_text_that_contradicts_its_date_is_flagged():
    body = "The minister will travel to Geneva, his office said on Thursday. The talks begin next week."
    assert "date-contradicted" in clean(body, published_at="2026-03-04").flags  # a Wednesday
    assert clean(body, published_at="2026-03-05").flags == ()


def test_the_day_in_the_address_is_used_when_nothing_else_is_known():
    article = clean(LEAD, url="https://www.example.org/2026/03/04/talks")
    assert (article.published_on, article.published_from) == (date(2026, 3, 4), "url")


def test_the_language_is_told_with_a_confidence():
    article = clean("Die Au\u00dfenminister treffen sich am Dienstag in Genf, teilten beide Regierungen mit.")
    assert article.language == "de"
    assert article.language_confidence > 0.9


def test_characters_that_turn_the_reading_direction_are_taken_out_and_flagged():
    article = clean(f"{LEAD} \u202eevil\u202c")
    assert "\u202e" not in article.text
    assert "direction-override" in article.flags


@pytest.mark.parametrize("body", ["", "   \n ", "<p> </p>", "...", "\u200b", "<html><body></body></html>"])
def test_a_body_without_a_word_is_rejected(body: str):
    with pytest.raises(Reject) as rejected:
        clean(body)
    assert rejected.value.reason == "empty-text"


def test_a_text_above_the_limit_is_rejected_and_one_at_the_limit_is_not():
    assert clean("a " * (MAX_TEXT_CHARACTERS // 2)).text
    with pytest.raises(Reject) as rejected:
        clean("a" * (MAX_TEXT_CHARACTERS + 1))
    assert rejected.value.reason == "too-large"
    assert "1,048,577" in rejected.value.detail


@pytest.mark.parametrize("article_id", ["a\nb", "a\0b", "x" * 501])
def test_an_id_that_cannot_be_a_key_is_rejected(article_id: str):
    with pytest.raises(Reject) as rejected:
        clean(LEAD, article_id=article_id)
    assert rejected.value.reason == "bad-article-id"


@pytest.mark.parametrize(
    ("body", "content_type", "expected"),
    [
        ("<!DOCTYPE html><html><body><p>x</p></body></html>", None, True),
        ("\n <html lang=en>", None, True),
        ("<p>One.</p><p>Two.</p>", None, True),
        (SCRAPED, None, False),
        ("2 < 3 and 5 > 4", None, False),
        ("<p>One.</p>", "text/plain", False),
        ("plain", "text/html; charset=utf-8", True),
        ("<b>Talks</b> resume", None, False),
        ("<3 from Geneva", None, False),
    ],
)
def test_markup_is_told_from_text(body: str, content_type: str | None, expected: bool):
    assert is_html(RawArticle(body=body, content_type=content_type)) is expected


@settings(max_examples=300, deadline=None)
@example("<p>\nBreaking: Talks called off\nWASHINGTON (Reuters) - ", None)
@given(SCRAPS, st.none() | st.text(max_size=40))
def test_cleaning_twice_is_cleaning_once_and_nothing_is_lost(body: str, title: str | None):
    raw = RawArticle(body=body, content_type="text/plain", title=title)
    try:
        article = clean_raw(raw)
    except Reject:
        return
    assert clean_raw(replace(raw, body=article.text, title=article.title)).text == article.text
    assert letters(restore(article)) == letters(normalise(body))
    assert decode(encode(article), CleanArticle) == article
    assert all(0 <= cut.at <= len(article.text) and cut.text for cut in article.cut)


FIELD = st.none() | st.text(max_size=60)
URL = (
    FIELD
    | st.from_regex(r"https?://[a-z]{1,8}\.(org|example)/[^\s]{0,30}", fullmatch=True)
    | st.sampled_from(
        ["http://[::1", "https://", "javascript:alert(1)", "http://a..b/\x00", "https://example.org:99999/x"]
    )
)
DATES = (
    FIELD
    | st.datetimes().map(str)
    | st.sampled_from(
        ["0001-01-01T00:00:00+14:00", "9999-12-31T23:59:59-12:00", "2026-02-30", "Tue, 99 Mar 2026 10:00:00 GMT", "1e9"]
    )
)


@settings(max_examples=300, deadline=None)
@given(SCRAPS, st.sampled_from([None, "text/plain", "text/html", ""]), FIELD, URL, DATES, DATES, FIELD)
def test_no_input_raises_anything_but_reject(body, content_type, name, url, published_at, fetched_at, language):
    raw = RawArticle(
        body=body, content_type=content_type, source=name, title=name, url=url, published_at=published_at,
        fetched_at=fetched_at, language=language, article_id=name,
    )  # fmt: skip
    try:
        article = clean_raw(raw, now=datetime(2026, 3, 4, tzinfo=UTC))
    except Reject:
        return
    encode(article)
    assert article.published_on is None or date(1990, 1, 1) <= article.published_on <= date(2026, 3, 6)
