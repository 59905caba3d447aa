"""``--self-test``: tests an installed program on its sample library.

A window opens, a second process indexes the library, a query is typed, the first hit is shown, its formulas are
typeset, a picture of the window is written, and a change in a folder is noticed. An unexpected error in any thread is
a failure, even if the window would go on. Every package is tested with it.
"""

from __future__ import annotations

import contextlib
import os
import sys
import threading
from collections.abc import Callable
from pathlib import Path
from types import TracebackType

from PySide6.QtCore import QElapsedTimer, QObject, QTimer
from PySide6.QtGui import QGuiApplication, QImage
from PySide6.QtWidgets import QApplication

from qtbrowser import __version__, settings
from qtbrowser.gui.browse.rows import RowsPage
from qtbrowser.gui.indexing.folder_watch import FolderWatch
from qtbrowser.gui.program.application import make_application
from qtbrowser.gui.program.first_paint import FirstPaint
from qtbrowser.gui.program.garbage_collection import GarbageCollection
from qtbrowser.gui.program.main_window import MainWindow
from qtbrowser.gui.settings.preferences import Preferences
from qtbrowser.gui.widgets.theme import Theme, ThemeChoice
from qtbrowser.resources import sample_library

WORDS = "matrix multiplication"
"""The query; the question that it finds has formulas."""

SIZE = (1280, 820)
LOOK_MS = 50
QUIET_LOOKS = 4
TIME_LIMIT_VARIABLE = "QTBROWSER_SELF_TEST_SECONDS"
"""The environment variable that sets the time limit in seconds: an emulated processor needs longer."""

TIME_LIMIT_SECONDS = 120
FEWEST_COLOURS = 30


def run(picture: Path) -> int:
    """Test the program and print the results on stdout; returns the exit code, 1 if something fails.

    Args:
        picture: where to write the picture of the window.
    """
    app = make_application()
    GarbageCollection(app)
    window = MainWindow(Theme(app, ThemeChoice.LIGHT), Preferences())
    window.set_size(*SIZE)
    app.aboutToQuit.connect(window.session.close)
    FirstPaint(window, lambda: window.opening.start(sample_library()))
    window.show()
    test = SelfTest(window, picture)
    sys.excepthook = test.note_error
    threading.excepthook = test.note_error_of_thread
    test.start()
    return app.exec()


