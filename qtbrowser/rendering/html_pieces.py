"""Makes the pieces of HTML that a page consists of: text, links, code and formulas, all escaped."""

from __future__ import annotations

import re
from html import escape

from qtbrowser.markup.placeholders import Piece
from qtbrowser.markup.spans import SpanKind
from qtbrowser.rendering.code import highlighted
from qtbrowser.rendering.link_addresses import Target

_LANGUAGE_NAME = re.compile(r"[a-z0-9+#.-]{1,30}\Z")


def anchor_html(target: Target, content: str) -> str:
    """A link around content that is already HTML; if the link may not be followed, the content marked as blocked."""
    if target.href is None:
        return f'<span class="{target.css_class}">{content}</span>'
    css_class = f' class="{target.css_class}"' if target.css_class else ""
    return f'<a{css_class} href="{escape(target.href)}">{content}</a>'


def text_html(text: str) -> str:
    """A text of the tree, escaped."""
    return escape(text, quote=False)


def formula_html(piece: Piece) -> str:
    """A formula within a line."""
    css_class = "math display" if piece.kind is SpanKind.DISPLAY_MATH else "math"
    return f'<span class="{css_class}">{escape(piece.body, quote=False)}</span>'


def formula_block(piece: Piece) -> str:
    """A display formula on lines of its own."""
    return f'<div class="math-block"><span class="math">{escape(piece.body, quote=False)}</span></div>'


def code_block(code: str, language: str) -> str:
    """A listing in a table of one cell: Qt gives a cell, but not a `pre`, padding and a border."""
    named = f" language-{language}" if _LANGUAGE_NAME.match(language) else ""
    return f'<table class="code{named}" width="100%"><tr><td><pre>{highlighted(code, language)}</pre></td></tr></table>'
