"""The SHA-256 of the packages in a folder, and their file, which is signed where a command for that is given."""

from __future__ import annotations

import hashlib
import os
import shlex
from pathlib import Path

from shipping.project import DIST
from shipping.running import run

SUMS = "SHA256SUMS"
NOTES = "NOTES.md"
SIGN_COMMAND = "QTBROWSER_SUMS_SIGN_COMMAND"


def sums_of(folder: Path) -> dict[str, str]:
    """File name -> SHA-256, as hexadecimal digits, of every package in a folder."""
    files = sorted(file for file in folder.iterdir() if file.is_file() and not file.name.startswith((SUMS, NOTES)))
    return {file.name: hashlib.sha256(file.read_bytes()).hexdigest() for file in files}


def write_sums(folder: Path = DIST) -> Path:
    """Write the SHA-256 of every package, as ``sha256sum --check`` reads it, and have the file signed.

    `SIGN_COMMAND` in the environment is the command that signs: the file's path is added to it, and the signature is
    whatever it writes beside it, as ``minisign -S -s KEY -m`` and ``cosign sign-blob --bundle SHA256SUMS.bundle`` do.
    """
    sums = folder / SUMS
    sums.write_text("".join(f"{told}  {name}\n" for name, told in sums_of(folder).items()), encoding="utf-8")
    if command := os.environ.get(SIGN_COMMAND):
        run([*shlex.split(command), sums], folder)
    return sums
