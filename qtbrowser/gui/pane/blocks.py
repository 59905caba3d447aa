"""Walks over a QTextDocument."""

from __future__ import annotations

from collections.abc import Iterator

from PySide6.QtGui import QTextBlock, QTextDocument, QTextFragment


def blocks_of(document: QTextDocument) -> Iterator[QTextBlock]:
    """The paragraphs, in order; their formats may be changed on the way."""
    block = document.begin()
    while block.isValid():
        yield block
        block = block.next()


def pieces_of(block: QTextBlock) -> Iterator[QTextFragment]:
    """The pieces of one format in a paragraph. Changing a format ends the walk: make a list first."""
    place = block.begin()
    while not place.atEnd():
        yield place.fragment()
        place += 1
