"""The AsyncAPI document, held against the published JSON Schema of AsyncAPI 3.0.0."""

import gzip
import json
from pathlib import Path

import jsonschema
import pytest
from typer.testing import CliRunner

from wiredesk.cli import app
from wiredesk_schemas.examples import EXAMPLES

HERE = Path(__file__).parent


@pytest.fixture(scope="module")
def document():
    done = CliRunner().invoke(app, ["kafka", "asyncapi"])
    assert done.exit_code == 0, done.output
    return json.loads(done.stdout)


def test_the_document_is_valid_asyncapi_3(document):
    schema = json.loads(gzip.decompress((HERE / "asyncapi-3.0.0.schema.json.gz").read_bytes()))
    jsonschema.Draft7Validator(schema).validate(document)


def test_a_document_that_is_none_is_refused(document):
    """So that the test above can fail."""
    schema = json.loads(gzip.decompress((HERE / "asyncapi-3.0.0.schema.json.gz").read_bytes()))
    with pytest.raises(jsonschema.ValidationError):
        jsonschema.Draft7Validator(schema).validate({**document, "channels": {"x": {"address": 5}}})


def test_every_reference_leads_somewhere(document):
    def references(value):
        if isinstance(value, dict):
            yield from ([value["$ref"]] if "$ref" in value else [])
            for inner in value.values():
                yield from references(inner)
        elif isinstance(value, list):
            for inner in value:
                yield from references(inner)

    found = list(references(document))
    assert any("/$defs/" in reference for reference in found)
    for reference in found:
        at = document
        for step in reference.removeprefix("#/").split("/"):
            at = at[step]


def test_subscribers_find_events_and_producers_the_raw_topic(document):
    actions = {c["channel"]["$ref"].rpartition("/")[2]: c["action"] for c in document["operations"].values()}
    assert actions["wiredesk-events-meeting-announced"] == "receive"
    assert actions["wiredesk-meetings-current"] == "receive"
    assert actions["wiredesk-articles-raw"] == "send"
    assert "wiredesk-articles-clean" not in actions


def test_payload_schemas_take_the_examples(document):
    for name in document["components"]["schemas"]:
        example = next(e for t, e in EXAMPLES.items() if t.__name__ == name)
        from wiredesk_schemas import encode, parse

        schema = {**document, "$ref": f"#/components/schemas/{name}"}
        jsonschema.Draft202012Validator(schema).validate(parse(encode(example)))
