"""Enrichers, consumers and sinks by name, from the entry points of installed packages.

Groups: `wiredesk.enrichers`, `wiredesk.consumers`, `wiredesk.sinks`; wiredesk's own use the same door. Installed is not
enabled: the operator lists names (WIREDESK_ENRICHERS=meetings,topics). Refused at start, naming what is installed: an
unknown name, an object of the wrong type, one that cannot be imported, two enrichers of one event kind from different
types. Nothing is imported that is not enabled.
"""

import inspect
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from importlib.metadata import EntryPoint, entry_points
from typing import Any

from wiredesk.api import Consumer, Enricher, Sink
from wiredesk.extras import find_extra, install_words
from wiredesk.settings import Settings
from wiredesk_schemas import Event

ENRICHERS = "wiredesk.enrichers"
CONSUMERS = "wiredesk.consumers"
SINKS = "wiredesk.sinks"


class PluginError(Exception):
    """A plug-in that is asked for cannot be had."""


@dataclass(frozen=True, slots=True)
class Installed:
    """A plug-in that is there, whether enabled or not."""

    group: str
    name: str
    target: str
    package: str


def find_installed(group: str) -> tuple[Installed, ...]:
    """All plug-ins of a group, by name."""
    found = sorted(entry_points(group=group), key=lambda point: point.name)
    return tuple(Installed(group, p.name, p.value, p.dist.name if p.dist else "?") for p in found)


def load_enrichers(settings: Settings) -> dict[str, Enricher[Any]]:
    """The enabled enrichers, in the order of the setting."""
    enrichers: dict[str, Enricher[Any]] = {}
    kinds: dict[tuple[str, int], type] = {}
    for name in settings.enrichers:
        enricher = load_plugin(ENRICHERS, name)
        if not isinstance(enricher, Enricher):
            raise PluginError(
                f"enricher {name!r} is a {type(enricher).__name__}: decorate it with @wiredesk.api.enricher(emits=...)"
            )
        if issubclass(enricher.emits, Event):
            kind = (enricher.emits.kind, enricher.emits.version)
            if kinds.setdefault(kind, enricher.emits) is not enricher.emits:
                raise PluginError(f"enricher {name!r} emits {kind[0]}.v{kind[1]}, which another type already is")
        enrichers[name] = enricher
    return enrichers


def load_consumers(settings: Settings) -> dict[str, Consumer[Any]]:
    """The enabled consumers."""
    consumers = {}
    for name in settings.consumers:
        found = load_plugin(CONSUMERS, name)
        if not isinstance(found, Consumer):
            raise PluginError(
                f"consumer {name!r} is a {type(found).__name__}: decorate it with @wiredesk.api.consumer(accepts=...)"
            )
        consumers[name] = found
    return consumers


def load_sinks(settings: Settings) -> dict[str, Sink[Any]]:
    """The enabled sinks, each built with its options."""
    sinks = {}
    for name in settings.sinks:
        sink_type = load_plugin(SINKS, name)
        options = settings.options_of("sink", name)
        try:
            sink = sink_type(**options)
        except TypeError as e:
            told = ", ".join(sorted(options)) or "none"
            asked = ", ".join(_option_words(sink_type, name)) or "none"
            raise PluginError(
                f"sink {name!r} cannot be built with the options given ({told}): {e}; it takes {asked}"
            ) from e
        if not isinstance(sink, Sink):
            raise PluginError(f"sink {name!r} is a {type(sink).__name__}: it needs accepts, open, write and close")
        sinks[name] = sink
    return sinks


def accepted_types(accepts: Any) -> tuple[type[Event], ...]:
    """What a sink or consumer accepts, as a tuple of event types."""
    return tuple(accepts) if isinstance(accepts, tuple | list) else (accepts,)


def emitted_types(enrichers: Iterable[Enricher[Any]]) -> tuple[type[Event], ...]:
    """The event types that enrichers emit (reports of meetings are no events)."""
    return tuple(enricher.emits for enricher in enrichers if issubclass(enricher.emits, Event))


def _option_words(sink_type: Any, name: str) -> Iterator[str]:
    """The variables that a sink's options are read from, as its constructor names them."""
    try:
        parameters = inspect.signature(sink_type).parameters.values()
    except (TypeError, ValueError):  # a class without a signature
        return
    for parameter in parameters:
        if parameter.kind in (parameter.POSITIONAL_OR_KEYWORD, parameter.KEYWORD_ONLY):
            variable = f"WIREDESK_SINK_{name.replace('-', '_')}_{parameter.name}".upper()
            yield variable + (" (required)" if parameter.default is parameter.empty else "")


def load_plugin(group: str, name: str) -> Any:
    """The object behind a name. Raises PluginError when there is none, or when it cannot be imported."""
    points: dict[str, EntryPoint] = {point.name: point for point in entry_points(group=group)}
    word = group.rpartition(".")[2].removesuffix("s")
    if name not in points:
        raise PluginError(f"no {word} named {name!r}; installed: {', '.join(sorted(points)) or 'none'}")
    try:
        return points[name].load()
    except ModuleNotFoundError as e:
        extra = find_extra(e)
        hint = f": {install_words(extra)}" if extra else ""
        raise PluginError(f"{word} {name!r} needs the module {e.name!r}, which is not installed{hint}") from e
    except Exception as e:
        raise PluginError(f"{word} {name!r} ({points[name].value}) cannot be imported: {e!r}") from e
