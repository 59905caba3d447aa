"""Rewrites the layout of Markdown from GitHub's rules to those of Python-Markdown.

Python-Markdown nests by four spaces and starts a list, a table or a quotation only after a blank line; GitHub (and
CommonMark, https://spec.commonmark.org/0.31.2/#list-items) nests by the column of the item's text and lets them
interrupt a paragraph. This pass follows the lines with the stack of open list items as CommonMark does, and writes
every line with four spaces for each of them and a blank line where Python-Markdown needs one.

Code has been taken out before (see `placeholders`); a listing is one line that begins with `LISTING_MARK`.
"""

from __future__ import annotations

import re
from typing import NamedTuple

from qtbrowser.markup.headings import atx_heading
from qtbrowser.rendering.gfm_lines import (
    MARKER,
    RULE,
    TABLE_RULE,
    UNDERLINE,
    cells,
    escaped,
    leading_tabs_expanded,
    may_interrupt,
)
from qtbrowser.rendering.placeholders import LISTING_MARK, SEPARATOR

_UNIT = " " * 4


class _Item(NamedTuple):
    """An open list item: the column of its text, the marker of its siblings, and its line in the output."""

    column: int
    sign: str
    line: int


def normalise_lists(text: str) -> str:
    """Rewrites the layout of lists and of the blocks that may interrupt a paragraph.

    Args:
        text: Markdown with placeholders for code.

    Returns:
        Markdown that Python-Markdown parses to the same structure as GitHub parses the original.
    """
    return "\n".join(_Layout(text.split("\n")).written())


