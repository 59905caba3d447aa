"""The reading place in a page as a text position instead of pixels, so that it survives zoom, width and style."""

from __future__ import annotations

from dataclasses import dataclass

_OFFSET_BITS = 13
_OFFSET_MASK = (1 << _OFFSET_BITS) - 1


@dataclass(frozen=True, slots=True)
class ReadingPlace:
    """The line at the top of the view.

    `position` is the first letter of the line in UTF-16 units, `offset` the number of its pixels above the view.
    """

    position: int = 0
    offset: int = 0

    def to_number(self) -> int:
        """The place as one number for storing; 0 is the top of the page."""
        return self.position << _OFFSET_BITS | max(0, min(self.offset, _OFFSET_MASK))

    @classmethod
    def from_number(cls, number: int) -> ReadingPlace:
        """The place for a number of `to_number`; the top for negative numbers."""
        number = max(0, number)
        return cls(number >> _OFFSET_BITS, number & _OFFSET_MASK)
