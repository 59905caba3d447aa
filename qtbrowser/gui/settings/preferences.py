"""The values of the settings: read, written and observed in one place, kept in an INI file of the user's."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any, TypeVar

from PySide6.QtCore import QObject, QSettings, QTimer, Signal

from qtbrowser.gui.settings.setting import Setting
from qtbrowser.gui.settings.settings_table import RECENT
from qtbrowser.settings import config_dir

Value = TypeVar("Value")

FORMAT = 1
"""Grows when an older version could no longer make sense of the file."""

RECENT_LIMIT = 10

SAVE_DELAY_MS = 1_000
"""How long after a change the file is written: a text size that is being dragged is written once."""


class _Notifier(QObject):
    """Tells of one setting. `changed` carries the new value."""

    changed = Signal(object)


class Preferences(QObject):
    """Holds the value of each setting. One that the file does not have, or has in no sensible form, is the default.

    The file of a newer version is left as it is: what it says is followed as far as it is understood, and what is set
    holds until the program ends.

    Args:
        file: the INI file; by default ``window.ini`` in the user's configuration directory.
        kept: whether what is set is written there; else it holds until the program ends.

    Attributes:
        file: that file.
        is_newer: whether a newer version has written it.
    """

    def __init__(self, file: Path | None = None, *, kept: bool = True) -> None:
        super().__init__()
        place = file or config_dir() / "window.ini"
        self.file = place
        self._settings = QSettings(str(place), QSettings.Format.IniFormat)
        self._unsaved: dict[str, str] = {}
        self._notifiers: dict[str, _Notifier] = {}
        written = str(self._settings.value("format", FORMAT))
        self.is_newer = written.isdecimal() and int(written) > FORMAT
        self._is_kept = kept and not self.is_newer
        self._saving = QTimer(self, singleShot=True, interval=SAVE_DELAY_MS)
        self._saving.timeout.connect(self.save)

    def get(self, setting: Setting[Value]) -> Value:
        """The value of a setting."""
        text = self._unsaved.get(setting.key, self._settings.value(setting.key))
        if not isinstance(text, str):
            return setting.default
        try:
            return setting.decode(text)
        except ValueError:
            return setting.default

    def set(self, setting: Setting[Value], value: Value) -> None:
        """Give a setting a value and tell all who observe it. The file is written a moment later, or by `save`."""
        self._unsaved[setting.key] = setting.encode(value)
        if self._is_kept:
            self._saving.start()
        if (notifier := self._notifiers.get(setting.key)) is not None:
            notifier.changed.emit(value)

    def observe(self, setting: Setting[Value], show: Callable[[Value], Any], *, at_once: bool = True) -> None:
        """Call a function whenever a setting is set.

        Args:
            setting: which one.
            show: gets the value. It must bear being called with the value it has already. A method of a QObject is
                called no longer once that object is gone.
            at_once: call it now, too, with the present value.
        """
        notifier = self._notifiers.setdefault(setting.key, _Notifier(self))
        notifier.changed.connect(show)
        if at_once:
            show(self.get(setting))

    def save(self) -> None:
        """Write the file now."""
        self._saving.stop()
        if not self._is_kept or not self._unsaved:
            return
        self._settings.setValue("format", FORMAT)
        for key, text in self._unsaved.items():
            self._settings.setValue(key, text)
        self._unsaved.clear()
        self._settings.sync()

    def add_recent(self, folder: Path) -> None:
        """Put a folder in front of the recent libraries."""
        others = [known for known in self.get(RECENT) if known != str(folder)]
        self.set(RECENT, [str(folder), *others][:RECENT_LIMIT])
