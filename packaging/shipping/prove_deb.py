"""Proves .deb and AppImage on systems that have never seen the program: installs, tries out, upgrades, purges.

`fresh_systems` makes them. One whose mirror is not known is not proven, and the report says so.
"""

from __future__ import annotations

import re
import shutil
from collections.abc import Iterator, Sequence
from pathlib import Path

from shipping import appimage, deb, prove_appimage, prove_upgrade
from shipping.fresh_systems import DEBIAN_13, System, apt, entered, fresh_copy, inside, mirror_of, need_root
from shipping.project import BUILD, DIST, NAME, ROOT, architecture
from shipping.prove_upgrade import release_before
from shipping.running import ShippingError, empty_folder

INSIDE = "/opt"
"""Where the package and the pictures lie inside."""

READER = "reader"
"""The user inside, who runs the program: no package is proven by root's rights."""


SYSTEMS = (
    System("debian-12", "debian", "bookworm", "main"),
    DEBIAN_13,
    System("ubuntu-22.04", "ubuntu", "jammy", "main,universe"),
    System("ubuntu-24.04", "ubuntu", "noble", "main,universe"),
)


def prove(system: System, package: Path, pictures: Path) -> list[str]:
    """Install, try out and purge the package in a fresh system, upgrade to it, and try the AppImage out.

    Args:
        system: which one.
        package: the .deb; beside it is the AppImage, and the release before is named in the environment.
        pictures: where the pictures of the windows go.

    Returns:
        What was seen, a line each.

    Raises:
        ShippingError: something does not hold.
    """
    root = fresh_copy(system, system.name)
    with entered(root):
        return list(_steps(system, root, package, pictures))


def _steps(system: System, root: Path, package: Path, pictures: Path) -> Iterator[str]:
    yield from _first_install(system, root, package, pictures)
    library = copy_library(root)

    def run_as_reader(*words: str) -> str:
        return as_reader(root, *words)

    if before := release_before():
        shutil.copy(before, f"{root}{INSIDE}/before.deb")
        for line in prove_upgrade.steps(root, f"{INSIDE}/before.deb", f"{INSIDE}/package.deb", library, run_as_reader):
            yield f"{system.name}: {line}"
        yield from purge(system, root)
    else:
        yield f"{system.name}: NOT PROVEN: upgrades; {prove_upgrade.BEFORE} names no release before this one"
    image = package.with_name(appimage.file_name())
    if image.is_file():
        for line in prove_appimage.steps(root, root / "home" / READER, image, library, run_as_reader):
            yield f"{system.name}: {line}"
    else:
        yield f"{system.name}: NOT PROVEN: {image.name}, which is not there"


def copy_library(root: Path) -> str:
    """Give the user a copy of the sample library; returns its place inside."""
    library = f"/home/{READER}/library"
    shutil.copytree(ROOT / "sample_content", f"{root}{library}")
    inside(root, "chown", "-R", f"{READER}:{READER}", library)
    return library


def install(system: System, root: Path, package: Path) -> Iterator[str]:
    """Install the package in a fresh system, which gets a user."""
    inside(root, "apt-get", "update", "-q")
    (root / INSIDE.strip("/")).chmod(0o1777)
    inside(root, "useradd", "--create-home", READER)
    shutil.copy(package, f"{root}{INSIDE}/package.deb")
    apt(root, "install", f"{INSIDE}/package.deb")
    yield f"{system.name}: installed, {_count(root)} packages with what it depends on"


def _first_install(system: System, root: Path, package: Path, pictures: Path) -> Iterator[str]:
    yield from install(system, root, package)
    kept = _user_files(root)
    yield from self_test(system, root, pictures, "offscreen")
    apt(root, "install", "xvfb", "xauth")
    screen = ["xvfb-run", "--auto-servernum", "--server-args=-screen 0 1400x900x24"]
    yield from self_test(system, root, pictures, "xcb", screen)
    yield f"{system.name}: {as_reader(root, f'/usr/bin/{NAME}', '--version').strip()}"
    yield from purge(system, root)
    if _user_files(root) != kept:
        raise ShippingError(f"{system.name}: the files of the user are not what they were")
    # What comes next is a user whose files the program has written itself.
    for folder in (".config", ".local/share", ".cache"):
        shutil.rmtree(root / "home" / READER / folder / NAME)


def purge(system: System, root: Path) -> Iterator[str]:
    """Remove the package with its settings; the files that the user has from the program stay."""
    kept = _files_at_home(root)
    apt(root, "purge", NAME)
    left = [path for path in _named_after_us(root) if not path.startswith(f"home/{READER}/")]
    if left:
        raise ShippingError(f"{system.name}: the purge leaves behind {', '.join(left)}")
    if _files_at_home(root) != kept:
        raise ShippingError(f"{system.name}: the purge has changed the files of the user")
    yield f"{system.name}: purged, nothing left behind, the user's files as they were"


def self_test(
    system: System, root: Path, pictures: Path, platform: str, screen: Sequence[str] = (), *, seconds: int = 0
) -> Iterator[str]:
    """Have the installed program try itself out.

    Args:
        system, root: where it is installed.
        pictures: where the picture of its window goes.
        platform: of Qt.
        screen: a command that runs it on a screen.
        seconds: how long it may take; 0 for as long as it gives itself.
    """
    limit = [f"QTBROWSER_SELF_TEST_SECONDS={seconds}"] if seconds else []
    command = ["env", f"QT_QPA_PLATFORM={platform}", *limit, *screen, NAME, "--self-test", f"{INSIDE}/{platform}.png"]
    told = as_reader(root, *command).splitlines()
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
    inside(root, "chown", "-R", f"{READER}:{READER}", f"/home/{READER}")
    return _files_at_home(root)


def _files_at_home(root: Path) -> dict[str, bytes]:
    """The files of the user that the program writes, but for its log: place -> content."""
    home = root / "home" / READER
    return {
        file.relative_to(home).as_posix(): file.read_bytes()
        for file in sorted(home.rglob("*"))
        if file.is_file() and NAME in file.as_posix() and ".local/state" not in file.as_posix()
    }


def _named_after_us(root: Path) -> list[str]:
    passed_over = {"proc", "sys", "dev"}
    found = []
    for top in sorted(root.iterdir()):
        if top.name not in passed_over:
            found += [str(path.relative_to(root)) for path in top.rglob(f"*{NAME}*")]
    return found


def as_reader(root: Path, *words: str) -> str:
    """Run a command inside as the user; returns what it printed."""
    who = ["setpriv", f"--reuid={READER}", f"--regid={READER}", "--clear-groups", "env", f"HOME=/home/{READER}"]
    return inside(root, *who, *words)


def _count(root: Path) -> int:
    status = (root / "var/lib/dpkg/status").read_text(encoding="utf-8")
    return len(re.findall(r"^Status: install ok installed$", status, re.MULTILINE))


def main(words: Sequence[str]) -> None:
    """Prove the .deb and the AppImage in `DIST` on the systems named, or on all; the report goes to ``build/proof``.

    Raises:
        ShippingError: there is no such system, or this is not root; a system was reached and the package failed there,
            or none was reached.
    """
    if unknown := set(words) - {system.name for system in SYSTEMS}:
        raise ShippingError(f"There is no system {min(unknown)}; there are {', '.join(each.name for each in SYSTEMS)}.")
    need_root()
    package = DIST / deb.package_name(architecture())
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
