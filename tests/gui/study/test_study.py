"""Documents asked back by keys alone: unfold, grade, take back, end."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, date, datetime
from pathlib import Path

import pytest
from PySide6.QtCore import QEvent, Qt
from PySide6.QtWidgets import QApplication, QFileDialog

from qtbrowser.gui.browse.page_button import PageButton
from qtbrowser.gui.pane.page_view import PageView
from qtbrowser.gui.settings.settings_table import INTERFACE_TEXT, NEW_A_DAY
from qtbrowser.gui.study.study_dialog import StudyDialog
from qtbrowser.gui.study.study_statistics_dialog import StudyStatisticsDialog
from qtbrowser.library import Library
from qtbrowser.personal.highlight_colour import HighlightColour
from qtbrowser.personal.personal_store import personal_store
from qtbrowser.personal.study import Grade, Study
from tests.gui.conftest import Person, question, write
from tests.presence import part_of, present

CTRL = Qt.KeyboardModifier.ControlModifier


@pytest.fixture
def reader(start: Callable[..., Person], own_indexed_library: Path) -> Person:
    person = start(own_indexed_library)
    person.settle()
    return person


def begin(person: Person) -> StudyDialog:
    person.press(Qt.Key.Key_J, CTRL, person.window)
    person.wait(lambda: person.window.findChild(StudyDialog) is not None and person.window.session.is_idle)
    dialog = present(person.window.findChild(StudyDialog))
    dialog.activateWindow()
    person.wait(dialog.isActiveWindow)
    return dialog


def grade(person: Person, dialog: StudyDialog, key: Qt.Key) -> str:
    """Unfold and grade; returns the next question."""
    before = dialog.question.text()
    person.press(Qt.Key.Key_Space, widget=dialog)
    assert not dialog.is_folded
    person.press(key, widget=dialog)
    person.wait(lambda: dialog.question.text() != before and person.window.session.is_idle)
    return dialog.question.text()


def test_what_is_listed_is_asked_question_by_question(reader: Person, own_indexed_library: Path) -> None:
    dialog = begin(reader)
    asked = [dialog.question.text()]
    assert dialog.is_folded
    assert not any(button.isVisible() for button in dialog.grade_buttons)
    reader.press(Qt.Key.Key_3, widget=dialog)
    assert dialog.question.text() == asked[0]
    left = len(reader.titles())
    assert dialog.count.text() == f"{left} questions left"
    while (question := grade(reader, dialog, Qt.Key.Key_4)) != "Nothing more is due here.":
        asked.append(question)
    assert sorted(asked) == sorted(reader.titles())
    with Library.open(own_indexed_library, refresh=False) as library:
        assert library.study.study_statistics().by_grade[Grade.EASY] == left


def test_a_grade_promises_and_is_taken_back(reader: Person) -> None:
    dialog = begin(reader)
    first = dialog.question.text()
    reader.press(Qt.Key.Key_Space, widget=dialog)
    assert [button.text().partition(" · ")[0] for button in dialog.grade_buttons] == [
        "1  Again",
        "2  Hard",
        "3  Good",
        "4  Easy",
    ]
    reader.press(Qt.Key.Key_2, widget=dialog)
    reader.wait(lambda: dialog.question.text() != first and reader.window.session.is_idle)
    reader.press(Qt.Key.Key_Z, CTRL, dialog)
    reader.wait(lambda: dialog.question.text() == first and reader.window.session.is_idle)
    assert dialog.is_folded


def test_a_search_is_a_deck_and_nothing_due_is_told(reader: Person) -> None:
    reader.type("ice")
    reader.settle()
    found = len(reader.titles())
    dialog = begin(reader)
    assert dialog.count.text() in (f"{found} questions left", "1 question left")
    reader.press(Qt.Key.Key_Escape, widget=dialog)
    reader.wait(lambda: reader.window.findChild(StudyDialog) is None)
    reader.type("xyzzyword")
    reader.settle()
    reader.window.activateWindow()
    reader.wait(reader.window.isActiveWindow)
    reader.press(Qt.Key.Key_J, CTRL, reader.window)
    reader.wait(reader.message)
    assert reader.message() == "Nothing is due here."


def test_an_answer_is_unfolded_part_by_part_and_its_blanks_one_by_one(
    start: Callable[..., Person], own_library: Path
) -> None:
    answer = "Ice has density $\\rho_1$ here.\n\nWater is *heavier* than it:\n\n- by a tenth\n\nSo it floats."
    write(own_library, "ice.md", question("Why does ice float?", "Physics", answer))
    Library.open(own_library).close()
    with Library.open(own_library, refresh=False) as library:
        for words in ("density $\\rho_1$", "heavier"):
            made = library.kept.highlight_quote("ice.md", HighlightColour.BLUE, words)
            library.kept.blank_highlight(made.id)
    person = start(own_library)
    person.type("ice float")
    person.settle()
    dialog = begin(person)
    while dialog.question.text() != "Why does ice float?":
        person.press(Qt.Key.Key_R, widget=dialog)
        person.wait(lambda: person.window.session.is_idle)
    view = present(dialog.pane.findChild(PageView))

    def covered() -> list[str]:
        """What is painted in one colour with its ground."""
        return [
            one.cursor.selectedText()
            for one in view.extraSelections()
            if one.format.background().color() == one.format.foreground().color()
        ]

    steps = []
    while dialog.unfold_button.isVisibleTo(dialog):
        person.press(Qt.Key.Key_Space, widget=dialog)
        steps.append((view.toPlainText().strip().rpartition("\n")[2], covered()))
        assert dialog.grade_buttons[0].isVisible()
    assert [words for _, words in steps[4:]] == [[]]
    assert steps[:4] == [
        ("Ice has density \ufffc here.", ["density \ufffc"]),
        ("Ice has density \ufffc here.", []),
        ("by a tenth", ["heavier"]),
        ("by a tenth", []),
    ]
    assert "So it floats." in view.toPlainText()


def test_a_question_is_put_off_and_shift_space_shows_all(reader: Person, own_indexed_library: Path) -> None:
    reader.type("clouds")
    reader.settle()
    dialog = begin(reader)
    reader.press(Qt.Key.Key_Space, Qt.KeyboardModifier.ShiftModifier, dialog)
    assert not dialog.unfold_button.isVisibleTo(dialog)
    assert "Clouds drift." in present(dialog.pane.findChild(PageView)).toPlainText()
    first = dialog.question.text()
    reader.press(Qt.Key.Key_S, widget=dialog)
    reader.wait(lambda: dialog.question.text() != first and reader.window.session.is_idle)
    with Library.open(own_indexed_library, refresh=False) as library:
        assert [card.path for card in library.study.due(library.study.deck()) if card.is_suspended] == []
        assert any(one is not None and one.is_suspended for one in map(library.study.study_card, library.study.deck()))


def test_what_is_due_is_told_at_home_and_asked_by_a_click(
    start: Callable[..., Person], own_indexed_library: Path
) -> None:
    long_ago = datetime(2024, 1, 1, 12, tzinfo=UTC)
    study = Study(personal_store(), own_indexed_library)
    for path in ("ice.md", "sky.md", "rain.md"):
        study.grade(path, Grade.GOOD, long_ago)
    with Library.open(own_indexed_library, refresh=False) as library:
        library.note_identities()
        assert library.study.due_counts() == {"": 3, "physics": 2, "weather": 1}
        figures = library.study.study_statistics()
        assert figures.by_month == ((date(2024, 1, 1), None),)
    person = start(own_indexed_library)
    home = person.window.panels.answer.home
    person.wait(lambda: home.home.due == 3)
    rows = {one.path: one for one in home.findChildren(PageButton) if "due" in one.accessibleName()}
    assert rows[""].accessibleName() == "All subjects. 3 questions are due"
    assert rows["physics"].accessibleName() == "Physics. 2 questions are due"
    person.qtbot.mouseClick(rows["physics"], Qt.MouseButton.LeftButton)
    person.wait(lambda: person.window.findChild(StudyDialog) is not None and person.window.session.is_idle)
    dialog = present(person.window.findChild(StudyDialog))
    assert dialog.count.text() == "2 questions left"
    dialog.reject()
    person.window.actions_.study_statistics.trigger()
    person.wait(lambda: person.window.findChild(StudyStatisticsDialog) is not None)
    shown = present(person.window.findChild(StudyStatisticsDialog))
    assert shown.headline.text() == "3 cards  ·  3 grades  ·  3 due today"
    assert shown.tabs.count() == 3


def test_what_is_listed_is_written_for_anki(reader: Person, own_indexed_library: Path, tmp_path: Path) -> None:
    reader.type("water")
    reader.settle()
    file, count = tmp_path / "deck.apkg", len(reader.titles())

    def export() -> None:
        reader.window.actions_.export_cards.trigger()
        chooser = part_of(reader.window, QFileDialog)
        assert chooser.defaultSuffix() == "apkg"
        chooser.fileSelected.emit(str(file))
        chooser.reject()
        QApplication.sendPostedEvents(chooser, QEvent.Type.DeferredDelete)

    export()
    reader.wait(lambda: f"{count} cards were written: {file}" in reader.message())
    assert file.stat().st_size > 0
    (own_indexed_library / "snow.md").unlink()
    export()
    reader.wait(lambda: "1 was left out." in reader.message())
    assert reader.message().startswith(f"{count - 1} cards were written: {file}")


def test_what_is_gone_or_not_asked_yet_is_neither_graded_nor_put_off(reader: Person, own_indexed_library: Path) -> None:
    reader.click_subject("Weather")
    files = {"How do clouds form?": "clouds.md", "Why does it rain?": "rain.md", "What is snow?": "snow.md"}
    dialog, session = begin(reader), reader.window.session
    first = dialog.question.text()
    reader.press(Qt.Key.Key_R, widget=dialog)
    reader.wait(lambda: dialog.question.text() != first and session.is_idle)
    second = dialog.question.text()
    assert dialog.count.text() == "3 questions left"
    reader.press(Qt.Key.Key_Space, widget=dialog)
    # The shown document is removed by another program, and one that is to be asked can't be read any more.
    (third,) = set(files) - {first, second}
    (own_indexed_library / files[second]).unlink()
    Library.open(own_indexed_library).close()
    session.look_for_news()
    reader.wait(lambda: session.is_idle and second not in reader.titles())
    (own_indexed_library / files[first]).unlink()
    reader.press(Qt.Key.Key_3, widget=dialog)
    reader.wait(lambda: dialog.question.text() == third and session.is_idle)
    assert files[second] in reader.message() or files[first] in reader.message()
    # A second key, while the next question is on its way, is about no question.
    reader.press(Qt.Key.Key_B, widget=dialog)
    dialog.buried.emit()
    dialog.random_requested.emit()
    dialog.opened.emit()
    reader.wait(lambda: dialog.question.text() == "Nothing more is due here." and session.is_idle)
    assert dialog.isVisible()
    assert reader.message()
    reader.press(Qt.Key.Key_Escape, widget=dialog)
    with Library.open(own_indexed_library, refresh=False) as library:
        assert library.study.study_statistics().reviews == 0
        assert [card.path for card in library.study.due(library.study.deck(), 20) if card.path == files[third]] == []


def test_the_shown_document_is_opened_and_a_closed_dialog_is_asked_nothing(
    reader: Person, own_indexed_library: Path
) -> None:
    dialog = begin(reader)
    asked = dialog.question.text()
    reader.press(Qt.Key.Key_O, widget=dialog)
    reader.wait(lambda: reader.shown_title() == asked and reader.window.findChild(StudyDialog) is None)
    # An empty folder would count as one that is out of reach, of which the copies in the index are asked.
    (own_indexed_library / "left.txt").write_text("No document.", encoding="utf-8")
    for file in own_indexed_library.glob("*.md"):
        file.unlink()
    reader.window.activateWindow()
    reader.wait(reader.window.isActiveWindow)
    dialog = begin(reader)
    assert dialog.question.text() == "Nothing more is due here."
    reader.press(Qt.Key.Key_Escape, widget=dialog)
    reader.wait(lambda: reader.window.findChild(StudyDialog) is None)
    reader.window.late.study.ask_back(["ice.md", "sky.md"])
    reader.wait(lambda: reader.window.findChild(StudyDialog) is not None)
    # Closed before its first question has come.
    present(reader.window.findChild(StudyDialog)).reject()
    reader.wait(lambda: reader.window.session.is_idle and reader.window.findChild(StudyDialog) is None)


def test_large_text_puts_the_grades_into_two_lines(reader: Person) -> None:
    font = reader.window.font()
    try:
        reader.window.preferences.set(INTERFACE_TEXT, 2.0)
        dialog = begin(reader)
        reader.press(Qt.Key.Key_Space, widget=dialog)
        reader.wait(lambda: dialog.grade_buttons[0].isVisible() and dialog.grade_buttons[0].y() > 0)
        assert dialog.minimumSizeHint().width() <= 800
        assert len({button.y() for button in dialog.grade_buttons}) == 2
    finally:
        QApplication.setFont(font)


def test_only_so_many_new_questions_are_begun_a_day(reader: Person, own_indexed_library: Path) -> None:
    reader.window.preferences.set(NEW_A_DAY, 1)
    dialog = begin(reader)
    assert grade(reader, dialog, Qt.Key.Key_4) == "Nothing more is due here."
