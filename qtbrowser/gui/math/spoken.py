"""Inserts the TeX of formulas as text for screen readers only.

Qt passes the text of a document to a screen reader, with a meaningless character for an object, and a program can't
change that. So, while a screen reader is active, the TeX follows each formula in letters without size and colour.
"""

from __future__ import annotations

from PySide6.QtGui import QColor, QFont, QTextCharFormat, QTextCursor, QTextFormat

from qtbrowser.gui.math.page_html import FormulaPlace

SPOKEN = QTextFormat.Property.UserProperty.value + 0x4D10
"""The text property that marks this text."""

_LONGEST = 1000


def insert_spoken(cursor: QTextCursor, place: FormulaPlace) -> None:
    """Inserts the text at the cursor.

    Args:
        cursor: after the formula.
        place: the formula. Very long TeX is cut off.
    """
    tex = f"{place.before}{place.source.tex[:_LONGEST]}{place.after}"
    font = cursor.charFormat().font()
    font.setPixelSize(1)
    font.setLetterSpacing(QFont.SpacingType.PercentageSpacing, 1)
    form = QTextCharFormat()
    form.setFont(font)
    form.setForeground(QColor(0, 0, 0, 0))
    form.setProperty(SPOKEN, True)
    cursor.insertText(" ".join(tex.split()), form)
