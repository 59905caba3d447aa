"""The named colours of a page in each theme. Those that the window has too are taken from its theme.

Every ink keeps a contrast of at least 4.5:1 to each paper it is used on (WCAG 2.2, 1.4.3); a test computes it.
"""

from __future__ import annotations

from dataclasses import dataclass

from PySide6.QtGui import QColor, QPalette

from qtbrowser.gui.widgets import theme_colours
from qtbrowser.gui.widgets.theme_colours import ThemeName


@dataclass(frozen=True, slots=True)
class PageColours:
    """One theme's colours, each ``#rrggbb``: papers are backgrounds, inks are text colours, the others are lines.

    Attributes:
        paper, ink, heading, quiet, link, missing: the page, its text, headings, secondary text, links, broken links.
        rule: hairlines and the borders of tables.
        code_paper, code_ink: code in blocks.
        inline_code_paper, inline_code_ink, keyword_paper, keyword_ink: code in lines, keywords. No other text has their
            inks, by which the pieces with a paper are recognised.
        head_paper: a table's head.
        quote_bar, quote_ink: quotations.
        mark_paper, mark_ink: words found by the search.
        find_paper, find_ink, current_paper, current_ink: matches found in the page, and the current one.
        selection_paper, selection_ink, focus: selected text, and the frame of the focused link.
    """

    paper: str
    ink: str
    heading: str
    quiet: str
    link: str
    missing: str
    rule: str
    code_paper: str
    code_ink: str
    inline_code_paper: str
    inline_code_ink: str
    keyword_paper: str
    keyword_ink: str
    head_paper: str
    quote_bar: str
    quote_ink: str
    mark_paper: str
    mark_ink: str
    find_paper: str
    find_ink: str
    current_paper: str
    current_ink: str
    selection_paper: str
    selection_ink: str
    focus: str


_HUES = {"yellow": "#f2c200", "green": "#3aa655", "blue": "#3b82f6", "red": "#e5484d", "purple": "#9a5bd6"}
_SHARE = 0.35


def highlight_hue(colour: str) -> str:
    """The hue of a highlight's colour, given by its name."""
    return _HUES[colour]


def highlight_paper(colour: str, colours: PageColours) -> str:
    """The paper of a highlighted passage: a hue mixed with the page's own, so that the ink stays as it is.

    Args:
        colour: the name of the hue.
        colours: of the page.
    """
    hue, paper = QColor(_HUES[colour]), QColor(colours.paper)
    parts = ((hue.red(), paper.red()), (hue.green(), paper.green()), (hue.blue(), paper.blue()))
    return QColor(*(round(own * _SHARE + page * (1 - _SHARE)) for own, page in parts)).name()


LIGHT = PageColours(
    paper=theme_colours.LIGHT.base,
    ink="#23282f",
    heading="#12161b",
    quiet=theme_colours.LIGHT.muted,
    link=theme_colours.LIGHT.link,
    missing="#7b5a4d",
    rule=theme_colours.LIGHT.border,
    code_paper="#f4f5f7",
    code_ink="#23282f",
    inline_code_paper="#ebedf1",
    inline_code_ink="#2c333c",
    keyword_paper="#eef3fb",
    keyword_ink="#2a5598",
    head_paper="#eef0f3",
    quote_bar=theme_colours.LIGHT.field_border,
    quote_ink="#48505b",
    mark_paper=theme_colours.LIGHT.mark,
    mark_ink=theme_colours.LIGHT.on_mark,
    find_paper="#ffd766",
    find_ink="#1d2229",
    current_paper="#f58a1f",
    current_ink="#1a1200",
    selection_paper="#b9d5f7",
    selection_ink="#101418",
    focus=theme_colours.LIGHT.accent,
)

DARK = PageColours(
    paper=theme_colours.DARK.base,
    ink="#d5d9df",
    heading="#f0f2f5",
    quiet=theme_colours.DARK.muted,
    link=theme_colours.DARK.link,
    missing="#b89a8d",
    rule=theme_colours.DARK.border,
    code_paper="#22262c",
    code_ink="#d5d9df",
    inline_code_paper="#2b3037",
    inline_code_ink="#dde1e6",
    keyword_paper="#232c39",
    keyword_ink="#a3c2ee",
    head_paper="#282c33",
    quote_bar=theme_colours.DARK.field_border,
    quote_ink="#b3bac4",
    mark_paper=theme_colours.DARK.mark,
    mark_ink=theme_colours.DARK.on_mark,
    find_paper="#806616",
    find_ink="#fff7dd",
    current_paper="#f0a04b",
    current_ink="#1a1200",
    selection_paper="#2c5687",
    selection_ink="#ffffff",
    focus=theme_colours.DARK.accent,
)

