"""Checks and makes names of files and folders that are valid on Windows, macOS and Linux alike.

Sources: "Naming Files, Paths, and Namespaces" in the Win32 reference; Apple's "File System Basics" (names are equal
without regard to case and to the form of accented letters); 255 bytes a name on ext4 and APFS, 255 UTF-16 units on
NTFS. Names are compared by Unicode's canonical caseless matching (The Unicode Standard, 3.13, D145).
"""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache

from qtbrowser.documents.windows_handles import is_device_name

MOST_BYTES = 255
"""Bytes in the name of one file or folder, as UTF-8."""

LONGEST_PATH = 230
"""UTF-16 units in a library path. Windows takes 259 for the whole path unless it is set up for longer ones."""

_FORBIDDEN = re.compile(r'[<>:"/\\|?*\x00-\x1f\x7f-\x9f]')


def unportable(path: str, known: str = "") -> str | None:
    """Why a library path can't be used on Windows, macOS and Linux alike, as a sentence; None where it can.

    Args:
        path: relative to the library, with ``/``.
        known: a folder on the way that is there already, and whose names are not judged.
    """
    for name in path[len(known) :].lstrip("/").split("/"):
        if reason := unportable_name(name):
            return reason
    units = len(path) if path.isascii() else len(path.encode("utf-16-le", "surrogatepass")) // 2
    if units > LONGEST_PATH:
        return f"The path is too long for Windows: {units} characters, where {LONGEST_PATH} are safe."
    return None


@lru_cache(4096)
def unportable_name(name: str) -> str | None:
    """Why a name of one file or folder can't be used everywhere, as a sentence; None where it can."""
    if name in ("", ".", ".."):
        return "A file or folder needs a name."
    if (found := _FORBIDDEN.search(name)) is not None:
        if not found[0].isprintable():
            return "The name holds a control character."
        return f"The name {name} holds the character {found[0]}, which not every system allows."
    try:
        size = len(name.encode("utf-8"))
    except UnicodeEncodeError:
        return "The name is not valid text."
    if name.endswith((".", " ")):
        ending = "a dot" if name.endswith(".") else "a space"
        return f"The name {name} ends with {ending}, which Windows leaves out."
    if is_device_name(name):
        return f"The name {name} is that of a device on Windows."
    if size > MOST_BYTES:
        return f"The name is too long: {size} bytes, where {MOST_BYTES} go."
    return None


def name_key(name: str) -> str:
    """A key that is equal for names which Windows or macOS take for the same: ``Café`` in any case and form."""
    if name.isascii():
        return name.lower()
    folded = unicodedata.normalize("NFD", unicodedata.normalize("NFD", name).casefold())
    return unicodedata.normalize("NFC", folded)


def portable_name(name: str) -> str:
    """A valid name made from one that may not be; a valid one is returned unchanged."""
    if unportable_name(name) is None:
        return name
    plain = _FORBIDDEN.sub("-", name)
    stem, dot, suffix = plain.rpartition(".")
    stem, suffix = stem.rstrip(". "), suffix.rstrip(". ")
    if is_device_name(plain):
        stem = f"{stem}-1"
    while len(f"{stem}{dot}{suffix}".encode("utf-8", "replace")) > MOST_BYTES and stem:
        stem = stem[:-1]
    return f"{stem}{dot}{suffix}"
