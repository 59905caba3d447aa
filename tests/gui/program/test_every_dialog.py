"""Every dialog: no control without a name, and none that is cut, in the smallest window and with large text."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import suppress
from datetime import UTC, datetime
from functools import partial
from types import SimpleNamespace
from typing import cast

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtWidgets import (
    QAbstractButton,
    QAbstractSpinBox,
    QApplication,
    QComboBox,
    QDialog,
    QLabel,
    QLineEdit,
    QScrollArea,
    QTabBar,
    QWidget,
)
from pytestqt.exceptions import TimeoutError as WaitedTooLong

from qtbrowser.gui.curator.desk_jobs import PastChange
from qtbrowser.gui.curator.merge_dialog import MergeDialog
from qtbrowser.gui.curator.unfinished_dialog import UnfinishedDialog
from qtbrowser.gui.editor.conflict_dialog import ConflictDialog
from qtbrowser.gui.editor.conflict_jobs import Conflict
from qtbrowser.gui.editor.drafts_dialog import DraftsDialog
from qtbrowser.gui.editor.unsaved_dialog import UnsavedDialog
from qtbrowser.gui.pane.external_link_dialog import OutsideDialog, outside_url
from qtbrowser.gui.pane.picture_dialog import PictureDialog
from qtbrowser.gui.program.main_window import MainWindow
from qtbrowser.gui.search_aids.saved_searches_dialog import SavedSearchesDialog
from qtbrowser.gui.settings.settings_table import INTERFACE_TEXT
from qtbrowser.gui.widgets.picker import Picker
from tests.gui.accessible_names import nameless
from tests.gui.conftest import Person
from tests.presence import present

ACTIONS = [
    "settings", "shortcuts", "guide", "search_help", "statistics", "change_history", "check_rules", "new_document",
    "move", "rename", "change_many", "replace_many", "print_preview", "about", "courses", "new_course",
]  # fmt: skip
LAYOUT_MS = 5_000
LONG_TITLE = "Why is the sky blue, and why is it red where the sun goes down? " * 3


def outside(window: MainWindow) -> QDialog:
    url = present(outside_url("https://example.org/a/long/address/that/goes/on/and/on?with=a&query=too"))
    return OutsideDialog(url, lambda _url: True, window)


def unfinished(window: MainWindow) -> QDialog:
    change = SimpleNamespace(number=1, label="Replace words in 12 documents", files=12, when=datetime.now(UTC))
    return UnfinishedDialog(cast("PastChange", change), window)


MADE: dict[str, Callable[[MainWindow], QDialog]] = {
    "unsaved": lambda window: UnsavedDialog(LONG_TITLE, "It can't be saved, since the disk is full.", window),
    "picture": lambda window: PictureDialog(None, "qtbrowser:image/a.png", window),
    "outside": outside,
    "conflict": lambda window: ConflictDialog(Conflict("sky.md", ()), window),
    "drafts": lambda window: DraftsDialog([], window),
    "merge": lambda window: MergeDialog(window.session, window.changing, ("sky.md", "ice.md"), window),
    "saved": lambda window: SavedSearchesDialog(["Water", "Air"], window),
    "unfinished": unfinished,
}


def dialogs() -> list[QDialog]:
    return [one for one in QApplication.topLevelWidgets() if isinstance(one, QDialog) and one.isVisible()]


def open_dialog(person: Person, name: str) -> QDialog:
    """Open one of the dialogs of the program, and wait until it is filled."""
    window = person.window
    if name in MADE:
        MADE[name](window).open()
    else:
        getattr(window.actions_, name).trigger()
    person.wait(dialogs)
    person.settle()
    return dialogs()[-1]


def cut(window: QWidget) -> list[str]:
    """The visible controls that have less room than they need; what a scroll area scrolls needs only the width."""
    kinds = (QLabel, QAbstractButton, QLineEdit, QComboBox)
    # Qt itself gives the parts of fields and rows of tabs their sizes.
    own = (QLineEdit, QAbstractSpinBox, QComboBox, QTabBar)
    found = []
    for one in window.findChildren(QWidget):
        if not isinstance(one, kinds) or not one.isVisible() or isinstance(one.parent(), own):
            continue
        area: QWidget | None = one.parentWidget()
        while area is not None and area is not window and not isinstance(area, QScrollArea):
            area = area.parentWidget()
        inside = area if isinstance(area, QScrollArea) else window
        room = inside.rect()
        if isinstance(inside, QScrollArea):
            room = inside.viewport().rect().adjusted(0, -100_000, 0, 100_000)
        place = one.rect().translated(one.mapTo(inside, QPoint()))
        wraps = isinstance(one, QLabel) and one.wordWrap()
        height = one.heightForWidth(one.width()) if wraps else one.minimumSizeHint().height()
        if one.width() < one.minimumSizeHint().width() or one.height() < height or not room.contains(place):
            found.append(f"{type(one).__name__} {one.objectName()}")
    return found


def fits(dialog: QDialog, size: tuple[int, int]) -> bool:
    """Whether a dialog is no larger than a size, and none of its controls is cut."""
    return dialog.width() <= size[0] and dialog.height() <= size[1] and not cut(dialog)


@pytest.fixture
def curator(person: Person) -> Person:
    """Somebody who reads a document and curates."""
    person.window.actions_.curating.setChecked(True)
    person.click_title("Why is the sky blue?")
    return person


@pytest.fixture
def text_of() -> Iterator[Callable[[Person, float], None]]:
    """Sets the size of the interface's text, and sets it back at the end."""
    changed: list[Person] = []

    def change(person: Person, scale: float) -> None:
        changed.append(person)
        person.window.preferences.set(INTERFACE_TEXT, scale)
        QApplication.processEvents()

    yield change
    for person in changed:
        person.window.preferences.set(INTERFACE_TEXT, 1.0)


def test_no_control_is_nameless(curator: Person) -> None:
    found = {}
    for name in ("print_preview", "replace_many", "about", *MADE):
        dialog = open_dialog(curator, name)
        found[name] = nameless(dialog)
        dialog.reject()
        curator.wait(lambda: not dialogs())
    assert found == {name: [] for name in found}


@pytest.mark.parametrize("name", ["palette", "quick_open"])
def test_no_control_of_the_pickers_is_nameless_or_cut(curator: Person, name: str) -> None:
    getattr(curator.window.actions_, name).trigger()
    curator.settle()
    assert nameless(curator.window) == []
    picker = next(one for one in curator.window.findChildren(Picker) if one.isVisible())
    assert cut(picker) == []
    curator.press(Qt.Key.Key_Escape, widget=picker.field)


@pytest.mark.parametrize(("scale", "size"), [(1.0, (480, 360)), (1.25, (480, 360)), (2.0, (800, 500))])
def test_no_control_is_cut_in_the_smallest_window_and_with_large_text(
    curator: Person, text_of: Callable[[Person, float], None], scale: float, size: tuple[int, int]
) -> None:
    text_of(curator, scale)
    found = {}
    for name in (*ACTIONS, *MADE):
        dialog = open_dialog(curator, name)
        dialog.resize(*size)
        # What is still being filled is laid out again afterwards.
        with suppress(WaitedTooLong):
            curator.qtbot.waitUntil(partial(fits, dialog, size), timeout=LAYOUT_MS)
        found[name] = cut(dialog)
        if not fits(dialog, size) and not found[name]:
            found[name].append(f"{dialog.width()}x{dialog.height()}")
        dialog.reject()
        curator.wait(lambda: not dialogs())
    assert found == {name: [] for name in found}
