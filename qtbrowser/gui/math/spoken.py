"""The TeX of formulas as text that is there for screen readers only.

Qt shows the text of a document to a screen reader as it is, with a sign that says nothing where an object stands, and
lets no program answer for it. So, while a screen reader listens, the TeX follows each formula in letters that take no
room and have no colour.
"""

from __future__ import annotations

from PySide6.QtGui import QColor, QFont, QTextCharFormat, QTextCursor, QTextFormat

from qtbrowser.gui.math.page_html import FormulaPlace

SPOKEN = QTextFormat.Property.UserProperty.value + 0x4D10
"""The property of such text."""

_LONGEST = 1000


def insert_spoken(cursor: QTextCursor, place: FormulaPlace) -> None:
    """Inserts it at the cursor.

    Args:
        cursor: behind the formula.
        place: the formula. The end of TeX that is longer than anybody would listen to is left out.
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
