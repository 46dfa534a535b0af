"""An HTML page as text, with what it says of itself."""

import contextlib
from datetime import date

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from wiredesk.api import Reject
from wiredesk.news.cleaning import clean_raw
from wiredesk.news.cleaning.flattening import flatten
from wiredesk.news.cleaning.limits import MAX_DEPTH, MAX_HTML_CHARACTERS
from wiredesk.news.cleaning.page import read_page
from wiredesk_schemas import RawArticle

PARAGRAPHS = [
    "The foreign ministers of Norland and Estmark will meet in Geneva on Tuesday to discuss the grain corridor, the two "
    "governments said in a joint statement on Friday.",
    "The talks are the first since the border was closed in spring, and officials in both capitals have played down hopes "
    "of a quick result. The corridor has been closed since May, when a bridge was damaged.",
    "Estmark wants the bridge repaired before winter. Norland has asked for guarantees that grain will not be held.",
]
BODY = "".join(f"<p>{p}</p>" for p in PARAGRAPHS)


def page(head: str = "", byline: str = "", title: str = "Ministers to meet in Geneva") -> str:
    return f"""<!DOCTYPE html><html lang="en-GB"><head><title>{title} | Example News</title>{head}</head><body>
    <nav><ul><li><a href="/">Home</a></li><li><a href="/world">World</a></li></ul></nav>
    <article><h1>{title}</h1><div class="byline">{byline}</div>{BODY}</article>
    <footer><p>Copyright 2026 Example News. All rights reserved.</p></footer></body></html>"""


LD = """<script type="application/ld+json">{"@context": "https://schema.org", "@graph": [
    {"@type": "WebSite", "datePublished": "2011-01-01"},
    {"@type": "NewsArticle", "datePublished": "%s", "dateModified": "%s"}]}</script>"""


def test_the_article_is_found_with_its_title_and_language():
    found = read_page(page(), "https://www.example.org/talks")
    assert all(p in found.text for p in PARAGRAPHS)
    assert "Home" not in found.text
    assert (found.title, found.language) == ("Ministers to meet in Geneva", "en-GB")


@pytest.mark.parametrize(
    ("head", "byline", "day", "origin"),
    [
        (LD % ("2026-03-04T10:00:00+01:00", "2026-03-09T10:00:00+01:00"), "", date(2026, 3, 4), "schema.org"),
        ('<meta property="article:published_time" content="2026-03-04T10:00:00Z">', "", date(2026, 3, 4), "meta"),
        ('<meta name="DC.date.issued" content="2026-03-04">', "", date(2026, 3, 4), "meta"),
        ("", '<time datetime="2026-03-04T10:00:00Z">4 March</time>', date(2026, 3, 4), "byline"),
        ("", "By Ada Example, March 4, 2026", date(2026, 3, 4), "byline"),
        ("", "Publi\u00e9 le 4 mars 2026", date(2026, 3, 4), "byline"),
        # A page that shows only when it was last worked over is dated by that.
        (LD % ("2024-03-04", "2026-03-09T10:00:00Z"), "Updated March 9, 2026", date(2026, 3, 9), "schema.org"),
        (
            LD % ("2026-03-04", "2026-03-09"),
            "Published March 4, 2026, updated March 9, 2026",
            date(2026, 3, 4),
            "schema.org",
        ),
        # Half past ten in the evening in New York is the next day in UTC.
        (LD % ("2026-03-05T03:30:00Z", "2026-03-05T03:30:00Z"), "March 4, 2026", date(2026, 3, 4), "schema.org"),
    ],
)
def test_the_day_of_publication_is_found_and_where(head: str, byline: str, day: date, origin: str):
    raw = RawArticle(body=page(head, byline), url="https://www.example.org/talks")
    article = clean_raw(raw)
    assert (article.published_on, article.published_from) == (day, origin)


def test_what_the_producer_says_of_the_date_comes_first():
    raw = RawArticle(body=page(LD % ("2026-03-04", "2026-03-04")), published_at="2026-03-02")
    assert clean_raw(raw).published_from == "producer"


def test_the_canonical_address_is_found():
    found = read_page(page('<link rel="canonical" href="https://www.example.org/talks">'), None)
    assert found.canonical_url == "https://www.example.org/talks"


def test_a_title_loses_the_name_of_the_site():
    html = page().replace("<h1>", "<h2>").replace("</h1>", "</h2>")
    assert read_page(html, None).title == "Ministers to meet in Geneva"


def test_broken_schema_is_passed_over():
    head = '<script type="application/ld+json">{"datePublished": </script><meta name="date" content="2026-03-04">'
    assert next(c.words for c in read_page(page(head), None).dates) == "2026-03-04"


def test_too_much_markup_is_rejected():
    with pytest.raises(Reject) as rejected:
        read_page("<p>" + "a" * MAX_HTML_CHARACTERS, None)
    assert rejected.value.reason == "too-large"


def test_markup_nested_too_deep_is_rejected():
    with pytest.raises(Reject) as rejected:
        read_page("<div>" * (MAX_DEPTH + 1) + "x", None)
    assert rejected.value.reason == "too-deep"
    assert PARAGRAPHS[0] in read_page("<div>" * 200 + BODY + "</div>" * 200, None).text


def test_bytes_that_are_no_text_are_rejected():
    with pytest.raises(Reject) as rejected:
        read_page(b'<meta charset="utf-8">\xff\xfe\xfa', None)
    assert rejected.value.reason == "not-decodable"


def test_a_page_without_an_article_is_an_empty_text():
    assert read_page("<html><head></head><body></body></html>", None).text == ""


def test_flattening_keeps_what_is_seen_and_a_line_for_each_block():
    html = "<div>One <b>two</b><script>x</script><p>three</p>four<br>five</div><style>y</style>"
    assert flatten(html) == "One two\nthree\nfour\nfive"


TAGS = st.sampled_from(
    [
        "<p>",
        "</p>",
        "<div>",
        "<h1>",
        "</h1>",
        "<script>",
        "<!--",
        "-->",
        "<time datetime='x'>",
        "<meta ",
        "<table>",
        "&#0;",
    ]
)


@settings(max_examples=150, deadline=None)
@given(st.lists(TAGS | st.text(max_size=20), max_size=20).map("".join))
def test_any_markup_is_read_or_rejected(html: str):
    with contextlib.suppress(Reject):
        assert isinstance(read_page(html, "https://example.org/a").text, str)
