"""Finds the links of a Markdown text and the place of each one's target, with the parser that pages are made by."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterator
from functools import lru_cache
from itertools import accumulate
from operator import attrgetter
from xml.etree.ElementTree import Element

from qtbrowser.markup.commonmark.block import MarkdownBlock
from qtbrowser.markup.commonmark.block_parser import BlockParser
from qtbrowser.markup.commonmark.inline_parser import InlineLink, Inlines, parse_inlines
from qtbrowser.markup.commonmark.pipe_tables import row_cells
from qtbrowser.markup.commonmark.tree import Dialect

_MAY_LINK = re.compile(r"[\[<]|://|www\.", re.IGNORECASE)
_TEXTS = frozenset(("paragraph", "heading", "term"))


def text_links(text: str, dialect: Dialect) -> list[InlineLink]:
    """The links and pictures of a text, and its link definitions, in order.

    Args:
        text: Markdown with ``\\n`` line ends, as it comes from `Dialect.prepare`.
        dialect: what it may hold beyond GitHub's Markdown.

    Returns:
        Links with their places in the text. Blocks of raw HTML are among them as raw HTML within a line is, see
        `InlineLink`. A link by reference is not: its definition has the target.
    """
    found = BlockParser(dict(dialect.starts)).parse(text)
    inlines = Inlines(found.references, found.notes.keys(), dialect.signs, dialect.pairs)
    lines = _Lines(text)
    links: list[InlineLink] = []
    for row, words, target in found.definitions:
        link = InlineLink(target.start, target.end, target.address)
        links.append(lines.placed(link, row, words))
    for block in _leaves(found.root):
        if block.kind == "html":
            html = "\n".join(block.lines)
            links.append(lines.placed(InlineLink(0, len(html)), block.row, html))
        elif block.kind == "table":
            links += _of_table(block, inlines, lines)
        elif block.kind == "heading" and len(block.lines) == 1 and "\n" not in block.lines[0]:
            links += _of_line(block, inlines, lines)
        else:
            words = "\n".join(block.lines)
            links += (lines.placed(link, block.row, words) for link in _of_words(words.rstrip(" \t"), inlines))
    return sorted(links, key=attrgetter("start"))


def _leaves(root: MarkdownBlock) -> Iterator[MarkdownBlock]:
    """The blocks that may hold links, in no order."""
    stack = [root]
    while stack:
        block = stack.pop()
        if block.kind in _TEXTS or block.kind in ("html", "table"):
            if any(map(_MAY_LINK.search, block.lines)):
                yield block
        else:
            stack.extend(block.children)


def _of_words(words: str, inlines: Inlines) -> list[InlineLink]:
    links: list[InlineLink] = []
    if _MAY_LINK.search(words):
        parse_inlines(Element("p"), words, inlines._replace(links=links))
    return links


def _of_line(block: MarkdownBlock, inlines: Inlines, lines: _Lines) -> Iterator[InlineLink]:
    """The links of a heading. Behind its words its line has only ``#`` and space, and words with a link have others."""
    words = block.lines[0]
    start, line = lines.line(block.row)
    start += line.rfind(words)
    for link in _of_words(words, inlines):
        yield link._replace(start=start + link.start, end=start + link.end)


def _of_table(block: MarkdownBlock, inlines: Inlines, lines: _Lines) -> Iterator[InlineLink]:
    for number, row in enumerate(block.lines):
        if not _MAY_LINK.search(row):
            continue
        # The line of dashes below the head is none of them.
        place = block.row + number + (number > 0)
        for cell in row_cells(row, len(block.aligns)):
            links = _of_words(cell.text, inlines)
            starts = cell.places_in(row, [link.start for link in links])
            ends = cell.places_in(row, [link.end for link in links])
            for link, start, end in zip(links, starts, ends, strict=True):
                yield lines.placed(link._replace(start=start, end=end), place, row)


class _Lines:
    """The lines of a text: where they begin and end."""

    def __init__(self, text: str) -> None:
        self._lines = text.split("\n")
        self._ends = [end - 1 for end in accumulate(len(line) + 1 for line in self._lines)]

    def line(self, row: int) -> tuple[int, str]:
        """Where the line of a number begins, and its characters."""
        line = self._lines[row - 1]
        return self._ends[row - 1] - len(line), line

    def placed(self, link: InlineLink, row: int, words: str) -> InlineLink:
        """A link with its place in the text.

        Args:
            link: a link with its place in `words`.
            row: the number of the line that `words` begins on.
            words: some lines; what was cut off of each is at its begin.
        """
        ends = _line_ends(words)

        def place(offset: int) -> int:
            number = bisect_left(ends, offset)
            return self._ends[row - 1 + number] - (ends[number] - offset)

        return link._replace(start=place(link.start), end=place(link.end))


@lru_cache(maxsize=1)
def _line_ends(words: str) -> list[int]:
    """Where each line of some lines ends; asked for again for every link in them."""
    return [end - 1 for end in accumulate(len(line) + 1 for line in words.split("\n"))]
