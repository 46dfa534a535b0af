"""Rows of a table and, laid over them, those of the batch at hand that are not written yet."""

from collections.abc import Iterator

from wiredesk.stages._work import Table


class PendingRows:
    """What a stage sees while its batch is handled: `pending` are rows to write, None for one to delete."""

    def __init__(self, table: Table) -> None:
        self.pending: dict[bytes, bytes | None] = {}
        self._table = table

    def get(self, key: bytes) -> bytes | None:
        return self.pending[key] if key in self.pending else self._table.get(key)

    def items(self) -> Iterator[tuple[bytes, bytes]]:
        for key, value in self._table.items():
            if key not in self.pending:
                yield key, value
        for key, pending in self.pending.items():
            if pending is not None:
                yield key, pending

    def oldest(self, partition: int) -> Iterator[tuple[bytes, bytes]]:
        return (row for row in self._table.oldest(partition) if row[0] not in self.pending)
