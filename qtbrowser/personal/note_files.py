"""Notes as files: JSON, CSV, Markdown."""

from __future__ import annotations

import json
from collections.abc import Callable, Sequence

from qtbrowser.csv_table import csv_table
from qtbrowser.personal.notes import Note


def note_entries(notes: Sequence[Note]) -> list[dict[str, str]]:
    """The notes as JSON values with ``path``, ``text`` and ``changed``."""
    return [{"path": note.path, "text": note.text, "changed": note.changed} for note in notes]


def notes_written(notes: Sequence[Note], form: str) -> str:
    """The text of a file with notes.

    Args:
        notes: in the order in which they are written.
        form: "json", "csv" or "markdown".
    """
    return _WRITERS[form](notes)


def _json(notes: Sequence[Note]) -> str:
    return json.dumps(note_entries(notes), ensure_ascii=False, indent=2) + "\n"


def _csv(notes: Sequence[Note]) -> str:
    rows = ((note.path, note.title, note.changed, note.text) for note in notes)
    return csv_table(("path", "title", "changed", "text"), rows, keeps_lines=True)


def _markdown(notes: Sequence[Note]) -> str:
    return "\n".join(f"## {' '.join((note.title or note.path).split())}\n\n{note.text.strip()}\n" for note in notes)


_WRITERS: dict[str, Callable[[Sequence[Note]], str]] = {"json": _json, "csv": _csv, "markdown": _markdown}
