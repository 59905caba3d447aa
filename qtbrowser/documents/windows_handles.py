"""Windows: holds folders open, and asks the system for the real path of an open file.

Sources: CreateFileW, GetFileInformationByHandle, GetFinalPathNameByHandleW and "Naming Files, Paths, and Namespaces" in
the Win32 reference.
The functions that take paths as text are pure and run anywhere; the others call kernel32.
"""

from __future__ import annotations

import ctypes
import errno
import os
import sys
from collections.abc import Sequence
from functools import cache
from pathlib import Path
from typing import Any, NamedTuple

from qtbrowser.held_files import OPEN_ELSEWHERE, tried_while_held

_GENERIC_READ = 0x80000000
_FILE_READ_ATTRIBUTES = 0x80
_FILE_LIST_DIRECTORY = 0x1
_SHARE_READ_WRITE = 0x1 | 0x2
_SHARE_READ_DELETE = 0x1 | 0x4
_SHARE_ALL = 0x1 | 0x2 | 0x4
_SHARING_VIOLATION = 32
_OPEN_EXISTING = 3
_BACKUP_SEMANTICS = 0x02000000
_ATTRIBUTE_DIRECTORY = 0x10
_INVALID = ctypes.c_void_p(-1).value
_LONGEST_PATH = 32_768
_FORMS_OF_PATHS = ((0x0, ""), (0x2, "\\\\?\\GLOBALROOT"))
"""VOLUME_NAME_DOS and VOLUME_NAME_NT of GetFinalPathNameByHandleW, with what makes a path of each.

Drives that a program makes, of memory or an encrypted folder, are known to some systems by their device alone.
"""

NO_REAL_PATH = frozenset({1, 50, 87, 1005})
"""ERROR_INVALID_FUNCTION, ERROR_NOT_SUPPORTED, ERROR_INVALID_PARAMETER and ERROR_UNRECOGNIZED_VOLUME: what such a drive
gives that is asked for a real path.
"""

_READING_WAITS = (0.01, 0.02, 0.04)
"""Seconds before each further try to open what another program has open for itself alone."""

_ONLY_WINDOWS = "Only Windows has handles of this kind."
_EPOCH = 116_444_736_000_000_000
"""1970 in steps of 100 ns since 1601."""

_FETCHED_WHEN_READ = 0x1000 | 0x400000
"""FILE_ATTRIBUTE_OFFLINE and FILE_ATTRIBUTE_RECALL_ON_DATA_ACCESS."""

_NAME_SURROGATE = 0x20000000
"""The bit of a reparse tag that marks a link to another file: links and junctions, but not files in a cloud."""

_DEVICES = frozenset(
    ["CON", "PRN", "AUX", "NUL", "CONIN$", "CONOUT$"]
    + [f"{port}{number}" for port in ("COM", "LPT") for number in "123456789¹²³"]
)


class _FileFacts(ctypes.Structure):
    """BY_HANDLE_FILE_INFORMATION, of which the first number is used."""

    _fields_ = (("attributes", ctypes.c_uint32), ("others", ctypes.c_uint32 * 12))


class _BasicFacts(ctypes.Structure):
    """FILE_BASIC_INFO, which GetFileInformationByHandleEx gives as class 0."""

    _fields_ = (
        ("created", ctypes.c_int64),
        ("read", ctypes.c_int64),
        ("written", ctypes.c_int64),
        ("changed", ctypes.c_int64),
        ("attributes", ctypes.c_uint32),
    )


class StatusChange(NamedTuple):
    """When a file's content or status was changed last, and where its content is.

    Attributes:
        time_ns: in nanoseconds since 1970; 0 if the file system keeps no such time.
        is_elsewhere: see `is_elsewhere`.
    """

    time_ns: int
    is_elsewhere: bool


def is_device_name(name: str) -> bool:
    """Whether Windows takes a name for a device, whatever its case and suffix: ``nul.md``, ``COM1``."""
    return name.partition(".")[0].rstrip(" ").upper() in _DEVICES


