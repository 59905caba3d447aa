"""A Debian 13 in a folder that runs programs for Windows by Wine, and shims for what Wine 10 lacks.

Wine is no Windows: what runs here may fail there, and the other way round. It shows that the program's files are all
there, that its libraries load, and what its own code for Windows does.
"""

from __future__ import annotations

import shutil
import signal
import subprocess
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

from shipping.fresh_systems import DEBIAN_13, ROOTS, apt, entered, fresh_copy, inside
from shipping.running import ShippingError, say

_PACKAGES = (
    # wine64 has no loader for 32 bits; the installer's stub has 64.
    *("wine", "wine64", "xvfb", "xauth", "nsis", "librsvg2-bin"),
    *("gcc-mingw-w64-x86-64-win32", "binutils-mingw-w64-x86-64", "imagemagick", "x11-apps"),
)
_DISPLAY = ":77"
_SCREEN = "1400x900x24"
_LONGEST_SECONDS = 3600
_OVERRIDES = ("ucrtbase=n,b", "winedbg.exe=d")
"""For WINEDLLOVERRIDES: our C library, see `wine_shims`; and a program that crashes ends, instead of being debugged."""
PREFIX = "/opt/prefix"
"""Where Wine keeps the C: of its Windows, inside."""


class Wine:
    """A system with Wine that is entered; `wine_system` makes it.

    Attributes:
        root: its folder.
    """

    def __init__(self, root: Path) -> None:
        self.root = root

    @property
    def drive(self) -> Path:
        """The C: of its Windows, seen from outside."""
        return self.outside(PREFIX) / "drive_c"

    def outside(self, place: str) -> Path:
        """A path inside the system, as it is outside."""
        return self.root / place.lstrip("/")

    def inner(self, file: Path) -> str:
        """A file of the system, as it is named inside."""
        return "/" + file.relative_to(self.root).as_posix()

    def tool(self, *words: object) -> str:
        """Run a program of Debian; returns what it wrote to stdout.

        Raises:
            ShippingError: it fails.
        """
        return inside(self.root, *map(str, words))

    def end_programs(self) -> None:
        """End all programs of Windows; does nothing where none runs."""
        with suppress(ShippingError):
            self.tool("env", "HOME=/root", f"WINEPREFIX={PREFIX}", "wineserver", "--kill")

    def run(self, *words: object, folder: str = "/opt", **variables: str) -> str:
        """Run a program of Windows to its end.

        Args:
            words: program and arguments; paths as Windows has them, or for the program as Debian has it.
            folder: where it runs, inside.
            variables: environment variables to set for it.

        Returns:
            What it wrote to stdout.

        Raises:
            ShippingError: it fails.
        """
        done = self.started(*words, folder=folder, **variables)
        if done.returncode != 0:
            last = "\n".join((done.stdout + done.stderr).splitlines()[-60:])
            raise ShippingError(f"{' '.join(map(str, words))} failed by Wine ({done.returncode}):\n{last}")
        return done.stdout

    def started(self, *words: object, folder: str = "/opt", **variables: str) -> subprocess.CompletedProcess[str]:
        """Run a program of Windows to its end, whatever its exit code is; arguments as `run` has them.

        Raises:
            ShippingError: it has not ended within an hour.
        """
        settings = {
            "HOME": "/root",
            "PATH": "/usr/bin:/bin",
            "LC_ALL": "C.UTF-8",
            "DISPLAY": _DISPLAY,
            "WINEPREFIX": PREFIX,
            "WINEDEBUG": "-all",
            "PYTHONDONTWRITEBYTECODE": "1",
            **variables,
        }
        pairs = [f"{name}={value}" for name, value in settings.items()]
        command = ["chroot", self.root, "env", "-i", "-C", folder, *pairs, "wine", *words]
        try:
            return subprocess.run(
                [str(word) for word in command],
                capture_output=True,
                encoding="utf-8",
                errors="replace",
                check=False,
                stdin=subprocess.DEVNULL,
                timeout=_LONGEST_SECONDS,
            )
        except subprocess.TimeoutExpired as error:
            raise ShippingError(f"{' '.join(map(str, words))} has not ended within {_LONGEST_SECONDS} s.") from error


@contextmanager
def wine_system(name: str) -> Iterator[Wine]:
    """A system with Wine and a fresh Windows in it, with a screen, as long as the block lasts.

    Debian's packages are installed once; the Windows is made anew each time.

    Args:
        name: of its folder among the systems.

    Raises:
        ShippingError: it can't be made.
    """
    root = ROOTS / name
    done = ROOTS / f"{name}.done"
    is_fresh = not done.exists()
    if is_fresh:
        root = fresh_copy(DEBIAN_13, name)
    with entered(root):
        if is_fresh:
            say(f"{name}: installing Wine")
            apt(root, "update")
            apt(root, "install", *_PACKAGES)
            done.touch()
        system = Wine(root)
        shutil.rmtree(system.outside(PREFIX), ignore_errors=True)
        screen = ["chroot", root, "Xvfb", _DISPLAY, "-screen", "0", _SCREEN, "-nolisten", "tcp"]
        with subprocess.Popen([str(word) for word in screen], stderr=subprocess.DEVNULL) as server:
            try:
                system.run("wineboot", "--init")
                yield system
            finally:
                system.end_programs()
                server.send_signal(signal.SIGTERM)
