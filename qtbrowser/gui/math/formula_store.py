"""The cache of formulas: a bounded number as values in memory, more as text, all of them on disk as well."""

from __future__ import annotations

import hashlib
import json
import logging
from collections import OrderedDict
from pathlib import Path

from PySide6.QtCore import QObject, QThreadPool, QTimer, Signal, Slot

from qtbrowser.gui.math.formula import Formula, FormulaError, decode_formula
from qtbrowser.gui.math.formula_file import Entries, FormulaFile, question
from qtbrowser.resources import resource_path
from qtbrowser.settings import cache_dir

MEMORY_LIMIT = 1500
"""The number of formulas kept as values; one takes about 5 kB once it is drawn."""

_WRITE_AFTER_MS = 1500
_LOG = logging.getLogger(__name__)


def bundle_version() -> str:
    """The version of the installed script: it differs for every other script.

    Raises:
        OSError: the installation lacks the script's manifest.
    """
    manifest = json.loads(resource_path("math/manifest.json").read_text(encoding="utf-8"))
    return hashlib.sha256(json.dumps(manifest["files"], sort_keys=True).encode()).hexdigest()[:16]


class FormulaStore(QObject):
    """Caches formulas. Its file is read and written in another thread than the window's.

    Args:
        folder: the folder of the file; below the program's cache if None.
        parent: the owner.

    Signals:
        loaded: the formulas of earlier runs were read, or could not be read.
    """

    loaded = Signal()
    _read = Signal(object)

    def __init__(self, folder: Path | None = None, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._folder = cache_dir() / "math" if folder is None else folder
        self._file: FormulaFile | None = None
        self._values: OrderedDict[tuple[str, bool], Formula | FormulaError] = OrderedDict()
        self._texts: Entries = {}
        self._unwritten: list[tuple[bytes, bytes]] = []
        self._pool = QThreadPool(self)
        self._pool.setMaxThreadCount(1)
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.setInterval(_WRITE_AFTER_MS)
        self._timer.timeout.connect(self._write_soon)
        self._read.connect(self._on_read)

    def load(self) -> None:
        """Read the file; `loaded` follows."""
        self._pool.start(self._read_file)

    def get(self, tex: str, display: bool) -> Formula | FormulaError | None:
        """The formula or its error, if it is cached."""
        value = self._values.get((tex, display))
        if value is not None:
            self._values.move_to_end((tex, display))
            return value
        text = self._texts.get(question(tex, display)) if self._texts else None
        value = None if text is None else decode_formula(text)
        if value is not None:
            self._keep(tex, display, value)
        return value

    def put(self, tex: str, display: bool, value: Formula | FormulaError, text: str = "") -> None:
        """Add a formula.

        Args:
            tex: its source.
            display: whether it is on a line of its own.
            value: the formula or its error.
            text: the text that `decode_formula` decoded, if it is stored for the next run.
        """
        self._keep(tex, display, value)
        if text:
            entry = question(tex, display), text.encode("utf-8", "surrogatepass")
            self._texts.update([entry])
            self._unwritten.append(entry)
            if not self._timer.isActive():
                self._timer.start()

    def close(self) -> None:
        """Write what isn't written yet, and wait until it is."""
        self._timer.stop()
        self._write_soon()
        self._pool.waitForDone()

    def _keep(self, tex: str, display: bool, value: Formula | FormulaError) -> None:
        self._values[tex, display] = value
        if len(self._values) > MEMORY_LIMIT:
            self._values.popitem(last=False)

    @Slot(object)
    def _on_read(self, texts: Entries) -> None:
        self._texts = {**texts, **self._texts}
        self.loaded.emit()

    def _write_soon(self) -> None:
        if self._unwritten:
            entries, self._unwritten = self._unwritten, []
            self._pool.start(lambda: self._write_file(entries))

    # Called in the pool's thread, one at a time

    def _read_file(self) -> None:
        texts: Entries = {}
        try:
            self._file = FormulaFile(self._folder, bundle_version())
            texts = self._file.read()
        except OSError as error:
            _LOG.warning("The formulas of earlier runs can't be read: %s", error)
        self._read.emit(texts)

    def _write_file(self, entries: list[tuple[bytes, bytes]]) -> None:
        if self._file is None:
            return
        try:
            self._file.add(entries)
        except OSError as error:
            _LOG.warning("Formulas can't be kept for the next run: %s", error)
            self._file = None
