"""Unsaved work outlives the process that was killed while it was written."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
from collections.abc import Callable
from dataclasses import asdict, replace
from pathlib import Path

from PySide6.QtCore import QObject, Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QPushButton
from pytestqt.qtbot import QtBot

from qtbrowser.documents.document import Related
from qtbrowser.gui.editor.draft_jobs import FormDraft, drop_draft, find_drafts, keep_draft
from qtbrowser.gui.editor.draft_keeping import DraftKeeping
from qtbrowser.gui.editor.drafts_dialog import DraftsDialog
from qtbrowser.gui.editor.edit_jobs import LoadedForm
from qtbrowser.gui.editor.form_values import FormValues
from qtbrowser.gui.editor.unsaved_dialog import UnsavedDialog
from qtbrowser.gui.worker.session import Session
from qtbrowser.personal.drafts import Drafts, new_draft_id
from qtbrowser.personal.personal_store import personal_store
from tests.gui.conftest import Person
from tests.gui.editor.conftest import CONTROL, FILES, NEAP_PATH, TIDES_PATH, Curator
from tests.presence import part_of, present

VALUES = FormValues(
    title="Why?",
    subject="Seas \U0001f30a",
    date="2024-03-01",
    keywords=("moon", "tide"),
    related=(Related("Neap", "/neap", 8, "Seas"), Related("Other", "", "x-1")),
    hidden=True,
    answer="Because.\n\n$\\neq$",
)


def form_of(path: str, read: bytes = b"") -> LoadedForm:
    return LoadedForm(path, read, FormValues(), {}, (), ())


def kept(library: Path) -> tuple[FormDraft, ...]:
    return find_drafts(library.resolve())


def test_a_draft_comes_back_as_it_was(tmp_path: Path) -> None:
    keep_draft(tmp_path, form_of("a/b.md", b"\xef\xbb\xbfraw\r\n\xff"), VALUES, new_draft_id())
    (draft,) = kept(tmp_path)
    assert (draft.path, draft.values, draft.read) == ("a/b.md", VALUES, b"\xef\xbb\xbfraw\r\n\xff")
    drop_draft(draft.id)
    assert kept(tmp_path) == ()


def test_a_draft_that_no_form_can_show_is_left_out_and_kept(tmp_path: Path) -> None:
    drafts = Drafts(personal_store())
    for values in ({}, {"title": 3}, asdict(VALUES) | {"hidden": "yes"}, asdict(VALUES) | {"related": [3]}):
        drafts.keep(tmp_path, "a.md", b"", values, new_draft_id())
    assert kept(tmp_path) == ()
    assert len(drafts.of_library(tmp_path)) == 4


def test_each_document_has_one_draft_which_is_kept_at_the_end_at_once(qtbot: QtBot, seas: Path) -> None:
    session, owner = Session(), QObject()
    edited: list[tuple[LoadedForm, FormValues | None] | None] = [None]
    keeping = DraftKeeping(session, lambda: edited[-1], owner)

    def keep(now: tuple[LoadedForm, FormValues | None] | None) -> list[tuple[str, str]]:
        """Edit, and end before the pause in editing; returns path and title of each draft."""
        edited.append(now)
        keeping.keep_soon()
        keeping.keep_now()
        qtbot.waitUntil(lambda: session.is_idle)
        return sorted((one.path, one.values.title) for one in kept(seas))

    try:
        with qtbot.waitSignal(session.library_opened):
            session.open(seas)
        assert keep(None) == []
        assert keep((form_of("a.md"), VALUES)) == [("a.md", "Why?")]
        assert keep((form_of("a.md"), replace(VALUES, title="How?"))) == [("a.md", "How?")]
        assert keep((form_of("b.md"), VALUES)) == [("a.md", "How?"), ("b.md", "Why?")]
        edited.append((form_of("b.md"), replace(VALUES, title="Never kept")))
        # Nothing was edited since.
        keeping.keep_now()
        assert session.is_idle
        assert keep((form_of("b.md"), None)) == [("a.md", "How?")]
    finally:
        session.close()


# Writes into the editor of a window until the process is killed.
WRITER = """
import sys
from pathlib import Path
from PySide6.QtCore import QEventLoop, QTimer
from PySide6.QtTest import QTest
from qtbrowser.gui.editor.draft_jobs import find_drafts
from qtbrowser.gui.program.application import make_application
from qtbrowser.gui.program.main_window import MainWindow
from qtbrowser.gui.program.start_options import StartOptions
from qtbrowser.gui.settings.preferences import Preferences
from qtbrowser.gui.widgets.theme import Theme, ThemeChoice

