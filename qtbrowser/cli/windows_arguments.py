r"""Mends arguments that end in a backslash and a quotation mark on Windows.

Explorer passes a drive as ``"C:\"``, and a shell completes a folder to ``"C:\my library\"``. The C runtime reads the
last two characters as a quotation mark that is part of the argument; no path of Windows contains one. Source:
"Parsing C command-line arguments" in Microsoft's documentation of the C language.
"""

from __future__ import annotations

import sys
from collections.abc import Sequence


def arguments_as_meant(words: Sequence[str], system: str = sys.platform) -> list[str]:
    r"""The arguments with each path as it was meant: ``C:"`` -> ``C:\``.

    Args:
        words: the arguments of the process.
        system: as `sys.platform` has it; only Windows' are changed.
    """
    if system != "win32":
        return list(words)
    return [f"{word[:-1]}\\" if _is_cut_path(word) else word for word in words]


def _is_cut_path(word: str) -> bool:
    is_path = word.startswith("\\\\") or (word[:1].isalpha() and word[1:2] == ":")
    return is_path and word.endswith('"') and word.count('"') == 1
