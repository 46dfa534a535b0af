"""`wiredesk correct`: put right what the diary has wrong. Who decided and why is kept with the meeting.

A correction stands in the compacted topic `corrections` under its id until it is taken back; reconcile obeys it, also
for reports that come later, and it survives replays. An id that the broker holds nothing of is refused (exit code 2).
"""

import getpass
import uuid
from datetime import UTC, datetime
from typing import TYPE_CHECKING, Annotated, Any

import typer

from wiredesk.cli._setup import Brokers, Config, settings_of
from wiredesk.settings import Settings

if TYPE_CHECKING:
    from wiredesk_schemas import Correction

app = typer.Typer(no_args_is_help=True, add_completion=False, rich_markup_mode=None, help=__doc__)

Meeting = Annotated[str, typer.Argument(metavar="MEETING_ID", help="meeting_id, as in any of its events.")]
Why = Annotated[str, typer.Option(help="The reason, for all to read.")]
Who = Annotated[str | None, typer.Option(help="Who decided; the name of the login when left out.")]
Anyway = Annotated[bool, typer.Option("--anyway", help="Also when the broker holds nothing of this id.")]


@app.command()
def merge(
    meeting_id: Meeting,
    into: Annotated[str, typer.Argument(metavar="INTO", help="The meeting that it is.")],
    why: Why,
    who: Who = None,
    anyway: Anyway = False,
    brokers: Brokers = None,
    config: Config = None,
) -> None:
    """Two meetings are one: MEETING_ID goes into INTO."""
    _send(_decided("merge", meeting_id, who, why, into=into), settings_of(config, brokers=brokers), anyway=anyway)


@app.command()
def split(
    meeting_id: Meeting,
    articles: Annotated[list[str], typer.Argument(metavar="ARTICLE_ID...", help="Articles that speak of another.")],
    why: Why,
    who: Who = None,
    anyway: Anyway = False,
    brokers: Brokers = None,
    config: Config = None,
) -> None:
    """One meeting is two: the reports of these articles leave MEETING_ID and become one of their own."""
    _send(
        _decided("split", meeting_id, who, why, articles=tuple(articles)),
        settings_of(config, brokers=brokers),
        anyway=anyway,
    )


@app.command()
def retract(
    meeting_id: Meeting,
    why: Why,
    who: Who = None,
    anyway: Anyway = False,
    brokers: Brokers = None,
    config: Config = None,
) -> None:
    """There is no such meeting: it is withdrawn and stays so."""
    _send(_decided("retract", meeting_id, who, why), settings_of(config, brokers=brokers), anyway=anyway)


@app.command("set")
def set_values(
    meeting_id: Meeting,
    values: Annotated[
        list[str], typer.Argument(metavar="FIELD=VALUE...", help="As in the event; VALUE is JSON or a word.")
    ],
    why: Why,
    who: Who = None,
    anyway: Anyway = False,
    brokers: Brokers = None,
    config: Config = None,
) -> None:
    """Fields win over what sources say.

    wiredesk correct set MEETING_ID status=cancelled --why "phoned the ministry"

    wiredesk correct set MEETING_ID 'when={"start": "2026-05-06", "end": "2026-05-06", "precision": "day"}' --why ...
    """
    _send(
        _decided("set", meeting_id, who, why, values=dict(map(_value, values))),
        settings_of(config, brokers=brokers),
        anyway=anyway,
    )


@app.command()
def undo(
    correction_id: Annotated[str, typer.Argument(help="The id that was printed when it was made.")],
    anyway: Anyway = False,
    brokers: Brokers = None,
    config: Config = None,
) -> None:
    """Take a correction back: sources count again."""
    from wiredesk.topology import CORRECTIONS

    settings = settings_of(config, brokers=brokers)
    if not anyway:
        _check_known(settings, "correction", CORRECTIONS, correction_id)
    _put(correction_id, None, settings)
    typer.echo(f"correction {correction_id} is taken back", err=True)


def _decided(action: Any, meeting_id: str, who: str | None, why: str, **fields: Any) -> "Correction":
    """A correction of now, by a person; a wrong one ends the command with exit code 2."""
    from wiredesk.news.life import check_correction
    from wiredesk_schemas import Correction, SchemaError

    correction = Correction(
        correction_id=str(uuid.uuid4()),
        action=action,
        meeting_id=meeting_id,
        who=who if who is not None else _login(),
        why=why,
        at=datetime.now(UTC),
        **fields,
    )
    try:
        check_correction(correction)
    except SchemaError as e:
        typer.echo(f"wiredesk: {e}", err=True)
        raise typer.Exit(2) from e
    return correction


def _login() -> str:
    """Who is logged in here; "" where the machine does not know."""
    try:
        return getpass.getuser()
    except (KeyError, OSError):  # no such user on this machine, as in a container
        return ""


def _value(text: str) -> tuple[str, Any]:
    from wiredesk_schemas import SchemaError, parse

    name, equals, value = text.partition("=")
    if not equals:
        raise typer.BadParameter(f"expected FIELD=VALUE such as status=cancelled, got {text!r}")
    try:
        return name, parse(value.encode())
    except SchemaError:
        if value[:1] in '{["':
            raise typer.BadParameter(f"{name}: expected JSON or a word, got {value[:80]!r}") from None
        return name, value


def _send(correction: "Correction", settings: Settings, *, anyway: bool) -> None:
    from wiredesk.topology import MEETINGS_CURRENT
    from wiredesk_schemas import encode

    if not anyway:
        into = (correction.into,) if correction.into else ()
        _check_known(settings, "meeting", MEETINGS_CURRENT, correction.meeting_id, *into)
    value = encode(correction)
    _put(correction.correction_id, value, settings)
    typer.echo(value.decode())


def _check_known(settings: Settings, what: str, topic: Any, *ids: str) -> None:
    """Exit code 2 when nothing of one of these ids stands in the topic: a slip of the pen would have no effect."""
    from wiredesk.kafka.bounded import find_keys
    from wiredesk.topology import full_name

    name = full_name(topic, settings.topic_prefix)
    known = find_keys(settings, name, ids)
    for unknown in (given for given in ids if given not in known):
        typer.echo(f"wiredesk: no {what} {unknown[:80]!r} in {name}; to send this all the same: --anyway", err=True)
        raise typer.Exit(2)


def _put(correction_id: str, value: bytes | None, settings: Settings) -> None:
    """Write to the topic and wait for the broker; BrokerError when it does not take it."""
    from wiredesk.kafka.bounded import find_spans
    from wiredesk.kafka.confirmed import ConfirmedSender
    from wiredesk.topology import CORRECTIONS, full_name

    find_spans(settings, [full_name(CORRECTIONS, settings.topic_prefix)])  # BrokerError where there is none
    sender = ConfirmedSender(settings)
    sender.send(CORRECTIONS, correction_id.encode(), value)
    sender.settle()
