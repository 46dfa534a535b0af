"""The gateway, with a sender that keeps what it is given."""

import gzip
import tempfile
from collections.abc import Sequence
from pathlib import Path

import orjson
import pytest
import schemathesis
from litestar.testing import TestClient

from wiredesk.producers.bodies import MAX_BODY_BYTES
from wiredesk.producers.gateway import build_gateway
from wiredesk.producers.keys import KeyRing, KeysError, make_key, parse_keys
from wiredesk.producers.sending import NotTaken
from wiredesk_schemas import RawArticle

JSON = {"content-type": "application/json"}
LINES = {"content-type": "application/x-ndjson"}


class Kept:
    def __init__(self) -> None:
        self.articles: list[RawArticle] = []
        self.down = False

    async def send(self, articles: Sequence[RawArticle]) -> list[str]:
        if self.down:
            raise NotTaken("no broker answers")
        self.articles += articles
        return [f"raw:0:{len(self.articles) - len(articles) + i}" for i in range(len(articles))]


@pytest.fixture
def kept():
    return Kept()


@pytest.fixture
def client(kept):
    with TestClient(build_gateway(kept, None)) as made:
        yield made


def test_an_article_is_202_with_the_key_of_its_outcome(client, kept):
    answer = client.post("/articles", content=b'{"body":"Text.","article_id":"a-1"}', headers=JSON)
    assert answer.status_code == 202
    assert answer.json()["accepted"] == [{"record": "raw:0:0", "article_id": "a-1", "url": None}]
    assert [a.body for a in kept.articles] == ["Text."]


def test_of_json_lines_the_good_ones_are_taken_and_the_others_told_with_their_line(client, kept):
    body = b'{"body":"One."}\n{"body":5}\n{"title":"x"}\n{"body":"Two."}\n'
    answer = client.post("/articles", content=body, headers=LINES)
    assert answer.status_code == 202
    assert [a.body for a in kept.articles] == ["One.", "Two."]
    assert [(f["line"], f["reason"]) for f in answer.json()["refused"]] == [
        (2, "not-an-article"),
        (3, "not-an-article"),
    ]


@pytest.mark.parametrize(
    ("body", "headers", "status", "said"),
    [
        (b'{"title":"no body"}', JSON, 422, "missing required field `body`"),
        (b'{"body":"x","url":7}', JSON, 422, "at `$.url`"),
        (b"{", JSON, 422, "not JSON"),
        (b'{"body":"\\ud800"}', JSON, 422, "not JSON"),
        (b"[" * 2000, JSON, 422, "not JSON"),
        (b"", JSON, 400, "got nothing"),
        (b"\n\n", LINES, 400, "got nothing"),
        (b'{"body":"x"}\n' * 1001, LINES, 413, "at most 1,000 lines"),
        (b"x", {"content-type": "text/plain"}, 415, "expected application/json"),
        (b"x", {}, 415, "expected application/json"),
        (b"x", {**JSON, "content-encoding": "br"}, 415, "expected gzip"),
        (b"x", {**JSON, "content-encoding": "gzip"}, 400, ""),
        (gzip.compress(b"x" * 10, mtime=0)[:-5], {**JSON, "content-encoding": "gzip"}, 400, "one whole gzip stream"),
        (
            gzip.compress(b"0" * (MAX_BODY_BYTES + 1), mtime=0),
            {**JSON, "content-encoding": "gzip"},
            413,
            "unpacks to more",
        ),
        (b'{"body":"' + b"x" * (5 << 20) + b'"}', JSON, 422, "at most"),
    ],
    ids=lambda value: str(value) if isinstance(value, int | str) else "",
)
def test_what_is_no_article_is_a_problem_that_names_the_fault(client, kept, body, headers, status, said):
    answer = client.post("/articles", content=body, headers=headers)
    assert answer.status_code == status
    assert answer.headers["content-type"] == "application/problem+json"
    assert said in answer.json()["detail"]
    assert kept.articles == []


def test_a_body_over_the_cap_is_413(client):
    answer = client.post("/articles", content=b"x" * (MAX_BODY_BYTES + 1), headers=JSON)
    assert answer.status_code == 413


@pytest.mark.parametrize("coding", ["gzip", "GZIP", "x-gzip"])
def test_gzip_is_read(client, kept, coding):
    client.post("/articles", content=gzip.compress(b'{"body":"x"}'), headers={**JSON, "content-encoding": coding})
    assert len(kept.articles) == 1


def test_what_kafka_did_not_take_is_503_and_never_202(client, kept):
    kept.down = True
    answer = client.post("/articles", content=b'{"body":"x"}', headers=JSON)
    assert (answer.status_code, answer.headers["retry-after"]) == (503, "5")


