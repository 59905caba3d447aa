"""Which of a frozen program's libraries are loaded for a name, and which names have none.

Source: "Dynamic-link library search order" in the Win32 reference, for what Python and PyInstaller make of it: the
folder of the file that asks, the top of the program, folders that a package has added.
"""

from __future__ import annotations

import struct
from collections.abc import Callable, Iterable, Mapping, Sequence
from pathlib import Path, PurePath

Entry = tuple[str, str, str]
"""As PyInstaller has it: the place in the folder, the file it comes from, what it is."""

WINDOWS_LIBRARIES = frozenset(
    """
    advapi32 authz bcrypt bcryptprimitives cfgmgr32 comctl32 comdlg32 crypt32 cryptbase d2d1 d3d11 d3d12 d3d9 dbghelp
    dcomp dnsapi dwmapi dwrite dxgi gdi32 gdiplus icu icuin icuuc imm32 iphlpapi kernel32 mpr msi msvcrt ncrypt netapi32
    ntdll ole32 oleacc oleaut32 opengl32 powrprof propsys psapi rpcrt4 secur32 setupapi shcore shell32 shlwapi ucrtbase
    uiautomationcore user32 userenv usp10 uxtheme version winhttp winmm winspool wintrust wldap32 ws2_32 wsock32
    wtsapi32
    """.split()
)
"""Libraries that each Windows 10 from version 1903 has; the C++ runtime is none of them."""

ADDED_FOLDERS = {
    # Qt's plugins are loaded when Qt is, and get its libraries by their names.
    "PySide6": ("shiboken6", "PySide6"),
    "numpy": ("numpy.libs",),
    "rapidfuzz": ("rapidfuzz.libs",),
}
"""Folder -> folders that the package in it adds to where its libraries are looked for."""

_RUNTIME = ("msvcp140", "vcruntime140", "concrt140")
_RUNTIME_FROM = PurePath("PySide6")

_VERSION_SIGNATURE = struct.pack("<I", 0xFEEF04BD)

_OF_WINDOWS = (".dll", ".pyd", ".exe", ".drv")


class Providers:
    """Which files of a program are loaded for a name that another one links to.

    Several folders may each have a library of one name: the C++ runtime of Windows is beside Qt, beside shiboken and at
    the top. The loader takes the one in the folder of the file that asks, or else the one at the top.

    Args:
        entries: the files of the program.
    """

    def __init__(self, entries: Iterable[Entry]) -> None:
        self._by_name: dict[str, list[Entry]] = {}
        for entry in entries:
            if entry[2] != "SYMLINK":
                self._by_name.setdefault(_compared(PurePath(entry[0]).name), []).append(entry)

    def of(self, name: str, asking: Entry) -> list[Entry]:
        """The files that may be loaded; where neither of the two folders has one, all of this name.

        Args:
            name: of a library.
            asking: the file that links to it.
        """
        found = self._by_name.get(_compared(name), [])
        for folder in (PurePath(asking[0]).parent, PurePath()):
            if here := [entry for entry in found if PurePath(entry[0]).parent == folder]:
                return here
        return found


def with_runtime_at_top(entries: Sequence[Entry]) -> list[Entry]:
    """The files, and the C++ runtime that Qt brings also at the top, for packages that bring none of their own.

    Where a library of it is at the top already, from Python or from whatever the building machine has among its
    programs, the newer one of the two stays: a runtime serves what was compiled for an older one, and not the other way
    round.

    Args:
        entries: the files of the program.
    """
    kept = {PurePath(entry[0]): entry for entry in entries}
    at_top = {_compared(place.name): entry for place, entry in kept.items() if place.parent == PurePath()}
    for place, file, kind in entries:
        name = PurePath(place).name
        compared = _compared(name)
        if PurePath(place).parent == _RUNTIME_FROM and compared.startswith(_RUNTIME) and compared.endswith(_OF_WINDOWS):
            present = at_top.get(compared)
            if present is None or _version_of(present[1]) < _version_of(file):
                kept[PurePath(name if present is None else present[0])] = (name, file, kind)
    return list(kept.values())


def file_version(library: bytes) -> tuple[int, ...]:
    """The four numbers of the version that a library for Windows tells; four zeros where it tells none.

    Source: VS_FIXEDFILEINFO in the Win32 reference.

    Args:
        library: the bytes of its file.
    """
    place = library.find(_VERSION_SIGNATURE)
    if not 0 <= place <= len(library) - 16:
        return (0, 0, 0, 0)
    _, _, high, low = struct.unpack_from("<4I", library, place)
    return (high >> 16, high & 0xFFFF, low >> 16, low & 0xFFFF)


def _version_of(file: str) -> tuple[int, ...]:
    return file_version(Path(file).read_bytes() if Path(file).is_file() else b"")


def missing_libraries(
    entries: Sequence[Entry],
    links: Callable[[str], Iterable[str]],
    beside: Mapping[str, Sequence[str]] = ADDED_FOLDERS,
) -> list[str]:
    """What a program for Windows would not find when it is started on a new system.

    Args:
        entries: its libraries and extension modules.
        links: the names of the libraries that a file links to itself.
        beside: folder -> other folders in which its libraries are looked for too.

    Returns:
        A sentence for each library that is neither in the folder of the file that links to it, nor at the top, nor in
        a folder beside it, nor part of Windows.
    """
    present = {(PurePath(place).parent, _compared(PurePath(place).name)) for place, _, _ in entries}
    missing: list[str] = []
    for place, file, _ in entries:
        folder = PurePath(place).parent
        top = folder.parts[0] if folder.parts else ""
        searched = [folder, PurePath(), *map(PurePath, beside.get(top, ()))]
        missing += [
            f"{place} links to {name}, which is neither in the program nor part of Windows."
            for name in sorted(set(map(_compared, links(file))))
            if not is_of_windows(name) and not any((each, name) in present for each in searched)
        ]
    return missing


def is_of_windows(name: str) -> bool:
    """Whether each Windows 10 has a library: the system's own, the API sets and the universal C runtime."""
    stem = name.casefold().removesuffix(".dll").removesuffix(".drv")
    return stem.startswith(("api-ms-win-", "ext-ms-win-")) or stem in WINDOWS_LIBRARIES


def _compared(name: str) -> str:
    """A library's name as the loader compares it: Windows ignores case."""
    return name.casefold() if name.casefold().endswith(_OF_WINDOWS) else name
