"""Makes the packages, all or those asked for."""

from __future__ import annotations

import functools
import sys
from collections.abc import Callable, Sequence
from pathlib import Path

from shipping import appimage, archives, deb, file_lists, freezing, licences, linux_tree, macos, rpm, sbom, windows
from shipping.project import BUILD
from shipping.running import ShippingError, say


@functools.cache
def _frozen() -> Path:
    """The frozen program, made once a run: what an earlier run left is of an earlier state, and perhaps half made."""
    return freezing.freeze()


def _tree() -> Path:
    return linux_tree.make_tree(_frozen())


def _deb() -> list[Path]:
    package = deb.make_deb(_tree())
    for line in deb.check_deb(package):
        print(line)
    return [package]


def _third_party() -> list[Path]:
    licences.main([])
    return [licences.THIRD_PARTY]


KINDS: dict[str, Callable[[], list[Path]]] = {
    "frozen": lambda: [_frozen()],
    "deb": _deb,
    "rpm": lambda: [rpm.make_rpm(_tree())],
    "tar": lambda: [archives.make_tar(_frozen())],
    "appimage": lambda: appimage.make_appimage(_tree()),
    "wheel": archives.make_wheel_and_sdist,
    "windows": lambda: [windows.make_installer(_frozen())],
    "macos": lambda: [macos.make_disk_image(_frozen())],
    "sbom": lambda: sbom.make_sboms(_frozen()),
    "third-party": _third_party,
}
"""Kind of package -> what makes it."""

OF_SYSTEM = {
    "linux": ("frozen", "deb", "rpm", "tar", "appimage", "wheel", "sbom"),
    "win32": ("frozen", "windows", "sbom"),
    "darwin": ("frozen", "macos", "sbom"),
}
"""What is made on each system where nothing is asked for."""


def folder_size(folder: Path) -> int:
    """Bytes of all files below a folder."""
    return sum(file.lstat().st_size for file in folder.rglob("*") if file.is_file())


def main(words: Sequence[str]) -> None:
    """Make the packages of these kinds, or all that this system can make.

    Raises:
        ShippingError: there is no such kind, or one could not be made.
    """
    unknown = [word for word in words if word not in KINDS]
    if unknown:
        raise ShippingError(f"There is no package of the kind {unknown[0]}; there are {', '.join(KINDS)}.")
    BUILD.mkdir(exist_ok=True)
    for kind in words or OF_SYSTEM[sys.platform]:
        for made in KINDS[kind]():
            size = made.stat().st_size if made.is_file() else folder_size(made)
            say(f"{made} ({size / 1e6:.1f} MB)")
            if made.name.endswith(tuple(file_lists.READERS)):
                file_lists.check([made])
