"""Makes the pieces of HTML that a page consists of: text, links, code and formulas, all escaped."""

from __future__ import annotations

import re
from html import escape, unescape

from qtbrowser.markup.spans import SpanKind
from qtbrowser.rendering.code import highlighted
from qtbrowser.rendering.link_addresses import Target
from qtbrowser.rendering.placeholders import SEPARATOR, Piece

_LANGUAGE_NAME = re.compile(r"[a-z0-9+#.-]{1,30}\Z")
_LINE_INDENT = re.compile(r"\n +")


def anchor_html(target: Target, content: str) -> str:
    """A link around content that is already HTML; if the link may not be followed, the content marked as blocked."""
    if target.href is None:
        return f'<span class="{target.css_class}">{content}</span>'
    css_class = f' class="{target.css_class}"' if target.css_class else ""
    return f'<a{css_class} href="{escape(target.href)}">{content}</a>'


def text_html(text: str) -> str:
    """A text of the tree with its entities decoded, then escaped."""
    if SEPARATOR in text:
        text = text.replace(SEPARATOR, "")
    if "\n " in text:
        text = _LINE_INDENT.sub("\n", text)
    return escape(unescape(text) if "&" in text else text, quote=False)


def inline_piece_html(piece: Piece) -> str:
    """Code or a formula within a line."""
    body = escape(piece.body, quote=False)
    match piece.kind:
        case SpanKind.INLINE_MATH:
            return f'<span class="math">{body}</span>'
        case SpanKind.DISPLAY_MATH:
            return f'<span class="math display">{body}</span>'
        case _:
            return f"<code>{body}</code>"


def block_piece_html(piece: Piece) -> str:
    """A listing or a display formula on lines of its own."""
    if piece.kind is SpanKind.DISPLAY_MATH:
        return f'<div class="math-block"><span class="math">{escape(piece.body, quote=False)}</span></div>'
    return code_block(piece.body, piece.language)


def code_block(code: str, language: str) -> str:
    """A listing in a table of one cell: Qt gives a cell, but not a `pre`, padding and a border."""
    named = f" language-{language}" if _LANGUAGE_NAME.match(language) else ""
    return f'<table class="code{named}" width="100%"><tr><td><pre>{highlighted(code, language)}</pre></td></tr></table>'
