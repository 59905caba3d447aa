"""Makes `.venv` and keeps it equal to the lock file.

Part of set-up, so standard library only, and readable by an older Python than the program needs.
"""

from __future__ import annotations

import hashlib
import json
import os
import shutil
import subprocess
import sys
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path
from typing import NamedTuple

from system_packages import SetUpError, expected_packages, install_for_libraries, install_packages, missing_libraries

SUPPORTED = ((3, 11), (3, 12), (3, 13))
RUN, DEVELOP, MEASURE = LEVELS = ("run", "develop", "measure")
LOCK_FILES = {RUN: "requirements.lock", DEVELOP: "requirements-dev.lock", MEASURE: "requirements-bench.lock"}

# Printed by each Python that is looked at. An active virtual environment is stepped out of: ours may not hang on it.
_PROBE = """
import importlib.util, json, sys
has = lambda name: importlib.util.find_spec(name) is not None
executable = getattr(sys, "_base_executable", None) or sys.executable
print(json.dumps([sys.version_info[0], sys.version_info[1], executable, has("ensurepip"), has("virtualenv")]))
"""
_QT_PROBE = "from PySide6.QtWidgets import QApplication; QApplication([])"


class Interpreter(NamedTuple):
    """A Python of this computer, and whether it has the modules for virtual environments."""

    major: int
    minor: int
    executable: str
    has_venv: bool
    has_virtualenv: bool

    @property
    def version(self) -> str:
        """For example ``3.11``."""
        return f"{self.major}.{self.minor}"


class Stamp(NamedTuple):
    """What an environment was made from: the Python, the fingerprint of each level, and the kinds of screen."""

    python: str
    levels: dict[str, str]
    screens: list[str]


class VirtualEnvironment:
    """The `.venv` of a checkout, which may not exist yet.

    Args:
        root: the checkout.
    """

    def __init__(self, root: Path) -> None:
        self.root = root
        self.folder = root / ".venv"
        self.python = self.folder / ("Scripts/python.exe" if os.name == "nt" else "bin/python")
        self._stamp_file = self.folder / "set-up.json"

    def prepare(self, level: str, screens: Sequence[str]) -> None:
        """Bring the environment up to date with the lock file, if it is not.

        Args:
            level: one of `LEVELS`, each of which holds all of the one before.
            screens: kinds of screen the program will open windows on: ``x11``, ``wayland``, or none.

        Raises:
            SetUpError: something is missing that can't be installed from here.
        """
        if self.is_current(level, screens):
            return
        if not self.is_current(level, ()):
            if not self._is_usable():
                self._make(find_python(python_commands()), screens)
            self._install(level)
        if sys.platform == "linux":
            self._see_to_qt_libraries(screens)
        self.write_stamp(level, screens)

    def is_current(self, level: str, screens: Sequence[str]) -> bool:
        """Whether the stamp says that `prepare` has nothing to do."""
        stamp = self._read_stamp()
        return stamp.levels.get(level) == self._fingerprint(level) and set(screens) <= set(stamp.screens)

    def write_stamp(self, level: str, screens: Sequence[str]) -> None:
        """Store that `prepare` was run with these arguments, in addition to earlier ones."""
        old = self._read_stamp()
        reached = LEVELS[: LEVELS.index(level) + 1]
        levels = {**old.levels, **{name: self._fingerprint(name) for name in reached}}
        stamp = Stamp(self._real_python(), levels, sorted({*old.screens, *screens}))
        self._stamp_file.write_text(json.dumps(stamp, indent=2) + "\n", encoding="utf-8")

    def _read_stamp(self) -> Stamp:
        """The stamp; empty where there is none, or the Python is another one by now."""
        try:
            stamp = Stamp(*json.loads(self._stamp_file.read_text(encoding="utf-8")))
            return stamp if stamp.python == self._real_python() else Stamp("", {}, [])
        except (OSError, ValueError, TypeError):
            return Stamp("", {}, [])

    def _fingerprint(self, level: str) -> str:
        """A digest of everything from which an environment of this level is made, and of its place."""
        digest = hashlib.sha256(os.fsencode(self.root))
        for name in ("pyproject.toml", "setup.py", "qtbrowser/__init__.py", LOCK_FILES[level]):
            digest.update(hashlib.sha256((self.root / name).read_bytes()).digest())
        return digest.hexdigest()

    def _real_python(self) -> str:
        """The file to which the link `python` leads; another one after the system's Python was upgraded or removed."""
        return str(self.python.resolve(strict=True))

    def _is_usable(self) -> bool:
        """Whether there is a Python of a supported version, with pip."""
        code = f"import pip, sys; sys.exit(sys.version_info[:2] not in {SUPPORTED!r})"
        if not self.python.exists():
            return False
        command = [str(self.python), "-c", code]
        return subprocess.run(command, check=False, capture_output=True, env=clean_environment()).returncode == 0

    def _make(self, base: Interpreter, screens: Sequence[str]) -> None:
        """Make the environment again; if the Python lacks the module for it, Debian's package is installed."""
        module = "venv"
        if not base.has_venv:
            # With what Qt needs, so that a person who has to do it by hand has one command to run and not two.
            packages = [f"python{base.version}-venv", *expected_packages(screens)]
            try:
                install_packages(packages, "System packages for Python or Qt are missing here")
            except SetUpError:
                if not base.has_virtualenv:
                    raise
                module = "virtualenv"
        print(f"Making {self.folder} with Python {base.version}.", flush=True)
        if call([base.executable, "-m", module, "--clear", str(self.folder)]) != 0:
            raise SetUpError(f"{base.executable} could not make the virtual environment; its words stand above.")

    def _install(self, level: str) -> None:
        print("Installing the pinned packages (about 160 MB to fetch the first time).", flush=True)
        pip = [str(self.python), "-m", "pip", "install", "--disable-pip-version-check", "--no-input"]
        pinned = [*pip, "--require-hashes", "--only-binary", ":all:", "-r", LOCK_FILES[level]]
        if call(pinned, folder=self.root) != 0:
            raise SetUpError(
                "pip could not install the pinned packages; its words stand above. It fetches them from wherever it "
                "is set up to,\nand they need a 64-bit system: Linux with glibc 2.34 or newer (Debian 12, Ubuntu "
                "22.04; on ARM 2.39: Debian 13,\nUbuntu 24.04), macOS 13 or newer, Windows 10 or newer."
            )
        # No isolation: the build tool is in the lock file too, so that nothing unpinned is fetched.
        own = [*pip, "--quiet", "--no-deps", "--no-index", "--no-build-isolation", "--editable", "."]
        if call(own, folder=self.root) != 0:
            raise SetUpError("pip could not install the program itself; its words stand above.")

    def _see_to_qt_libraries(self, screens: Sequence[str]) -> None:
        pyside = next(self.folder.glob("lib/python*/site-packages/PySide6"))
        missing = missing_libraries(pyside, screens)
        if missing:
            install_for_libraries(missing)
        environment = {**clean_environment(), "QT_QPA_PLATFORM": "offscreen"}
        command = [str(self.python), "-c", _QT_PROBE]
        tried = subprocess.run(command, check=False, capture_output=True, text=True, env=environment)
        if tried.returncode != 0:
            raise SetUpError(f"Qt does not start on this system. It says:\n\n{tried.stderr.strip()}")


