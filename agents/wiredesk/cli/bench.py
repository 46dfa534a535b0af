"""`wiredesk bench`: how fast wiredesk is on this machine."""

from pathlib import Path
from typing import Annotated

import typer

from wiredesk.cli._setup import AsJson


def bench(
    parts: Annotated[
        list[str] | None,
        typer.Argument(metavar="[PART...]", help="steps, run, pipeline, latency, state; default: all."),
    ] = None,
    articles: Annotated[
        list[str] | None,
        typer.Option(metavar="PATH", help="Measure with these articles instead of invented ones."),
    ] = None,
    count: Annotated[
        int | None, typer.Option(min=60, help="Articles of a run; default: 3000 through the pipeline, 10000 for run.")
    ] = None,
    rounds: Annotated[int, typer.Option(min=1, help="Runs of each kind; medians are told.")] = 3,
    seconds: Annotated[int, typer.Option(min=5, help="How long articles come at 50/s for latency.")] = 40,
    remembered: Annotated[
        list[int] | None, typer.Option(min=1000, help="Articles of state; default: 10000, 100000, 1000000.")
    ] = None,
    brokers: Annotated[str | None, typer.Option(metavar="HOST:PORT", help="Measure on this Kafka.")] = None,
    docs: Annotated[
        Path | None, typer.Option(metavar="FOLDER", help="Write the figures into the pages and img/ of this folder.")
    ] = None,
    earlier: Annotated[
        Path | None, typer.Option("--from", metavar="FILE", help="Measure nothing: take what --json printed earlier.")
    ] = None,
    as_json: AsJson = False,
) -> None:
    """Measure.

    steps: what each pure step costs, by article size. run: `wiredesk run` of 10,000 articles by the clock, with its
    start and end. pipeline: one worker process on a real Kafka - metered by part, the same with nothing read, and the
    same stages in plain aiokafka loops, in turns. latency: raw article to event at 50 articles/s. state: memory and
    recovery. For the last three a Kafka of its own is started unless --brokers names one, which needs a checkout, Java
    and Maven. CPU figures are of the worker alone; other work on the machine still slows them.

    Example: wiredesk bench steps
    """
    from wiredesk.bench.report import PARTS, read_figures, run_bench, tell, write_docs
    from wiredesk.cli._inputs import Refused, read_articles

    chosen = tuple(parts or PARTS)
    if unknown := [part for part in chosen if part not in PARTS]:
        raise typer.BadParameter(f"no part {unknown[0]!r}; there are {', '.join(PARTS)}")
    if earlier is not None:
        figures = read_figures(earlier)
        typer.echo("\n".join(tell(figures)))
        if docs is not None:
            write_docs(figures, docs)
        return
    run_bench(
        chosen,
        given=[raw for raw in read_articles(articles or []) if not isinstance(raw, Refused)],
        count=count,
        rounds=rounds,
        seconds=seconds,
        remembered=tuple(sorted(remembered or (10_000, 100_000, 1_000_000))),
        brokers=brokers,
        docs=docs,
        as_json=as_json,
    )
