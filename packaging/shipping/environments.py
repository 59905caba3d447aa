"""The Python environments that packages are made from: installed from the lock files alone, by their hashes."""

from __future__ import annotations

import hashlib
import os
import re
import sys
from pathlib import Path

from shipping.project import BUILD, ROOT
from shipping.running import ShippingError, empty_folder, run, say

RUN_LOCK = "requirements.lock"
PACKAGE_LOCK = "requirements-package.lock"
MATERIALS_LOCK = "requirements-materials.lock"

PLAIN_NUMPY = ("-Dblas=none", "-Dlapack=none")
"""The options of Meson that compile NumPy without a library of linear algebra."""

_PIP = ("-m", "pip", "install", "--quiet", "--disable-pip-version-check", "--no-input", "--require-hashes")


def packaging_environment() -> Path:
    """The Python that has PyInstaller and all that is to be frozen; on Linux NumPy is compiled for it.

    NumPy's own wheels carry OpenBLAS, 28 MB of linear algebra of which the program uses next to nothing. Built from its
    own source (the hash of which is in the lock file too) it does without. For Windows see `shipping.blas`.
    """
    python, is_fresh = _made("packaging", PACKAGE_LOCK)
    if not is_fresh:
        return python
    if sys.platform.startswith("linux"):
        _install_plain_numpy(python)
    run([python, *_PIP, "--only-binary", ":all:", "-r", PACKAGE_LOCK], ROOT)
    (python.parents[1] / "made").write_text(_fingerprint(PACKAGE_LOCK), encoding="utf-8")
    return python


def _install_plain_numpy(python: Path) -> None:
    say("compiling NumPy without OpenBLAS (some minutes, the first time)")
    wheels = BUILD / "wheels" / _fingerprint(RUN_LOCK)
    if not list(wheels.glob("numpy-*.whl")):
        requirement = BUILD / "numpy.txt"
        requirement.write_text(pins_of((ROOT / RUN_LOCK).read_text(encoding="utf-8"), "numpy"), encoding="utf-8")
        build = [python, "-m", "pip", "wheel", "--quiet", "--no-deps", "--no-binary", "numpy", "--no-cache-dir"]
        options = [word for option in PLAIN_NUMPY for word in ("-C", f"setup-args={option}")]
        run([*build, "--require-hashes", *options, "-r", requirement, "-w", wheels])
    run([python, "-m", "pip", "install", "--quiet", "--no-deps", "--no-index", *wheels.glob("numpy-*.whl")])
    told = run([python, "-c", "import importlib.util as u; print(u.find_spec('numpy').submodule_search_locations[0])"])
    note = Path(told.strip()) / "__config__.py"
    note.write_text(without_builder(note.read_text(encoding="utf-8")), encoding="utf-8")


def without_builder(note: str) -> str:
    """NumPy's note on how it was compiled, without the folder of the Python that did it: another one in each clone.

    Raises:
        ShippingError: there is no such note.
    """
    told, count = re.subn(r'("Python Information": \{\s*"path": )r?"[^"\n]*"', r'\1"python"', note)
    if count != 1:
        raise ShippingError(
            "NumPy no longer says in __config__.py which Python compiled it; packages may differ by it."
        )
    return told


def running_environment() -> Path:
    """The Python that has what the program runs with and nothing else: what the list of its parts is read from."""
    return _filled("running", RUN_LOCK)


def listing_environment() -> Path:
    """The Python that has the tool which lists parts; apart from what is frozen, which must not find its packages."""
    return _filled("listing", MATERIALS_LOCK)


def _filled(name: str, lock: str) -> Path:
    python, is_fresh = _made(name, lock)
    if is_fresh:
        run([python, *_PIP, "--only-binary", ":all:", "-r", lock], ROOT)
        (python.parents[1] / "made").write_text(_fingerprint(lock), encoding="utf-8")
    return python


def _made(name: str, lock: str) -> tuple[Path, bool]:
    """An environment's Python, and whether it still has to be filled."""
    folder = BUILD / "environments" / name
    python = folder / ("Scripts/python.exe" if os.name == "nt" else "bin/python")
    made = folder / "made"
    if made.is_file() and made.read_text(encoding="utf-8") == _fingerprint(lock):
        return python, False
    say(f"installing {lock} for packaging")
    empty_folder(folder)
    run([sys.executable, "-m", "venv", "--clear", folder])
    return python, True


def _fingerprint(lock: str) -> str:
    content = (ROOT / lock).read_bytes() + sys.version.encode()
    return hashlib.sha256(content).hexdigest()[:16]


def pins_of(lock: str, package: str) -> str:
    """The lines of a lock file that pin one package, its hashes among them.

    Raises:
        ValueError: it is not pinned there.
    """
    lines: list[str] = []
    for line in lock.splitlines():
        if not line.startswith((" ", "#")):
            if lines:
                break
            if not line.startswith(f"{package}=="):
                continue
            lines.append(line)
        elif lines:
            lines.append(line)
    if not lines:
        raise ValueError(f"{package} is not in the lock file")
    return "\n".join(lines) + "\n"
