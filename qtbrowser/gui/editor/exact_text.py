"""Reads the exact text of a multi-line field."""

from __future__ import annotations

from PySide6.QtGui import QTextDocument


def exact_text(document: QTextDocument) -> str:
    """The text of a field of several lines, with ``\\n`` between them.

    `toPlainText` converts no-break spaces to spaces and line separators to line ends, which would change a file without
    an edit.
    """
    return document.toRawText().replace("\u2029", "\n")
