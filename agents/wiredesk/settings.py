"""All settings, read once, from a TOML file and the environment.

In: `WIREDESK_<NAME>` variables over the keys of the file that `WIREDESK_CONFIG` (or `--config`) names. A secret may be
given as `WIREDESK_<NAME>_FILE`, the path of a file that holds it. Out: one frozen Settings, passed down; nothing else
reads the environment. Refused: unknown names, wrong types, values that cannot go together - all faults in one error.
Options of plug-ins are `WIREDESK_SINK_<NAME>_<OPTION>` and `WIREDESK_CONSUMER_<NAME>_<OPTION>`, kept as text.
"""

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass, field, fields
from pathlib import Path
from typing import Annotated, Any, Literal, get_origin, get_type_hints
from urllib.parse import urlsplit

import msgspec
from msgspec import Meta

PREFIX = "WIREDESK_"
NOT_SETTINGS = ("TEST_", "CONFIG")
"""Variables with the prefix that belong to others: the test suite, and where the file is."""
PLUGIN_OPTIONS = ("sink_", "consumer_", "enricher_")
SECRETS = ("sasl_password",)

SecurityProtocol = Literal["PLAINTEXT", "SSL", "SASL_SSL", "SASL_PLAINTEXT"]
Positive = Annotated[int, Meta(ge=1)]
Seconds = Annotated[float, Meta(gt=0)]


class SettingsError(ValueError):
    """Settings that cannot be used; the text lists every fault."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Settings:
    """Everything that can be set; what is not given has its default here."""

    # Kafka
    brokers: str = "localhost:9092"
    topic_prefix: Annotated[str, Meta(pattern=r"^[A-Za-z0-9._-]+$")] = "wiredesk."
    partitions: Annotated[int, Meta(ge=1, le=10_000)] = 4
    replication_factor: Annotated[int, Meta(ge=1, le=32_767)] = 1
    sasl_mechanism: Literal["SCRAM-SHA-256", "SCRAM-SHA-512", "PLAIN"] | None = None
    sasl_username: str | None = None
    sasl_password: str | None = None
    allow_sasl_without_tls: bool = False
    tls: bool = False
    tls_ca_file: Path | None = None
    tls_certificate_file: Path | None = None
    tls_key_file: Path | None = None

    # plug-ins, by name
    enrichers: tuple[str, ...] = ("meetings", "topics")
    consumers: tuple[str, ...] = ()
    sinks: tuple[str, ...] = ()
    plugin_options: dict[str, str] = field(default_factory=dict)

    # the desk's own words
    sources_file: Path | None = None
    watchlists_file: Path | None = None
    languages: tuple[str, ...] = ("en",)

    # telling copies: up to how many days apart articles are compared, and how many of them are remembered
    copies_window_days: Annotated[int, Meta(ge=0, le=3650)] = 7
    copies_capacity: Annotated[int, Meta(ge=1, le=50_000_000)] = 1_000_000

    # the loop of each stage
    batch_records: Positive = 50
    batch_wait_s: Seconds = 0.003
    delivery_timeout_s: Seconds = 60.0
    handle_timeout_s: Seconds = 60.0
    retry_attempts: Positive = 5
    retry_max_wait_s: Seconds = 60.0
    stop_after_failures: Positive = 10
    stop_after_rejects: Positive = 1000
    page_timeout_s: Seconds = 20.0
    page_workers: Positive = 2

    # the worker
    metrics_bind: str = "127.0.0.1"
    metrics_port: Annotated[int, Meta(ge=0, le=65_535)] = 0
    log_format: Literal["auto", "json", "console"] = "auto"
    log_level: Literal["debug", "info", "warning", "error"] = "info"
    check_topics: bool = True
    session_timeout_s: Annotated[float, Meta(ge=6)] = 10.0
    stop_timeout_s: Seconds = 30.0
    stalled_after_s: Seconds = 600.0
    tracing: bool = False
    fetch_wait_ms: Positive | None = None
    state_dir: Path | None = None

    # for the chaos suite: "<stage>:<point>" or "<stage>:<point>:<nth time>" kills the process there
    crash_at: str | None = None

    @property
    def security_protocol(self) -> SecurityProtocol:
        """As Kafka clients spell it."""
        if self.sasl_mechanism:
            return "SASL_SSL" if self.tls else "SASL_PLAINTEXT"
        return "SSL" if self.tls else "PLAINTEXT"

    def options_of(self, group: str, name: str) -> dict[str, str]:
        """The options of a plug-in, such as {"path": ...} for sink_lines_path."""
        start = f"{group}_{name.replace('-', '_')}_"
        return {key.removeprefix(start): value for key, value in self.plugin_options.items() if key.startswith(start)}


def load_settings(environ: Mapping[str, str], file: Path | None = None, **given: Any) -> Settings:
    """Settings from a file, then the environment, then what the command line gave (None = not given).

    Raises SettingsError with all faults.
    """
    faults: list[str] = []
    values: dict[str, tuple[Any, str]] = {}
    if file is None and environ.get(PREFIX + "CONFIG"):
        file = Path(environ[PREFIX + "CONFIG"])
    if file is not None:
        values |= _from_file(file, faults)
    values |= _from_environment(environ, faults)
    values |= {
        name: (value, f"option --{name.replace('_', '-')}") for name, value in given.items() if value is not None
    }
    return _checked(values, faults)


def shown(settings: Settings) -> dict[str, Any]:
    """All settings as plain values, secrets masked."""
    plain: dict[str, Any] = {}
    for f in fields(settings):
        value = getattr(settings, f.name)
        if f.name in SECRETS and value is not None:
            value = "********"
        if f.name == "plugin_options":
            value = {key: "********" if _is_secret(key) else _without_credentials(text) for key, text in value.items()}
        plain[f.name] = str(value) if isinstance(value, Path) else list(value) if isinstance(value, tuple) else value
    return plain


def _is_secret(key: str) -> bool:
    return any(word in key for word in ("pass", "secret", "token", "key", "dsn", "auth", "credential"))


def _without_credentials(text: str) -> str:
    """An address up to its host: user, path and query of a webhook's are often what lets one in."""
    if "://" not in text:
        return text
    try:
        parts = urlsplit(text)
    except ValueError:
        return "********"
    host = parts.netloc.rpartition("@")[2]
    return text if text == f"{parts.scheme}://{host}" else f"{parts.scheme}://{host}/********"


