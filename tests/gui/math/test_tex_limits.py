"""Which TeX isn't tried."""

from __future__ import annotations

import pytest

from qtbrowser.gui.math.tex_limits import DEEPEST, LONGEST, is_too_deep, is_too_long


def test_length() -> None:
    assert not is_too_long("x" * LONGEST)
    assert is_too_long("x" * (LONGEST + 1))


@pytest.mark.parametrize(
    ("opening", "closing"),
    [("{", "}"), (r"\frac{1}{", "}"), (r"\left(", r"\right)"), (r"\begin{matrix}", r"\end{matrix}")],
)
def test_depth(opening: str, closing: str) -> None:
    assert not is_too_deep(opening * DEEPEST + "x" + closing * DEEPEST)
    assert is_too_deep(opening * (DEEPEST + 1) + "x" + closing * (DEEPEST + 1))


@pytest.mark.parametrize("tex", [r"\{" * 500, "{x}" * 500, r"\leftarrow" * 100, r"\\{x}" * 100, "}" * 500, ""])
def test_what_does_not_nest_is_not_deep(tex: str) -> None:
    assert not is_too_deep(tex)
