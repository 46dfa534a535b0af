"""Whether a given name is a woman's or a man's, read from given_names.toml."""

import tomllib
from functools import cache
from importlib.resources import files


def is_feminine(given_name: str) -> bool | None:
    """True for a woman's given name, False for a man's, in any case; None for one that tells neither."""
    return _genders().get(given_name.lower())


@cache
def _genders() -> dict[str, bool]:
    data = tomllib.loads(files("wiredesk.news.lexicon").joinpath("data/given_names.toml").read_text("utf-8"))
    return {name: key == "women" for key in ("women", "men") for name in data[key].split()}