def _from_file(file: Path, faults: list[str]) -> dict[str, tuple[Any, str]]:
    try:
        content = tomllib.loads(file.read_text(encoding="utf-8"))
    except OSError as e:
        faults.append(f"settings file {str(file)!r} cannot be read: {e.strerror or e}")
        return {}
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as e:
        faults.append(f"settings file {str(file)!r} is not TOML: {e}")
        return {}
    return {key: (value, f"{key!r} in {file.name}") for key, value in content.items()}


def _from_environment(environ: Mapping[str, str], faults: list[str]) -> dict[str, tuple[Any, str]]:
    known = {f.name for f in fields(Settings)}
    values: dict[str, tuple[Any, str]] = {}
    for variable, text in sorted(environ.items()):
        name = variable.removeprefix(PREFIX).lower()
        if not variable.startswith(PREFIX) or variable.removeprefix(PREFIX).startswith(NOT_SETTINGS):
            continue
        if name not in known and name.endswith("_file") and (target := name.removesuffix("_file")):
            try:
                values[target] = (Path(text).read_text(encoding="utf-8").rstrip("\r\n"), variable)
            except (OSError, UnicodeDecodeError) as e:
                faults.append(f"{variable} names {text!r}, which cannot be read: {e}")
            continue
        values[name] = (text, variable)
    return values


def _checked(values: dict[str, tuple[Any, str]], faults: list[str]) -> Settings:
    types = get_type_hints(Settings, include_extras=True)
    good: dict[str, Any] = {}
    options: dict[str, str] = {}
    for name, (value, told_by) in values.items():
        if name.startswith(PLUGIN_OPTIONS):
            options[name] = str(value)
        elif name not in types:
            faults.append(f"{told_by}: no such setting; known are {', '.join(sorted(types))}")
        else:
            if get_origin(types[name]) is tuple and isinstance(value, str):
                value = tuple(part.strip() for part in value.split(",") if part.strip())
            try:
                good[name] = Path(value) if "Path" in str(types[name]) else _converted(value, types[name])
            except (msgspec.ValidationError, TypeError) as e:
                shown_value = "********" if name in SECRETS else repr(value)[:80]
                faults.append(f"{told_by}: {e}; got {shown_value}")
    if options:
        good["plugin_options"] = {**good.get("plugin_options", {}), **options}
    faults += _contradictions(good)
    if faults:
        raise SettingsError("settings cannot be used:\n" + "\n".join(f"  - {fault}" for fault in faults))
    return Settings(**good)


def _converted(value: Any, wanted: Any) -> Any:
    if isinstance(value, str) and wanted is bool:
        # msgspec reads "1" and "true"; people also write yes and on.
        value = {"yes": "true", "on": "true", "no": "false", "off": "false"}.get(value.lower(), value)
    return msgspec.convert(value, wanted, strict=False)


def _contradictions(good: Mapping[str, Any]) -> list[str]:
    faults = []
    sasl = good.get("sasl_mechanism")
    if sasl and not good.get("tls") and not good.get("allow_sasl_without_tls"):
        faults.append(
            f"sasl_mechanism {sasl!r} without tls would send the password to whoever listens: set tls = true, or, on a "
            "network that you trust, allow_sasl_without_tls = true"
        )
    if sasl and not (good.get("sasl_username") and good.get("sasl_password")):
        faults.append(f"sasl_mechanism {sasl!r} needs sasl_username and sasl_password (or WIREDESK_SASL_PASSWORD_FILE)")
    if not sasl and (good.get("sasl_username") or good.get("sasl_password")):
        faults.append("sasl_username and sasl_password need sasl_mechanism, such as SCRAM-SHA-512")
    if not good.get("tls") and any(good.get(f"tls_{name}_file") for name in ("ca", "certificate", "key")):
        faults.append("tls files are given, but tls is off: set tls = true")
    files = ((name, good.get(name)) for name in ("tls_ca_file", "tls_certificate_file", "tls_key_file"))
    faults += [f"{name}: there is no file {str(file)!r}" for name, file in files if file and not file.is_file()]
    if bool(good.get("tls_certificate_file")) != bool(good.get("tls_key_file")):
        faults.append("a client certificate needs both tls_certificate_file and tls_key_file")
    return faults
