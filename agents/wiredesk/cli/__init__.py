"""The `wiredesk` command: one module for each command, imported only when it is called.

Data goes to standard output, logs and progress to standard error. Exit codes: 0 done, 1 failed, 2 wrong usage,
130 interrupted.
"""

import sys
from importlib import import_module
from importlib.util import find_spec
from typing import Annotated, Any

import typer
from typer.core import TyperGroup

import wiredesk
from wiredesk.extras import find_extra, install_words

COMMANDS: dict[str, str] = {
    "run": "Try it: articles through the whole pipeline, no Kafka to install.",
    "extract": "What each article says for itself: meetings and topics, offline.",
    "clean": "The clean text of raw articles, offline.",
    "copies": "Which articles are copies of which, offline.",
    "explain": "Why an article gave the events it gave, offline.",
    "worker": "Run stages on Kafka.",
    "push": "Send articles to Kafka.",
    "poll": "Fetch feeds and send their articles to Kafka.",
    "gateway": "Take articles by HTTP.",
    "tail": "Watch events, outcomes or dead letters as they come.",
    "sink": "Run one sink: a database, files, a webhook, a calendar file.",
    "desk": "The diary as a page, a calendar feed and a JSON API.",
    "correct": "Put right what the diary has wrong.",
    "dead_letters": "List, show and replay dead letters.",
    "audit": "Account for every record.",
    "status": "How far each stage is.",
    "replay": "Read kept articles again.",
    "forget": "Take an article down everywhere.",
    "kafka": "Put the topics on a broker, or check them.",
    "watchlist": "Try a watchlist on articles.",
    "plugins": "Which plug-ins are installed, and which enabled.",
    "config": "Show the settings.",
    "bench": "Measure.",
}
"""In the order in which a newcomer needs them. A command that is not part of this installation is left out."""


class _Commands(TyperGroup):
    """Finds a command's module by its name when it is asked for."""

    def list_commands(self, ctx: Any) -> list[str]:
        return [name.replace("_", "-") for name in COMMANDS if find_spec(f"wiredesk.cli.{name}")]

    def get_command(self, ctx: Any, cmd_name: str) -> Any:
        name = cmd_name.replace("-", "_")
        if name not in COMMANDS or find_spec(f"wiredesk.cli.{name}") is None:
            return None
        module = import_module(f"wiredesk.cli.{name}")
        group = getattr(module, "app", None)
        if isinstance(group, typer.Typer):
            command: Any = typer.main.get_group(group)
        else:
            single = typer.Typer(add_completion=False, rich_markup_mode=None)
            single.command(cmd_name)(getattr(module, name))
            command = typer.main.get_command(single)
        command.name = cmd_name
        command.short_help = COMMANDS[name]
        return command


app = typer.Typer(
    cls=_Commands,
    name="wiredesk",
    no_args_is_help=True,
    rich_markup_mode=None,
    help="Raw news articles in; announced meetings and mentioned topics out, over Kafka.\n\n"
    "Start with: wiredesk run examples/wire",
)


def _show_version(wanted: bool) -> None:
    if wanted:
        typer.echo(f"wiredesk {wiredesk.__version__}")
        raise typer.Exit


@app.callback()
def _options(
    version: Annotated[
        bool, typer.Option("--version", callback=_show_version, is_eager=True, help="Print the version.")
    ] = False,
) -> None:
    pass


def main() -> None:
    """The console script: a fault that a user can mend is one message and exit code 1, never a traceback."""
    try:
        app(prog_name="wiredesk")
    except BrokenPipeError:
        # `wiredesk tail | head`: the reader has what it wanted.
        sys.stderr.close()
        sys.exit(0)
    except ModuleNotFoundError as e:
        extra = find_extra(e, next((word for word in sys.argv[1:] if not word.startswith("-")), ""))
        if extra is None:
            raise
        typer.echo(f"wiredesk: this command needs more than is installed: {install_words(extra)}", err=True)
        sys.exit(1)
    except KeyboardInterrupt:
        sys.exit(130)
    except Exception as e:
        if type(e).__name__ not in EXPECTED:
            raise
        typer.echo(f"wiredesk: {e}", err=True)
        sys.exit(1)


EXPECTED = frozenset(
    {
        "AuditError",
        "BrokerError",
        "PluginError",
        "RoleError",
        "SettingsError",
        "SourcesError",
        "VocabularyError",
        "WatchlistError",
    }
)
"""By name, so that none of their modules need be imported to print `--version`."""
