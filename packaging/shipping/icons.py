"""The program's icon, in every size and in the forms of each system, from its one drawing."""

from __future__ import annotations

import struct
from pathlib import Path

from shipping.project import BUILD, ROOT
from shipping.running import run

ICON = ROOT / "resources" / "icons" / "qtbrowser.svg"
ICON_SIZES = (16, 22, 24, 32, 48, 64, 128, 256, 512)


def make_icons() -> Path:
    """Write the program's icon in the forms of Windows and macOS; returns the folder that has them."""
    folder = BUILD / "icons"
    folder.mkdir(parents=True, exist_ok=True)
    pictures = {}
    for size in ICON_SIZES:
        picture = folder / f"{size}.png"
        draw_icon(size, picture)
        pictures[size] = picture.read_bytes()
    (folder / "qtbrowser.ico").write_bytes(windows_icon({size: each for size, each in pictures.items() if size <= 256}))
    (folder / "qtbrowser.icns").write_bytes(mac_icon(pictures))
    return folder


def draw_icon(size: int, picture: Path) -> None:
    """Draw the icon into a PNG of `size` pixels each way."""
    run(["rsvg-convert", "--width", str(size), "--height", str(size), "--output", picture, ICON])


def windows_icon(pictures: dict[int, bytes]) -> bytes:
    """An ``.ico``: PNGs behind a table of them.

    Args:
        pictures: size in pixels, at most 256 -> PNG.
    """
    head, place, body = struct.pack("<HHH", 0, 1, len(pictures)), 6 + 16 * len(pictures), b""
    for size, picture in sorted(pictures.items()):
        head += struct.pack("<BBBBHHII", size % 256, size % 256, 0, 0, 1, 32, len(picture), place + len(body))
        body += picture
    return head + body


def mac_icon(pictures: dict[int, bytes]) -> bytes:
    """An ``.icns``: PNGs, each under the name of its size.

    Args:
        pictures: size in pixels -> PNG; of the sizes 16, 32, 64, 128, 256 and 512.
    """
    names = {16: b"icp4", 32: b"icp5", 64: b"icp6", 128: b"ic07", 256: b"ic08", 512: b"ic09"}
    body = b"".join(
        names[size] + struct.pack(">I", 8 + len(picture)) + picture
        for size, picture in sorted(pictures.items())
        if size in names
    )
    return b"icns" + struct.pack(">I", 8 + len(body)) + body
