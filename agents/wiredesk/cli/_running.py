"""The work of `wiredesk run`: an embedded broker, the agents in this thread, feeding and collecting in another.

In a large run some of the agents are in processes of their own (`wiredesk.cli._apart`) that connect to the same broker.

Interrupted, it says what was done and what was not. It ends when every article has its outcome, which reconcile writes
last; so nothing of a report is still on its way.
"""

import asyncio
import signal
import sys
import threading
import time
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any

import uvloop
from rich.console import Console
from rich.progress import Progress, SpinnerColumn, TextColumn, TimeElapsedColumn

from wiredesk.app import needed_topics, work
from wiredesk.cli._apart import StageApart
from wiredesk.cli._inputs import Refused, read_articles
from wiredesk.cli._pushing import records_of
from wiredesk.cli._results import Results
from wiredesk.cli._run_settings import run_settings
from wiredesk.cli._summary import count_words, summary_lines
from wiredesk.kafka.clients import BrokerError
from wiredesk.kafka.embedded import FETCH_WAIT_MS, LARGEST_BYTES, EmbeddedBroker
from wiredesk.kafka.feed import Feeder
from wiredesk.logs import configure_logs
from wiredesk.plugins import PluginError
from wiredesk.settings import Settings
from wiredesk.topology import (
    DEAD_LETTERS,
    DUPLICATE,
    MEETINGS,
    OUTCOME,
    STAGES,
    TOPICS_MENTIONED,
    full_name,
)
from wiredesk.wording import parties_words, when_words
from wiredesk_schemas import encode

RESULTS = (OUTCOME, MEETINGS, TOPICS_MENTIONED, DUPLICATE, DEAD_LETTERS)
INTERRUPTED = 130


def run_embedded(paths: list[str], *, out: Path | None, as_json: bool, apart: Sequence[StageApart] = ()) -> int:
    """Do it all; the exit code. BrokerError when nothing could be sent."""
    started = time.monotonic()
    results = Results(out or _fresh_folder())
    errors = Console(stderr=True)
    with EmbeddedBroker() as broker:
        settings = _settings(broker.address)
        configure_logs(settings, quiet=True)
        topics = needed_topics(settings)
        broker.create(full_name(topic, settings.topic_prefix) for topic in topics)
        feeder = Feeder(settings, _encoded(paths, results, errors), RESULTS, results.take)
        failure = _work(settings, feeder, results, errors, apart)
    results.close()
    seconds = time.monotonic() - started
    progress = feeder.progress
    if isinstance(failure, BrokerError) and not progress.sent:
        raise failure
    if as_json:
        _print_json(results, seconds, sent=progress.sent)
    else:
        console = Console(highlight=False, soft_wrap=True)
        for line in summary_lines(results, seconds, sent=progress.sent):
            console.print(line)
    if failure is None:
        return 1 if not progress.sent and results.outcomes["refused"] else 0
    left = progress.sent - progress.finished
    rest = "the input was read to its end" if progress.input_ended else "the rest of the input was not read"
    errors.print(
        f"[bold red]{'interrupted' if failure is _INTERRUPT else 'stopped'}[/]: {progress.finished:,} of "
        f"{progress.sent:,} articles sent are done; {left:,} were on their way, and their events are not, or not all, "
        f"in the files; {rest}",
        soft_wrap=True,
    )
    if failure is _INTERRUPT:
        return INTERRUPTED
    errors.print(f"because: {failure}", markup=False, highlight=False, soft_wrap=True)
    return 1


_INTERRUPT = KeyboardInterrupt()


def _settings(address: str) -> Settings:
    """Those of a run on this broker; one partition keeps the order."""
    return run_settings(
        brokers=address,
        partitions=1,
        fetch_wait_ms=FETCH_WAIT_MS,
        check_topics=False,
        stop_after_rejects=10**9,  # a folder of broken files is no outage
    )


