"""`wiredesk config show`: the settings in force."""

import typer

from wiredesk.cli._setup import AsJson, Config

app = typer.Typer(no_args_is_help=True, rich_markup_mode=None, help="Show the settings.")


@app.callback()
def _group() -> None:
    pass


@app.command()
def show(config: Config = None, json: AsJson = False) -> None:
    """Print every setting with its value, secrets masked.

    A setting is WIREDESK_<NAME> in the environment, or its name in the TOML file; a secret may be given as
    WIREDESK_<NAME>_FILE, the path of a file that holds it.
    """
    from wiredesk.cli._setup import settings_of
    from wiredesk.settings import shown
    from wiredesk_schemas import encode

    values = shown(settings_of(config))
    if json:
        typer.echo(encode(values).decode())
        return
    for name, value in values.items():
        typer.echo(f"{name:<24} {'' if value is None else value}")
