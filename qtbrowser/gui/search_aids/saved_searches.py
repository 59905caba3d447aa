"""The searches that a reader has given names, in a JSON file among what the user has made and would miss."""

from __future__ import annotations

import errno
import json
import os
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any

from qtbrowser.gui.browse.rows import Narrowing
from qtbrowser.gui.settings.newer_files import is_of_newer_form
from qtbrowser.settings import data_dir

FORMAT = 1


@dataclass(frozen=True, slots=True)
class StoredSearch:
    """A search under a name: its words, the part of the hits, their order."""

    name: str
    text: str
    narrowing: Narrowing = field(default_factory=Narrowing)
    sort: str = "relevance"


class SearchFile:
    """Reads and writes the file. Names are unique; case counts.

    Args:
        file: where they stand; by default ``searches.json`` in the user's data directory.

    Attributes:
        damaged: where a file that could not be understood was put out of the way, or None.
        newer: the file, if a newer version has written it; it is then left alone.
    """

    def __init__(self, file: Path | None = None) -> None:
        self._file = file or data_dir() / "searches.json"
        self.damaged: Path | None = None
        self.newer = self._file if is_of_newer_form(self._file, "format", FORMAT) else None
        self._searches = self._read()

    def all(self) -> tuple[StoredSearch, ...]:
        """All of them, as they were saved."""
        return tuple(self._searches)

    def save(self, search: StoredSearch) -> None:
        """Keep a search, in place of one of the same name. Raises OSError where the file can't be written."""
        others = [one for one in self._searches if one.name != search.name]
        self._write([*others, search])

    def rename(self, name: str, new_name: str) -> bool:
        """Give a search another name; False where that is empty or taken. Raises OSError as `save`."""
        taken = {one.name for one in self._searches}
        if not new_name or new_name in taken or name not in taken:
            return False
        self._write([replace(one, name=new_name) if one.name == name else one for one in self._searches])
        return True

    def remove(self, name: str) -> None:
        """Forget a search. Raises OSError as `save`."""
        self._write([one for one in self._searches if one.name != name])

    def _read(self) -> list[StoredSearch]:
        if self.newer is not None:
            return []
        try:
            text = self._file.read_bytes()
        except FileNotFoundError:
            return []
        try:
            content = json.loads(text)
            return [_search_of(entry) for entry in content["searches"]]
        except (ValueError, TypeError, KeyError, AttributeError):
            # Somebody edited it, or a disk failed: what can't be understood is not written over.
            self.damaged = self._file.with_suffix(".damaged.json")
            self._file.replace(self.damaged)
            return []

    def _write(self, searches: list[StoredSearch]) -> None:
        """Write the file in one step: however the process ends, it is the one before or this one."""
        if self.newer is not None:
            raise OSError(errno.EROFS, "A newer version of QtBrowser has written this file", str(self.newer))
        content = {"format": FORMAT, "searches": [_entry_of(search) for search in searches]}
        self._file.parent.mkdir(parents=True, exist_ok=True)
        new = self._file.with_suffix(".new")
        with new.open("w", encoding="utf-8") as file:
            json.dump(content, file, ensure_ascii=False, indent=2)
            file.flush()
            os.fsync(file.fileno())
        new.replace(self._file)
        self._searches = searches


def _entry_of(search: StoredSearch) -> dict[str, str]:
    chosen = {kind.value: name for kind, name in search.narrowing.values().items() if name is not None}
    return {"name": search.name, "text": search.text, **chosen, "sort": search.sort}


def _search_of(entry: Any) -> StoredSearch:
    """The search of an entry; raises TypeError or KeyError where it is none."""
    parts = {key: entry.get(key) for key in ("subject", "topic", "month")}
    texts = (entry["name"], entry["text"], entry.get("sort", "relevance"))
    if not all(isinstance(text, str) for text in texts) or any(
        part is not None and not isinstance(part, str) for part in parts.values()
    ):
        raise TypeError(entry)
    return StoredSearch(texts[0], texts[1], Narrowing(**parts), texts[2])
