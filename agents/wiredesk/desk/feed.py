"""Keep the desk's store up to date from Kafka.

Delivery. At least once in, each event once in the store. An empty store begins with `meetings.current`, so the diary
is whole at once; after that the desk's consumer group goes on where it left off.
"""

import asyncio
import sqlite3
from collections.abc import Callable

from wiredesk.settings import Settings
from wiredesk.sinks.sqlite import write_events
from wiredesk.subscriptions import subscribe
from wiredesk.topology import group_name
from wiredesk_schemas import Event, MeetingAnnounced, TopicMentioned


async def follow(database: sqlite3.Connection, settings: Settings, changed: Callable[[Event], None]) -> None:
    """Write events into the store as they come, and call `changed` with each; until cancelled."""
    group = group_name("desk", settings.topic_prefix)
    has_diary = database.execute("SELECT 1 FROM meetings LIMIT 1").fetchone() is not None
    async with asyncio.TaskGroup() as tasks:
        for event_type in (MeetingAnnounced, TopicMentioned):
            diary_first = event_type is MeetingAnnounced and not has_diary
            tasks.create_task(_follow_one(event_type, database, settings, changed, group, diary_first=diary_first))


async def _follow_one(
    event_type: type[Event],
    database: sqlite3.Connection,
    settings: Settings,
    changed: Callable[[Event], None],
    group: str,
    *,
    diary_first: bool,
) -> None:
    async with subscribe(
        event_type, group=group, diary_first=diary_first, from_start=True, settings=settings
    ) as events:
        async for event in events:
            # The event counts as handled when the next one is asked for: after it stands in the store.
            write_events(database, [event])
            changed(event)
