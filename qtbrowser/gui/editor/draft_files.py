"""Unsaved edits, kept in the user's data folder: whatever ends the program, the next start offers them again.

One file a document, below a folder a library. It holds what was written and the file as it was read, so that a
document somebody else has changed meanwhile is told from one that is as it was.
"""

from __future__ import annotations

import base64
import hashlib
import json
import os
from dataclasses import asdict, dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from qtbrowser.documents.document import Related
from qtbrowser.gui.editor.form_values import FIELDS, FormValues
from qtbrowser.gui.settings.newer_files import is_newer_form
from qtbrowser.settings import data_dir

FORMAT = 1


@dataclass(frozen=True, slots=True)
class FileDraft:
    """What somebody was writing.

    Attributes:
        path: the document, relative to the library.
        read: the document's file as it was read before.
        values: everything as it stood in the editor.
        when: the moment it was kept.
    """

    path: str
    read: bytes
    values: FormValues
    when: datetime


class DraftFiles:
    """The drafts of one library.

    Args:
        library: its folder.
        root: where drafts of all libraries lie; a folder of the user's data by default.
    """

    def __init__(self, library: Path, root: Path | None = None) -> None:
        self._library = library
        self._folder = (root or data_dir() / "drafts") / _digest(str(library))

    def keep(self, path: str, read: bytes, values: FormValues) -> None:
        """Keep a draft, in place of an earlier one of the same document.

        Raises:
            OSError: it can't be written; an earlier one is as it was.
        """
        content = {
            "format": FORMAT,
            "library": str(self._library),
            "path": path,
            "read": base64.b64encode(read).decode("ascii"),
            "values": asdict(values),
            "when": datetime.now(UTC).isoformat(timespec="seconds"),
        }
        self._folder.mkdir(parents=True, exist_ok=True)
        place = self._place(path)
        new = place.with_suffix(".new")
        with new.open("w", encoding="utf-8", errors="surrogatepass") as file:
            json.dump(content, file, ensure_ascii=False)
            file.flush()
            os.fsync(file.fileno())
        new.replace(place)

    def drop(self, path: str) -> None:
        """Forget the draft of a document, if there is one.

        Raises:
            OSError: it can't be removed.
        """
        self._place(path).unlink(missing_ok=True)

    def all(self) -> tuple[FileDraft, ...]:
        """All drafts, the latest first; a file that can't be understood is put out of the way and kept.

        Raises:
            OSError: they can't be read.
        """
        found: list[FileDraft] = []
        for place in sorted(self._folder.glob("*.json")) if self._folder.is_dir() else ():
            try:
                content = json.loads(place.read_bytes().decode("utf-8", "surrogatepass"))
                # One of a newer version waits for that version.
                if not is_newer_form(content, "format", FORMAT):
                    found.append(_draft_of(content))
            except (ValueError, TypeError, KeyError, AttributeError):
                place.replace(place.with_suffix(".damaged"))
        return tuple(sorted(found, key=lambda draft: draft.when, reverse=True))

    def _place(self, path: str) -> Path:
        return self._folder / f"{_digest(path)}.json"


def _digest(text: str) -> str:
    return hashlib.sha256(text.encode("utf-8", "surrogatepass")).hexdigest()[:24]


def _draft_of(content: Any) -> FileDraft:
    """The draft of a file's content; raises ValueError, TypeError or KeyError where it is none."""
    values = {name: content["values"][name] for name in FIELDS}
    values["keywords"] = tuple(values["keywords"])
    values["related"] = tuple(Related(**one) for one in values["related"])
    texts = [values[name] for name in FIELDS if name not in ("keywords", "related", "hidden")]
    if not all(isinstance(text, str) for text in (content["path"], *texts, *values["keywords"])):
        raise TypeError(content)
    if not isinstance(values["hidden"], bool):
        raise TypeError(content)
    read = base64.b64decode(content["read"], validate=True)
    return FileDraft(content["path"], read, FormValues(**values), datetime.fromisoformat(content["when"]))
