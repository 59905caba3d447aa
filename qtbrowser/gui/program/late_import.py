"""Imports modules beside the window's thread."""

from __future__ import annotations

import sys
import threading
from collections.abc import Sequence
from contextlib import suppress
from importlib import import_module

import shiboken6
from PySide6.QtCore import QObject, Signal


class LateImport(QObject):
    """Imports modules, with all that they import, in a thread of its own, so that the window answers meanwhile.

    Args:
        modules: their full names.
        parent: the owner.

    Signals:
        ended: the modules are there, or one can't be imported; who imports them now learns which, without waiting.
    """

    ended = Signal()

    def __init__(self, modules: Sequence[str], parent: QObject) -> None:
        super().__init__(parent)
        self._modules = modules

    def begin(self) -> None:
        """Begin; if all modules are there already that is told at once."""
        if all(module in sys.modules for module in self._modules):
            self.ended.emit()
        else:
            threading.Thread(target=self._run, name="late import").start()

    def _run(self) -> None:
        # What goes wrong is raised once more to who imports them after this.
        with suppress(Exception):
            for module in self._modules:
                import_module(module)
        # The window may have been closed meanwhile.
        if shiboken6.isValid(self):
            self.ended.emit()
