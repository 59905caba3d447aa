"""A system whose text is 20 points large, on a screen of 1366x768."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from PySide6.QtGui import QFont
from PySide6.QtWidgets import QAbstractButton, QApplication, QComboBox, QLabel, QLineEdit, QToolButton, QWidget

from qtbrowser.gui.widgets.field_button import FieldButton
from tests.gui.conftest import Person


@pytest.fixture
def large_text(qapp: QApplication) -> Iterator[None]:
    before = qapp.font()
    large = QFont(before)
    large.setPointSize(20)
    qapp.setFont(large)
    yield
    qapp.setFont(before)


def cut(window: QWidget) -> list[str]:
    """The visible controls that are smaller than they have to be, and those that reach over their window's edge."""
    kinds = (QLabel, QAbstractButton, QLineEdit, QComboBox)
    shown = [one for one in window.findChildren(QWidget) if isinstance(one, kinds) and one.isVisible()]
    # Qt itself gives the buttons within a field their size, that of its icons.
    shown = [one for one in shown if not isinstance(one.parent(), QLineEdit)]
    small = [
        one
        for one in shown
        if one.width() < one.minimumSizeHint().width()
        or one.height() < one.minimumSizeHint().height()
        or not window.rect().contains(one.rect().translated(one.mapTo(window, one.rect().topLeft())))
    ]
    return [f"{type(one).__name__} {one.objectName()}" for one in small]


@pytest.mark.usefixtures("large_text")
def test_nothing_is_cut_and_icons_grow(start: Callable[..., Person], library: Path) -> None:
    person = start(library, query="water")
    person.window.resize(1366, 768)
    person.settle()
    assert (person.window.width(), person.window.height()) == (1366, 768)
    assert cut(person.window) == []
    person.click_title("Why does it rain?")
    assert cut(person.window) == []
    bar = person.window.panels.search
    buttons = [one for one in bar.findChildren(QToolButton) if one.parent() is bar and one is not bar.within]
    assert buttons
    assert all(one.iconSize().height() >= 28 for one in buttons)
    signs = bar.field.findChildren(FieldButton)
    assert len(signs) == 3
    assert all(one.iconSize().height() >= 28 for one in signs)
    margins = bar.field.textMargins()
    for sign in signs:
        assert bar.field.rect().contains(sign.geometry())
        assert sign.x() >= bar.field.width() - margins.right() or sign.geometry().right() <= margins.left()
