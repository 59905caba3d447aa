"""Unsaved work outlives the process that was killed while it was written."""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QPushButton

from qtbrowser.documents.document import Related
from qtbrowser.gui.editor.draft_files import DraftFiles
from qtbrowser.gui.editor.drafts_dialog import DraftsDialog
from qtbrowser.gui.editor.form_values import FormValues
from qtbrowser.gui.editor.unsaved_dialog import UnsavedDialog
from tests.gui.conftest import WAIT_MS, Person
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


def test_a_draft_comes_back_as_it_was(tmp_path: Path) -> None:
    drafts = DraftFiles(tmp_path / "library")
    assert drafts.all() == ()
    drafts.keep("a/b.md", b"\xef\xbb\xbfraw\r\n\xff", VALUES)
    drafts.keep("c.md", b"", FormValues())
    found = {draft.path: draft for draft in drafts.all()}
    assert found["a/b.md"].values == VALUES
    assert found["a/b.md"].read == b"\xef\xbb\xbfraw\r\n\xff"
    assert found["c.md"].values == FormValues()
    drafts.keep("a/b.md", b"raw", FormValues(title="Later"))
    assert {draft.values.title for draft in drafts.all()} == {"", "Later"}
    drafts.drop("a/b.md")
    drafts.drop("never.md")
    assert [draft.path for draft in drafts.all()] == ["c.md"]


def test_the_latest_draft_stands_first(tmp_path: Path, own_directories: Path) -> None:
    drafts = DraftFiles(tmp_path)
    for path in ("a.md", "b.md"):
        drafts.keep(path, b"", VALUES)
    older = next((own_directories / "data" / "drafts").rglob("*.json"))
    content = json.loads(older.read_text(encoding="utf-8"))
    older.write_text(json.dumps(content | {"when": "2020-01-01T00:00:00+00:00"}), encoding="utf-8")
    assert [draft.when.year > 2020 for draft in drafts.all()] == [True, False]


def test_drafts_of_another_library_are_not_mixed_up(tmp_path: Path) -> None:
    DraftFiles(tmp_path / "one").keep("a.md", b"", VALUES)
    assert DraftFiles(tmp_path / "two").all() == ()


@pytest.mark.parametrize(
    "damage",
    [
        b"",
        b"{",
        b"[]",
        b'{"path": 3}',
        b'{"path": "a.md", "read": "!", "when": "2024-01-01T00:00:00+00:00", "values": {}}',
    ],
)
def test_a_damaged_draft_is_put_out_of_the_way_and_kept(tmp_path: Path, own_directories: Path, damage: bytes) -> None:
    drafts = DraftFiles(tmp_path)
    drafts.keep("a.md", b"", VALUES)
    drafts.keep("b.md", b"", VALUES)
    file = next((own_directories / "data" / "drafts").rglob("*.json"))
    file.write_bytes(damage)
    assert len(drafts.all()) == 1
    assert file.with_suffix(".damaged").read_bytes() == damage
    assert len(drafts.all()) == 1


# Writes into the editor of a window of its own until somebody kills the process.
WRITER = """
import sys
from pathlib import Path
from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtTest import QTest
from qtbrowser.gui.program.application import make_application
from qtbrowser.gui.program.main_window import MainWindow
from qtbrowser.gui.program.opening import StartOptions
from qtbrowser.gui.settings.preferences import Preferences
from qtbrowser.gui.widgets.theme import Theme, ThemeChoice

app = make_application()
window = MainWindow(Theme(app, ThemeChoice.LIGHT), Preferences(), StartOptions("", sys.argv[2]))
window.show()
window.opening.start(Path(sys.argv[1]))
while not (window.is_settled and window.reading.path):
    QTest.qWait(10)
window.actions_.curating.trigger()
window.actions_.edit.trigger()
while not (window.is_settled and window.late.editing.path):
    QTest.qWait(10)
QTest.keyClicks(window.late.editing.view.text, "Before the end. ")
print("written", flush=True)
app.exec()
"""


def write_and_be_killed(library: Path, drafts: Path) -> None:
    """Write into a document in another process, and kill it as soon as there is a draft."""
    command = [sys.executable, "-c", WRITER, str(library), TIDES_PATH]
    process = subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL)
    output = present(process.stdout)
    try:
        assert output.readline() == b"written\n"
        end = time.monotonic() + WAIT_MS / 1000
        while not list(drafts.rglob("*.json")) and time.monotonic() < end:
            time.sleep(0.02)
        os.kill(process.pid, signal.SIGKILL if os.name == "posix" else signal.SIGTERM)
    finally:
        process.kill()
        process.wait()
        output.close()
    assert list(drafts.rglob("*.json"))


def test_what_was_written_outlives_a_kill(start: Callable[..., Person], seas: Path, own_directories: Path) -> None:
    drafts = own_directories / "data" / "drafts"
    write_and_be_killed(seas, drafts)
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
    curator.wait(lambda: not list(drafts.rglob("*.json")))


def test_a_draft_can_be_put_off_copied_and_discarded(
    start: Callable[..., Person], seas: Path, own_directories: Path
) -> None:
    for path in (TIDES_PATH, NEAP_PATH):
        DraftFiles(seas).keep(path, FILES[path].encode(), VALUES)
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
    curator.wait(lambda: not list((own_directories / "data" / "drafts").rglob("*.json")))
    assert not any(one.isVisible() for one in curator.window.findChildren(DraftsDialog))
    assert not curator.window.actions_.drafts.isEnabled()


def test_a_draft_goes_when_the_changes_are_given_up(curator: Curator, own_directories: Path) -> None:
    curator.edit(TIDES_PATH)
    curator.write("Mine. ")
    curator.wait(lambda: list((own_directories / "data" / "drafts").rglob("*.json")))
    curator.press(Qt.Key.Key_Escape)
    curator.click(curator.dialog(UnsavedDialog).discard_button)
    curator.wait(lambda: not list((own_directories / "data" / "drafts").rglob("*.json")))


def test_a_draft_goes_when_the_text_is_as_it_was(curator: Curator, own_directories: Path) -> None:
    curator.edit(TIDES_PATH)
    curator.write("M")
    curator.wait(lambda: list((own_directories / "data" / "drafts").rglob("*.json")))
    curator.press(Qt.Key.Key_Z, CONTROL, curator.view.text)
    curator.wait(lambda: not list((own_directories / "data" / "drafts").rglob("*.json")))
