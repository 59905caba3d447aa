"""A formula as an SVG image, for what leaves the program: a web page, another program. Nothing but paths and text."""

from __future__ import annotations

from html import escape
from itertools import chain

from qtbrowser.gui.math.formula import Drawing, Formula
from qtbrowser.gui.math.marks import UNITS_PER_EM, Glyph, RuleMark, Shape, Text
from qtbrowser.gui.math.outlines import outline

_LABEL_GAP = 2 * UNITS_PER_EM
_HEAD = '<svg xmlns="http://www.w3.org/2000/svg" xmlns:xlink="http://www.w3.org/1999/xlink"'


def to_svg(formula: Formula, tex: str, em: float = 16) -> str:
    """Writes a formula as one SVG element, in the colour of the text around it.

    Args:
        formula: what to write.
        tex: its source, for readers that can't see.
        em: the size of the math font in pixels.

    Returns:
        SVG 1.1. Its style puts it on the baseline of the text it stands in. A numbered formula has its number behind
        it.
    """
    width = formula.width if formula.label is None else formula.width + _LABEL_GAP + formula.label_width
    height = formula.ascent + formula.descent
    unit = em / UNITS_PER_EM
    glyphs = chain(formula.drawing.glyphs, formula.label.glyphs if formula.label else ())
    outlines = "".join(f'<path id="g{number}" d="{outline(number)}"/>' for number in sorted({g.number for g in glyphs}))
    label = _group(formula.label, formula.width + _LABEL_GAP) if formula.label else ""
    return (
        f'{_HEAD} width="{width * unit:.2f}" height="{height * unit:.2f}"'
        f' viewBox="0 {_number(-formula.ascent)} {_number(width)} {_number(height)}"'
        f' style="vertical-align:{-formula.descent * unit:.2f}px" fill="currentColor" role="img">'
        f"<title>{escape(tex)}</title><defs>{outlines}</defs>"
        f'<g transform="scale(1 -1)">{_group(formula.drawing, 0)}{label}</g></svg>'
    )


def _group(drawing: Drawing, x: float) -> str:
    rules = map(_rule, drawing.bars + drawing.rules)
    marks = chain(map(_glyph, drawing.glyphs), rules, map(_shape, drawing.shapes), map(_text, drawing.texts))
    return f'<g transform="translate({_number(x)} 0)">{"".join(marks)}</g>'


def _glyph(glyph: Glyph) -> str:
    place = f"translate({_number(glyph.x)} {_number(glyph.y)})"
    if glyph.scale != 1:
        place += f" scale({_number(glyph.scale)})"
    return f'<use xlink:href="#g{glyph.number}" transform="{place}"/>'


def _rule(rule: RuleMark) -> str:
    x, y, width, height = map(_number, rule)
    return f'<rect x="{x}" y="{y}" width="{width}" height="{height}"/>'


def _shape(shape: Shape) -> str:
    matrix = " ".join(map(_number, shape.matrix))
    ink = f' fill="none" stroke="currentColor" stroke-width="{_number(shape.stroke)}"' if shape.stroke else ""
    return f'<path d="{escape(shape.path)}" transform="matrix({matrix})"{ink}/>'


def _text(text: Text) -> str:
    weight = ' font-weight="bold"' if text.style & 1 else ""
    slope = ' font-style="italic"' if text.style & 2 else ""
    return (
        f'<text transform="matrix(1 0 0 -1 {_number(text.left)} {_number(text.y)})" font-family="serif"'
        f' font-size="{_number(text.size)}"{weight}{slope} textLength="{_number(text.width)}"'
        f' lengthAdjust="spacingAndGlyphs">{escape(text.text)}</text>'
    )


def _number(value: float) -> str:
    return f"{value:.3f}".rstrip("0").rstrip(".")
