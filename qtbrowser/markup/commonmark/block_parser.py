"""Parses the blocks of a Markdown text, line by line (https://spec.commonmark.org/0.31.2/#phase-1-block-structure)."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from itertools import pairwise
from typing import NamedTuple

from qtbrowser.markup.commonmark.block import CONTAINERS, VERBATIM, Kind, MarkdownBlock, may_hold
from qtbrowser.markup.commonmark.html_syntax import ends_html_block
from qtbrowser.markup.commonmark.line import Line
from qtbrowser.markup.commonmark.link_syntax import LinkTarget, definition
from qtbrowser.markup.commonmark.pipe_tables import alignments

DEEPEST = 24
"""How deep containers nest at most; the signs of deeper ones are text."""

Start = Callable[["BlockParser", MarkdownBlock, Line], bool]
"""Begins a block at a line if it can; called with the innermost container that the line belongs to."""


class Definition(NamedTuple):
    """A link definition.

    Attributes:
        row: the number of the line that `text` begins on.
        text: the paragraph that the definition is in.
        target: its target, with the place of it in `text`.
    """

    row: int
    text: str
    target: LinkTarget


class Blocks(NamedTuple):
    """The blocks of a text and what its inline content may refer to.

    Attributes:
        root: the document.
        references: the targets of its link definitions by their normalised labels.
        notes: its footnotes by their folded labels.
        definitions: all its link definitions, in order.
    """

    root: MarkdownBlock
    references: dict[str, LinkTarget]
    notes: dict[str, MarkdownBlock]
    definitions: list[Definition]


class BlockParser:
    """Parses one text.

    Args:
        starts: what may begin a block, in the order in which it is tried, by the first character of a line; the key
            "" has those that are tried at each line.
    """

    def __init__(self, starts: dict[str, Sequence[Start]]) -> None:
        self._starts = starts
        self.root = MarkdownBlock("document", 1)
        self.tip = self.root
        self.references: dict[str, LinkTarget] = {}
        self.notes: dict[str, MarkdownBlock] = {}
        self.definitions: list[Definition] = []
        self.number = 0
        self._last_matched = self.root
        self._old_tip = self.root
        self._all_closed = True

    def parse(self, text: str) -> Blocks:
        """The blocks of a text with ``\\n`` line ends."""
        lines = text.split("\n")
        if lines and not lines[-1]:
            lines.pop()
        for raw in lines:
            self.number += 1
            self._line(Line(raw))
        self._close_from(self.tip, len(lines))
        return Blocks(self.root, self.references, self.notes, self.definitions)

    # What starts use

    def close_nearest(self, kind: Kind) -> None:
        """Close the innermost open block of a kind and what is in it; nothing if there is none."""
        block: MarkdownBlock | None = self.tip
        while block is not None and block.kind != kind:
            block = block.parent
        if block is not None:
            self._close_from(self.tip, self.number, stop=block)
            self.close(block, self.number)

    def add(self, kind: Kind, *, start: int = 0) -> MarkdownBlock:
        """Begin a block in the innermost open container that may hold it.

        Args:
            kind: what it is.
            start: its first line, if that isn't the current one.
        """
        while not may_hold(self.tip.kind, kind):
            self.close(self.tip, self.number - 1)
        block = MarkdownBlock(kind, start or self.number, self.tip)
        self.tip.children.append(block)
        self.tip = block
        return block

    def close_unmatched(self) -> None:
        """Close the blocks that the line doesn't belong to."""
        if not self._all_closed:
            while self._old_tip is not self._last_matched:
                parent = self._old_tip.parent
                self.close(self._old_tip, self.number - 1)
                if parent is None:
                    break
                self._old_tip = parent
            self._all_closed = True

    def keep_open(self) -> None:
        """Leave all blocks open, also those that the line doesn't belong to: it says something about them."""
        self._all_closed = True

    def close(self, block: MarkdownBlock, line: int) -> None:
        """Close a block whose last line is the given one; a paragraph loses its link definitions."""
        block.is_open = False
        block.end = line
        if block.kind == "paragraph":
            self.take_definitions(block)
        elif block.kind == "code":
            while block.lines and not block.lines[-1].strip():
                block.lines.pop()
            block.end = block.start + len(block.lines) - 1
        elif block.kind in ("item", "list"):
            block.end = block.children[-1].end if block.children else block.start
            if block.kind == "list":
                items = block.children
                block.tight = not any(map(_is_loose, items, [*items[1:], None]))
        self.tip = block.parent or self.root

    def take_definitions(self, paragraph: MarkdownBlock) -> bool:
        """Remove the link definitions that a paragraph begins with; return whether any text is left.

        A paragraph of nothing else is removed.
        """
        if not paragraph.lines or not paragraph.lines[0].startswith("["):
            return True
        text = "\n".join(paragraph.lines)
        place = 0
        while text.startswith("[", place) and (found := definition(text, place)):
            self.references.setdefault(found[0], found[1])
            self.definitions.append(Definition(paragraph.row, text, found[1]))
            place = found[2]
        if place:
            left = text[place:]
            if not left.strip():
                paragraph.lines = []
                paragraph.remove()
                return False
            paragraph.lines = left.split("\n")
            paragraph.row += text.count("\n", 0, place)
        return True

    def depth(self, block: MarkdownBlock) -> int:
        """How many containers a block is in."""
        depth = 0
        above: MarkdownBlock | None = block
        while above is not None:
            depth += 1
            above = above.parent
        return depth

    # Reading a line

    def _line(self, line: Line) -> None:
        self._old_tip = self.tip
        container = self.root
        while container.children and container.children[-1].is_open:
            inner = container.children[-1]
            goes_on = self._continues(inner, line)
            if goes_on is None:
                return
            if not goes_on:
                break
            container = inner
        self._all_closed = container is self._old_tip
        self._last_matched = container
        container = self._begin_blocks(container, line)
        if not self._all_closed and not line.is_blank and self.tip.kind == "paragraph":
            self.tip.lines.append(line.text[line.start :])
            self.tip.lazy += 1
            return
        self.close_unmatched()
        if container.kind in VERBATIM:
            self._add_verbatim(container, line)
        elif container.kind == "paragraph" or container.kind == "table":
            if not line.is_blank:
                container.lines.append(line.text[line.start :])
                container.lazy = 0
        elif not line.is_blank and container.kind in CONTAINERS:
            paragraph = self.add("paragraph")
            paragraph.lines.append(line.text[line.start :])

    def _begin_blocks(self, container: MarkdownBlock, line: Line) -> MarkdownBlock:
        starts = self._starts
        always = starts[""]
        while container.kind not in VERBATIM and not line.is_blank:
            tip = self.tip
            place = line.place
            # Where nothing is tried at each line, indentation makes no listing.
            named = starts.get(line.text[line.start]) if line.indent < 4 or not always else None
            if named is None and not always:
                break
            if not any(start(self, container, line) for start in (*(named or ()), *always)):
                break
            container = self.tip
            if container.kind not in CONTAINERS or (container is tip and place == line.place):
                break
        return container

    def _add_verbatim(self, block: MarkdownBlock, line: Line) -> None:
        if block.kind == "fence" and block.start == self.number:
            return
        rest = line.rest()
        block.lines.append(rest)
        if block.kind == "html" and ends_html_block(rest, block.sign):
            self.close(block, self.number)
        elif block.kind == "comment" and block.sign in rest and block.start != self.number:
            self.close(block, self.number)
            words = rest.partition(block.sign)[2].strip()
            if words:
                self.add("paragraph").lines.append(words)

    def _continues(self, block: MarkdownBlock, line: Line) -> bool | None:
        """Whether a line belongs to an open block, and its signs consumed; None if it only ends the block."""
        kind = block.kind
        if kind in _HOLDERS:
            return True
        if kind in ("paragraph", "table"):
            return not line.is_blank
        if kind in ("html", "comment"):
            return not (line.is_blank and not block.sign)
        return _CONTINUE[kind](self, block, line) if kind in _CONTINUE else False

    def _continues_quote(self, _block: MarkdownBlock, line: Line) -> bool:
        if line.indent >= 4 or line.is_blank or line.text[line.start] != ">":
            return False
        line.consume(line.indent + 1)
        if line.indent:
            line.consume(1)
        return True

    def _continues_item(self, block: MarkdownBlock, line: Line) -> bool:
        if not line.is_blank:
            return _consume_indent(line, block.indent)
        line.consume(line.indent)
        return bool(block.children)

    def _continues_code(self, _block: MarkdownBlock, line: Line) -> bool:
        if line.indent < 4 and not line.is_blank:
            return False
        line.consume(min(line.indent, 4))
        return True

    def _continues_indented(self, block: MarkdownBlock, line: Line) -> bool | None:
        if block.sign:
            # A directive such as ::: goes on until its closing signs.
            ended = _ended_directive(block, line)
            if ended is None:
                return True
            self._close_from(self.tip, self.number, stop=ended)
            self.close(ended, self.number)
            return None
        if line.is_blank:
            line.consume(line.indent)
            return True
        return _consume_indent(line, block.indent)

    def _continues_fence(self, block: MarkdownBlock, line: Line) -> bool | None:
        if line.indent < (4 if block.indent < 4 else block.indent + 4) and not line.is_blank:
            words = line.text[line.start :].rstrip(" \t")
            if words.startswith(block.sign) and not words.strip(block.sign[0]):
                self.close(block, self.number)
                return None
        line.consume(min(line.indent, block.indent))
        return True

    def _close_from(self, block: MarkdownBlock, line: int, stop: MarkdownBlock | None = None) -> None:
        while block is not stop:
            parent = block.parent
            self.close(block, line)
            if parent is None:
                break
            block = parent


