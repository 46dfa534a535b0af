from dataclasses import replace

from hypothesis import given, settings
from hypothesis import strategies as st

from wiredesk.news.sentences import split_sentences
from wiredesk.news.topics import find_topics, mention_id, parse_watchlists, withdrawn
from wiredesk.testing import make_article

TRADE = "The two governments agreed to cut tariffs on steel."
MORE_TRADE = "Trade talks between them had broken down in May over import duties."
QUAKE = "An earthquake of magnitude 7 shook the coast."
MORE_QUAKE = "The earthquake brought down houses, and rescuers searched the ruins."
LIST = parse_watchlists('[[watchlist]]\nname = "metals"\nlabel = "Metals"\ntopics = ["trade"]\nterms = ["steel"]\n')


def ids(*args: object, **kwargs: object) -> set[str]:
    return {m.topic.id for m in find_topics(*args, **kwargs)}  # type: ignore[arg-type]


def test_a_topic_is_mentioned_with_the_sentences_that_show_it() -> None:
    article = make_article(f"{TRADE} It was a sunny day. {MORE_TRADE}", title="Tariffs to fall")
    (mention,) = find_topics(article)
    assert mention.topic.id == "trade"
    assert mention.topic.iptc == "medtop:20000373"
    assert [e.quote for e in mention.evidence] == ["Tariffs to fall", TRADE, MORE_TRADE]
    assert mention.mentions == 3
    assert mention.event_id == ""
    assert mention.emitted_at is None


@settings(max_examples=40)
@given(st.lists(st.sampled_from([TRADE, MORE_TRADE, QUAKE, MORE_QUAKE, "“Nothing” – new.", "Né à Kyiv."]), max_size=8))
def test_every_quote_is_exactly_what_stands_there(sentences: list[str]) -> None:
    article = make_article("\n".join(sentences), title="Tariffs – and an “earthquake”")
    for mention in find_topics(article, watchlists=LIST):
        for evidence in mention.evidence:
            held = article.title if evidence.field == "title" else article.text
            assert held is not None
            assert held[evidence.start : evidence.end] == evidence.quote


def test_the_same_article_gives_the_same_mentions() -> None:
    article = make_article(f"{TRADE} {MORE_TRADE} {QUAKE} {MORE_QUAKE}")
    assert find_topics(article) == find_topics(article)


def test_the_most_salient_topic_comes_first() -> None:
    article = make_article(f"{QUAKE} {MORE_QUAKE} {MORE_QUAKE} {TRADE} {MORE_TRADE}", title="Earthquake shakes coast")
    found = [m.topic.id for m in find_topics(article)]
    assert found.index("natural-disasters") < found.index("trade")


def test_sentences_cut_already_are_used() -> None:
    article = make_article(f"{TRADE} {MORE_TRADE}")
    assert find_topics(article, sentences=split_sentences(article.text)) == find_topics(article)


def test_an_article_in_another_language_has_no_topics_of_an_english_vocabulary() -> None:
    assert find_topics(make_article(f"{TRADE} {MORE_TRADE}", language="de")) == ()


def test_an_article_of_unknown_language_is_read() -> None:
    assert ids(make_article(f"{TRADE} {MORE_TRADE}", language=None)) == {"trade"}


def test_the_id_of_a_mention_stays_over_revisions() -> None:
    first, second = (make_article(f"{TRADE} {MORE_TRADE}{end}", article_id="a") for end in ("", " More to come."))
    (one,), (two,) = find_topics(first), find_topics(second)
    assert one.mention_id == two.mention_id == mention_id("a", "trade")
    assert mention_id("a", "trade") != mention_id("a", "trade", "metals")


def test_a_near_copy_tells_only_what_its_new_sentences_add() -> None:
    old, new = f"{TRADE} {MORE_TRADE}", f"{QUAKE} {MORE_QUAKE}"
    article = make_article(f"{old} {new}", title="Tariffs to fall")
    span = ((len(old) + 1, len(article.text)),)
    (mention,) = find_topics(article, new_text=span, copy_of="original")
    assert mention.topic.id == "natural-disasters"
    assert mention.copy_of == "original"
    assert [e.quote for e in mention.evidence] == [QUAKE, MORE_QUAKE]


def test_a_near_copy_with_nothing_new_tells_nothing() -> None:
    assert find_topics(make_article(f"{TRADE} {MORE_TRADE}", title="Tariffs"), new_text=()) == ()


def test_more_of_what_the_original_said_is_not_told_again() -> None:
    old = f"{TRADE} {MORE_TRADE}"
    article = make_article(f"{old} {TRADE} {MORE_TRADE}")
    assert find_topics(article, new_text=((len(old) + 1, len(article.text)),), watchlists=LIST) == ()


def test_a_topic_that_a_revision_drops_is_withdrawn() -> None:
    before = find_topics(make_article(f"{TRADE} {MORE_TRADE} {QUAKE} {MORE_QUAKE}", article_id="a"))
    after = find_topics(make_article(f"{TRADE} {MORE_TRADE}", article_id="a"))
    (gone,) = withdrawn(before, after)
    assert (gone.topic.id, gone.status, gone.article_id) == ("natural-disasters", "withdrawn", "a")
    assert withdrawn(before, before) == ()


def test_a_withdrawal_is_not_withdrawn_again() -> None:
    (mention,) = find_topics(make_article(f"{TRADE} {MORE_TRADE}"))
    assert withdrawn([replace(mention, status="withdrawn")], []) == ()


def test_what_a_watchlist_matches_carries_its_name() -> None:
    found = find_topics(make_article(f"{TRADE} {MORE_TRADE}"), watchlists=LIST)
    assert [(m.topic.id, m.topic.scheme, m.watchlist) for m in found] == [
        ("trade", "wiredesk", None),
        ("trade", "wiredesk", "metals"),
        ("metals", "watchlist", "metals"),
    ]
    assert len({m.mention_id for m in found}) == 3
    assert [e.quote for e in found[2].evidence] == [TRADE]


def test_an_empty_article_has_no_topics() -> None:
    assert find_topics(make_article("", title=None)) == ()
