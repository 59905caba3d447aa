"""The system libraries that Qt and the program need on Linux: one table, for set-up, the .deb and the .rpm.

Part of set-up, so standard library only, and readable by an older Python than the program needs.
"""

from __future__ import annotations

from typing import NamedTuple

ANY_SCREEN = "any"
"""Needed with every kind of screen and with none."""

BUNDLE = "bundle"
"""Needed by the frozen program alone; an installed Python and PySide6 bring their own, or do without."""


class SystemLibrary(NamedTuple):
    """One library.

    Attributes:
        file: its file name. Fedora and openSUSE call packages differently and provide libraries under this name alike.
        debian: the Debian package it is in.
        needed: with which kind of screen: `ANY_SCREEN`, ``x11``, ``wayland``; or `BUNDLE`.
        packaged: whether the .deb and the .rpm need it; False for what only parts of Qt that are not frozen load.
    """

    file: str
    debian: str
    needed: str
    packaged: bool = True


SYSTEM_LIBRARIES = (
    SystemLibrary("libEGL.so.1", "libegl1", ANY_SCREEN),
    SystemLibrary("libGL.so.1", "libgl1", ANY_SCREEN),
    SystemLibrary("libX11.so.6", "libx11-6", ANY_SCREEN),
    SystemLibrary("libbrotlidec.so.1", "libbrotli1", ANY_SCREEN),
    SystemLibrary("libdbus-1.so.3", "libdbus-1-3", ANY_SCREEN),
    SystemLibrary("libfontconfig.so.1", "libfontconfig1", ANY_SCREEN),
    SystemLibrary("libfreetype.so.6", "libfreetype6", ANY_SCREEN),
    SystemLibrary("libglib-2.0.so.0", "libglib2.0-0", ANY_SCREEN),
    SystemLibrary("libgthread-2.0.so.0", "libglib2.0-0", ANY_SCREEN, packaged=False),
    SystemLibrary("libstdc++.so.6", "libstdc++6", ANY_SCREEN),
    SystemLibrary("libxcb.so.1", "libxcb1", ANY_SCREEN),
    SystemLibrary("libxkbcommon.so.0", "libxkbcommon0", ANY_SCREEN),
    SystemLibrary("libz.so.1", "zlib1g", ANY_SCREEN),
    SystemLibrary("libzstd.so.1", "libzstd1", ANY_SCREEN),
    SystemLibrary("libX11-xcb.so.1", "libx11-xcb1", "x11"),
    SystemLibrary("libxcb-cursor.so.0", "libxcb-cursor0", "x11"),
    SystemLibrary("libxcb-glx.so.0", "libxcb-glx0", "x11", packaged=False),
    SystemLibrary("libxcb-icccm.so.4", "libxcb-icccm4", "x11"),
    SystemLibrary("libxcb-image.so.0", "libxcb-image0", "x11"),
    SystemLibrary("libxcb-keysyms.so.1", "libxcb-keysyms1", "x11"),
    SystemLibrary("libxcb-randr.so.0", "libxcb-randr0", "x11"),
    SystemLibrary("libxcb-render-util.so.0", "libxcb-render-util0", "x11"),
    SystemLibrary("libxcb-render.so.0", "libxcb-render0", "x11"),
    SystemLibrary("libxcb-shape.so.0", "libxcb-shape0", "x11"),
    SystemLibrary("libxcb-shm.so.0", "libxcb-shm0", "x11"),
    SystemLibrary("libxcb-sync.so.1", "libxcb-sync1", "x11"),
    SystemLibrary("libxcb-util.so.1", "libxcb-util1", "x11"),
    SystemLibrary("libxcb-xfixes.so.0", "libxcb-xfixes0", "x11"),
    SystemLibrary("libxcb-xkb.so.1", "libxcb-xkb1", "x11"),
    SystemLibrary("libxkbcommon-x11.so.0", "libxkbcommon-x11-0", "x11"),
    SystemLibrary("libwayland-client.so.0", "libwayland-client0", "wayland"),
    SystemLibrary("libwayland-cursor.so.0", "libwayland-cursor0", "wayland"),
    SystemLibrary("libwayland-egl.so.1", "libwayland-egl1", "wayland"),
    SystemLibrary("libexpat.so.1", "libexpat1", BUNDLE),
    SystemLibrary("libgcc_s.so.1", "libgcc-s1", BUNDLE),
    SystemLibrary("libgssapi_krb5.so.2", "libgssapi-krb5-2", BUNDLE),
)


def libraries_for(*needs: str) -> list[SystemLibrary]:
    """The libraries that are needed with any of these kinds of screen, or by the bundle, in the table's order."""
    return [library for library in SYSTEM_LIBRARIES if library.needed in needs]


def packaged_libraries(*needs: str) -> list[SystemLibrary]:
    """Those of `libraries_for` that the .deb and the .rpm need."""
    return [library for library in libraries_for(*needs) if library.packaged]
