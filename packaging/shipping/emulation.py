"""Lets programs for ARM64 start on another processor: QEMU runs them, and the kernel knows of it by binfmt_misc.

Debian's packages tell the kernel by themselves where systemd runs, but not of AppImages; in containers nothing does.
What is registered here is taken back at the end, and comes before what was registered earlier. Source: "Kernel Support
for miscellaneous Binary Formats" in the kernel's documentation.
"""

from __future__ import annotations

import platform
import re
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from shipping.appimage import MAGIC, MAGIC_PLACE
from shipping.fresh_systems import DEBIAN_13, apt, entered, fresh_copy, remove_system
from shipping.project import BUILD
from shipping.running import ShippingError, run, say

ARM64 = "aarch64"
FORMATS = Path("/proc/sys/fs/binfmt_misc")
_NAME = "qtbrowser-arm64"
_HEAD = bytes.fromhex("7f454c460201010000000000000000000200b700")
_MASK = bytes.fromhex("ffffffffffffff000000000000000000feffffff")
"""The start of an ELF program or library for ARM64, little-endian, and which of its bits count: not those from
`MAGIC_PLACE` on, where an AppImage has its mark.
"""

_HEADS = (_HEAD, _HEAD[:MAGIC_PLACE] + MAGIC + _HEAD[MAGIC_PLACE + len(MAGIC) :])
"""How programs begin that must start: others, and AppImages."""

_FLAGS = "FPOC"
"""F: the emulator is opened now, so that a system in a folder needs none of its own. P, O and C: it is given the name
by which the program was called, the program as an open file, and the program's rights.
"""

_OLDEST = (10, 0)
"""Of QEMU. Qt starts processes by `clone` with the flag CLONE_PIDFD, which QEMU 7.2 refuses ("Invalid argument", so
that Qt tells of a failed fork and the window never indexes), as no kernel that Qt takes the flag to be known by does.
10.0 was tried; those between were not.
"""

_EMULATORS = BUILD / "emulators"


def registration(emulator: Path) -> str:
    """What the kernel is told to start an emulator for programs of ARM64.

    Args:
        emulator: its path; without ``:``, which separates the parts.
    """
    head, mask = ("".join(f"\\x{byte:02x}" for byte in part) for part in (_HEAD, _MASK))
    return f":{_NAME}:M::{head}:{mask}:{emulator}:{_FLAGS}"


def is_known(formats: Path = FORMATS) -> bool:
    """Whether the kernel knows an emulator already that does what is needed: it starts programs and AppImages, in
    folders with systems of their own, and is new enough.

    Args:
        formats: the folder of binfmt_misc, with one file for each format.
    """
    told = [file.read_text(encoding="ascii") for file in formats.glob("*") if file.name not in ("register", "status")]
    return any(_does_all(text) for text in told)


def _does_all(told: str) -> bool:
    """Whether this is what the kernel tells of an emulator that does what is needed."""
    values = dict(re.findall(r"^(\w+):? (.+)$", told, re.MULTILINE))
    if not told.startswith("enabled") or "F" not in values.get("flags", "") or values.get("offset") != "0":
        return False
    magic = bytes.fromhex(values.get("magic", ""))
    mask = bytes.fromhex(values.get("mask", "ff" * len(magic)))
    if not all(_matches(head, magic, mask) for head in _HEADS):
        return False
    return _version(Path(values["interpreter"])) >= _OLDEST


def _matches(head: bytes, magic: bytes, mask: bytes) -> bool:
    return len(magic) <= len(head) and all(
        (one ^ other) & counts == 0 for one, other, counts in zip(head, magic, mask, strict=False)
    )


def _version(emulator: Path) -> tuple[int, int]:
    """The version of an emulator; (0, 0) where it isn't there or tells none."""
    try:
        found = re.search(r"version (\d+)\.(\d+)", run([emulator, "--version"]))
    except ShippingError:
        # Another program, or one that is no longer there.
        return (0, 0)
    return (int(found[1]), int(found[2])) if found else (0, 0)


def _emulator() -> Path:
    """This system's emulator, or Debian 13's if it has none or an older one; its program needs no library."""
    for name in ("qemu-aarch64-static", "qemu-aarch64"):
        own = shutil.which(name)
        if own is not None and _version(Path(own)) >= _OLDEST:
            return Path(own)
    kept = _EMULATORS / "qemu-aarch64"
    if not kept.is_file():
        say("fetching the emulator of Debian 13")
        root = fresh_copy(DEBIAN_13, "emulator")
        with entered(root):
            apt(root, "update")
            apt(root, "install", "qemu-user")
        _EMULATORS.mkdir(exist_ok=True)
        unfinished = kept.with_suffix(".new")
        shutil.copy(root / "usr/bin/qemu-aarch64", unfinished)
        unfinished.replace(kept)
        remove_system(root)
    return kept


@contextmanager
def programs_of_arm64() -> Iterator[None]:
    """Programs for ARM64 can be started as long as the block lasts.

    Raises:
        ShippingError: there is no QEMU that can be used, or an earlier run has left another one registered.
    """
    if platform.machine() == ARM64:
        yield
        return
    if not (FORMATS / "register").exists():
        run(["mount", "-t", "binfmt_misc", "binfmt_misc", FORMATS])
    if is_known():
        yield
        return
    if (FORMATS / _NAME).exists():
        raise ShippingError(f"{FORMATS / _NAME} is of an earlier run and lacks something: write -1 to it.")
    (FORMATS / "register").write_text(registration(_emulator()), encoding="ascii")
    try:
        yield
    finally:
        (FORMATS / _NAME).write_text("-1", encoding="ascii")
