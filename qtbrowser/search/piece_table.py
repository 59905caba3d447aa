"""Finds the numbers of the pieces of a text, many at a time: a hash table of arrays, looked up with NumPy.

A dictionary would need an object for each word of a text; here only those that are new become one. Slots
are found by open addressing with linear probing.
"""

from __future__ import annotations

import secrets
from collections.abc import Callable

import numpy as np
from numpy.typing import NDArray

from qtbrowser.search.postings import Numbers

_MOST_AT_ONCE = 1 << 20
"""Bytes that are looked at in one step; a longer text takes no more memory."""

_SPACE = 0x20
_FULL_STOP = 0x2E
# A key is made of so many bytes at a time.
_WIDTH = 8
# Masks for those of the bytes that belong to a piece, of which there are 0, 1 .. 8.
_MASKS = np.array([(1 << 8 * count) - 1 for count in range(_WIDTH + 1)], dtype=np.uint64)
_FACTOR = np.uint64(0x9E3779B97F4A7C15)
_HALF = np.uint64(32)
_FIRST_BITS = 14
# A longer piece is no word; it has no key.
_LONGEST = 256
# The value of an empty slot.
_EMPTY = np.iinfo(np.int32).min

Keys = NDArray[np.uint64]


class PieceTable:
    """Numbers of pieces of text.

    Two pieces are taken for one where their keys, of 64 bits, are equal. Keys depend on a random number of each
    process, so that no text can be made to collide; by chance it happens among a million pieces in one of 30 million
    libraries.

    Args:
        number_of: tells the number of a piece; it is asked once for each but very long ones.
    """

    def __init__(self, number_of: Callable[[str], int]) -> None:
        self._number_of = number_of
        self._seed = np.uint64(secrets.randbits(64))
        self.clear()

    def clear(self) -> None:
        """Forget all numbers."""
        self._count = 0
        self._make_slots(_FIRST_BITS)

    def numbers(self, text: bytes) -> NDArray[np.int32]:
        """Return the numbers of the pieces of a text, in order.

        Args:
            text: UTF-8, pieces with spaces between them; one full stop at the end of a piece is left out.
        """
        if len(text) <= _MOST_AT_ONCE:
            return self._numbers_at_once(text)
        parts: list[NDArray[np.int32]] = []
        start = 0
        while start < len(text):
            # Up to a space, since no piece may be cut.
            end = min(len(text), start + _MOST_AT_ONCE)
            if end < len(text):
                end = max(text.rfind(b" ", start + 1, end), 0) or text.find(b" ", end)
                end = len(text) if end < 0 else end
            parts.append(self._numbers_at_once(text[start:end]))
            start = end
        return np.concatenate(parts)

    def _numbers_at_once(self, text: bytes) -> NDArray[np.int32]:
        """Return the numbers of the pieces of a text, with about twenty times its size of memory."""
        padded = np.frombuffer(b" " + text + b" " * _WIDTH, dtype=np.uint8)
        is_space = padded == _SPACE
        edges = np.flatnonzero(is_space[1:] != is_space[:-1]) + 1
        starts, ends = edges[::2], edges[1::2]
        ends = ends - (padded[ends - 1] == _FULL_STOP)
        filled = ends > starts
        if not filled.all():
            starts, ends = starts[filled], ends[filled]
        lengths = ends - starts
        keys = self._keys_of(padded, starts, lengths)
        numbers = self._look_up(keys)
        numbers[lengths > _LONGEST] = _EMPTY
        new = np.flatnonzero(numbers == _EMPTY)
        known: dict[int, int] = {}
        for place, key in zip(new.tolist(), keys[new].tolist(), strict=True):
            is_long = lengths[place] > _LONGEST
            number = None if is_long else known.get(key)
            if number is None:
                piece = padded[starts[place] : ends[place]].tobytes().decode("utf-8", "surrogatepass")
                number = self._number_of(piece)
                if not is_long:
                    known[key] = number
            numbers[place] = number
        if known:
            self._add(known)
        return numbers

    def _keys_of(self, padded: NDArray[np.uint8], starts: Numbers, lengths: Numbers) -> Keys:
        """Return a key for each piece, eight bytes after the other mixed in."""
        # The eight bytes from each place on, as a number, wherever it lies.
        windows = np.ndarray(len(padded) - _WIDTH + 1, dtype="<u8", buffer=padded.data, strides=(1,))
        keys = windows.take(starts)
        keys &= _MASKS.take(np.minimum(lengths, _WIDTH))
        keys ^= self._seed + lengths.astype(np.uint64)
        _mix(keys)
        rest = np.flatnonzero(lengths > _WIDTH)
        done = _WIDTH
        while len(rest) and done < _LONGEST:
            more = windows.take(starts[rest] + done)
            more &= _MASKS.take(np.minimum(lengths[rest] - done, _WIDTH))
            more ^= keys[rest]
            _mix(more)
            keys[rest] = more
            done += _WIDTH
            rest = rest[lengths[rest] > done]
        return keys

    def _look_up(self, keys: Keys) -> NDArray[np.int32]:
        """Return the number of each key, `_EMPTY` where it has none."""
        slots = (keys >> self._shift).astype(np.intp)
        numbers = self._numbers.take(slots)
        wrong = np.flatnonzero(self._keys.take(slots) != keys)
        wrong = wrong[numbers[wrong] != _EMPTY]
        while len(wrong):
            slots[wrong] = next_slots = (slots[wrong] + 1) & self._last_slot
            numbers[wrong] = found = self._numbers.take(next_slots)
            wrong = wrong[(self._keys.take(next_slots) != keys[wrong]) & (found != _EMPTY)]
        return numbers

    def _add(self, numbers: dict[int, int]) -> None:
        """Put in keys that are not there yet, with their numbers."""
        self._count += len(numbers)
        if 2 * self._count > len(self._keys):
            filled = self._numbers != _EMPTY
            keys, values = self._keys[filled], self._numbers[filled]
            self._make_slots((2 * self._count).bit_length() + 1)
            self._put(keys, values)
        keys = np.fromiter(numbers.keys(), dtype=np.uint64, count=len(numbers))
        self._put(keys, np.fromiter(numbers.values(), dtype=np.int32, count=len(numbers)))

    def _put(self, keys: Keys, numbers: NDArray[np.int32]) -> None:
        slots = (keys >> self._shift).astype(np.intp)
        waiting = np.arange(len(keys))
        while len(waiting):
            # Of those that want the same free slot one gets it; the others go on to the next.
            free = waiting[self._numbers.take(slots[waiting]) == _EMPTY]
            self._numbers[slots[free]] = numbers[free]
            self._keys[slots[free]] = keys[free]
            waiting = waiting[self._keys.take(slots[waiting]) != keys[waiting]]
            slots[waiting] = (slots[waiting] + 1) & self._last_slot

    def _make_slots(self, bits: int) -> None:
        self._shift = np.uint64(64 - bits)
        self._last_slot = (1 << bits) - 1
        self._keys = np.zeros(1 << bits, dtype=np.uint64)
        self._numbers = np.full(1 << bits, _EMPTY, dtype=np.int32)


def _mix(keys: Keys) -> None:
    """Spread each bit over all of a key, in place."""
    keys ^= keys >> _HALF
    keys *= _FACTOR
    keys ^= keys >> _HALF
    keys *= _FACTOR
