"""The form is filled in by keys and clicks."""

from __future__ import annotations

from dataclasses import replace

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtWidgets import QApplication, QCalendarWidget, QLabel, QTableView
from pytestqt.qtbot import QtBot

from qtbrowser.documents.document import Related
from qtbrowser.gui.editor.form_values import FormValues, changes, is_date
from qtbrowser.gui.editor.keyword_edit import KeywordChip
from qtbrowser.gui.editor.metadata_form import MetadataForm
from qtbrowser.gui.widgets.nouns import Noun
from tests.presence import part_of, present

NEAP = Related("What is a neap tide?", "/neap", 8, "Seas")
GRANITE = Related("What is granite?", "/granite", 9, "Rocks")
BASALT = Related("What is basalt?", "/basalt", 10, "Rocks")
VALUES = FormValues(
    title="Why?",
    subject="Seas",
    date="2024-03-01",
    id="7",
    keywords=("moon", "tide"),
    description="Words.",
    url="/seas/why",
    related=(NEAP, GRANITE),
    answer="Because.",
)
ALT = Qt.KeyboardModifier.AltModifier
CONTROL = Qt.KeyboardModifier.ControlModifier


@pytest.fixture
def form(qtbot: QtBot) -> MetadataForm:
    form = MetadataForm()
    qtbot.addWidget(form)
    form.resize(480, 760)
    with qtbot.waitExposed(form):
        form.show()
    form.activateWindow()
    form.show_values(VALUES)
    form.offer(["Rocks", "Seas", "Sea ice"], ["moon", "Moonlight", "neap tide"])
    qtbot.waitUntil(form.isActiveWindow)
    return form


def changed(form: MetadataForm) -> dict[str, object]:
    return changes(VALUES, form.values(VALUES))


def chips(form: MetadataForm) -> list[KeywordChip]:
    return sorted(
        (one for one in form.findChildren(KeywordChip) if one.isVisible()), key=lambda chip: (chip.y(), chip.x())
    )


def test_other_documents_are_called_what_the_library_calls_them(form: MetadataForm) -> None:
    labels = {label.text() for label in form.findChildren(QLabel)}
    assert "&Related questions" in labels
    form.call_documents(Noun.DOCUMENT)
    assert "&Related documents" in {label.text() for label in form.findChildren(QLabel)}
    assert form.related.list.accessibleName() == "Related documents"
    assert form.related.entry.placeholderText() == "Find a document to add"


def test_a_filled_form_holds_no_change(form: MetadataForm) -> None:
    assert changed(form) == {}
    assert form.fault == ""


def test_keywords_are_added_by_return_comma_and_leaving(form: MetadataForm, qtbot: QtBot) -> None:
    entry = form.keywords.entry
    entry.setFocus()
    qtbot.keyClicks(entry, "ebb")
    qtbot.keyClick(entry, Qt.Key.Key_Return)
    qtbot.keyClicks(entry, "flow,MOON,")
    qtbot.keyClicks(entry, "surf")
    assert changed(form) == {"keywords": ("moon", "tide", "ebb", "flow", "surf")}
    form.url.setFocus()
    assert [chip.keyword for chip in chips(form)] == ["moon", "tide", "ebb", "flow", "surf"]
    assert entry.text() == ""


