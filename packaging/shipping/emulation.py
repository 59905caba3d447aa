"""Lets programs for ARM64 start on another processor: QEMU runs them, and the kernel knows of it by binfmt_misc.

Debian's packages tell the kernel by themselves where systemd runs; in containers nothing does. What is registered here
is taken back at the end. Source: "Kernel Support for miscellaneous Binary Formats" in the kernel's documentation.
"""

from __future__ import annotations

import platform
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from shipping.running import ShippingError, run

ARM64 = "aarch64"
FORMATS = Path("/proc/sys/fs/binfmt_misc")
_NAME = "qtbrowser-arm64"
_HEAD = bytes.fromhex("7f454c460201010000000000000000000200b700")
_MASK = bytes.fromhex("ffffffffffffff00fffffffffffffffffeffffff")
"""The start of an ELF program or library for ARM64, little-endian, and which of its bits count."""

_FLAGS = "FPOC"
"""F: the emulator is opened now, so that a system in a folder needs none of its own. P, O and C: it is given the name
by which the program was called, the program as an open file, and the program's rights.
"""


def registration(emulator: str) -> str:
    """What the kernel is told to start an emulator for programs of ARM64.

    Args:
        emulator: its path; without ``:``, which separates the parts.
    """
    head, mask = ("".join(f"\\x{byte:02x}" for byte in part) for part in (_HEAD, _MASK))
    return f":{_NAME}:M::{head}:{mask}:{emulator}:{_FLAGS}"


def is_known(formats: Path = FORMATS) -> bool:
    """Whether the kernel knows an emulator for programs of ARM64 already.

    Args:
        formats: the folder of binfmt_misc, with one file for each format.
    """
    told = [file.read_text(encoding="ascii") for file in formats.glob("*") if file.name not in ("register", "status")]
    return any(text.startswith("enabled") and f"magic {_HEAD.hex()}" in text for text in told)


@contextmanager
def programs_of_arm64() -> Iterator[None]:
    """Programs for ARM64 can be started as long as the block lasts.

    Raises:
        ShippingError: QEMU is missing.
    """
    if platform.machine() == ARM64:
        yield
        return
    if not (FORMATS / "register").exists():
        run(["mount", "-t", "binfmt_misc", "binfmt_misc", FORMATS])
    if is_known():
        yield
        return
    emulator = shutil.which("qemu-aarch64-static") or shutil.which("qemu-aarch64")
    if emulator is None:
        raise ShippingError("qemu-aarch64-static is needed and is not here; Debian has it in qemu-user-static.")
    (FORMATS / "register").write_text(registration(emulator), encoding="ascii")
    try:
        yield
    finally:
        (FORMATS / _NAME).write_text("-1", encoding="ascii")
