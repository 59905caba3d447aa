"""The state of the library during planning: files are changed in memory and result in one change set."""

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
from qtbrowser.documents.folder_kind import FolderKind
from qtbrowser.documents.portable_names import name_key, unportable
from qtbrowser.documents.reader import build_document
from qtbrowser.errors import EditRefused, FileChanged, LibraryError, QtBrowserError, WriteRefused


@dataclass
class Work:
    """The files that plans read and write, in memory; nothing on the disk is changed.

    Args:
        root: the library's folder, resolved.
        catalog: its catalog; None before the first refresh.
        today: the date of new documents.
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
        """Unused ids; each one that is taken counts as used from then on.

        Args:
            start: the lowest allowed id; None for those above all used ones.
            own: used ids that count as free, because their documents get new ones.
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
        """Remove a file from memory that was only read."""
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
        """The present bytes of a file, not kept in memory; empty if there is none or it can't be read."""
        if path in self._after:
            return self._after[path] or b""
        try:
            return self._places.read(path) or b""
        except (OSError, WriteRefused):
            return b""

    def read(self, path: str) -> bytes:
        """The present bytes of a file.

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
        """Whether there is a file of any kind at a path, with exactly this name."""
        if path in self._after:
            return self._after[path] is not None
        above, _, name = path.rpartition("/")
        return name in self._names_in(above).get(name_key(name), ())

    def is_taken(self, path: str) -> bool:
        """Whether a file can't be created at a path, because there is one, or one whose name differs only in case or
        Unicode form.
        """
        above, _, name = path.rpartition("/")
        return bool(self._names_in(above).get(name_key(name)))

    def as_spelled(self, folder: str) -> str:
        """The path of a folder as the folders that there are by now spell it, where case or form alone differ."""
        above = ""
        for name in filter(None, folder.split("/")):
            names = self._names_in(above).get(name_key(name), set())
            spelled = min(names) if names and name not in names else name
            above = f"{above}/{spelled}" if above else spelled
        return above

    def fields(self, path: str) -> dict[str, Any]:
        """The present front matter of a document.

        Raises:
            EditRefused, DocumentError: it can't be read.
        """
        return dict(self.source(path).front_matter[0])

    def document(self, path: str) -> Document:
        """A document in its present state.

        Raises:
            EditRefused, DocumentError: it can't be read.
        """
        kinds = FolderKind.PLAIN if self.catalog is None else self.catalog.kinds().of(path)
        return build_document(*self.source(path).front_matter, path, kinds)

    def source(self, path: str) -> Source:
        """The present text of a file.

        Raises:
            EditRefused: it can't be read.
        """
        content = self.read(path)
        if self._last is None or self._last[0] != path or self._last[1].raw is not content:
            self._last = (path, Source(content))
        return self._last[1]

    def edit(self, path: str, changes: Mapping[str, FieldValue]) -> None:
        """Set fields of a document.

        Raises:
            EditRefused: a field can't be set, or the file may not be replaced.
        """
        source = self.source(path)
        edited = edit_source(source, changes)
        if edited is not source:
            self.change(path, edited.raw)
            self._last = (path, edited)

    def change(self, path: str, content: bytes) -> None:
        """Replace the bytes of a file.

        Raises:
            EditRefused: the file may not be replaced.
        """
        if content != self.read(path):
            self._may_replace(path)
            self._after[path] = content

    def create(self, path: str, content: bytes, mode: int | None = None) -> None:
        """Create a file.

        Raises:
            EditRefused: there is one already, or one whose name is the same for Windows or macOS; the name is not valid
                on all systems; or the path is outside the library.
        """
        self._create(path, content, mode)

    def _create(self, path: str, content: bytes, mode: int | None, goes: str = "") -> None:
        """Create a file; `goes` is the path of a file that is removed for it."""
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
            EditRefused: there is no file, or it may not be removed.
        """
        self.read(path)
        self._may_replace(path, goes=True)
        self._gone(path)
        if to_trash:
            self._trash.add(path)

    def move(self, path: str, new_path: str) -> None:
        """Move a file; it keeps its permissions.

        Raises:
            EditRefused: it may not be moved, or there is a file at the new path.
        """
        content = self.read(path)
        self._may_replace(path, goes=True)
        self._create(new_path, content, self._modes.get(path), path)
        self._gone(path)
        origin = self._origins.pop(path, path)
        self._moved[origin] = new_path
        self._origins[new_path] = origin

    def refuse(self, path: str, error: QtBrowserError) -> None:
        """Record that a document could not be changed, and why."""
        if isinstance(error, FileChanged):
            self._refusals.setdefault(path, Refusal(path, error.reason, error.read, error.found))
            return
        reason = f"{error.place[:1].upper()}{error.place[1:]}: {error.reason}" if error.place else error.reason
        self._refusals.setdefault(path, Refusal(path, reason))

    def change_set(self, label: str) -> ChangeSet:
        """All changes, as one change set."""
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
        """The deepest existing folder on the way to a path."""
        above = path.rpartition("/")[0]
        while above and not self.exists(above):
            above = above.rpartition("/")[0]
        return above

    def _namesake(self, path: str, goes: str = "") -> str | None:
        """The existing path that is the same for Windows or macOS as this one, or as a folder on the way to it; None if
        there is none.
        """
        above = ""
        for name in path.split("/"):
            names = self._names_in(above).get(name_key(name), set())
            if name not in names:
                others = (f"{above}/{other}" if above else other for other in sorted(names))
                return next((other for other in others if other != goes), None)
            above = f"{above}/{name}" if above else name
        return None

    def _names_in(self, folder: str) -> dict[str, set[str]]:
        """The present names in a folder: portable key -> names."""
        found = self._names.get(folder)
        if found is None:
            found = self._names[folder] = {}
            for name in self._places.names(folder):
                found.setdefault(name_key(name), set()).add(name)
        return found

    def _may_replace(self, path: str, *, goes: bool = False) -> None:
        if self._before.get(path) is None:
            return  # created by this plan
        if reason := self._places.refused(path):
            raise EditRefused(reason, path=path)
        if goes:
            if self._places.is_link(path):
                raise EditRefused("The file is a link, which undo could not restore: move or remove it yourself.")
            self._modes[path] = self._places.mode(path)
