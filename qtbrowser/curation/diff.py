"""A change set as a unified diff, as `diff -u` and `git` write it."""

from __future__ import annotations

import difflib
from collections.abc import Iterator

from qtbrowser.curation.change_set import ChangeSet, FileChange

_NO_NEWLINE = "\\ No newline at end of file"


def unified_diff(change_set: ChangeSet, context: int = 3) -> Iterator[str]:
    """The lines of the diff, without line ends; a carriage return in a file stays at the end of its line.

    Args:
        change_set: the changes to show.
        context: the number of lines shown around each change.
    """
    for change in change_set.files:
        yield from file_diff(change, context)


def file_diff(change: FileChange, context: int = 3) -> Iterator[str]:
    """The lines of the diff of one file."""
    before, after = _lines(change.before), _lines(change.after)
    names = (
        "/dev/null" if change.before is None else f"a/{change.path}",
        "/dev/null" if change.after is None else f"b/{change.path}",
    )
    found = False
    for line in difflib.unified_diff(before, after, *names, n=context, lineterm="\n"):
        found = True
        yield line.removesuffix("\n")
        if not line.endswith("\n"):
            yield _NO_NEWLINE
    if not found:
        # An empty file that is created or removed has no lines to show.
        yield f"--- {names[0]}"
        yield f"+++ {names[1]}"


def _lines(content: bytes | None) -> list[str]:
    text = (content or b"").decode("utf-8", "replace")
    lines = text.split("\n")
    return [line + "\n" for line in lines[:-1]] + ([lines[-1]] if lines[-1] else [])
