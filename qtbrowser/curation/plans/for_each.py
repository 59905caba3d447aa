"""Does one thing to each of many documents; refusals are collected, and the others go on."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence

from qtbrowser.curation.work import Work
from qtbrowser.documents.boundary import file_boundary
from qtbrowser.errors import DocumentError, EditRefused, WriteRefused

Steps = Iterator[tuple[int, int]]
"""Documents done, of how many; the latter is 0 while it is not known."""


def each(work: Work, paths: Sequence[str], do: Callable[[str], None]) -> Steps:
    """Do something to documents, at most once to each.

    Args:
        work: takes the refusals.
        paths: the documents, by their paths before anything moved.
        do: called with the path by which each goes now.
    """
    once = tuple(dict.fromkeys(paths))
    for number, path in enumerate(once, start=1):
        try:
            with file_boundary(path):
                do(work.now_at(path))
        except (EditRefused, DocumentError, WriteRefused) as error:
            work.refuse(path, error)
        work.forget_unchanged(work.now_at(path))
        yield number, len(once)
