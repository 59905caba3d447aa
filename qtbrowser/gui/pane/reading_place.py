"""The reading place in a page as a text position instead of pixels, so that it survives zoom, width and style, and
changes of the text. Pure.
"""

from __future__ import annotations

from dataclasses import dataclass

from qtbrowser.gui.pane.text_ranges import Positions

_CONTEXTS = (80, 40, 20)
"""By how many letters behind it a place is known again, the most telling first."""

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


def place_in_changed(before: str, place: ReadingPlace, after: str) -> ReadingPlace:
    """Where a place of a page is after its text has changed: at the same words, the nearest ones if they occur again.

    Args:
        before: the page's plain text.
        place: the place in it.
        after: the text now; where it has none of the words behind the place, the place keeps its number.
    """
    if place == ReadingPlace() or before == after:
        return place
    start = Positions(before).to_code_point(place.position)
    positions = Positions(after)
    near = positions.to_code_point(place.position)
    for length in _CONTEXTS:
        words = before[start : start + length].strip()
        if words:
            behind, ahead = after.find(words, near), after.rfind(words, 0, near + len(words) - 1)
            found = [one for one in (behind, ahead) if one >= 0]
            if found:
                nearest = min(found, key=lambda one: abs(one - near))
                return ReadingPlace(positions.to_units(nearest), place.offset)
    return place
