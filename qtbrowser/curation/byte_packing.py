"""Packs files' bytes for the journal: compressed with deflate, and for a second version of a file only the
difference.
"""

from __future__ import annotations

import struct
import zlib

_SPLICE = struct.Struct(">QQ")


def packed(content: bytes | None) -> bytes | None:
    """Compress a file's bytes for the journal."""
    return None if content is None else zlib.compress(content, 1)


def unpacked(blob: bytes | None) -> bytes | None:
    """The bytes that `packed` was given."""
    return None if blob is None else zlib.decompress(blob)


def spliced(before: bytes | None, after: bytes | None) -> bytes | None:
    """A file's bytes as the difference to earlier ones: the lengths of the common start and end, and the bytes
    between.
    """
    if after is None:
        return None
    old = before or b""
    most = min(len(old), len(after))
    start = _common_start(old, after, most)
    end = _common_start(old[::-1], after[::-1], most - start)
    return _SPLICE.pack(start, end) + zlib.compress(after[start : len(after) - end], 1)


def unspliced(before: bytes | None, blob: bytes | None) -> bytes | None:
    """The bytes that `spliced` was given."""
    if blob is None:
        return None
    old = before or b""
    start, end = _SPLICE.unpack_from(blob)
    return old[:start] + zlib.decompress(blob[_SPLICE.size :]) + old[len(old) - end :]


def _common_start(one: bytes, other: bytes, most: int) -> int:
    """The length of the common start of two byte strings, at most `most`; found by bisection, so that comparing is done
    in C.
    """
    low, high = 0, most
    while low < high:
        middle = (low + high + 1) // 2
        if one[low:middle] == other[low:middle]:
            low = middle
        else:
            high = middle - 1
    return low
