"""Notes and reading states by keys and clicks."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from PySide6.QtCore import Qt, QTimer
from PySide6.QtWidgets import QPushButton

from qtbrowser.gui.personal import reading_state_commands
from qtbrowser.gui.personal.note_dialog import NoteDialog
from qtbrowser.gui.settings.settings_table import HIDE_KNOWN
from qtbrowser.library import Library
from qtbrowser.personal.reading_state import ReadingState
from tests.gui.conftest import Person
from tests.presence import present

CTRL, SHIFT, ALT = (
    Qt.KeyboardModifier.ControlModifier,
    Qt.KeyboardModifier.ShiftModifier,
    Qt.KeyboardModifier.AltModifier,
)
LEFT = Qt.MouseButton.LeftButton


@pytest.fixture
def reader(start: Callable[..., Person], own_library: Path, monkeypatch: pytest.MonkeyPatch) -> Person:
    """A person who reads about ice in a library of his own, as fast as a machine."""
    monkeypatch.setattr(reading_state_commands, "BEGUN_MS", 1)
    monkeypatch.setattr(reading_state_commands, "WORDS_A_MINUTE", 10_000_000)
    person = start(own_library)
    person.click_title("Why does ice float?")
    person.wait(lambda: person.shown_title() == "Why does ice float?" and person.window.is_settled)
    return person


def note_form(person: Person) -> NoteDialog:
    person.wait(lambda: person.window.findChild(NoteDialog) is None)
    person.window.activateWindow()
    person.wait(person.window.isActiveWindow)
    person.press(Qt.Key.Key_N, CTRL | SHIFT, person.window)
    person.wait(lambda: person.window.findChild(NoteDialog) is not None)
    return present(person.window.findChild(NoteDialog))


def states(person: Person) -> dict[str, ReadingState]:
    with Library.open(present(person.window.session.folder), refresh=False) as library:
        return library.kept.reading_states()


def test_escape_keeps_a_note_which_is_shown_and_can_be_undone(reader: Person) -> None:
    band = reader.window.panels.note
    assert not band.isVisible()
    form = note_form(reader)
    reader.qtbot.keyClicks(form.field, "Look again.")
    reader.press(Qt.Key.Key_Escape, widget=form.field)
    reader.wait(lambda: band.isVisible() and band.words() == "Look again.")
    form = note_form(reader)
    assert form.field.toPlainText() == "Look again."
    reader.qtbot.mouseClick(form.remove_button, LEFT)
    reader.wait(lambda: not band.isVisible())
    button = reader.window.panels.messages.findChild(QPushButton, "message_action")
    reader.qtbot.mouseClick(present(button), LEFT)
    reader.wait(lambda: band.words() == "Look again.")


def test_changes_of_a_note_can_be_discarded(reader: Person) -> None:
    form = note_form(reader)
    assert not form.undo_button.isEnabled()
    reader.qtbot.keyClicks(form.field, "Wrong.")
    reader.qtbot.mouseClick(form.undo_button, LEFT)
    reader.qtbot.mouseClick(form.close_button, LEFT)
    reader.wait(lambda: reader.window.session.is_idle)
    assert not reader.window.panels.note.isVisible()


def test_a_document_is_read_once_its_end_was_seen_for_long_enough(reader: Person) -> None:
    action = reader.window.actions_.reading_states[ReadingState.READ]
    # All of it is in view from the start.
    reader.wait(action.isChecked)
    assert list(states(reader).values()) == [ReadingState.READ]


def test_in_private_mode_nothing_is_noted_by_itself(
    start: Callable[..., Person], own_library: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(reading_state_commands, "BEGUN_MS", 1)
    monkeypatch.setattr(reading_state_commands, "WORDS_A_MINUTE", 10_000_000)
    person = start(own_library)
    person.window.complete()
    person.window.actions_.private.trigger()
    person.click_title("Why does ice float?")
    person.wait(lambda: person.shown_title() == "Why does ice float?" and person.window.is_settled)
    commands = person.window.late.reading_states
    person.wait(lambda: not any(timer.isActive() for timer in commands.findChildren(QTimer)))
    person.wait(lambda: person.window.session.is_idle)
    assert states(person) == {}
    # What he says himself is kept all the same.
    person.window.actions_.reading_states[ReadingState.KNOWN].trigger()
    person.wait(lambda: person.window.session.is_idle)
    assert list(states(person).values()) == [ReadingState.KNOWN]


def test_the_next_unread_document_is_one_key_away(reader: Person) -> None:
    known = reader.window.actions_.reading_states[ReadingState.KNOWN]
    titles, seen = reader.titles(), []
    for _ in titles:
        seen.append(reader.shown_title())
        known.trigger()
        reader.wait(lambda: reader.window.session.is_idle)
        reader.press(Qt.Key.Key_PageDown, ALT, reader.window)
        reader.wait(lambda: reader.message() or (reader.shown_title() not in seen and reader.window.is_settled))
    assert sorted(seen) == sorted(titles)
    assert reader.message() == "Everything in this list is read."


def test_what_is_known_can_be_hidden(reader: Person) -> None:
    actions = reader.window.actions_
    count = reader.window.panels.list_panel.count
    reader.click_title("What is snow?")
    actions.reading_states[ReadingState.KNOWN].trigger()
    reader.wait(lambda: states(reader).get("snow.md") is ReadingState.KNOWN)
    actions.hide_known.trigger()
    reader.wait(lambda: "What is snow?" not in reader.titles())
    reader.settle()
    assert len(reader.titles()) == 5
    assert count.text() == "5 questions, without known ones"
    reader.type("water")
    assert "What is snow?" not in reader.titles()
    assert count.text() == "in the library, without known ones"
    # What becomes known now stays in the list until another one is loaded.
    reader.click_title("Why does it rain?")
    actions.reading_states[ReadingState.KNOWN].trigger()
    reader.wait(lambda: states(reader).get("rain.md") is ReadingState.KNOWN)
    assert "Why does it rain?" in reader.titles()
    reader.click_subject("Weather")
    assert "Why does it rain?" not in reader.titles()
    reader.window.preferences.set(HIDE_KNOWN, False)
    reader.wait(lambda: "Why does it rain?" in reader.titles() and "What is snow?" in reader.titles())
    assert not actions.hide_known.isChecked()


def test_a_list_of_which_all_is_known_says_so(reader: Person) -> None:
    reader.click_title("Why does bread rise?")
    reader.window.actions_.reading_states[ReadingState.KNOWN].trigger()
    reader.window.actions_.hide_known.trigger()
    reader.wait(lambda: "Why does bread rise?" not in reader.titles())
    reader.click_subject("Cooking")
    assert reader.state_heading() == "Nothing left"
