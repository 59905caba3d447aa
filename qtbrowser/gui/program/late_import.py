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
        afterwards: the full names of others, which are imported when `ended` has been told; nobody waits for them.

    Signals:
        ended: the modules are there, or one can't be imported; who imports them now learns which, without waiting.
    """

    ended = Signal()

    def __init__(self, modules: Sequence[str], parent: QObject, afterwards: Sequence[str] = ()) -> None:
        super().__init__(parent)
        self._modules = modules
        self._afterwards = afterwards

    def begin(self) -> None:
        """Begin; if all modules are there already that is told at once."""
        is_there = _are_there(self._modules)
        if is_there:
            self.ended.emit()
        if not is_there or not _are_there(self._afterwards):
            threading.Thread(target=self._run, args=(is_there,), name="late import").start()

    def _run(self, is_told: bool) -> None:
        _import(self._modules)
        # The window may have been closed meanwhile.
        if not is_told and shiboken6.isValid(self):
            self.ended.emit()
        _import(self._afterwards)


def _are_there(modules: Sequence[str]) -> bool:
    return all(module in sys.modules for module in modules)


def _import(modules: Sequence[str]) -> None:
    # What goes wrong is raised once more to who imports them after this.
    with suppress(Exception):
        for module in modules:
            import_module(module)
