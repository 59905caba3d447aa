"""The release: everything checked, built and proven from one commit, with sums and notes."""

from __future__ import annotations

import hashlib
import os
import re
import shlex
import sys
from collections.abc import Sequence
from pathlib import Path

from shipping import packages, prove_deb, prove_wheel, stores
from shipping.project import DIST, ROOT, VERSION
from shipping.running import ShippingError, empty_folder, run, say

SUMS = "SHA256SUMS"
NOTES = "NOTES.md"
SIGN_COMMAND = "QTBROWSER_SUMS_SIGN_COMMAND"


def main(_words: Sequence[str]) -> None:
    """Make a release in `DIST`.

    Raises:
        ShippingError: the tree is not clean, the changelog knows nothing of this version, or a step fails.
    """
    if run(["git", "-C", ROOT, "status", "--porcelain"]).strip():
        raise ShippingError("The tree is not clean: a release is made from a commit.")
    notes = notes_of((ROOT / "CHANGELOG.md").read_text(encoding="utf-8"), VERSION)
    if not notes:
        raise ShippingError(f"CHANGELOG.md has nothing on version {VERSION}.")
    for command in ("check", "test"):
        say(f"{command} (packaging/set_up.py {command})")
        run([sys.executable, ROOT / "packaging" / "set_up.py", command], QT_QPA_PLATFORM="offscreen")
    empty_folder(DIST)
    packages.main(["third-party", "frozen"])
    if run(["git", "-C", ROOT, "status", "--porcelain"]).strip():
        raise ShippingError("THIRD-PARTY.md was not up to date and has been written anew: commit it and try again.")
    packages.main(["deb", "rpm", "tar", "appimage", "wheel", "sbom"])
    prove_deb.main([])
    prove_wheel.main([])
    write_notes()
    write_sums()
    stores.main([])
    say(f"version {VERSION} is in {DIST}")


def write_notes() -> Path:
    """Write what the changelog says of this version beside the packages."""
    file = DIST / NOTES
    file.write_text(notes_of((ROOT / "CHANGELOG.md").read_text(encoding="utf-8"), VERSION), encoding="utf-8")
    return file


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


def notes_of(changelog: str, version: str) -> str:
    """The part of a changelog that is about one version, without its heading; empty where there is none."""
    found = re.search(rf"^## \[{re.escape(version)}\][^\n]*\n(.*?)(?=^## \[|\Z)", changelog, re.MULTILINE | re.DOTALL)
    return found[1].strip() + "\n" if found and found[1].strip() else ""
