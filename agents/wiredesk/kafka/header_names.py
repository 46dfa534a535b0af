r"""Header names that are no UTF-8, read with the odd bytes escaped (`\xff`) where aiokafka would end.

A broker takes any bytes as the name of a header, and clients in C or Go send what they are given. aiokafka 0.14 decodes
names strictly: its consumer raises at such a record, for ever, so one record of a producer would keep every worker from
starting (no thread upstream tells of it). Only the batch that holds one is read a second time, by aiokafka's own reader
in Python; its other batches go the usual way. `read_any_header_names` puts this in, once for the process.
"""

from collections.abc import Iterator
from itertools import islice
from typing import Any

from aiokafka.consumer import fetcher
from aiokafka.errors import CorruptRecordException
from aiokafka.record.default_records import _DefaultRecordBatchPy
from aiokafka.record.memory_records import MemoryRecords, _MemoryRecordsPy


class _Lenient(bytearray):
    """Bytes of which any part can be decoded."""

    def __getitem__(self, where: Any) -> Any:
        found = super().__getitem__(where)
        return _Lenient(found) if isinstance(where, slice) else found

    def decode(self, encoding: str = "utf-8", errors: str = "backslashreplace") -> str:
        return super().decode(encoding, errors)


class _LenientBatch(_DefaultRecordBatchPy):  # type: ignore[misc]  # final upstream: an inner part of it is replaced here
    _buffer: bytearray

    def _maybe_uncompress(self) -> None:
        super()._maybe_uncompress()
        self._buffer = _Lenient(self._buffer)


class _Batch:
    """A batch as aiokafka reads it; from a record on that it cannot read, as the lenient reader does."""

    def __init__(self, batch: Any, data: bytes, number: int) -> None:
        self._batch = batch
        self._data = data
        self._number = number

    def __getattr__(self, name: str) -> Any:
        return getattr(self._batch, name)

    def __next__(self) -> Any:
        return next(self._batch)

    def __iter__(self) -> Iterator[Any]:
        done = 0
        try:
            for record in self._batch:
                yield record
                done += 1
        except (UnicodeDecodeError, CorruptRecordException):
            yield from islice(self._read_leniently(), done, None)

    def _read_leniently(self) -> Any:
        records = _MemoryRecordsPy(self._data)
        for _ in range(self._number):
            records.next_batch()
        # The slice that the next batch would be made of.
        return _LenientBatch(records._next_slice)


class Records:
    """In place of aiokafka's MemoryRecords: the batches of one answer of the broker."""

    def __init__(self, data: bytes) -> None:
        self._records: Any = MemoryRecords(data)
        self._data = data
        self._taken = 0

    def has_next(self) -> bool:
        """Whether there is another batch."""
        return bool(self._records.has_next())

    def size_in_bytes(self) -> int:
        """Of all batches."""
        return int(self._records.size_in_bytes())

    def next_batch(self) -> Any:
        """The next batch; None when there is none."""
        batch = self._records.next_batch()
        self._taken += 1
        return batch if batch is None else _Batch(batch, self._data, self._taken - 1)


def read_any_header_names() -> None:
    """Let every aiokafka consumer of this process read such records; may be called again."""
    fetcher.MemoryRecords = Records
