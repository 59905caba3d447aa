"""A change set as a unified diff, as `diff -u` and `git` write it."""

from __future__ import annotations

import difflib
from collections.abc import Iterator

from qtbrowser.curation.change_set import ChangeSet
from qtbrowser.curation.file_changes import FileChange
from qtbrowser.documents.text_decoding import decoded
from qtbrowser.errors import DocumentError

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
    encoding = _converted_from(change.before, change.after)
    # In UTF-16 every other byte is zero, and all lines would differ.
    is_wide = bool(encoding) and b"\0" in (change.before or b"")
    before, after = _lines(change.after if is_wide else change.before), _lines(change.after)
    names = (
        "/dev/null" if change.before is None else f"a/{change.path}",
        "/dev/null" if change.after is None else f"b/{change.path}",
    )
    found = False
    if encoding:
        # Programs that read diffs pass over lines before the names.
        yield f"Encoding of {change.path}: {encoding}, becomes UTF-8"
    for line in difflib.unified_diff(before, after, *names, n=context, lineterm="\n"):
        found = True
        yield line.removesuffix("\n")
        if not line.endswith("\n"):
            yield _NO_NEWLINE
    if not found:
        # An empty file that is created or removed, and one of which only the encoding changes, have no lines to show.
        yield f"--- {names[0]}"
        yield f"+++ {names[1]}"


def _lines(content: bytes | None) -> list[str]:
    text = (content or b"").decode("utf-8", "replace")
    lines = text.split("\n")
    return [line + "\n" for line in lines[:-1]] + ([lines[-1]] if lines[-1] else [])


def _converted_from(before: bytes | None, after: bytes | None) -> str:
    """The name of the encoding that a file had before it was written as UTF-8; empty for any other change."""
    if before is None or after is None:
        return ""
    try:
        was = decoded(before)
        if not was.encoding:
            return ""
        now = decoded(after)
    except DocumentError:
        return ""
    return was.encoding if not now.encoding and was.text == now.text else ""
