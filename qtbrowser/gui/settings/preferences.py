"""The values of the settings: read, written and observed in one place, stored in an INI file of the user."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any, TypeVar

from PySide6.QtCore import QObject, QSettings, QTimer, Signal

from qtbrowser.gui.settings.setting import Setting
from qtbrowser.gui.settings.settings_table import RECENT, SETTINGS
from qtbrowser.settings import config_dir

Value = TypeVar("Value")

FORMAT = 1
"""The version of the file's format; raised when older versions can't read it any more."""

RECENT_LIMIT = 10

SAVE_DELAY_MS = 1_000
"""The delay in milliseconds after which a change is written, so that many changes in a row are written once."""


class _Notifier(QObject):
    """Notifies observers of one setting; `changed` has the new value."""

    changed = Signal(object)


class Preferences(QObject):
    """Holds the value of each setting. A setting that is missing or invalid in the file has its default.

    The file of a newer version is not written: its values are used as far as they can be read, and changes hold until
    the program ends.

    Args:
        file: the INI file; by default ``window.ini`` in the user's configuration directory.
        kept: whether changes are written to the file; otherwise they hold until the program ends.

    Attributes:
        file: the INI file.
        is_newer: whether a newer version has written it.
        is_damaged: whether it has something else than settings, or can't be opened, so that all have their defaults.
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
        known = ("format", *(setting.key for setting in SETTINGS))
        self.is_damaged = not any(map(self._settings.contains, known)) and _may_hold_something(place)
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
        """Set a value and call its observers. The file is written a moment later, or by `save`."""
        self._unsaved[setting.key] = setting.encode(value)
        if self._is_kept:
            self._saving.start()
        if (notifier := self._notifiers.get(setting.key)) is not None:
            notifier.changed.emit(value)

    def observe(self, setting: Setting[Value], show: Callable[[Value], Any], *, at_once: bool = True) -> None:
        """Call a function whenever a setting is set.

        Args:
            setting: the setting.
            show: called with the value; it may be called with the present value again. A method of a QObject is not
                called any more once that object is deleted.
            at_once: also call it now, with the present value.
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


def _may_hold_something(file: Path) -> bool:
    """Whether a file is there and not empty; True also if the system does not tell."""
    try:
        return file.stat().st_size > 0
    except FileNotFoundError:
        return False
    except OSError:
        return True
