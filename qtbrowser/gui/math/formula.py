"""A typeset formula, as an immutable value without widgets, fonts or colours.

Lengths are thousandths of an em, y goes up, the baseline is y = 0.
"""

from __future__ import annotations

import json
from dataclasses import dataclass
from typing import Any

from qtbrowser.gui.math.marks import Bar, Glyph, RuleMark, Shape, Text
from qtbrowser.gui.math.outlines import bar_strokes, glyph_box, outline_count


@dataclass(frozen=True, slots=True)
class Drawing:
    """Everything that is drawn, in no particular order.

    `bars` are the straight middles of stretched brackets and arrows; unlike rules they join glyphs.
    """

    glyphs: tuple[Glyph, ...] = ()
    bars: tuple[RuleMark, ...] = ()
    rules: tuple[RuleMark, ...] = ()
    shapes: tuple[Shape, ...] = ()
    texts: tuple[Text, ...] = ()


@dataclass(frozen=True, slots=True)
class Formula:
    """A typeset formula.

    Attributes:
        width: its advance width.
        ascent: its height above the baseline.
        descent: its depth below.
        drawing: the formula without its number.
        label: the equation number or numbers of a display, with x = 0 at the left edge of the widest; None for most.
        label_width: the widest number's width.
    """

    width: float
    ascent: float
    descent: float
    drawing: Drawing
    label: Drawing | None = None
    label_width: float = 0


@dataclass(frozen=True, slots=True)
class FormulaError:
    """Why a formula can't be typeset, a sentence."""

    reason: str


def decode_formula(text: str | bytes) -> Formula | FormulaError | None:
    """Decode the result of the typesetting script.

    Args:
        text: JSON in the format that is described in `packaging/math/formulas.js` and `flat_list.js`.

    Returns:
        The formula or the error; None if the text is not in this format.
    """
    try:
        answer = json.loads(text)
        if not isinstance(answer, dict):
            return None
        if "error" in answer:
            return FormulaError(str(answer["error"]))
        label = answer.get("tag")
        return Formula(
            float(answer["w"]),
            float(answer["a"]),
            float(answer["d"]),
            _drawing(answer),
            None if label is None else _drawing(label),
            0.0 if label is None else float(label["w"]),
        )
    except (KeyError, TypeError, ValueError):
        return None


def _drawing(answer: dict[str, Any]) -> Drawing:
    glyphs = tuple(_glyph(*item) for item in answer.get("g", ()))
    bars = [Bar(_number(item[0]), *item[1:]) for item in answer.get("b", ())]
    boxes = [glyph_box(glyph) for glyph in glyphs] if bars else []
    return Drawing(
        glyphs=glyphs,
        bars=tuple(stroke for bar in bars for stroke in bar_strokes(bar, boxes)),
        rules=tuple(RuleMark(*item) for item in answer.get("r", ())),
        shapes=tuple(_shape(*item) for item in answer.get("s", ())),
        texts=tuple(Text(*item) for item in answer.get("t", ())),
    )


def _glyph(number: int, x: float, y: float, scale: float) -> Glyph:
    return Glyph(_number(number), x, y, scale)


def _number(number: int) -> int:
    if not 0 < number <= outline_count():
        raise ValueError(number)
    return number


def _shape(path: str, matrix: list[float], stroke: float) -> Shape:
    a, b, c, d, e, f = matrix
    return Shape(path, (a, b, c, d, e, f), stroke)
