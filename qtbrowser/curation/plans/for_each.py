"""Applies a function to each of many documents; refusals are collected, and the other documents are still changed."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence

from qtbrowser.curation.work import Work
from qtbrowser.documents.boundary import file_boundary
from qtbrowser.errors import DocumentError, EditRefused, WriteRefused

Steps = Iterator[tuple[int, int]]
"""Yields (documents done, all documents); the latter is 0 while it is not known."""


def each(
    work: Work,
    paths: Sequence[str],
    do: Callable[[str], object],
    *,
    planned: bool = False,
    through_links: bool = False,
) -> Steps:
    """Call a function for each document, once even if it is named twice.

    What the function has changed when it raises is taken back. Documents that this plan has merged into others are
    left out.

    Args:
        work: collects the refusals.
        paths: the documents, by their paths before the plan.
        do: called with the present path of each document.
        planned: `paths` are the present paths.
        through_links: the function changes what is in a file; a file that is reached by a link, too, is one file.
    """
    once = tuple(dict.fromkeys(map(work.real_path, paths) if through_links else paths))
    for number, path in enumerate(once, start=1):
        present = path if planned else work.now_at(path)
        try:
            if not work.is_merged(present):
                with work.attempt(), file_boundary(path):
                    do(present)
        except (EditRefused, DocumentError, WriteRefused) as error:
            work.refuse(path, error)
        work.forget_unchanged(present if planned else work.now_at(path))
        yield number, len(once)
