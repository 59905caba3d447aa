"""Keeps the documents of the pages that were shown last, laid out, so that a page is seen again at once."""

from __future__ import annotations

from collections import OrderedDict
from dataclasses import dataclass

from qtbrowser.gui.pane.images import ImageLoader
from qtbrowser.gui.pane.page_document import PageDocument
from qtbrowser.gui.pane.page_painter import PagePainter
from qtbrowser.gui.pane.page_style import PageStyle

MOST_DOCUMENTS = 60
MOST_BYTES = 16_000_000
"""The memory that the kept documents take at most, as far as `PageDocument.bytes_in_memory` tells."""


@dataclass(frozen=True, slots=True)
class PageKey:
    """All that a laid-out document depends on.

    Attributes:
        html: what is shown of the page.
        style: colours and sizes.
        loader: of its pictures.
        width: of the view without its scroll bar, in pixels.
        density: device pixels of a logical one.
    """

    html: str
    style: PageStyle
    loader: ImageLoader | None
    width: int
    density: float


@dataclass(frozen=True, slots=True)
class KeptPage:
    """A document with what is known of it.

    Attributes:
        document: laid out.
        painter: of its decorations.
        scroll_range: the maximum of the scroll bar that it was seen with.
    """

    document: PageDocument
    painter: PagePainter
    scroll_range: int = 0


class KeptPages:
    """The last documents that were shown, without the present one. Their owner deletes those that are dropped."""

    def __init__(self) -> None:
        self._kept: OrderedDict[PageKey, tuple[KeptPage, int]] = OrderedDict()
        self._bytes = 0

    def take(self, key: PageKey) -> KeptPage | None:
        """A document, which is not kept any longer; None where it is not kept."""
        kept, size = self._kept.pop(key, (None, 0))
        self._bytes -= size
        return kept

    def put(self, key: PageKey, kept: KeptPage) -> None:
        """Keep a document; the oldest ones are deleted where there are too many, or where they are too large."""
        if (same := self.take(key)) is not None:
            same.document.deleteLater()
        size = kept.document.bytes_in_memory()
        self._kept[key] = kept, size
        self._bytes += size
        while len(self._kept) > MOST_DOCUMENTS or self._bytes > MOST_BYTES:
            _, (oldest, size) = self._kept.popitem(last=False)
            self._bytes -= size
            oldest.document.deleteLater()

    def clear(self) -> None:
        """Delete all of them."""
        for kept, _ in self._kept.values():
            kept.document.deleteLater()
        self._kept.clear()
        self._bytes = 0
