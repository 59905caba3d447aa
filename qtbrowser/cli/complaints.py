"""Shows an error or a help text: on stderr or stdout, or in a box where the program has no console.

A program for windows has no streams on Windows: without a box, a wrong argument or a missing folder would show nothing.
"""

from __future__ import annotations

import argparse
import sys
from collections.abc import Callable
from typing import Any

_ERROR_ICON = 0x10
_TO_FRONT = 0x10000
"""MB_ICONERROR and MB_SETFOREGROUND of MessageBoxW, winuser.h."""


def show_box(text: str) -> None:
    """Show a text in a box and wait until it is closed; does nothing on a system other than Windows."""
    if sys.platform == "win32":
        import ctypes

        ctypes.windll.user32.MessageBoxW(None, text, "QtBrowser", _ERROR_ICON | _TO_FRONT)


def complain(sentence: str, box: Callable[[str], None] = show_box) -> None:
    """Show an error.

    Args:
        sentence: one line.
        box: shows a text where there is no stderr.
    """
    if sys.stderr is None:
        box(sentence)
    else:
        print(sentence, file=sys.stderr)


class Parser(argparse.ArgumentParser):
    """A parser of a command line whose help and complaints are seen without a console too.

    Args:
        box: shows a text where there is no stream.
        others: arguments of `argparse.ArgumentParser`.
    """

    def __init__(self, *, box: Callable[[str], None] = show_box, **others: Any) -> None:
        super().__init__(**others)
        self._box = box

    def _print_message(self, message: str, file: Any = None) -> None:
        if file is None and message:
            self._box(message)
        else:
            super()._print_message(message, file)


def as_sentence(words: str) -> str:
    """What a command does, as the first words of its help: ``list cards for Anki`` -> ``List cards for Anki.``."""
    return f"{words[:1].upper()}{words[1:]}."
