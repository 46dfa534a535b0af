"""Tables: rows in memory, and how they come back from their changelog.

Faust makes an event, a message and a queue's entry of each record of a changelog: 60 µs, a minute for a million rows.
Here the consumer (`wiredesk.kafka.transport`) puts the records of a fetch into the rows at once, and hands on only the
last of them, by whose offset Faust sees how far recovery is.

Which rows are there is known by partition, with the offset up to which its changelog was read; that is what Faust is
told when it asks from where to read. So a partition that went and came back is read from its beginning.
"""

from collections.abc import Iterable
from typing import Any, cast

import faust
from faust.stores.base import Store
from faust.tables.table import Table
from faust.types import TP

from wiredesk.kafka.packed import PackedRows, TableRows


class DeskStore(Store[bytes, bytes]):
    """The rows of the partitions that the worker has now."""

    def __post_init__(self) -> None:
        self.rows = TableRows()
        self._read: dict[int, int] = {}
        """By partition: the offset of the last record of its changelog that is in the rows; -1 for none."""

    def __len__(self) -> int:
        return len(self.rows)

    async def on_rebalance(self, assigned: Any, revoked: Any, newly_assigned: Any, generation_id: int = 0) -> None:
        """Begin anew with partitions that come, forget those that go.

        A new `TableRows`: whoever still works with the one before sees its rows as they were.
        """
        topic = cast(DeskTable, self.table).changelog_topic_name
        here = {tp.partition for tp in assigned if tp.topic == topic}
        stay = {n for n in here if n in self._read and TP(topic, n) not in newly_assigned}
        self._read = {n: self._read[n] if n in stay else -1 for n in here}
        self.rows = TableRows({n: self.rows.partitions[n] if n in stay else PackedRows() for n in here})

    def restore(self, partition: int, records: Iterable[Any]) -> None:
        """Take over records of the changelog, in order. Those below the last one taken are repetitions."""
        read, rows = self._read.get(partition, -1), self.rows
        for record in records:
            if record.offset > read:
                read = record.offset
                if record.key is not None:  # without a key it is nobody's row
                    rows.put(partition, record.key, record.value)
        self._read[partition] = read

    def persisted_offset(self, tp: Any) -> int:
        """How far the changelog was read."""
        return self._read.get(tp.partition, -1)

    def apply_changelog_batch(self, batch: Any, to_key: Any, to_value: Any) -> None:
        """Nothing to do: what Faust's recovery is handed has been restored."""

    def reset_state(self) -> None:
        """Nothing is kept outside of memory, here and below."""

    async def backup_partition(self, tp: Any, flush: bool = True, purge: bool = False, keep: int = 1) -> None:
        """Nothing to copy."""

    def restore_backup(self, tp: Any, latest: bool = True, backup_id: int = 0) -> None:
        """Nothing to take back."""


class DeskTable(Table[bytes, bytes]):
    """A Faust table with our store."""

    data: DeskStore

    def _new_store(self) -> DeskStore:
        return DeskStore(
            "memory://",
            self.app,
            self,
            table_name=self.name,
            key_type=bytes,
            value_type=bytes,
            loop=self.loop,
        )


def declare_table(app: faust.App, name: str, *, partitions: int) -> DeskTable:
    """A table of bytes under bytes, its changelog as `wiredesk kafka apply` made it."""
    table = DeskTable(app, name=name, key_type=bytes, value_type=bytes, partitions=partitions)
    app.tables.add(table)
    return table