class TestKeys:
    @pytest.fixture
    def key_file(self, tmp_path):
        self.key, kept = make_key("nordpress")
        path = tmp_path / "keys.toml"
        path.write_text(
            f'[producer.nordpress]\nkey_sha256 = ["{kept}"]\nsources = ["Nordpress"]\narticles_per_minute = 3\n'
        )
        return path

    @pytest.fixture
    def post(self, kept, key_file):
        self.now_s = 0.0
        with TestClient(build_gateway(kept, KeyRing(key_file), lambda: self.now_s)) as client:

            def post(key: str, body: bytes = b'{"body":"x","source":"Nordpress"}'):
                return client.post("/articles", content=body, headers={**LINES, "authorization": f"Bearer {key}"})

            yield post

    def test_a_known_key_is_let_in_and_no_other(self, post):
        assert post(self.key).status_code == 202
        for wrong in (self.key + "x", self.key[:-1], "", "wd_nordpress_"):
            assert post(wrong).status_code == 401

    def test_a_revoked_key_is_refused_while_the_gateway_runs(self, post, key_file, monkeypatch):
        monkeypatch.setattr("wiredesk.producers.keys.CHECK_FILE_EVERY_S", 0.0)
        assert post(self.key).status_code == 202
        key_file.write_text(key_file.read_text() + "revoked = true\n")
        assert post(self.key).status_code == 401

    def test_a_key_file_gone_bad_leaves_the_last_good_one_in_force_and_is_told_once(
        self, post, key_file, monkeypatch, caplog
    ):
        monkeypatch.setattr("wiredesk.producers.keys.CHECK_FILE_EVERY_S", 0.0)
        key_file.write_text("[producer")
        assert [post(self.key).status_code for _ in range(2)] == [202, 202]
        assert [record.message for record in caplog.records if "stay in force" in record.message] == [
            f"the keys read before stay in force: {key_file}: not TOML: Expected ']' at the end of a table declaration "
            "(at end of document)"
        ]

    def test_a_producer_sends_for_its_own_sources_only(self, post, kept):
        answer = post(self.key, b'{"body":"x","source":"Reuters"}')
        assert answer.status_code == 422
        assert "expected source to be one of: Nordpress" in answer.json()["detail"]
        assert kept.articles == []

    def test_more_at_once_than_a_minute_allows_are_never_taken(self, post, kept):
        answer = post(self.key, b'{"body":"x","source":"Nordpress"}\n' * 4)
        assert (answer.status_code, kept.articles) == (413, [])
        assert "expected at most 3 articles" in answer.json()["detail"]

    def test_faster_than_allowed_is_429_until_time_has_passed(self, post):
        line = b'{"body":"x","source":"Nordpress"}\n'
        assert post(self.key, line * 3).status_code == 202
        refused = post(self.key, line)
        assert refused.status_code == 429
        self.now_s = float(refused.headers["retry-after"])
        assert post(self.key, line).status_code == 202

    @pytest.mark.parametrize(
        ("text", "said"),
        [
            ("x", "not TOML"),
            ("[producers.a]", r"expected tables \[producer.NAME\]"),
            ('[producer.a]\nkey = "x"', "no such key: 'key'"),
            ('[producer.a]\nkey_sha256 = ["short"]', "64 hexadecimal digits"),
            ('[producer.a]\nkey_sha256 = []\narticles_per_minute = "x"', "Expected `int`"),
        ],
    )
    def test_a_bad_key_file_is_told_with_its_entry(self, text, said):
        with pytest.raises(KeysError, match=said):
            parse_keys(text, "keys.toml")


schema = schemathesis.openapi.from_asgi("/schema/openapi.json", build_gateway(Kept(), None))


@schema.parametrize()
@pytest.mark.timeout(120)
def test_the_openapi_document_holds(case):
    """Whatever a client may send by the document, the answer is one that the document names."""
    case.call_and_validate()


KEY, KEY_HASH = make_key("tester")
KEY_FILE = Path(tempfile.mkdtemp()) / "keys.toml"
KEY_FILE.write_text(f'[producer.tester]\nkey_sha256 = ["{KEY_HASH}"]\narticles_per_minute = 1000000\n')
schema_with_keys = schemathesis.openapi.from_asgi("/schema/openapi.json", build_gateway(Kept(), KeyRing(KEY_FILE)))


@schema_with_keys.parametrize()
@pytest.mark.timeout(120)
def test_the_openapi_document_holds_with_keys(case):
    """The same, and a request without its key is refused."""
    case.call_and_validate(headers={"Authorization": f"Bearer {KEY}"})


def test_text_that_json_cannot_hold_never_reaches_the_sender(client, kept):
    client.post("/articles", content=orjson.dumps({"body": "a\x00b"}), headers=JSON)
    assert kept.articles[0].body == "a\x00b"
