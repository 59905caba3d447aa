"""Edges as they are painted: 3:1 against the ground beside them (WCAG 2.1, 1.4.11)."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from PySide6.QtCore import QItemSelectionModel, QModelIndex, Qt
from PySide6.QtGui import QImage, QPalette
from PySide6.QtWidgets import (
    QCheckBox,
    QComboBox,
    QLineEdit,
    QListWidget,
    QMenu,
    QPushButton,
    QRadioButton,
    QSpinBox,
    QTableWidget,
    QTableWidgetItem,
    QVBoxLayout,
    QWidget,
)
from pytestqt.qtbot import QtBot

from qtbrowser.gui.widgets.cell_delegate import CellDelegate
from qtbrowser.gui.widgets.menu import Menu
from qtbrowser.gui.widgets.style_sheets import apply_style_sheets
from qtbrowser.gui.widgets.theme import Theme, ThemeChoice
from qtbrowser.gui.widgets.theme_palettes import colours_of
from tests.gui.contrast import contrast

ENOUGH = 3.0
FAINT = 1.6
"""The least contrast of a line that separates what the space around it separates as well."""
CHOICES = [choice for choice in ThemeChoice if choice is not ThemeChoice.SYSTEM]
MARGIN = 12

ground = pytest.mark.parametrize("ground", [QPalette.ColorRole.Window, QPalette.ColorRole.Base])
themes = pytest.mark.parametrize("choice", CHOICES)


def best_edge(picture: QImage, across: int, *, start: int, stop: int) -> float:
    """The greatest contrast to the ground among the pixels `start` to `stop` of the row `across`."""
    paper = picture.pixelColor(1, 1).name()
    return max(contrast(picture.pixelColor(x, across).name(), paper) for x in range(start, stop))


def on_ground(qtbot: QtBot, widget: QWidget, role: QPalette.ColorRole) -> QWidget:
    top = QWidget()
    qtbot.addWidget(top)
    top.setAutoFillBackground(True)
    top.setBackgroundRole(role)
    layout = QVBoxLayout(top)
    layout.setContentsMargins(MARGIN, MARGIN, MARGIN, MARGIN)
    layout.addWidget(widget)
    top.show()
    qtbot.waitExposed(top)
    return top


@themes
@ground
@pytest.mark.parametrize("make", [QPushButton, QLineEdit, QComboBox, QSpinBox, QCheckBox, QRadioButton])
def test_fields_and_buttons_have_an_edge(
    qtbot: QtBot, theme: Theme, choice: ThemeChoice, ground: QPalette.ColorRole, make: Callable[[], QWidget]
) -> None:
    theme.choose(choice)
    widget = make()
    widget.setFocusPolicy(Qt.FocusPolicy.NoFocus)
    top = on_ground(qtbot, widget, ground)
    picture = top.grab().toImage()
    row = widget.geometry().center().y()
    left = widget.geometry().left()
    assert best_edge(picture, row, start=left, stop=left + 4) >= ENOUGH


@themes
def test_a_menu_and_its_check_boxes_have_an_edge(qtbot: QtBot, theme: Theme, choice: ThemeChoice) -> None:
    theme.choose(choice)
    menu = QMenu()
    qtbot.addWidget(menu)
    action = menu.addAction("Keep")
    action.setCheckable(True)
    menu.resize(menu.sizeHint())
    picture = menu.grab().toImage()
    place = menu.actionGeometry(action)
    paper = picture.pixelColor(place.right() - 3, place.center().y()).name()
    row = [picture.pixelColor(x, place.center().y()).name() for x in range(place.left() + 24)]
    assert contrast(row[0], paper) >= ENOUGH
    assert max(contrast(colour, paper) for colour in row[3:]) >= ENOUGH


@themes
def test_separators_of_a_menu_are_seen(qtbot: QtBot, theme: Theme, choice: ThemeChoice) -> None:
    theme.choose(choice)
    menu = Menu()
    qtbot.addWidget(menu)
    menu.addAction("Keep")
    place = menu.addSeparator()
    menu.addAction("Give away")
    menu.resize(menu.sizeHint())
    picture = menu.grab().toImage()
    middle = menu.actionGeometry(place).center()
    paper = picture.pixelColor(middle.x(), menu.actionGeometry(place).top() - 2).name()
    assert contrast(picture.pixelColor(middle).name(), paper) >= FAINT


@themes
def test_the_handle_of_a_scroll_bar_is_seen(qtbot: QtBot, theme: Theme, choice: ThemeChoice) -> None:
    theme.choose(choice)
    rows = QListWidget()
    rows.addItems([""] * 200)
    top = on_ground(qtbot, rows, QPalette.ColorRole.Window)
    apply_style_sheets(top)
    picture = rows.verticalScrollBar().grab().toImage()
    paper = picture.pixelColor(0, picture.height() - 2).name()
    handle = picture.pixelColor(picture.width() // 2, 16).name()
    assert contrast(handle, paper) >= ENOUGH


@themes
@pytest.mark.parametrize("direction", [Qt.LayoutDirection.LeftToRight, Qt.LayoutDirection.RightToLeft])
def test_a_selected_row_of_a_table_is_seen(
    qtbot: QtBot, theme: Theme, choice: ThemeChoice, direction: Qt.LayoutDirection
) -> None:
    theme.choose(choice)
    table = QTableWidget(3, 2)
    table.setLayoutDirection(direction)
    table.setItemDelegate(CellDelegate(table))
    table.setSelectionBehavior(QTableWidget.SelectionBehavior.SelectRows)
    for place in range(6):
        table.setItem(place // 2, place % 2, QTableWidgetItem())
    top = on_ground(qtbot, table, QPalette.ColorRole.Window)
    assert top.isVisible()
    # Not `selectRow`: from right to left it looks for a column at a place where none is.
    flags = QItemSelectionModel.SelectionFlag
    table.selectionModel().select(table.model().index(1, 0), flags.Select | flags.Rows)
    picture = table.viewport().grab().toImage()
    first = table.visualRect(table.model().index(1, 0, QModelIndex()))
    mirrored = direction is Qt.LayoutDirection.RightToLeft
    x = first.right() - 1 if mirrored else first.left() + 1
    paper = picture.pixelColor(first.center().x(), first.bottom() + 6).name()
    assert contrast(picture.pixelColor(x, first.center().y()).name(), paper) >= ENOUGH


@themes
def test_widgets_with_an_edge_tell_their_theme(qtbot: QtBot, theme: Theme, choice: ThemeChoice) -> None:
    theme.choose(choice)
    field = QLineEdit()
    qtbot.addWidget(field)
    assert colours_of(field.palette()).name == choice
