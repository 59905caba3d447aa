"""Every error this program raises on purpose.

    QtBrowserError                 carries path, place and reason; prints as a sentence
    ├── UsageError                 the caller asked for something that makes no sense          exit 2
    ├── DocumentError              one file can't be read as a document                        exit 1
    │   └── UnforeseenError        because the program itself fails at it                      exit 1
    ├── LibraryError               the folder can't be opened as a library                     exit 1
    │   ├── LibraryOutOfReach      it seems to be on a drive that is not connected                 exit 1
    │   │   └── DoubtfulLoss       or all its documents were removed; the reader knows              exit 1
    │   ├── CacheNotWritable       its cache is on a disk that is full or may not be written exit 1
    │   └── WrittenByNewer         a newer version of the program has made its index        exit 1
    ├── DocumentNotFound           nothing in the library has that id, path or address  exit 1
    ├── SubjectNotFound            the library has no such subject                             exit 1
    ├── TopicNotFound              no document of the library has such a keyword               exit 1
    ├── AmbiguousReference         several documents have that id                              exit 1
    ├── IndexDamaged               the index can't be read; it is rebuilt                      exit 1
    ├── IndexBusy                  another process is writing the index                        exit 1
    ├── MeaningUnavailable         texts can't be compared by meaning here                     exit 1
    ├── EditRefused                a document can't be changed as asked; nothing was written   exit 1
    ├── PathRefused                a path leads to no regular file within the library          exit 1
    ├── WriteRefused               a file of the library must not be replaced                  exit 1
    │   └── FileChanged            because it has changed since it was read                    exit 1
    ├── JournalError               the journal can't be written, or contradicts itself         exit 1
    ├── PersonalFileError          a file to be imported holds no personal data                exit 1
    ├── ChangeCutShort             a change set was begun and could not be finished            exit 1
    └── Cancelled                  the reader asked to stop                                    exit 1
        └── Suspended              because the program ends                                    exit 1

Anything else that reaches the user is the system's (OSError, shown in its own words) or a bug.
"""

from __future__ import annotations

from collections.abc import Sequence


class QtBrowserError(Exception):
    """An expected failure, with a message for the user.

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


class UnforeseenError(DocumentError):
    """The program failed at one file by an unexpected exception: a bug, reported as one.

    Args:
        kind: what was raised, for example ``RecursionError``.
        place: where in the program, for example ``rendering/render.py, line 12``.
        path: the file, relative to the library.
    """

    def __init__(self, kind: str, place: str, *, path: str | None = None) -> None:
        super().__init__(
            f"QtBrowser itself failed at this file: {kind} in {place}.",
            rule="program-error",
            path=path,
            fix="Report it (Help, Report a Problem), with the file if others may see it.",
        )
        self.kind = kind


class LibraryError(QtBrowserError):
    """The folder is missing, is no folder, or can't be listed; or its cache can't be written."""


class LibraryOutOfReach(LibraryError):
    """The folder has none of the documents of its index, as where a drive is not connected; the index is kept."""


class DoubtfulLoss(LibraryOutOfReach):
    """The folder is there, so that its documents may as well have been removed: only the reader knows."""


class CacheNotWritable(LibraryError):
    """The cache is on a disk that is full or can't be written; what is indexed already can be searched all the same.

    Args:
        reason: in the system's words.
        path: the file or folder.
    """

    def __init__(self, reason: str, path: str) -> None:
        super().__init__(
            f"The index can't be brought up to date: {reason.rstrip('.')}. Make room or set QTBROWSER_CACHE_DIR to "
            "another folder; until then only what is indexed already is shown.",
            path=path,
        )


class WrittenByNewer(LibraryError):
    """A newer version of the program has made the index of this library; an older one leaves it alone.

    Args:
        path: the index, or the file of it that tells so.
    """

    def __init__(self, path: str) -> None:
        super().__init__(
            "A newer version of QtBrowser has made this index, and it is left alone. Use that version, or set "
            "QTBROWSER_CACHE_DIR to another folder.",
            path=path,
        )


class DocumentNotFound(QtBrowserError):
    """No document of the library has this path, id or address."""


class SubjectNotFound(QtBrowserError):
    """The library has no subject of this name."""


class TopicNotFound(QtBrowserError):
    """No document of the library has a keyword of this name."""


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


class MeaningUnavailable(QtBrowserError):
    """Texts can't be compared by meaning: a part of the installation is missing, or the library is not in English."""


class EditRefused(QtBrowserError):
    """A document can't be changed as it was asked for; nothing has been written."""


class LossRefused(EditRefused):
    """An edit is not done because something would be lost without anybody having agreed to it."""


class PathRefused(QtBrowserError):
    """A path leads out of the library, is no path, or what is there is no regular file; nothing was opened."""


class WriteRefused(QtBrowserError):
    """A file of the library is not replaced: it is linked from elsewhere, belongs to somebody else, or the like."""


class FileChanged(WriteRefused):
    """A file is not what it was when it was read, and so is not written over.

    Args:
        path: the file, relative to the library.
        read: its bytes when it was read; None where there was no such file.
        found: its bytes now; None where there is none.
    """

    def __init__(self, path: str, read: bytes | None, found: bytes | None) -> None:
        if found is None:
            reason = "The file is gone."
        elif read is None:
            reason = "There is a file of this name by now."
        else:
            reason = "The file has changed since it was read."
        super().__init__(reason, path=path)
        self.read = read
        self.found = found


class JournalError(QtBrowserError):
    """The journal can't be read or written, another process is at work with it, or a step can't be taken back."""


class PersonalFileError(QtBrowserError):
    """A file that is to be imported is no export of personal data, or one of a newer version."""


class ChangeCutShort(QtBrowserError):
    """A change set was begun and could not be finished; some of its files are written.

    Args:
        number: the change set's number in the journal.
        reason: what stopped it, a sentence.
        path: the file it stopped at.
    """

    def __init__(self, number: int, reason: str, *, path: str | None = None) -> None:
        super().__init__(
            f"{reason} Change {number} was begun and is not finished: finish it or roll it back.", path=path
        )
        self.number = number


class Cancelled(QtBrowserError):
    """Long work ended because the reader asked it to."""

    def __init__(self) -> None:
        super().__init__("Cancelled.")


class Suspended(Cancelled):
    """Long work ended because the program ends. A change that is being written stays as far as it is; it can be
    finished or rolled back later.
    """
