"""Safe output to a terminal: control characters in documents, names and messages are escaped."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING, Any, TextIO

from qtbrowser.control_characters import escaped_controls
from qtbrowser.windows_system import obeys_sequences

BOLD, DIM, PLAIN = "\x1b[1m", "\x1b[2m", "\x1b[0m"
"""Sequences for `obeyed`, see ECMA-48, 8.3.117."""

CLEAR_LINE = "\r\x1b[K"
"""For `obeyed`: moves to the beginning of the line and erases it."""


class Terminal:
    """A stream to a terminal that escapes control characters in all text written to it.

    Args:
        stream: the stream itself.
        obeys: whether it obeys control sequences. Of those of the program's own it gets only what is before the escape
            if it doesn't.
    """

    def __init__(self, stream: TextIO, *, obeys: bool = True) -> None:
        self._stream = stream
        self._obeys = obeys

    def write(self, text: str) -> int:
        """Write a text; control characters are shown as escapes."""
        self._stream.write(escaped_controls(text))
        return len(text)

    def writelines(self, lines: Any) -> None:
        """Write texts, as `write` does."""
        for line in lines:
            self.write(line)

    def obey(self, sequence: str) -> None:
        """Write a control sequence of the program's own."""
        self._stream.write(sequence if self._obeys else sequence.partition("\x1b")[0])

    if not TYPE_CHECKING:

        def __getattr__(self, name):
            return getattr(self._stream, name)


@contextmanager
def safe_terminal() -> Iterator[None]:
    """During a block of code, escape control characters in what `sys.stdout` and `sys.stderr` write to a terminal."""
    before = sys.stdout, sys.stderr
    sys.stdout, sys.stderr = map(_made_safe, before)
    try:
        yield
    finally:
        sys.stdout, sys.stderr = before


def obeyed(sequence: str, stream: TextIO) -> None:
    """Send a control sequence of the program's own; does nothing if the stream is not a terminal.

    Args:
        sequence: `BOLD`, `CLEAR_LINE` or the like.
        stream: `sys.stdout` or `sys.stderr`.
    """
    if isinstance(stream, Terminal):
        stream.obey(sequence)


def _made_safe(stream: TextIO | None) -> Any:
    # Without a console, Windows gives the program no streams.
    if stream is None or not stream.isatty():
        return stream
    return Terminal(stream, obeys=sys.platform != "win32" or obeys_sequences(stream.fileno()))
