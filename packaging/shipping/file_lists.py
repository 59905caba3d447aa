"""Reads the list of files of a package of any kind, and checks that licences and bill of materials are in it."""

from __future__ import annotations

import re
import tarfile
import zipfile
from collections.abc import Callable, Iterable, Sequence
from pathlib import Path

from shipping import appimage
from shipping.licences import WHOLE_TEXTS
from shipping.project import DIST
from shipping.running import ShippingError, run, say
from shipping.sbom import INSIDE

LICENCES_INSIDE = ("THIRD-PARTY.md", "LICENSE", *(f"{name}.txt" for name in WHOLE_TEXTS))
"""What every package has in a folder ``licenses``."""


def _deb(package: Path) -> list[str]:
    return run(["dpkg-deb", "--contents", package]).splitlines()


def _rpm(package: Path) -> list[str]:
    return run(["rpm", "--query", "--list", "--package", package]).splitlines()


def _tar(package: Path) -> list[str]:
    with tarfile.open(package) as tar:
        return tar.getnames()


def _zip(package: Path) -> list[str]:
    with zipfile.ZipFile(package) as archive:
        return archive.namelist()


def _appimage(package: Path) -> list[str]:
    with package.open("rb") as stream:
        offset = appimage.image_offset(stream.read(64))
    return appimage.names_in(run(["unsquashfs", "-l", "-offset", offset, package]))


def _installer(package: Path) -> list[str]:
    """An installer of NSIS, which 7-Zip can read."""
    return re.findall(r"^Path = (.+)$", run(["7z", "l", "-slt", package]), re.MULTILINE)


def _disk_image(package: Path) -> list[str]:
    mounted = package.with_suffix(".mounted")
    run(["hdiutil", "attach", "-readonly", "-mountpoint", mounted, package])
    try:
        return [path.relative_to(mounted).as_posix() for path in mounted.rglob("*")]
    finally:
        run(["hdiutil", "detach", mounted])


READERS: dict[str, Callable[[Path], list[str]]] = {
    ".deb": _deb, ".rpm": _rpm, ".tar.xz": _tar, ".tar.gz": _tar, ".whl": _zip, ".AppImage": _appimage,
    "-setup.exe": _installer, ".dmg": _disk_image,
}  # fmt: skip
"""How the name of a package ends -> what lists its files."""


def files_of(package: Path) -> list[str]:
    """The places of the files in a package, with ``/``.

    Raises:
        ShippingError: it is of no known kind, or the tool that reads it is missing or fails.
    """
    for ending, read in READERS.items():
        if package.name.endswith(ending):
            # `dpkg-deb` tells owner, size and date before each place.
            return [line.replace("\\", "/").rstrip("/") for line in read(package)]
    raise ShippingError(f"{package.name} is a package of an unknown kind.")


def missing_from(files: Iterable[str], is_frozen: bool, is_source: bool = False) -> list[str]:
    """What a package should have and has not: licences, and in one of the frozen program its bill of materials.

    Args:
        files: from `files_of`.
        is_frozen: whether the package is made of the frozen program.
        is_source: whether it is the archive of sources, which has our own licence at its top.
    """
    split = [re.split(r"[/ ]", file) for file in files]
    present = {tuple(names[-2:]) for names in split}
    if is_source:
        present |= {("licenses", names[1]) for names in split if len(names) == 2}
    missing = [f"licenses/{name}" for name in LICENCES_INSIDE if ("licenses", name) not in present]
    if is_frozen and not any(names[-1] == INSIDE for names in present):
        missing.append(INSIDE)
    return missing


def unwanted_in(files: Iterable[str]) -> list[str]:
    """Large files that the program does not use: NumPy's tests, and what only the real OpenBLAS needs.

    Args:
        files: from `files_of`.
    """
    unwanted = ("_multiarray_tests", "gfortran", "quadmath")
    return [file for file in files if any(name in file.rpartition("/")[2].lower() for name in unwanted)]


def check(packages: Sequence[Path]) -> None:
    """Check the list of files of each.

    Raises:
        ShippingError: one lacks a licence or its bill of materials, or has a file that is to stay out; names them.
    """
    for package in packages:
        files = files_of(package)
        is_source = package.name.endswith(".tar.gz")
        if missing := missing_from(files, not (is_source or package.name.endswith(".whl")), is_source):
            raise ShippingError(f"{package.name} lacks {', '.join(missing)}.")
        if unwanted := unwanted_in(files):
            raise ShippingError(f"{package.name} has {', '.join(unwanted)}, which the program does not use.")
        say(f"{package.name}: {len(files)} entries, with all licences")


def packages_in(folder: Path) -> list[Path]:
    """The packages in a folder, by the ends of their names."""
    return [file for file in sorted(folder.iterdir()) if file.name.endswith(tuple(READERS))] if folder.is_dir() else []


def main(_words: Sequence[str]) -> None:
    """Check every package in `DIST`."""
    if not (found := packages_in(DIST)):
        raise ShippingError(f"{DIST} has no package; make package builds them")
    check(found)
