"""Writes what a release has besides its packages: notes, sums, what stores are given.

The packages may have been made on other systems; all are in `DIST`.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from pathlib import Path

from shipping import stores
from shipping.project import DIST, ROOT, VERSION
from shipping.running import ShippingError
from shipping.sums import NOTES, write_sums


def main(_words: Sequence[str]) -> None:
    """Write all of it for the packages in `DIST`.

    Raises:
        ShippingError: there are no packages, or the command that signs fails.
    """
    if not DIST.is_dir():
        raise ShippingError(f"{DIST} has no package; make package builds them")
    write_notes()
    write_sums()
    stores.main([])


def write_notes() -> Path:
    """Write what the changelog says of this version beside the packages."""
    file = DIST / NOTES
    file.write_text(notes_of((ROOT / "CHANGELOG.md").read_text(encoding="utf-8"), VERSION), encoding="utf-8")
    return file


def notes_of(changelog: str, version: str) -> str:
    """The part of a changelog that is about one version, without its heading; empty where there is none."""
    found = re.search(rf"^## \[{re.escape(version)}\][^\n]*\n(.*?)(?=^## \[|\Z)", changelog, re.MULTILINE | re.DOTALL)
    return found[1].strip() + "\n" if found and found[1].strip() else ""
