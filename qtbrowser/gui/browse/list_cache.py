"""Parts of lists that were shown lately, so that going back to them waits for nothing. No Qt."""

from __future__ import annotations

from collections import OrderedDict
from dataclasses import replace

from qtbrowser.gui.browse.rows import PAGE_ROWS, ListRequest, RowsPage

LIMIT = 40


class ListCache:
    """The pages of rows seen last, at most `LIMIT`. Whoever fills it clears it as soon as the library changes."""

    def __init__(self) -> None:
        self._pages: OrderedDict[tuple[ListRequest, int], RowsPage] = OrderedDict()

    def put(self, page: RowsPage) -> None:
        """Keep rows of a list, cut into pages of `PAGE_ROWS`."""
        for start in range(0, max(len(page.rows), 1), PAGE_ROWS):
            offset = page.offset + start
            part = replace(page, offset=offset, rows=page.rows[start : start + PAGE_ROWS], anchors={})
            self._pages[page.request, offset // PAGE_ROWS] = part
            self._pages.move_to_end((page.request, offset // PAGE_ROWS))
        while len(self._pages) > LIMIT:
            self._pages.popitem(last=False)

    def get(self, request: ListRequest, anchors: dict[str, int]) -> RowsPage | None:
        """The page around the first of some documents, or the first page where there is none.

        Args:
            request: the list.
            anchors: path -> row, as the list had them when it was left.

        Returns:
            The page with these anchors; None where it is not kept, or has another document in that row.
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
        """Forget all of it."""
        self._pages.clear()
