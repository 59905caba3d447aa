"""Formulas in a page's HTML."""

from __future__ import annotations

from html import escape

import pytest
from hypothesis import given
from hypothesis import strategies as st

from qtbrowser.gui.math.page_html import FormulaPlace, with_formula_objects
from qtbrowser.gui.math.typesetter import FormulaSource


def inline(tex: str) -> FormulaPlace:
    return FormulaPlace(FormulaSource(tex, False))


def display(tex: str) -> FormulaPlace:
    return FormulaPlace(FormulaSource(tex, True))


CASES: dict[str, tuple[str, list[FormulaPlace]]] = {
    "<p>nothing</p>": ("<p>nothing</p>", []),
    '<p>a <span class="math">x</span> b</p>': ('<p>a <img src="qtbrowser:formula/0" alt="x"> b</p>', [inline("x")]),
    '<div class="math-block"><span class="math"> a &lt; b\n</span></div>': (
        '<p align="center"><img src="qtbrowser:formula/0" alt="a &lt; b"></p>',
        [display("a < b")],
    ),
    '<span class="math display">x</span>': ('<img src="qtbrowser:formula/0" alt="x">', [display("x")]),
    '(<span class="math">x</span>), “<span class="math">n</span>-th”': (
        '<img src="qtbrowser:formula/0" alt="x"> <img src="qtbrowser:formula/1" alt="n">th”',
        [
            FormulaPlace(FormulaSource("x", False), "(", "),"),
            FormulaPlace(FormulaSource("n", False), "“", "-"),
        ],
    ),
    '&amp;<span class="math">&quot;&amp;lt;</span>&lt;': (
        '&amp;<img src="qtbrowser:formula/0" alt="&quot;&amp;lt;">&lt;',
        [inline('"&lt;')],
    ),
    '(<span class="math"> </span>)': ("()", []),
    '<span class="mathematics">x</span>': ('<span class="mathematics">x</span>', []),
    '<code>&lt;span class="math"&gt;x&lt;/span&gt;</code>': (
        '<code>&lt;span class="math"&gt;x&lt;/span&gt;</code>',
        [],
    ),
}


@pytest.mark.parametrize("html", CASES)
def test_each_formula_becomes_an_image(html: str) -> None:
    assert with_formula_objects(html) == CASES[html]


@given(st.lists(st.text()))
def test_the_tex_comes_out_as_it_went_in(formulas: list[str]) -> None:
    html = " and ".join(f'<span class="math">{escape(tex, quote=False)}</span>' for tex in formulas)
    _, places = with_formula_objects(html)
    # NUL and a few others have no spelling in HTML at all; rendering takes them out beforehand.
    expected = [tex.strip() for tex in formulas if tex.strip()]
    assert [place.source.tex for place in places] == expected


def test_the_text_of_a_place() -> None:
    assert FormulaPlace(FormulaSource("x", False), "(", ").").text() == "($x$)."
    assert display(r"\frac ab").text() == r"$$\frac ab$$"
