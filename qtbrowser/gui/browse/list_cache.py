"""Caches the rows of recently shown lists, so that going back to them needs no request. No Qt."""

from __future__ import annotations

from collections import OrderedDict
from dataclasses import replace

from qtbrowser.gui.browse.page_size import PAGE_ROWS
from qtbrowser.gui.browse.rows import ListRequest, RowsPage

LIMIT = 40


class ListCache:
    """The last `LIMIT` pages of rows that were shown. The caller clears the cache when the library changes."""

    def __init__(self) -> None:
        self._pages: OrderedDict[tuple[ListRequest, int], RowsPage] = OrderedDict()

    def put(self, page: RowsPage) -> None:
        """Cache rows of a list, divided into pages of `PAGE_ROWS`."""
        for start in range(0, max(len(page.rows), 1), PAGE_ROWS):
            offset = page.offset + start
            part = replace(page, offset=offset, rows=page.rows[start : start + PAGE_ROWS], anchors={})
            self._pages[page.request, offset // PAGE_ROWS] = part
            self._pages.move_to_end((page.request, offset // PAGE_ROWS))
        while len(self._pages) > LIMIT:
            self._pages.popitem(last=False)

    def get(self, request: ListRequest, anchors: dict[str, int]) -> RowsPage | None:
        """The page with the first of some documents; the first page if there are none.

        Args:
            request: the list.
            anchors: path -> row, as they were when the list was shown.

        Returns:
            The page with these anchors; None if it is not cached, or has another document in that row.
        """
        path, row = next(iter(anchors.items()), ("", 0))
        page = self._pages.get((request, row // PAGE_ROWS))
        if page is None:
            return None
        place = row - page.offset
        if path and not (place < len(page.rows) and page.rows[place].path == path):
            return None
        return replace(page, anchors=dict(anchors))

    def clear(self) -> None:
        """Delete all pages."""
        self._pages.clear()
