"""Passes what a second start of the program is to show to a window that is running, through files of the user's own.

Each running window has a folder below the state directory. A second start puts a request into it, a JSON file, and
waits for its answer, which is that the file is gone. The window's own file there tells which library is open in it, so
that other windows can search that one as well. Of several starts in the same instant one makes the file that claims the
start; the others wait until its window takes requests. A start that wants a window of its own claims as well, so that
later ones wait for it. No socket is opened; only files of the same user count.
"""

from __future__ import annotations

import contextlib
import json
import os
import shutil
import stat
import sys
import tempfile
import time
from collections.abc import Iterator
from dataclasses import asdict, dataclass, fields
from pathlib import Path
from typing import Any

from qtbrowser import settings
from qtbrowser.held_files import WAITS, remove_file, replace_file, tried_while_held
from qtbrowser.windows_system import let_come_forward, process_lives

ANSWER_SECONDS = 0.5
"""How long a second start waits for the running window."""

STARTING_SECONDS = 10.0
"""How long a second start waits for a window that is not there yet; an older claim is left from a start that failed."""

MOST_BYTES = 1 << 16
_PAUSE_SECONDS = 0.01
_SUFFIX = ".json"
_CLAIM_NAME = "starting"
"""The file of the process whose window is about to come; it has the process's number."""

_LIBRARY_NAME = "library"
"""The file that tells a window's library; without the suffix of requests."""


@dataclass(frozen=True, slots=True)
class ShowRequest:
    """What a running window is to show.

    Attributes:
        folder: the absolute path of the library; empty for the one that is open.
        document: id or path of a document; empty for none.
        query: words to search for; empty for none.
        view: a link to a view; empty for none.
        token: what the desktop gives a started program so that its window may come forward; empty for none.
    """

    folder: str = ""
    document: str = ""
    query: str = ""
    view: str = ""
    token: str = ""


def requests_folder() -> Path:
    """Make the folder in which this process gets requests, for the user alone.

    Raises:
        OSError: it can't be made.
    """
    above = _folder()
    above.mkdir(mode=0o700, parents=True, exist_ok=True)
    return Path(tempfile.mkdtemp(prefix=f"{os.getpid()}-", dir=above))


def forget_folder(folder: Path) -> None:
    """Remove a process's folder of requests, when its window is closed."""
    shutil.rmtree(folder, ignore_errors=True)


def tell_library(folder: Path, library: Path) -> None:
    """Tell other windows which library is open in this one; what was told before is replaced.

    Args:
        folder: this process's own, as `requests_folder` has made it.
        library: the library's folder, resolved.

    Raises:
        OSError: the file can't be written.
    """
    replace_file(_written(folder, {"folder": str(library)}), folder / _LIBRARY_NAME)


def open_libraries() -> list[Path]:
    """The folders of the libraries that are open in running windows, this process's own included, each once, in order
    of their paths.
    """
    libraries = {library for folder in _running() if (library := _library_of(folder)) is not None}
    return sorted(libraries)


def hand_over(request: ShowRequest, library: Path | None = None) -> bool:
    """Have a running window show something.

    Args:
        request: what.
        library: only a window in which this library is open may take it; any window if None, but rather one in which
            the request's is open than the one that has been there for longest.

    Returns:
        Whether a window has taken it; False if none is running, or it does not answer in time.
    """
    wanted = library or (Path(request.folder).resolve() if request.folder else None)
    windows = [(_library_of(folder) != wanted, _age(folder), folder) for folder in _running()]
    for is_other, _, folder in sorted(windows):
        if library is not None and is_other:
            continue
        try:
            if _handed_over(folder, request):
                return True
        except OSError:
            # The window was closed meanwhile, or the disk is full: a window of its own will do.
            continue
    return False


def hand_over_or_claim(request: ShowRequest) -> bool:
    """Have a window show something that is running, or that another start is about to bring; else claim this start.

    Args:
        request: what.

    Returns:
        Whether a window has taken it; if not, the caller brings a window, and calls `end_claim` when it takes requests.
    """
    end = time.monotonic() + STARTING_SECONDS
    asked = set(_running())
    while not hand_over(request):
        if _try_to_claim():
            # Another window may have come just before; those that didn't answer are not asked again.
            return not asked.issuperset(_running()) and hand_over(request)
        while _claimed_by_another() and time.monotonic() < end:
            time.sleep(_PAUSE_SECONDS)
        if time.monotonic() >= end:
            return False
        asked = set(_running())
    return True


def claim_start() -> None:
    """Claim this start without asking a running window, for a window of its own; `end_claim` ends it.

    Where another start has the claim, that one stays: later starts wait for its window.
    """
    while not _try_to_claim():
        if _claimed_by_another():
            return


def end_claim() -> None:
    """Let other starts go on; nothing happens if this process has claimed none."""
    claim = _folder() / _CLAIM_NAME
    # A file with something else than a number is of no start of ours.
    with contextlib.suppress(OSError, ValueError):
        if claim.read_text(encoding="ascii") == str(os.getpid()):
            # Starts that wait read it again and again.
            remove_file(claim)


