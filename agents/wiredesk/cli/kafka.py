"""`wiredesk kafka apply | check`: the topology on a broker."""

from typing import Annotated

import typer

from wiredesk.cli._setup import AsJson, Brokers, Config

app = typer.Typer(no_args_is_help=True, rich_markup_mode=None, help="Put wiredesk's topics on a broker, or check them.")


@app.command()
def apply(
    brokers: Brokers = None,
    config: Config = None,
    json: AsJson = False,
    dry_run: Annotated[bool, typer.Option("--dry-run", help="Only tell what would be done.")] = False,
) -> None:
    """Create what is missing and correct settings that differ. Safe to repeat; removes nothing."""
    from wiredesk.app import needed_topics
    from wiredesk.cli._setup import settings_of
    from wiredesk.kafka import admin

    settings = settings_of(config, brokers=brokers)
    topics = needed_topics(settings)
    differences = (admin.find_differences if dry_run else admin.apply)(settings, topics)
    _print(
        differences,
        as_json=json,
        done=("would make", "would change") if dry_run else ("made", "changed"),
        total=len(topics),
    )


@app.command()
def check(brokers: Brokers = None, config: Config = None, json: AsJson = False) -> None:
    """Tell where the broker differs from the topology; exit code 1 when it does."""
    from wiredesk.app import needed_topics
    from wiredesk.cli._setup import settings_of
    from wiredesk.kafka import admin

    settings = settings_of(config, brokers=brokers)
    topics = needed_topics(settings)
    differences = admin.find_differences(settings, topics)
    _print(differences, as_json=json, done=("missing", "differs"), total=len(topics))
    if differences:
        raise typer.Exit(1)


@app.command()
def asyncapi(config: Config = None) -> None:
    """Print the AsyncAPI 3 document of the topics that producers write and subscribers read, plug-ins' included."""
    from wiredesk import __version__
    from wiredesk.app import needed_topics
    from wiredesk.cli._setup import settings_of
    from wiredesk.topology import ARTICLES, RAW, full_name
    from wiredesk_schemas import encode
    from wiredesk_schemas.asyncapi import Channel, describe

    settings = settings_of(config)
    channels = [
        Channel(
            address=full_name(topic, settings.topic_prefix),
            message_type=topic.holds,
            key=topic.key,
            partitions=topic.partitions or settings.partitions,
            cleanup=topic.cleanup,
            retention_ms=-1 if topic.retention_s is None else topic.retention_s * 1000,
            sends=topic is not RAW,
        )
        for topic in needed_topics(settings)
        if topic.holds is not None and (topic not in ARTICLES or topic is RAW or "subscribers" in topic.readers)
    ]
    typer.echo(encode(describe(channels, version=__version__, servers=settings.brokers)).decode())


@app.command()
def topics(config: Config = None, json: AsJson = False) -> None:
    """Print the map: every topic, its key, partitions, retention, who writes and who reads."""
    from wiredesk.app import needed_topics
    from wiredesk.cli._setup import settings_of
    from wiredesk.topology import full_name
    from wiredesk_schemas import encode

    settings = settings_of(config)
    for topic in needed_topics(settings):
        told = {
            "topic": full_name(topic, settings.topic_prefix),
            "partitions": topic.partitions or settings.partitions,
            "key": topic.key,
            "holds": topic.holds.__name__ if topic.holds else None,
            "writers": topic.writers,
            "readers": topic.readers,
            **topic.config(),
        }
        if json:
            typer.echo(encode(told).decode())
        else:
            typer.echo(
                f"{told['topic']:<42} {told['partitions']:>3} x {topic.cleanup:<15} {topic.key:<34} "
                f"{', '.join(topic.writers)} -> {', '.join(topic.readers)}"
            )


def _print(differences: list, *, as_json: bool, done: tuple[str, str], total: int) -> None:  # type: ignore[type-arg]
    from wiredesk_schemas import encode

    if as_json:
        typer.echo(encode({"topics": total, "differences": differences}).decode())
        return
    for difference in differences:
        is_missing = difference.field == "topic"
        typer.echo(f"{done[0]}: {difference.topic}" if is_missing else f"{done[1]}: {difference}")
    if not differences:
        typer.echo(f"all {total} topics are as they should be")
