"""The files of a library during planning: they are changed in memory, nothing on the disk is."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, MutableMapping, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import TypeVar

from qtbrowser.curation.file_changes import FileChange, FileChanges, FileHead
from qtbrowser.curation.kept_contents import KeptContents
from qtbrowser.documents.confined_open import resolved_path
from qtbrowser.documents.file_places import FilePlaces
from qtbrowser.documents.portable_names import name_key, unportable
from qtbrowser.errors import EditRefused, PathRefused, WriteRefused

Key = TypeVar("Key")
Value = TypeVar("Value")


class PlannedFiles:
    """Files with their bytes before the plan and now.

    Args:
        root: the library's folder, resolved.
        changed: called with the path of each file that changes, comes or goes, and again if that is taken back.
        names: gives the further names of documents, links and hard links: path -> path of the document.
    """

    def __init__(
        self, root: Path, changed: Callable[[str], None], names: Callable[[], Mapping[str, str]] = dict
    ) -> None:
        self.root = root
        self._changed = changed
        self._further_names = names
        self._names_of: dict[str, list[str]] | None = None
        self._joint: dict[str, str] = {}
        self._places = FilePlaces(root)
        self._before = KeptContents()
        self._after = KeptContents()
        self._modes: dict[str, int] = {}
        self._trash: dict[str, bool] = {}
        self._names: dict[str, dict[str, set[str]]] = {}
        self._takes_back: list[Callable[[], object]] | None = None

    @contextmanager
    def attempt(self) -> Iterator[None]:
        """A part of a plan that is taken back as a whole if an exception leaves the block."""
        outer, own = self._takes_back, []  # type: ignore[var-annotated]
        self._takes_back = own
        try:
            yield
        except BaseException:
            self._takes_back = None
            for take_back in reversed(own):
                take_back()
            self._takes_back = outer
            raise
        self._takes_back = outer
        if outer is not None:
            outer.extend(own)

    def on_failure(self, take_back: Callable[[], object]) -> None:
        """Have a function called if the present attempt is taken back."""
        if self._takes_back is not None:
            self._takes_back.append(take_back)

    def put(self, table: MutableMapping[Key, Value], key: Key, value: Value) -> None:
        """Set an item of a table; if the present attempt is taken back, it becomes what it was."""
        if key in table:
            old = table[key]
            self.on_failure(lambda: table.__setitem__(key, old))
        else:
            self.on_failure(lambda: table.pop(key, None))
        table[key] = value

    def forget_unchanged(self, path: str) -> None:
        """Remove a file from memory that was only read."""
        if self._after.get(path) is self._before.get(path):
            self._after.pop(path, None)
            self._before.pop(path, None)

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

    def files_in(self, folder: str) -> list[str]:
        """The present names in a folder, in no order; none where there is no such folder."""
        return [name for names in self._names_in(folder).values() for name in names]

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

    def real_path(self, path: str) -> str:
        """The path by which the library has the file at a path: that of a link or of a further hard link is another
        one.
        """
        if path in self._after:
            return path
        real = self._resolved(path)
        known = self._further_names().get(real)
        return real if known is None or not self._places.are_one(real, known) else known

    def joint(self) -> Mapping[str, str]:
        """The further names (hard links) of files that change: path -> the path of the document."""
        return self._joint

    def change(self, path: str, content: bytes) -> None:
        """Replace the bytes of a file.

        Raises:
            EditRefused: the file may not be replaced.
        """
        before = self.read(path)
        if content == before:
            return
        names = [name for name in self._links_to(path) if not self._places.is_link(name)]
        self._may_replace(path, names=1 + len(names))
        self._set(path, content)
        # They stay one file.
        for name in names:
            if name not in self._before:
                self.put(self._before, name, before)
            self.put(self._after, name, content)
            self.put(self._joint, name, path)

    def create(self, path: str, content: bytes, mode: int | None = None, goes: str = "") -> None:
        """Create a file.

        Args:
            path: its path.
            content: its bytes.
            mode: its permissions; None for the default ones.
            goes: the path of a file that is removed for it.

        Raises:
            EditRefused: there is one already, or one whose name is the same for Windows or macOS; the name is not valid
                on all systems; or the path is outside the library.
        """
        if reason := unportable(path, self._known_part(path)):
            raise EditRefused(reason, path=path)
        if self.exists(path):
            raise EditRefused("There is a file of this name already.", path=path)
        if (namesake := self._namesake(path, goes)) is not None:
            reason = f"There is {namesake} already: Windows and macOS take the two names for the same."
            raise EditRefused(reason, path=path)
        self._places.prove(path)
        if path not in self._before:
            self.put(self._before, path, None)
        self._set(path, content)
        above = ""
        for name in path.split("/"):
            names = self._names_in(above).setdefault(name_key(name), set())
            if name not in names:
                names.add(name)
                self.on_failure(lambda names=names, name=name: names.discard(name))  # type: ignore[misc]
            above = f"{above}/{name}" if above else name
        if mode is not None:
            self.put(self._modes, path, mode)

    def remove(self, path: str, *, to_trash: bool = False) -> None:
        """Remove a file.

        Raises:
            EditRefused: there is no file, or it may not be removed.
        """
        self.read(path)
        self._may_replace(path, goes=True)
        self._gone(path)
        if to_trash:
            self.put(self._trash, path, True)

    def relocate(self, path: str, new_path: str) -> None:
        """Move a file; it keeps its permissions.

        Raises:
            EditRefused: it may not be moved, or there is a file at the new path.
        """
        content = self.read(path)
        self._may_replace(path, goes=True)
        self.create(new_path, content, self._modes.get(path), path)
        self._gone(path)

    def before(self, path: str) -> bytes | None:
        """The bytes of a file before the plan; None if there was none, or it was not read."""
        return self._before.get(path)

    def file_changes(self) -> FileChanges:
        """All changes, ordered by path. Where they are many, the bytes of each are read when it is looked at."""
        before, after, modes, trash = self._before, self._after, self._modes, self._trash

        def load(paths: Sequence[str]) -> Iterator[FileChange]:
            return (FileChange(path, before[path], after[path], modes.get(path), path in trash) for path in paths)

        pairs = ((path, before[path], after[path]) for path in sorted(before))
        return FileChanges((FileHead(path, old is None, new is None) for path, old, new in pairs if old != new), load)

    def _set(self, path: str, content: bytes | None) -> None:
        self.put(self._after, path, content)
        self._changed(path)
        self.on_failure(lambda: self._changed(path))

    def _gone(self, path: str) -> None:
        self._set(path, None)
        above, _, name = path.rpartition("/")
        names = self._names_in(above).get(name_key(name), set())
        if name in names:
            names.discard(name)
            self.on_failure(lambda: names.add(name))

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

    def _may_replace(self, path: str, *, goes: bool = False, names: int = 1) -> None:
        if self._before.get(path) is None:
            return  # created by this plan
        if goes and (others := self._links_to(path)) and not self._places.is_link(others[0]):
            raise EditRefused(f"{others[0]} is the same file (a hard link), and would come apart from it.", path=path)
        if reason := self._places.refused(path, names):
            raise EditRefused(reason, path=path)
        if goes:
            if self._places.is_link(path):
                raise EditRefused("The file is a link, which undo could not restore: move or remove it yourself.")
            if links := self._links_to(path):
                raise EditRefused(f"{links[0]} is a link to this file, and would lead nowhere.", path=path)
            self.put(self._modes, path, self._places.mode(path))

    def _links_to(self, path: str) -> list[str]:
        """The paths of the links and hard links that lead to a file."""
        if self._names_of is None:
            self._names_of = {}
            for name, real in sorted(self._further_names().items()):
                self._names_of.setdefault(real, []).append(name)
        return [name for name in self._names_of.get(path, ()) if self._places.are_one(name, path)]

    def _resolved(self, path: str) -> str:
        try:
            return resolved_path(self.root, path) if self._places.is_link(path) else path
        except (OSError, PathRefused):
            return path
