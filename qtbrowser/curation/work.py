"""The library as an edit would leave it: files are changed in memory and result in one change set."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date
from itertools import count
from pathlib import Path
from typing import Any

from qtbrowser.catalog.catalog import Catalog
from qtbrowser.curation.change_set import ChangeSet, FileChange, Refusal
from qtbrowser.documents.document import Document
from qtbrowser.documents.field_editing.edit import edit_source
from qtbrowser.documents.field_editing.field_values import FieldValue
from qtbrowser.documents.field_editing.source import Source
from qtbrowser.documents.file_places import FilePlaces
from qtbrowser.documents.portable_names import name_key, unportable
from qtbrowser.documents.reader import build_document
from qtbrowser.errors import EditRefused, FileChanged, LibraryError, QtBrowserError, WriteRefused


@dataclass
class Work:
    """What plans read from and write to; nothing on the disk changes.

    Args:
        root: the library's folder, resolved.
        catalog: its catalog; None before the first refresh.
        today: the day that new documents are of.
    """

    root: Path
    catalog: Catalog | None
    today: date
    _ids: set[int] | None = None
    _given_ids: set[int] = field(default_factory=set)
    _places: FilePlaces = field(init=False)
    _last: tuple[str, Source] | None = None
    _before: dict[str, bytes | None] = field(default_factory=dict)
    _after: dict[str, bytes | None] = field(default_factory=dict)
    _modes: dict[str, int] = field(default_factory=dict)
    _trash: set[str] = field(default_factory=set)
    _moved: dict[str, str] = field(default_factory=dict)
    _origins: dict[str, str] = field(default_factory=dict)
    _refusals: dict[str, Refusal] = field(default_factory=dict)
    _names: dict[str, dict[str, set[str]]] = field(default_factory=dict)

    def __post_init__(self) -> None:
        self._places = FilePlaces(self.root)

    def known(self) -> Catalog:
        """The catalog.

        Raises:
            LibraryError: there is none yet.
        """
        if self.catalog is None:
            raise LibraryError("The library has to be indexed before this can be planned.", path=str(self.root))
        return self.catalog

    def free_ids(self, start: int | None = None, own: Collection[int] = ()) -> Iterator[int]:
        """Ids that no document has, each given away as it is taken.

        Args:
            start: the lowest that one may be; None for those above all that are in use.
            own: ids that are free although documents have them, because those get others.
        """
        if self._ids is None:
            self._ids = self.known().ids_in_use()
        if start is None:
            start = max(max(self._ids, default=0), max(self._given_ids, default=0)) + 1
        for number in count(start):
            if number not in self._given_ids and (number not in self._ids or number in own):
                self._given_ids.add(number)
                yield number

    def forget_unchanged(self, path: str) -> None:
        """Keep a file no longer in memory that was only read."""
        if self._after.get(path) is self._before.get(path):
            self._after.pop(path, None)
            self._before.pop(path, None)

    def now_at(self, path: str) -> str:
        """The present path of a document that was at a path."""
        return self._moved.get(path, path)

    def was_at(self, path: str) -> str:
        """The path in the catalog of a document that is now at another path."""
        return self._origins.get(path, path)

    def peek(self, path: str) -> bytes:
        """A file as it is by now, not kept in memory; empty where there is none or it can't be read."""
        if path in self._after:
            return self._after[path] or b""
        try:
            return self._places.read(path) or b""
        except (OSError, WriteRefused):
            return b""

    def read(self, path: str) -> bytes:
        """A file as it is by now.

        Raises:
            EditRefused: there is no such file, or it can't be read.
        """
        if path not in self._after:
            try:
                found = self._places.read(path)
            except OSError as error:
                raise EditRefused(f"The file can't be read: {error.strerror}.", path=path) from error
            except WriteRefused as error:
                raise EditRefused(error.reason, path=path) from error
            self._before[path] = self._after[path] = found
        content = self._after[path]
        if content is None:
            raise EditRefused("There is no such file.", path=path)
        return content

    def exists(self, path: str) -> bool:
        """Whether there is a file at a path by now, of any kind, by exactly this name."""
        if path in self._after:
            return self._after[path] is not None
        above, _, name = path.rpartition("/")
        return name in self._names_in(above).get(name_key(name), ())

    def is_taken(self, path: str) -> bool:
        """Whether a file can't be made at a path, as its folder has one, or one that differs in case or form alone."""
        above, _, name = path.rpartition("/")
        return bool(self._names_in(above).get(name_key(name)))

    def fields(self, path: str) -> dict[str, Any]:
        """The front matter of a document as it is by now.

        Raises:
            EditRefused, DocumentError: it can't be read.
        """
        return dict(self.source(path).front_matter[0])

    def document(self, path: str) -> Document:
        """A document as it is by now.

        Raises:
            EditRefused, DocumentError: it can't be read.
        """
        return build_document(*self.source(path).front_matter, path)

    def source(self, path: str) -> Source:
        """A file's text as it is by now.

        Raises:
            EditRefused: it can't be read.
        """
        content = self.read(path)
        if self._last is None or self._last[0] != path or self._last[1].raw is not content:
            self._last = (path, Source(content))
        return self._last[1]

    def edit(self, path: str, changes: Mapping[str, FieldValue]) -> None:
        """Give fields of a document values.

        Raises:
            EditRefused: it can't be done, or the file may not be replaced.
        """
        source = self.source(path)
        edited = edit_source(source, changes)
        if edited is not source:
            self.change(path, edited.raw)
            self._last = (path, edited)

    def change(self, path: str, content: bytes) -> None:
        """Give a file other bytes.

        Raises:
            EditRefused: the file may not be replaced.
        """
        if content != self.read(path):
            self._may_replace(path)
            self._after[path] = content

    def create(self, path: str, content: bytes, mode: int | None = None) -> None:
        """Make a file.

        Raises:
            EditRefused: there is one already, or one of a name that Windows or macOS take for the same; the name does
                not go on all systems; or the place is outside the library.
        """
        self._create(path, content, mode)

    def _create(self, path: str, content: bytes, mode: int | None, goes: str = "") -> None:
        """Make a file, where `goes` is the path of one that goes for it."""
        if reason := unportable(path, self._known_part(path)):
            raise EditRefused(reason, path=path)
        if self.exists(path):
            raise EditRefused("There is a file of this name already.", path=path)
        if (namesake := self._namesake(path, goes)) is not None:
            reason = f"There is {namesake} already: Windows and macOS take the two names for the same."
            raise EditRefused(reason, path=path)
        self._places.prove(path)
        self._before.setdefault(path, None)
        self._after[path] = content
        above = ""
        for name in path.split("/"):
            self._names_in(above).setdefault(name_key(name), set()).add(name)
            above = f"{above}/{name}" if above else name
        if mode is not None:
            self._modes[path] = mode

    def remove(self, path: str, *, to_trash: bool = False) -> None:
        """Remove a file.

        Raises:
            EditRefused: there is none, or it may not be removed.
        """
        self.read(path)
        self._may_replace(path, goes=True)
        self._gone(path)
        if to_trash:
            self._trash.add(path)

    def move(self, path: str, new_path: str) -> None:
        """Put a file elsewhere, with its permissions.

        Raises:
            EditRefused: it may not be moved, or there is a file already.
        """
        content = self.read(path)
        self._may_replace(path, goes=True)
        self._create(new_path, content, self._modes.get(path), path)
        self._gone(path)
        origin = self._origins.pop(path, path)
        self._moved[origin] = new_path
        self._origins[new_path] = origin

    def refuse(self, path: str, error: QtBrowserError) -> None:
        """Note that a document could not be changed, and why."""
        if isinstance(error, FileChanged):
            self._refusals.setdefault(path, Refusal(path, error.reason, error.read, error.found))
            return
        reason = f"{error.place[:1].upper()}{error.place[1:]}: {error.reason}" if error.place else error.reason
        self._refusals.setdefault(path, Refusal(path, reason))

    def change_set(self, label: str) -> ChangeSet:
        """All that has changed, as one step."""
        files = [
            FileChange(path, before, self._after[path], self._modes.get(path), path in self._trash)
            for path, before in sorted(self._before.items())
            if before != self._after[path]
        ]
        moves = sorted(
            (old, new)
            for old, new in self._moved.items()
            if old != new and self._before.get(old) is not None and self._after.get(new) is not None
        )
        refused = tuple(self._refusals[path] for path in sorted(self._refusals))
        return ChangeSet(label, tuple(files), refused, tuple(moves))

    def _gone(self, path: str) -> None:
        self._after[path] = None
        above, _, name = path.rpartition("/")
        self._names_in(above).get(name_key(name), set()).discard(name)

    def _known_part(self, path: str) -> str:
        """The folder on the way to a path that is there already."""
        above = path.rpartition("/")[0]
        while above and not self.exists(above):
            above = above.rpartition("/")[0]
        return above

    def _namesake(self, path: str, goes: str = "") -> str | None:
        """What there is that Windows or macOS take for a file of this path, or for a folder on the way to it."""
        above = ""
        for name in path.split("/"):
            names = self._names_in(above).get(name_key(name), set())
            if name not in names:
                others = (f"{above}/{other}" if above else other for other in sorted(names))
                return next((other for other in others if other != goes), None)
            above = f"{above}/{name}" if above else name
        return None

    def _names_in(self, folder: str) -> dict[str, set[str]]:
        """The names in a folder as they are by now, by their keys."""
        found = self._names.get(folder)
        if found is None:
            found = self._names[folder] = {}
            for name in self._places.names(folder):
                found.setdefault(name_key(name), set()).add(name)
        return found

    def _may_replace(self, path: str, *, goes: bool = False) -> None:
        if self._before.get(path) is None:
            return  # made by this very work
        if reason := self._places.refused(path):
            raise EditRefused(reason, path=path)
        if goes:
            if self._places.is_link(path):
                raise EditRefused("The file is a link, which could not be made again: move or remove it yourself.")
            self._modes[path] = self._places.mode(path)
