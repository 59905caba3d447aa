"""Makes the frozen program: one folder that runs without Python, in the least space."""

from __future__ import annotations

import re
import sys
from pathlib import Path

from shipping import blas, glibc, icu, sbom
from shipping.environments import packaging_environment
from shipping.icons import make_icons
from shipping.project import BUILD, NAME, PACKAGING, note_day
from shipping.running import ShippingError, run, say, settle

FROZEN = BUILD / "frozen"

_BESIDE = b"$ORIGIN"


def freeze() -> Path:
    """Build the folder anew.

    Returns:
        The folder ``qtbrowser`` with the program of that name in it; on macOS the application ``QtBrowser.app``.

    Raises:
        ShippingError: something is missing, fails, or would not run on the oldest system the packages are for; on
            Linux the program is also tried out at once.
    """
    python = packaging_environment()
    say("freezing the program")
    if not sys.platform.startswith("linux"):
        make_icons()
    if sys.platform != "darwin":
        # There NumPy uses the system's own.
        blas.make_library()
    note_day(BUILD)
    spec = PACKAGING / "frozen" / f"{NAME}.spec"
    places = ["--distpath", FROZEN, "--workpath", BUILD / "pyinstaller"]
    run([python, "-m", "PyInstaller", "--noconfirm", "--clean", *places, spec])
    folder = FROZEN / ("QtBrowser.app" if sys.platform == "darwin" else NAME)
    sbom.add_to(folder)
    if sys.platform == "darwin":
        return folder
    if sys.platform.startswith("linux"):
        _slim(folder)
        version = glibc.check(folder)
        say(f"the newest glibc that anything needs is {version[0]}.{version[1]}")
        # What is missing from the list of contents is found here, not in a package of half an hour later.
        for line in self_test(folder / NAME, BUILD / "frozen.png", QT_QPA_PLATFORM="offscreen"):
            say(line)
    settle(folder)
    return folder


def _slim(folder: Path) -> None:
    for library in folder.rglob("libicudata.so.*"):
        if not library.is_symlink():
            icu.slim_library(library, BUILD / "icu")
    for file in glibc.elf_files(folder):
        # The program itself carries our modules behind its own end, where strip would cut them off.
        if file.parent != folder:
            run(["strip", "--strip-unneeded", "--preserve-dates", file])
            dynamic = run(["readelf", "--dynamic", "--wide", file])
            file.write_bytes(without_building_paths(file.read_bytes(), dynamic))


def without_building_paths(library: bytes, dynamic: str) -> bytes:
    """A library that no longer looks for others where they lay on the building machine, but beside itself.

    Args:
        library: its bytes.
        dynamic: what ``readelf --dynamic`` tells of it.

    Raises:
        ShippingError: there is no room to say so.
    """
    for found in re.findall(r"\((?:RUNPATH|RPATH)\).*\[(/.*)\]", dynamic):
        path = found.encode()
        if len(path) < len(_BESIDE):
            raise ShippingError(f"{found}, where a library looks for others, can't be replaced.")
        library = library.replace(b"\0" + path + b"\0", b"\0" + _BESIDE.ljust(len(path), b"\0") + b"\0")
    return library


def self_test(program: Path, picture: Path, **variables: str) -> list[str]:
    """Have a program try itself out.

    Returns:
        The lines it tells.

    Raises:
        ShippingError: something does not work, or a line it tells is not of the form it should have.
    """
    lines = run([program, "--self-test", picture], None, **variables).splitlines()
    if not lines or not re.fullmatch(r"self-test: all works", lines[-1]):
        raise ShippingError(f"{program} has not said that all works.")
    return lines
