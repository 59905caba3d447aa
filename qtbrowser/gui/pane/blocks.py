"""Iterates over the blocks and fragments of a QTextDocument."""

from __future__ import annotations

from collections.abc import Iterator

from PySide6.QtGui import QTextBlock, QTextDocument, QTextFragment


def blocks_of(document: QTextDocument) -> Iterator[QTextBlock]:
    """The paragraphs, in order; their formats may be changed during the iteration."""
    block = document.begin()
    while block.isValid():
        yield block
        block = block.next()


def pieces_of(block: QTextBlock) -> Iterator[QTextFragment]:
    """The fragments of a paragraph, each of one format. Make a list first if formats are changed, which ends the
    iteration.
    """
    place = block.begin()
    while not place.atEnd():
        yield place.fragment()
        place += 1
