"""The appearance of a page: a style sheet made of named colours, fonts and a body size."""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache

from PySide6.QtGui import QFont, QFontDatabase, QFontInfo, QFontMetricsF

from qtbrowser.gui.pane.fonts import PageFonts, page_fonts
from qtbrowser.gui.pane.page_colours import PageColours, colours_of
from qtbrowser.gui.pane.page_sheet import page_sheet, rules_for
from qtbrowser.gui.settings.page_choices import ColumnWidth
from qtbrowser.gui.widgets.theme_colours import ThemeName

MEASURES = {ColumnWidth.NARROW: 60, ColumnWidth.NORMAL: 76, ColumnWidth.WIDE: 110}
"""The number of letters in a full line: 60 to 80 read best (Bringhurst, 2.1.2), but wide tables may need more."""

_PROSE = (
    "People read with ease what stands in lines of sixty to eighty letters, as the makers of books have long known."
)
"""Sample text for the mean width of a letter; a font's own average includes capitals and rare letters."""

SMALLEST_BODY_PX = 17

_BARE_MARGIN = 0.4

_COLOURED_CODE = 'class="hl-'


@dataclass(frozen=True, slots=True)
class PageStyle:
    """All settings of a page's appearance.

    `body_px` is the height of the body font in logical pixels at 100%, `zoom` a factor, `width` the largest width of
    the lines. With `is_bare` there is only so much space around the text as keeps it off a frame.
    """

    theme: ThemeName
    fonts: PageFonts
    body_px: float
    zoom: float = 1.0
    width: ColumnWidth = ColumnWidth.NORMAL
    is_bare: bool = False

    @property
    def colours(self) -> PageColours:
        return colours_of(self.theme)

    def pixels(self, factor: float) -> int:
        """`factor` times the zoomed body size, in whole logical pixels."""
        return round(factor * self.body_px * self.zoom)

    def body_font(self) -> QFont:
        """The reading font in the zoomed size."""
        font = QFont(self.fonts.reading)
        font.setPixelSize(max(1, self.pixels(1)))
        return font

    def indent_width(self) -> float:
        """The indent of a list's text, in pixels."""
        return self.pixels(1.6)

    def side_margin(self, room: int) -> int:
        """The margin at each side of the column of the chosen width in `room` pixels."""
        if self.is_bare:
            return self.pixels(_BARE_MARGIN)
        column = MEASURES[self.width] / len(_PROSE) * _prose_width(self.fonts.reading, self.pixels(1))
        least = min(self.pixels(2), room * 0.06)
        return round(max(least, (room - column) / 2))

    def end_margins(self) -> tuple[int, int]:
        """The margins above and below the text, in pixels."""
        bare = self.pixels(_BARE_MARGIN)
        return (bare, bare) if self.is_bare else (self.pixels(2), self.pixels(3))

    def column_width(self, room: int) -> int:
        """The width of the text column in `room` pixels."""
        return max(1, room - 2 * self.side_margin(room))

    def sheet(self, html: str = "") -> str:
        """The style sheet for QTextDocument.setDefaultStyleSheet. Lengths are pixels: Qt knows few other units.

        Args:
            html: the page as it is given to Qt, for which there are only the rules that it needs; all rules but those
                for coloured code if empty.
        """
        sheet = page_sheet(self.colours, self.fonts, self.body_px * self.zoom, self.indent_width())
        if _COLOURED_CODE in html:
            sheet += _code_sheet(self.theme)
        return rules_for(sheet, html) if html else sheet


@lru_cache(maxsize=16)
def _prose_width(family: str, size: int) -> float:
    """The width of the sample text in pixels, in a font of so many pixels."""
    font = QFont(family)
    font.setPixelSize(max(1, size))
    return QFontMetricsF(font).horizontalAdvance(_PROSE)


def _code_sheet(theme: ThemeName) -> str:
    # This imports Pygments, so only when a page needs it; then rendering has imported it already.
    from qtbrowser.rendering.code_style import code_css

    return code_css(theme)


def default_style() -> PageStyle:
    """The light style at 100%, its size following the size the reader has set for the system's text.

    The interface's text has a size of its own.
    """
    general = QFontInfo(QFontDatabase.systemFont(QFontDatabase.SystemFont.GeneralFont)).pixelSize()
    return PageStyle("light", page_fonts(), max(SMALLEST_BODY_PX, round(1.3 * general)))
