"""What list and tree show of what the reader keeps: signs at rows, counts of what is read."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path

from PySide6.QtCore import QEvent, QPoint, Qt
from PySide6.QtGui import QColor
from PySide6.QtWidgets import QApplication

from qtbrowser.gui.browse.kept_marks import KeptMarks, KeptSign
from qtbrowser.gui.browse.list_model import SIGNS_ROLE
from qtbrowser.gui.widgets.theme_colours import LIGHT
from qtbrowser.library import Library
from qtbrowser.personal.personal_store import personal_store
from qtbrowser.personal.reading_state import ReadingState
from qtbrowser.personal.study import Grade, Study
from tests.gui.conftest import Person

CTRL = Qt.KeyboardModifier.ControlModifier


def test_signs_of_a_document() -> None:
    marks = KeptMarks(frozenset({"a"}), frozenset({"b"}), frozenset({"b", "c"}))
    assert marks.signs("a") == (KeptSign.READ,)
    assert marks.signs("b") == (KeptSign.KNOWN, KeptSign.BOOKMARKED)
    assert marks.signs("c") == (KeptSign.BOOKMARKED,)
    assert marks.signs("d") == ()


def test_list_and_tree_show_what_is_kept(start: Callable[..., Person], own_library: Path) -> None:
    person = start(own_library)
    with Library.open(own_library, refresh=False) as library:
        library.kept.set_reading_state(["ice.md", "secret.md"], ReadingState.READ)
        library.kept.set_reading_state(["rain.md"], ReadingState.KNOWN)
    rows = person.list.rows

    def signs() -> dict[str, tuple[KeptSign, ...]]:
        found = {rows.index(row).data(): rows.index(row).data(SIGNS_ROLE) for row in range(rows.rowCount())}
        return {title: own for title, own in found.items() if own}

    # Another process has written: the window looks when it is come back to.
    QApplication.sendEvent(person.window, QEvent(QEvent.Type.WindowActivate))
    person.wait(lambda: len(signs()) == 2)
    assert signs() == {"Why does ice float?": (KeptSign.READ,), "Why does it rain?": (KeptSign.KNOWN,)}
    row = person.titles().index("Why does it rain?")
    assert ". known" in rows.index(row).data(Qt.ItemDataRole.AccessibleTextRole)
    tree = person.tree.model()
    spoken = [tree.index(number, 0).data(Qt.ItemDataRole.AccessibleTextRole) for number in range(tree.rowCount())]
    # A hidden document is not counted.
    assert spoken == ["All questions, 6 questions, 2 read", "Cooking, 1 question", *spoken[2:]]
    assert spoken[2:] == ["Physics, 2 questions, 1 read", "Weather, 3 questions, 1 read"]
    picture, ink = person.tree.viewport().grab().toImage(), QColor(LIGHT.field_border)

    def has_bar(number: int) -> bool:
        row = person.tree.visualRect(tree.index(number, 0))
        lowest = range(row.bottom() - 4, row.bottom() + 1)
        return any(picture.pixelColor(QPoint(row.left() + 60, y)) == ink for y in lowest)

    assert [has_bar(number) for number in range(4)] == [True, False, True, True]
    person.click_title("What is snow?")
    person.press(Qt.Key.Key_D, CTRL, person.window)
    person.wait(lambda: signs().get("What is snow?") == (KeptSign.BOOKMARKED,))


def test_the_tree_tells_what_is_due(start: Callable[..., Person], own_library: Path) -> None:
    person = start(own_library)
    with Library.open(own_library, refresh=False) as library:
        study = Study(personal_store(), library.folder)
        for path in ("rain.md", "ice.md"):
            study.grade(path, Grade.GOOD, datetime(2025, 1, 1, 12, tzinfo=UTC))
    QApplication.sendEvent(person.window, QEvent(QEvent.Type.WindowActivate))
    tree = person.tree.model()

    def spoken() -> list[str]:
        return [tree.index(number, 0).data(Qt.ItemDataRole.AccessibleTextRole) for number in range(tree.rowCount())]

    person.wait(lambda: "due" in spoken()[0])
    assert spoken() == [
        "All questions, 6 questions, 2 due",
        "Cooking, 1 question",
        "Physics, 2 questions, 1 due",
        "Weather, 3 questions, 1 due",
    ]
    with Library.open(own_library, refresh=False) as library:
        library.study.grade("ice.md", Grade.GOOD)
    QApplication.sendEvent(person.window, QEvent(QEvent.Type.WindowActivate))
    person.wait(lambda: spoken()[2] == "Physics, 2 questions")
