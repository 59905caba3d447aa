"""The history for back and forward: the places that the reader has visited."""

from __future__ import annotations

from dataclasses import dataclass, replace

LIMIT = 200


@dataclass(frozen=True, slots=True)
class VisitedDocument:
    """A document and how far down it was scrolled, in pixels. `passing` where it was only skimmed in a list."""

    path: str
    scroll: int = 0
    passing: bool = False


class History:
    """A line of places with a position on it, as in a web browser; the oldest are forgotten after `LIMIT`.

    Walking through a list with the arrow keys shows a document at each step. Such a place is kept only when the
    reader stays: the next one of the walk takes its place on the line.
    """

    def __init__(self) -> None:
        self._places: list[VisitedDocument] = []
        self._position = -1

    @property
    def current(self) -> VisitedDocument | None:
        """Where the reader is, or None before the first document."""
        return self._places[self._position] if self._places else None

    @property
    def can_go_back(self) -> bool:
        """Whether there is a place before this one."""
        return self._position > 0

    @property
    def can_go_forward(self) -> bool:
        """Whether there is a place after this one."""
        return self._position < len(self._places) - 1

    def visit(self, path: str, passing: bool = False) -> None:
        """The reader has come to `path`; what lay ahead is forgotten. Arriving where one is changes nothing."""
        here = self.current
        if here is not None and here.path == path:
            if not passing:
                self.settle()
            return
        keep = self._position if here is not None and here.passing and passing else self._position + 1
        self._places[keep:] = [VisitedDocument(path, passing=passing)]
        del self._places[:-LIMIT]
        self._position = len(self._places) - 1

    def settle(self) -> None:
        """The reader stays at the current place: it is worth coming back to."""
        if self._places:
            self._places[self._position] = replace(self._places[self._position], passing=False)

    def remember_scroll(self, scroll: int) -> None:
        """Note how far the current document is scrolled, before leaving it."""
        if self._places:
            self._places[self._position] = replace(self._places[self._position], scroll=scroll)

    def go(self, step: int) -> VisitedDocument | None:
        """Move `step` places (-1 back, 1 forward) and return the place there, or None where there is none."""
        wanted = self._position + step
        if not 0 <= wanted < len(self._places):
            return None
        self._position = wanted
        return self._places[wanted]

    def clear(self) -> None:
        """Forget every place: another library has been opened."""
        self._places.clear()
        self._position = -1
