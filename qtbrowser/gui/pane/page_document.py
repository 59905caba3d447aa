"""A page's HTML -> a QTextDocument that can't reach anything but its own images."""

from __future__ import annotations

from PySide6.QtCore import QObject, QUrl
from PySide6.QtGui import QTextBlockFormat, QTextCursor, QTextDocument

from qtbrowser.gui.pane.images import PageImages
from qtbrowser.gui.pane.page_style import PageStyle


class PageDocument(QTextDocument):
    """One page, dressed in a style. A new one is made for every page and every change of style.

    Args:
        html: a Page's HTML.
        style: sizes and colours.
        images: where pictures come from; the only thing the document can load.
        parent: the owner.
    """

    def __init__(self, html: str, style: PageStyle, images: PageImages, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._images = images
        self.setUndoRedoEnabled(False)
        self.setDocumentMargin(0)
        self.setDefaultFont(style.body_font())
        self.setIndentWidth(style.indent_width())
        self.setDefaultStyleSheet(style.sheet())
        self.setHtml(html)
        _close_gaps(self)

    def loadResource(self, kind: int, name: QUrl | str) -> object:
        """Answers images from the library only, and never nothing: Qt would then try the address as a file."""
        address = name if isinstance(name, str) else name.toString(QUrl.ComponentFormattingOption.FullyEncoded)
        if kind == QTextDocument.ResourceType.ImageResource.value:
            return self._images.image(address)
        return ""


def _close_gaps(document: QTextDocument) -> None:
    """Takes the height from the empty paragraphs that Qt puts after each table."""
    flat = QTextBlockFormat()
    flat.setLineHeight(1, QTextBlockFormat.LineHeightTypes.FixedHeight.value)
    flat.setTopMargin(0)
    flat.setBottomMargin(0)
    block = document.begin()
    cursor = QTextCursor(document)
    cursor.beginEditBlock()
    while block.isValid():
        if block.length() == 1:
            cursor.setPosition(block.position())
            if cursor.currentTable() is None:
                cursor.setBlockFormat(flat)
        block = block.next()
    cursor.endEditBlock()
