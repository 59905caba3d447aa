"""The style sheet of a page, in the CSS that QTextDocument understands.

Its limits decide much here: lengths are pixels; only table cells have borders (so code and quotations are in one-cell
tables); and a fixed line height needs Qt's own property, or lines with letters of another font become taller than their
neighbours.
"""

from __future__ import annotations

import re
from functools import lru_cache

from qtbrowser.gui.pane.decorations import BoxKind
from qtbrowser.gui.pane.fonts import PageFonts
from qtbrowser.gui.pane.item_blocks import DEEPEST
from qtbrowser.gui.pane.page_colours import PageColours

_HEADINGS = (
    ("h1", 1.8, 1.22, 0.0, 0.35),
    ("h2", 1.35, 1.3, 1.6, 0.5),
    ("h3", 1.14, 1.35, 1.35, 0.4),
    ("h4, h5, h6", 1.0, 1.5, 1.2, 0.3),
)
"""Selector, size, leading, space above and below: the leading in sizes of the heading, the rest in body sizes."""

_DEPTHS = range(1, DEEPEST + 1)
CARD_PADDING = 0.6, 0.9
"""Padding of a card above and below its text, and beside it, in body sizes."""

_CARD_GAP = 0.55
PARAGRAPH_GAP = 0.8
"""Space between paragraphs, in body sizes."""

_LEADING = 1.58
_ROOM_FOR_COPYING = 34
"""The least padding at the right of a listing in pixels, so that the button that copies it covers none of its text."""

_SMALL = 0.8
_CODE_SIZE = 0.86

_ELEMENT = re.compile(r"<(\w+)")
_CLASSES = re.compile(r'class="([^"]*)"')


class PageSheet:
    """Writes the rules; there are few, because Qt tries each on every element.

    Args:
        colours: the theme's colours.
        fonts: the font families.
        body_px: the size of the body text in logical pixels, zoom included.
        indent_px: the indent of each depth of a list.
    """

    def __init__(self, colours: PageColours, fonts: PageFonts, body_px: float, indent_px: float) -> None:
        self._colours = colours
        self._fonts = fonts
        self._body_px = body_px
        self._indent_px = indent_px

    def text(self) -> str:
        """The whole style sheet."""
        return "".join((self._headings(), self._body(), self._code(), self._tables(), self._about()))

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
        depths = "".join(f".in{depth} {{ margin-left:{round(depth * self._indent_px)}px; }}\n" for depth in _DEPTHS)
        return f"""
        p, li {{ {self._lines(1, _LEADING)} margin-top:0px; margin-bottom:{px(PARAGRAPH_GAP)}; }}
        li, li p {{ margin-bottom:{px(0.4)}; }}
        ul, ol {{ margin-top:0px; margin-bottom:{px(PARAGRAPH_GAP)}; }}
        li ul, li ol {{ margin-top:0px; margin-bottom:0px; }}
        a {{ color:{colours.link}; text-decoration:underline; }}
        .meta a, .keywords a, .card a {{ text-decoration:none; }}
        a.missing {{ color:{colours.missing}; text-decoration:none; }}
        span.picture {{ {self._lines(_SMALL, _LEADING)} color:{colours.quiet}; background-color:{colours.head_paper}; }}
        span.mark {{ background-color:{colours.mark_paper}; color:{colours.mark_ink}; }}
        .kbd {{ font-family:"{self._fonts.mono}"; font-size:{px(_CODE_SIZE)}; background-color:{colours.head_paper}; }}
        .summary a, .alert-title a {{ text-decoration:none; color:{colours.heading}; }}
        p.left-out {{ {self._lines(_SMALL, _LEADING)} color:{colours.quiet}; }}
        a.topic {{ text-decoration:none; }}
        .fold {{ margin-left:{px(1)}; }}
        .blocked {{ color:{colours.quiet}; text-decoration:line-through; }}
        hr {{ background-color:{colours.rule}; }}
        p.notice {{ color:{colours.quote_ink}; font-style:italic; }}
        {depths}"""

    def _code(self) -> str:
        colours, px, mono = self._colours, self._px, self._fonts.mono
        return f"""
        code, pre {{ font-family:"{mono}"; font-size:{px(_CODE_SIZE)}; }}
        code {{ color:{colours.inline_code_ink}; }}
        pre {{ {self._lines(_CODE_SIZE, 1.5)} margin:0px; white-space:pre-wrap; color:{colours.code_ink}; }}
        table.code {{ margin-top:{px(0.9)}; margin-bottom:{px(0.9)}; background-color:{BoxKind.CODE.value}; }}
        .code td {{ padding:{px(0.75)} {px(1)}; padding-right:{max(round(self._body_px), _ROOM_FOR_COPYING)}px; }}
        """

    def _tables(self) -> str:
        colours, px = self._colours, self._px
        return f"""
        table.cells {{ border-collapse:collapse; margin-top:{px(0.9)}; margin-bottom:{px(0.9)}; }}
        .cells td, .cells th {{ {self._lines(0.94, 1.45)} border:1px solid {colours.rule};
            padding:{px(0.35)} {px(0.7)}; }}
        .cells th {{ {self._lines(_SMALL, 1.6)} font-family:"{self._fonts.headings}"; font-weight:600;
            text-align:left; background-color:{colours.head_paper}; color:{colours.heading}; }}
        table.quote {{ margin-top:{px(0.9)}; margin-bottom:{px(0.9)}; background-color:{BoxKind.QUOTE.value}; }}
        .quote td {{ padding:{px(0.1)} {px(1)} 0px {px(1.1)}; color:{colours.quote_ink}; }}
        .quote .cells td {{ padding:{px(0.35)} {px(0.7)}; }}
        .quote .code td {{ padding:{px(0.75)} {px(1)}; }}
        p.alert-title {{ margin-bottom:{px(0.2)}; color:{colours.heading}; }}
        p.term {{ margin-bottom:{px(0.15)}; }}
        """

    def _about(self) -> str:
        colours, px = self._colours, self._px
        small = f'font-family:"{self._fonts.headings}"; {self._lines(_SMALL, 1.5)}'
        return f"""
        p.meta {{ {small} color:{colours.quiet}; margin-bottom:{px(1.7)}; }}
        a.subject, span.subject {{ {small} }}
        .passage {{ {small} color:{colours.quiet}; margin-bottom:{px(0.3)}; }}
        p.keywords {{ {small} line-height:{px(1.75)}; margin:{px(2)} {px(0.5)} {px(PARAGRAPH_GAP)}; }}
        a.keyword {{ {small} color:{colours.keyword_ink}; }}
        p.card {{ {self._lines(1, 1.5)} background-color:{BoxKind.CARD.value};
            margin:{px(2 * CARD_PADDING[0] + _CARD_GAP)} {px(CARD_PADDING[1])}; }}
        .card .missing {{ text-decoration:none; }}
        .related h2 {{ {self._lines(1.08, 1.4)} margin-top:{px(2.2)}; margin-bottom:{px(0.4)}; }}
        .related span {{ {small} color:{colours.quiet}; }}
        """