def _try_to_claim() -> bool:
    """Try to claim the start of a window; returns False if another one has the claim, or had an old one, now removed.

    True also where no file can be made, or an old one can't be removed: then each start brings a window of its own.
    """
    claim = _folder() / _CLAIM_NAME
    try:
        claim.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
        with claim.open("x", encoding="ascii") as stream:
            stream.write(str(os.getpid()))
    except FileExistsError:
        # Where it is of a process that has ended, or takes too long, another one can be made next time.
        return not (_claimed_by_another() or _removed_claim(claim))
    except OSError:
        return True
    return True


def _removed_claim(claim: Path) -> bool:
    """Remove a claim that counts no more; returns whether that can be done."""
    own = claim.with_name(f"{os.getpid()}-{_CLAIM_NAME}")
    try:
        replace_file(claim, own)
        if _is_claim(own):
            # Another start has removed the old one meanwhile, and has claimed in its place.
            os.link(own, claim)
    except (FileNotFoundError, FileExistsError):
        pass
    except OSError:
        return False
    with contextlib.suppress(OSError):
        remove_file(own)
    return True


def _claimed_by_another() -> bool:
    return _is_claim(_folder() / _CLAIM_NAME)


def _is_claim(claim: Path) -> bool:
    """Whether a file is the claim of a process that lives, not too long ago."""
    try:
        is_old = time.time() - claim.stat().st_mtime > STARTING_SECONDS
        number = claim.read_text(encoding="ascii")
        # The number is written a moment after the file is made.
        return not is_old and (not number or (number.isdecimal() and _lives(int(number))))
    except (OSError, ValueError):
        return False


def taken_requests(folder: Path) -> Iterator[ShowRequest]:
    """Take the requests out of a folder, the oldest first; what is no request of this user is removed.

    A request whose file can't be removed now is taken the next time; one that its sender takes back meanwhile is not
    taken.

    Args:
        folder: the process's own, as `requests_folder` has made it.
    """
    try:
        files = sorted((file for file in folder.iterdir() if file.suffix == _SUFFIX), key=_age)
    except OSError:
        return
    for file in files:
        request = _read(file)
        try:
            file.unlink()
        except OSError:
            continue
        if request is not None:
            yield request


def has_requests(folder: Path) -> bool:
    """Whether requests are in a folder that could not be taken, because another program held their files, and whose
    senders still wait.

    Args:
        folder: the process's own, as `requests_folder` has made it.
    """
    since = time.time() - ANSWER_SECONDS - sum(WAITS)
    try:
        return any(file.suffix == _SUFFIX and _age(file) > since for file in folder.iterdir())
    except OSError:
        return False


def _folder() -> Path:
    return settings.state_dir() / "windows"


def _running() -> list[Path]:
    """The folders of windows whose process lives; those of others are removed."""
    found = []
    try:
        folders = list(_folder().iterdir())
    except OSError:
        return []
    for folder in folders:
        if folder.name == _CLAIM_NAME:
            continue
        number = folder.name.partition("-")[0]
        if number.isdecimal() and _lives(int(number)) and folder.is_dir():
            found.append(folder)
        else:
            forget_folder(folder)
    return found


def _lives(process: int) -> bool:
    if sys.platform == "win32":
        # There a signal would end the process.
        return process_lives(process)
    try:
        os.kill(process, 0)
    except PermissionError:
        return True
    except (ProcessLookupError, OverflowError):
        return False
    return True


def _written(folder: Path, values: dict[str, str]) -> Path:
    """A new file with these values, which is to be renamed once it is whole."""
    descriptor, name = tempfile.mkstemp(dir=folder, suffix=".part")
    with os.fdopen(descriptor, "w", encoding="utf-8") as stream:
        json.dump(values, stream)
    return Path(name)


def _library_of(folder: Path) -> Path | None:
    """The library that a window tells to be open; None if it tells none."""
    library = _values(folder / _LIBRARY_NAME).get("folder")
    if not isinstance(library, str) or "\0" in library or not Path(library).is_absolute():
        return None
    return Path(library)


def _handed_over(folder: Path, request: ShowRequest) -> bool:
    if sys.platform == "win32":
        # Else it would only blink in the task bar: this start is what the user works with, the window is not.
        let_come_forward(int(folder.name.partition("-")[0]))
    part = _written(folder, asdict(request))
    file = part.with_suffix(_SUFFIX)
    replace_file(part, file)
    end = time.monotonic() + ANSWER_SECONDS
    while file.exists():
        if time.monotonic() > end:
            try:
                # Whoever removes it first decides.
                tried_while_held(file.unlink)
            except FileNotFoundError:
                return True
            return False
        time.sleep(_PAUSE_SECONDS)
    return True


def _age(path: Path) -> float:
    """When a file was written; 0 if it is gone."""
    try:
        return path.stat().st_mtime
    except OSError:
        return 0.0


def _read(file: Path) -> ShowRequest | None:
    values = _values(file)
    known = {one.name: values.get(one.name, "") for one in fields(ShowRequest)}
    return ShowRequest(**known) if values and all(isinstance(value, str) for value in known.values()) else None


def _values(file: Path) -> dict[str, Any]:
    """The values of a JSON file that this user has written; none if it is no such file, or too large."""
    try:
        found = file.lstat()
        is_own = os.name != "posix" or found.st_uid == os.getuid()
        if not (stat.S_ISREG(found.st_mode) and is_own and found.st_size <= MOST_BYTES):
            return {}
        values: Any = json.loads(file.read_bytes()[: MOST_BYTES + 1])
    except (OSError, ValueError, RecursionError):
        return {}
    return values if isinstance(values, dict) else {}
