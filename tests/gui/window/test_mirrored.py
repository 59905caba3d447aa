"""A window that lies from right to left: nothing is painted over anything else, and all is at the other side."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import QRect, Qt
from PySide6.QtGui import QImage
from PySide6.QtWidgets import QApplication, QStyle, QWidget

from tests.gui.conftest import Person

MIRRORED = Qt.LayoutDirection.RightToLeft
STRAIGHT = Qt.LayoutDirection.LeftToRight


@pytest.fixture
def turn(qapp: QApplication) -> Iterator[Callable[[Qt.LayoutDirection], None]]:
    yield qapp.setLayoutDirection
    qapp.setLayoutDirection(STRAIGHT)


def ink(picture: QImage, row: QRect) -> list[int]:
    """The columns of a row in which something is written, its ends left out."""
    paper = picture.pixelColor(row.center().x(), row.top() + 2)
    inside = range(row.left() + 14, row.right() - 14)
    rows = range(row.top() + 4, row.bottom() - 4)
    return [x for x in inside if any(picture.pixelColor(x, y) != paper for y in rows)]


def tree_ink(person: Person) -> list[int]:
    tree = person.tree
    index = tree.model().index(1, 0)
    row = QRect(0, tree.visualRect(index).top(), tree.viewport().width(), tree.visualRect(index).height())
    return ink(tree.viewport().grab().toImage(), row)


def chip_inks(person: Person) -> list[int]:
    chips = [chip for chip in person.window.panels.list_panel.facets.chips if chip.isVisible()]
    return [len(ink(chip.grab().toImage(), chip.rect().adjusted(-6, 0, 6, 0))) for chip in chips]


def places(parent: QWidget, widgets: list[QWidget]) -> list[QRect]:
    return [QRect(widget.geometry()) for widget in widgets if widget.isVisibleTo(parent)]


def test_rows_and_chips_are_mirrored_and_nothing_overlaps(
    start: Callable[..., Person], library: Path, turn: Callable[[Qt.LayoutDirection], None]
) -> None:
    straight = start(library, query="water")
    straight.wait(lambda: chip_inks(straight))
    tree, chips = tree_ink(straight), chip_inks(straight)
    bar = straight.window.panels.list_panel.facets
    straight_places = places(bar, [*bar.chips, bar.more])
    straight_width = bar.rect()
    straight.window.close()

    turn(MIRRORED)
    mirrored = start(library, query="water")
    mirrored.wait(lambda: chip_inks(mirrored))
    # What is written over something else leaves fewer columns.
    assert len(tree_ink(mirrored)) == pytest.approx(len(tree), abs=6)
    assert chip_inks(mirrored) == pytest.approx(chips, abs=3)
    bar = mirrored.window.panels.list_panel.facets
    assert bar.rect() == straight_width
    wanted = [QStyle.visualRect(MIRRORED, bar.rect(), place) for place in straight_places]
    assert places(bar, [*bar.chips, bar.more]) == wanted


def test_a_heading_is_where_lines_begin(
    start: Callable[..., Person], library: Path, turn: Callable[[Qt.LayoutDirection], None]
) -> None:
    turn(MIRRORED)
    person = start(library)
    assert person.window.panels.list_panel.heading.alignment() & Qt.AlignmentFlag.AlignRight
