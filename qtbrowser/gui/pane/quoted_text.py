"""The text of a page as passages are quoted from it: formulas as their TeX. Pure."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Sequence

from qtbrowser.gui.pane.text_ranges import Positions, Range


class QuotedText:
    """A page's plain text with the TeX of each formula in place of the one character that the page has for it.

    Args:
        shown: the plain text of the page.
        formulas: position in it, in UTF-16 units, and plain text of each formula, ascending.

    Attributes:
        text: the text.
    """

    def __init__(self, shown: str, formulas: Sequence[tuple[int, str]] = ()) -> None:
        self._units = Positions(shown)
        self._shown: list[int] = []
        self._quoted: list[int] = []
        self._lengths: list[int] = []
        parts: list[str] = []
        end, length = 0, 0
        for unit, tex in formulas:
            place = self._units.to_code_point(unit)
            length += place - end
            parts += (shown[end:place], tex)
            self._shown.append(place)
            self._quoted.append(length)
            self._lengths.append(len(tex))
            length += len(tex)
            end = place + 1
        parts.append(shown[end:])
        self.text = "".join(parts)

    def place_of(self, unit: int) -> int:
        """Where a position of the page is in `text`.

        Args:
            unit: a position in UTF-16 units.
        """
        place = self._units.to_code_point(unit)
        number = bisect_right(self._shown, place - 1) - 1
        if number < 0:
            return place
        return self._quoted[number] + self._lengths[number] + place - self._shown[number] - 1

    def shown_range(self, start: int, end: int) -> Range:
        """Where a part of `text` is on the page, in UTF-16 units; a formula of which it has a part is wholly in it."""
        return self._unit_of(start, behind=False), self._unit_of(end, behind=True)

    def _unit_of(self, place: int, *, behind: bool) -> int:
        number = bisect_right(self._quoted, place) - 1
        if number < 0:
            return self._units.to_units(place)
        within = place - self._quoted[number]
        if within < self._lengths[number]:
            # The end of a passage right before a formula does not take it in.
            return self._units.to_units(self._shown[number] + (behind and within > 0))
        return self._units.to_units(self._shown[number] + 1 + within - self._lengths[number])