def test_keywords_are_taken_away_by_key_and_by_click(form: MetadataForm, qtbot: QtBot) -> None:
    entry = form.keywords.entry
    entry.setFocus()
    qtbot.keyClick(entry, Qt.Key.Key_Left)
    last = QApplication.focusWidget()
    assert isinstance(last, KeywordChip)
    assert last.keyword == "tide"
    assert last.accessibleName() == "Keyword tide"
    qtbot.keyClick(last, Qt.Key.Key_Left)
    qtbot.keyClick(QApplication.focusWidget(), Qt.Key.Key_Delete)
    assert form.values(VALUES).keywords == ("tide",)
    tide = chips(form)[0]
    qtbot.mouseClick(tide, Qt.MouseButton.LeftButton, pos=QPoint(tide.width() - 12, tide.height() // 2))
    assert form.values(VALUES).keywords == ()


def test_a_click_on_the_word_of_a_keyword_leaves_it(form: MetadataForm, qtbot: QtBot) -> None:
    qtbot.mouseClick(chips(form)[0], Qt.MouseButton.LeftButton, pos=QPoint(12, 10))
    assert changed(form) == {}
    assert chips(form)[0].hasFocus()


def test_a_keyword_is_written_anew(form: MetadataForm, qtbot: QtBot) -> None:
    chip = chips(form)[0]
    chip.setFocus()
    qtbot.keyClick(chip, Qt.Key.Key_Return)
    qtbot.keyClicks(form.keywords.entry, "light")
    qtbot.keyClick(form.keywords.entry, Qt.Key.Key_Return)
    assert form.values(VALUES).keywords == ("tide", "moonlight")


def test_backspace_in_the_empty_entry_takes_the_last_keyword(form: MetadataForm, qtbot: QtBot) -> None:
    qtbot.keyClick(form.keywords.entry, Qt.Key.Key_Backspace)
    assert form.values(VALUES).keywords == ("moon",)


def test_keywords_are_completed(form: MetadataForm, qtbot: QtBot) -> None:
    entry = form.keywords.entry
    entry.setFocus()
    qtbot.keyClicks(entry, "nea")
    popup = present(entry.completer().popup())
    qtbot.waitUntil(popup.isVisible)
    qtbot.keyClick(popup, Qt.Key.Key_Down)
    qtbot.keyClick(popup, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: form.values(VALUES).keywords == ("moon", "tide", "neap tide"))


def test_a_subject_is_completed_from_anywhere_in_its_name(form: MetadataForm, qtbot: QtBot) -> None:
    form.subject.setFocus()
    form.subject.selectAll()
    qtbot.keyClicks(form.subject, "ice")
    popup = present(form.subject.completer().popup())
    qtbot.waitUntil(popup.isVisible)
    qtbot.keyClick(popup, Qt.Key.Key_Down)
    qtbot.keyClick(popup, Qt.Key.Key_Return)
    assert changed(form) == {"subject": "Sea ice"}


def test_down_lists_all_subjects(form: MetadataForm, qtbot: QtBot) -> None:
    form.subject.setFocus()
    qtbot.keyClick(form.subject, Qt.Key.Key_Down)
    completer = form.subject.completer()
    popup = present(completer.popup())
    qtbot.waitUntil(popup.isVisible)
    assert completer.completionCount() == 3
    popup.hide()


def test_only_another_subject_offers_to_move(form: MetadataForm, qtbot: QtBot) -> None:
    offered = [form.moves_along]
    for subject in ("seas", "Rocks"):
        form.subject.setText(subject)
        offered.append(form.moves_along)
    form.show_values(replace(VALUES, subject="Rocks"))
    offered.append(form.moves_along)
    assert offered == [False, False, True, False]


def test_a_date_is_a_day(form: MetadataForm, qtbot: QtBot) -> None:
    form.date.setFocus()
    form.date.selectAll()
    qtbot.keyClicks(form.date, "2024-02-30")
    assert form.fault
    form.date.selectAll()
    qtbot.keyClicks(form.date, "2024-02-29")
    assert form.fault == ""
    assert changed(form) == {"date": "2024-02-29"}


def test_a_date_that_the_file_writes_otherwise_may_stay(form: MetadataForm) -> None:
    form.show_values(replace(VALUES, date="last spring"))
    assert form.fault == ""


def test_a_date_is_picked_from_the_calendar(form: MetadataForm, qtbot: QtBot) -> None:
    form.date.setFocus()
    qtbot.keyClick(form.date, Qt.Key.Key_Down)
    calendar = part_of(form.date, QCalendarWidget)
    qtbot.waitUntil(calendar.isVisible)
    table = part_of(calendar, QTableView, "qt_calendar_calendarview")
    qtbot.keyClick(table, Qt.Key.Key_Right)
    qtbot.keyClick(table, Qt.Key.Key_Return)
    assert changed(form) == {"date": "2024-03-02"}


def test_related_questions_are_moved_taken_away_and_added(form: MetadataForm, qtbot: QtBot) -> None:
    related = form.related
    related.list.setFocus()
    related.list.setCurrentRow(0)
    qtbot.keyClick(related.list, Qt.Key.Key_Down, ALT)
    assert form.values(VALUES).related == (GRANITE, NEAP)
    qtbot.keyClick(related.list, Qt.Key.Key_Delete)
    assert form.values(VALUES).related == (GRANITE,)
    related.entry.setFocus()
    with qtbot.waitSignal(form.candidates_wanted) as asked:
        qtbot.keyClicks(related.entry, "basalt")
    form.offer_candidates(asked.args[0], [GRANITE, BASALT])
    popup = present(related.entry.completer().popup())
    qtbot.waitUntil(popup.isVisible)
    assert popup.model().rowCount() == 1
    qtbot.keyClick(popup, Qt.Key.Key_Down)
    qtbot.keyClick(popup, Qt.Key.Key_Return)
    assert form.values(VALUES).related == (GRANITE, BASALT)
    qtbot.waitUntil(lambda: related.entry.text() == "")


def test_what_was_found_too_late_is_not_offered(form: MetadataForm, qtbot: QtBot) -> None:
    form.related.entry.setFocus()
    qtbot.keyClicks(form.related.entry, "ba")
    form.offer_candidates("b", [BASALT])
    assert not present(form.related.entry.completer().popup()).isVisible()


def test_every_field_is_reached_by_tab_and_has_a_name(form: MetadataForm, qtbot: QtBot) -> None:
    form.subject.setFocus()
    names = []
    for _ in range(9):
        widget = QApplication.focusWidget()
        assert widget is not None
        names.append(widget.accessibleName() or widget.property("text"))
        qtbot.keyClick(widget, Qt.Key.Key_Tab)
    expected = ("Subject", "Date", "Id", "Add a keyword", "Description", "Address", "Related questions")
    assert [name for name in names if name in expected] == list(expected)
    assert all(names)


def test_a_form_that_is_read_only_takes_nothing(form: MetadataForm, qtbot: QtBot) -> None:
    form.set_read_only(True)
    qtbot.keyClicks(form.subject, "x")
    assert changed(form) == {}


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("", True),
        ("2024-02-29", True),
        (" 2024-02-29 ", True),
        ("2023-02-29", False),
        ("20240229", False),
        ("May", False),
    ],
)
def test_days(text: str, expected: bool) -> None:
    assert is_date(text) is expected


def test_space_around_a_text_is_no_change() -> None:
    assert changes(VALUES, replace(VALUES, title=" Why? ", answer="Because.\n")) == {}
    assert changes(VALUES, replace(VALUES, answer=" Because.")) == {"answer": " Because."}
