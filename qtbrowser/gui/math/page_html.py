"""Finds the formulas in a page's HTML and replaces each by a placeholder. Pure."""

from __future__ import annotations

import re
from html import escape, unescape
from typing import NamedTuple

from qtbrowser.gui.math.typesetter import FormulaSource

ADDRESS = "qtbrowser:formula/"
"""The beginning of a placeholder's address; the formula's number follows."""


class FormulaPlace(NamedTuple):
    """A formula with adjacent punctuation.

    Qt can break a line between an object and its neighbours, so an adjacent bracket or comma is made part of the
    object.

    Attributes:
        source: the formula.
        before: opening brackets and quotes.
        after: punctuation, closing brackets and quotes, a hyphen.
    """

    source: FormulaSource
    before: str = ""
    after: str = ""

    def text(self) -> str:
        """Its plain text: the TeX between dollars."""
        mark = "$$" if self.source.display else "$"
        return f"{self.before}{mark}{self.source.tex}{mark}{self.after}"


_CLASS = '<span class="math'
# The classes are the ones that qtbrowser.rendering.render lists; the TeX between the tags is escaped. What follows an
# entity's semicolon is not an opening bracket or quote of it, so these are recognised without unescaping.
_FORMULA = re.compile(
    r'<div class="math-block"><span class="math">(?P<block>[^<]*)</span></div>'
    r"|(?P<before>[(\[{«“‘„‚]{0,3})"
    r'<span class="math(?P<display> display)?">(?P<line>[^<]*)</span>'
    r"(?P<after>[,.;:!?)\]}»”’“‘…%°‐-]{0,4})"
)


def with_formula_objects(html: str, first: int = 0) -> tuple[str, list[FormulaPlace]]:
    """Replaces each formula of a page by an image, which QTextDocument reads as one character.

    Args:
        html: the HTML of a Page, or of a part of it.
        first: the number of the first formula.

    Returns:
        The HTML with the image ``qtbrowser:formula/N`` in place of formula number N, and the formulas, numbered
        from `first`. Displays are paragraphs of their own. The TeX is the images' alternative text.
    """
    places: list[FormulaPlace] = []
    if _CLASS not in html:
        return html, places

    def replace(found: re.Match[str]) -> str:
        is_block = found["block"] is not None
        tex = unescape(found["block"] if is_block else found["line"]).strip()
        if not tex:
            return "" if is_block else found["before"] + found["after"]
        source = FormulaSource(tex, is_block or found["display"] is not None)
        places.append(FormulaPlace(source, found["before"] or "", found["after"] or ""))
        image = f'<img src="{ADDRESS}{first + len(places) - 1}" alt="{escape(tex)}">'
        return f'<p align="center">{image}</p>' if is_block else image

    return _FORMULA.sub(replace, html), places
