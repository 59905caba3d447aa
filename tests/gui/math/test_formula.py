"""Reading the answers of the script; anything else is not an answer."""

from __future__ import annotations

import json
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from qtbrowser.gui.math.formula import Formula, FormulaError, decode_formula
from qtbrowser.gui.math.marks import Glyph, RuleMark, Shape, Text

ANSWER: dict[str, Any] = {
    "w": 1500,
    "a": 700,
    "d": 200,
    "g": [[12, 0, 0, 1], [13, 500, 363, 0.707]],
    "r": [[0, 220, 900, 60]],
    "s": [["M0 0L10 10", [1, 0, 0, 1, 5, 6], 60]],
    "t": [["é", 0, 0, 1000, 550, 3]],
    "tag": {"w": 1278, "g": [[490, 0, 0, 1]]},
}


def test_every_kind_of_mark_is_read() -> None:
    formula = decode_formula(json.dumps(ANSWER))
    assert isinstance(formula, Formula)
    assert (formula.width, formula.ascent, formula.descent, formula.label_width) == (1500, 700, 200, 1278)
    assert formula.drawing.glyphs == (Glyph(12, 0, 0, 1), Glyph(13, 500, 363, 0.707))
    assert formula.drawing.rules == (RuleMark(0, 220, 900, 60),)
    assert formula.drawing.shapes == (Shape("M0 0L10 10", (1, 0, 0, 1, 5, 6), 60),)
    assert formula.drawing.texts == (Text("é", 0, 0, 1000, 550, 3),)
    assert formula.label is not None
    assert formula.label.glyphs == (Glyph(490, 0, 0, 1),)


def test_an_error_is_read() -> None:
    assert decode_formula('{"error": "No."}') == FormulaError("No.")


@pytest.mark.parametrize(
    "change",
    [
        {"w": "wide"},
        {"a": None},
        {"g": [[0, 0, 0, 1]]},
        {"g": [[10**9, 0, 0, 1]]},
        {"g": [[12, 0, 0]]},
        {"g": 3},
        {"r": [[1, 2, 3]]},
        {"b": [[12, 0, 0, 1, 1, 0, 0]]},
        {"s": [["M0 0", [1, 0, 0, 1], 0]]},
        {"t": [["x"]]},
        {"tag": {"g": []}},
    ],
    ids=str,
)
def test_another_form_is_none(change: dict[str, object]) -> None:
    assert decode_formula(json.dumps(ANSWER | change)) is None


@given(st.binary() | st.text() | st.recursive(st.integers() | st.text(), st.lists).map(json.dumps))
def test_nothing_else_is_taken_for_a_formula(text: bytes | str) -> None:
    assert decode_formula(text) is None
