"""Logs: lines of JSON in production, readable ones on a terminal, always on standard error.

Libraries that log through the standard library (Faust, aiokafka) come out in the same shape. Never the text of an
article; values from outside are cut, and JSON keeps line breaks in them from forging lines.
"""

import logging
import sys
from typing import Any

import structlog

from wiredesk.settings import Settings

MAX_VALUE_CHARS = 500
NOISY = (
    "aiokafka",
    "faust",
    "mode",
    "asyncio",
    "kafka",
    "pebble",
    "wiredesk.kafka.transport",
    "wiredesk.stages._faust",
)
"""The last two are classes of ours that Faust logs the starting and stopping of."""


def configure_logs(settings: Settings, *, quiet: bool = False) -> None:
    """Set up logging for this process; `quiet` leaves out all but errors."""
    as_json = settings.log_format == "json" or (settings.log_format == "auto" and not sys.stderr.isatty())
    level = logging.ERROR if quiet else getattr(logging, settings.log_level.upper())
    shared: list[Any] = [
        structlog.contextvars.merge_contextvars,
        structlog.processors.add_log_level,
        structlog.processors.TimeStamper(fmt="iso", utc=True),
        _cut_long_values,
    ]
    renderer = structlog.processors.JSONRenderer() if as_json else structlog.dev.ConsoleRenderer()
    structlog.configure(
        processors=[
            *shared,
            structlog.processors.format_exc_info,
            structlog.stdlib.ProcessorFormatter.wrap_for_formatter,
        ],
        logger_factory=structlog.stdlib.LoggerFactory(),
        wrapper_class=structlog.make_filtering_bound_logger(level),
        cache_logger_on_first_use=False,
    )
    handler = logging.StreamHandler(sys.stderr)
    handler.setFormatter(
        structlog.stdlib.ProcessorFormatter(
            foreign_pre_chain=shared,
            processors=[structlog.stdlib.ProcessorFormatter.remove_processors_meta, renderer],
        )
    )
    root = logging.getLogger()
    root.handlers[:] = [handler]
    root.setLevel(level)
    for name in NOISY:
        # Faust and aiokafka tell each rebalance and recovery at length; what matters of it, wiredesk tells itself.
        # Its complaints while a crashed app is taken down say nothing that the reason of the crash does not.
        logging.getLogger(name).setLevel(logging.CRITICAL if quiet else logging.WARNING)


def _cut_long_values(_: Any, __: str, event: Any) -> Any:
    for key, value in event.items():
        if isinstance(value, str) and len(value) > MAX_VALUE_CHARS:
            event[key] = value[:MAX_VALUE_CHARS] + "..."
    return event
