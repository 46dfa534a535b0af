"""`wiredesk plugins`: which are installed, whether one is fit, and a new one to start from."""

import keyword
import re
from importlib.resources import files
from pathlib import Path
from string import Template
from typing import Annotated, Any

import typer

from wiredesk.cli._setup import AsJson, Config

app = typer.Typer(
    add_completion=False,
    rich_markup_mode=None,
    no_args_is_help=True,
    help="Enrichers, consumers and sinks: wiredesk's own and those of others, by name.",
)
LOOKS = {
    "consumer": "    # the worker's log tells of each meeting",
    "enricher": "    wiredesk tail {name}.court-ruling --from-start",
    "sink": "    cat mentions.csv",
}
KINDS = {"consumer": "tell_of_changes", "enricher": "find_rulings", "sink": "MentionsFile"}


@app.command("list")
def list_plugins(config: Config = None, json: AsJson = False) -> None:
    """What is installed, and what is enabled.

    Enabled is what WIREDESK_ENRICHERS, WIREDESK_CONSUMERS and WIREDESK_SINKS name. Columns: kind, name, enabled or not,
    package, and where the object is.
    """
    from wiredesk.cli._setup import settings_of
    from wiredesk.plugins import CONSUMERS, ENRICHERS, SINKS, find_installed
    from wiredesk_schemas import encode

    settings = settings_of(config)
    enabled = {ENRICHERS: settings.enrichers, CONSUMERS: settings.consumers, SINKS: settings.sinks}
    for group, names in enabled.items():
        for found in find_installed(group):
            kind = group.rpartition(".")[2].removesuffix("s")
            is_on = found.name in names
            if json:
                told = {
                    "kind": kind,
                    "name": found.name,
                    "package": found.package,
                    "target": found.target,
                    "enabled": is_on,
                }
                typer.echo(encode(told).decode())
            else:
                typer.echo(
                    f"{kind:<9} {found.name:<20} {'enabled' if is_on else '':<8} {found.package}  {found.target}"
                )


@app.command()
def check(
    name: Annotated[str, typer.Argument(help="Name of an installed plug-in, as list prints it.")],
    kind: Annotated[str | None, typer.Option(help="consumer, enricher or sink, where the name is not unique.")] = None,
) -> None:
    """Hold a plug-in against what wiredesk expects.

    Odd texts, exact quotes, the same for the same, the right shape.

    Of a sink only its shape is checked, since it would write to where it is set up to: test it with
    wiredesk.testing.check_sink.
    """
    from wiredesk.plugins import PluginError, find_installed

    groups = [f"wiredesk.{kind}s"] if kind else [f"wiredesk.{word}s" for word in KINDS]
    found = [p for group in groups for p in find_installed(group) if p.name == name]
    if len(found) != 1:
        others = ", ".join(p.name for group in groups for p in find_installed(group))
        told = (
            f"{len(found)} plug-ins are named {name!r}: give --kind"
            if found
            else f"no plug-in named {name!r} is installed; there are {others}"
        )
        typer.echo(told, err=True)
        raise typer.Exit(2)
    try:
        _check(found[0].group, name)
    except AssertionError as e:
        typer.echo(f"{name}: {e}", err=True)
        raise typer.Exit(1) from e
    except PluginError as e:
        typer.echo(str(e), err=True)
        raise typer.Exit(1) from e
    typer.echo(f"{name}: fit to be enabled")


def _check(group: str, name: str) -> None:
    from wiredesk.plugins import CONSUMERS, ENRICHERS, load_plugin
    from wiredesk.testing import check_consumer, check_enricher

    plugin: Any = load_plugin(group, name)
    if group == ENRICHERS:
        check_enricher(plugin)
    elif group == CONSUMERS:
        check_consumer(plugin)
    else:
        missing = [word for word in ("accepts", "open", "write", "close") if not hasattr(plugin, word)]
        if missing or not isinstance(plugin, type):
            raise AssertionError(
                f"a sink is a class with accepts, open, write and close; missing: {', '.join(missing)}"
            )


@app.command()
def new(
    name: Annotated[str, typer.Argument(help="Name of the plug-in: a-z, 0-9 and -.")],
    kind: Annotated[str, typer.Option(help="consumer, enricher or sink.")],
    folder: Annotated[Path | None, typer.Option(help="Where to write it; default: a folder of its name here.")] = None,
) -> None:
    """Write a small project that passes its tests.

    Then make it yours: docs/write_a_plugin.md goes through it.

    Example: wiredesk plugins new acme-rulings --kind enricher
    """
    if kind not in KINDS:
        raise typer.BadParameter(f"expected consumer, enricher or sink, got {kind!r}", param_hint="--kind")
    package = name.replace("-", "_")
    if not re.fullmatch(r"[a-z][a-z0-9-]{0,39}", name) or keyword.iskeyword(package):
        raise typer.BadParameter(f"expected a-z, 0-9 and -, beginning with a letter, got {name!r}", param_hint="NAME")
    target = folder or Path(name)
    if target.exists() and any(target.iterdir()):
        typer.echo(f"{target} is not empty: name another --folder", err=True)
        raise typer.Exit(1)
    words = {
        "name": name,
        "NAME": package.upper(),
        "package": package,
        "kind": kind,
        "KIND": kind.upper(),
        "object": KINDS[kind],
        "title": name.replace("-", " ").capitalize(),
        "enable": f"meetings,topics,{name}" if kind == "enricher" else name,
        "options": f"    export WIREDESK_SINK_{package.upper()}_PATH=mentions.csv\n" if kind == "sink" else "",
        "look": LOOKS[kind].format(name=name),
        "role": "enrich" if kind == "enricher" else f"{kind}-{name}",
    }
    written = {
        "pyproject.toml.txt": target / "pyproject.toml",
        "README.md.txt": target / "README.md",
        f"{kind}.py.txt": target / package / "__init__.py",
        f"test_{kind}.py.txt": target / "tests" / f"test_{package}.py",
    }
    starters = files("wiredesk.starters")
    for starter, path in written.items():
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(Template(starters.joinpath(starter).read_text("utf-8")).substitute(words), "utf-8")
    typer.echo(f"{target} is written; its README has the next steps:")
    typer.echo(f"  cd {target} && pip install -e . pytest pytest-asyncio && pytest")
