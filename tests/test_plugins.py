"""Plug-ins by name: what is asked for is there and of the right kind, or nothing starts."""

from importlib.metadata import EntryPoint

import pytest

from wiredesk import plugins
from wiredesk.api import Consumer, consumer, enricher
from wiredesk.plugins import PluginError, load_consumers, load_enrichers, load_sinks
from wiredesk.settings import Settings
from wiredesk.testing import make_article
from wiredesk_schemas import CleanArticle, Event, Evidence, MeetingAnnounced, TopicMentioned


class Ruling(Event):
    kind = "acme.court-ruling"


class OtherRuling(Event):
    kind = "acme.court-ruling"


@enricher(emits=Ruling)
def rulings(article: CleanArticle) -> list[Ruling]:
    return []


@enricher(emits=OtherRuling)
def other_rulings(article: CleanArticle) -> list[OtherRuling]:
    return []


@consumer(accepts=MeetingAnnounced)
async def page_the_desk(meeting: MeetingAnnounced) -> None:
    pass


def plain(article: CleanArticle) -> list[Ruling]:
    return []


@pytest.fixture(autouse=True)
def installed(monkeypatch: pytest.MonkeyPatch) -> None:
    def points(*, group: str) -> list[EntryPoint]:
        names = ("rulings", "other_rulings", "plain", "page_the_desk", "missing")
        return [EntryPoint(name, f"{__name__}:{name}", group) for name in names]

    monkeypatch.setattr(plugins, "entry_points", points)
    import sys

    monkeypatch.setitem(sys.modules, __name__, sys.modules[test_an_enabled_enricher_is_found.__module__])


def test_an_enabled_enricher_is_found() -> None:
    assert load_enrichers(Settings(enrichers=("rulings",)))["rulings"].emits is Ruling
    assert isinstance(load_consumers(Settings(consumers=("page_the_desk",)))["page_the_desk"], Consumer)


@pytest.mark.parametrize(
    ("names", "told"),
    [
        (("ruling",), "no enricher named 'ruling'; installed: missing, other_rulings, page_the_desk, plain, rulings"),
        (("plain",), "is a function: decorate it"),
        (("missing",), "cannot be imported"),
        (("rulings", "other_rulings"), "which another type already is"),
    ],
)
def test_what_cannot_be_had_stops_the_start(names: tuple[str, ...], told: str) -> None:
    with pytest.raises(PluginError, match=told):
        load_enrichers(Settings(enrichers=names))


def test_a_sink_with_wrong_options_or_without_methods_stops_the_start(monkeypatch: pytest.MonkeyPatch) -> None:
    class Half:
        def __init__(self, path: str) -> None:
            self.accepts = MeetingAnnounced

    monkeypatch.setattr(plugins, "load_plugin", lambda group, name: Half)
    with pytest.raises(PluginError, match=r"it takes WIREDESK_SINK_HALF_PATH \(required\)"):
        load_sinks(Settings(sinks=("half",)))
    with pytest.raises(PluginError, match="needs accepts, open, write and close"):
        load_sinks(Settings(sinks=("half",), plugin_options={"sink_half_path": "/x"}))


def test_an_enricher_that_knows_nothing_of_copies_is_not_asked_twice_for_the_same_words() -> None:
    @enricher(emits=TopicMentioned)
    def find(article: CleanArticle) -> list[Event]:
        quotes = [Evidence(quote="old", start=0, end=3), Evidence(quote="new", start=4, end=7)]
        return [TopicMentionedLike(evidence=(quote,)) for quote in quotes]  # type: ignore[call-arg]

    article = make_article("old new")
    assert len(find(article)) == 2
    assert [e.evidence[0].quote for e in find(article, new_text=((4, 7),))] == ["new"]  # type: ignore[attr-defined]


class TopicMentionedLike:
    def __init__(self, evidence: tuple[Evidence, ...]) -> None:
        self.evidence = evidence
