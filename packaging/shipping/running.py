"""Runs other programs while packages are made, so that what comes out depends on the sources alone."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from collections.abc import Sequence
from pathlib import Path

from shipping.project import source_date_epoch


class ShippingError(Exception):
    """A package can't be made, or is not what it should be; a sentence."""


def starts(program: str) -> bool:
    """Whether a program is here and starts: version managers put commands in the way for versions that they lack."""
    if shutil.which(program) is None:
        return False
    try:
        return subprocess.run([program, "--version"], capture_output=True, check=False).returncode == 0
    except OSError:
        return False


def run(command: Sequence[object], folder: Path | None = None, **variables: str) -> str:
    """Run a program to its end.

    Args:
        command: program and arguments.
        folder: where it runs.
        variables: environment variables to set for it.

    Returns:
        What it wrote to stdout.

    Raises:
        ShippingError: it is missing, or failed; carries the last lines it wrote.
    """
    words = [str(word) for word in command]
    if shutil.which(words[0]) is None:
        raise ShippingError(f"{words[0]} is needed and is not here; packaging/README.md names the package it is in.")
    environment = {**os.environ, **fixed_variables(), **variables}
    # Windows' own programs write the code page of its console.
    done = subprocess.run(
        words, cwd=folder, env=environment, capture_output=True, encoding="utf-8", errors="replace", check=False
    )
    if done.returncode != 0:
        last = "\n".join((done.stdout + done.stderr).splitlines()[-40:])
        raise ShippingError(f"{' '.join(words)} failed ({done.returncode}):\n{last}")
    return done.stdout


def fixed_variables() -> dict[str, str]:
    """The environment in which the same sources give the same bytes."""
    return {
        "LC_ALL": "C.UTF-8",
        "TZ": "UTC",
        "PYTHONHASHSEED": "0",
        "PYTHONDONTWRITEBYTECODE": "1",
        "SOURCE_DATE_EPOCH": str(source_date_epoch()),
    }


def say(words: str) -> None:
    """Tell whoever is waiting what is being done."""
    print(f"== {words}", flush=True)
    sys.stdout.flush()


def empty_folder(folder: Path) -> Path:
    """The folder, made anew and empty."""
    shutil.rmtree(folder, ignore_errors=True)
    folder.mkdir(parents=True)
    return folder


def settle(folder: Path) -> None:
    """Give every file below a folder the commit's time and the usual permissions."""
    moment = source_date_epoch()
    for path in [folder, *folder.rglob("*")]:
        if not path.is_symlink():
            # Libraries are loaded, not run.
            may_run = path.is_dir() or (path.stat().st_mode & 0o100 and ".so" not in path.name)
            path.chmod(0o755 if may_run else 0o644)
        # Windows can't set the time of a link itself; a package for it has none.
        follows = os.utime not in os.supports_follow_symlinks
        os.utime(path, (moment, moment), follow_symlinks=follows)
