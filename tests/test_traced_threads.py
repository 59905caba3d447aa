"""The code in Qt's threads is measured; tested in a separate process, because this one may be measured itself."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
PROGRAM = """
import sys
from PySide6.QtCore import QCoreApplication, QEventLoop, QObject, QRunnable, Qt, QThread, QThreadPool, Signal, Slot

sys.path.insert(0, sys.argv[1])
from tests.traced_threads import pytest_configure

pytest_configure()


class Worker(QObject):
    asked = Signal(int)
    done = Signal()

    @Slot(int)
    def work(self, number):
        first = number  # in a thread
        if number == 2:
            self.done.emit()


class Task(QRunnable):
    def run(self):
        second = 2  # in a pool


app = QCoreApplication([])
thread = QThread()
worker = Worker()
worker.moveToThread(thread)
worker.asked.connect(worker.work)
loop = QEventLoop()
worker.done.connect(loop.quit)
thread.start()
worker.asked.emit(1)
worker.asked.emit(2)
loop.exec()
thread.quit()
thread.wait()
QThreadPool.globalInstance().start(Task())
QThreadPool.globalInstance().start(lambda: print("third"))
QThreadPool.globalInstance().waitForDone()
"""


def test_threads_of_qt_are_measured(tmp_path: Path) -> None:
    script = tmp_path / "script.py"
    script.write_text(PROGRAM, encoding="utf-8")
    (tmp_path / "none.toml").touch()
    environment = {name: value for name, value in os.environ.items() if not name.startswith("COVERAGE_")}
    coverage = [sys.executable, "-m", "coverage"]
    for command in (["run", "--rcfile=none.toml", "--include=script.py", str(script), str(ROOT)], ["json", "-q"]):
        subprocess.run([*coverage, *command], cwd=tmp_path, env=environment, check=True, capture_output=True)
    (figures,) = json.loads((tmp_path / "coverage.json").read_text(encoding="utf-8"))["files"].values()
    lines = PROGRAM.split("\n")
    assert [lines[number - 1].strip() for number in figures["missing_lines"]] == []
