"""The article inside a flattened page."""

import pytest

from wiredesk.news.cleaning.body import _best_runs, find_body, find_surroundings
from wiredesk.news.cleaning.features import describe, is_page

PARAGRAPHS = [
    "The foreign ministers of Norland and Estmark will meet in Geneva on Tuesday to discuss the grain corridor, the two "
    "governments said in a joint statement on Friday.",
    "The talks are the first since the border was closed in spring, and officials in both capitals have played down hopes "
    "of a quick result. The corridor has been closed since May, when a bridge was damaged.",
    "Estmark wants the bridge repaired before winter. Norland has asked for guarantees that grain will not be held at the "
    "border, and for an office of its own at the port.",
    "Both ministers are expected to travel on to a meeting of the northern states in June, where the two presidents may "
    "see each other for the first time in three years.",
]
MENU = [
    "Skip to content",
    "Home",
    "World",
    "Politics",
    "Business",
    "Sport",
    "Weather",
    "Newsletters",
    "Log in",
    "Search",
]
FOOTER = ["Most read", "Bridge to be repaired", "Ten recipes for spring", "Quiz of the week", "About us", "Contact",
          "Privacy policy", "Terms of use", "Advertise", "\u00a9 2026 Example News"]  # fmt: skip
COMMENTS = ["3 Comments", "Ada says:", "March 4, 2026 at 10:12 am", "I do not believe that anything will come of it, as always.",
            "Reply", "Ben says:", "March 4, 2026 at 11:40 am", "The bridge should have been repaired long ago, shame on them all.",
            "Reply", "Cleo says:", "March 4, 2026 at 12:02 pm", "Well said, Ben, the port has been empty for months now.", "Reply"]  # fmt: skip
TITLE = "Ministers of Norland and Estmark to meet in Geneva"


def page(*parts: list[str]) -> str:
    return "\n".join(line for part in parts for line in part)


@pytest.mark.parametrize("title", [TITLE, None])
def test_menus_and_footers_go_and_the_article_stays(title: str | None):
    kept = find_body(page(MENU, [TITLE], PARAGRAPHS, FOOTER), title)
    assert all(p in kept for p in PARAGRAPHS)
    assert not {"Home", "Sport", "Quiz of the week", "Advertise"} & set(kept.split("\n"))


def test_readers_comments_go():
    kept = find_body(page(MENU, [TITLE], PARAGRAPHS, COMMENTS, FOOTER), TITLE)
    assert all(p in kept for p in PARAGRAPHS)
    assert "shame on them" not in kept


def test_headings_and_short_lists_between_paragraphs_stay():
    text = page(
        MENU,
        [TITLE],
        PARAGRAPHS[:2],
        ["What Estmark wants"],
        PARAGRAPHS[2:3],
        ["What comes next"],
        PARAGRAPHS[3:],
        FOOTER,
    )
    assert "What Estmark wants" in find_body(text, TITLE)


def test_news_copy_is_not_judged():
    text = page([TITLE], PARAGRAPHS[:2], ["What comes next", "A quick word"], PARAGRAPHS[2:])
    assert list(find_surroundings(text)) == []
    assert not is_page(text.split("\n"))


def test_the_spans_are_those_of_the_lines():
    text = page(MENU, PARAGRAPHS, FOOTER)
    cut = [text[s.start : s.end] for s in find_surroundings(text)]
    assert set(cut) <= {*MENU, *FOOTER}
    assert len(cut) > 10


def test_the_best_runs_pay_for_each_change():
    assert _best_runs([2.0, -0.1, 2.0]) == [True, True, True]
    assert _best_runs([2.0, -3.0, 2.0]) == [True, False, True]
    assert _best_runs([]) == []


def test_features_know_where_the_title_is_and_what_is_repeated():
    features = describe([*MENU, TITLE, *PARAGRAPHS, "Home"], TITLE)
    assert features[len(MENU)]["is the title"] == 1
    assert features[0]["before the title"] == 1
    assert features[1]["repeated"] == 1
    assert features[2]["repeated"] == 0
