"""Sets every formula of a library: how many can't be set, how long one takes, whether the window's thread stays free.

    python -m tests.benchmarks.math LIBRARY

Prints each formula that fails with its document and the reason, then a table. The time of a formula is from asking
the script until its answer is there, one at a time; the gaps are those of a 16 ms timer while all of them are set and
decoded as the window does it, beside the gaps of the same timer when nothing happens.
"""

from __future__ import annotations

import os
import sys
import tempfile
import time
from collections import Counter
from collections.abc import Iterable
from pathlib import Path

from PySide6.QtCore import QObject, Qt, QTimer, Slot
from PySide6.QtWidgets import QApplication

from qtbrowser.documents.reader import read_document
from qtbrowser.documents.scan import scan
from qtbrowser.errors import DocumentError
from qtbrowser.gui.math.formula import Formula, FormulaError, decode_formula
from qtbrowser.gui.math.script_thread import FormulaScript
from qtbrowser.gui.math.typesetter import FormulaSource, Typesetter
from qtbrowser.markup.spans import SpanKind, find_spans
from tests.benchmarks.figures import Figure, percentile, print_table

_IDLE_MS = 2000


def formulas_of(library: Path) -> tuple[Counter[FormulaSource], dict[FormulaSource, str]]:
    """How often each formula stands in a library, and the first document that it stands in."""
    found: Counter[FormulaSource] = Counter()
    places: dict[FormulaSource, str] = {}
    for stamp in scan(library):
        try:
            answer = read_document(library, stamp.path).answer
        except DocumentError:
            continue
        for span in find_spans(answer):
            if span.kind in (SpanKind.INLINE_MATH, SpanKind.DISPLAY_MATH):
                source = FormulaSource(span.body.strip(), span.kind is SpanKind.DISPLAY_MATH)
                found[source] += 1
                places.setdefault(source, stamp.path)
    return found, places


class Stopwatch(QObject):
    """Asks the script for one formula after the other and times each, in milliseconds."""

    def __init__(self, sources: Iterable[FormulaSource]) -> None:
        super().__init__()
        self._sources = iter(sources)
        self._begin = 0.0
        self.times: list[float] = []
        self.start_ms = 0.0
        self._script = FormulaScript(self)
        self._script.ready.connect(self._note_start)
        self._script.answered.connect(self._take)

    def run(self) -> None:
        """Until all are answered."""
        self._begin = time.perf_counter()
        self._script.start()
        QApplication.exec()
        self._script.end()
        self._script.wait()

    @Slot()
    def _note_start(self) -> None:
        self.start_ms = (time.perf_counter() - self._begin) * 1000
        self._ask()

    @Slot(int, str)
    def _take(self, number: int, text: str) -> None:
        self.times.append((time.perf_counter() - self._begin) * 1000)
        assert decode_formula(text) is not None
        self._ask()

    def _ask(self) -> None:
        source = next(self._sources, None)
        if source is None:
            QApplication.quit()
        else:
            self._begin = time.perf_counter()
            self._script.ask(0, *source)


class Gaps(QObject):
    """The gaps between the beats of a 16 ms timer, in milliseconds."""

    def __init__(self) -> None:
        super().__init__()
        self.gaps: list[float] = []
        self._last = time.perf_counter()
        self._timer = QTimer(self)
        self._timer.setTimerType(Qt.TimerType.PreciseTimer)
        self._timer.timeout.connect(self._beat)
        self._timer.start(16)

    @Slot()
    def _beat(self) -> None:
        now = time.perf_counter()
        self.gaps.append((now - self._last) * 1000)
        self._last = now

    def figures(self, name: str) -> list[Figure]:
        """The gaps as rows of the table."""
        self._timer.stop()
        return [
            Figure(f"{name}, p99", percentile(self.gaps, 0.99), "ms"),
            Figure(f"{name}, longest", max(self.gaps), "ms"),
        ]


class Everything(QObject):
    """Requests all formulas at once, as a page does, and gathers what comes."""

    def __init__(self, typesetter: Typesetter, sources: list[FormulaSource]) -> None:
        super().__init__()
        self._typesetter = typesetter
        self._sources = sources
        self.results: dict[FormulaSource, Formula | FormulaError] = {}
        typesetter.formula_ready.connect(self._take)

    def run(self) -> None:
        """Until all are there."""
        # The typesetter forgets what waits behind thousands of others, so they come in portions.
        self._portions = iter([self._sources[start : start + 2000] for start in range(0, len(self._sources), 2000)])
        self._request()
        QApplication.exec()

    def _request(self) -> None:
        portion = next(self._portions, None)
        if portion is None:
            QApplication.quit()
        else:
            self._wanted = len(self.results) + len(portion)
            self._typesetter.request_all(portion)

    @Slot(str, bool, object)
    def _take(self, tex: str, display: bool, value: Formula | FormulaError) -> None:
        self.results[FormulaSource(tex, display)] = value
        if len(self.results) == self._wanted:
            self._request()


def main() -> int:
    """The command line; exit code 1 if more than one formula of a thousand fails."""
    if len(sys.argv) != 2:
        print(__doc__, file=sys.stderr)
        return 2
    os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
    return 1 if measure(Path(sys.argv[1]).resolve()) > 1 else 0


def measure(library: Path) -> float:
    """Set every formula of a library and print the figures; returns how many of a thousand fail."""
    found, places = formulas_of(library)
    if not found:
        print("The library has no formulas.")
        return 0.0
    application = QApplication.instance() or QApplication(["benchmark"])
    application.processEvents()
    idle = Gaps()
    QTimer.singleShot(_IDLE_MS, QApplication.quit)
    QApplication.exec()
    figures = idle.figures("gaps of an idle 16 ms timer")
    with tempfile.TemporaryDirectory() as cache:
        typesetter = Typesetter(Path(cache))
        everything = Everything(typesetter, list(found))
        busy = Gaps()
        everything.run()
        figures += busy.figures("gaps while formulas are set")
        typesetter.close()
    watch = Stopwatch(found)
    watch.run()
    failed = {source: value for source, value in everything.results.items() if isinstance(value, FormulaError)}
    for source, error in failed.items():
        print(f"{places[source]}: {error.reason}: {source.tex!r}")
    spans, lost = found.total(), sum(found[source] for source in failed)
    figures += [
        Figure("start of the script", watch.start_ms, "ms"),
        Figure("a formula, p50", percentile(watch.times, 0.5), "ms", 4),
        Figure("a formula, p95", percentile(watch.times, 0.95), "ms"),
        Figure("a formula, longest", max(watch.times), "ms"),
        Figure("formulas that fail, of a thousand", 1000 * lost / spans, "", 1, f"{lost} of {spans:,}"),
    ]
    print_table(f"{spans:,} formulas, {len(found):,} different ones", figures)
    return 1000 * lost / spans


if __name__ == "__main__":
    sys.exit(main())
