"""What list and tree show of what the reader keeps: read and known documents, bookmarks. No Qt."""

from __future__ import annotations

from collections.abc import Mapping
from enum import StrEnum
from types import MappingProxyType
from typing import NamedTuple


class KeptSign(StrEnum):
    """A sign at the end of a row; the values of the first two are names of icons."""

    READ = "check"
    KNOWN = "circle-check"
    BOOKMARKED = "bookmark"


_NO_COUNTS: Mapping[str, int] = MappingProxyType({})


class KeptMarks(NamedTuple):
    """The marks of a library.

    Attributes:
        read, known: the paths of documents that are read, and known.
        bookmarked: the paths of documents that have a bookmark.
        read_counts: key of a subject -> how many documents are read or known in it and below it; "" is all of them.
        due_counts: the same for those that are due to be asked back.
    """

    read: frozenset[str] = frozenset()
    known: frozenset[str] = frozenset()
    bookmarked: frozenset[str] = frozenset()
    read_counts: Mapping[str, int] = _NO_COUNTS
    due_counts: Mapping[str, int] = _NO_COUNTS

    def signs(self, path: str) -> tuple[KeptSign, ...]:
        """The signs of a document's row, from its end."""
        state = KeptSign.KNOWN if path in self.known else KeptSign.READ if path in self.read else None
        kept = KeptSign.BOOKMARKED if path in self.bookmarked else None
        return tuple(sign for sign in (state, kept) if sign is not None)
