"""Switching documents: from the wish to see one to its painted text, and what 2,000 of them leave in memory.

Two times are taken of each document: the window's own, from the page to its paint, and the whole, with reading and
rendering before it, which the window leaves to its worker. Each also as CPU time, which other processes don't lengthen.

Cyclic garbage is collected between documents, as the window does (`qtbrowser.gui.program.garbage_collection`). Python's
automatic collector, which the window has off, would run within most of the times that are taken.
"""

from __future__ import annotations

import gc
import random
import sys
import tempfile
import time
from collections.abc import Callable, Iterable, Iterator, Sequence
from itertools import cycle, islice
from pathlib import Path
from typing import NamedTuple
from unittest import mock

from PySide6.QtCore import QEvent, QObject
from PySide6.QtGui import QTextDocument
from PySide6.QtWidgets import QApplication

from qtbrowser.errors import DocumentError
from qtbrowser.garbage import OwnCollection
from qtbrowser.gui.math.typesetter import Typesetter
from qtbrowser.gui.pane import answer_pane
from qtbrowser.gui.pane.answer_pane import AnswerPane
from qtbrowser.gui.widgets.style_sheets import apply_style_sheets
from qtbrowser.library import Library
from qtbrowser.markup.spans import SpanKind, find_spans
from tests.benchmarks.figures import Figure, percentile

_DOCUMENTS = 300
_WARM_UP = 20
_MEMORY_DOCUMENTS = 2000
_FORMULA_WAIT_S = 20.0
_PAGE_BYTES = 4096


class _Switch(NamedTuple):
    """What one document took, in milliseconds."""

    whole: float
    window: float
    window_cpu: float


class _Reader:
    """Looks at one document after the other in a pane of its own, whose formulas nobody has seen before."""

    def __init__(self, library: Library, formulas: Path) -> None:
        self._library = library
        self._application = QApplication.instance() or QApplication(["benchmark"])
        self._typesetter = Typesetter(formulas, self._application)
        self._typesetter.warm_up()
        with mock.patch.object(answer_pane, "shared_typesetter", return_value=self._typesetter):
            self.pane = AnswerPane()
        self.pane.resize(900, 1000)
        # The window's own: Fusion's scroll bars take a millisecond to paint.
        apply_style_sheets(self.pane)
        self.pane.show()
        self._application.processEvents()
        self._collection = OwnCollection()
        gc.freeze()

    def switch(self, path: str) -> _Switch:
        """Show one document and paint it."""
        begin = time.perf_counter()
        page = self._library.render(path)
        rendered, cpu = time.perf_counter(), time.thread_time()
        self.pane.show_page(page)
        self.pane.repaint()
        end = time.perf_counter()
        return _Switch((end - begin) * 1000, (end - rendered) * 1000, (time.thread_time() - cpu) * 1000)

    def settle(self) -> None:
        """Let everything happen that follows: formulas, layout, what is deleted later."""
        limit = time.monotonic() + _FORMULA_WAIT_S
        self._application.processEvents()
        while not self.pane.is_complete and time.monotonic() < limit:
            self._application.processEvents()
            time.sleep(0.001)
        self.turn()

    def turn(self) -> None:
        """One round of the event loop, with what is deleted later, which `processEvents` leaves alone, and garbage."""
        self._application.processEvents()
        self._application.sendPostedEvents(None, QEvent.Type.DeferredDelete.value)
        self._collection.collect_due()

    def each(self, paths: Iterable[str], after: Callable[[], None]) -> list[_Switch]:
        """Switch from one to the next, with `after` between them."""
        switches = []
        for path in paths:
            switches.append(self.switch(path))
            after()
        return switches

    def close(self) -> None:
        """End the pane and the script."""
        self.pane.close()
        self._typesetter.close()
        gc.unfreeze()
        gc.enable()


def measure(library: Path, cache: Path) -> list[Figure]:
    """Every figure of this module.

    Args:
        library: documents; the notes say how many of them were looked at.
        cache: where the library's index is or will be.
    """
    with Library.open(library, cache_dir=cache, refresh=True) as opened, tempfile.TemporaryDirectory() as formulas:
        paths = [entry.path for entry in opened.entries()]
        random.Random(1).shuffle(paths)
        reader = _Reader(opened, Path(formulas))
        try:
            return list(_figures(opened, paths, reader))
        finally:
            reader.close()


def _figures(library: Library, paths: Sequence[str], reader: _Reader) -> Iterator[Figure]:
    warm_up, rest = paths[:_WARM_UP], paths[_WARM_UP:]
    reader.each(warm_up, reader.settle)
    with_math = list(islice((path for path in reversed(rest) if _has_display_math(library, path)), _DOCUMENTS))
    first = reader.each(with_math, reader.turn)
    yield from _rows("display math on first sight", first, 20, 60)
    reader.each(with_math, reader.settle)
    yield from _rows("display math once seen", reader.each(with_math, reader.turn), 8, 25)
    yield from _rows("random documents", reader.each(rest[:_DOCUMENTS], reader.turn), 8, 25)
    yield from _memory(paths, reader)


def _has_display_math(library: Library, path: str) -> bool:
    try:
        answer = library.document(path).answer
    except DocumentError:
        return False
    return any(span.kind is SpanKind.DISPLAY_MATH for span in find_spans(answer))


def _rows(name: str, switches: Sequence[_Switch], middle: float, most: float) -> Iterator[Figure]:
    if not switches:
        return
    note = f"{len(switches)} documents"
    for share, label, limit in ((0.5, "p50", middle), (0.95, "p95", most)):
        yield Figure(f"{name}, page to paint, {label}", _at(switches, "window", share), "ms", limit, note)
        yield Figure(f"{name}, the same in CPU time, {label}", _at(switches, "window_cpu", share), "ms")
        yield Figure(f"{name}, with reading and rendering, {label}", _at(switches, "whole", share), "ms")


def _at(switches: Sequence[_Switch], field: str, share: float) -> float:
    return percentile([getattr(switch, field) for switch in switches], share)


def _memory(paths: Sequence[str], reader: _Reader) -> Iterator[Figure]:
    begin = resident_mb()
    if begin is None:
        return
    for path in islice(cycle(paths), _MEMORY_DOCUMENTS):
        reader.switch(path)
        reader.settle()
    gc.collect()
    grown = (resident_mb() or 0.0) - begin
    yield Figure("memory after 2,000 documents more", grown, "MB", 60, f"{_live(reader.pane)} documents alive")


def _live(pane: QObject) -> int:
    return len(pane.findChildren(QTextDocument))


def resident_mb() -> float | None:
    """The memory that this process holds in megabytes, None where the system doesn't say it in Linux's way."""
    if not sys.platform.startswith("linux"):
        return None
    pages = int(Path("/proc/self/statm").read_text(encoding="ascii").split()[1])
    return pages * _PAGE_BYTES / 1e6
