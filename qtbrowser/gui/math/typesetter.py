"""Typesets formulas one after the other in a thread, and caches them."""

from __future__ import annotations

from collections.abc import Iterable
from itertools import count, islice
from pathlib import Path
from typing import NamedTuple

from PySide6.QtCore import QCoreApplication, QObject, QTimer, Signal, Slot

from qtbrowser.gui.math.formula import Formula, FormulaError, decode_formula
from qtbrowser.gui.math.formula_store import FormulaStore
from qtbrowser.gui.math.script_thread import FormulaScript
from qtbrowser.gui.math.tex_limits import is_too_deep, is_too_long

TIME_LIMIT_MS = 600
"""The time limit for one formula, in milliseconds. The slowest of a corpus of 1,700 takes 60 ms on an idle machine."""

_WAITING_LIMIT = 5000
_ASKED_AT_ONCE = 2
_REST_MS = 2000
_ANSWERS_OF_ONE_SCRIPT = 500


class FormulaSource(NamedTuple):
    """TeX without delimiters, and whether it is on a line of its own."""

    tex: str
    display: bool


class Typesetter(QObject):
    """Typesets formulas. All methods return at once.

    Args:
        cache_folder: the folder of the cache of formulas; below the program's cache if None.
        parent: the owner.
        time_limit: milliseconds after which a formula is given up.

    Signals:
        formula_ready: TeX, display, and a Formula or a FormulaError: for each formula requested, always later than
            the request. One that is requested again before it is ready is reported once.
    """

    formula_ready = Signal(str, bool, object)

    def __init__(
        self, cache_folder: Path | None = None, parent: QObject | None = None, *, time_limit: int = TIME_LIMIT_MS
    ) -> None:
        super().__init__(parent)
        self._store = FormulaStore(cache_folder, self)
        self._store.loaded.connect(self._begin)
        self._script: FormulaScript | None = None
        self._is_ready = False
        self._broken = ""
        self._ended: list[FormulaScript] = []
        self._numbers = count(1)
        self._answers = 0
        # Requests move from one of these queues to the next. Dictionaries keep the order: the first entry is next.
        self._waiting: dict[FormulaSource, None] = {}
        self._unknown: dict[FormulaSource, None] = {}
        self._asked: dict[int, FormulaSource] = {}
        self._is_loading = self._is_loaded = self._is_closed = False
        self._watch = QTimer(self)
        self._watch.setSingleShot(True)
        self._watch.setInterval(time_limit)
        self._watch.timeout.connect(self._give_up)
        self._turn = QTimer(self)
        self._turn.setSingleShot(True)
        self._turn.timeout.connect(self._work)
        self._rest = QTimer(self)
        self._rest.setSingleShot(True)
        self._rest.setInterval(_REST_MS)
        self._rest.timeout.connect(self._tidy)
        application = QCoreApplication.instance()
        if application is not None:
            application.aboutToQuit.connect(self.close)

    def warm_up(self) -> None:
        """Load the cached formulas and start the script, so that the first request does not wait for that."""
        if not self._is_closed:
            self._load()
            if self._script is None:
                self._start_script()

    def cached(self, tex: str, display: bool) -> Formula | FormulaError | None:
        """The formula, or why it can't be typeset, if that is known already."""
        if is_too_long(tex):
            return FormulaError(self.tr("The formula is too long to be typeset."))
        known = self._store.get(tex, display)
        if known is None and is_too_deep(tex):
            return FormulaError(self.tr("The formula is nested too deeply to be typeset."))
        return known

    def request(self, tex: str, display: bool) -> None:
        """Request a formula; `formula_ready` follows."""
        self.request_all([FormulaSource(tex, display)])

    def request_all(self, sources: Iterable[FormulaSource]) -> None:
        """Request the formulas of a page in their order, before all earlier requests."""
        if self._is_closed:
            return
        self._load()
        asked = set(self._asked.values())
        newest = {source: None for source in sources if source not in asked}
        self._waiting = _cut(newest | self._waiting | self._unknown)
        self._unknown = {}
        self._work_soon()

    @Slot()
    def close(self) -> None:
        """End the script, and store the formulas for the next run. Later requests are not answered."""
        if self._is_closed:
            return
        self._is_closed = True
        for timer in (self._watch, self._turn, self._rest):
            timer.stop()
        self._end_script()
        self._store.close()
        for script in self._ended:
            script.wait()
        self._ended.clear()

    def _load(self) -> None:
        if not self._is_loading:
            self._is_loading = True
            self._store.load()

    @Slot()
    def _begin(self) -> None:
        self._is_loaded = True
        self._work_soon()

    def _work_soon(self) -> None:
        if self._is_loaded and not self._is_closed:
            self._turn.start(0)

    @Slot()
    def _work(self) -> None:
        """Report one cached formula, or give the script one that isn't cached."""
        if self._waiting:
            source = _pop(self._waiting)
            known = self.cached(*source)
            if known is None:
                self._unknown[source] = None
            else:
                self.formula_ready.emit(*source, known)
            self._work_soon()
        elif self._unknown and self._broken:
            self.formula_ready.emit(*_pop(self._unknown), FormulaError(self._broken))
            self._work_soon()
        elif self._unknown and self._script is None:
            self._start_script()
        elif self._unknown and self._is_ready and len(self._asked) < _ASKED_AT_ONCE:
            self._ask(_pop(self._unknown))
            self._work_soon()

    def _ask(self, source: FormulaSource) -> None:
        if self._script is not None:
            number = next(self._numbers)
            if not self._asked:
                self._watch.start()
            self._asked[number] = source
            self._script.ask(number, *source)

    @Slot(int, str)
    def _on_answered(self, number: int, text: str) -> None:
        source = self._asked.pop(number, None)
        if source is None:
            return
        self._watch.stop()
        self._rest.start()
        self._answers += 1
        if self._asked:
            self._watch.start()
        value = decode_formula(text)
        if value is None:
            value = FormulaError(self.tr("The formula can't be typeset."))
        self._store.put(*source, value, text)
        self.formula_ready.emit(*source, value)
        self._work_soon()

    @Slot()
    def _give_up(self) -> None:
        """The script takes too long for a formula: report that it can't be typeset, and use a new script for the
        others.
        """
        sources = list(self._asked.values())
        self._asked.clear()
        self._end_script()
        if sources:
            error = FormulaError(self.tr("The formula takes too long to be typeset."))
            self._store.put(*sources[0], error)
            self._unknown = dict.fromkeys(sources[1:]) | self._unknown
            self.formula_ready.emit(*sources[0], error)
        self._work_soon()

    @Slot()
    def _tidy(self) -> None:
        """Release memory. A script that has typeset many formulas uses 20 MB more than a new one, which starts
        quickly.
        """
        if self._asked or self._unknown or self._script is None:
            return
        if self._answers > _ANSWERS_OF_ONE_SCRIPT:
            self._end_script()
        elif self._is_ready:
            self._script.tidy()

    def _start_script(self) -> None:
        self._answers = 0
        self._script = FormulaScript(self)
        self._script.ready.connect(self._note_ready)
        self._script.failed.connect(self._note_broken)
        self._script.answered.connect(self._on_answered)
        self._script.start()

    def _end_script(self) -> None:
        self._is_ready = False
        self._ended = [script for script in self._ended if not script.has_ended()]
        if self._script is not None:
            self._script.end()
            self._ended.append(self._script)
            self._script = None

    @Slot()
    def _note_ready(self) -> None:
        self._is_ready = True
        self._work_soon()

    @Slot(str)
    def _note_broken(self, reason: str) -> None:
        self._broken = self.tr("The program's formula typesetter doesn't work: {0}").format(reason)
        self._work_soon()


def _pop(sources: dict[FormulaSource, None]) -> FormulaSource:
    """Remove and return the first one."""
    source = next(iter(sources))
    del sources[source]
    return source


def _cut(sources: dict[FormulaSource, None]) -> dict[FormulaSource, None]:
    """The first ones only: the pages of the others are not shown any more."""
    return dict(islice(sources.items(), _WAITING_LIMIT))
