"""The thread of the script: however soon it is ended, nothing of it is used any more."""

from __future__ import annotations

import subprocess
import sys

import pytest
from PySide6.QtCore import QMetaMethod
from pytestqt.qtbot import QtBot

from qtbrowser.gui.math.script_thread import FormulaScript

ENDS = """
from PySide6.QtCore import QTimer
from PySide6.QtGui import QGuiApplication
from qtbrowser.gui.math.script_thread import FormulaScript

app = QGuiApplication([])
scripts = []

def begin_the_next():
    if scripts:
        scripts[-1].end()
    if len(scripts) % 3 == 2:
        scripts[-1].deleteLater()
    if len(scripts) == 100:
        app.quit()
        return
    scripts.append(FormulaScript(app))
    scripts[-1].start()
    QTimer.singleShot((1, 3, 8, 20)[len(scripts) % 4], begin_the_next)

begin_the_next()
app.exec()
print(len(scripts))
"""


def test_threads_that_are_ended_at_any_moment_do_no_harm() -> None:
    done = subprocess.run([sys.executable, "-c", ENDS], capture_output=True, encoding="utf-8", check=False)
    assert (done.returncode, done.stdout, done.stderr) == (0, "100\n", "")


def test_nothing_is_connected_to_what_another_thread_deletes(qtbot: QtBot) -> None:
    script = FormulaScript()
    with qtbot.waitSignal(script.ready):
        script.start()
    parts = script._quarters
    thread, room, desk = parts.thread, parts.room, parts.desk
    signals = [
        *((thread, thread.started), (room, room.source_read)),
        *((desk, desk.script_ready), (desk, desk.answered), (desk, desk.garbage_collected)),
    ]

    def connected() -> list[bool]:
        return [sender.isSignalConnected(QMetaMethod.fromSignal(signal)) for sender, signal in signals]

    assert all(connected())
    script.end()
    assert not any(connected())
    qtbot.waitUntil(script.has_ended)
    with pytest.raises(RuntimeError, match="deleted"):
        room.objectName()
