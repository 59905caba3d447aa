"""The change of one file, and the changes of many, whose bytes are read only while each is looked at."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import NamedTuple, overload

from qtbrowser.documents.portable_names import name_key

_MOST_FILES = 2_048
_MOST_BYTES = 32 << 20
"""At most so many files, and about so many bytes, are held while they are written."""


@dataclass(frozen=True, slots=True)
class FileChange:
    """A change of one file.

    Attributes:
        path: relative to the library, with ``/``.
        before: its bytes before the change; None if the file does not exist.
        after: its bytes after the change; None if it is removed.
        mode: the permissions of a file that is created or removed, as `os.stat` gives them; None for the default ones.
        to_trash: a removed file is put into the system's trash.
    """

    path: str
    before: bytes | None
    after: bytes | None
    mode: int | None = None
    to_trash: bool = False

    def reversed(self) -> FileChange:
        """The change that undoes this one."""
        return FileChange(self.path, self.after, self.before, self.mode)


class FileHead(NamedTuple):
    """What is known of a file's change without its bytes.

    Attributes:
        path: relative to the library, with ``/``.
        comes: whether the file is made.
        goes: whether it is removed.
    """

    path: str
    comes: bool
    goes: bool


class FileChanges(Sequence[FileChange]):
    """Changes of files that are read again each time they are iterated over; only one of them is held at a time.

    Args:
        heads: of the files, in their order.
        load: yields the changes of some paths, in the order of the paths.
        linked: the paths of files of which several are one (hard links).
    """

    def __init__(
        self,
        heads: Iterable[FileHead],
        load: Callable[[Sequence[str]], Iterable[FileChange]],
        linked: Collection[str] = (),
    ) -> None:
        self.heads = tuple(heads)
        self._load = load
        self._linked = linked

    @classmethod
    def held(cls, files: Iterable[FileChange]) -> FileChanges:
        """Of changes whose bytes are in memory anyway."""
        known = {file.path: file for file in files}
        return cls(map(head_of, known.values()), lambda paths: (known[path] for path in paths))

    @classmethod
    def of(cls, files: Sequence[FileChange]) -> FileChanges:
        """Changes as they are, or those that are in memory."""
        return files if isinstance(files, cls) else cls.held(files)

    def __len__(self) -> int:
        return len(self.heads)

    def __iter__(self) -> Iterator[FileChange]:
        return iter(self._load([head.path for head in self.heads]))

    @overload
    def __getitem__(self, place: int) -> FileChange: ...

    @overload
    def __getitem__(self, place: slice) -> FileChanges: ...

    def __getitem__(self, place: int | slice) -> FileChange | FileChanges:
        if isinstance(place, slice):
            return FileChanges(self.heads[place], self._load, self._linked)
        return next(iter(self._load([self.heads[place].path])))

    def __eq__(self, other: object) -> bool:
        """Whether another sequence has equal changes in the same order."""
        if not isinstance(other, FileChanges | tuple):
            return NotImplemented
        return len(self) == len(other) and all(one == two for one, two in zip(self, other, strict=True))

    __hash__ = None  # type: ignore[assignment]

    def reversed(self) -> FileChanges:
        """The changes that undo these."""
        heads = (FileHead(head.path, head.goes, head.comes) for head in self.heads)
        return FileChanges(heads, lambda paths: (file.reversed() for file in self._load(paths)), self._linked)

    def only(self, paths: Collection[str], instead: FileChange | None = None) -> FileChanges:
        """Those of some files.

        Args:
            paths: of the files.
            instead: the change of one of them that takes the place of the one here.
        """
        if instead is None:
            return FileChanges((head for head in self.heads if head.path in paths), self._load, self._linked)
        heads = (head_of(instead) if head.path == instead.path else head for head in self.heads if head.path in paths)

        def load(wanted: Sequence[str]) -> Iterator[FileChange]:
            others = iter(self._load([path for path in wanted if path != instead.path]))
            return (instead if path == instead.path else next(others) for path in wanted)

        return FileChanges(heads, load, self._linked)

    def together(self, linked: Collection[str]) -> FileChanges:
        """The same changes, of which those of some paths, which are one file (hard links), are written together."""
        return FileChanges(self.heads, self._load, linked)

    def portions(self) -> Iterator[list[FileChange]]:
        """The changes in parts that are written one after the other: files that are made first, removed ones last.

        A file that is made and one that is removed whose names differ in case or form alone are in one part, since on
        some systems they are one file; and so are the names of one file.
        """
        going = {name_key(head.path): head.path for head in self.heads if head.goes}
        pairs: dict[str, None] = dict.fromkeys(head.path for head in self.heads if head.path in self._linked)
        for head in self.heads if going else ():
            if head.comes and (old := going.get(name_key(head.path))) is not None:
                pairs |= {head.path: None, old: None}
        if pairs:
            yield list(self._load(list(pairs)))
        ordered = sorted((head for head in self.heads if head.path not in pairs), key=_order)
        part: list[FileChange] = []
        size = 0
        for file in self._load([head.path for head in ordered]):
            part.append(file)
            size += len(file.before or b"") + len(file.after or b"")
            if len(part) >= _MOST_FILES or size >= _MOST_BYTES:
                yield part
                part, size = [], 0
        if part:
            yield part


def head_of(file: FileChange) -> FileHead:
    """What is known of a change without its bytes."""
    return FileHead(file.path, file.before is None, file.after is None)


def heads_of(files: Sequence[FileChange]) -> Sequence[FileHead]:
    """The heads of changes; those that are in the journal are not read for it."""
    return files.heads if isinstance(files, FileChanges) else [head_of(file) for file in files]


def _order(head: FileHead) -> int:
    return 2 if head.goes else 0 if head.comes else 1
