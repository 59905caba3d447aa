"""The check sum of a row, as databases of the program store it beside their rows."""

from __future__ import annotations

from zlib import crc32


def row_sum(*values: str | bytes | int | None) -> int:
    """The CRC-32 of a row's values, each with its type and length."""
    total = 0
    for value in values:
        if isinstance(value, bytes):
            total = crc32(value, crc32(b"b%d:" % len(value), total))
        else:
            text = f"{type(value).__name__}:{value}".encode("utf-8", "surrogatepass")
            total = crc32(text, crc32(b"%d:" % len(text), total))
    return total
