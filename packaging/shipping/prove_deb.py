"""Proves the .deb on systems that have never seen the program: installs it, tries it out, purges it.

Each system is a fresh one from `debootstrap`, entered with `chroot`, so this needs root. The mirrors come from the
environment: ``QTBROWSER_DEBIAN_MIRROR`` and ``QTBROWSER_UBUNTU_MIRROR``, or else, for the distribution of the building
machine, from what its own apt is set up to. One that can't be reached is not proven, and is said not to be.
"""

from __future__ import annotations

import os
import re
import shutil
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from shipping.project import BUILD, DIST, NAME, VERSION
from shipping.running import ShippingError, empty_folder, run, say

INSIDE = "/opt"
"""Where the package and the pictures lie inside."""

READER = "reader"
"""The user inside, who runs the program: no package is proven by root's rights."""


@dataclass(frozen=True)
class System:
    """One distribution in one version.

    Attributes:
        name: as the pictures and the report call it.
        family: ``debian`` or ``ubuntu``.
        suite: what debootstrap calls it.
        components: of the archive.
    """

    name: str
    family: str
    suite: str
    components: str


SYSTEMS = (
    System("debian-12", "debian", "bookworm", "main"),
    System("debian-13", "debian", "trixie", "main"),
    System("ubuntu-22.04", "ubuntu", "jammy", "main,universe"),
    System("ubuntu-24.04", "ubuntu", "noble", "main,universe"),
)


def prove(system: System, package: Path, pictures: Path) -> list[str]:
    """Install, try out and purge the package in a fresh system.

    Args:
        system: which one.
        package: the .deb.
        pictures: where the pictures of the windows go.

    Returns:
        What was seen, a line each.

    Raises:
        ShippingError: something does not hold.
    """
    base = _base(system)
    root = BUILD / "roots" / system.name
    if root.exists():
        _remove(root)
    run(["cp", "--archive", "--reflink=auto", base, root])
    with _entered(root):
        return list(_steps(system, root, package, pictures))


def _steps(system: System, root: Path, package: Path, pictures: Path) -> Iterator[str]:
    _inside(root, "apt-get", "update", "-q")
    (root / INSIDE.strip("/")).chmod(0o1777)
    _inside(root, "useradd", "--create-home", READER)
    kept = _user_files(root)
    shutil.copy(package, f"{root}{INSIDE}/package.deb")
    _apt(root, "install", f"{INSIDE}/package.deb")
    yield f"{system.name}: installed, {_count(root)} packages with what it depends on"
    yield from _self_test(system, root, pictures, "offscreen", [])
    _apt(root, "install", "xvfb", "xauth")
    screen = ["xvfb-run", "--auto-servernum", "--server-args=-screen 0 1400x900x24"]
    yield from _self_test(system, root, pictures, "xcb", screen)
    yield f"{system.name}: {_as_reader(root, f'/usr/bin/{NAME}', '--version').strip()}"
    _apt(root, "purge", NAME)
    left = [path for path in _named_after_us(root) if not path.startswith(f"home/{READER}/")]
    if left:
        raise ShippingError(f"{system.name}: the purge leaves behind {', '.join(left)}")
    if _user_files(root) != kept:
        raise ShippingError(f"{system.name}: the files of the user are not what they were")
    yield f"{system.name}: purged, nothing left behind, the user's files as they were"


def _self_test(system: System, root: Path, pictures: Path, platform: str, screen: Sequence[str]) -> Iterator[str]:
    command = ["env", f"QT_QPA_PLATFORM={platform}", *screen, NAME, "--self-test", f"{INSIDE}/{platform}.png"]
    told = _as_reader(root, *command).splitlines()
    if not told or told[-1] != "self-test: all works" or not told[0].endswith(f" on {platform}"):
        raise ShippingError(f"{system.name}: the self-test on {platform} says:\n" + "\n".join(told))
    shutil.copy(f"{root}{INSIDE}/{platform}.png", pictures / f"{system.name}-{platform}.png")
    for line in told[1:4]:
        yield f"{system.name}, {platform}: {line.removeprefix('self-test: ')}"


