"""Formulas as SVG."""

from __future__ import annotations

from xml.etree import ElementTree

import pytest
from PySide6.QtGui import QImage, QPainter
from PySide6.QtSvg import QSvgRenderer

from qtbrowser.gui.math.svg import to_svg
from tests.gui.math.conftest import Compositor

NAMESPACE = "{http://www.w3.org/2000/svg}"


@pytest.mark.parametrize(
    "tex", [r"\frac{a}{b}", r"\left\|\begin{matrix}a\\b\end{matrix}\right\|", r"\cancel{x}+\text{ö}", r"x\tag{1}"]
)
def test_it_is_drawn_by_another_renderer(compositor: Compositor, tex: str) -> None:
    renderer = QSvgRenderer(to_svg(compositor.formula(tex), tex, em=40).encode())
    assert renderer.isValid()
    image = QImage(renderer.defaultSize(), QImage.Format.Format_Grayscale8)
    image.fill(255)
    painter = QPainter(image)
    renderer.render(painter)
    painter.end()
    ink = [image.pixelColor(x, y).value() < 128 for x in range(image.width()) for y in range(image.height())]
    assert any(ink)
    assert not all(ink)


def test_it_holds_its_tex_escaped_and_stands_on_the_baseline(compositor: Compositor) -> None:
    formula = compositor.formula("a<b_2")
    root = ElementTree.fromstring(to_svg(formula, "a<b_2", em=20))  # noqa: S314
    assert root.findtext(f"{NAMESPACE}title") == "a<b_2"
    assert root.get("style") == f"vertical-align:{-formula.descent / 50:.2f}px"
    used = {use.get("{http://www.w3.org/1999/xlink}href") for use in root.iter(f"{NAMESPACE}use")}
    assert used == {f"#{path.get('id')}" for path in root.iter(f"{NAMESPACE}path")}
    assert len(used) == 4
