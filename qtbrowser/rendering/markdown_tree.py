"""Parses Markdown into a tree of elements, by Python-Markdown with the parser of `qtbrowser.markup.commonmark`.

Python-Markdown's own blocks and signs differ from those of CommonMark and GitHub, so its parser of blocks is replaced,
which reads the content of lines as well. Its serializer and its store of raw HTML are not used: `html_writer` writes
the tree.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import cast
from xml.etree.ElementTree import Element, ElementTree

import markdown
from markdown.blockparser import BlockParser
from markdown.treeprocessors import Treeprocessor
from markdown.util import Registry

from qtbrowser.markup.commonmark.tree import GITHUB, Dialect, MarkdownTree, markdown_tree
from qtbrowser.markup.html_subset import read_html


class _CommonMark(BlockParser):
    """Reads blocks and the content of lines."""

    dialect: Dialect = GITHUB
    notes: dict[str, Element]

    def parseDocument(self, lines: Iterable[str]) -> ElementTree[Element | None]:  # noqa: N802 - an override
        """The elements of a text; those of its footnotes are kept in `notes`."""
        found = markdown_tree("\n".join(lines), self.dialect)
        self.notes = found.notes
        return cast("ElementTree[Element | None]", ElementTree(found.root))


class _RawHtml(Treeprocessor):
    """Replaces raw HTML by the elements that it means."""

    def run(self, root: Element) -> None:
        read_html(root)


class _Reader(markdown.Markdown):
    def __init__(self) -> None:
        super().__init__()
        self.commonmark = _CommonMark(self)
        self.parser = self.commonmark
        self.preprocessors = Registry()
        self.treeprocessors = Registry()
        self.treeprocessors.register(_RawHtml(self), "raw_html", 10)

    def tree(self, text: str, dialect: Dialect) -> MarkdownTree:
        """Do what `convert` does up to the serializer."""
        self.reset()
        self.commonmark.dialect = dialect
        root = self.commonmark.parseDocument(text.split("\n")).getroot()
        if root is None:
            return MarkdownTree(Element("div"), {})
        notes = self.commonmark.notes
        for treeprocessor in self.treeprocessors:
            for part in (root, *notes.values()):
                treeprocessor.run(part)
        return MarkdownTree(root, notes)


class MarkdownReader:
    """Parses many texts with one Python-Markdown.

    Not thread-safe: Python-Markdown keeps its state in the parser.
    """

    def __init__(self) -> None:
        self._reader = _Reader()

    def tree(self, text: str, dialect: Dialect = GITHUB) -> MarkdownTree:
        """The elements of a text and of its footnotes, raw HTML replaced by the elements that it means.

        Links and pictures carry their targets as the author wrote them, decoded.

        Args:
            text: Markdown.
            dialect: what it may hold beyond GitHub's Markdown.
        """
        return self._reader.tree(text, dialect)
