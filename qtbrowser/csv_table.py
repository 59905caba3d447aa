"""Tables as CSV (RFC 4180) that neither a spreadsheet nor a terminal obeys."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable, Sequence

from qtbrowser.control_characters import escaped_controls, escaped_line

# A spreadsheet takes text that begins with these for a formula, and runs it.
_FORMULA_SIGNS = ("=", "+", "-", "@", "\t", "\r")


def csv_table(head: Sequence[str], rows: Iterable[Sequence[object]], *, keeps_lines: bool = False) -> str:
    """A table as text.

    Args:
        head: the names of the columns.
        rows: the values of each row; control characters in texts become escapes.
        keeps_lines: whether line ends in texts stay, within quotes.
    """
    stream = io.StringIO()
    writer = csv.writer(stream)
    writer.writerow(head)
    writer.writerows([_harmless(value, keeps_lines) for value in row] for row in rows)
    return stream.getvalue()


def _harmless(value: object, keeps_lines: bool) -> object:
    """A value that is taken neither for a formula nor for a control sequence."""
    if not isinstance(value, str):
        return value
    text = f"'{value}" if value.startswith(_FORMULA_SIGNS) else value
    return escaped_controls(text) if keeps_lines else escaped_line(text)
