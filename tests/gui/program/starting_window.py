"""A window in a process of its own that is opened as the program opens it, with keys typed at its first paint.

    python -m tests.gui.program.starting_window FOLDER KEYS

Prints JSON: ``modules`` that were loaded at the first paint; ``first`` and ``last``, the places of the parts of the
window then and when all was shown; the ``text`` and the ``focus`` at the end, and the number of ``rows`` in the list;
whether an action of the late features that was triggered at the first paint was performed: ``acted``.
"""

from __future__ import annotations

import builtins
import json
import sys
from pathlib import Path

from PySide6.QtCore import QPoint, QTimer
from PySide6.QtGui import QPaintEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QWidget

from qtbrowser.gui.program import application
from qtbrowser.gui.program.main_window import MainWindow
from qtbrowser.gui.settings.settings_table import PRINT_MARKS

LOOK_MS = 20
QUIET_LOOKS = 3


class StartingWindow(MainWindow):
    """The main window, which looks at itself at its first paint and when all is shown."""

    keys = ""
    _quiet = 0

    def paintEvent(self, event: QPaintEvent) -> None:
        super().paintEvent(event)
        if not hasattr(self, "_told"):
            # Here: after it, another thread imports what comes later.
            self._told: dict[str, object] = {"modules": sorted(sys.modules)}
            # The children are painted when the loop comes round again.
            QTimer.singleShot(0, self, self._look_at_the_first_paint)

    def _look_at_the_first_paint(self) -> None:
        self._told["first"] = self._places()
        QTest.keyClicks(self.focusWidget(), self.keys)
        self._prints_marks = self.preferences.get(PRINT_MARKS)
        self.actions_.print_marks.trigger()
        self._timer = QTimer(self, interval=LOOK_MS)
        self._timer.timeout.connect(self._look_whether_settled)
        self._timer.start()

    def _look_whether_settled(self) -> None:
        self._quiet = self._quiet + 1 if self.is_settled else 0
        if self._quiet < QUIET_LOOKS:
            return
        self._timer.stop()
        self._told |= {
            "last": self._places(),
            "text": self.panels.search.text(),
            "focus": self.focusWidget().objectName(),
            "rows": self.panels.list_panel.view.rows.rowCount(),
            "acted": self.preferences.get(PRINT_MARKS) != self._prints_marks,
            "import": builtins.__import__.__name__,
        }
        print(json.dumps(self._told))
        self.close()
        QApplication.quit()

    def _places(self) -> dict[str, list[int]]:
        panels = self.panels
        parts: dict[str, QWidget] = {
            "menus": self.menuBar(),
            "search": panels.search.field,
            "tree": panels.subjects,
            "list": panels.list_panel,
            "answer": panels.answer,
            "status": self.status,
        }
        places = {}
        for name, part in parts.items():
            corner = part.mapTo(self, QPoint(0, 0))
            places[name] = [corner.x(), corner.y(), part.width(), part.height()]
        return places


def main(folder: Path, keys: str) -> int:
    """Open the window and print what it saw."""
    StartingWindow.keys = keys
    vars(application)["MainWindow"] = StartingWindow
    return application.run(folder, size=(1280, 820))


if __name__ == "__main__":
    sys.exit(main(Path(sys.argv[1]), sys.argv[2]))
