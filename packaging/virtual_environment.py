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
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import NamedTuple

from system_packages import SetUpError, install_for_libraries, install_packages, missing_libraries

ROOT = Path(__file__).resolve().parent.parent
ENVIRONMENT = ROOT / ".venv"
STAMP = ENVIRONMENT / "set-up.json"
SUPPORTED = ((3, 11), (3, 12), (3, 13))

RUN, DEVELOP = "run", "develop"
LOCK_FILES = {RUN: "requirements.lock", DEVELOP: "requirements-dev.lock"}

# Printed by each Python that is looked at. An active virtual environment is stepped out of: ours may not hang on it.
_PROBE = """
import importlib.util, json, sys
has = lambda name: importlib.util.find_spec(name) is not None
executable = getattr(sys, "_base_executable", None) or sys.executable
print(json.dumps([sys.version_info[0], sys.version_info[1], executable, has("ensurepip"), has("virtualenv")]))
"""
_QT_PROBE = "from PySide6.QtWidgets import QApplication; QApplication([])"


class Interpreter(NamedTuple):
    """A Python on this machine, and whether it has the modules that make virtual environments."""

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
    """What `.venv` was made from: which Python, the fingerprint of each level reached, the screens seen to."""

    python: str
    levels: dict[str, str]
    screens: list[str]


def prepare(level: str, screens: Sequence[str]) -> Path:
    """Bring `.venv` up to date with the lock file; does nothing when it is.

    Args:
        level: `RUN`, or `DEVELOP`, which holds all of `RUN`.
        screens: kinds of screen the program will open windows on: ``x11``, ``wayland``, or none.

    Returns:
        The environment's Python.

    Raises:
        SetUpError: something is missing that can't be installed from here.
    """
    python = environment_python()
    if _is_current(level, screens):
        return python
    if not _is_usable(python):
        make_environment(find_python())
    _install(python, level)
    if sys.platform == "linux":
        _see_to_qt_libraries(python, screens)
    _write_stamp(level, screens)
    return python


def environment_python() -> Path:
    """The Python inside `.venv`, there or not."""
    return ENVIRONMENT / ("Scripts/python.exe" if os.name == "nt" else "bin/python")


def find_python() -> Interpreter:
    """The first Python of a supported version, one that can make virtual environments before one that can't.

    Raises:
        SetUpError: there is none; names the ones there are.
    """
    found = [python for python in map(probe, _candidates()) if python is not None]
    fitting = [python for python in found if (python.major, python.minor) in SUPPORTED]
    if fitting:
        return next((python for python in fitting if python.has_venv), fitting[0])
    versions = sorted({python.version for python in found})
    raise SetUpError(
        f"QtBrowser needs Python 3.11, 3.12 or 3.13; found here: {', '.join(versions) or 'none'}.\n"
        "Install one of them (Debian 12 and 13, Ubuntu 24.04: sudo apt-get install python3) and try again."
    )


def probe(command: Sequence[str]) -> Interpreter | None:
    """The Python that a command starts, or None if it starts none."""
    try:
        done = subprocess.run([*command, "-c", _PROBE], check=True, capture_output=True, env=clean_environment())
        return Interpreter(*json.loads(done.stdout))
    except (OSError, ValueError, TypeError, subprocess.CalledProcessError):
        return None


def make_environment(base: Interpreter) -> None:
    """Make `.venv` anew, installing Debian's package for it where Python came without.

    Args:
        base: the Python to make it with.

    Raises:
        SetUpError: this Python can't make one and may not be taught to.
    """
    module = "venv"
    if not base.has_venv:
        try:
            install_packages([f"python{base.version}-venv"], "Python came here without its module for environments")
        except SetUpError:
            if not base.has_virtualenv:
                raise
            module = "virtualenv"
    print(f"Making {ENVIRONMENT} with Python {base.version}.", flush=True)
    if call([base.executable, "-m", module, "--clear", str(ENVIRONMENT)]) != 0:
        raise SetUpError(f"{base.executable} could not make the virtual environment; its words stand above.")


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
    """This process's environment without what would lead Python or pip out of `.venv`."""
    astray = {"PYTHONHOME", "PYTHONPATH", "PIP_TARGET", "PIP_PREFIX", "PIP_ROOT", "VIRTUAL_ENV", "__PYVENV_LAUNCHER__"}
    environment = {name: value for name, value in os.environ.items() if name not in astray}
    return {**environment, "PIP_USER": "0"}


