"""Known publishers: where they are, what they are, in which language they write.

In: the name or domain that a producer gives, or the URL of an article. Out: its profile, or None.
The packaged `sources.toml` lists agencies, official sites and large outlets; a file of one's own adds to it and wins.
A name is known by any of its spellings there; a URL by its host or the longest known part of it, with its path where
one site has several editions.
"""

import re
import tomllib
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from pathlib import Path
from typing import Any, Literal
from urllib.parse import urlsplit
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

import msgspec

SourceKind = Literal["official", "agency", "outlet"]


class SourcesError(ValueError):
    """The file of sources cannot be read; the text says which entry, what was expected and what came."""


@dataclass(frozen=True, slots=True, kw_only=True)
class SourceProfile:
    """One publisher. `zone`: the IANA zone of the desk that dates its articles, null where there are several."""

    name: str
    kind: SourceKind
    zone: str | None = None
    language: str | None = None
    country: str | None = None
    domains: tuple[str, ...] = ()
    also: tuple[str, ...] = ()


class Sources:
    """Profiles by name and by domain."""

    def __init__(self, profiles: Iterable[SourceProfile]) -> None:
        self._by_name: dict[str, SourceProfile] = {}
        self._by_domain: dict[str, SourceProfile] = {}
        for profile in profiles:
            for name in (profile.name, *profile.also):
                self._by_name[_folded(name)] = profile
            for domain in profile.domains:
                self._by_domain[domain.lower()] = profile

    def find(self, source: str | None, url: str | None) -> SourceProfile | None:
        """The publisher called so, else the one whose site it is; None when unknown."""
        if source:
            if found := self._by_name.get(_folded(source)):
                return found
            if "." in source and (found := self._of_url(source if "://" in source else f"http://{source}")):
                return found
        return self._of_url(url) if url else None

    def __len__(self) -> int:
        """How many spellings of names are known."""
        return len(self._by_name)

    def _of_url(self, url: str) -> SourceProfile | None:
        try:
            parts = urlsplit(url)
            host = (parts.hostname or "").lower().removeprefix("www.")
        except ValueError:
            return None
        first = parts.path.split("/", 2)[1] if parts.path.startswith("/") else ""
        labels = host.split(".")[-6:]
        for n in range(len(labels) - 1):
            domain = ".".join(labels[n:])
            if found := self._by_domain.get(f"{domain}/{first}") or self._by_domain.get(domain):
                return found
        return None


def load_sources(path: Path | None = None) -> Sources:
    """The packaged profiles, and those of `path` over them.

    Raises SourcesError when the file is no TOML, an entry has unknown or wrong fields, or names a zone that is none.
    """
    return _packaged() if path is None else Sources([*_profiles(None), *_profiles(path)])


@cache
def _packaged() -> Sources:
    return Sources(_profiles(None))


def _profiles(path: Path | None) -> list[SourceProfile]:
    name = str(path) if path else "sources.toml"
    try:
        text = (path or files("wiredesk.news") / "sources.toml").read_text(encoding="utf-8")
        tables: dict[str, Any] = tomllib.loads(text)
    except OSError as e:
        raise SourcesError(f"{name}: {e.strerror or e}") from e
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as e:
        raise SourcesError(f"{name}: not TOML: {e}") from e
    entries = tables.get("source", [])
    if not isinstance(entries, list) or set(tables) - {"source"}:
        raise SourcesError(f"{name}: expected [[source]] tables only, got {sorted(tables)!r}")
    return [_profile(entry, f"{name}, source {n}") for n, entry in enumerate(entries, 1)]


def _profile(entry: Any, where: str) -> SourceProfile:
    known = set(SourceProfile.__slots__)
    if isinstance(entry, dict) and (unknown := sorted(set(entry) - known)):
        raise SourcesError(f"{where}: unknown field {unknown[0]!r}; expected some of {', '.join(sorted(known))}")
    try:
        profile = msgspec.convert(entry, SourceProfile)
    except msgspec.ValidationError as e:
        raise SourcesError(f"{where}: {e}") from e
    if profile.zone is not None and not is_zone(profile.zone):
        raise SourcesError(f"{where}: zone {profile.zone!r} is no IANA time zone; expected one such as 'Europe/Paris'")
    return profile


def is_zone(name: str) -> bool:
    """Whether this is the name of a time zone that the machine knows."""
    try:
        ZoneInfo(name)
    except (ZoneInfoNotFoundError, ValueError, OSError):
        return False
    return True


def _folded(name: str) -> str:
    """Names without case, "the", "www." and punctuation: "The Guardian" and "guardian" are one."""
    return re.sub(r"[\W_]+", " ", name.lower().removeprefix("www.")).strip().removeprefix("the ")
