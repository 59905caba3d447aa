"""Holds the catalog and the full-text index of a library open in this process."""

from __future__ import annotations

import threading
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, TypeVar

from qtbrowser.catalog.catalog import Catalog
from qtbrowser.catalog.catalog_values import Changes, Progress
from qtbrowser.catalog.damage import damage_told
from qtbrowser.catalog.database import INDEX_GENERATION
from qtbrowser.errors import IndexDamaged
from qtbrowser.library.cache import LibraryCache, folder_size
from qtbrowser.library.meaning_index import MeaningIndex
from qtbrowser.library.personal_keys import PersonalKeys

# Importing Whoosh and NumPy takes several times as long as painting the window, so each is imported by the first call
# that needs it.
if TYPE_CHECKING:
    from qtbrowser.library.sources import Sources
    from qtbrowser.search.searcher import Searcher

Found = TypeVar("Found")


class LibraryIndex:
    """Opens the generation in use, reloads it after commits, and updates it from the folder.

    Nothing is open before the first `reload`. Reading is safe from several threads; `refresh` may be called by one
    thread at a time.

    Args:
        folder: the library's folder, resolved.
        cache: the folder of its generations.
        keys: informed of what each refresh has found, so that personal data follows its documents.

    Attributes:
        meaning: the vectors of its documents.
    """

    def __init__(self, folder: Path, cache: LibraryCache, keys: PersonalKeys) -> None:
        self._folder = folder
        self._cache = cache
        self._keys = keys
        self._lock = threading.RLock()
        self._generation: Path | None = None
        self._opened: tuple[int, int] | None = None
        self._catalog: Catalog | None = None
        self._searcher: Searcher | None = None
        self._version = -1
        self._repairs = False
        self._in_step = True
        self.meaning = MeaningIndex(cache.root / "meaning")

    @property
    def catalog(self) -> Catalog | None:
        """The catalog of the generation in use; None if there is no index yet."""
        return self._catalog

    @property
    def is_built(self) -> bool:
        """Whether the whole folder has been indexed at least once."""
        return self._catalog is not None and self._catalog.fact("built") is not None

    @property
    def size(self) -> int:
        """Size of index and catalog on disk, in bytes; 0 if there are none."""
        return 0 if self._generation is None else folder_size(self._generation)

    def close(self) -> None:
        """Close index and catalog."""
        with self._lock:
            self._close_generation()

    def reload(self) -> bool:
        """Load what has been committed since the last call, by this or another process.

        Returns:
            Whether anything has changed. Takes well under a millisecond if nothing has.
        """
        with self._lock:
            generation = self._cache.current()
            if self._catalog is not None and generation == self._generation and not self._is_replaced():
                version = self._catalog.version()
                if version == self._version:
                    return False
                self._version = version
                self._searcher = None
                return True
            had = self._catalog is not None
            self._close_generation()
            if generation is None:
                return had
            try:
                self._catalog = Catalog(generation / "catalog.sqlite3")
            except IndexDamaged:
                # The next refresh meets the same damage and rebuilds the index.
                return had
            self._generation = generation
            self._opened = self._identity()
            self._version = self._catalog.version()
            return True

    def refresh(
        self,
        rebuild: bool = False,
        wait: bool = True,
        only: Sequence[str] | None = None,
        verify: bool = False,
        accept_loss: bool = False,
    ) -> Iterator[Progress]:
        """Index what has changed in the folder, and reload after each commit.

        A file counts as changed if its size or modification time differs from the stored one.

        Args:
            rebuild: build the whole index from scratch; the present one stays in use until that is done.
            wait: wait while another process indexes this library, instead of raising.
            only: paths of the files that are known to have changed; no others are looked at. None scans the whole
                folder.
            verify: also read every file, to find those whose content changed while their size and time did not.
            accept_loss: where the folder has none of the known documents, take them for removed. Otherwise an empty
                folder, or another drive in its place, changes nothing.

        Yields:
            Progress; what was committed can be searched at once. The last one has the Changes.

        Raises:
            LibraryError: the folder can't be listed any more.
            LibraryOutOfReach: it has none of the known documents, as where a drive is not connected.
            IndexBusy: another process is indexing, and `wait` is False.
        """
        from qtbrowser.library.refresh import refresh

        self._keys.note_identities(self._catalog)
        steps = refresh(
            self._folder,
            self._cache,
            rebuild=rebuild,
            wait=wait,
            only=only,
            verify=verify,
            accept_loss=accept_loss,
        )
        for progress in steps:
            if progress.committed:
                self.reload()
            if progress.changes is not None and self._catalog is not None:
                self._keys.follow(self._catalog, progress.changes)
            yield progress

    def confirm_current(self) -> bool:
        """Find out whether the index is up to date, without writing to it: faster than a `refresh` in a process of its
        own where nothing has changed.

        Personal data follows its documents as in a refresh.

        Returns:
            False also in doubt, for example while another process indexes; a `refresh` is needed then.

        Raises:
            LibraryError: the folder can't be listed any more.
        """
        from qtbrowser.library.refresh import is_current

        self._keys.note_identities(self._catalog)
        if not is_current(self._folder, self._cache):
            return False
        self.reload()
        if self._catalog is None:
            return False
        self._keys.follow(self._catalog, Changes())
        return True

    def repair_on_search(self) -> None:
        """Make searches rebuild a damaged index and answer, instead of raising."""
        self._repairs = True

    def with_sources(self, find: Callable[[Sources | None], Found]) -> Found:
        """Call a function with catalog and searcher, while no other thread reloads or searches.

        Args:
            find: the function; it is given None if there is no index yet. After a repair it is called a second time.

        Returns:
            What `find` returned.

        Raises:
            IndexDamaged: the index can't be read, and `repair_on_search` was not called.
        """
        try:
            with self._lock, damage_told(self._cache.root):
                return find(self._sources())
        except IndexDamaged:
            if not self._repairs:
                raise
            with self._lock:
                # Cached parts of the damaged index must not be used again, even if the new index has its name.
                self._searcher = None
            for _ in self.refresh(rebuild=True):
                pass
            with self._lock:
                return find(self._sources())

    def _sources(self) -> Sources | None:
        from qtbrowser.library.sources import Sources

        searcher = self._open_searcher()
        return (
            None
            if searcher is None or self._catalog is None
            else Sources(self._catalog, searcher, self._in_step, self.meaning)
        )

    def _open_searcher(self) -> Searcher | None:
        from qtbrowser.search.index import SearchIndex

        if self._searcher is None and self._generation is not None and self._catalog is not None:
            index = SearchIndex.open(self._generation / "index")
            self._searcher = index.searcher()
            # A writer killed between its two commits leaves the index ahead of the catalog. Documents that the catalog
            # does not know are then left out of the results until the next refresh.
            self._in_step = str(index.generation()) == self._catalog.fact(INDEX_GENERATION)
        return self._searcher

    def _is_replaced(self) -> bool:
        """Whether the cache was deleted and made again, so that another generation has the name of the open one."""
        identity = self._identity()
        return identity is not None and identity != self._opened

    def _identity(self) -> tuple[int, int] | None:
        """Device and inode of the catalog in the generation's folder; None if it is gone."""
        if self._generation is None:
            return None
        try:
            status = (self._generation / "catalog.sqlite3").stat()
        except OSError:
            return None
        return status.st_dev, status.st_ino

    def _close_generation(self) -> None:
        self._searcher = None
        if self._catalog is not None:
            self._catalog.close()
            self._catalog = None
        self._generation = None
