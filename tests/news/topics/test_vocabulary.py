import json
from pathlib import Path

import pytest

from wiredesk.news.topics import Vocabulary, VocabularyError, load_vocabulary, parse_vocabulary

SHARED = Path(__file__).parents[4] / "shared"
HEAD = 'definition = "d"\n'


def parse(*topics: str, head: str = "") -> Vocabulary:
    return parse_vocabulary({"v.toml": head + "\n".join(topics)})


def topic(topic_id: str, lines: str = 'strong = ["a word"]') -> str:
    return f'[[topic]]\nid = "{topic_id}"\nlabel = "L"\n{HEAD}{lines}\n'


def test_the_packaged_vocabulary_is_sound() -> None:
    vocabulary = load_vocabulary()
    assert len({t.topic.id for t in vocabulary.topics}) == len(vocabulary.topics)
    assert all(t.definition and t.topic.label and t.topic.scheme == "wiredesk" for t in vocabulary.topics)
    assert all(t.heading or t.parent for t in vocabulary.topics)


def test_the_packaged_vocabulary_has_every_topic_that_is_scored() -> None:
    if not (SHARED / "gold" / "topics.json").exists():
        pytest.skip("the labelled articles are not beside the project")
    wanted = json.loads((SHARED / "gold" / "topics.json").read_text(encoding="utf-8"))
    assert set(wanted) <= {t.topic.id for t in load_vocabulary().topics if not t.heading}


def test_every_iptc_id_is_a_media_topic_in_use() -> None:
    if not (SHARED / "data" / "iptc" / "media-topics.jsonl").exists():
        pytest.skip("the list of media topics is not beside the project")
    lines = (SHARED / "data" / "iptc" / "media-topics.jsonl").read_text(encoding="utf-8").splitlines()
    known = {json.loads(line)["id"] for line in lines}
    assert {t.topic.iptc for t in load_vocabulary().topics if t.topic.iptc} <= known


def test_a_heading_holds_what_is_below_it() -> None:
    below = load_vocabulary().under("economy")
    assert {"economy", "trade", "oil-gas"} <= below
    assert "elections" not in below
    assert load_vocabulary().under("no-such-topic") == frozenset()


def test_a_set_is_written_out_where_it_is_used() -> None:
    rule = '[[topic.rule]]\nterms = ["talks"]\nnear = ["@us"]\n'
    found = parse(topic("a", 'clear = ["x1"]\n' + rule), head='[sets]\nus = ["U.S.", "America"]\n')
    assert found.topics[0].rules[0].near == ("U.S.", "America")


def test_a_term_listed_as_shared_may_decide_for_two_topics() -> None:
    assert len(parse(topic("a"), topic("b"), head='shared = ["a word"]\n').topics) == 2


@pytest.mark.parametrize(
    ("text", "message"),
    [
        (topic("a") + topic("a", 'strong = ["other"]'), r"v\.toml:7: topic 'a' is already at v\.toml:2"),
        (topic("a", 'strong = ["x1"]\nclear = ["X1", "x1"]'), r"v\.toml:6: term 'x1' of 'a' is claimed twice"),
        (topic("a") + topic("b"), r"v\.toml:10: strong term 'a word' of 'b' is claimed by 'a' at v\.toml:5 too"),
        (topic("a", 'strong = ["x"]\nparent = "z"'), r"v\.toml:6: unknown parent 'z' of 'a'"),
        (
            topic("a", 'strong = ["x"]\nparent = "b"') + topic("b", 'strong = ["y"]\nparent = "a"'),
            r"'a' is its own ancestor",
        ),
        (topic("a", 'strong = ["x"]\nterms = ["y"]'), r"v\.toml:6: unknown key 'terms'; known: clear"),
        (
            topic("a", 'strong = ["x", "un*done"]'),
            r"v\.toml:5: expected '\*' at the end of a phrase only, got 'un\*done'",
        ),
        (topic("a", 'strong = ["@us"]'), r"v\.toml:5: unknown set '@us'"),
        (topic("a", 'hint = ["x"]'), r"v\.toml:1: topic 'a' has no strong or clear terms"),
        (topic("A b"), r"v\.toml:2: expected an id like"),
        (topic("a", 'strong = ["x"]\niptc = "04000000"'), r"v\.toml:6: expected an id like \"medtop:"),
        (topic("a", 'strong = "x"'), r"v\.toml:5: expected strong = \["),
        (topic("a", 'strong = ["x"]\n[[topic.rule]]\nterms = ["y"]'), r"needs terms, and near or not_near"),
        (
            topic("a", 'strong = ["x"]\n[[topic.rule]]\nterms = ["y"]\nnear = ["z"]\nweight = "big"'),
            r"v\.toml:9: expected weight strong, clear or hint, got 'big'",
        ),
        ('[[topic]]\nid = "a"\n', r"v\.toml:1: expected label"),
        ("topics = 1\n", r"v\.toml:1: unknown key 'topics'"),
        ("[[topic]\n", r"v\.toml:1: not TOML"),
    ],
)
def test_a_fault_is_told_with_file_and_line(text: str, message: str) -> None:
    with pytest.raises(VocabularyError, match=message):
        parse(text)


def test_a_folder_of_files_is_one_vocabulary(tmp_path: Path) -> None:
    (tmp_path / "b.toml").write_text(topic("b", 'strong = ["bee"]\nparent = "a"'), encoding="utf-8")
    (tmp_path / "a.toml").write_text(topic("a"), encoding="utf-8")
    assert load_vocabulary(tmp_path).under("a") == {"a", "b"}


def test_a_folder_without_files_is_refused(tmp_path: Path) -> None:
    with pytest.raises(VocabularyError, match=r"expected \*\.toml files"):
        load_vocabulary(tmp_path)
