"""Fresh systems of Debian and Ubuntu in folders: made by `debootstrap`, entered with `chroot`, so this needs root.

The mirrors come from the environment: ``QTBROWSER_DEBIAN_MIRROR`` and ``QTBROWSER_UBUNTU_MIRROR``, or else, for the
distribution of the building machine, from what its own apt is set up to.
"""

from __future__ import annotations

import os
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from shipping.project import BUILD, ROOT
from shipping.running import ShippingError, run, say

ROOTS = BUILD / "roots"
"""The folder of all systems."""


_EMULATED = "QEMU_CPU=cortex-a72"
"""For programs of ARM64 that QEMU runs. The processor that it takes by itself signs pointers, and it emulates that so
slowly that importing Qt takes six times as long. Other programs don't read it.
"""


@dataclass(frozen=True)
class System:
    """One distribution in one version.

    Attributes:
        name: as the pictures and the report call it.
        family: ``debian`` or ``ubuntu``.
        suite: what debootstrap calls it.
        components: of the archive.
        architecture: of another processor than this one, as Debian calls it; see `emulation`.
    """

    name: str
    family: str
    suite: str
    components: str
    architecture: str = ""


DEBIAN_13 = System("debian-13", "debian", "trixie", "main")
DEBIAN_13_ARM64 = System("debian-13-arm64", "debian", "trixie", "main", "arm64")


def need_root() -> None:
    """See that this may make systems and enter them, before minutes go by until something fails.

    Raises:
        ShippingError: it may not.
    """
    if os.geteuid() != 0:
        raise ShippingError("Fresh systems are made and entered by root alone: run the same with sudo.")


def fresh_copy(system: System, name: str) -> Path:
    """A system that nothing has been installed into, in place of an earlier one of this name.

    Args:
        system: which one.
        name: of its folder.

    Raises:
        ShippingError: no mirror is known, `debootstrap` fails, or something is mounted in the earlier one.
    """
    base = _base_of(system)
    root = ROOTS / name
    if root.exists():
        remove_system(root)
    run(["cp", "--archive", "--reflink=auto", base, root])
    return root


def _base_of(system: System) -> Path:
    base = ROOTS / f"{system.name}.base"
    done = base.with_suffix(".done")
    if not done.exists():
        mirror = mirror_of(system.family)
        say(f"{system.name}: making a fresh system")
        remove_system(base)
        extra = [f"--components={system.components}"]
        if system.architecture:
            extra.append(f"--arch={system.architecture}")
        run(["env", _EMULATED, "debootstrap", "--variant=minbase", *extra, system.suite, base, mirror])
        done.touch()
    return base


def mirror_of(family: str) -> str:
    """Where the packages of a distribution are fetched from, as the environment says.

    Raises:
        ShippingError: it does not say.
    """
    variable = f"QTBROWSER_{family.upper()}_MIRROR"
    if given := os.environ.get(variable):
        return given
    command = ["apt-get", "indextargets", "--format", "$(ORIGIN) $(LABEL) $(REPO_URI)", "Created-By: Packages"]
    for line in run(command).splitlines():
        origin, label, address = [*line.split(" "), "", ""][:3]
        if origin.lower() == label.lower() == family:
            return address
    raise ShippingError(f"no mirror of {family} is known here; {variable} can name one")


@contextmanager
def entered(root: Path) -> Iterator[None]:
    """A root that can be worked in, and that can't start services."""
    policy = root / "usr/sbin/policy-rc.d"
    policy.write_text("#!/bin/sh\nexit 101\n", encoding="ascii")
    policy.chmod(0o755)
    shutil.copy("/etc/resolv.conf", root / "etc/resolv.conf")
    run(["mount", "-t", "proc", "proc", root / "proc"])
    run(["mount", "-t", "tmpfs", "-o", "mode=1777", "tmpfs", root / "dev/shm"])
    run(["mount", "-t", "sysfs", "-o", "ro", "sysfs", root / "sys"])
    try:
        yield
    finally:
        run(["umount", root / "sys"])
        run(["umount", root / "dev/shm"])
        run(["umount", root / "proc"])


def copy_source(folder: Path) -> None:
    """Copy the project's files, as they are now, into a folder of a system.

    What an earlier run has built there stays; a module that is no longer in the project goes.

    Args:
        folder: as seen from outside.
    """
    folder.mkdir(exist_ok=True)
    for place in folder.iterdir():
        if place.name != BUILD.name:
            shutil.rmtree(place) if place.is_dir() else place.unlink()
    for name in run(["git", "-C", ROOT, "ls-files", "-z"]).split("\0"):
        if name and (ROOT / name).is_file():
            target = folder / name
            target.parent.mkdir(parents=True, exist_ok=True)
            shutil.copy(ROOT / name, target)


def remove_system(root: Path) -> None:
    """Remove a system.

    Raises:
        ShippingError: something is still mounted below it.
    """
    if f" {root}/" in Path("/proc/mounts").read_text(encoding="utf-8"):
        raise ShippingError(f"{root} has something mounted below it; unmount it first")
    shutil.rmtree(root, ignore_errors=True)


def apt(root: Path, *words: str) -> None:
    """Run apt-get in a system, without a question.

    Raises:
        ShippingError: it fails.
    """
    plain = ["--yes", "--no-install-recommends", "-q"]
    inside(root, "env", "DEBIAN_FRONTEND=noninteractive", "apt-get", *plain, *words)


def inside(root: Path, *words: str) -> str:
    """Run a program in a system, with nothing of this one's environment; returns what it wrote to stdout.

    Raises:
        ShippingError: it fails.
    """
    inner = ["env", "-i", "PATH=/usr/sbin:/usr/bin:/sbin:/bin", "LC_ALL=C.UTF-8", _EMULATED, *words]
    return run(["chroot", root, *inner])