def _is_current(level: str, screens: Sequence[str]) -> bool:
    """Whether the stamp says that nothing is to be done."""
    stamp = _read_stamp()
    return stamp.levels.get(level) == _fingerprint(level) and set(screens) <= set(stamp.screens)


def _read_stamp() -> Stamp:
    """What stands in `.venv` of earlier runs; empty where there is none, or its Python is another one by now."""
    try:
        python, levels, screens = json.loads(STAMP.read_text(encoding="utf-8"))
        return Stamp(python, levels, screens) if python == _real_python() else Stamp("", {}, [])
    except (OSError, ValueError):
        return Stamp("", {}, [])


def _write_stamp(level: str, screens: Sequence[str]) -> None:
    old = _read_stamp()
    reached = (RUN, DEVELOP) if level == DEVELOP else (RUN,)
    levels = {**old.levels, **{name: _fingerprint(name) for name in reached}}
    stamp = Stamp(_real_python(), levels, sorted({*old.screens, *screens}))
    STAMP.write_text(json.dumps(stamp, indent=2) + "\n", encoding="utf-8")


def _fingerprint(level: str) -> str:
    """A digest of all that an environment of this level is made from, and of where it stands."""
    digest = hashlib.sha256(os.fsencode(ROOT))
    for name in ("pyproject.toml", "setup.py", "qtbrowser/__init__.py", LOCK_FILES[level]):
        digest.update(hashlib.sha256((ROOT / name).read_bytes()).digest())
    return digest.hexdigest()


def _real_python() -> str:
    """The file that `.venv`'s Python really is: another one after the system's Python was upgraded or removed."""
    return str(environment_python().resolve(strict=True))


def _candidates() -> Iterator[list[str]]:
    """The commands that may start a Python, the one that runs this first."""
    yield [sys.executable]
    for name in ("python3.13", "python3.12", "python3.11", "python3", "python"):
        found = shutil.which(name)
        if found:
            yield [found]
    if os.name == "nt" and shutil.which("py"):
        for major, minor in reversed(SUPPORTED):
            yield ["py", f"-{major}.{minor}"]


def _is_usable(python: Path) -> bool:
    """Whether `.venv` has a Python of a supported version, with pip."""
    code = f"import pip, sys; sys.exit(sys.version_info[:2] not in {SUPPORTED!r})"
    if not python.exists():
        return False
    done = subprocess.run([str(python), "-c", code], check=False, capture_output=True, env=clean_environment())
    return done.returncode == 0


def _install(python: Path, level: str) -> None:
    print("Installing the pinned packages (about 100 MB to fetch the first time).", flush=True)
    pip = [str(python), "-m", "pip", "install", "--disable-pip-version-check", "--no-input"]
    if call([*pip, "--require-hashes", "--only-binary", ":all:", "-r", LOCK_FILES[level]], folder=ROOT) != 0:
        raise SetUpError(
            "pip could not install the pinned packages; its words stand above. It fetches them from wherever it is set "
            "up to,\nand they need a 64-bit system: Linux with glibc 2.34 or newer (Debian 12, Ubuntu 22.04), macOS 13 "
            "or newer, Windows 10 or newer."
        )
    # No isolation: the build tool is in the lock file too, so that nothing unpinned is fetched.
    own = [*pip, "--quiet", "--no-deps", "--no-index", "--no-build-isolation", "--editable", "."]
    if call(own, folder=ROOT) != 0:
        raise SetUpError("pip could not install the program itself; its words stand above.")


def _see_to_qt_libraries(python: Path, screens: Sequence[str]) -> None:
    pyside = next(ENVIRONMENT.glob("lib/python*/site-packages/PySide6"))
    missing = missing_libraries(pyside, screens)
    if missing:
        install_for_libraries(missing)
    environment = {**clean_environment(), "QT_QPA_PLATFORM": "offscreen"}
    tried = subprocess.run([str(python), "-c", _QT_PROBE], check=False, capture_output=True, text=True, env=environment)
    if tried.returncode != 0:
        raise SetUpError(f"Qt does not start on this system. It says:\n\n{tried.stderr.strip()}")