class SelfTest(QObject):
    """Runs one step after the other, each when the window is settled, and ends the application.

    Args:
        window: a window on the sample library.
        picture: where to write its picture.
    """

    def __init__(self, window: MainWindow, picture: Path) -> None:
        super().__init__(window)
        self._window = window
        self._picture = picture
        self._page: RowsPage | None = None
        self._quiet = 0
        self._seconds = time_limit(os.environ.get(TIME_LIMIT_VARIABLE, ""))
        self._errors: list[str] = []
        self._watched = settings.cache_dir() / "watched"
        self._watch = FolderWatch(self)
        self._watch.changed.connect(self._watch.stop)
        self._watch.changed.connect(self._on_change)
        self._has_changed = False
        self._steps: list[Callable[[], str]] = [self._indexed, self._found, self._read, self._drawn, self._noticed]
        self._since_start = QElapsedTimer()
        self._look = QTimer(self, interval=LOOK_MS)
        self._look.timeout.connect(self._check)
        window.list_state.list_shown.connect(self._on_list)
        self._index_failure = ""
        window.refreshing.failed.connect(self._on_index_failure)

    def start(self) -> None:
        """Begin."""
        self._watched.mkdir(parents=True, exist_ok=True)
        self._watch.start(self._watched)
        self._tell(f"QtBrowser {__version__} on {QGuiApplication.platformName()}")
        self._since_start.start()
        self._look.start()

    def note_error(
        self, kind: type[BaseException], error: BaseException | None, _traceback: TracebackType | None
    ) -> None:
        """Note an unexpected error, as `sys.excepthook`; any thread may call it."""
        self._errors.append(f"{kind.__name__}: {error}")

    def note_error_of_thread(self, arguments: threading.ExceptHookArgs) -> None:
        """Note an unexpected error of a thread, as `threading.excepthook`."""
        self.note_error(arguments.exc_type, arguments.exc_value, arguments.exc_traceback)

    def _on_list(self, page: RowsPage) -> None:
        self._page = page

    def _on_index_failure(self, sentence: str, _is_doubtful_loss: bool) -> None:
        self._index_failure = sentence

    def _on_change(self) -> None:
        self._has_changed = True

    def _check(self) -> None:
        if self._errors:
            self._end("; ".join(self._errors))
            return
        if not self._has_changed:
            # Again and again, since the watch does not tell when it has begun.
            (self._watched / "document.md").write_text(f"{self._since_start.elapsed()}\n", encoding="utf-8")
        if self._since_start.elapsed() > self._seconds * 1000:
            self._end(f"the window has not come to rest within {self._seconds} s")
            return
        is_settled = self._window.is_settled and (self._has_changed or len(self._steps) > 1)
        self._quiet = self._quiet + 1 if is_settled else 0
        if self._quiet < QUIET_LOOKS:
            return
        self._quiet = 0
        failure = self._window.opening.failed or self._steps.pop(0)()
        if failure or not self._steps:
            self._end(failure)

    # Each step checks the result of the one before, starts the next, and returns what is wrong, or "".

    def _indexed(self) -> str:
        count = self._page.total if self._page is not None else 0
        if not count:
            failure = "no question of the sample library is listed"
            return f"{failure}: {self._index_failure}" if self._index_failure else failure
        self._tell(f"indexed {count} questions")
        self._window.panels.search.field.setText(WORDS)
        return ""

    def _found(self) -> str:
        page = self._page
        if page is None or not page.request.is_search or not page.rows:
            return f"nothing was found for {WORDS}"
        self._tell(f"found {page.total} for {WORDS}")
        self._window.panels.list_panel.choose_first()
        return ""

    def _read(self) -> str:
        answer = self._window.panels.answer
        if not answer.shows_answer or not self._window.reading.path:
            return "the first hit is not shown"
        if not answer.pane.formulas_set:
            return "no formula is set"
        self._tell(f"set {answer.pane.formulas_set} formulas of {self._window.reading.path}")
        return ""

    def _drawn(self) -> str:
        picture = self._window.grab()
        if not picture.save(str(self._picture)):
            return f"the picture can't be written to {self._picture}"
        colours = colour_count(picture.toImage())
        if colours < FEWEST_COLOURS:
            return f"the picture has only {colours} colours"
        self._tell(f"drew {self._picture}")
        return ""

    def _noticed(self) -> str:
        self._tell("noticed a change in a folder")
        return ""

    def _tell(self, words: str) -> None:
        # A GUI program that was started by a click on Windows has no standard output.
        if sys.stdout is not None:
            # Where nobody reads it any more, the exit code tells the result all the same.
            with contextlib.suppress(OSError):
                sys.stdout.write(f"self-test: {words}\n")
                sys.stdout.flush()

    def _end(self, failure: str) -> None:
        self._look.stop()
        self._watch.stop()
        self._tell(f"FAILED: {failure}" if failure else "all works")
        self._window.close()
        QApplication.exit(1 if failure else 0)


def time_limit(wanted: str) -> int:
    """The time limit in seconds.

    Args:
        wanted: a number of seconds; anything else, and 0, stands for the default.
    """
    return int(wanted) if wanted.isascii() and wanted.isdigit() and int(wanted) else TIME_LIMIT_SECONDS


def colour_count(image: QImage) -> int:
    """The number of colours of a picture, sampled at every eighth point in both directions: a blank one has very
    few.
    """
    small = image.convertToFormat(QImage.Format.Format_RGB32)
    return len({small.pixel(x, y) for x in range(0, small.width(), 8) for y in range(0, small.height(), 8)})
