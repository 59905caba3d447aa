"""Checks that no file asks for a newer C library than the oldest system the packages are for has."""

from __future__ import annotations

import re
import subprocess
from collections.abc import Iterator
from pathlib import Path

from shipping.project import architecture
from shipping.running import ShippingError

_NEEDED = re.compile(r"Name: GLIBC_(\d+)\.(\d+)")


def newest(processor: str) -> tuple[int, int]:
    """The newest version that may be needed: Ubuntu 22.04's; on ARM that of Ubuntu 24.04, below which PySide6 has no
    libraries.

    Args:
        processor: as `architecture` has it.
    """
    return (2, 39) if processor == "aarch64" else (2, 35)


def needed_version(version_info: str) -> tuple[int, int]:
    """The newest version of glibc that ``readelf --version-info`` names as needed; (0, 0) where it names none."""
    return max(((int(major), int(minor)) for major, minor in _NEEDED.findall(version_info)), default=(0, 0))


def is_elf(file: Path) -> bool:
    """Whether a file is a program or library of Linux."""
    with file.open("rb") as stream:
        return stream.read(4) == b"\x7fELF"


def elf_files(folder: Path) -> Iterator[Path]:
    """Every program and library below a folder."""
    return (file for file in sorted(folder.rglob("*")) if file.is_file() and not file.is_symlink() and is_elf(file))


def check(folder: Path, processor: str = "") -> tuple[int, int]:
    """The newest version of glibc that anything below a folder needs.

    Args:
        folder: with programs and libraries.
        processor: which they are for, as `architecture` has it; this one if empty.

    Raises:
        ShippingError: that is newer than may be; names the files.
    """
    most, found, offenders = newest(processor or architecture()), (0, 0), []
    for file in elf_files(folder):
        command = ["readelf", "--version-info", "--wide", str(file)]
        version = needed_version(subprocess.run(command, check=True, capture_output=True, text=True).stdout)
        found = max(found, version)
        if version > most:
            offenders.append(f"{file.relative_to(folder)} needs glibc {version[0]}.{version[1]}")
    if offenders:
        raise ShippingError(f"Newer than glibc {most[0]}.{most[1]}:\n" + "\n".join(offenders))
    return found