class _Layout:
    def __init__(self, lines: list[str]) -> None:
        self._lines = [leading_tabs_expanded(line) for line in lines]
        self._next = 0
        self._out: list[str] = []
        self._items: list[_Item] = []
        # Whether a paragraph is open, the line of the output it began on (None within an item's first line), and
        # whether the last line began an item's first paragraph, which a nested list may follow at once.
        self._paragraph = False
        self._paragraph_start: int | None = None
        self._in_item_head = False
        self._in_table = False
        self._last_blank = -1
        self._depth = 0

    def written(self) -> list[str]:
        while self._next < len(self._lines):
            line = self._lines[self._next]
            self._next += 1
            if line.strip():
                self._line(line)
            else:
                self._blank()
                self._paragraph = self._in_item_head = self._in_table = False
        return self._out

    def _line(self, line: str) -> None:
        words = line.lstrip(" ")
        column = len(line) - len(words)
        depth = self._depth_at(column)
        inner = column - (self._items[depth - 1].column if depth else 0)
        if inner >= 4:
            # Indented: code after a blank line, else a continuation of the paragraph.
            if self._paragraph and not self._in_table:
                self._continue_paragraph(words)
            else:
                self._leave(depth)
                if self._in_table or (self._out and LISTING_MARK in self._out[-1]):
                    self._blank()
                self._paragraph = self._in_item_head = self._in_table = False
                self._write(" " * inner + words, depth)
            return
        if not self._starts_block(words, column, depth):
            if self._paragraph and not self._in_table:
                self._continue_paragraph(words)
            else:
                self._begin_paragraph(words, depth)

    def _starts_block(self, words: str, column: int, depth: int) -> bool:
        """Write the line if it begins a block that may interrupt a paragraph; return whether it did."""
        first = words[0]
        if first == LISTING_MARK:
            self._listing(words, depth)
        elif first == "#" and (heading := atx_heading(words)) is not None:
            self._heading(*heading, depth)
        elif first in "-=" and self._is_underline(words, depth):
            self._underlined_heading(words)
        elif first in "*-_" and RULE.match(words):
            self._alone("* * *", depth)
        elif first == ">":
            self._quotation(depth)
        elif (marker := MARKER.match(words)) and self._may_begin_item(marker, depth):
            self._item(marker, words, column, depth)
        elif not (self._paragraph and depth < len(self._items)) and self._is_table_head(words):
            self._leave(depth)
            self._blank()
            self._write(words, depth)
            self._paragraph = self._in_table = True
            self._in_item_head = False
        else:
            return False
        return True

    # Where a line belongs

    def _depth_at(self, column: int) -> int:
        depth = 0
        while depth < len(self._items) and column >= self._items[depth].column:
            depth += 1
        return depth

    def _leave(self, depth: int) -> None:
        """Close the items that the next line does not belong to; a blank line is written after them if there is
        none.
        """
        if depth < self._depth:
            self._blank()
        del self._items[depth:]
        self._depth = depth

    def _may_begin_item(self, marker: re.Match[str], depth: int) -> bool:
        if not self._paragraph or self._in_table or depth < len(self._items):
            return True
        return marker.end() < len(marker.string) and (not marker[1][0].isdigit() or int(marker[1][:-1]) == 1)

    def _is_underline(self, words: str, depth: int) -> bool:
        return (
            self._paragraph
            and not self._in_table
            and self._paragraph_start is not None
            and depth == self._depth
            and UNDERLINE.match(words) is not None
        )

    def _is_table_head(self, words: str) -> bool:
        if "|" not in words or self._in_table or self._next >= len(self._lines):
            return False
        rule = self._lines[self._next].strip()
        if TABLE_RULE.match(rule) is None or ("|" not in rule and "|" in words.strip().strip("|")):
            return False
        return cells(words) == cells(rule)

    # Writing

    def _blank(self) -> None:
        if self._out and self._out[-1]:
            self._out.append("")
            self._last_blank = len(self._out)

    def _write(self, text: str, depth: int) -> None:
        self._out.append(_UNIT * depth + text)
        self._depth = depth

    def _begin_paragraph(self, words: str, depth: int) -> None:
        if self._in_table and depth == self._depth:
            self._write(words, depth)  # one more row, even without a bar
            return
        self._leave(depth)
        self._in_item_head = self._in_table = False
        self._paragraph_start = len(self._out)
        self._write(escaped(words), depth)
        self._paragraph = True

    def _continue_paragraph(self, words: str) -> None:
        last = self._out[-1]
        if last.endswith("\\") and not last.endswith("\\\\"):
            # GitHub breaks a line at a backslash at its end; Python-Markdown only at two spaces.
            self._out[-1] = last[:-1] + "  "
        self._write(escaped(words), len(self._items))

    def _listing(self, words: str, depth: int) -> None:
        self._leave(depth)
        if self._in_table:
            self._blank()
        self._write(words, depth)
        self._paragraph = self._in_item_head = self._in_table = False

    def _heading(self, level: int, words: str, depth: int) -> None:
        # Python-Markdown removes every # at the end, also that of "C#".
        shown = words[:-1] + "\\#" if words.endswith("#") else words
        self._alone(f"{'#' * level} {shown}", depth)

    def _underlined_heading(self, underline: str) -> None:
        depth = self._depth
        words = " ".join(line.strip() for line in self._out[self._paragraph_start :])
        del self._out[self._paragraph_start :]
        self._heading(1 if underline[0] == "=" else 2, words, depth)

    def _alone(self, words: str, depth: int) -> None:
        """A block between blank lines."""
        self._leave(depth)
        self._blank()
        self._write(words, depth)
        self._blank()
        self._paragraph = self._in_item_head = self._in_table = False

    def _quotation(self, depth: int) -> None:
        """Write the quotation that begins on the line, with its further lines; its content is laid out separately."""
        base = self._items[depth - 1].column if depth else 0
        inside = [self._lines[self._next - 1].lstrip(" ")[1:].removeprefix(" ")]
        while self._next < len(self._lines):
            words = self._lines[self._next].lstrip(" ")
            column = len(self._lines[self._next]) - len(words)
            if words.startswith(">") and self._depth_at(column) >= depth:
                inside.append(words[1:].removeprefix(" "))
            elif words and inside[-1].strip() and (column - base >= 4 or not may_interrupt(words)):
                inside.append(escaped(words))
            else:
                break
            self._next += 1
        self._leave(depth)
        self._blank()
        if len(self._out) > 1 and self._out[-2].startswith(f"{_UNIT * depth}>"):
            # Python-Markdown would merge two quotations.
            self._out.extend((_UNIT * depth + SEPARATOR, ""))
        for line in _Layout(inside).written():
            self._write(f"> {line}".rstrip(" ") if not line else f"> {line}", depth)
        self._blank()
        self._paragraph = self._in_item_head = self._in_table = False

    def _item(self, marker: re.Match[str], words: str, column: int, depth: int) -> None:
        sign = "1" + marker[1][-1] if marker[1][0].isdigit() else marker[1]
        sibling = self._items[depth] if depth < len(self._items) else None
        if sibling is None:
            if not (depth and self._in_item_head):
                self._blank()
        elif sibling.sign != sign:
            self._blank()
            self._out.extend((_UNIT * depth + SEPARATOR, ""))
        elif self._in_table or self._last_blank > sibling.line:
            # Python-Markdown would lose an item directly after the second block of its sibling.
            self._blank()
        del self._items[depth:]
        gap = len(marker[2] or " ")
        text_column = column + len(marker[1]) + (gap if gap <= 4 else 1)
        self._items.append(_Item(text_column, sign, len(self._out)))
        shown = f"{marker[1][:-1]}." if sign[0] == "1" else "-"
        body = words[marker.end() :]
        self._write(f"{shown:<3} ", depth)
        self._paragraph = self._in_item_head = self._in_table = False
        self._depth = depth + 1
        if body:
            self._item_body(body, text_column if gap <= 4 else text_column + gap - 1)
        else:
            # Python-Markdown would take a bare "-" for the underline of a heading.
            self._out[-1] += SEPARATOR

    def _item_body(self, body: str, column: int) -> None:
        """The rest of an item's first line, which may begin a block of its own: `1. - nested`, `- ## heading`."""
        depth = len(self._items)
        first = body[0]
        marker = MARKER.match(body)
        if marker and not RULE.match(body) and marker.end() < len(body):
            self._out[-1] += SEPARATOR
            self._in_item_head = True
            self._item(marker, body, column, depth)
        elif first in "#>" or RULE.match(body) or self._is_table_head(body):
            self._lines[self._next - 1] = " " * column + body
            if not self._starts_block(body, column, depth):
                self._out[-1] += escaped(body)
                self._paragraph = self._in_item_head = True
        else:
            self._out[-1] += body
            self._paragraph_start = None
            self._paragraph = self._in_item_head = first != LISTING_MARK
