"""Opening documents: from the path to the painted answer pane."""

from __future__ import annotations

import random
import time
from pathlib import Path

from PySide6.QtWidgets import QApplication

from qtbrowser.gui.pane.answer_pane import AnswerPane
from qtbrowser.gui.widgets.style_sheets import apply_style_sheets
from qtbrowser.library import Library
from tests.benchmarks.figures import Figure, percentile

_DOCUMENTS = 300
_WARM_UP = 10


def measure(library: Path, cache: Path) -> list[Figure]:
    """Open random documents, each from its file, and paint each."""
    application = QApplication.instance() or QApplication(["benchmark"])
    pane = AnswerPane()
    pane.resize(900, 1000)
    # The window's own: Fusion's scroll bars take a millisecond to paint.
    apply_style_sheets(pane)
    pane.show()
    application.processEvents()
    rendering, opening = [], []
    with Library.open(library, cache_dir=cache, refresh=False) as opened:
        paths = [entry.path for entry in opened.entries()]
        for path in random.Random(1).sample(paths, min(len(paths), _DOCUMENTS + _WARM_UP)):
            begin = time.perf_counter()
            page = opened.render(path, in_parts=True)
            rendered = time.perf_counter()
            pane.show_page(page)
            application.processEvents()
            pane.repaint()
            opening.append((time.perf_counter() - begin) * 1000)
            rendering.append((rendered - begin) * 1000)
    pane.close()
    opening, rendering = opening[_WARM_UP:], rendering[_WARM_UP:]
    return [
        Figure("opening a document, p50", percentile(opening, 0.5), "ms"),
        Figure("opening a document, p95", percentile(opening, 0.95), "ms", 30.0),
        Figure("of which reading and rendering, p50", percentile(rendering, 0.5), "ms"),
        Figure("of which reading and rendering, p95", percentile(rendering, 0.95), "ms"),
    ]
