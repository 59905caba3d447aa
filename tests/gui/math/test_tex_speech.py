r"""TeX in words, as a screen reader says it."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from qtbrowser.gui.math.tex_speech import DEEPEST_TEX, spoken_tex


@pytest.mark.parametrize(
    ("tex", "words"),
    [
        ("x", "x"),
        (r"x^2 + \frac{1}{2}", "x squared plus one over two"),
        (r"\frac{x^2+1}{2}", "the fraction x squared plus one over two, end fraction"),
        (r"\frac12", "one over two"),
        ("x^23", "x squared three"),
        (r"\frac a b", "a over b"),
        ("E = mc^2", "E equals m c squared"),
        ("a_i", "a sub i"),
        ("a_{i+1}", "a sub i plus one, end sub"),
        ("x^{n+1}", "x to the power of n plus one, end power"),
        ("x^n", "x to the power of n"),
        ("e^{-x}", "e to the power of minus x"),
        ("x_1^3", "x sub one cubed"),
        ("f'(x) = 0", "f prime of x equals zero"),
        ("90^\\circ", "90 degrees"),
        ("A^{\\top}", "A transposed"),
        (r"\sqrt{x}", "the square root of x"),
        (r"\sqrt[3]{x+y}", "the cube root of x plus y, end root"),
        (r"\sqrt[n]{2}", "the n-th root of two"),
        (r"\sum_{i=1}^{n} i", "the sum from i equals one to n of i"),
        (r"\sum\limits_{i \in S} i", "the sum over i is in S of i"),
        (r"\int_0^\infty f(x)\,dx", "the integral from zero to infinity of f of x d x"),
        (r"\lim_{x \to 0} f(x)", "the limit as x approaches zero of f of x"),
        (r"\alpha \leq \Gamma", "alpha is less than or equal to capital gamma"),
        (r"x \in \mathbb{R}", "x is in the real numbers"),
        (r"\vec{v} \cdot \hat n", "vector v times n hat"),
        (r"\binom{n}{k}", "n choose k"),
        (r"v = 3\,\mathrm{m/s}", "v equals three m/s"),
        (r"\text{for all } x", "for all x"),
        (r"\left( a \right)", "open parenthesis a close parenthesis"),
        (r"\begin{pmatrix} a & b \\ c & d \end{pmatrix}", "the 2 by 2 matrix, row 1: a, b; row 2: c, d; end matrix"),
        (r"\begin{cases} 1 & x > 0 \\ 0 \end{cases}", "2 cases: one x is greater than zero; zero; end cases"),
        (r"\begin{aligned} a &= b \\ &= c \end{aligned}", "a equals b; equals c"),
        (r"\ce{2H2 + O2 -> 2H2O}", "2 H 2 plus O 2 yields 2 H 2 O"),
        (r"a \not= b", "a not equals b"),
        (r"\color{red}{x}", "x"),
        (r"\unheardof x", "unheardof x"),
        ("", ""),
        ("}", ""),
        (r"\frac{1}", "one over"),
        (r"\{1, 2\}", "open brace one, two close brace"),
    ],
)
def test_formulas_are_said_in_words(tex: str, words: str) -> None:
    assert spoken_tex(tex) == words


def test_depth_is_bounded() -> None:
    assert spoken_tex("{" * (DEEPEST_TEX + 2) + "x" + "}" * (DEEPEST_TEX + 2)) == "x"
    assert spoken_tex("{" * 100_000 + "x") == ""


@given(st.text(alphabet=r"\frac{}^_12xy&[]()sqrtbegin ", max_size=80))
def test_any_tex_is_said(tex: str) -> None:
    assert "\n" not in spoken_tex(tex)