def is_plain_name(name: str) -> bool:
    """Whether a name means one file of a folder on Windows, and no device, stream, drive or other folder."""
    return not (set(name) & set('\\/:*?"<>|') or name.endswith((".", " ")) or min(name) < " " or is_device_name(name))


def extended(place: str) -> str:
    r"""An absolute path in the form that Windows takes letter by letter: no devices, no limit of 260 characters.

    ``C:\library\a.md`` -> ``\\?\C:\library\a.md``; ``\\server\share\a.md`` -> ``\\?\UNC\server\share\a.md``.
    """
    plain = place.replace("/", "\\")
    if plain.startswith("\\\\?\\"):
        return plain
    return f"\\\\?\\UNC\\{plain[2:]}" if plain.startswith("\\\\") else f"\\\\?\\{plain}"


def is_within(place: str, folder: str) -> bool:
    """Whether a path is a folder or below it; both as the system returns them for open handles."""
    base = extended(folder).rstrip("\\")
    return extended(place) == base or extended(place).startswith(base + "\\")


def is_elsewhere(status: os.stat_result) -> bool:
    """Whether what a file holds is kept in a cloud or an archive alone, and is fetched when it is read."""
    return _is_fetched(getattr(status, "st_file_attributes", 0))


def _is_fetched(attributes: int) -> bool:
    return bool(attributes & _FETCHED_WHEN_READ)


def time_ns_of(moment: int) -> int:
    """A time of Windows, in steps of 100 ns since 1601 (FILETIME), in nanoseconds since 1970; 0 for none."""
    return (moment - _EPOCH) * 100 if moment else 0


def is_link(status: os.stat_result) -> bool:
    """Whether a state is that of a link or a junction, which `os.DirEntry.is_symlink` does not count."""
    return bool(getattr(status, "st_reparse_tag", 0) & _NAME_SURROGATE)


def hold_folder(place: str, *, removable: bool = False) -> int:
    """Open a folder so that neither it nor one above it can be renamed, replaced or removed until `close`.

    Args:
        place: where it is.
        removable: other programs may remove it meanwhile, for one that is only listed.

    Returns:
        A handle.

    Raises:
        NotADirectoryError: it is a file.
        OSError: there is no such folder, or it can't be opened.
    """
    shared = _SHARE_ALL if removable else _SHARE_READ_WRITE
    # Another program may hold it for a moment, to rename it.
    handle = tried_while_held(
        lambda: _opened(place, _FILE_LIST_DIRECTORY | _FILE_READ_ATTRIBUTES, shared), _READING_WAITS, OPEN_ELSEWHERE
    )
    try:
        facts = _FileFacts()
        if not _kernel().GetFileInformationByHandle(ctypes.c_void_p(handle), ctypes.byref(facts)):
            raise _last_error(place)
        if not facts.attributes & _ATTRIBUTE_DIRECTORY:
            raise _no_folder(place)
    except BaseException:
        close(handle)
        raise
    return handle


def open_to_read(place: str) -> int:
    """Open a file so that other programs may replace, rename or remove it meanwhile, which `os.open` forbids them.

    Returns:
        A descriptor.

    Raises:
        OSError: it can't be opened.
    """
    if sys.platform == "win32":
        import msvcrt

        handle = tried_while_held(lambda: _opened(place, _GENERIC_READ, _SHARE_ALL, 0), _READING_WAITS, OPEN_ELSEWHERE)
        try:
            return msvcrt.open_osfhandle(handle, os.O_RDONLY)
        except OSError:
            close(handle)
            raise
    raise OSError(_ONLY_WINDOWS)


