"""The public contract: additive only, schemas fresh, golden payloads readable for ever."""

import ast
import json
import re
import uuid
from dataclasses import dataclass, field
from datetime import UTC, datetime
from pathlib import Path
from typing import ClassVar

import jsonschema
import pytest
from hypothesis import given
from hypothesis import strategies as st

import wiredesk_schemas
from wiredesk_schemas import Event, MeetingAnnounced, SchemaError, When, decode, encode, identified, parse, stamped
from wiredesk_schemas.event import NAMESPACE, id_of
from wiredesk_schemas.examples import EXAMPLES
from wiredesk_schemas.generate import MESSAGES, json_schema, stale_files

GOLDEN = Path(__file__).parent / "golden"
NAMES = [m.__name__ for m in MESSAGES]


@pytest.mark.parametrize("message_type", MESSAGES, ids=NAMES)
def test_a_message_comes_back_as_it_was_written(message_type):
    example = EXAMPLES[message_type]
    assert decode(encode(example), message_type) == example


@pytest.mark.parametrize("message_type", MESSAGES, ids=NAMES)
def test_the_golden_payload_is_still_read_and_loses_nothing(message_type):
    """Payloads of the first release, kept for ever: a field may be added, none renamed, removed or retyped."""
    golden = json.loads((GOLDEN / f"{message_type.kind}.v1.json").read_text())
    written = parse(encode(decode(json.dumps(golden).encode(), message_type)))
    assert _without_additions(written, golden) == golden


def _without_additions(value, golden):
    """The value with only the fields that the golden payload has, at every depth."""
    if isinstance(golden, dict):
        return {key: _without_additions(value[key], golden[key]) for key in golden}
    if isinstance(golden, list) and len(value) == len(golden):
        return [_without_additions(v, g) for v, g in zip(value, golden, strict=True)]
    return value


@pytest.mark.parametrize("message_type", MESSAGES, ids=NAMES)
def test_examples_are_valid_under_their_json_schema(message_type):
    schema = json_schema(message_type)
    jsonschema.Draft202012Validator.check_schema(schema)
    jsonschema.Draft202012Validator(schema).validate(parse(encode(EXAMPLES[message_type])))


def test_json_schemas_are_fresh():
    assert stale_files() == [], "run: python -m wiredesk_schemas.generate"


def test_a_reader_takes_fields_and_words_of_a_later_release():
    later = json.loads((GOLDEN / "wiredesk.meeting-announced.v1.json").read_text())
    later |= {"mood": "tense", "status": "adjourned"}
    meeting = decode(json.dumps(later).encode(), MeetingAnnounced)
    assert meeting.status == "adjourned"


def test_the_same_words_have_the_same_event_id_whenever_they_are_sent():
    meeting = EXAMPLES[MeetingAnnounced]
    again = stamped(meeting, datetime(2030, 1, 1, tzinfo=UTC))
    assert again.event_id == meeting.event_id == identified(meeting).event_id


def test_an_event_may_compute_a_field_itself():
    assert identified(_Counted(words="two words")) == _Counted(words="two words", event_id=_Counted.EXPECTED)


@given(st.text(st.characters(exclude_categories=["Cs"])))
def test_ids_are_uuids_of_version_5(words):
    assert id_of(words) == str(uuid.uuid5(NAMESPACE, words))


@dataclass(frozen=True, slots=True, kw_only=True)
class _Counted(Event):
    kind: ClassVar[str] = "example.counted"
    EXPECTED: ClassVar[str] = str(uuid.uuid5(NAMESPACE, 'example.counted.v1\n{"count":2,"words":"two words"}'))
    words: str
    count: int = field(init=False)

    def __post_init__(self):
        object.__setattr__(self, "count", len(self.words.split()))


def test_other_words_have_another_event_id():
    meeting = EXAMPLES[MeetingAnnounced]
    moved = decode(encode(meeting).replace(b'"2026-03-05"', b'"2026-03-06"'), MeetingAnnounced)
    assert identified(moved).event_id != meeting.event_id


@pytest.mark.parametrize(
    ("data", "said"),
    [
        (b"", "not JSON"),
        (b"{", "not JSON"),
        (b"[]", "Expected `object`, got `array`"),
        (b'{"title": "no body"}', "missing required field `body`"),
        (b'{"body": 5}', "Expected `str`, got `int` - at `$.body`"),
        (b'{"body": "\xff"}', "not JSON"),
    ],
)
def test_a_bad_record_says_what_was_expected_what_came_and_where(data, said):
    with pytest.raises(SchemaError, match=re.escape(said)):
        decode(data, wiredesk_schemas.RawArticle)


def test_a_lone_surrogate_is_refused_on_writing():
    with pytest.raises(SchemaError, match="cannot be written as JSON"):
        encode(When(text="\ud800"))


def test_each_source_root_holds_exactly_one_package():
    """Whatever lies beside the package would become importable by everyone who installs wiredesk."""
    root = Path(__file__).parents[2]
    for folder, package in (("agents", "wiredesk"), ("schemas", "wiredesk_schemas")):
        assert [p.name for p in (root / folder).iterdir() if p.name != "__pycache__"] == [package]


def test_every_open_word_list_is_open_at_run_time():
    tree = ast.parse(Path(wiredesk_schemas.__file__).with_name("values.py").read_text())
    literals = {n.targets[0].id for n in tree.body if isinstance(n, ast.Assign) and "Literal" in ast.unparse(n.value)}
    opened = {n.targets[0].id for n in ast.walk(tree) if isinstance(n, ast.Assign) and "_open(" in ast.unparse(n.value)}
    assert literals == opened
