"""A Debian 13 in a folder that runs programs for Windows by Wine, and shims for what Wine 10 lacks.

Wine is no Windows: what runs here may fail there, and the other way round. It shows that the program's files are all
there, that its libraries load, and what its own code for Windows does.
"""

from __future__ import annotations

import shutil
import signal
import subprocess
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import IO

from shipping.fresh_systems import DEBIAN_13, ROOTS, apt, entered, fresh_copy, inside
from shipping.running import ShippingError, say

_PACKAGES = (
    # wine64 has no loader for 32 bits; the installer's stub has 64.
    *("wine", "wine64", "xvfb", "xauth", "nsis", "librsvg2-bin"),
    *("gcc-mingw-w64-x86-64-win32", "binutils-mingw-w64-x86-64", "imagemagick", "x11-apps"),
)
_SCREEN = "1400x900x24"
LONGEST_SECONDS = 3600.0
_OVERRIDES = ("ucrtbase=n,b", "winedbg.exe=d")
"""For WINEDLLOVERRIDES: our C library, see `wine_shims`; and a program that crashes ends: Wine's debugger, which waits
for a user, can't be started.
"""
_OUTPUT = "/opt/output"
_LAST_LINES = 60
PREFIX = "/opt/prefix"
"""Where Wine keeps the C: of its Windows, inside."""


class Wine:
    """A system with Wine that is entered; `wine_system` makes it.

    Attributes:
        root: its folder.
        display: of the screen that programs of Windows draw on, ``:0`` and the like.
    """

    def __init__(self, root: Path, display: str) -> None:
        self.root = root
        self.display = display

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
        done = self.started(*words, folder=folder, seconds=LONGEST_SECONDS, **variables)
        if done.returncode != 0:
            raise ShippingError(f"{_command(words)} failed by Wine ({done.returncode}):\n{_last_lines(done)}")
        return done.stdout

    def started(
        self, *words: object, folder: str = "/opt", seconds: float = LONGEST_SECONDS, **variables: str
    ) -> subprocess.CompletedProcess[str]:
        """Run a program of Windows to its end, whatever its exit code is; arguments as `run` has them.

        What it writes goes through files in ``/opt/output``, which can be read meanwhile. A pipe would be open for as
        long as any program that this one has started.

        Args:
            seconds: how long it may take.

        Raises:
            ShippingError: it has not ended by then; all programs of Windows are ended.
        """
        output = self.outside(_OUTPUT)
        output.mkdir(exist_ok=True)
        is_late = False
        with (
            open(output / "stdout.txt", "wb") as stdout,
            open(output / "stderr.txt", "wb") as stderr,
            self._process(words, folder, variables, (stdout, stderr)) as process,
        ):
            try:
                process.wait(seconds)
            except subprocess.TimeoutExpired:
                is_late = True
                process.kill()
        told = [(output / f"{name}.txt").read_text(encoding="utf-8", errors="replace") for name in ("stdout", "stderr")]
        done = subprocess.CompletedProcess(_command(words), process.returncode, *told)
        if is_late:
            self.end_programs()
            raise ShippingError(f"{_command(words)} has not ended within {seconds:g} s; so far:\n{_last_lines(done)}")
        return done

    @contextmanager
    def running(self, *words: object, **variables: str) -> Iterator[None]:
        """A program of Windows that runs as long as the block lasts; then all programs of Windows are ended."""
        with self._process(words, "/opt", variables, [subprocess.DEVNULL] * 2):
            try:
                yield
            finally:
                self.end_programs()

    def _process(
        self, words: Sequence[object], folder: str, variables: Mapping[str, str], output: Sequence[IO[bytes] | int]
    ) -> subprocess.Popen[bytes]:
        settings = {
            "HOME": "/root",
            "PATH": "/usr/bin:/bin",
            "LC_ALL": "C.UTF-8",
            "DISPLAY": self.display,
            "WINEPREFIX": PREFIX,
            "WINEDEBUG": "-all",
            "PYTHONDONTWRITEBYTECODE": "1",
            **{wine_name(name): value for name, value in variables.items()},
            "WINEDLLOVERRIDES": overrides(variables.get("WINEDLLOVERRIDES", "")),
        }
        pairs = [f"{name}={value}" for name, value in settings.items()]
        command = ["chroot", self.root, "env", "-i", "-C", folder, *pairs, "wine", *words]
        given = [str(word) for word in command]
        return subprocess.Popen(given, stdin=subprocess.DEVNULL, stdout=output[0], stderr=output[1])


def overrides(more: str) -> str:
    """The value of WINEDLLOVERRIDES for every program, with more of it for one.

    Args:
        more: ``library,library=order;...``; empty for none.
    """
    return ";".join(filter(None, (*_OVERRIDES, more)))


def wine_name(variable: str) -> str:
    """How a variable is named so that a program of Windows gets it: Wine keeps those of Qt to itself otherwise.

    Source: ``is_special_env_var`` in Wine's ``dlls/ntdll/unix/env.c``.

    Args:
        variable: its name for the program.
    """
    return f"WINE{variable}" if variable.startswith("QT_") else variable


def _command(words: Sequence[object]) -> str:
    return " ".join(map(str, words))


def _last_lines(done: subprocess.CompletedProcess[str]) -> str:
    return "\n".join((done.stdout + done.stderr).splitlines()[-_LAST_LINES:])


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
        shutil.rmtree(root / PREFIX.lstrip("/"), ignore_errors=True)
        # It takes the first number that no other screen of this computer has, and tells it.
        screen = ["chroot", root, "Xvfb", "-displayfd", "1", "-screen", "0", _SCREEN, "-nolisten", "tcp"]
        words = [str(word) for word in screen]
        with subprocess.Popen(words, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL) as server:
            told = server.stdout.readline().decode("ascii").strip() if server.stdout else ""
            system = Wine(root, f":{told}")
            try:
                if not told:
                    raise ShippingError("Xvfb has not started.")
                system.run("wineboot", "--init")
                yield system
            finally:
                system.end_programs()
                server.send_signal(signal.SIGTERM)
