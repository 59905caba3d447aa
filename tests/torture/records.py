"""Records of what the torture has tried, a file for each slice, so that a run can be resumed."""

from __future__ import annotations

import json
import shutil
from pathlib import Path

from tests.torture.row import Row


class Records:
    """Records in a folder.

    Args:
        folder: where they are; made if missing.
    """

    def __init__(self, folder: Path) -> None:
        self._folder = folder

    def forget(self) -> None:
        """Remove all records."""
        shutil.rmtree(self._folder, ignore_errors=True)

    def read(self, name: str, count: int, seed: int) -> list[Row] | None:
        """The rows of a slice; None if it has no record."""
        file = self._file(name, count, seed)
        if not file.is_file():
            return None
        rows = json.loads(file.read_text(encoding="utf-8"))
        return [Row(**{**row, "examples": tuple(row["examples"])}) for row in rows]

    def write(self, name: str, count: int, seed: int, rows: list[Row]) -> None:
        """Record the rows of a slice."""
        self._folder.mkdir(parents=True, exist_ok=True)
        file = self._file(name, count, seed)
        made = file.with_suffix(".new")
        # Examples may hold lone surrogates; in ASCII they can be written.
        made.write_text(json.dumps([row._asdict() for row in rows]), encoding="ascii")
        made.replace(file)

    def _file(self, name: str, count: int, seed: int) -> Path:
        return self._folder / f"{name}-{count}-{seed}.json"