app = make_application()
window = MainWindow(Theme(app, ThemeChoice.LIGHT), Preferences(), StartOptions("", sys.argv[2]))
window.show()
window.opening.start(Path(sys.argv[1]))


def wait(condition):
    waking = QTimer(interval=10)
    waking.start()
    while not condition():
        app.processEvents(QEventLoop.ProcessEventsFlag.WaitForMoreEvents)


wait(lambda: window.is_settled and window.reading.path)
window.actions_.curating.trigger()
window.actions_.edit.trigger()
wait(lambda: window.is_settled and window.late.editing.path)
QTest.keyClicks(window.late.editing.view.text, "Before the end. ")
wait(lambda: find_drafts(Path(sys.argv[1]).resolve()))
print("kept", flush=True)
app.exec()
"""


def write_and_be_killed(library: Path) -> None:
    """Write into a document in another process, and kill it as soon as there is a draft."""
    command = [sys.executable, "-c", WRITER, str(library), TIDES_PATH]
    process = subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL)
    output = present(process.stdout)
    try:
        assert output.readline().split() == [b"kept"]
        os.kill(process.pid, signal.SIGKILL if os.name == "posix" else signal.SIGTERM)
    finally:
        process.kill()
        process.wait()
        output.close()
    assert kept(library)


def test_what_was_written_outlives_a_kill(start: Callable[..., Person], seas: Path) -> None:
    write_and_be_killed(seas)
    assert (seas / TIDES_PATH).read_bytes().decode() == FILES[TIDES_PATH]
    opened = start(seas)
    curator = Curator(opened.window, opened.qtbot)
    curator.folder = seas
    curator.wait(curator.message)
    assert "were not saved when the program ended" in curator.message()
    curator.click(part_of(curator.window.panels.messages, QPushButton, "message_action"))
    dialog = curator.dialog(DraftsDialog)
    curator.click(dialog.go_on_button)
    curator.wait(lambda: curator.window.late.editing.path == TIDES_PATH and curator.window.is_settled)
    assert curator.view.text.text().startswith("Before the end. The **moon** pulls.")
    assert curator.view.bar.state() == "Unsaved changes"
    curator.save()
    assert "  Before the end. The **moon** pulls.\\n" in curator.file(TIDES_PATH)
    curator.wait(lambda: not kept(seas))


def test_a_draft_can_be_put_off_copied_and_discarded(start: Callable[..., Person], seas: Path) -> None:
    for path in (TIDES_PATH, NEAP_PATH):
        keep_draft(seas.resolve(), form_of(path, FILES[path].encode()), VALUES, new_draft_id())
    opened = start(seas)
    curator = Curator(opened.window, opened.qtbot)
    curator.wait(lambda: "2 documents" in curator.message())
    curator.window.actions_.drafts.trigger()
    curator.press(Qt.Key.Key_Escape, widget=curator.dialog(DraftsDialog))
    curator.window.actions_.drafts.trigger()
    dialog = curator.dialog(DraftsDialog)
    curator.click(dialog.copy_button)
    assert QGuiApplication.clipboard().text() == VALUES.answer
    curator.click(dialog.discard_button)
    curator.click(dialog.discard_button)
    curator.wait(lambda: not kept(seas))
    assert not any(one.isVisible() for one in curator.window.findChildren(DraftsDialog))
    assert not curator.window.actions_.drafts.isEnabled()


def test_a_draft_goes_when_the_changes_are_given_up(curator: Curator) -> None:
    curator.edit(TIDES_PATH)
    curator.write("Mine. ")
    curator.wait(lambda: kept(curator.folder))
    curator.press(Qt.Key.Key_Escape)
    curator.click(curator.dialog(UnsavedDialog).discard_button)
    curator.wait(lambda: not kept(curator.folder))


def test_a_draft_goes_when_the_text_is_as_it_was(curator: Curator) -> None:
    curator.edit(TIDES_PATH)
    curator.write("M")
    curator.wait(lambda: kept(curator.folder))
    curator.press(Qt.Key.Key_Z, CONTROL, curator.view.text)
    curator.wait(lambda: not kept(curator.folder))
