from wiredesk.news.whole_words import WholeWords


def test_whole_words_are_found_in_text_order() -> None:
    words = WholeWords(["stop", "stops", "Group of"])
    text = "Stop: the Group of Five stops, or a stop of nonstop stopping; stop"
    assert [text[start:end] for start, end in words.find(text)] == ["Group of", "stops", "stop", "stop"]


def test_an_empty_text_has_none() -> None:
    assert WholeWords(["stop"]).find("") == []
