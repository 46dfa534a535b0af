import pytest

from wiredesk.news.topics import agenda_topic, load_vocabulary


@pytest.mark.parametrize(
    ("words", "topic"),
    [
        ("artificial intelligence", "artificial-intelligence"),
        ("fentanyl", "drugs-opioids"),
        ("detained Americans", "hostages-detainees"),
        ("Taiwan", "taiwan"),
        ("military-to-military communications", "military-communications"),
        ("the war in Ukraine", "russia-ukraine"),
        ("a ceasefire in Gaza", "israel-palestinians"),
        ("climate change", "climate-change"),
        ("trade", "trade"),
        ("export controls on advanced chips", "export-controls-technology"),
        ("North Korea's nuclear program", "nuclear-weapons"),
        ("human rights", "human-rights"),
        ("sanctions relief", "sanctions"),
        ("the release of the hostages", "hostages-detainees"),
        ("oil output", "oil-gas"),
        ("immigration", "refugees-migration"),
        ("defence spending", "defence-spending"),
        ("the lunch menu", None),
        ("", None),
    ],
)
def test_the_words_of_an_agenda_mean_a_topic(words: str, topic: str | None) -> None:
    assert agenda_topic(words) == topic


def test_only_topics_of_the_vocabulary_are_given() -> None:
    known = {t.topic.id for t in load_vocabulary().topics}
    assert {agenda_topic(w) for w in ("security", "the economy", "energy", "cooperation")} - {None} <= known
