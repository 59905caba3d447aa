"""The text of a field, letter for letter."""

from __future__ import annotations

from PySide6.QtGui import QTextDocument


def exact_text(document: QTextDocument) -> str:
    """The text of a field of several lines, with ``\\n`` between them.

    `toPlainText` makes a space of each no-break space and a line end of each line separator: a file would come to be
    changed where nobody has changed anything.
    """
    return document.toRawText().replace("\u2029", "\n")