def find_python(commands: Iterable[Sequence[str]]) -> Interpreter:
    """The first Python of a supported version, one that can make virtual environments before one that can't.

    Args:
        commands: what may start a Python, the best first.

    Raises:
        SetUpError: none fits; names the versions there are.
    """
    found = [python for python in map(probe, commands) if python is not None]
    fitting = [python for python in found if (python.major, python.minor) in SUPPORTED]
    if fitting:
        return next((python for python in fitting if python.has_venv), fitting[0])
    versions = sorted({python.version for python in found})
    raise SetUpError(
        f"QtBrowser needs Python 3.11, 3.12 or 3.13; found here: {', '.join(versions) or 'none'}.\n"
        "Install one of them (Debian 12 and 13, Ubuntu 24.04: sudo apt-get install python3) and try again."
    )


def python_commands() -> Iterator[Sequence[str]]:
    """The commands that may start a Python on this computer, beginning with the present one."""
    yield [sys.executable]
    for name in ("python3.13", "python3.12", "python3.11", "python3", "python"):
        found = shutil.which(name)
        if found:
            yield [found]
    if os.name == "nt" and shutil.which("py"):
        for major, minor in reversed(SUPPORTED):
            yield ["py", f"-{major}.{minor}"]


def probe(command: Sequence[str]) -> Interpreter | None:
    """The Python that a command starts; None if there is none."""
    try:
        done = subprocess.run([*command, "-c", _PROBE], check=True, capture_output=True, env=clean_environment())
        return Interpreter(*json.loads(done.stdout))
    except (OSError, ValueError, TypeError, subprocess.CalledProcessError):
        return None


def call(command: Sequence[str], folder: Path | None = None, **variables: str) -> int:
    """Run a command to its end.

    Args:
        command: the program and its arguments.
        folder: where it runs; where the caller stands by default.
        variables: environment variables to set for it.

    Returns:
        Its exit code, as a shell gives it (128 and the signal's number where a signal ended it).
    """
    sys.stdout.flush()
    code = subprocess.call(command, cwd=folder, env={**clean_environment(), **variables})
    return code if code >= 0 else 128 - code


def clean_environment() -> dict[str, str]:
    """The environment variables without those that make Python or pip use other places than `.venv`."""
    astray = {"PYTHONHOME", "PYTHONPATH", "PIP_TARGET", "PIP_PREFIX", "PIP_ROOT", "VIRTUAL_ENV", "__PYVENV_LAUNCHER__"}
    environment = {name: value for name, value in os.environ.items() if name not in astray}
    return {**environment, "PIP_USER": "0"}
