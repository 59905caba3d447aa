"""The syntax colours of a Markdown editor."""

from __future__ import annotations

from PySide6.QtGui import QColor, QFont, QSyntaxHighlighter, QTextCharFormat, QTextDocument

from qtbrowser.gui.browse.rows import utf16_marks
from qtbrowser.gui.editor.markdown_tokens import PLAIN, TokenKind, tokens_of
from qtbrowser.gui.pane.page_colours import colours_of
from qtbrowser.gui.widgets.theme_colours import ThemeName

MATH_INKS: dict[ThemeName, str] = {
    "light": "#8a2193",
    "dark": "#d79be0",
    "sepia": "#7d2585",
    "high-contrast": "#f0b6f7",
    "high-contrast-light": "#5c0a66",
}
"""The colours of formulas: no other text of a page is violet."""


class TextColours(QSyntaxHighlighter):
    """Sets the format of each kind of token; the widths of letters don't change.

    Args:
        document: the editor's text.
        theme: the theme with the page colours.
    """

    def __init__(self, document: QTextDocument, theme: ThemeName) -> None:
        super().__init__(document)
        self._formats = _formats(theme)

    def take_theme(self, theme: ThemeName) -> None:
        """Colour the text again, in another theme."""
        self._formats = _formats(theme)
        self.rehighlight()

    def highlightBlock(self, text: str) -> None:
        """Format one line."""
        tokens, state = tokens_of(text, max(self.previousBlockState(), PLAIN))
        self.setCurrentBlockState(state)
        for token in tokens:
            ((start, end),) = utf16_marks(text, ((token.start, token.end),))
            form = self._formats[token.kind]
            if token.kind in _OVER_OTHERS:
                form = QTextCharFormat(form)
                form.setFontWeight(max(form.fontWeight(), self.format(start).fontWeight()))
            self.setFormat(start, end - start, form)


_OVER_OTHERS = (TokenKind.CODE, TokenKind.MATH, TokenKind.LINK, TokenKind.EMPHASIS)
"""Kinds of tokens that are bold within a heading."""


def _formats(theme: ThemeName) -> dict[TokenKind, QTextCharFormat]:
    colours = colours_of(theme)
    bold = QFont.Weight.Bold
    return {
        TokenKind.HEADING: _format(colours.heading, weight=bold),
        TokenKind.MARKER: _format(colours.link),
        TokenKind.QUOTE: _format(colours.quote_ink),
        TokenKind.STRONG: _format(colours.ink, weight=bold),
        TokenKind.EMPHASIS: _format(colours.ink, italic=True),
        TokenKind.STRUCK: _format(colours.quiet, struck=True),
        TokenKind.CODE: _format(colours.inline_code_ink, colours.inline_code_paper),
        TokenKind.CODE_LINE: _format(colours.code_ink, colours.code_paper),
        TokenKind.FENCE: _format(colours.quiet, colours.code_paper),
        TokenKind.MATH: _format(MATH_INKS[theme]),
        TokenKind.LINK: _format(colours.link),
    }


def _format(
    ink: str, paper: str = "", *, weight: QFont.Weight = QFont.Weight.Normal, italic: bool = False, struck: bool = False
) -> QTextCharFormat:
    form = QTextCharFormat()
    form.setForeground(QColor(ink))
    if paper:
        form.setBackground(QColor(paper))
    form.setFontWeight(weight)
    form.setFontItalic(italic)
    form.setFontStrikeOut(struck)
    return form
