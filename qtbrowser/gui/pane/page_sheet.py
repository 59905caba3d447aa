"""The style sheet of a page, in the CSS that QTextDocument understands.

What it lacks decides much here: lengths are pixels, borders exist on table cells only (so code and quotations stand
in one-cell tables), and a fixed line height has to be asked for by Qt's own property, or lines with letters from
another font come out taller than their neighbours.
"""

from __future__ import annotations

from qtbrowser.gui.pane.decorations import BoxKind
from qtbrowser.gui.pane.fonts import PageFonts
from qtbrowser.gui.pane.page_colours import PageColours

_HEADINGS = (
    ("h1", 1.85, 1.22, 0.0, 0.5),
    ("h2", 1.35, 1.3, 1.6, 0.5),
    ("h3", 1.14, 1.35, 1.3, 0.4),
    ("h4, h5, h6", 1.0, 1.5, 1.1, 0.3),
)
"""Selector, size and leading, space above and below, in body sizes; the leading in the heading's own size."""

_LEADING = 1.58
_CODE_SIZE = 0.86


class PageSheet:
    """Writes the rules.

    Args:
        colours: the theme's.
        fonts: family names.
        body_px: the size of the body text in logical pixels, zoom included.
    """

    def __init__(self, colours: PageColours, fonts: PageFonts, body_px: float) -> None:
        self._colours = colours
        self._fonts = fonts
        self._body_px = body_px

    def text(self) -> str:
        """The whole style sheet."""
        return "".join((self._headings(), self._body(), self._code(), self._tables(), self._about(), self._related()))

    def _px(self, factor: float) -> str:
        return f"{round(factor * self._body_px)}px"

    def _lines(self, size: float, leading: float) -> str:
        return f"font-size:{self._px(size)}; line-height:{self._px(size * leading)}; -qt-line-height-type:fixed;"

    def _headings(self) -> str:
        return "".join(
            f"""{selector} {{ font-family:"{self._fonts.headings}"; font-weight:600; color:{self._colours.heading};
                {self._lines(size, leading)} margin-top:{self._px(above)}; margin-bottom:{self._px(below)}; }}
            """
            for selector, size, leading, above, below in _HEADINGS
        )

    def _body(self) -> str:
        colours, px = self._colours, self._px
        return f"""
        p, li, dt, dd {{ {self._lines(1, _LEADING)} margin-top:0px; margin-bottom:{px(0.8)}; }}
        li {{ margin-bottom:{px(0.35)}; }}
        ul, ol {{ margin-top:0px; margin-bottom:{px(0.8)}; }}
        li ul, li ol {{ margin-top:{px(0.35)}; margin-bottom:0px; }}
        li p {{ margin-bottom:{px(0.45)}; }}
        dt {{ font-weight:600; margin-bottom:{px(0.2)}; }}
        a {{ color:{colours.link}; text-decoration:none; }}
        a.missing, .missing {{ color:{colours.missing}; text-decoration:line-through; }}
        """

    def _code(self) -> str:
        colours, px, mono = self._colours, self._px, self._fonts.mono
        return f"""
        code, kbd, samp {{ font-family:"{mono}"; font-size:{px(_CODE_SIZE)};
            color:{colours.inline_code_ink}; }}
        pre, pre code {{ font-family:"{mono}"; {self._lines(_CODE_SIZE, 1.5)} margin:0px; white-space:pre-wrap;
            color:{colours.code_ink}; }}
        table.code {{ margin-top:{px(0.9)}; margin-bottom:{px(0.9)}; background-color:{BoxKind.CODE.value}; }}
        table.code td {{ border:0px; padding:{px(0.75)} {px(1)}; }}
        span.math {{ font-family:"{mono}"; font-size:{px(_CODE_SIZE)}; color:{colours.math_ink}; }}
        """

    def _tables(self) -> str:
        colours, px = self._colours, self._px
        return f"""
        table {{ border-collapse:collapse; margin-top:{px(0.9)}; margin-bottom:{px(0.9)}; }}
        th, td {{ {self._lines(0.94, 1.45)} border:1px solid {colours.rule}; padding:{px(0.35)} {px(0.7)}; }}
        th {{ font-family:"{self._fonts.headings}"; font-size:{px(0.82)}; font-weight:600;
            background-color:{colours.head_paper}; color:{colours.heading}; }}
        table.quote {{ margin-top:{px(0.9)}; margin-bottom:{px(0.9)}; background-color:{BoxKind.QUOTE.value}; }}
        table.quote td {{ border:0px; padding:{px(0.1)} {px(1)} 0px {px(1.1)}; color:{colours.quote_ink}; }}
        """

    def _about(self) -> str:
        colours, px = self._colours, self._px
        return f"""
        .meta a, .keywords a {{ font-size:{px(0.82)}; }}
        .meta {{ font-family:"{self._fonts.headings}"; {self._lines(0.82, 1.5)} color:{colours.quiet};
            margin-bottom:{px(0.3)}; }}
        .keywords {{ font-family:"{self._fonts.headings}"; {self._lines(0.82, 1.6)} color:{colours.quiet};
            margin-bottom:{px(1.6)}; }}
        """

    def _related(self) -> str:
        colours, px = self._colours, self._px
        return f"""
        .related h2 {{ {self._lines(0.82, 1.5)} margin-top:{px(2.4)}; color:{colours.quiet}; }}
        .related li {{ margin-bottom:{px(0.5)}; }}
        .related .subject {{ font-family:"{self._fonts.headings}"; font-size:{px(0.76)}; color:{colours.quiet}; }}
        """


def page_sheet(colours: PageColours, fonts: PageFonts, body_px: float) -> str:
    """The style sheet for QTextDocument.setDefaultStyleSheet; the arguments are PageSheet's."""
    return PageSheet(colours, fonts, body_px).text()
