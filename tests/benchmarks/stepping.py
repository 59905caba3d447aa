"""Back, forward, tabs, trail and palette: from the wish to see another state to its painted list and page.

A step is painted when list, field and page show the state and every part of the window that it changed is drawn again;
chips and formulas that come later are not waited for. The limits are for CPU time of the window's thread, which other
processes don't lengthen; a step back shows what the window has kept, and waits for nobody.
"""

from __future__ import annotations

import gc
import os
import tempfile
import time
from collections.abc import Callable, Iterator
from datetime import datetime, timedelta
from pathlib import Path
from unittest import mock

from PySide6.QtCore import QEvent, QEventLoop
from PySide6.QtWidgets import QApplication

from qtbrowser.gui.program.main_window import MainWindow
from qtbrowser.gui.program.start_options import StartOptions
from qtbrowser.gui.settings.preferences import Preferences
from qtbrowser.gui.settings.settings_table import BY_MEANING
from qtbrowser.gui.widgets.picker import Picker
from qtbrowser.gui.widgets.theme import Theme, ThemeChoice
from qtbrowser.library import Library
from qtbrowser.personal.trail import TrailStep
from tests.benchmarks.figures import Figure, percentile
from tests.benchmarks.switching import resident_mb

_STEPS = 120
_TABS = 50
_WORDS = ("water", "light", "energy", "history", "number")
_WAIT_S = 60.0
_TRAIL_STEPS = 2_000
_TRAIL_DAYS = 60
_TYPED = "theme"


class _Reader:
    """A window, and somebody who goes back and forth in it."""

    def __init__(self, library: Path, folder: Path) -> None:
        self._application = QApplication.instance() or QApplication(["benchmark"])
        assert isinstance(self._application, QApplication)
        theme = Theme(self._application, ThemeChoice.LIGHT)
        preferences = Preferences(folder / "window.ini")
        # Its process would share the processor.
        preferences.set(BY_MEANING, False)
        self.window = MainWindow(theme, preferences, StartOptions())
        self.window.resize(1280, 820)
        self.window.show()
        self.window.opening.start(library)
        self.settle()

    def settle(self) -> None:
        """Let everything happen that was asked for."""
        end = time.monotonic() + _WAIT_S
        while not self.window.is_settled and time.monotonic() < end:
            self._application.processEvents()
            time.sleep(0.001)

    def is_shown(self) -> bool:
        """Whether list and page are those of the current state."""
        window = self.window
        state = window.view.history.current
        return state is not None and window.list_state.is_shown and window.reading.path == state.document

    def time(self, step: Callable[[], object]) -> tuple[float, float]:
        """Milliseconds and CPU milliseconds from a step to its paint."""
        begin, cpu = time.perf_counter(), time.thread_time()
        step()
        while not self.is_shown():
            self._application.processEvents(QEventLoop.ProcessEventsFlag.WaitForMoreEvents)
        # The layouts that it asked for, and then what is to be painted.
        self._application.sendPostedEvents()
        self._application.sendPostedEvents(self.window, QEvent.Type.UpdateRequest.value)
        took = (time.perf_counter() - begin) * 1000, (time.thread_time() - cpu) * 1000
        self.settle()
        return took


def measure(library: Path, cache: Path) -> list[Figure]:
    """Every figure of this module.

    Args:
        library: a folder of documents; the window's files are made in a folder of their own.
        cache: where the library's index is or will be.
    """
    Library.open(library, cache_dir=cache, refresh=True).close()
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        own = {f"QTBROWSER_{kind}_DIR": str(folder / kind) for kind in ("CONFIG", "DATA", "STATE")}
        with mock.patch.dict(os.environ, own | {"QTBROWSER_CACHE_DIR": str(cache)}):
            reader = _Reader(library, folder)
            try:
                return [*_figures(reader), *_trail(reader), *_palette(reader)]
            finally:
                reader.window.close()


