"""The Python environments that packages are made from: installed from the lock files alone, by their hashes."""

from __future__ import annotations

import hashlib
import os
import sys
from pathlib import Path

from shipping.project import BUILD, ROOT
from shipping.running import empty_folder, run, say

RUN_LOCK = "requirements.lock"
PACKAGE_LOCK = "requirements-package.lock"
MATERIALS_LOCK = "requirements-materials.lock"

_PIP = (
    "-m", "pip", "install", "--quiet", "--disable-pip-version-check", "--no-input", "--require-hashes",
    "--only-binary", ":all:",
)  # fmt: skip


def packaging_environment() -> Path:
    """The Python that has PyInstaller and all that is to be frozen."""
    return _filled("packaging", PACKAGE_LOCK)


def running_environment() -> Path:
    """The Python that has what the program runs with and nothing else: what the list of its parts is read from."""
    return _filled("running", RUN_LOCK)


def listing_environment() -> Path:
    """The Python that has the tool which lists parts; apart from what is frozen, which must not find its packages."""
    return _filled("listing", MATERIALS_LOCK)


def _filled(name: str, lock: str) -> Path:
    """An environment's Python, filled where lock file, this Python or the way to install is another one than before."""
    folder = BUILD / "environments" / name
    python = folder / ("Scripts/python.exe" if os.name == "nt" else "bin/python")
    made = folder / "made"
    if not made.is_file() or made.read_text(encoding="utf-8") != _fingerprint(lock):
        say(f"installing {lock} for packaging")
        empty_folder(folder)
        run([sys.executable, "-m", "venv", "--clear", folder])
        run([python, *_PIP, "-r", lock], ROOT)
        made.write_text(_fingerprint(lock), encoding="utf-8")
    return python


def _fingerprint(lock: str) -> str:
    content = (ROOT / lock).read_bytes() + " ".join((sys.version, *_PIP)).encode()
    return hashlib.sha256(content).hexdigest()[:16]
