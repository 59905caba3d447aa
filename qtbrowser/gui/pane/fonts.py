"""The bundled fonts, registered once, and the font families of a page."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache

from PySide6.QtGui import QFontDatabase

from qtbrowser.gui.settings.page_choices import Face
from qtbrowser.resources import resource_path

READING = "Source Serif 4"
MONO = "Source Code Pro"
HEADINGS = "Inter"

_FILES = (
    "SourceSerif4-Regular.ttf",
    "SourceSerif4-Italic.ttf",
    "SourceSerif4-Bold.ttf",
    "SourceSerif4-BoldItalic.ttf",
    "SourceCodePro-Regular.ttf",
    "SourceCodePro-Italic.ttf",
    "SourceCodePro-Bold.ttf",
    "Inter-Regular.ttf",
    "Inter-SemiBold.ttf",
    "Inter-Bold.ttf",
)


@dataclass(frozen=True, slots=True)
class PageFonts:
    """Family names: `reading` for text, `headings`, `mono` for code and formulas.

    For letters that a family doesn't have (Chinese, Arabic), Qt uses the system's fonts.
    """

    reading: str
    headings: str
    mono: str


@cache
def page_fonts(face: Face = Face.SERIF) -> PageFonts:
    """The font families of a face. Needs a QGuiApplication.

    A font that can't be registered is replaced by the system's, so that text is shown in any case.
    """
    _register()
    general = QFontDatabase.systemFont(QFontDatabase.SystemFont.GeneralFont).family()
    fixed = QFontDatabase.systemFont(QFontDatabase.SystemFont.FixedFont).family()
    headings = _known(HEADINGS, general)
    reading = {Face.SERIF: _known(READING, general), Face.SANS: headings, Face.SYSTEM: general}[face]
    return PageFonts(reading, general if face is Face.SYSTEM else headings, _known(MONO, fixed))


@cache
def _register() -> None:
    for name in _FILES:
        QFontDatabase.addApplicationFont(str(resource_path(f"fonts/{name}")))


def _known(family: str, otherwise: str) -> str:
    return family if QFontDatabase.hasFamily(family) else otherwise
