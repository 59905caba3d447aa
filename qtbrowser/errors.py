"""Every error this program raises on purpose.

    QtBrowserError                 carries path, place and reason; prints as a sentence
    ├── UsageError                 the caller asked for something that makes no sense          exit 2
    ├── DocumentError              one file can't be read as a document                        exit 1
    ├── LibraryError               the folder can't be opened as a library                     exit 1
    ├── DocumentNotFound           nothing in the library answers to that id, path or address  exit 1
    ├── SubjectNotFound            the library has no such subject                             exit 1
    ├── AmbiguousReference         several documents answer to it                              exit 1
    ├── IndexDamaged               the index can't be read; it is rebuilt, not mourned         exit 1
    ├── IndexBusy                  another process is writing the index                        exit 1
    └── Cancelled                  the reader asked to stop                                    exit 1

Anything else that reaches the user is either the system's (OSError, told as its own words) or a bug.
"""

from __future__ import annotations

from collections.abc import Sequence


class QtBrowserError(Exception):
    """An expected failure, worded for the person in front of the screen.

    Args:
        reason: what is wrong, a sentence without the path.
        path: the file or folder concerned, if there is one.
        place: where in it, for example ``line 12``.
    """

    exit_code = 1

    def __init__(self, reason: str, *, path: str | None = None, place: str | None = None) -> None:
        super().__init__(reason, path, place)
        self.reason = reason
        self.path = path
        self.place = place

    def __str__(self) -> str:
        where = ", ".join(part for part in (self.path, self.place) if part)
        return f"{where}: {self.reason}" if where else self.reason


class UsageError(QtBrowserError):
    """The request itself is wrong: an unknown option value, a missing folder argument."""

    exit_code = 2


class DocumentError(QtBrowserError):
    """A file that can't be read as a document; the library goes on without it.

    Args:
        reason: what is wrong, a sentence.
        rule: the name of the broken rule, as in `qtbrowser.documents.problem`.
        path: the file, relative to the library.
        line: 1-based line of the fault, if known.
        fix: what a person can do about it, if anything.
    """

    def __init__(
        self,
        reason: str,
        *,
        rule: str = "unreadable-file",
        path: str | None = None,
        line: int | None = None,
        fix: str | None = None,
    ) -> None:
        super().__init__(reason, path=path, place=None if line is None else f"line {line}")
        self.rule = rule
        self.line = line
        self.fix = fix


class LibraryError(QtBrowserError):
    """The folder is missing, is no folder, or can't be listed; or its cache can't be written."""


class DocumentNotFound(QtBrowserError):
    """No document of the library has this path, id or address."""


class SubjectNotFound(QtBrowserError):
    """The library has no subject of this name."""


class AmbiguousReference(QtBrowserError):
    """Several documents carry the id that was asked for.

    Args:
        reference: what was asked for.
        paths: the documents that carry it, relative to the library.
    """

    def __init__(self, reference: str, paths: Sequence[str]) -> None:
        named = ", ".join(paths)
        super().__init__(f"{len(paths)} documents carry the id {reference}: {named}. Name one by its path.")
        self.reference = reference
        self.paths = tuple(paths)


class IndexDamaged(QtBrowserError):
    """The index on disk can't be read, or was written by another version of its schema."""


class IndexBusy(QtBrowserError):
    """Another process holds the library's write lock."""


class Cancelled(QtBrowserError):
    """Long work ended because the reader asked it to."""

    def __init__(self) -> None:
        super().__init__("Cancelled.")
