"""The system packages that Qt and Python need on Linux: finds the missing ones and installs them if permitted.

Part of set-up, so standard library only, and readable by an older Python than the program needs.
"""

from __future__ import annotations

import ctypes
import os
import re
import shutil
import subprocess
import sys
from collections.abc import Iterable
from pathlib import Path

from system_libraries import ANY_SCREEN, SYSTEM_LIBRARIES, libraries_for

DEBIAN_PACKAGES = {library.file: library.debian for library in SYSTEM_LIBRARIES}

# What the program loads of Qt, seen from the folder of PySide6: with every screen, and with one kind of screen.
QT_FILES = ("QtWidgets.abi3.so", "QtSvg.abi3.so", "Qt/plugins/platforms/libqoffscreen.so")
QT_FILES_OF_SCREEN = {
    "x11": ("Qt/plugins/platforms/libqxcb.so", "Qt/plugins/xcbglintegrations/libqxcb-glx-integration.so"),
    "wayland": ("Qt/plugins/platforms/libqwayland.so",),
}


class SetUpError(Exception):
    """Set-up can't continue; the message says why, and what the user can do."""


def missing_libraries(pyside: Path, screens: Iterable[str]) -> list[str]:
    """The library files that Qt's own files ask for and the system's loader does not find.

    Args:
        pyside: the folder of the installed PySide6.
        screens: kinds of screen to look at beside no screen at all: ``x11``, ``wayland``.

    Returns:
        File names such as ``libEGL.so.1``, sorted; empty as well where the system has no ``ldd`` to ask.
    """
    if shutil.which("ldd") is None:
        return []
    wanted = [*QT_FILES, *(name for screen in screens for name in QT_FILES_OF_SCREEN.get(screen, ()))]
    files = [str(pyside / name) for name in wanted if (pyside / name).exists()]
    done = subprocess.run(["ldd", *files], check=False, capture_output=True, text=True)
    return parse_missing(done.stdout)


def expected_packages(screens: Iterable[str]) -> list[str]:
    """The Debian packages that Qt will need and that are missing, told before Qt itself is there; none but on Linux.

    Args:
        screens: as for `missing_libraries`, which tells it for certain afterwards.
    """
    if sys.platform != "linux":
        return []
    wanted = libraries_for(ANY_SCREEN, *screens)
    return debian_packages(library.file for library in wanted if not _loads(library.file))


def _loads(library: str) -> bool:
    try:
        ctypes.CDLL(library)
    except OSError:
        return False
    return True


def parse_missing(ldd_output: str) -> list[str]:
    """The names that ``ldd`` printed as not found, distinct and sorted."""
    return sorted(set(re.findall(r"^\s*(\S+) => not found", ldd_output, flags=re.MULTILINE)))


def install_for_libraries(libraries: list[str]) -> None:
    """Install the Debian packages that hold these library files.

    Raises:
        SetUpError: no such package is known, or it may not be installed from here; says what to do.
    """
    unknown = [name for name in libraries if name not in DEBIAN_PACKAGES]
    if unknown or shutil.which("apt-get") is None:
        packages = debian_packages(libraries)
        hint = f" Debian has them in {' '.join(packages)}." if packages else ""
        raise SetUpError(
            f"Qt needs libraries that this system lacks: {', '.join(libraries)}.{hint}\n"
            "Install them with your system's package tool and try again."
        )
    install_packages(debian_packages(libraries), "Qt needs system libraries that are missing here")


def debian_packages(libraries: Iterable[str]) -> list[str]:
    """The Debian packages that hold these library files, each once, sorted; unknown files are passed over."""
    return sorted({DEBIAN_PACKAGES[name] for name in libraries if name in DEBIAN_PACKAGES})


def install_packages(packages: list[str], reason: str) -> None:
    """Install Debian packages, as root or by a ``sudo`` that asks for no password.

    Args:
        packages: their names.
        reason: why, the first half of the sentence that is printed or raised.

    Raises:
        SetUpError: there is no apt, no right to use it, or it failed; says which command to run.
    """
    command = ["apt-get", "install", "--yes", "--no-install-recommends", *packages]
    by_hand = f"{reason}. Run this, then try again:\n\n    sudo {' '.join(command)}\n"
    right = right_to_install()
    if right is None:
        raise SetUpError(by_hand)
    print(f"{reason}; installing {' '.join(packages)}.", flush=True)
    # A fresh machine knows of no packages until its lists are fetched, and old lists name packages that are gone.
    known = any(Path("/var/lib/apt/lists").glob("*_Packages*"))
    installed = known and _apt(right, command[1:]) == 0
    if not installed and (_apt(right, ["update"]) != 0 or _apt(right, command[1:]) != 0):
        raise SetUpError(f"apt-get failed. {by_hand}")


def right_to_install() -> list[str] | None:
    """What to put before ``apt-get`` to be allowed to install: nothing for root, or sudo; None if there is no way."""
    if shutil.which("apt-get") is None:
        return None
    if os.geteuid() == 0:
        return []
    if shutil.which("sudo") is None:
        return None
    asked = subprocess.run(["sudo", "-n", "true"], check=False, capture_output=True)
    return ["sudo", "-n"] if asked.returncode == 0 else None


def _apt(right: list[str], arguments: list[str]) -> int:
    """Run apt-get without a question to anybody; waits up to two minutes for another apt. Returns its exit code."""
    environment = ["env", "DEBIAN_FRONTEND=noninteractive"]
    options = ["-q", "-o", "DPkg::Lock::Timeout=120", "-o", "Dpkg::Use-Pty=0"]
    return subprocess.call([*right, *environment, "apt-get", *options, *arguments], stdin=subprocess.DEVNULL)