def _user_files(root: Path) -> dict[str, bytes]:
    """What a user of an earlier version has at home: made at the first call, then read; place -> content."""
    home = root / "home" / READER
    for place in (".config/qtbrowser/window.ini", ".local/share/qtbrowser/searches.json", ".cache/qtbrowser/note"):
        file = home / place
        if not file.exists():
            file.parent.mkdir(parents=True, exist_ok=True)
            file.write_text(f"the user's own {place}\n", encoding="utf-8")
    _inside(root, "chown", "-R", f"{READER}:{READER}", f"/home/{READER}")
    return {
        file.relative_to(home).as_posix(): file.read_bytes()
        for file in sorted(home.rglob("*"))
        if file.is_file() and NAME in file.as_posix()
    }


def _named_after_us(root: Path) -> list[str]:
    passed_over = {"proc", "sys", "dev"}
    found = []
    for top in sorted(root.iterdir()):
        if top.name not in passed_over:
            found += [str(path.relative_to(root)) for path in top.rglob(f"*{NAME}*")]
    return found


def _base(system: System) -> Path:
    base = BUILD / "roots" / f"{system.name}.base"
    done = base.with_suffix(".done")
    if not done.exists():
        mirror = mirror_of(system.family)
        say(f"{system.name}: making a fresh system")
        _remove(base)
        extra = [f"--components={system.components}"]
        run(["debootstrap", "--variant=minbase", *extra, system.suite, base, mirror])
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
def _entered(root: Path) -> Iterator[None]:
    """A root that can be worked in, and that can't start services."""
    policy = root / "usr/sbin/policy-rc.d"
    policy.write_text("#!/bin/sh\nexit 101\n", encoding="ascii")
    policy.chmod(0o755)
    shutil.copy("/etc/resolv.conf", root / "etc/resolv.conf")
    run(["mount", "-t", "proc", "proc", root / "proc"])
    run(["mount", "-t", "tmpfs", "-o", "mode=1777", "tmpfs", root / "dev/shm"])
    try:
        yield
    finally:
        run(["umount", root / "dev/shm"])
        run(["umount", root / "proc"])


def _remove(root: Path) -> None:
    """Remove a system, unless something is still mounted below it."""
    if f" {root}/" in Path("/proc/mounts").read_text(encoding="utf-8"):
        raise ShippingError(f"{root} has something mounted below it; unmount it first")
    shutil.rmtree(root, ignore_errors=True)


def _apt(root: Path, *words: str) -> None:
    plain = ["--yes", "--no-install-recommends", "-q"]
    _inside(root, "env", "DEBIAN_FRONTEND=noninteractive", "apt-get", *plain, *words)


def _as_reader(root: Path, *words: str) -> str:
    who = ["setpriv", f"--reuid={READER}", f"--regid={READER}", "--clear-groups", "env", f"HOME=/home/{READER}"]
    return _inside(root, *who, *words)


def _inside(root: Path, *words: str) -> str:
    inner = ["env", "-i", "PATH=/usr/sbin:/usr/bin:/sbin:/bin", "LC_ALL=C.UTF-8", *words]
    return run(["chroot", root, *inner])


def _count(root: Path) -> int:
    status = (root / "var/lib/dpkg/status").read_text(encoding="utf-8")
    return len(re.findall(r"^Status: install ok installed$", status, re.MULTILINE))


def main(words: Sequence[str]) -> None:
    """Prove the .deb in `DIST` on the systems named, or on all; the report goes to ``build/proof``.

    Raises:
        ShippingError: a system was reached and the package failed there, or none was reached.
    """
    architecture = run(["dpkg", "--print-architecture"]).strip()
    package = DIST / f"{NAME}_{VERSION}_{architecture}.deb"
    if not package.is_file():
        raise ShippingError(f"{package} is not there; make package builds it")
    proof = empty_folder(BUILD / "proof")
    report = []
    for system in [each for each in SYSTEMS if not words or each.name in words]:
        try:
            mirror_of(system.family)
        except ShippingError as error:
            report.append(f"{system.name}: NOT PROVEN: {error}")
        else:
            report += prove(system, package, proof)
        print(*[line for line in report if line.startswith(system.name)], sep="\n", flush=True)
    (proof / "report.txt").write_text("\n".join(report) + "\n", encoding="utf-8")
    if all("NOT PROVEN" in line for line in report):
        raise ShippingError("No system could be reached; nothing is proven.")
