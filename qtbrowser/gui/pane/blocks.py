"""Iterates over the blocks and fragments of a QTextDocument."""

from __future__ import annotations

from collections.abc import Iterator

from PySide6.QtGui import QTextBlock, QTextDocument, QTextFragment


def blocks_of(document: QTextDocument, first: int = 0) -> Iterator[QTextBlock]:
    """The paragraphs from number `first` on, in order; their formats may be changed during the iteration."""
    block = document.findBlockByNumber(first)
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
