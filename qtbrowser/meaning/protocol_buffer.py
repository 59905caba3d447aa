"""The encoding of Protocol Buffers: fields of a number and a value each, one after the other.

The format is that of https://protobuf.dev/programming-guides/encoding. Which field means what, only its owner knows.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple

# Kinds of values.
_VARINT, _FIXED_64, _BYTES, _FIXED_32 = 0, 1, 2, 5


class Field(NamedTuple):
    """Where a field is.

    Attributes:
        number: what it is.
        start: the place where it begins.
        value: the place where its value begins.
        end: the place behind it.
    """

    number: int
    start: int
    value: int
    end: int


def fields(data: bytes, start: int, end: int) -> Iterator[Field]:
    """Yield the fields between two places.

    Raises:
        ValueError, IndexError: the bytes are no fields.
    """
    place = start
    while place < end:
        begin = place
        key, place = read_number(data, place)
        value = place
        kind = key & 7
        if kind == _VARINT:
            _, place = read_number(data, place)
        elif kind == _BYTES:
            length, value = read_number(data, place)
            place = value + length
        elif kind in (_FIXED_64, _FIXED_32):
            place += 8 if kind == _FIXED_64 else 4
        else:
            raise ValueError(f"A field of a protocol buffer has no kind {kind}.")
        if place > end:
            raise ValueError("A field of a protocol buffer is longer than what it is in.")
        yield Field(key >> 3, begin, value, place)


def read_number(data: bytes, place: int) -> tuple[int, int]:
    """Return a number of variable length and the place behind it.

    Raises:
        IndexError: the data end within it.
    """
    number = shift = 0
    while True:
        byte = data[place]
        place += 1
        number |= (byte & 0x7F) << shift
        if byte < 0x80:
            return number, place
        shift += 7


def number_field(number: int, value: int) -> bytes:
    """Return a field whose value is a number that is not negative."""
    return _varint(number << 3 | _VARINT) + _varint(value)


def bytes_field(number: int, value: bytes) -> bytes:
    """Return a field whose value is bytes: a text, an array, or fields."""
    return _varint(number << 3 | _BYTES) + _varint(len(value)) + value


def _varint(number: int) -> bytes:
    found = bytearray()
    while number >= 0x80:
        found.append(number & 0x7F | 0x80)
        number >>= 7
    found.append(number)
    return bytes(found)
