"""The reading part of a `Library`: documents, their pages, and what their links lead to."""

from __future__ import annotations

import dataclasses
from datetime import date, datetime
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from qtbrowser.catalog.catalog_values import AskedQuestion, DocumentIdentity, Entry
from qtbrowser.documents.confined_open import place_of
from qtbrowser.documents.document import Document
from qtbrowser.documents.folder_kind import FolderKind, FolderKinds
from qtbrowser.errors import DocumentError, DocumentNotFound, IndexDamaged, PathRefused, QtBrowserError
from qtbrowser.library.folder_reach import is_out_of_reach
from qtbrowser.library.indexed_copy import indexed_copy
from qtbrowser.library.library_index import LibraryIndex
from qtbrowser.library.references import find_place, inside, resolve_link
from qtbrowser.library.search_api import SearchApi
from qtbrowser.personal.known_documents import is_same_document

# Importing YAML and Markdown takes long, so each is imported by the first call that needs it.
if TYPE_CHECKING:
    from qtbrowser.rendering.page import Page


class ReadApi:
    """Reads and renders the documents of a library.

    Args:
        folder: the library's folder, resolved.
        index: its catalog.
        searches: finds related questions for documents that name none.
    """

    def __init__(self, folder: Path, index: LibraryIndex, searches: SearchApi) -> None:
        self._folder = folder
        self._index = index
        self._searches = searches

    def document(self, reference: int | str) -> Document:
        """Read one document from its file.

        Args:
            reference: its path (relative to the library, or any path of the file), its id, or its address. With `#` and
                the anchor of a heading or a question, the document is that section, with its words as the title.

        Raises:
            DocumentNotFound: there is no such document, or no such section of it.
            AmbiguousReference: several documents have this id.
            DocumentError: its file can't be read.
        """
        return self._at(*self.place_of(reference))

    def _at(self, path: str, anchor: str) -> Document:
        """The document at a path, or a section of it."""
        from qtbrowser.documents.reader import read_document, with_title_of_navigation

        catalog = self._index.catalog
        kinds = FolderKinds() if catalog is None else catalog.kinds()
        document = with_title_of_navigation(read_document(self._folder, path, kinds.of(path)), kinds)
        shown = "" if catalog is None else catalog.subjects.subject_of(path)
        written = None if document.date is not None else _day_of_file(place_of(self._folder, path))
        whole = dataclasses.replace(document, subject=shown or document.subject, file_date=written)
        return self._section(whole, anchor) if anchor else whole

    def _section(self, document: Document, anchor: str) -> Document:
        """A section of a document, as a document of its own."""
        from qtbrowser.documents.question_entries import section_of

        found = section_of(document.text, anchor, document.title)
        if found is None:
            raise DocumentNotFound(f"The document has no section #{anchor}.", path=document.path)
        answer = found.body(document.text).strip("\n")
        return dataclasses.replace(
            document,
            title=found.question,
            raw_answer=answer,
            escaped=False,
            body="",
            keywords=(),
            related=(),
            kinds=document.kinds & ~FolderKind.FIELD_LINES,
        )

    def place_of(self, reference: int | str) -> tuple[str, str]:
        """The path and the anchor that a reference names; an empty anchor for a whole document.

        Args:
            reference: as for `document`.

        Raises:
            DocumentNotFound, AmbiguousReference: as `document`.
        """
        return find_place(self._index.catalog, self._folder, reference)

    def identity_of(self, path: str) -> DocumentIdentity | None:
        """By what a document is known again at another path; None if there is none at this one."""
        catalog = self._index.catalog
        return None if catalog is None else catalog.identities.of_paths([path]).get(path)

    def moved_to(self, identity: DocumentIdentity) -> str | None:
        """The path of a document that is no longer where it was; None if it is nowhere, or in several places.

        Args:
            identity: as `identity_of` returned it before.
        """
        catalog = self._index.catalog
        alike = [] if catalog is None else catalog.identities.alike(identity)
        found = [one.path for one in alike if one.path != identity.path and is_same_document(identity, one)]
        name = identity.path.rpartition("/")[2]
        of_name = [path for path in found if path.rpartition("/")[2] == name]
        return next((paths[0] for paths in (found, of_name) if len(paths) == 1), None)

    def render(self, reference: int | str, *, in_parts: bool = False) -> Page:
        """One document as a page of safe HTML.

        While the library's folder is out of reach it is the copy in the index, and says so.

        Args:
            reference: as for `document`.
            in_parts: whether of a long document only the first part is rendered at once, see `Page.later`.

        Raises:
            DocumentNotFound, AmbiguousReference, DocumentError: as `document`.
        """
        from qtbrowser.rendering.render import render_document

        path, anchor = self.place_of(reference)
        try:
            document = self._at(path, anchor)
        except DocumentError:
            copy = self._copy(path)
            if copy is None:
                raise
            document, anchor = copy, ""
        return render_document(
            document,
            self.resolve,
            subject=document.subject,
            find_similar=None if anchor else partial(self._similar, document),
            backlinks=() if anchor else self.backlinks(document.path),
            read=self._readable,
            in_parts=in_parts,
            noun="questions" if self._index.catalog is None or self._index.catalog.holds_questions() else "documents",
        )

    def _copy(self, path: str) -> Document | None:
        """What the index has of a document while the folder is out of reach; None otherwise, or if it has nothing."""
        catalog = self._index.catalog
        if catalog is None or not is_out_of_reach(self._folder):
            return None
        entry = catalog.entries.of_paths([path]).get(path)
        try:
            texts = self._index.with_sources(lambda sources: None if sources is None else sources.searcher.texts(path))
        except DocumentNotFound:
            return None
        return None if entry is None or texts is None else indexed_copy(entry, texts.answer)

    def render_remark(self, text: str, path: str) -> str:
        """What the reader has written about a document, in Markdown, as safe HTML.

        Args:
            text: the Markdown.
            path: the document's library path, from which links lead.
        """
        from qtbrowser.rendering.link_addresses import Links
        from qtbrowser.rendering.render import render_answer

        return render_answer(text, Links(self.resolve, path)).html

    def _readable(self, path: str) -> Document | None:
        """The document at a path, or None if it can't be read."""
        try:
            return self.document(path)
        except QtBrowserError:
            return None

    def render_text(self, reference: int | str) -> str:
        """One document as plain text for a terminal; while the folder is out of reach it is the copy in the index.

        Args:
            reference: as for `document`.

        Raises:
            DocumentNotFound, AmbiguousReference, DocumentError: as `document`.
        """
        from qtbrowser.rendering.text import render_text

        path, anchor = self.place_of(reference)
        try:
            return render_text(self._at(path, anchor))
        except DocumentError:
            if (copy := self._copy(path)) is None:
                raise
            return render_text(copy)

    def questions(self, path: str) -> tuple[AskedQuestion, ...]:
        """The questions of a file that is an FAQ or a quiz, in order; none of any other."""
        catalog = self._index.catalog
        return () if catalog is None else catalog.questions.of(path)

    def backlinks(self, path: str) -> list[Entry]:
        """The documents that link to the one at a path, by title."""
        catalog = self._index.catalog
        return [] if catalog is None else catalog.backlinks(path)

    def resolve(self, target: str, base_path: str = "") -> str | None:
        """The path of the document or image that a link in the document at `base_path` leads to, or None."""
        return resolve_link(self._index.catalog, self._folder, target, base_path)

    def file(self, path: str) -> Path:
        """The file at a library path, symbolic links resolved, for programs that are given a path.

        To read the file use `content`, which opens the same file that was checked to be in the library.

        Raises:
            DocumentNotFound: it is missing, or is outside the library once links are followed.
        """
        found = inside(self._folder, path)
        if found is None:
            raise DocumentNotFound("The library holds no such file.", path=path)
        return found

    def content(self, path: str, limit: int) -> bytes:
        """The content of a file of the library.

        Args:
            path: its library path.
            limit: its largest allowed size in bytes.

        Raises:
            DocumentNotFound: it is missing, outside the library once links are followed, not a regular file or too
                large.
            DocumentError: it can't be read.
        """
        from qtbrowser.documents.confined_open import read_file

        try:
            return read_file(self._folder, path, limit)
        except PathRefused as error:
            raise DocumentNotFound(error.reason, path=path) from error
        except FileNotFoundError as error:
            raise DocumentNotFound("The library holds no such file.", path=path) from error
        except OSError as error:
            raise DocumentError(f"The file can't be read: {error.strerror}.", path=path) from error

    def location(self, path: str) -> Path:
        """The folder that contains a library path, for a file manager; if it is missing or outside the library, the
        nearest folder above it.

        Args:
            path: a library path; nothing need exist at it.
        """
        from qtbrowser.documents.confined_open import resolved_path

        while path:
            path = path.rpartition("/")[0]
            try:
                return self._folder / resolved_path(self._folder, path)
            except (PathRefused, OSError):
                continue
        return self._folder

    def _similar(self, document: Document) -> list[Entry]:
        """The questions like a document's own."""
        catalog = self._index.catalog
        if catalog is None or not catalog.has_path(document.path):
            return []
        try:
            return self._searches.related_entries(document.path)
        except IndexDamaged:
            # The document can still be read; the next search or refresh repairs the index.
            return []


def _day_of_file(file: Path) -> date | None:
    """The day, here, on which a file was written; None if it can't be looked at."""
    try:
        return datetime.fromtimestamp(file.stat().st_mtime).date()  # noqa: DTZ006 - the reader's own day
    except (OSError, OverflowError, ValueError):
        return None
