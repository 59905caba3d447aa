"""Runs the typesetting script in its own thread, in which it can be interrupted at any time.

While Python calls a script engine, it holds the interpreter lock, and the window would not respond.
So the script is never called: it connects itself to the signals of an object in its thread, and Qt's event loop
there, which knows nothing of Python, runs it. `QJSEngine.setInterrupted` ends whatever the script is doing, loops
inside `try` too; the engine is then thrown away with its thread.
"""

from __future__ import annotations

import atexit
import ctypes
import sys
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QThread, Signal, Slot

from qtbrowser.resources import resource_path

if TYPE_CHECKING:
    from PySide6.QtQml import QJSEngine

SCRIPT = "math/formulas.js"

_STACK_BYTES = 16 << 20
_LONGEST_END_MS = 300

_CONNECT = """
desk.script_read.connect(function (source) {
  let problem = "";
  try {
    (0, eval)(source);
    Formulas.typeset("x", true);
  } catch (error) {
    problem = String(error);
  }
  desk.script_ready(problem);
});
desk.asked.connect(function (number, tex, display) {
  desk.answered(number, Formulas.typeset(tex, display));
});
desk.rest_began.connect(function () {
  gc();
  desk.garbage_collected();
});
"""


class _Bridge(QObject):
    """An object in the script's thread, through whose signals Python and the script communicate."""

    script_read = Signal(str)
    script_ready = Signal(str)
    asked = Signal(int, str, bool)
    answered = Signal(int, str)
    rest_began = Signal()
    garbage_collected = Signal()


class _EngineHost(QObject):
    """Creates the engine in the script's thread.

    Signals:
        source_read: the text of the script, or "" and why it couldn't be read.
    """

    source_read = Signal(str, str)

    def __init__(self, desk: _Bridge) -> None:
        super().__init__()
        self._desk = desk
        self.engine: QJSEngine | None = None

    @Slot()
    def prepare(self) -> None:
        """Create the engine, connect it to the bridge, read the script."""
        # Not needed before the first formula, so it is imported in this thread.
        from PySide6.QtQml import QJSEngine

        self.engine = QJSEngine(self)
        QJSEngine.setObjectOwnership(self._desk, QJSEngine.ObjectOwnership.CppOwnership)
        self.engine.installExtensions(QJSEngine.Extension.GarbageCollectionExtension)
        self.engine.globalObject().setProperty("desk", self.engine.newQObject(self._desk))
        self.engine.evaluate(_CONNECT)
        try:
            self.source_read.emit(resource_path(SCRIPT).read_text(encoding="utf-8"), "")
        except OSError as error:
            self.source_read.emit("", str(error))

    @Slot()
    def tidy(self) -> None:
        """Return free memory to the system, which the C library would keep for this thread, up to 40 MB."""
        if sys.platform == "linux":
            trim = getattr(ctypes.CDLL(None), "malloc_trim", None)
            if trim is not None:
                trim(0)


class _ScriptThread:
    """The thread with its objects.

    It outlives the FormulaScript, since a thread can't be dropped while it runs.
    """

    def __init__(self) -> None:
        self.thread = QThread()
        self.thread.setObjectName("formulas")
        self.thread.setStackSize(_STACK_BYTES)
        self.desk = _Bridge()
        self.room = _EngineHost(self.desk)
        self.desk.moveToThread(self.thread)
        self.room.moveToThread(self.thread)
        self.thread.started.connect(self.room.prepare)
        self.desk.garbage_collected.connect(self.room.tidy)
        self._is_ending = False

    def end(self) -> None:
        """Interrupt the script, leave the thread, and have it delete its objects."""
        if self._is_ending:
            return
        self._is_ending = True
        # Where an object is deleted with a signal still connected to it, Qt calls the sender's `disconnectNotify` under
        # a lock of its own, and PySide's takes the interpreter lock: two threads may wait for each other, or call an
        # object that is just being deleted.
        desk, room = self.desk, self.room
        received = (self.thread.started, room.source_read, desk.script_ready, desk.answered, desk.garbage_collected)
        for signal in received:
            signal.disconnect()
        if room.engine is not None:
            room.engine.setInterrupted(True)
        # In their own thread, before it ends.
        room.deleteLater()
        desk.deleteLater()
        self.thread.quit()

    def has_ended(self) -> bool:
        """Whether the thread has ended, its last steps included, which `QThread.isFinished` leaves out."""
        return self.thread.wait(0)


_quarters: set[_ScriptThread] = set()


@atexit.register
def _end_all() -> None:
    """End all threads before the interpreter is taken down beneath them. A process with a window does not wait here."""
    for quarters in _quarters:
        quarters.end()
    for quarters in _quarters:
        quarters.thread.wait()
    _quarters.clear()


class FormulaScript(QObject):
    """One engine with the script, from start to end. It can't be used after `end`.

    Signals:
        ready: the script can be called.
        failed: why the script can't be used, a sentence.
        answered: the number of a question, and a text for `decode_formula`.
    """

    ready = Signal()
    failed = Signal(str)
    answered = Signal(int, str)

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._quarters = quarters = _ScriptThread()
        _quarters.difference_update([one for one in _quarters if one.has_ended()])
        _quarters.add(quarters)
        quarters.room.source_read.connect(self._load)
        quarters.desk.script_ready.connect(self._report_ready)
        quarters.desk.answered.connect(self.answered)
        self.destroyed.connect(partial(_ScriptThread.end, quarters))

    def start(self) -> None:
        """Start the thread; `ready` or `failed` follows."""
        self._quarters.thread.start(QThread.Priority.LowPriority)

    def ask(self, number: int, tex: str, display: bool) -> None:
        """Request a formula; the script must be ready."""
        self._quarters.desk.asked.emit(number, tex, display)

    def tidy(self) -> None:
        """Return memory to the system, between questions."""
        self._quarters.desk.rest_began.emit()

    def end(self) -> None:
        """Interrupt the script and end its thread, without waiting for it. Nothing is reported any more."""
        self.blockSignals(True)
        self._quarters.end()

    def wait(self) -> None:
        """After `end`: wait a moment for the thread to end.

        An interrupted script ends within a few of its steps. One that hangs in a step, such as matching a regular
        expression, is left alone: a thread can't be ended by force without harm.
        """
        self._quarters.thread.wait(_LONGEST_END_MS)

    def has_ended(self) -> bool:
        """Whether the thread has ended."""
        return self._quarters.has_ended()

    @Slot(str, str)
    def _load(self, source: str, problem: str) -> None:
        if problem:
            self.failed.emit(problem)
        elif not self.signalsBlocked():
            self._quarters.desk.script_read.emit(source)

    @Slot(str)
    def _report_ready(self, problem: str) -> None:
        if problem:
            self.failed.emit(problem)
        else:
            self.ready.emit()
            self.tidy()
