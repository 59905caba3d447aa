"""Hits of equal question and answer are one row, which opens into its places."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from PySide6.QtCore import Qt

from qtbrowser.gui.browse.list_model import ROW_ROLE
from qtbrowser.gui.browse.row_meta import row_meta
from qtbrowser.gui.browse.rows import Row
from qtbrowser.library import Library
from tests.gui.conftest import Person, question, write

ENZYME = "What is an enzyme?"


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    library = tmp_path / "library"
    answer = "A protein that makes reactions of a cell faster."
    for subject in ("Biology", "Biotechnology", "Chemistry"):
        write(library, f"{subject}/enzyme.md", question(ENZYME, subject, answer))
    write(library, "Biology/enzyme-2.md", question(ENZYME, "Biology", "Enzymes are catalysts."))
    write(library, "Biology/cell.md", question("What is a cell?", "Biology", "It has many an enzyme."))
    return library


def rows(person: Person) -> list[Row]:
    model = person.list.rows
    return [model.index(number).data(ROW_ROLE) for number in range(model.rowCount())]


def merged(person: Person) -> int:
    return next(number for number, row in enumerate(rows(person)) if row.equals)


def heading(person: Person) -> str:
    return person.window.panels.list_panel.heading.whole()


def test_equal_hits_are_one_row(start: Callable[..., Person], folder: Path) -> None:
    person = start(folder)
    person.type("enzyme")
    assert heading(person) == "3 hits in 5 documents"
    assert person.titles().count(ENZYME) == 2
    row = rows(person)[merged(person)]
    assert f"also in {', '.join(subject for _, subject in row.equals)}" in row_meta(row, with_subject=True)
    assert {row.subject, *(subject for _, subject in row.equals)} == {"Biology", "Biotechnology", "Chemistry"}
    with Library.open(folder) as library:
        assert library.search("enzyme").total == 5
        assert len(library.search("enzyme").hits) == 5


def test_a_row_opens_into_its_places_by_keys(start: Callable[..., Person], folder: Path) -> None:
    person = start(folder)
    person.type("enzyme")
    number = merged(person)
    person.list.setFocus()
    person.list.setCurrentIndex(person.list.rows.index(number))
    person.settle()
    person.press(Qt.Key.Key_Right)
    person.settle()
    assert person.list.hasFocus()
    assert len(rows(person)) == 5
    assert heading(person) == "3 hits in 5 documents"
    places = rows(person)[number + 1 : number + 3]
    assert [place.is_equal for place in places] == [True, True]
    person.press(Qt.Key.Key_Down)
    person.settle()
    assert person.window.reading.path == places[0].path
    person.press(Qt.Key.Key_Up)
    person.settle()
    person.press(Qt.Key.Key_Left)
    person.settle()
    assert len(rows(person)) == 3
    assert person.list.currentIndex().row() == number


def test_a_row_opens_into_its_places_by_the_mouse(start: Callable[..., Person], folder: Path) -> None:
    person = start(folder)
    person.type("enzyme")
    index = person.list.rows.index(merged(person))
    place = person.list.delegate.fold_place(person.list.visualRect(index)).center().toPoint()
    person.qtbot.mouseClick(person.list.viewport(), Qt.MouseButton.LeftButton, pos=place)
    person.settle()
    assert len(rows(person)) == 5
    person.type("s")
    assert all(not row.is_equal for row in rows(person))


def test_rows_that_look_the_same_tell_their_files(start: Callable[..., Person], folder: Path) -> None:
    person = start(folder)
    told = {row.path: row.file for row in rows(person)}
    assert told["Biology/enzyme.md"] == "enzyme.md"
    assert told["Biology/enzyme-2.md"] == "enzyme-2.md"
    assert told["Chemistry/enzyme.md"] == ""
    assert told["Biology/cell.md"] == ""
