"""Tells when long work beside the window is to wait: the reader has paused it, or the battery is low."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QObject, QTimer, Signal

from qtbrowser.battery import Battery
from qtbrowser.gui.settings.preferences import Preferences
from qtbrowser.gui.settings.settings_table import PAUSE_BELOW

LOOK_MS = 60_000
"""How often the battery is looked at, in milliseconds."""

ReadBattery = Callable[[Callable[[Battery | None], None]], object]
"""A function that reads the battery outside of the window's thread, and calls the function that it is given with it."""


class IndexingPause(QObject):
    """Whether indexing, and reading for search by meaning, are paused.

    A low battery pauses until the computer is plugged in, or the reader goes on all the same.

    Args:
        preferences: the settings.
        read_battery: reads the battery.
        parent: the owner.

    Signals:
        changed: whether it is paused now.
    """

    changed = Signal(bool)

    def __init__(self, preferences: Preferences, read_battery: ReadBattery, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._read_battery = read_battery
        self._least = 0.0
        self._battery: Battery | None = None
        self._by_reader = False
        self._goes_on_all_the_same = False
        self._was_paused = False
        self._looks = QTimer(self, interval=LOOK_MS)
        self._looks.timeout.connect(self.look)
        preferences.observe(PAUSE_BELOW, self._set_least)

    @property
    def is_paused(self) -> bool:
        """Whether long work is to wait."""
        return self._by_reader or (self._is_low and not self._goes_on_all_the_same)

    @property
    def charge(self) -> float | None:
        """How full the battery is, 0 to 1, if that is why it is paused; else None."""
        if self._by_reader or not self.is_paused or self._battery is None:
            return None
        return self._battery.charge

    def look(self) -> None:
        """Read the battery now, and from now on every minute if there is one."""
        if self._least > 0:
            self._read_battery(self._take)

    def pause(self) -> None:
        """The reader pauses."""
        self._by_reader = True
        self._tell()

    def go_on(self) -> None:
        """The reader goes on, also with a low battery."""
        self._by_reader = False
        self._goes_on_all_the_same = self._is_low
        self._tell()

    @property
    def _is_low(self) -> bool:
        return self._battery is not None and self._battery.is_below(self._least)

    def _set_least(self, charge: float) -> None:
        self._least = charge
        self._goes_on_all_the_same = False
        self._tell()

    def _take(self, battery: Battery | None) -> None:
        self._battery = battery
        self._goes_on_all_the_same = self._goes_on_all_the_same and self._is_low
        if battery is not None:
            self._looks.start()
        self._tell()

    def _tell(self) -> None:
        if self.is_paused != self._was_paused:
            self._was_paused = self.is_paused
            self.changed.emit(self._was_paused)
