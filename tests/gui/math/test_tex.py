"""What TeX comes to: measures, marks, errors."""

from __future__ import annotations

import pytest

from qtbrowser.gui.math.formula import Formula
from qtbrowser.gui.math.outlines import outline, outline_count
from tests.gui.math.conftest import Compositor

GOOD = r"""
x^2+y^2=z^2
\frac{-b\pm\sqrt{b^2-4ac}}{2a}
\int_0^\infty e^{-x^2}\,dx
\sum_{i=1}^{n} i = \frac{n(n+1)}{2}
\begin{pmatrix}1&2\\3&4\end{pmatrix}
\begin{vmatrix}a&b\\c&d\end{vmatrix}
\begin{cases}x&x>0\\-x&\text{otherwise}\end{cases}
\begin{align*}a&=b\\c&=d\end{align*}
\begin{array}{|c|cc|}\hline a&b&c\\\hline d&e&f\\\hline\end{array}
\begin{aligned}a&=b\tag{1}\end{aligned}
\ce{2H2 + O2 -> 2H2O}
\ce{A <=>[k_1][k_2] B}
\ce{SO4^2- + Ba^2+ -> BaSO4 v}
\xrightarrow[below]{above}
\xRightarrow{abc}
\boldsymbol{\alpha}\mathbb{R}\mathcal{L}\mathfrak{g}
\cancel{x}\bcancel{y}\xcancel{z}\cancelto{0}{w}
\boxed{E=mc^2}
\binom{n}{k}\dbinom nk\tbinom nk
\underbrace{a+b}_{2}\overbrace{c}^{1}
\left\lfloor\frac{a}{b}\right\rfloor\left\|\frac{a}{b}\right\|
\text{for all } x \in \mathbb{N}
\text{max_value} + \text{R&D}
x = 50%
H₂O + x²
\operatorname{lcm}(a,b)\argmax_x f(x)
\bm{v}\R\norm{v}\abs{x}
\require{mhchem}\ce{H2O}
\href{https://example.org}{x}
\textcolor{red}{x}\color{blue}y
\newcommand{\half}{\frac12}\half
\enclose{circle,updiagonalarrow}{x}
\text{für Größe 数学}
\begin{CD}A@>a>>B\\@VbVV@VVcV\\C@>d>>D\end{CD}
\mathrm{Ca^{2+}}
""".strip().splitlines()


@pytest.mark.parametrize("tex", GOOD)
def test_it_can_be_set(compositor: Compositor, tex: str) -> None:
    for display in (True, False):
        formula = compositor.formula(tex, display)
        assert formula.width > 0
        assert formula.ascent + formula.descent > 0
        drawn = formula.drawing.glyphs + formula.drawing.rules + formula.drawing.shapes + formula.drawing.texts
        assert drawn
        assert "\\" not in "".join(text.text for text in formula.drawing.texts)


BAD = {
    r"\foo{x}": r"Undefined control sequence \foo",
    r"\frac{1": "Missing close brace",
    r"\left( x": r"Extra \left or missing \right",
    r"\begin{matrix} a": r"Missing \end{matrix}",
    r"\begin{nonsense}\end{nonsense}": "Unknown environment 'nonsense'",
    r"x^2^3": "Double exponent",
    r"\def\a{\a}\a": "macro substitution count exceeded",
    r"\rule{100000em}{1em}": "too large",
    r"\url{https://example.org}": r"Undefined control sequence \url",
    r"\input{/etc/passwd}": r"Undefined control sequence \input",
}


@pytest.mark.parametrize("tex", BAD)
def test_an_error_says_what_is_wrong(compositor: Compositor, tex: str) -> None:
    assert BAD[tex] in compositor.error(tex)


def test_a_number_stands_apart(compositor: Compositor) -> None:
    formula = compositor.formula(r"\begin{align}a&=b\tag{1}\\c&=d\tag{2}\end{align}")
    plain = compositor.formula(r"\begin{align*}a&=b\\c&=d\end{align*}")
    assert formula.label is not None
    assert formula.width == plain.width
    assert formula.drawing == plain.drawing
    assert len(formula.label.glyphs) == 6
    assert {glyph.y for glyph in formula.label.glyphs} == {glyph.y for glyph in formula.drawing.glyphs}
    assert min(glyph.x for glyph in formula.label.glyphs) == 0


def test_in_a_line_a_number_follows(compositor: Compositor) -> None:
    formula = compositor.formula(r"x\tag{1}", display=False)
    assert formula.label is None
    assert formula.width > compositor.formula("x", display=False).width


def test_a_stretched_double_bar_is_two_strokes(compositor: Compositor) -> None:
    formula = compositor.formula(r"\left\|\begin{matrix}a\\b\\c\\d\end{matrix}\right\|")
    assert len(formula.drawing.bars) == 4
    for bar in formula.drawing.bars:
        assert bar.width < 100
        assert bar.bottom >= -formula.descent - 1
        assert bar.bottom + bar.height <= formula.ascent + 1


def test_table_lines_are_rules(compositor: Compositor) -> None:
    rules = compositor.formula(r"\begin{array}{c|c}a&b\\\hline c&d\end{array}").drawing.rules
    lying, standing = [rule for rule in rules if rule.width > rule.height], [r for r in rules if r.width < r.height]
    assert len(lying) == len(standing) == 1
    assert lying[0].height == standing[0].width


def test_what_a_formula_defines_holds_for_itself_alone(compositor: Compositor) -> None:
    compositor.formula(r"\newcommand{\mine}{x}\mine")
    assert r"\mine" in compositor.error(r"\mine + 1")
    compositor.formula(r"\def\frac{x}\frac + 1")
    assert len(compositor.formula(r"\frac{1}{2}+1").drawing.rules) == 1
    compositor.formula(r"a \label{here}")
    compositor.formula(r"b \label{here}")


def test_in_a_line_formulas_are_lower(compositor: Compositor) -> None:
    tex = r"\frac{a}{b}+\sum_{i=1}^n i"
    display, inline = compositor.formula(tex), compositor.formula(tex, display=False)
    assert inline.ascent + inline.descent < display.ascent + display.descent


def test_colours_are_left_out(compositor: Compositor) -> None:
    assert compositor.formula(r"\textcolor{red}{x}") == compositor.formula("x")


def test_every_glyph_has_an_outline(compositor: Compositor) -> None:
    formula: Formula = compositor.formula(
        r"\forall \epsilon > 0\; \exists \delta: |x-y| < \delta \Rightarrow \sqrt[3]{x}"
    )
    for glyph in formula.drawing.glyphs:
        assert 0 < glyph.number <= outline_count()
        assert outline(glyph.number).startswith("M")
