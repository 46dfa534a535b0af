"""Whatever bytes come, a decoder answers with a value or with its own error: never another exception, never a hang."""

import string
from datetime import datetime
from pathlib import Path
from typing import Any

import msgspec
import orjson
import pytest
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st

from chaos.poison import POISON
from wiredesk.news.copies import Dedupe
from wiredesk.news.copies.rows import RowError
from wiredesk.news.life import Diary
from wiredesk.news.topics.watchlists import WatchlistError, parse_watchlists
from wiredesk.settings import Settings, SettingsError, load_settings
from wiredesk_schemas import (
    ArticleOutcome,
    ArticleReports,
    CleanArticle,
    Correction,
    DuplicateArticle,
    LinkedArticle,
    MeetingAnnounced,
    RawArticle,
    SchemaError,
    TopicMentioned,
    decode,
    encode,
    parse,
)
from wiredesk_schemas.cloudevents import header
from wiredesk_schemas.dead_letter import DeadLetter, dead_letter_headers, read_dead_letter
from wiredesk_schemas.examples import EXAMPLES

MESSAGES = (
    ArticleOutcome, ArticleReports, CleanArticle, Correction, DuplicateArticle, LinkedArticle, MeetingAnnounced,
    RawArticle, TopicMentioned,
)  # fmt: skip
MANY = settings(max_examples=150, deadline=None, suppress_health_check=[HealthCheck.too_slow])
JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=20),
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(st.text(max_size=8), inner, max_size=4),
    max_leaves=12,
)
HEADER_NAMES = st.sampled_from(
    [
        f"dead-letter-{n}"
        for n in ("reason", "error", "stage", "partition", "offset", "attempts", "first-seen", "origin")
    ]
) | st.text(max_size=10)
HEADERS = st.lists(st.tuples(HEADER_NAMES, st.binary(max_size=30) | st.just(b"1") | st.just(b"2026-03-10T00:00:00Z")))


def attempt(error: type[Exception], call: Any, *arguments: Any, **named: Any) -> tuple[Any, str]:
    """What it returns, and ""; or None, and what its own error says."""
    try:
        return call(*arguments, **named), ""
    except error as e:
        return None, str(e)


def _packs(value: Any) -> bool:
    try:
        msgspec.msgpack.encode(value)
    except (OverflowError, RecursionError):
        return False
    return True


def _fits(value: Any) -> bool:
    try:
        orjson.dumps(value)
    except (TypeError, RecursionError):
        return False
    return True


@pytest.mark.parametrize("message_type", MESSAGES)
@given(
    data=st.binary()
    | JSON.map(lambda value: orjson.dumps(value, option=orjson.OPT_NON_STR_KEYS) if _fits(value) else b"")
)
@MANY
def test_a_message_is_read_or_refused(message_type: type[Any], data: bytes) -> None:
    try:
        message = decode(data, message_type)
    except SchemaError:
        return
    assert decode(encode(message), message_type) == message


@pytest.mark.parametrize("message_type", MESSAGES)
@given(data=st.data())
@MANY
def test_a_message_with_one_field_of_another_kind_is_read_or_refused(
    message_type: type[Any], data: st.DataObject
) -> None:
    plain = parse(encode(EXAMPLES[message_type]))
    plain[data.draw(st.sampled_from(sorted(plain)))] = data.draw(JSON.filter(_fits))
    message, error = attempt(SchemaError, decode, orjson.dumps(plain), message_type)
    assert message_type.__name__ in error if message is None else encode(message)


@pytest.mark.parametrize("message_type", MESSAGES)
@pytest.mark.parametrize("name", POISON)
def test_poison_is_read_or_refused_by_every_decoder(message_type: type[Any], name: str) -> None:
    _, error = attempt(SchemaError, decode, POISON[name], message_type)
    assert len(error) < 2000


@given(headers=HEADERS)
@example(headers=[("dead-letter-reason", b"x"), ("dead-letter-first-seen", b"yesterday")])
@example(headers=[("dead-letter-reason", b"x"), ("dead-letter-attempts", b"9" * 5000)])
@MANY
def test_headers_of_a_dead_letter_are_read_whatever_they_hold(headers: list[tuple[str, bytes]]) -> None:
    """They come from outside: a producer may send raw records with any headers."""
    letter = read_dead_letter(headers)
    if letter is not None:
        assert read_dead_letter(dead_letter_headers(letter, headers)) is not None


