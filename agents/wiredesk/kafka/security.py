"""How to be let in to Kafka, for aiokafka: the light part that a subscriber needs."""

import ssl
from typing import Any

from wiredesk.settings import Settings, SettingsError


def tls_context(settings: Settings) -> ssl.SSLContext:
    """The given authority, or the system's; with a client certificate when there is one. SettingsError."""
    try:
        context = ssl.create_default_context(cafile=str(settings.tls_ca_file) if settings.tls_ca_file else None)
    except (OSError, ssl.SSLError) as e:
        raise SettingsError(f"tls_ca_file {str(settings.tls_ca_file)!r} holds no certificates in PEM: {e}") from e
    if settings.tls_certificate_file is not None:
        try:
            context.load_cert_chain(str(settings.tls_certificate_file), str(settings.tls_key_file))
        except (OSError, ssl.SSLError) as e:
            told = f"{str(settings.tls_certificate_file)!r} and {str(settings.tls_key_file)!r}"
            raise SettingsError(f"{told} are no certificate in PEM and its key: {e}") from e
    return context


def aiokafka_options(settings: Settings) -> dict[str, Any]:
    """What every aiokafka client needs to connect."""
    options: dict[str, Any] = {
        "bootstrap_servers": settings.brokers.split(","),
        "security_protocol": settings.security_protocol,
        "client_id": "wiredesk",
    }
    if settings.tls:
        options["ssl_context"] = tls_context(settings)
    if settings.sasl_mechanism:
        options |= {
            "sasl_mechanism": settings.sasl_mechanism,
            "sasl_plain_username": settings.sasl_username,
            "sasl_plain_password": settings.sasl_password,
        }
    return options
