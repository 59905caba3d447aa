"""What the window remembers from one start to the next, in an INI file in the user's configuration directory."""

from __future__ import annotations

import base64
import json
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Generic, TypeVar

from PySide6.QtCore import QSettings

from qtbrowser.settings import config_dir

Value = TypeVar("Value", str, bool, float, bytes, list[str], list[int])

FORMAT = 1
"""Grows when an older version could no longer make sense of the file."""

RECENT_LIMIT = 10
SEARCHES_LIMIT = 20


@dataclass(frozen=True, slots=True)
class Setting(Generic[Value]):
    """One remembered value: its key in the file, what it is before anything was remembered, what it is for."""

    key: str
    default: Value
    description: str


GEOMETRY = Setting("window/geometry", b"", "Place and size of the window, in Qt's own form.")
COLUMNS: Setting[list[int]] = Setting("window/columns", [], "Widths of tree, list and answer, in pixels.")
ROWS: Setting[list[int]] = Setting("window/rows", [], "Heights of the library and of the problems below it, in pixels.")
TREE_SHOWN = Setting("window/tree", True, "Whether the subject tree is shown.")
LIST_SHOWN = Setting("window/list", True, "Whether the question list is shown.")
THEME = Setting("view/theme", "system", "system, light, dark or sepia.")
ZOOM = Setting("view/zoom", 1.0, "Size of the answer's text, 1.0 for the system's own.")
FACE = Setting("view/font", "serif", "serif, sans or system: the letters of the answer.")
COLUMN_WIDTH = Setting("view/width", "normal", "narrow, normal or wide: how long the answer's lines get.")
OUTLINE = Setting("view/outline", True, "Whether a page's outline is shown beside it where there is room.")
LINE_NUMBERS = Setting("edit/line_numbers", False, "Whether the editor numbers the lines of an answer.")
SHOW_HIDDEN = Setting("view/hidden", False, "Whether documents that ask not to be listed are.")
WITHIN = Setting("search/within", True, "Whether a search is limited to the selected subject.")
SORT = Setting("search/sort", "relevance", "relevance, date or title.")
LAST_LIBRARY = Setting("library/last", "", "The folder that was open last.")
LAST_DOCUMENT = Setting("library/document", "", "The document that was read last, relative to that folder.")
RECENT: Setting[list[str]] = Setting("library/recent", [], "Folders opened lately, the latest first.")
RECENT_SEARCHES: Setting[list[str]] = Setting("search/recent", [], "What was searched for lately, the latest first.")

SETTINGS: tuple[Setting[Any], ...] = (
    GEOMETRY, COLUMNS, ROWS, TREE_SHOWN, LIST_SHOWN, THEME, ZOOM, FACE, COLUMN_WIDTH, OUTLINE, LINE_NUMBERS,
    SHOW_HIDDEN, WITHIN, SORT, LAST_LIBRARY, LAST_DOCUMENT, RECENT, RECENT_SEARCHES,
)  # fmt: skip


class Preferences:
    """Reads and writes the settings above. A value that can't be understood counts as never remembered.

    The file of a newer version is left as it is: what it says is followed as far as it is understood, and what is set
    holds until the program ends.

    Args:
        file: where they stand; by default ``window.ini`` in the user's configuration directory.
        kept: whether what is set is written there; else it holds until the program ends.

    Attributes:
        file: that place.
        is_newer: whether a newer version has written it.
    """

    def __init__(self, file: Path | None = None, *, kept: bool = True) -> None:
        place = file or config_dir() / "window.ini"
        self.file = place
        self._settings = QSettings(str(place), QSettings.Format.IniFormat)
        self._passing: dict[str, str] = {}
        written = str(self._settings.value("format", FORMAT))
        self.is_newer = written.isdecimal() and int(written) > FORMAT
        self._is_kept = kept and not self.is_newer

    def get(self, setting: Setting[Value]) -> Value:
        """The remembered value, or the setting's default."""
        text = self._passing.get(setting.key, self._settings.value(setting.key))
        if not isinstance(text, str):
            return setting.default
        try:
            value: Value = _decode(text, setting.default)
        except ValueError:
            return setting.default
        return value

    def set(self, setting: Setting[Value], value: Value) -> None:
        """Remember `value`; it is on disk after `save`, or a moment later by itself."""
        if not self._is_kept:
            self._passing[setting.key] = _encode(value)
            return
        self._settings.setValue("format", FORMAT)
        self._settings.setValue(setting.key, _encode(value))

    def save(self) -> None:
        """Write the file now."""
        self._settings.sync()

    def add_recent(self, folder: Path) -> list[str]:
        """Put `folder` in front of the recent libraries and return them."""
        others = [known for known in self.get(RECENT) if known != str(folder)]
        recent = [str(folder), *others][:RECENT_LIMIT]
        self.set(RECENT, recent)
        return recent

    def add_recent_search(self, text: str) -> None:
        """Put `text` in front of the recent searches, in place of one that differs only in case."""
        others = [known for known in self.get(RECENT_SEARCHES) if known.casefold() != text.casefold()]
        self.set(RECENT_SEARCHES, [text, *others][:SEARCHES_LIMIT])


def _encode(value: str | bool | float | bytes | list[str] | list[int]) -> str:
    if isinstance(value, str):
        return value
    if isinstance(value, bytes):
        return base64.b64encode(value).decode("ascii")
    return json.dumps(value)


def _decode(text: str, default: Any) -> Any:
    """`text` as a value of the default's type; ValueError where it isn't one."""
    if isinstance(default, str):
        return text
    if isinstance(default, bytes):
        return base64.b64decode(text, validate=True)
    value = json.loads(text)
    if isinstance(default, float) and type(value) is int:
        value = float(value)
    if not isinstance(value, type(default)):
        raise ValueError(text)
    return value
