"""The looks of a page: one style sheet from named colours, fonts and a body size."""

from __future__ import annotations

from dataclasses import dataclass

from PySide6.QtGui import QFont, QFontInfo, QFontMetricsF
from PySide6.QtWidgets import QApplication

from qtbrowser.gui.pane.fonts import PageFonts, page_fonts
from qtbrowser.gui.pane.page_colours import PageColours, ThemeName, colours_of

MEASURE = 70
"""Letters in a full line, about: the middle of the 60 to 80 that read best (Bringhurst, 2.1.2)."""

SMALLEST_BODY_PX = 17


@dataclass(frozen=True, slots=True)
class PageStyle:
    """Everything that decides how a page looks.

    `body_px` is the height of the body font in logical pixels at 100%, `zoom` a factor.
    """

    theme: ThemeName
    fonts: PageFonts
    body_px: float
    zoom: float = 1.0

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
        """How far a list's text stands in, in pixels."""
        return self.pixels(1.6)

    def column_width(self) -> float:
        """The widest the text column gets, in pixels."""
        return MEASURE * QFontMetricsF(self.body_font()).averageCharWidth()

    def sheet(self) -> str:
        """The style sheet for QTextDocument.setDefaultStyleSheet. Lengths are pixels: Qt knows few other units."""
        return "\n".join((self._text_rules(), self._block_rules(), self._page_rules()))

    def _leading(self, size: float, ratio: float) -> str:
        return (
            f"font-size:{self.pixels(size)}px; line-height:{self.pixels(size * ratio)}px; -qt-line-height-type:fixed; "
        )

    def _text_rules(self) -> str:
        colours, px = self.colours, self.pixels
        heads = "".join(
            f"h{level} {{ {self._leading(size, 1.3)} margin-top:{px(above)}px; margin-bottom:{px(below)}px; "
            f"color:{colours.heading}; font-weight:600; }}\n"
            for level, size, above, below in (
                (1, 1.9, 0, 0.4),
                (2, 1.4, 1.7, 0.5),
                (3, 1.18, 1.4, 0.4),
                (4, 1.0, 1.2, 0.3),
                (5, 1.0, 1.2, 0.3),
                (6, 1.0, 1.2, 0.3),
            )
        )
        return f"""
        body {{ color:{colours.ink}; }}
        p, li, dt, dd {{ {self._leading(1, 1.6)} margin-top:0; margin-bottom:{px(0.75)}px; }}
        li {{ margin-bottom:{px(0.3)}px; }}
        ul, ol {{ margin-top:0; margin-bottom:{px(0.75)}px; }}
        a {{ color:{colours.link}; text-decoration:none; }}
        code {{ font-family:"{self.fonts.mono}"; font-size:{px(0.88)}px; background-color:{colours.code_paper}; }}
        {heads}
        """

    def _block_rules(self) -> str:
        colours, px = self.colours, self.pixels
        return f"""
        pre {{ font-family:"{self.fonts.mono}"; {self._leading(0.88, 1.5)} margin:0; white-space:pre-wrap; }}
        table {{ border-collapse:collapse; margin-top:{px(0.3)}px; margin-bottom:{px(1)}px; }}
        th, td {{ border:1px solid {colours.rule}; padding:{px(0.35)}px {px(0.6)}px; }}
        th {{ background-color:{colours.head_paper}; font-weight:600; }}
        span.math {{ font-family:"{self.fonts.mono}"; font-size:{px(0.88)}px; color:{colours.math_ink};
            background-color:{colours.math_paper}; }}
        """

    def _page_rules(self) -> str:
        colours = self.colours
        return f"""
        .meta, .meta p {{ {self._leading(0.9, 1.5)} color:{colours.quiet}; }}
        """


def default_style() -> PageStyle:
    """The light style at 100%, its size following the size the reader has set for the system's text."""
    general = QFontInfo(QApplication.font()).pixelSize()
    return PageStyle("light", page_fonts(), max(SMALLEST_BODY_PX, round(1.3 * general)))
