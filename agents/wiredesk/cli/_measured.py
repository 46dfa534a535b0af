"""Metrics and health of what is no worker: the gateway, the poller, the desk."""

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

from wiredesk.health import Health, Measured, beat_on, serve_where_set
from wiredesk.settings import Settings


@asynccontextmanager
async def measured(metrics: Measured, settings: Settings) -> AsyncIterator[None]:
    """Serve them on `metrics_port`, if one is set, until the end. SettingsError when the port cannot be had."""
    health = Health(stalled_after_s=settings.stalled_after_s)
    server = serve_where_set(metrics, health, settings)
    beating = asyncio.create_task(beat_on(health))
    try:
        yield
    finally:
        beating.cancel()
        if server is not None:
            server.shutdown()
            server.server_close()
