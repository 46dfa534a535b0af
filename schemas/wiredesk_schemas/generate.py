"""Write the JSON Schemas of all messages: `python -m wiredesk_schemas.generate [--check]`.

One self-contained file a message, json/<kind>.v<version>.schema.json, JSON Schema 2020-12, open for further fields.
With --check nothing is written; exit code 1 names the files that are stale.
"""

import json
import sys
from pathlib import Path
from typing import Any

import msgspec

from wiredesk_schemas.article import ArticleOutcome, CleanArticle, DuplicateArticle, LinkedArticle, RawArticle
from wiredesk_schemas.codec import encode, parse
from wiredesk_schemas.examples import EXAMPLES
from wiredesk_schemas.meeting import ArticleReports, Correction, MeetingAnnounced
from wiredesk_schemas.topic import TopicMentioned

FOLDER = Path(__file__).parent / "json"

MESSAGES: tuple[type, ...] = (
    RawArticle,
    CleanArticle,
    LinkedArticle,
    DuplicateArticle,
    ArticleReports,
    MeetingAnnounced,
    TopicMentioned,
    ArticleOutcome,
    Correction,
)


def json_schema(message_type: type) -> dict[str, Any]:
    """The JSON Schema of a message type, with an example."""
    kind, version = message_type.kind, getattr(message_type, "version", 1)  # type: ignore[attr-defined]  # all MESSAGES have one
    schema = msgspec.json.schema(message_type, ref_template="#/$defs/{name}")
    return {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "$id": f"urn:{kind.replace('.', ':')}:v{version}",
        **schema,
        # Events of plug-ins have no example here.
        **({"examples": [parse(encode(EXAMPLES[message_type]))]} if message_type in EXAMPLES else {}),
    }


def schema_files() -> dict[Path, str]:
    """Every schema file and what it has to hold."""
    files = {}
    for message_type in MESSAGES:
        kind, version = message_type.kind, getattr(message_type, "version", 1)  # type: ignore[attr-defined]  # see above
        name = f"{kind.removeprefix('wiredesk.')}.v{version}.schema.json"
        files[FOLDER / name] = json.dumps(json_schema(message_type), indent=2, ensure_ascii=False) + "\n"
    return files


def stale_files() -> list[Path]:
    """Schema files that are not what the types say, or that no type has."""
    files = schema_files()
    stale = [path for path, text in files.items() if not path.exists() or path.read_text("utf-8") != text]
    return stale + [path for path in sorted(FOLDER.glob("*.json")) if path not in files]


def main(arguments: list[str]) -> int:
    """Write or check; the exit code."""
    if arguments == ["--check"]:
        stale = stale_files()
        for path in stale:
            print(f"stale: {path.name}; run: python -m wiredesk_schemas.generate", file=sys.stderr)
        return 1 if stale else 0
    if arguments:
        print(f"expected no argument or --check, got {' '.join(arguments)!r}", file=sys.stderr)
        return 2
    FOLDER.mkdir(exist_ok=True)
    for path in stale_files():
        path.unlink(missing_ok=True)
    for path, text in schema_files().items():
        path.write_text(text, "utf-8")
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
