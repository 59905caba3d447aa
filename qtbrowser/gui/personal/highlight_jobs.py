"""Jobs that read and write the highlights of a document. No Qt."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from qtbrowser.errors import LibraryError
from qtbrowser.personal.highlight_colour import HighlightColour

if TYPE_CHECKING:
    from qtbrowser.library import Library
    from qtbrowser.personal.highlights import Highlight


@dataclass(frozen=True, slots=True)
class PlacedHighlight:
    """A highlight that was found in the shown text.

    Attributes:
        id: of the highlight.
        colour: its colour.
        start, end: where it is, in characters.
        quote: what it says.
        note: the remark in its margin; empty for none.
        is_blank: whether it is blanked when its document is asked back.
    """

    id: str
    colour: HighlightColour
    start: int
    end: int
    quote: str
    note: str = ""
    is_blank: bool = False


@dataclass(frozen=True, slots=True)
class NewHighlight:
    """A passage that is to be highlighted.

    Attributes:
        path: the document.
        colour: its colour.
        text: the text of the document as it is shown.
        start, end: where it is, in characters; not empty.
        is_blank: whether it is to be blanked when its document is asked back.
    """

    path: str
    colour: HighlightColour
    text: str
    start: int
    end: int
    is_blank: bool = False

    @property
    def quote(self) -> str:
        """What it says."""
        return self.text[self.start : self.end]

    @property
    def note(self) -> str:
        """It has no note yet."""
        return ""


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
    return tuple(sorted((_placed(*one) for one in found), key=lambda one: (one.start, one.end)))


def add_highlight(library: Library, new: NewHighlight, note: str = "") -> PlacedHighlight:
    """Highlight a passage of a document."""
    made = library.kept.add_highlight(new.path, new.colour, new.text, new.start, new.end, note, is_blank=new.is_blank)
    library.note_identities()
    return _placed(made, new.start, new.end)


def write_note(library: Library, identity: str, note: str) -> None:
    """Write the remark in the margin of a highlight.

    Raises:
        LibraryError: the highlight is not there any more.
    """
    if not library.kept.write_highlight_note(identity, note):
        raise LibraryError("This highlight was removed elsewhere, so its note is not kept.")


def blank_highlights(library: Library, ids: tuple[str, ...], is_blank: bool) -> bool:
    """Have highlights blanked when their document is asked back, or not; returns which."""
    for one in ids:
        library.kept.blank_highlight(one, is_blank)
    return is_blank


def remove_highlights(library: Library, ids: tuple[str, ...]) -> tuple[Highlight, ...]:
    """Remove highlights; returns those that were there."""
    removed = tuple(one for one in library.kept.highlights() if one.id in ids)
    for one in removed:
        library.kept.remove_highlight(one.id)
    return removed


def restore_highlights(library: Library, removed: Sequence[Highlight]) -> None:
    """Put highlights back that were removed."""
    library.kept.restore_highlights(removed)


def _placed(one: Highlight, start: int, end: int) -> PlacedHighlight:
    return PlacedHighlight(one.id, one.colour, start, end, one.quote, one.note, one.is_blank)
