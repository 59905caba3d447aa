"""Imports a module beside the window's thread."""

from __future__ import annotations

import sys
import threading
from importlib import import_module

import shiboken6
from PySide6.QtCore import QObject, Signal


class LateImport(QObject):
    """Imports a module, with all that it imports, in a thread of its own, so that the window answers meanwhile.

    Args:
        module: the module's full name.
        parent: the owner.

    Signals:
        ended: the module is there, or can't be imported; who imports it now learns which, without waiting.
    """

    ended = Signal()

    def __init__(self, module: str, parent: QObject) -> None:
        super().__init__(parent)
        self._module = module

    def begin(self) -> None:
        """Begin; a module that is there already is told at once."""
        if self._module in sys.modules:
            self.ended.emit()
        else:
            threading.Thread(target=self._run, name=f"import of {self._module}").start()

    def _run(self) -> None:
        try:
            import_module(self._module)
        finally:
            # The window may have been closed meanwhile.
            if shiboken6.isValid(self):
                self.ended.emit()
