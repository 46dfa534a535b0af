"""`wiredesk forget`: take an article down."""

from datetime import UTC, datetime
from typing import Annotated

import typer

from wiredesk.cli._setup import Brokers, Config


def forget(
    article_id: Annotated[str, typer.Argument(metavar="ARTICLE_ID", help="As it stands in events and outcomes.")],
    brokers: Brokers = None,
    config: Config = None,
) -> None:
    """Withdraw everything that an article said: meetings that rest on it alone, and its topics.

    Sinks and subscribers get the withdrawals like any other change. Its text leaves the article topics when their
    retention ends (raw 7 days, clean 2, linked 7); pushed again, it is recognised as a repetition and stays down.
    """
    from wiredesk.cli._setup import settings_of
    from wiredesk.kafka.again import take_down

    if not article_id.strip():
        raise typer.BadParameter("expected an article's id, got nothing", param_hint="ARTICLE_ID")
    take_down(
        settings_of(config, brokers=brokers), article_id, f"forget:{datetime.now(UTC):%Y%m%dT%H%M%S.%f}:{article_id}"
    )
    typer.echo(f"whatever {article_id!r} said is withdrawn as soon as enrich and reconcile read this")
