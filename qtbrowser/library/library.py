"""The `Library` class."""

from __future__ import annotations

import dataclasses
import os
import threading
from collections.abc import Callable, Iterator, Sequence
from contextlib import ExitStack
from pathlib import Path
from typing import TYPE_CHECKING, BinaryIO

from qtbrowser import settings
from qtbrowser.catalog.catalog import Catalog
from qtbrowser.catalog.catalog_values import Entry, Progress, Selection, Subject
from qtbrowser.catalog.database import INDEX_GENERATION
from qtbrowser.documents.document import Document
from qtbrowser.documents.problem import Problem
from qtbrowser.errors import DocumentNotFound, IndexDamaged, LibraryError
from qtbrowser.library.cache import LibraryCache, folder_size
from qtbrowser.library.check_api import CheckApi
from qtbrowser.library.edit_api import EditApi
from qtbrowser.library.references import inside, resolve_link, typed_path
from qtbrowser.library.search_api import Found, SearchApi

# Whoosh, NumPy, YAML and Markdown take several times as long to import as the window takes to be painted, so each is
# imported by the first call that needs it.
if TYPE_CHECKING:
    from qtbrowser.library.searching import Sources
    from qtbrowser.rendering.page import Page
    from qtbrowser.search.searcher import Searcher


class Library(SearchApi, EditApi, CheckApi):
    """A folder of question-and-answer documents, with its catalog and its full-text index.

    Made by `Library.open`. Reading is safe from several threads; `refresh` is for one at a time.

    Attributes:
        folder: the library's folder, resolved.
    """

    def __init__(self, folder: Path, cache: LibraryCache) -> None:
        super().__init__()
        self.folder = folder
        self._cache = cache
        self._turn = threading.RLock()
        self._generation: Path | None = None
        self._catalog: Catalog | None = None
        self._searcher: Searcher | None = None
        self._version = -1
        self._repairs = False
        self._in_step = True

    @classmethod
    def open(
        cls, folder: str | os.PathLike[str], cache_dir: str | os.PathLike[str] | None = None, refresh: bool = True
    ) -> Library:
        """Open a folder.

        Args:
            folder: the library.
            cache_dir: where the index is kept; the user's cache folder if None. Never the library itself.
            refresh: block until the index is current. Without it the library is as the last refresh left it, which
                may be empty.

        Raises:
            LibraryError: the folder is missing, is no folder or can't be listed, or the cache can't be written.
        """
        path = Path(folder).expanduser()
        if not path.is_dir():
            reason = "This is not a folder." if path.exists() else "There is no such folder."
            raise LibraryError(reason, path=str(folder))
        resolved = path.resolve()
        library = cls(resolved, LibraryCache(resolved, settings.cache_dir() if cache_dir is None else Path(cache_dir)))
        with ExitStack() as opened:
            opened.enter_context(library)
            library.reload()
            if refresh:
                library.repair_on_search()
                for _ in library.refresh():
                    pass
            opened.pop_all()
        return library

    def close(self) -> None:
        """Let go of the index and the catalog; the library can't be used afterwards."""
        with self._turn:
            self._close_generation()

    def __enter__(self) -> Library:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    # Keeping current

    def refresh(
        self, rebuild: bool = False, wait: bool = True, only: Sequence[str] | None = None
    ) -> Iterator[Progress]:
        """Index what has changed in the folder.

        Args:
            rebuild: make the whole index anew; the present one stays in use until that is done.
            wait: wait while another process indexes this library, instead of raising.
            only: look at these paths alone, which somebody is known to have changed; None looks through the folder.

        Yields:
            Progress; what was committed can be searched at once; the last one carries the Changes.

        Raises:
            LibraryError: the folder can't be listed any more.
            IndexBusy: another process is indexing, and `wait` is False.
        """
        from qtbrowser.library.refresh import refresh

        for progress in refresh(self.folder, self._cache, rebuild=rebuild, wait=wait, only=only):
            if progress.committed:
                self.reload()
            yield progress

    @staticmethod
    def serve_reading(folder: str, order: BinaryIO, results: BinaryIO) -> None:
        """Be the process that reads files ahead of an indexing one; see `qtbrowser.library.file_reading`."""
        from qtbrowser.library.file_reading import serve_reading

        serve_reading(Path(folder), order, results)

    def reload(self) -> bool:
        """Show what has been committed since, by this or another process.

        Returns:
            Whether anything has changed. Costs well under a millisecond where nothing has.
        """
        with self._turn:
            generation = self._cache.current()
            if self._catalog is not None and generation == self._generation:
                version = self._catalog.version()
                if version == self._version:
                    return False
                self._version = version
                self._drop_searcher()
                return True
            had = self._catalog is not None
            self._close_generation()
            if generation is None:
                return had
            try:
                self._catalog = Catalog(generation / "catalog.sqlite3")
            except IndexDamaged:
                # The next refresh finds the same and builds anew.
                return had
            self._generation = generation
            self._version = self._catalog.version()
            return True

    def repair_on_search(self) -> None:
        """From now on a search that meets a damaged index builds it anew and answers, instead of raising."""
        self._repairs = True

    @property
    def document_count(self) -> int:
        """All documents, those hidden from lists too."""
        return self.count(Selection(include_hidden=True))

    @property
    def is_built(self) -> bool:
        """Whether the whole folder has been indexed at least once."""
        return self._catalog is not None and self._catalog.fact("built") is not None

    @property
    def index_bytes(self) -> int:
        """Size of index and catalog on disk."""
        return 0 if self._generation is None else folder_size(self._generation)

    # Walking

    def subjects(self, include_hidden: bool = False) -> tuple[Subject, ...]:
        """The subject tree with counts and topics."""
        return () if self._catalog is None else self._catalog.subjects(include_hidden)

    def entries(self, selection: Selection | None = None, limit: int | None = None, offset: int = 0) -> list[Entry]:
        """The question list of a selection, ordered by title, date and id."""
        return [] if self._catalog is None else self._catalog.entries(selection, limit, offset)

    def row_of(self, path: str, selection: Selection | None = None) -> int | None:
        """At which row, from 0, a selection's question list has a document; None where it does not list it."""
        return None if self._catalog is None else self._catalog.row_of(path, selection)

    def count(self, selection: Selection | None = None) -> int:
        """How many documents a selection holds."""
        return 0 if self._catalog is None else self._catalog.count(selection)

    def problems(self) -> list[Problem]:
        """What could not be read, by path."""
        return [] if self._catalog is None else self._catalog.problems()

    # Reading

    def document(self, reference: int | str) -> Document:
        """Read one document from its file.

        Args:
            reference: its path (relative to the library, or any path of the file), its id, or its address.

        Raises:
            DocumentNotFound: there is no such document.
            AmbiguousReference: several documents carry this id.
            DocumentError: its file can't be read.
        """
        from qtbrowser.documents.reader import read_document

        path = self._path(reference)
        document = read_document(self.folder, path)
        shown = "" if self._catalog is None else self._catalog.subject_of(path)
        return dataclasses.replace(document, subject=shown or document.subject)

    def render(self, reference: int | str) -> Page:
        """One document as a page of safe HTML.

        Raises:
            DocumentNotFound, AmbiguousReference, DocumentError: as `document`.
        """
        from qtbrowser.rendering.render import render_document

        document = self.document(reference)
        return render_document(
            document,
            self.resolve,
            subject=document.subject,
            related_found=self._alike(document),
            backlinks=self.backlinks(document.path),
        )

    def _alike(self, document: Document) -> list[Entry]:
        """Questions like this one, where it names none itself: finding them takes as long as setting the page."""
        if document.related or self._catalog is None or not self._catalog.has_path(document.path):
            return []
        try:
            paths = [hit.path for hit in self.related(document.path)]
        except IndexDamaged:
            # The document can be read all the same; the next search or refresh sees to the index.
            return []
        entries = self._catalog.entries_of(paths)
        return [entries[path] for path in paths if path in entries]

    def render_text(self, reference: int | str) -> str:
        """One document as plain text for a terminal.

        Raises:
            DocumentNotFound, AmbiguousReference, DocumentError: as `document`.
        """
        from qtbrowser.rendering.text import render_text

        return render_text(self.document(reference))

    def backlinks(self, path: str) -> list[Entry]:
        """The documents that link to the one at a path, by title."""
        return [] if self._catalog is None else self._catalog.backlinks(path)

    def resolve(self, target: str, base_path: str = "") -> str | None:
        """The path of the document or image that a link in the document at `base_path` leads to, or None."""
        return resolve_link(self._catalog, self.folder, target, base_path)

    def file(self, path: str) -> Path:
        """The file behind a library path.

        Raises:
            DocumentNotFound: it is missing or lies outside the library once links are followed.
        """
        found = inside(self.folder, path)
        if found is None:
            raise DocumentNotFound("The library holds no such file.", path=path)
        return found

    def _path(self, reference: int | str) -> str:
        missing: DocumentNotFound
        try:
            if self._catalog is not None:
                return self._catalog.find(reference)
            missing = DocumentNotFound(f"The library has no document {reference} yet.")
        except DocumentNotFound as error:
            missing = error
        typed = typed_path(self.folder, reference) if isinstance(reference, str) else None
        if typed is None:
            raise missing
        return typed

    def _with_sources(self, find: Callable[[Sources | None], Found]) -> Found:
        """What `find` makes of the index; where that is damaged and may be repaired, of one built anew."""
        try:
            with self._turn:
                return find(self._sources())
        except IndexDamaged:
            if not self._repairs:
                raise
            for _ in self.refresh(rebuild=True):
                pass
            with self._turn:
                return find(self._sources())

    def _sources(self) -> Sources | None:
        from qtbrowser.library.searching import Sources

        searcher = self._open_searcher()
        return None if searcher is None or self._catalog is None else Sources(self._catalog, searcher, self._in_step)

    @property
    def _known(self) -> Catalog | None:
        return self._catalog

    def _open_searcher(self) -> Searcher | None:
        from qtbrowser.search.index import SearchIndex

        if self._searcher is None and self._generation is not None and self._catalog is not None:
            index = SearchIndex.open(self._generation / "index")
            self._searcher = index.searcher()
            # A writer killed between its two commits leaves the index ahead; what the catalog does not know of is
            # then passed over until the next refresh.
            self._in_step = str(index.generation()) == self._catalog.fact(INDEX_GENERATION)
        return self._searcher

    def _drop_searcher(self) -> None:
        self._searcher = None

    def _close_generation(self) -> None:
        self._drop_searcher()
        if self._catalog is not None:
            self._catalog.close()
            self._catalog = None
        self._generation = None
