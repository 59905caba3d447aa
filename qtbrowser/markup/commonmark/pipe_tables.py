"""GitHub's tables (https://github.github.com/gfm/#tables-extension-)."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Sequence
from typing import NamedTuple

MOST_COLUMNS = 500

_RULE = re.compile(r"\|?[ \t]*+:?-++:?[ \t]*+(?:\|[ \t]*+:?-++:?[ \t]*+)*+\|?[ \t]*+$")

_ESCAPED_BAR = re.compile(r"\\\|")
_BAR = re.compile(r"\|(?<!\\\|)")
_TOGETHER = re.compile(
    r"[`\[](?:(?<=`)(?<![\\`]`)(`*+)[^`]++`\1(?!`)|(?<=\[)\[[^\[\]|\n]{1,500}\|[^\[\]|\n]{0,1000}\]\])"
)


def alignments(head: str, rule: str) -> tuple[str, ...]:
    """The alignment of each column, "left", "right", "center" or "", if two lines begin a table; else nothing.

    Args:
        head: the line of the head.
        rule: the line below it.
    """
    if "|" not in head or "-" not in rule or _RULE.match(rule) is None:
        return ()
    if "|" not in rule and "|" in head.strip().strip("|"):
        return ()
    columns = [cell.text for cell in cells(rule)]
    if len(columns) > MOST_COLUMNS or len(columns) != len(cells(head)):
        return ()
    return tuple(
        "center" if cell[0] == ":" == cell[-1] else "left" if cell[0] == ":" else "right" if cell[-1] == ":" else ""
        for cell in columns
    )


class Cell(NamedTuple):
    """A cell of a row.

    Attributes:
        text: its Markdown; an escaped bar is a bar, in code too.
        start: where it begins in the row.
    """

    text: str
    start: int

    def places_in(self, row: str, offsets: Sequence[int]) -> list[int]:
        """Where places of the cell's text are in the row that it was read from.

        Args:
            row: the row.
            offsets: the places, in characters of `text`.
        """
        if not offsets:
            return []
        escaped = _ESCAPED_BAR.finditer(row, self.start, self.start + 2 * len(self.text))
        bars = [bar.start() - self.start - number for number, bar in enumerate(escaped)]
        return [self.start + offset + bisect_left(bars, offset) for offset in offsets]


def row_cells(row: str, columns: int) -> list[Cell]:
    """The cells of a row that has so many columns.

    GitHub lets a bar within code end a cell and drops what there is too much. A row that fits its columns only with its
    code and links such as `[[Note|words]]` kept together is read that way, so that nothing is lost.
    """
    found = cells(row)
    if len(found) > columns and ("`" in row or "[[" in row):
        together = _cells(row, _TOGETHER.sub(lambda whole: whole[0].replace("|", "x"), row))
        if len(together) == columns:
            found = together
    return [*found[:columns], *[Cell("", len(row))] * (columns - len(found))]


def cells(row: str) -> list[Cell]:
    """The cells of a row."""
    return _cells(row, row)


def _cells(row: str, separated: str) -> list[Cell]:
    """The cells of a row.

    Args:
        row: the row.
        separated: the row with other characters for the bars that are in code.
    """
    end = len(row.rstrip())
    start = len(row) - len(row.lstrip())
    start += separated.startswith("|", start)
    found: list[Cell] = []
    for bar in _BAR.finditer(separated, start, end):
        found.append(_cell(row, start, bar.start()))
        start = bar.end()
    last = _cell(row, start, end)
    if last.text or not found or not row[:end].endswith("|"):
        found.append(last)
    return found


def _cell(row: str, start: int, end: int) -> Cell:
    inner = row[start:end]
    words = inner.lstrip()
    return Cell(words.rstrip().replace("\\|", "|"), start + len(inner) - len(words))
