"""Where the reader was in each document, kept from one start to the next."""

from __future__ import annotations

import json
import os
import tempfile
from pathlib import Path

from qtbrowser.gui.settings.newer_files import is_of_newer_form
from qtbrowser.settings import data_dir

PLACE_LIMIT = 2000
"""Documents remembered, those read last."""

_FORM = 1
"""Grows when an older version could no longer make sense of the file."""


class PlaceFile:
    """Places by library and path. Nothing is read before the first question, nothing written before `save`.

    The file is JSON: ``{"form": 1, "places": [[library, path, place], ...]}``, the document read last at the end.

    The file of a newer version is left as it is: places are then remembered until the program ends.

    Args:
        file: where they stand; by default ``places.json`` in the user's data directory.
    """

    def __init__(self, file: Path | None = None) -> None:
        self._file = file
        self._places: dict[tuple[str, str], int] | None = None
        self._is_changed = False
        self._is_newer = False

    @property
    def newer_file(self) -> Path | None:
        """The file, if a newer version has written it."""
        self._known()
        return self._target() if self._is_newer else None

    def get(self, library: str, path: str) -> int | None:
        """The place that was put last, a number of the answer pane's; None for the top."""
        return self._known().get((library, path))

    def put(self, library: str, path: str, place: int) -> None:
        """Remember a place; 0, the top, is forgotten."""
        places = self._known()
        if places.pop((library, path), 0) == place == 0:
            return
        if place:
            places[library, path] = place
        while len(places) > PLACE_LIMIT:
            del places[next(iter(places))]
        self._is_changed = True

    def save(self) -> None:
        """Write what has changed, in one step: another window's process finds the old file or the new one.

        Raises:
            OSError: it can't be written.
        """
        if not self._is_changed or self._is_newer:
            return
        rows = [[library, path, place] for (library, path), place in self._known().items()]
        target = self._target()
        target.parent.mkdir(parents=True, exist_ok=True)
        descriptor, name = tempfile.mkstemp(dir=target.parent, prefix="places-", suffix=".new")
        written = Path(name)
        try:
            with os.fdopen(descriptor, "w", encoding="utf-8") as file:
                json.dump({"form": _FORM, "places": rows}, file, ensure_ascii=True)
            written.replace(target)
        finally:
            written.unlink(missing_ok=True)
        self._is_changed = False

    def _target(self) -> Path:
        return self._file or data_dir() / "places.json"

    def _known(self) -> dict[tuple[str, str], int]:
        if self._places is None:
            self._is_newer = is_of_newer_form(self._target(), "form", _FORM)
            self._places = {} if self._is_newer else _read(self._target())
        return self._places


def _read(file: Path) -> dict[tuple[str, str], int]:
    """What a file holds; nothing where there is none, or one that was spoilt: places can be found again."""
    try:
        content = json.loads(file.read_text(encoding="utf-8"))
    except (OSError, ValueError, RecursionError):
        return {}
    rows = content.get("places") if isinstance(content, dict) and content.get("form") == _FORM else None
    if not isinstance(rows, list):
        return {}
    places: dict[tuple[str, str], int] = {}
    for row in rows[-PLACE_LIMIT:]:
        match row:
            case [str(library), str(path), int(place)] if place > 0:
                places[library, path] = place
    return places
