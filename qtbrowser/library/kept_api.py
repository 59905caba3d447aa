"""The part of a `Library` that keeps what is the reader's own: bookmarks, notes, highlights, reading states.

All of it is in the personal data (`qtbrowser.personal`), never in the documents, and follows documents that move.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from functools import partial
from pathlib import Path

from qtbrowser.errors import DocumentError, DocumentNotFound, LibraryError
from qtbrowser.library.library_index import LibraryIndex
from qtbrowser.library.quote_finding import find_quote
from qtbrowser.library.read_api import ReadApi
from qtbrowser.library.references import Reference, find_entry_key
from qtbrowser.personal.annotations import Annotation, annotations_of
from qtbrowser.personal.bookmarks import Bookmark, Bookmarks
from qtbrowser.personal.highlight_colour import HighlightColour
from qtbrowser.personal.highlights import Highlight, Highlights
from qtbrowser.personal.known_libraries import library_identity
from qtbrowser.personal.notes import Note, Notes
from qtbrowser.personal.personal_store import personal_store
from qtbrowser.personal.reading_state import ReadingState
from qtbrowser.personal.reading_states import ReadingStates

QUOTE_SHOWN = 80
"""Characters of a passage that are shown with its note below a page."""


class KeptApi:
    """Reads and writes what the reader keeps about a library's documents.

    A method that takes a reference raises `DocumentNotFound` or `AmbiguousReference` as `ReadApi.document` does.

    Args:
        folder: the library's folder, resolved.
        index: its catalog.
        documents: renders notes and passages.
    """

    def __init__(self, folder: Path, index: LibraryIndex, documents: ReadApi) -> None:
        self._folder = folder
        self._index = index
        self._documents = documents

    # Bookmarks

    def bookmarks(self, folder: str | None = None) -> tuple[Bookmark, ...]:
        """The bookmarks by folder and age.

        Args:
            folder: only those in this folder and below it; None for all.
        """
        return self._bookmarks.all(folder)

    def add_bookmark(self, reference: Reference, folder: str = "", note: str | None = None) -> Bookmark:
        """Put a document into a folder of bookmarks; if it is there already, only its note is changed.

        Args:
            reference: the document.
            folder: names joined by ``/``; empty for none.
            note: a remark; None leaves the one that is there.
        """
        return self._bookmarks.put(self._path(reference), folder, note)

    def remove_bookmark(self, reference: Reference, folder: str | None = None) -> int:
        """Take a document out of one folder of bookmarks, or out of all.

        Args:
            reference: the document; the last known path of one that is missing will do.
            folder: the folder; None for all.

        Returns:
            The number of folders that it was in.
        """
        try:
            path = self._path(reference)
        except DocumentNotFound:
            if (removed := self._bookmarks.remove(str(reference), folder)) == 0:
                raise
            return removed
        return self._bookmarks.remove(path, folder)

    def import_bookmarks(self, bookmarks: Sequence[Bookmark]) -> tuple[tuple[Bookmark, ...], tuple[str, ...]]:
        """Store bookmarks of another place; none becomes a second one of the same document and folder.

        Args:
            bookmarks: what was read; `path` may be any reference.

        Returns:
            Those that are stored, and the paths of documents that this library does not have.
        """
        known, unknown = [], []
        for bookmark in bookmarks:
            try:
                path = self._path(bookmark.path)
            except DocumentNotFound:
                unknown.append(bookmark.path)
            else:
                known.append(Bookmark(path, bookmark.folder, bookmark.note, bookmark.created))
        return self._bookmarks.put_all(known), tuple(unknown)

    def restore_bookmarks(self, removed: Sequence[Bookmark]) -> None:
        """Put bookmarks back that were removed, also those of documents that are missing."""
        self._bookmarks.put_all(removed)

    def rename_bookmark_folder(self, folder: str, new_name: str) -> int:
        """Rename a folder of bookmarks with those below it; returns the number of bookmarks in them."""
        return self._bookmarks.rename_folder(folder, new_name)

    # Notes

    def notes(self, words: str = "") -> tuple[Note, ...]:
        """The notes, the last written one first; with words only those that hold all of them."""
        return self._notes.all(words)

    def note(self, reference: Reference) -> str:
        """The note on a document, Markdown; empty if there is none.

        Args:
            reference: the document; the last known path of one that is missing will do where it has a note.
        """
        try:
            path = self._path(reference)
        except DocumentNotFound:
            kept = (one.text for one in self._notes.all() if one.is_missing and one.path == str(reference))
            if (text := next(kept, None)) is None:
                raise
            return text
        return self._notes.get(path)

    def write_note(self, reference: Reference, text: str) -> None:
        """Write the note on a document, replacing the one before; an empty text removes it.

        Args:
            reference: the document; the last known path of one that is missing will do where it has a note.
            text: Markdown.
        """
        try:
            path = self._path(reference)
        except DocumentNotFound:
            if not self._notes.put_on_missing(str(reference), text):
                raise
        else:
            self._notes.put(path, text)

    def foot_html(self, reference: Reference) -> str:
        """What the reader has written about a document: its note, then the notes in the margin with the passages that
        they are about; safe HTML, empty for none.
        """
        from html import escape

        path = self._path(reference)
        note, parts = self._notes.get(path), list[str]()
        if note.strip():
            parts.append(self._documents.render_remark(note, path))
        for one in self._highlights.all(path):
            if one.note.strip():
                quote = " ".join(one.quote.split())
                shown = quote if len(quote) <= QUOTE_SHOWN else f"{quote[:QUOTE_SHOWN].rstrip()}…"
                parts.append(f'<p class="passage">“{escape(shown, quote=False)}”</p>')
                parts.append(self._documents.render_remark(one.note, path))
        return "\n".join(['<div class="answer">', *parts, "</div>"]) if parts else ""

    # Highlights

    def highlights(self, reference: Reference | None = None) -> tuple[Highlight, ...]:
        """The highlighted passages by document and place.

        Args:
            reference: only those of this document; None for all.
        """
        return self._highlights.all(None if reference is None else self._path(reference))

    def add_highlight(
        self,
        reference: Reference,
        colour: HighlightColour,
        text: str,
        start: int,
        end: int,
        note: str = "",
        *,
        is_blank: bool = False,
    ) -> Highlight:
        """Highlight a passage of a document's text, see `Highlights.add`."""
        return self._highlights.add(self._path(reference), colour, text, start, end, note, is_blank=is_blank)

    def highlight_quote(self, reference: Reference, colour: HighlightColour, quote: str, note: str = "") -> Highlight:
        """Highlight the first passage of a document that says this.

        Raises:
            LibraryError: the document does not say this.
        """
        text = self._quotable(reference)
        found = find_quote(text, quote, "", "", 0)
        if found is None:
            raise LibraryError("The document does not say this.", path=self._path(reference))
        return self.add_highlight(reference, colour, text, *found, note)

    def write_highlight_note(self, identity: str, note: str) -> bool:
        """Write the remark in the margin of a highlight, given by its id; returns whether there is such a highlight."""
        return self._highlights.write_note(identity, note)

    def blank_highlight(self, identity: str, is_blank: bool = True) -> bool:
        """Have a highlight blanked when its document is asked back, or not; returns whether there is one."""
        return self._highlights.blank(identity, is_blank)

    def _quotable(self, reference: Reference) -> str:
        """The text of a document from which passages are quoted."""
        from qtbrowser.rendering.quotable_text import quotable_text

        return quotable_text(self._documents.render(reference).html)

    def restore_highlights(self, removed: Sequence[Highlight]) -> None:
        """Put highlights back that were removed."""
        self._highlights.restore(removed)

    def remove_highlight(self, identity: str) -> bool:
        """Remove a highlight by its id; returns whether there was one."""
        return self._highlights.remove(identity)

    def found_highlights(self, reference: Reference, text: str) -> list[tuple[Highlight, int, int]]:
        """The highlights of a document with their places in a text of it, start and end in characters; those that are
        not found are left out.
        """
        found = []
        for one in self.highlights(reference):
            place = find_quote(text, one.quote, one.prefix, one.suffix, one.place)
            if place is not None:
                found.append((one, *place))
        return found

    def annotations(self) -> tuple[Annotation, ...]:
        """All highlights and notes, by document."""
        return annotations_of(self._highlights.all(), self._notes.all())

    def orphaned_highlights(self, reference: Reference | None = None) -> tuple[Highlight, ...]:
        """The highlights whose documents are missing or do not say their words any more.

        Args:
            reference: only those of this document; None for all.
        """
        found, texts = [], dict[str, str]()
        for one in self.highlights(reference):
            if not one.is_missing and one.path not in texts:
                try:
                    texts[one.path] = self._quotable(one.path)
                except (DocumentNotFound, DocumentError):
                    texts[one.path] = ""
            text = "" if one.is_missing else texts[one.path]
            if find_quote(text, one.quote, one.prefix, one.suffix, one.place) is None:
                found.append(one)
        return tuple(found)

    # Reading states

    def reading_states(self) -> dict[str, ReadingState]:
        """The documents that are not unread: path -> state."""
        return self._states.all()

    def reading_state(self, reference: Reference) -> ReadingState:
        """How far the reader is with a document."""
        return self._states.get(self._path(reference))

    def known_paths(self) -> frozenset[str]:
        """The paths of the documents that the reader knows."""
        return self._states.paths((ReadingState.KNOWN,))

    def set_reading_state(self, references: Iterable[Reference], state: ReadingState) -> None:
        """Set how far some documents are read."""
        self._states.put([self._path(reference) for reference in references], state)

    def read_counts(self, states: Mapping[str, ReadingState]) -> dict[str, int]:
        """How many documents are read or known in each subject and those below it, by its key; "" is all of them.

        Args:
            states: what `reading_states` gave.
        """
        read = [path for path, state in states.items() if state in (ReadingState.READ, ReadingState.KNOWN)]
        catalog = self._index.catalog
        return {} if catalog is None else catalog.entries.sums_by_subject(Counter(read))

    def library_identity(self) -> str:
        """The id by which personal data of this computer knows this library."""
        return personal_store().write(partial(library_identity, folder=self._folder))

    def library_sample(self) -> frozenset[int]:
        """The smallest digests of its answers, by which it is known again on any computer."""
        catalog = self._index.catalog
        return frozenset() if catalog is None else frozenset(catalog.identities.sample())

    @property
    def _bookmarks(self) -> Bookmarks:
        return Bookmarks(personal_store(), self._folder)

    @property
    def _notes(self) -> Notes:
        return Notes(personal_store(), self._folder)

    @property
    def _highlights(self) -> Highlights:
        return Highlights(personal_store(), self._folder)

    @property
    def _states(self) -> ReadingStates:
        return ReadingStates(personal_store(), self._folder)

    def _path(self, reference: Reference) -> str:
        return find_entry_key(self._index.catalog, self._folder, reference)
