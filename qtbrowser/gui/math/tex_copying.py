"""Puts formulas into copied text as TeX between dollars."""

from __future__ import annotations

from PySide6.QtGui import QTextCharFormat, QTextCursor, QTextDocument

from qtbrowser.gui.math.page_formulas import objects_in
from qtbrowser.gui.math.text_object import OBJECT_TYPE, TEX


def formulas_to_tex(document: QTextDocument) -> None:
    """Replaces each formula by its TeX. Use it on a copy, such as the document of a selection's fragment."""
    cursor = QTextCursor(document)
    cursor.beginEditBlock()
    for position in reversed(objects_in(document)):
        cursor.setPosition(position)
        cursor.setPosition(position + 1, QTextCursor.MoveMode.KeepAnchor)
        form = cursor.charFormat()
        if form.objectType() == OBJECT_TYPE:
            plain = QTextCharFormat(form)
            plain.setObjectType(0)
            plain.setToolTip("")
            plain.setVerticalAlignment(QTextCharFormat.VerticalAlignment.AlignNormal)
            cursor.insertText(str(form.property(TEX)), plain)
    cursor.endEditBlock()
