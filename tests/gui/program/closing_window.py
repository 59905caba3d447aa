"""A window in a separate process that is closed while it works; the results are printed to standard output.

    python -m tests.gui.program.closing_window FOLDER WORK SECONDS

WORK is what it is busy with: nothing, search, check, undo, index, or hang, which is a job that never ends. After that
many seconds it closes by itself; with -1 it waits for a signal. Prints ``ready`` when the window is at work.
"""

from __future__ import annotations

import sys
import time
from pathlib import Path
from typing import NoReturn

from PySide6.QtCore import QTimer

from qtbrowser.cli.main import leave
from qtbrowser.gui.program.application import make_application
from qtbrowser.gui.program.main_window import MainWindow
from qtbrowser.gui.program.quit_signals import QuitSignals
from qtbrowser.gui.settings.preferences import Preferences
from qtbrowser.gui.widgets.theme import Theme, ThemeChoice
from qtbrowser.program_log import ProgramLog

WORKS = ("nothing", "search", "check", "index", "undo", "hang")


def main(folder: Path, work: str, seconds: float) -> NoReturn:
    """Open the window, set it to work, have it closed and end the process."""
    ProgramLog("window")
    app = make_application()
    window = MainWindow(Theme(app, ThemeChoice.LIGHT), Preferences())
    window.early.fault_reports.install()
    QuitSignals(window.end, app)
    app.aboutToQuit.connect(window.session.close)
    window.show()
    window.opening.start(folder)

    def begin() -> None:
        if window.session.folder is None:
            QTimer.singleShot(5, begin)
            return
        if work == "search":
            window.panels.search.set_text("water and light in the air")
        elif work == "check":
            window.actions_.show_problems.trigger()
        elif work == "index":
            window.refreshing.start()
        elif work == "undo":
            window.changing.undo()
        elif work == "hang":
            window.session.ask(lambda _: time.sleep(3_600))
        print("ready", flush=True)
        if seconds >= 0:
            QTimer.singleShot(int(seconds * 1000), close)

    def close() -> None:
        begun = time.monotonic()
        app.aboutToQuit.connect(lambda: print(f"closed {time.monotonic() - begun:.3f}", flush=True))
        window.close()

    QTimer.singleShot(0, begin)
    leave(app.exec())


if __name__ == "__main__":
    main(Path(sys.argv[1]), sys.argv[2], float(sys.argv[3]))
