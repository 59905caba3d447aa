"""The forms in which a whole document can be copied."""

from __future__ import annotations

from enum import StrEnum

from PySide6.QtCore import QCoreApplication

_CONTEXT = "CopyKinds"


class CopyKind(StrEnum):
    """The forms of a document for the clipboard."""

    MARKDOWN = "markdown"
    PLAIN = "plain"
    CITATION = "citation"
    LINK = "link"


def copy_words(kind: CopyKind) -> str:
    """The text of the menu entry for `kind`."""
    translate = QCoreApplication.translate
    if kind is CopyKind.MARKDOWN:
        return translate(_CONTEXT, "Copy as &Markdown")
    if kind is CopyKind.PLAIN:
        return translate(_CONTEXT, "Copy as &Plain Text")
    if kind is CopyKind.CITATION:
        return translate(_CONTEXT, "Copy C&itation")
    return translate(_CONTEXT, "Copy Lin&k to This Question")