def _work(
    settings: Settings, feeder: Feeder, results: Results, errors: Console, apart: Sequence[StageApart]
) -> BaseException | None:
    """Run agents, feeder and progress bar until done; what went wrong, or None."""
    failures: list[BaseException] = []

    async def main() -> None:
        loop = asyncio.get_running_loop()
        stop = asyncio.Event()

        def end() -> None:
            feeder.stop.set()
            for each in apart:
                each.stop()
            stop.set()

        def interrupt() -> None:
            # Where it reaches the processes of stages too, they may have ended of it before.
            failures.insert(0, _INTERRUPT)
            end()

        for number in (signal.SIGINT, signal.SIGTERM):
            loop.add_signal_handler(number, interrupt)

        def fail(reason: str) -> None:
            failures.append(BrokerError(reason))
            loop.call_soon_threadsafe(end)

        def feed() -> None:
            try:
                for each in apart:
                    each.wait_until_ready()
                feeder.run()
            except Exception as e:  # noqa: BLE001 - handed to the main thread, which tells it
                failures.append(e)
            finally:
                loop.call_soon_threadsafe(end)

        for each in apart:
            each.begin(settings, fail)
        here = [stage for stage in STAGES if all(stage != each.stage for each in apart)]
        thread = threading.Thread(target=feed, name="feed", daemon=True)
        crash: BaseException | None = None
        try:
            crash = await work(settings, here, stop, on_ready=thread.start, forbid_rebalance=True)
        except (BrokerError, PluginError) as e:
            crash = e
        finally:
            end()
            for each in apart:
                await asyncio.to_thread(each.close)
        if crash is not None:
            failures.insert(0, crash)
        if thread.ident is not None:
            await asyncio.to_thread(thread.join, 10)

    with _bar(feeder, results, errors):
        uvloop.run(main())
    return failures[0] if failures else None


def _bar(feeder: Feeder, results: Results, errors: Console) -> Any:
    """A progress line on a terminal, fed by its own refresh; elsewhere nothing."""

    class _Counts(TextColumn):
        def __init__(self) -> None:
            super().__init__("")

        def render(self, task: Any) -> Any:
            done, sent = feeder.progress.finished, feeder.progress.sent
            rate = done / max(task.elapsed or 0.0, 0.001)
            self.text_format = f"{done:,} of {sent:,} articles · {rate:,.0f}/s · {len(results.meetings):,} meetings · "
            self.text_format += f"{sum(results.topics.values()):,} topics · {results.outcomes['rejected']:,} rejected"
            return super().render(task)

    bar = Progress(SpinnerColumn(), _Counts(), TimeElapsedColumn(), console=errors, transient=True)
    bar.disable = not errors.is_terminal
    bar.add_task("")
    return bar


def _encoded(paths: list[str], results: Results, errors: Console) -> Iterator[tuple[bytes | None, bytes]]:
    """Key and bytes of each article; what cannot be a record is noted as rejected."""
    for record in records_of(read_articles(paths)):
        if not isinstance(record, Refused) and len(record[1]) > LARGEST_BYTES:
            told = f"expected at most {LARGEST_BYTES:,} bytes, got {len(record[1]):,}; a real Kafka takes more"
            record = Refused("article", None, "too-large", told, record[1][:1000])
        if isinstance(record, Refused):
            errors.print(str(record), style="red", markup=False, highlight=False, soft_wrap=True)
            shown = record.data.decode("utf-8", "replace")
            results.reject(path=record.path, line=record.line, reason=record.reason, error=record.detail, record=shown)
        else:
            yield record


def _fresh_folder() -> Path:
    """./wiredesk-out, or the first of -2, -3 ... that does not exist: nobody's earlier run is written over."""
    folder, number = Path("wiredesk-out"), 1
    while folder.exists():
        number += 1
        folder = Path(f"wiredesk-out-{number}")
    return folder


def _print_json(results: Results, seconds: float, *, sent: int) -> None:
    told = {
        "records": sent + results.outcomes["refused"],
        "outcomes": dict(results.outcomes),
        "reasons": dict(results.reasons),
        "copies": dict(results.copies),
        "meetings": [
            {"meeting_id": m.meeting_id, "when": when_words(m.when), "who": parties_words(m), "change": m.change}
            for m, _ in results.current()
        ],
        "topics": {topic: count for topic, count in results.topics.most_common() if count > 0},
        "seconds": round(seconds, 3),
        "folder": str(results.folder),
        "summary": count_words(results, sent=sent),
    }
    sys.stdout.buffer.write(encode(told) + b"\n")
    sys.stdout.buffer.flush()
