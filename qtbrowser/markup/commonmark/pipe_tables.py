"""GitHub's tables (https://github.github.com/gfm/#tables-extension-)."""

from __future__ import annotations

import re

MOST_COLUMNS = 500

_RULE = re.compile(r"\|?[ \t]*+:?-++:?[ \t]*+(?:\|[ \t]*+:?-++:?[ \t]*+)*+\|?[ \t]*+$")

_CODE = re.compile(r"(?<![\\`])(`++)(?!`)[^`]++(?<!`)\1(?!`)")


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
    columns = cells(rule)
    if len(columns) > MOST_COLUMNS or len(columns) != len(cells(head)):
        return ()
    return tuple(
        "center" if cell[0] == ":" == cell[-1] else "left" if cell[0] == ":" else "right" if cell[-1] == ":" else ""
        for cell in columns
    )


def row_cells(row: str, columns: int) -> list[str]:
    """The cells of a row that has so many columns, as Markdown; an escaped bar is a bar, in code too.

    GitHub lets a bar within code end a cell and drops what there is too much. A row that fits its columns only with its
    code kept together is read that way, so that nothing is lost.
    """
    found = cells(row)
    if len(found) > columns and "`" in row:
        together = cells(_CODE.sub(lambda code: code[0].replace("\\|", "|").replace("|", "\\|"), row))
        if len(together) == columns:
            found = together
    return [*found[:columns], *[""] * (columns - len(found))]


def cells(row: str) -> list[str]:
    """The cells of a row as Markdown; an escaped bar is a bar, in code too."""
    row = row.strip()
    parts = row.removeprefix("|").split("|")
    found: list[str] = []
    open_cell = ""
    for part in parts:
        if part.endswith("\\"):
            open_cell += f"{part[:-1]}|"
            continue
        found.append((open_cell + part).strip())
        open_cell = ""
    if open_cell:
        # The bar at the end of the row is escaped.
        found.append(open_cell.strip())
    elif len(found) > 1 and not found[-1] and row.endswith("|"):
        found.pop()
    return found
