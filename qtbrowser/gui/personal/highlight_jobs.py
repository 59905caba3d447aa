"""Jobs that read and write the highlights of a document. No Qt."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from qtbrowser.personal.highlight_colour import HighlightColour

if TYPE_CHECKING:
    from qtbrowser.library import Library


@dataclass(frozen=True, slots=True)
class PlacedHighlight:
    """A highlight that was found in the shown text.

    Attributes:
        id: of the highlight.
        colour: its colour.
        start, end: where it is, in characters.
    """

    id: str
    colour: HighlightColour
    start: int
    end: int


def has_highlights(library: Library, path: str) -> bool:
    """Whether a document has highlights: most have none, and their text is not looked at."""
    return bool(library.kept.highlights(path))


def placed_highlights(library: Library, path: str, text: str) -> tuple[PlacedHighlight, ...]:
    """The highlights of a document that are found in its text, in their order.

    Args:
        library: the open library.
        path: the document.
        text: its text as it is shown.
    """
    found = library.kept.found_highlights(path, text)
    placed = (PlacedHighlight(one.id, one.colour, start, end) for one, start, end in found)
    return tuple(sorted(placed, key=lambda one: (one.start, one.end)))


def add_highlight(library: Library, path: str, colour: HighlightColour, text: str, start: int, end: int) -> str:
    """Highlight a passage of a document; returns the id."""
    made = library.kept.add_highlight(path, colour, text, start, end)
    library.note_identities()
    return made.id


def remove_highlights(library: Library, ids: tuple[str, ...]) -> int:
    """Remove highlights; returns how many there were."""
    return sum(library.kept.remove_highlight(one) for one in ids)