@lru_cache(maxsize=16)
def page_sheet(colours: PageColours, fonts: PageFonts, body_px: float, indent_px: float) -> str:
    """The style sheet for QTextDocument.setDefaultStyleSheet; the arguments are PageSheet's."""
    return PageSheet(colours, fonts, body_px, indent_px).text()


def rules_for(sheet: str, html: str) -> str:
    """The rules of a style sheet that can match an element of a page, in their order.

    Qt reads the whole sheet for each document, and tries each rule without an element's name on every element.

    Args:
        sheet: rules whose selectors are names of elements and classes, with spaces and commas between them.
        html: the page as it is given to Qt.
    """
    used = {*_ELEMENT.findall(html), *" ".join(set(_CLASSES.findall(html))).split()}
    return _rules_of(sheet, _names(sheet) & used)


@lru_cache(maxsize=256)
def _rules_of(sheet: str, used: frozenset[str]) -> str:
    return "".join(rule for rule, needs in _rules(sheet) if any(need <= used for need in needs))


@lru_cache(maxsize=16)
def _names(sheet: str) -> frozenset[str]:
    """The names of elements and classes in the selectors of a style sheet."""
    return frozenset(name for _, needs in _rules(sheet) for need in needs for name in need)


@lru_cache(maxsize=16)
def _rules(sheet: str) -> list[tuple[str, list[set[str]]]]:
    """Each rule with the names of elements and classes that each of its selectors needs."""
    rules = [rule + "}" for rule in sheet.split("}")[:-1]]
    selectors = [rule.partition("{")[0].split(",") for rule in rules]
    needs = [[set(one.replace(".", " ").split()) for one in several] for several in selectors]
    return list(zip(rules, needs, strict=True))
