"""A batch of one record whose header has a name that no Python client would send."""

from typing import Any

from aiokafka.record.default_records import _DefaultRecordBatchBuilderPy


class _Name(str):
    """Text that is written as other bytes."""

    __slots__ = ("written",)
    written: bytes

    def encode(self, *_: Any) -> bytes:
        return self.written


def odd_header_batch(name: bytes, *, records: int = 1) -> Any:
    """A builder that holds records, the last of which has a header of this name; aiokafka's reader in C refuses it."""
    builder = _DefaultRecordBatchBuilderPy(2, 0, 0, -1, -1, -1, 1 << 20)
    odd = _Name("h" * len(name))
    odd.written = name
    for number in range(records):
        headers = [(odd, b"1")] if number == records - 1 else [("usual", b"1")]
        builder.append(number, 1, b"k", b"odd", headers)
    return builder
