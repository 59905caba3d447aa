"""Parses what the window is asked to open: a folder, a file in one, or a link from a web page or a mail.

A link may come from anywhere, so it can do no more than a click in the library that was open last: show a document,
search, show a subject or a view. It can't name a file outside the library and changes nothing.
"""

from __future__ import annotations

import os
import re
import sys
from dataclasses import dataclass
from pathlib import Path, PurePosixPath
from urllib.parse import unquote, urlsplit

from qtbrowser.errors import UsageError
from qtbrowser.library_place import LIBRARY_FILE, library_of

LONGEST_LINK = 2_000
_SCHEME = re.compile(r"qtbrowser:(?://)?", re.IGNORECASE)
_DRIVE = re.compile(r"/[A-Za-z]:")
_CONTROL = re.compile(r"[\x00-\x1f\x7f]")


@dataclass(frozen=True, slots=True)
class Opened:
    """What to open.

    Attributes:
        folder: the library; the one that was open last if None.
        document: the library path of a document; empty for none.
        query: words to search for; empty for none.
        view: a link to a view of a library, which the link names by its id; empty for none.
    """

    folder: Path | None = None
    document: str = ""
    query: str = ""
    view: str = ""


def opened(argument: str) -> Opened:
    """Parse the argument.

    Args:
        argument: a folder or a file; its ``file:`` address, as a desktop passes it; or a link: ``qtbrowser:`` and
            ``document/PATH``, ``search/WORDS``, ``subject/NAME`` or ``state/…``, as "Copy Link to This View" makes it,
            each part percent-encoded.

    Raises:
        UsageError: the link is none of these, or the address is of a file on another computer.
    """
    if (scheme := _SCHEME.match(argument)) is not None:
        return _of_link(argument, argument[scheme.end() :])
    path = Path(local_path(argument) if argument.lower().startswith("file:") else argument)
    if not path.is_file():
        return Opened(path)
    file = Path(os.path.normpath(Path.cwd() / path))  # symbolic links stay: the library knows a file by its name there
    folder = library_of(file)
    if file.name == LIBRARY_FILE:
        return Opened(file.parent)
    return Opened(folder, document=file.relative_to(folder).as_posix())


def _of_link(link: str, rest: str) -> Opened:
    kind, _, value = rest.partition("#")[0].partition("/")
    text = unquote(value)
    if len(link) > LONGEST_LINK or not text.strip() or _CONTROL.search(text):
        raise UsageError("This link can't be opened: it is empty, too long, or has invalid characters.")
    match kind.lower():
        case "document":
            return Opened(document=_path_inside(text))
        case "search":
            return Opened(query=text)
        case "subject":
            name = text.replace('"', " ").strip()
            return Opened(query=f'subject:"{name}"')
        case "state":
            return Opened(view=f"qtbrowser:state/{value}")
    raise UsageError("This link can't be opened: it leads to no document, search, subject or view.")


def _path_inside(text: str) -> str:
    path = PurePosixPath(text)
    if path.is_absolute() or "\\" in text or ":" in path.parts[0] or ".." in path.parts or text.startswith("~"):
        raise UsageError("This link can't be opened: it leads out of the library.")
    return path.as_posix()


def local_path(address: str, system: str = sys.platform) -> str:
    r"""The path of a ``file:`` address.

    On Windows ``file:///C:/a`` is ``C:/a``; ``file://server/share/a`` and ``file:////server/share/a``, both of which
    programs there write, are ``//server/share/a``.

    Args:
        address: the address.
        system: as `sys.platform` has it.

    Raises:
        UsageError: the file is on another computer, and the system has no paths for those.
    """
    parts = urlsplit(address)
    path = unquote(parts.path)
    if parts.netloc not in ("", "localhost"):
        if system != "win32":
            raise UsageError("Only folders of this computer can be opened.", path=address)
        return f"//{parts.netloc}{path}"
    return path[1:] if system == "win32" and _DRIVE.match(path) else path