def _figures(reader: _Reader) -> Iterator[Figure]:
    window = reader.window
    for words in _WORDS:
        window.panels.search.set_text(words)
        reader.settle()
        window.panels.list_panel.choose_first()
        reader.settle()
    way = [-1] * 6 + [1] * 6
    steps = [reader.time(lambda by=by: window.view.go(by)) for by in way * (_STEPS // len(way))]  # type: ignore[misc]
    yield from _rows("back and forward", steps, 16, 40)
    rows = window.panels.list_panel.view.rows
    window.panels.search.set_text("")
    reader.settle()
    gc.collect()
    before = resident_mb()
    for number in range(_TABS):
        row = rows.row(number % max(1, min(rows.rowCount(), 25)))
        if row is not None:
            window.panels.list_panel.view.tab_requested.emit(row.path, row.title, row.anchor, row.place)
    first = [reader.time(lambda: window.tabs.step(1)) for _ in range(_TABS)]
    yield from _rows("tab first looked at", first, None, None)
    gc.collect()
    if before is not None:
        yield Figure(f"memory of {_TABS} tabs, each looked at", (resident_mb() or 0.0) - before, "MB", 80)
    again = [reader.time(lambda: window.tabs.step(1)) for _ in range(_TABS)]
    yield from _rows("tab looked at again", again, None, 30)


def _trail(reader: _Reader) -> Iterator[Figure]:
    """The trail of some months: opened, and each letter of a filter."""
    window, commands = reader.window, reader.window.late.trail
    paths = [row.path for row in map(window.panels.list_panel.view.rows.row, range(25)) if row is not None]
    begin = datetime.now().astimezone() - timedelta(days=_TRAIL_DAYS)
    steps = [
        TrailStep(
            f"step-{number}",
            f"step-{number - 1}" if number % 9 else "",
            f"{_WORDS[number % len(_WORDS)]} {number}",
            {"version": 1, "document": paths[number % len(paths)]},
            begin + timedelta(days=_TRAIL_DAYS) * number / _TRAIL_STEPS,
        )
        for number in range(_TRAIL_STEPS)
    ]
    commands.keeping.keep_again(steps)
    reader.settle()
    opened = []
    for _ in range(10):
        opened.append(reader.time(window.parts.actions.trail.trigger))
        window.parts.actions.trail.trigger()
        reader.settle()
    yield from _rows("trail, opened", opened, None, 16)
    window.parts.actions.trail.trigger()
    field = commands.panel.field
    typed = [
        reader.time(lambda end=end: field.setText(_WORDS[0][:end]))  # type: ignore[misc]
        for _ in range(4)
        for end in range(len(_WORDS[0]) + 1)
    ]
    yield from _rows("trail, a letter of the filter", typed, None, 16)
    window.parts.actions.trail.trigger()


def _palette(reader: _Reader) -> Iterator[Figure]:
    """The command palette: opened, and each letter typed into it."""
    window = reader.window
    window.parts.actions.palette.trigger()
    picker = next(one for one in window.findChildren(Picker) if one.isVisible())
    picker.close_picker()
    opened, typed = [], []
    for _ in range(10):
        opened.append(reader.time(window.parts.actions.palette.trigger))
        typed += [
            reader.time(lambda end=end: picker.field.setText(_TYPED[:end]))  # type: ignore[misc]
            for end in range(1, len(_TYPED) + 1)
        ]
        picker.close_picker()
    yield from _rows("palette, opened", opened, None, 16)
    yield from _rows("palette, a letter", typed, None, 16)


def _rows(name: str, steps: list[tuple[float, float]], middle: float | None, most: float | None) -> Iterator[Figure]:
    note = f"{len(steps)} steps"
    for share, label, limit in ((0.5, "p50", middle), (0.95, "p95", most)):
        yield Figure(f"{name}, to paint, {label}", percentile([wall for wall, _ in steps], share), "ms")
        cpu = percentile([cpu for _, cpu in steps], share)
        yield Figure(f"{name}, the same in CPU time, {label}", cpu, "ms", limit, note)
