"""Makes names for files and addresses: slugs, unused names, and new addresses of moved documents."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable, Sequence
from pathlib import PurePosixPath

from qtbrowser.documents.portable_names import unportable_name
from qtbrowser.documents.windows_handles import is_device_name

MOST_LETTERS = 150
"""The largest length of a slug, in letters. A file name may have 255 bytes, and a letter up to four."""

_NO_LINK_SIGN = re.compile(r"[#^\[\]|]")
_SEPARATOR = re.compile(r"[\W_]+")


def slug(text: str) -> str:
    """A text as part of an address: ``What's E=mc²?`` -> ``what-s-e-mc2``; letters of other scripts are kept.

    It is empty if the text has neither letters nor digits.
    """
    plain = "".join(char for char in unicodedata.normalize("NFKD", text) if not unicodedata.combining(char))
    words = _SEPARATOR.sub("-", unicodedata.normalize("NFC", plain).casefold()).strip("-")
    while len(words.encode("utf-8")) > MOST_LETTERS:
        words = words[: words.rfind("-")] if "-" in words else words[:-1]
    return f"{words}-1" if is_device_name(words) else words


def refused_name(name: str) -> str | None:
    """Why a document's file can't have a name, as a sentence; None if it can."""
    reason = "It begins with a dot, as hidden files do." if name.startswith(".") else unportable_name(name)
    return None if reason is None else f"{name} is no name for a document's file. {reason}"


def unlinkable_name(name: str) -> str | None:
    """Why a note's file or a folder of a vault can't have a name, as a sentence; None if it can.

    Obsidian refuses these signs itself: https://help.obsidian.md/links
    """
    found = " ".join(dict.fromkeys(_NO_LINK_SIGN.findall(name)))
    return f"{name}: no link of a vault leads to a name with {found}; use other signs." if found else None


def free_name(name: str, is_taken: Callable[[str], bool]) -> str:
    """The name if it is not taken, else with ``-2``, ``-3`` and so on before its suffix."""
    path = PurePosixPath(name)
    candidate, number = name, 1
    while is_taken(candidate):
        number += 1
        candidate = str(path.with_name(f"{path.stem}-{number}{path.suffix}"))
    return candidate


def moved_address(url: str, path: str, new_path: str) -> str:
    """The new address of a document that moves: the part of the address that is its path is replaced.

    Args:
        url: its address, ``/learn/biology/questions/what-is-a-cell``.
        path: its path, ``learn/biology/what-is-a-cell.md``.
        new_path: its new path.

    Returns:
        The new address; unchanged if it contains no part of the path.
    """
    old, new = PurePosixPath(path), PurePosixPath(new_path)
    *folders, last = url.split("/")
    if last == old.stem:
        last = new.stem
    elif last == old.name:
        last = new.name
    gone, come = _different(old.parent.parts, new.parent.parts)
    for start in range(len(folders) - len(gone), -1, -1) if gone else ():
        if tuple(folders[start : start + len(gone)]) == tuple(gone):
            folders[start : start + len(gone)] = come
            break
    return "/".join([*folders, last])


def _different(one: Sequence[str], other: Sequence[str]) -> tuple[Sequence[str], Sequence[str]]:
    """Two lists without their common beginning."""
    start = 0
    while start < min(len(one), len(other)) and one[start] == other[start]:
        start += 1
    return one[start:], other[start:]
