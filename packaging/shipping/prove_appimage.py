"""Proves the AppImage in a fresh system, without FUSE and with it, and without the libraries that it carries itself."""

from __future__ import annotations

import json
import shutil
import time
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path

from shipping.appimage import CARRIED, image_offset, update_information
from shipping.fresh_systems import apt, inside
from shipping.running import ShippingError
from system_libraries import SYSTEM_LIBRARIES

FOLDER = "a folder"
"""Where the image is put, in the user's home: its name has a space."""

MOUNTS = ".qtbrowser-image-*"
"""The folders that a run makes below /tmp and removes at its end."""

SECONDS_TO_UNMOUNT = 30

SCREEN = ("xvfb-run", "--auto-servernum", "--server-args=-screen 0 1400x900x24")


def steps(
    root: Path,
    home: Path,
    image: Path,
    library: str,
    run: Callable[..., str],
    *,
    processor: str = "",
    seconds: int = 0,
) -> Iterator[str]:
    """Run the image by turns without and with FUSE.

    Args:
        root: of the system, entered, in which Qt's other libraries and `xvfb` are installed.
        home: the user's, as seen from here.
        image: the AppImage.
        library: a copy of the sample library, as a place inside.
        run: runs a command as the user and returns what it printed.
        processor: which the image is for, as `architecture` has it; this one if empty.
        seconds: how long a self-test may take; 0 for as long as it gives itself.

    Yields:
        What was seen, a sentence each.

    Raises:
        ShippingError: something does not hold.
    """
    carried = [library.debian for library in SYSTEM_LIBRARIES if library.file in CARRIED]
    apt(root, "purge", *carried)
    (home / FOLDER).mkdir(exist_ok=True)
    shutil.copy(image, home / FOLDER / "program")
    inside(root, "chown", "-R", f"{home.name}:{home.name}", f"/home/{home.name}/{FOLDER}")
    program = f"/home/{home.name}/{FOLDER}/program"
    if run(program, "--appimage-updateinformation").strip() != update_information(processor):
        raise ShippingError("the AppImage does not tell where newer versions are")
    if int(run(program, "--appimage-offset")) != image_offset(image.read_bytes()):
        raise ShippingError("the AppImage does not tell where its file system begins")
    limit = [f"QTBROWSER_SELF_TEST_SECONDS={seconds}"] if seconds else []
    device = root / "dev" / "fuse"
    device.unlink(missing_ok=True)
    yield _self_test(root, run, "offscreen", limit, program)
    apt(root, "install", "fuse3")
    # fusermount3 reads it; systemd makes it where a system is started.
    if not (root / "etc" / "mtab").is_symlink():
        (root / "etc" / "mtab").symlink_to("../proc/self/mounts")
    if not device.exists():
        inside(root, "mknod", "-m", "666", "/dev/fuse", "c", "10", "229")
    yield _self_test(root, run, "xcb", [*limit, *SCREEN], program)
    run(program, "index", library)
    found = json.loads(run(program, "search", "matrix multiplication", "--library", library, "--words-only", "--json"))
    if not found["hits"]:
        raise ShippingError("the AppImage finds nothing")
    # The process that serves the files unmounts them within half a second of the program's end.
    until = time.monotonic() + SECONDS_TO_UNMOUNT
    while left := sorted(place.name for place in (root / "tmp").glob(MOUNTS)):
        if time.monotonic() > until:
            raise ShippingError(f"the AppImage leaves {', '.join(left)} behind")
        time.sleep(0.2)
    yield f"AppImage: indexes and finds {len(found['hits'])} documents, and leaves nothing in /tmp"


def _self_test(root: Path, run: Callable[..., str], platform: str, before: Sequence[str], program: str) -> str:
    told = run("env", f"QT_QPA_PLATFORM={platform}", *before, program, "--self-test").splitlines()
    if not told or told[-1] != "self-test: all works" or not told[0].endswith(f" on {platform}"):
        raise ShippingError("the AppImage says:\n" + "\n".join(told))
    has_fuse = (root / "dev" / "fuse").exists()
    return f"AppImage {'with' if has_fuse else 'without'} FUSE, on {platform}: all works"
