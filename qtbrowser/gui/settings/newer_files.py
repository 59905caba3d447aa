"""Files that a newer version of the program has left: an older one must not write over what it can't understand."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any


def is_of_newer_form(file: Path, name: str, known: int) -> bool:
    """Whether a JSON file says that it is of a form newer than the one known here; one that can't be read doesn't.

    Args:
        file: the file, there or not.
        name: the member that says its form, a number.
        known: the newest form that this version writes.
    """
    try:
        content = json.loads(file.read_bytes())
    except (OSError, ValueError, RecursionError):
        return False
    return is_newer_form(content, name, known)


def is_newer_form(content: Any, name: str, known: int) -> bool:
    """The same of a JSON file's content."""
    form = content.get(name) if isinstance(content, dict) else None
    return isinstance(form, int) and form > known