SEPIA = PageColours(
    paper=theme_colours.SEPIA.base,
    ink="#3a2f21",
    heading="#2a2015",
    quiet=theme_colours.SEPIA.muted,
    link=theme_colours.SEPIA.link,
    missing="#7a4a3a",
    rule=theme_colours.SEPIA.border,
    code_paper="#f0e7d4",
    code_ink="#3a2f21",
    inline_code_paper="#ebe0c9",
    inline_code_ink="#41351f",
    keyword_paper="#ece2cb",
    keyword_ink="#6f4413",
    head_paper="#ece2cd",
    quote_bar=theme_colours.SEPIA.field_border,
    quote_ink="#57493a",
    mark_paper=theme_colours.SEPIA.mark,
    mark_ink=theme_colours.SEPIA.on_mark,
    find_paper="#eebf4e",
    find_ink="#2a2015",
    current_paper="#e8862a",
    current_ink="#1a1200",
    selection_paper="#dcc28f",
    selection_ink="#201708",
    focus=theme_colours.SEPIA.accent,
)

HIGH_CONTRAST = PageColours(
    paper=theme_colours.HIGH_CONTRAST.base,
    ink="#ffffff",
    heading="#ffffff",
    quiet=theme_colours.HIGH_CONTRAST.muted,
    link=theme_colours.HIGH_CONTRAST.link,
    missing="#ffb3ad",
    rule=theme_colours.HIGH_CONTRAST.border,
    code_paper="#151515",
    code_ink="#ffffff",
    inline_code_paper="#2a2a2a",
    inline_code_ink="#fefefe",
    keyword_paper="#0d2b5e",
    keyword_ink="#e6f0ff",
    head_paper="#262626",
    quote_bar=theme_colours.HIGH_CONTRAST.field_border,
    quote_ink="#ededed",
    mark_paper=theme_colours.HIGH_CONTRAST.mark,
    mark_ink=theme_colours.HIGH_CONTRAST.on_mark,
    find_paper="#7cf0ff",
    find_ink="#000000",
    current_paper="#ff9f40",
    current_ink="#000000",
    selection_paper="#1450b4",
    selection_ink="#ffffff",
    focus=theme_colours.HIGH_CONTRAST.accent,
)

HIGH_CONTRAST_LIGHT = PageColours(
    paper=theme_colours.HIGH_CONTRAST_LIGHT.base,
    ink="#000000",
    heading="#000000",
    quiet=theme_colours.HIGH_CONTRAST_LIGHT.muted,
    link=theme_colours.HIGH_CONTRAST_LIGHT.link,
    missing="#6b1f10",
    rule=theme_colours.HIGH_CONTRAST_LIGHT.border,
    code_paper="#f4f4f4",
    code_ink="#000000",
    inline_code_paper="#e8e8e8",
    inline_code_ink="#010101",
    keyword_paper="#dbe8ff",
    keyword_ink="#06256e",
    head_paper="#e6e6e6",
    quote_bar=theme_colours.HIGH_CONTRAST_LIGHT.field_border,
    quote_ink="#1a1a1a",
    mark_paper=theme_colours.HIGH_CONTRAST_LIGHT.mark,
    mark_ink=theme_colours.HIGH_CONTRAST_LIGHT.on_mark,
    find_paper="#8fe9ff",
    find_ink="#000000",
    current_paper="#ff9f40",
    current_ink="#000000",
    selection_paper="#b3d0ff",
    selection_ink="#000000",
    focus=theme_colours.HIGH_CONTRAST_LIGHT.accent,
)

_COLOURS: dict[ThemeName, PageColours] = {
    "light": LIGHT,
    "dark": DARK,
    "sepia": SEPIA,
    "high-contrast": HIGH_CONTRAST,
    "high-contrast-light": HIGH_CONTRAST_LIGHT,
}


def colours_of(name: ThemeName) -> PageColours:
    """The colours of the theme called `name`."""
    return _COLOURS[name]


def page_palette(base: QPalette, colours: PageColours) -> QPalette:
    """`base` with the page's colours in the roles that Qt's text layout asks for, and code blocks' as AlternateBase."""
    palette = QPalette(base)
    for role, colour in (
        (QPalette.ColorRole.Base, colours.paper),
        (QPalette.ColorRole.AlternateBase, colours.code_paper),
        (QPalette.ColorRole.Text, colours.ink),
        (QPalette.ColorRole.Link, colours.link),
        (QPalette.ColorRole.LinkVisited, colours.link),
        (QPalette.ColorRole.Highlight, colours.selection_paper),
        (QPalette.ColorRole.HighlightedText, colours.selection_ink),
    ):
        palette.setColor(role, QColor(colour))
    return palette
