"""Makes the AppImage: one file that runs on any Linux of the last years, from the same tree as the .deb.

Its head is ``packaging/appimage/runtime.c``, compiled here and linked statically with Debian's libraries; behind it is
a SquashFS image of the tree. A ``.zsync`` file beside it lets an updater fetch only what has changed.
"""

from __future__ import annotations

import json
import re
import shutil
import struct
from pathlib import Path

from qtbrowser.release import HOMEPAGE
from shipping import glibc, sbom
from shipping.icons import ICON
from shipping.linux_tree import LINUX
from shipping.project import BUILD, DIST, NAME, PACKAGING, TITLE, VERSION, architecture
from shipping.running import ShippingError, empty_folder, run, say, settle
from system_libraries import SYSTEM_LIBRARIES

SOURCES = PACKAGING / "appimage"
MAGIC = b"AI\x02"
MAGIC_PLACE = 8
"""By these bytes of the ELF header other programs know an AppImage of type 2."""

UPDATE_SECTION, UPDATE_SIZE = ".upd_info", 1024

LINKED = {
    "squashfuse_ll": "libsquashfuse-dev", "squashfuse": "libsquashfuse-dev", "fuse3": "libfuse3-dev",
    "zstd": "libzstd-dev", "z": "zlib1g-dev", "pthread": "libc6-dev",
}  # fmt: skip
"""What the head is linked with -> the Debian package it is in."""

CARRIED = (
    "libxcb-cursor.so.0", "libxcb-icccm.so.4", "libxcb-image.so.0", "libxcb-keysyms.so.1", "libxcb-render-util.so.0",
    "libxcb-util.so.1",
)  # fmt: skip
"""Small libraries that Qt needs under X and that desktops without Qt programs lack; no package manager fetches them."""


def file_name(processor: str = "") -> str:
    """``QtBrowser-VERSION-ARCHITECTURE.AppImage``.

    Args:
        processor: as `architecture` has it; this one if empty.
    """
    return f"{TITLE}-{VERSION}-{processor or architecture()}.AppImage"


def needed_packages() -> list[str]:
    """The Debian packages that the image's head is linked with and that the libraries it carries are from."""
    carried = (library.debian for library in SYSTEM_LIBRARIES if library.file in CARRIED)
    return sorted({*LINKED.values(), *carried})


def update_information(processor: str = "") -> str:
    """Where an updater finds the newest ``.zsync``, in the form of the AppImage specification.

    Args:
        processor: as `architecture` has it; this one if empty.
    """
    owner, project = HOMEPAGE.split("/")[-2:]
    return f"gh-releases-zsync|{owner}|{project}|latest|{TITLE}-*-{processor or architecture()}.AppImage.zsync"


def make_appimage(tree: Path) -> list[Path]:
    """Build the image from the tree of `linux_tree`.

    Returns:
        The image and its ``.zsync``, in `DIST`.

    Raises:
        ShippingError: a tool or library is missing, or the image would not run on the oldest system.
    """
    say("building the AppImage")
    return pack(lay_out(tree))


def lay_out(tree: Path) -> Path:
    """Make what the image is put together from: what depends on the processor, and is compiled on one of its kind.

    Args:
        tree: from `linux_tree`, with the bill of materials of the frozen program.

    Returns:
        A folder: ``AppDir`` is what is in the image, ``runtime`` is its head, without its mark.

    Raises:
        ShippingError: a tool or library is missing.
    """
    place = empty_folder(BUILD / "appimage")
    folder = place / "AppDir"
    shutil.copytree(tree, folder, symlinks=True)
    carried = _carry_libraries(folder / "usr" / "lib" / NAME / "_internal")
    shutil.copy(SOURCES / "AppRun", folder)
    shutil.copy(LINUX / f"{NAME}.desktop", folder)
    shutil.copy(ICON, folder)
    (folder / ".DirIcon").symlink_to(ICON.name)
    linked = sorted(set(LINKED.values()))
    _add_licences(folder, [*carried, *linked])
    for told in folder.rglob(sbom.INSIDE):
        bill = json.loads(told.read_text(encoding="utf-8"))
        whole = sbom.with_debian_packages(bill, file_name(), [*carried, *linked])
        told.write_text(json.dumps(whole, indent=2, ensure_ascii=False) + "\n", encoding="utf-8")
    settle(folder)
    (folder / "AppRun").chmod(0o755)
    _make_head(place)
    return place