_HOLDERS = frozenset(("document", "list", "definitions", "tabs"))
"""Containers that have no signs of their own on a line."""

_CONTINUE: dict[Kind, Callable[[BlockParser, MarkdownBlock, Line], bool | None]] = {
    "quote": BlockParser._continues_quote,
    "item": BlockParser._continues_item,
    "code": BlockParser._continues_code,
    "fence": BlockParser._continues_fence,
    **dict.fromkeys(("note", "definition", "callout", "tab"), BlockParser._continues_indented),
}


def table_alignments(paragraph: MarkdownBlock, line: Line) -> tuple[str, ...]:
    """The alignments of the table whose head is the last line of a paragraph and whose rule is a line; else nothing."""
    return alignments(paragraph.lines[-1], line.text[line.start :]) if paragraph.lines else ()


def _ended_directive(block: MarkdownBlock, line: Line) -> MarkdownBlock | None:
    """The directive that a line of colons ends: of those that it can belong to, the innermost with as many.

    Args:
        block: the outermost directive.
        line: the line; what is before the content of that directive is consumed.
    """
    words = line.text[line.start :].rstrip()
    if not words.startswith(block.sign[:3]) or words.strip(":"):
        return None
    exact = shorter = None
    indent = line.indent
    inner: MarkdownBlock | None = block
    while inner is not None and inner.is_open:
        if inner.kind in VERBATIM or inner.kind == "quote" or indent < inner.indent:
            if inner.kind in VERBATIM:
                return None
            break
        indent -= inner.indent
        if inner.sign and inner.kind == "callout" and indent < 4:
            exact = inner if words == inner.sign else exact
            shorter = inner if words.startswith(inner.sign) else shorter
        inner = inner.children[-1] if inner.children else None
    return exact or shorter


def _consume_indent(line: Line, indent: int) -> bool:
    if line.indent < indent:
        return False
    line.consume(indent)
    return True


def _is_loose(item: MarkdownBlock, following: MarkdownBlock | None) -> bool:
    """Whether a blank line is between two blocks of an item, or between it and the following one."""
    children = item.children
    if any(one.end + 1 != other.start for one, other in pairwise(children)):
        return True
    return following is not None and item.end + 1 != following.start
