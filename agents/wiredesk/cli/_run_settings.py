"""The settings of `wiredesk run`: the user's, as far as they concern reading; the broker is its own."""

import os
from typing import Any

from wiredesk.settings import Settings, load_settings

OF_BROKERS = ("WIREDESK_BROKERS", "WIREDESK_SASL", "WIREDESK_TLS", "WIREDESK_ALLOW_SASL")


def run_settings(**given: Any) -> Settings:
    """From the settings file and the environment, without how to reach a real broker; `given` is over both.

    SettingsError as `load_settings` raises it.
    """
    return load_settings(
        {name: value for name, value in os.environ.items() if not name.startswith(OF_BROKERS)}, **given
    )
