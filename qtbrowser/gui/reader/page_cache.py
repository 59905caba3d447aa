"""The pages that were shown lately, so that going back to them waits for nothing. No Qt."""

from __future__ import annotations

from collections import OrderedDict

from qtbrowser.gui.reader.page_jobs import ShownPage

LIMIT = 30
MOST_BYTES = 500_000
"""Pages with more text and pictures than this are read anew."""


class PageCache:
    """The pages shown last, by path. Whoever fills it clears it as soon as the library changes."""

    def __init__(self) -> None:
        self._pages: OrderedDict[str, ShownPage] = OrderedDict()

    def put(self, shown: ShownPage) -> None:
        """Keep a page, unless it is large."""
        path = shown.page.path
        self._pages.pop(path, None)
        later = 0 if shown.page.later is None else shown.page.later.length
        if later + len(shown.page.html) + sum(map(len, shown.images.values())) <= MOST_BYTES:
            self._pages[path] = shown
        if len(self._pages) > LIMIT:
            self._pages.popitem(last=False)

    def get(self, path: str) -> ShownPage | None:
        """The page of a document, or None where it is not kept."""
        return self._pages.get(path)

    def clear(self) -> None:
        """Forget all of them."""
        self._pages.clear()
