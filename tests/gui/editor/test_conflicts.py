"""A file that somebody else has changed while it was edited is shown in both versions, and not overwritten."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QPlainTextEdit, QWidget
from pytestqt.qtbot import QtBot

from qtbrowser.gui.diff.text_diff import Kind
from qtbrowser.gui.editor.collision_list import CollisionList
from qtbrowser.gui.editor.conflict_dialog import ConflictDialog
from qtbrowser.gui.editor.form_merging import CollisionChoice, FormCollision
from qtbrowser.gui.editor.unsaved_dialog import UnsavedDialog
from tests.gui.editor.conftest import FILES, GRANITE_PATH, TIDES_PATH, Curator
from tests.presence import present

THEIRS = FILES[TIDES_PATH].replace("subject: 'Seas'", "subject: 'Oceans'")


def conflict(curator: Curator) -> ConflictDialog:
    """Edit a document that somebody else changes meanwhile, and try to save it."""
    curator.edit(TIDES_PATH)
    curator.write("Mine. ")
    (curator.folder / TIDES_PATH).write_bytes(THEIRS.encode())
    curator.press(Qt.Key.Key_S, Qt.KeyboardModifier.ControlModifier)
    return curator.dialog(ConflictDialog)


def test_both_versions_are_shown_and_nothing_is_overwritten(curator: Curator) -> None:
    dialog = conflict(curator)
    assert curator.file(TIDES_PATH) == THEIRS
    changed = [row for row in dialog.diff.rows if row.kind is Kind.CHANGED]
    assert [present(row.after).text[:7] for row in changed] == ["  Mine."]
    assert present(changed[0].before).text.startswith("  The **moon**")
    assert "On the disk now" in dialog.diff.toPlainText()
    curator.press(Qt.Key.Key_Escape, widget=dialog)
    curator.settle()
    assert curator.file(TIDES_PATH) == THEIRS
    assert curator.view.text.text().startswith("Mine. ")
    assert curator.view.bar.state() == "Unsaved changes"


def test_my_changes_go_into_the_file_as_it_is_now(curator: Curator) -> None:
    curator.click(conflict(curator).mine_button)
    curator.wait(lambda: "Mine." in curator.file(TIDES_PATH))
    curator.settle()
    assert curator.file(TIDES_PATH) == THEIRS.replace("  The **moon**", "  Mine. The **moon**")
    assert curator.view.form.subject.text() == "Oceans"
    assert not curator.window.late.editing.is_changed


def test_what_collides_is_chosen_and_the_rest_goes_together(curator: Curator) -> None:
    curator.edit(TIDES_PATH)
    curator.write("Mine. ")
    theirs = THEIRS.replace("The **moon** pulls.", "The **sun** pulls.").replace(
        "2. far side", "2. far side\\n3. between"
    )
    (curator.folder / TIDES_PATH).write_bytes(theirs.encode())
    curator.press(Qt.Key.Key_S, Qt.KeyboardModifier.ControlModifier)
    dialog = curator.dialog(ConflictDialog)
    assert not dialog.mine_button.isEnabled(), "one has to be chosen"
    assert "1 change collides" in dialog.heading.text()
    curator.click(dialog.collisions.button(0, CollisionChoice.BOTH))
    curator.click(dialog.mine_button)
    curator.wait(lambda: "Mine." in curator.file(TIDES_PATH))
    curator.settle()
    both = "The **sun** pulls.\\nMine. The **moon** pulls."
    assert curator.file(TIDES_PATH) == theirs.replace("The **sun** pulls.", both)
    assert not curator.window.late.editing.is_changed


def test_their_version_can_stay(curator: Curator) -> None:
    curator.click(conflict(curator).theirs_button)
    curator.wait(lambda: curator.window.late.editing.path == TIDES_PATH and curator.window.is_settled)
    assert curator.file(TIDES_PATH) == THEIRS
    assert curator.view.text.text().startswith("The **moon**")
    assert curator.view.form.subject.text() == "Oceans"
    assert not curator.window.late.editing.is_changed


def test_a_file_that_is_gone_takes_nothing_with_it(curator: Curator) -> None:
    curator.edit(GRANITE_PATH)
    curator.write("Mine. ")
    (curator.folder / GRANITE_PATH).unlink()
    curator.press(Qt.Key.Key_S, Qt.KeyboardModifier.ControlModifier)
    curator.wait(lambda: GRANITE_PATH in curator.message())
    curator.settle()
    assert curator.view.text.text().startswith("Mine. ")
    assert curator.window.late.editing.is_changed
    assert not (curator.folder / GRANITE_PATH).exists()


def test_a_save_before_leaving_that_meets_a_conflict_does_not_leave(curator: Curator) -> None:
    curator.edit(TIDES_PATH)
    curator.write("Mine. ")
    (curator.folder / TIDES_PATH).write_bytes(THEIRS.encode())
    curator.click_row("What is granite?")
    curator.click(curator.dialog(UnsavedDialog).save_button)
    curator.click(curator.dialog(ConflictDialog).stay_button)
    curator.settle()
    assert curator.window.late.editing.path == TIDES_PATH
    assert curator.file(TIDES_PATH) == THEIRS


def test_versions_are_told_in_words(qtbot: QtBot) -> None:
    window = QWidget()
    qtbot.addWidget(window)
    shown = CollisionList((FormCollision("hidden", str(False), str(True)),), window)
    assert [one.toPlainText() for one in shown.findChildren(QPlainTextEdit)] == ["Yes", "No"]
