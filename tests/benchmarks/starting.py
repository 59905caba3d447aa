"""From the start of the process to the painted window, against a process that shows an empty QMainWindow."""

from __future__ import annotations

import os
import statistics
import subprocess
import sys
import time
from pathlib import Path

from tests.benchmarks.figures import Figure
from tests.benchmarks.painted import STARTED

_EMPTY = """
from PySide6.QtWidgets import QApplication
from tests.benchmarks.painted import PaintedWindow

app = QApplication(["benchmark"])
window = PaintedWindow()
window.resize(1200, 800)
window.show()
app.exec()
"""

_PROGRAM = """
import gc
import sys
gc.disable()  # as the command line does
from pathlib import Path
from qtbrowser.gui.program import application
from tests.benchmarks.painted import PaintedWindow

class Window(PaintedWindow, application.MainWindow):
    def wait_for_the_rest(self):
        self.list_state.list_shown.connect(self.end)

application.MainWindow = Window
application.run(Path(sys.argv[1]), size=(1200, 800))
"""


def measure(library: Path, runs: int) -> list[Figure]:
    """Start both in turn; the library is indexed already."""
    empty: list[float] = []
    painted: list[float] = []
    filled: list[float] = []
    for _ in range(runs + 1):
        empty.append(_start(_EMPTY)[0])
        first, settled = _start(_PROGRAM, str(library))
        painted.append(first)
        filled.append(settled)
    ratios = [one / other for one, other in zip(painted[1:], empty[1:], strict=True)]
    filled_ratios = [one / other for one, other in zip(filled[1:], empty[1:], strict=True)]
    floor = statistics.median(empty[1:])
    return [
        Figure("an empty QMainWindow, process start to paint", floor, "ms"),
        Figure("the program, process start to painted window", statistics.median(painted[1:]), "ms"),
        Figure("the same, as a ratio", statistics.median(ratios), "x", 1.6),
        Figure("until tree and list are filled", statistics.median(filled[1:]), "ms"),
        Figure("the same, as a ratio", statistics.median(filled_ratios), "x", 2.2),
    ]


def _start(script: str, *arguments: str) -> tuple[float, float]:
    # An installed program has its byte code; where the environment forbids writing it, every start would compile anew.
    environment = {name: value for name, value in os.environ.items() if name != "PYTHONDONTWRITEBYTECODE"}
    environment[STARTED] = str(time.time())
    command = [sys.executable, "-c", script, *arguments]
    run = subprocess.run(command, check=True, capture_output=True, text=True, env=environment)
    painted, settled = run.stdout.split()[-2:]
    return float(painted), float(settled)