def pack(place: Path, processor: str = "") -> list[Path]:
    """Put the image together; any processor can do that for any other.

    Args:
        place: from `lay_out`.
        processor: which the image is for, as `architecture` has it; this one if empty.

    Returns:
        The image and its ``.zsync``, in `DIST`.

    Raises:
        ShippingError: a tool is missing, or the image would not run on the oldest system.
    """
    folder, packed = place / "AppDir", place / "image.squashfs"
    glibc.check(folder, processor)
    how = [
        "-comp",
        "zstd",
        "-Xcompression-level",
        "22",
        "-b",
        "256K",
        "-all-root",
        "-noappend",
        "-quiet",
        "-no-progress",
    ]
    run(["mksquashfs", folder, packed, *how])
    DIST.mkdir(exist_ok=True)
    image = DIST / file_name(processor)
    image.write_bytes(marked((place / "runtime").read_bytes()) + packed.read_bytes())
    image.chmod(0o755)
    settle(image)
    sync = image.with_name(f"{image.name}.zsync")
    run(["zsyncmake", "-u", image.name, "-f", image.name, "-o", sync, image])
    return [image, sync]


def _make_head(place: Path) -> None:
    """The program at the head of the image, with its update information."""
    head, told = place / "runtime", place / "update-information"
    libraries = [f"-l{name}" for name in LINKED]
    # The headers of newer versions of libsquashfuse name those of libfuse3 without their folder.
    headers = ["-I/usr/include/squashfuse", "-I/usr/include/fuse3"]
    how = ["-std=gnu11", "-Os", "-Wall", "-Wextra", "-Werror", "-D_FILE_OFFSET_BITS=64", *headers]
    small = ["-static", "-ffunction-sections", "-fdata-sections", "-Wl,--gc-sections", "-Wl,--build-id=none", "-s"]
    run(["gcc", *how, *small, SOURCES / "runtime.c", "-o", head, *libraries])
    told.write_bytes(update_information().encode("ascii").ljust(UPDATE_SIZE, b"\0"))
    run(["objcopy", "--update-section", f"{UPDATE_SECTION}={told}", head])


def marked(program: bytes) -> bytes:
    """An ELF program with the mark of an AppImage.

    Raises:
        ShippingError: the bytes are no ELF program, or have something in that place.
    """
    free = program[MAGIC_PLACE : MAGIC_PLACE + len(MAGIC)]
    if program[:4] != b"\x7fELF" or any(free):
        raise ShippingError("The head of the AppImage has no room for its mark.")
    return program[:MAGIC_PLACE] + MAGIC + program[MAGIC_PLACE + len(MAGIC) :]


def _carry_libraries(internal: Path) -> list[str]:
    """Copy the libraries in; returns the Debian packages that they are from."""
    packages = []
    for name in CARRIED:
        file = Path(run(["gcc", f"-print-file-name={name}"]).strip())
        if not file.is_absolute():
            raise ShippingError(f"{name} is needed for the AppImage; packaging/README.md names the packages.")
        target = internal / name
        if not target.exists():
            shutil.copy(file.resolve(), target)
            run(["strip", "--strip-unneeded", target])
        packages.append(sbom.debian_package(file.resolve()))
    return packages


def _add_licences(folder: Path, packages: list[str]) -> None:
    """Lay in on what terms the libraries are, and what another build of the head is made from, as the LGPL asks."""
    texts = folder / "usr" / "share" / "doc"
    for package in packages:
        (texts / package).mkdir(parents=True, exist_ok=True)
        shutil.copy(Path("/usr/share/doc") / package / "copyright", texts / package)
    own = texts / NAME
    own.mkdir(parents=True, exist_ok=True)
    for licence in ("LGPL-2.1", "GPL-2"):
        shutil.copy(Path("/usr/share/common-licenses") / licence, own)
    for file in (SOURCES / "runtime.c", Path(__file__)):
        shutil.copy(file, own)


def image_offset(program: bytes) -> int:
    """Where the file system of an AppImage begins, as ``--appimage-offset`` tells: behind its ELF program.

    Args:
        program: the image, or its first 64 bytes. It may be for another processor than this one.
    """
    (sections,) = struct.unpack_from("<Q", program, 0x28)
    size, count = struct.unpack_from("<HH", program, 0x3A)
    # The table of sections is the last part of the program.
    return int(sections + size * count)


def names_in(listing: str) -> list[str]:
    """The places of the files that ``unsquashfs -l`` lists."""
    return re.findall(r"^squashfs-root/(.+)$", listing, re.MULTILINE)
