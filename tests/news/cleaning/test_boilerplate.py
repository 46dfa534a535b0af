"""Lines that a site puts into every article."""

import pytest

from wiredesk.news.cleaning import clean_raw
from wiredesk.news.cleaning.boilerplate import find_boilerplate, find_markup, line_reason
from wiredesk_schemas import RawArticle


@pytest.mark.parametrize(
    ("line", "reason"),
    [
        ("This article is more than 2 years old", "banner"),
        ("3 hours ago", "banner"),
        ("5 min read", "banner"),
        ("Advertisement", "advert"),
        ("Advertisement Continue reading the main story", "advert"),
        ("Story continues below advertisement", "advert"),
        ("Read More: Ministers prepare for Geneva", "link-line"),
        ("READ MORE: Ministers prepare for Geneva", "link-line"),
        ("( Also on EXAMPLE: Ministers prepare for Geneva)", "link-line"),
        ("( PHOTOS: The corridor in pictures)", "link-line"),
        ("SEE ALSO: Ministers prepare for Geneva", "link-line"),
        ("Related: Ministers prepare for Geneva", "link-line"),
        ("Read the full story here", "link-line"),
        ("[pullquote]", "link-line"),
        ("Share this article", "share"),
        ("Share Tweet Email Print", "share"),
        ("Facebook Twitter WhatsApp", "share"),
        ("Follow us on Twitter @example", "share"),
        ("Sign up for our daily newsletter", "sign-up"),
        ("Sign up for Daily Newsletters Manage Newsletters", "sign-up"),
        ("Get the stories you care about delivered to your inbox.", "sign-up"),
        ("Already a subscriber? Log in", "sign-up"),
        ("We use cookies to improve your experience on our site.", "cookies"),
        ("By signing up, you agree to our Privacy Policy", "cookies"),
        ("Accept all cookies", "cookies"),
        ("Enlarge this image", "photo"),
        ("toggle caption Ada Example/AP", "photo"),
        ("Ministers arrive in Geneva on Monday. (AP Photo/Ada Example)", "photo"),
        ("Photo: Ada Example", "photo"),
        ("next Image 1 of 2", "photo"),
        ("Copyright 2026 Example News. All rights reserved.", "copyright"),
        ("\u00a9 2026 Example News", "copyright"),
        ("Skip to main content", "navigation"),
        ("Show comments", "navigation"),
        ("Filed under: Diplomacy, Grain", "navigation"),
        ("\u2014 With assistance from Ada Example", "credit"),
        ("(Reporting by Ada Example; Editing by Ben Sample)", "credit"),
        ("Additional reporting by Ada Example in Geneva", "credit"),
        ("Associated Press writer Ada Example contributed to this report.", "credit"),
        ("Contributing: Ada Example, Ben Sample", "credit"),
        ("Correction: An earlier version named the wrong town.", "correction"),
        ("This story has been updated with comment from the ministry.", "correction"),
        ("(Adds quotes, background)", "editing-note"),
        ("(Updates with talks beginning)", "editing-note"),
        ("___", "separator"),
        ("* * *", "separator"),
    ],
)
def test_lines_of_a_site_are_told_with_their_reason(line: str, reason: str):
    assert line_reason(line) == reason


@pytest.mark.parametrize(
    "line",
    [
        "Advertisement spending rose by a tenth in the year before the talks, the ministry said.",
        "Sign up for the army, the president told young men in a speech that was shown all over the country on Sunday "
        "evening, and said that the first of them would be called in autumn, long before the talks with Estmark begin.",
        "Share prices fell after the talks in Geneva were put off.",
        "More than 40 ministers will meet in Geneva on Tuesday.",
        "Read the treaty, she told them.",
        "Home Secretary Ada Example will meet her counterpart on Monday.",
        "Video calls between the two leaders will resume next week.",
        "Related talks will be held in Geneva in June.",
        "Photos of the damage were shown to the ministers.",
        "Updates to the treaty will be discussed on Monday.",
        "See you in Geneva, the minister said.",
        "\u201cNo,\u201d she said.",
        "Thursday",
        "The talks were called off.",
        "We use force only when we must, the general said.",
        "Corrections officers will meet the governor on Friday.",
        "Follow-up talks are set for March.",
        "Breaking with custom, the king will open the talks himself.",
        "Get ready, she told the delegates.",
        "Editing the text took all night, the envoy said.",
        "Previous talks, in 2019, had failed.",
        "Next week the two presidents will meet in Geneva.",
    ],
)
def test_sentences_of_an_article_are_left_alone(line: str):
    assert line_reason(line) is None


def test_another_storys_alarm_is_cut_below_the_first_line_only():
    text = "Breaking: Talks called off\nThe ministers left Geneva.\nBreaking: Bridge collapses"
    assert [text[s.start : s.end] for s in find_boilerplate(text)] == ["Breaking: Bridge collapses"]


def test_a_banner_fused_to_the_first_word_is_cut_and_the_word_is_not():
    text = "This article is more than\n1 year oldPresident Ada Example will travel."
    (span,) = find_boilerplate(text)
    assert text[span.end :] == "President Ada Example will travel."


def test_left_over_tags_and_scripts_are_found_and_signs_are_not():
    text = 'a <b>bold</b> <script type="x">var a = 1;</script> 2 < 3 > 1 <example> <br/>'
    cut = [text[s.start : s.end] for s in find_markup(text)]
    assert cut[0] == '<script type="x">var a = 1;</script>'
    assert {"<b>", "</b>", "<br/>"} <= set(cut)
    assert "<example>" not in cut


def test_code_that_a_page_left_in_the_text_is_found():
    text = "window.dataLayer = window.dataLayer || [];\nThe talks (in Geneva) go on;"
    assert [text[s.start : s.end] for s in find_markup(text)] == ["window.dataLayer = window.dataLayer || [];"]


@pytest.mark.parametrize(
    "banner", ["4 min read", "BREAKING NEWS", "Listen to this article", "12-minute listen", "Live updates"]
)
def test_a_banner_fused_to_the_first_word_is_cut_alone(banner):
    article = clean_raw(
        RawArticle(body=f"{banner}President Idris Koné will arrive in Rome on Monday, his office said.")
    )
    assert article.text == "President Idris Koné will arrive in Rome on Monday, his office said."
    assert [cut.text for cut in article.cut] == [banner]


def test_words_that_only_begin_like_a_banner_stay():
    text = "Saved by the bell, the minister left Rome on Monday, and Shares of the airline fell."
    assert clean_raw(RawArticle(body=text)).text == text