@given(
    reason=st.text(string.ascii_lowercase, min_size=1),
    error=st.text(),
    topic=st.text(max_size=40),
    number=st.integers(0),
    origin=st.text() | st.none(),
)
@MANY
def test_a_dead_letter_is_told_in_one_line_a_header(
    reason: str, error: str, topic: str, number: int, origin: str | None
) -> None:
    letter = DeadLetter(
        reason=reason, error=error, stage="clean", topic=topic, partition=number, offset=number, origin=origin
    )
    headers = dead_letter_headers(letter, [("x-original", b"\x00\xff\r\n")])
    assert ("x-original", b"\x00\xff\r\n") in headers
    assert not any(set(b"\r\n\0") & set(value) for name, value in headers if name.startswith("dead-letter-"))
    again = read_dead_letter(headers)
    assert again is not None
    assert (again.reason, again.partition, again.offset) == (reason, number, number)


@given(headers=st.lists(st.tuples(st.text(max_size=5), st.binary(max_size=5) | st.none())), name=st.text(max_size=5))
@MANY
def test_a_header_is_text_or_absent(headers: list[Any], name: str) -> None:
    found = header(headers, name)
    assert (found is None) == (not any(n == name and v is not None for n, v in headers))


@given(rows=st.lists(st.tuples(st.binary(max_size=20), st.binary(max_size=60))))
@MANY
def test_rows_of_dedupe_that_are_none_are_refused_by_name(rows: list[tuple[bytes, bytes]]) -> None:
    try:
        Dedupe().load(rows)
    except RowError:
        return
    assert not rows, "bytes that are no row were taken for one"


@given(
    rows=st.lists(
        st.tuples(
            st.sampled_from([b"a:", b"m:", b"c:", b"x:", b""]),
            st.binary(max_size=30) | JSON.filter(lambda v: _fits(v)).map(orjson.dumps),
        ),
        min_size=1,
    )
)
@MANY
def test_rows_of_the_diary_that_are_none_are_refused_by_name(rows: list[tuple[bytes, bytes]]) -> None:
    try:
        Diary.load([(kind + b"name", value) for kind, value in rows])
    except SchemaError:
        return


@given(value=st.binary(max_size=60) | JSON.filter(_packs).map(msgspec.msgpack.encode))
@MANY
def test_rows_of_enrich_are_read_or_refused(value: bytes) -> None:
    from wiredesk.stages.enrich import Stated

    try:
        msgspec.msgpack.decode(value, type=Stated)
    except (msgspec.DecodeError, UnicodeDecodeError):
        return


@given(text=st.text() | st.text(alphabet="[]=\"'\n#abc-{}:,.\\ ").map(lambda t: "[lists.x]\n" + t))
@example(text=POISON["nested tags"].decode())
@MANY
def test_watchlists_are_read_or_refused_with_the_line(text: str) -> None:
    _, error = attempt(WatchlistError, parse_watchlists, text, file="lists.toml")
    assert error.startswith("lists.toml") or not error


NAMES = st.sampled_from([f"WIREDESK_{name.upper()}" for name in Settings.__slots__]) | st.text("ABC_", max_size=6).map(
    lambda name: f"WIREDESK_{name}"
)


@given(environ=st.dictionaries(NAMES, st.text(max_size=30) | st.just("1")))
@example(environ={"WIREDESK_PARTITIONS": "9" * 5000})
@example(environ={"WIREDESK_STATE_DIR": "\0"})
@MANY
def test_settings_are_taken_or_refused_with_their_names(environ: dict[str, str]) -> None:
    environ.pop("WIREDESK_CONFIG", None)
    _, error = attempt(SettingsError, load_settings, environ)
    assert any(word in error for word in ("WIREDESK_", "sasl", "tls")) or not error


@given(content=st.binary(max_size=200) | st.text(alphabet="[]=\"'\n#abc_{}:,.\\ 019").map(str.encode))
@settings(max_examples=100, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_a_settings_file_is_taken_or_refused_with_its_name(content: bytes, tmp_path: Path) -> None:
    file = tmp_path / "wiredesk.toml"
    file.write_bytes(content)
    _, error = attempt(SettingsError, load_settings, {}, file)
    assert any(word in error for word in ("wiredesk.toml", "sasl", "tls")) or not error


def test_moments_of_dead_letters_survive() -> None:
    moment = datetime.fromisoformat("2026-03-10T12:00:00+00:00")
    letter = DeadLetter(reason="x", error="", stage="s", topic="t", partition=0, offset=0, first_seen=moment)
    again = read_dead_letter(dead_letter_headers(letter, None))
    assert again is not None
    assert again.first_seen == moment
