"""Makes the .deb and checks it by Debian's tools."""

from __future__ import annotations

import gzip
import shutil
from pathlib import Path

from qtbrowser.release import HOMEPAGE
from shipping import glibc, licences
from shipping.linux_tree import LINUX
from shipping.project import (
    BUILD,
    DIST,
    IDENTIFIER,
    MAINTAINER,
    NAME,
    SUMMARY,
    VERSION,
    architecture,
    package_version,
    source_date,
)
from shipping.running import empty_folder, run, say, settle
from system_libraries import ANY_SCREEN, BUNDLE, packaged_libraries

NEWER_NAMES = {"libglib2.0-0": "libglib2.0-0t64 | libglib2.0-0"}
"""Packages that Debian 13 and Ubuntu 24.04 have under another name, each with both."""


def _packages(*needs: str) -> list[str]:
    names = sorted({library.debian for library in packaged_libraries(*needs)})
    return [NEWER_NAMES.get(name, name) for name in names]


DEPENDS = (
    *_packages(ANY_SCREEN, "x11", BUNDLE),
    "fonts-dejavu-core | fonts-noto-core | fonts-freefont-ttf | fonts-liberation", "hicolor-icon-theme",
)  # fmt: skip
"""Besides the C library. Every name resolves on Debian 12 and 13 and on Ubuntu 22.04 and 24.04; ``t64`` is the newer
ones' name.
"""

RECOMMENDS = ("libcups2t64 | libcups2", *_packages("wayland"), "xdg-utils", "xdg-desktop-portal")

_DESCRIPTION = """\
 Opens a folder of Markdown documents, each a question with its answer: a tree
 of subjects, search as you type with ranked hits, answers with tables, coloured
 code and formulas. Whoever looks after the library finds what is wrong in it,
 puts it right, and can take every change back.
 .
 Works without a network and runs no script that a document brings."""


_ARCHITECTURES = {"x86_64": "amd64", "aarch64": "arm64"}


def package_name(processor: str) -> str:
    """The file name of the package.

    Args:
        processor: as `architecture` has it.
    """
    return f"{NAME}_{VERSION}_{_ARCHITECTURES[processor]}.deb"


def make_deb(tree: Path, processor: str = "") -> Path:
    """Build the package from the tree of `linux_tree`.

    Args:
        tree: the tree.
        processor: which the program in it is for, as `architecture` has it; this one if empty.

    Returns:
        The file, in `DIST`.
    """
    say("building the .deb")
    processor = processor or architecture()
    place = empty_folder(BUILD / "deb")
    shutil.copytree(tree, place, symlinks=True, dirs_exist_ok=True)
    texts = place / "usr/share/doc" / NAME
    texts.mkdir(parents=True)
    (texts / "copyright").write_text(licences.debian_copyright(licences.parts()), encoding="utf-8")
    third_party = licences.third_party(licences.parts())
    (texts / "THIRD-PARTY.md.gz").write_bytes(gzip.compress(third_party.encode(), 9, mtime=0))
    changelog = texts / "changelog.gz"
    changelog.write_bytes(gzip.compress(_changelog().encode(), 9, mtime=0))
    overrides = place / "usr/share/lintian/overrides" / NAME
    overrides.parent.mkdir(parents=True)
    shutil.copy(LINUX / "lintian-overrides", overrides)
    settle(place)
    size = sum(file.lstat().st_size for file in place.rglob("*") if file.is_file()) // 1024
    control = place / "DEBIAN"
    control.mkdir()
    (control / "control").write_text(_control(processor, size), encoding="utf-8")
    files = sorted(file for file in (place / "usr").rglob("*") if file.is_file() and not file.is_symlink())
    sums = run(["md5sum", *(file.relative_to(place) for file in files)], place)
    (control / "md5sums").write_text(sums, encoding="utf-8")
    settle(control)
    DIST.mkdir(exist_ok=True)
    package = DIST / package_name(processor)
    run(["dpkg-deb", "--root-owner-group", "-Zxz", "-z9", "--build", place, package])
    return package


def check_deb(package: Path) -> list[str]:
    """Have the desktop's and Debian's checkers look at the package.

    Returns:
        What lintian has to say, a line each; nothing where all is explained.

    Raises:
        ShippingError: the desktop's checkers find fault.
    """
    share = BUILD / "deb" / "usr" / "share"
    run(["desktop-file-validate", share / "applications" / f"{NAME}.desktop"])
    run(["appstreamcli", "validate", "--no-net", "--pedantic", share / "metainfo" / f"{IDENTIFIER}.metainfo.xml"])
    lint = ["lintian", "--no-tag-display-limit", "--allow-root", "--fail-on", "none", package]
    return run(lint).splitlines()


def _control(processor: str, size: int) -> str:
    library = f"libc6 (>= {'.'.join(map(str, glibc.newest(processor)))})"
    return (
        f"Package: {NAME}\nVersion: {package_version()}\nArchitecture: {_ARCHITECTURES[processor]}\n"
        f"Maintainer: {MAINTAINER}\n"
        f"Installed-Size: {size}\nDepends: {', '.join((library, *DEPENDS))}\nRecommends: {', '.join(RECOMMENDS)}\n"
        f"Section: utils\nPriority: optional\nHomepage: {HOMEPAGE}\n"
        f"Description: {SUMMARY[0].lower() + SUMMARY[1:]}\n{_DESCRIPTION}\n"
    )


def _changelog() -> str:
    return (
        f"{NAME} ({package_version()}) unstable; urgency=medium\n\n"
        f"  * Release {VERSION}; CHANGELOG.md in the sources says what has changed.\n\n"
        f" -- {MAINTAINER}  {source_date():%a, %d %b %Y %H:%M:%S} +0000\n"
    )