def see_no_file_as_folder(folder: str, parts: Sequence[str]) -> None:
    """Tell, of a path at which nothing is, that a file is where it names a folder, as other systems do by themselves.

    Args:
        folder: where the path begins.
        parts: its names.

    Raises:
        NotADirectoryError: it is so.
    """
    for count in range(len(parts) - 1, 0, -1):
        place = Path(folder, *parts[:count])
        if place.is_file():
            raise _no_folder(str(place))


def is_open_for_writing(place: str) -> bool:
    """Whether another program has a file open for writing: then it can't be opened by one that allows reading alone.

    Returns:
        False also if the file can't be opened for another reason.
    """
    try:
        close(_opened(place, _GENERIC_READ, _SHARE_READ_DELETE))
    except OSError as error:
        return getattr(error, "winerror", None) == _SHARING_VIOLATION
    return False


def status_change(place: str) -> StatusChange:
    """When a file was changed last, by the time that no program sets as it sets that of its content; it is not read.

    Raises:
        OSError: there is no such file, or it can't be looked at.
    """
    handle = _opened(place, _FILE_READ_ATTRIBUTES, _SHARE_ALL)
    try:
        facts = _BasicFacts()
        size = ctypes.sizeof(facts)
        if not _kernel().GetFileInformationByHandleEx(ctypes.c_void_p(handle), 0, ctypes.byref(facts), size):
            raise _last_error(place)
    finally:
        close(handle)
    return StatusChange(time_ns_of(facts.changed), _is_fetched(facts.attributes))


def final_path_of(place: str) -> str:
    """Where a folder really lies, as `final_path`.

    Raises:
        OSError: there is no such folder.
    """
    handle = _opened(place, _FILE_READ_ATTRIBUTES)
    try:
        return final_path(handle)
    finally:
        close(handle)


def final_path_of_file(descriptor: int) -> str:
    """Where an open file really lies, as `final_path`."""
    if sys.platform == "win32":
        import msvcrt

        return final_path(msvcrt.get_osfhandle(descriptor))
    raise OSError(_ONLY_WINDOWS)


def final_path(handle: int) -> str:
    r"""Where the file or folder of a handle really lies: all links resolved, with ``\\?\`` in front.

    Raises:
        OSError: the system can't tell.
    """
    buffer = ctypes.create_unicode_buffer(_LONGEST_PATH)
    for form, before in _FORMS_OF_PATHS:
        length = _kernel().GetFinalPathNameByHandleW(ctypes.c_void_p(handle), buffer, _LONGEST_PATH, form)
        if 0 < length < _LONGEST_PATH:
            return before + buffer.value
    raise _last_error("")


def close(handle: int) -> None:
    """Close a handle."""
    _kernel().CloseHandle(ctypes.c_void_p(handle))


def _opened(place: str, access: int, shared: int = _SHARE_READ_WRITE, flags: int = _BACKUP_SEMANTICS) -> int:
    create = _kernel().CreateFileW
    create.restype = ctypes.c_void_p
    create.argtypes = [
        ctypes.c_wchar_p,
        ctypes.c_uint32,
        ctypes.c_uint32,
        ctypes.c_void_p,
        ctypes.c_uint32,
        ctypes.c_uint32,
        ctypes.c_void_p,
    ]
    handle = create(extended(place), access, shared, None, _OPEN_EXISTING, flags, None)
    if handle in (None, _INVALID):
        raise _last_error(place)
    return int(handle)


@cache
def _kernel() -> Any:
    """The library, loaded once: each `ctypes.WinDLL` makes classes that only the cyclic collector frees."""
    if sys.platform == "win32":
        return ctypes.WinDLL("kernel32", use_last_error=True)
    raise OSError(_ONLY_WINDOWS)


def _no_folder(place: str) -> NotADirectoryError:
    return NotADirectoryError(errno.ENOTDIR, os.strerror(errno.ENOTDIR), place)


def _last_error(place: str) -> OSError:
    if sys.platform == "win32":
        code = ctypes.get_last_error()
        return OSError(0, ctypes.FormatError(code), place, code)
    return OSError(_ONLY_WINDOWS)
