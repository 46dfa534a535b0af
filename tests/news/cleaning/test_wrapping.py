"""Hard wraps."""

from wiredesk.news.cleaning.wrapping import unwrap

WRAPPED = """The foreign ministers of Norland and Estmark will meet in Geneva on
Tuesday to discuss the grain corridor, the two governments said after
long talks between their envoys in the border town."""


def test_teletype_copy_becomes_whole_paragraphs():
    text = unwrap(f"{WRAPPED}\n\n{WRAPPED}")
    assert text.count("\n") == 2
    assert "on Tuesday to discuss" in text


def test_links_that_stood_on_their_own_lines_join_their_sentence():
    text = unwrap(
        "A day before the talks in Geneva, the\nforeign minister of Norland\n, who arrived by train, was calm."
    )
    assert text == "A day before the talks in Geneva, the foreign minister of Norland, who arrived by train, was calm."


def test_menus_headings_and_bullets_stay_lines():
    for text in (
        "Home\nWorld\nBusiness",
        "What next?\nThe talks go on.",
        "- grain\n- gas\n- fish and the open border in spring",
    ):
        assert unwrap(text) == text


def test_short_sentences_one_a_line_stay_lines():
    text = "\n".join(["The minister arrived in Geneva by the morning train on Monday."] * 4)
    assert unwrap(text) == text
