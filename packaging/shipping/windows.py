"""Makes the installer for Windows from the frozen program, with NSIS, which runs on Windows and on Debian alike."""

from __future__ import annotations

import os
from pathlib import Path

from qtbrowser.release import HOMEPAGE
from shipping.icons import make_icons
from shipping.project import DIST, NAME, PACKAGING, VERSION
from shipping.running import run, say

SCRIPT = PACKAGING / "windows" / "installer.nsi"


def make_installer(frozen: Path) -> Path:
    """Pack the frozen program into ``qtbrowser-VERSION-windows-setup.exe``.

    Args:
        frozen: its folder; what it holds is not looked at, so that the script is compiled on other systems too.
    """
    say("building the installer for Windows")
    icons = make_icons()
    DIST.mkdir(exist_ok=True)
    installer = DIST / f"{NAME}-{VERSION}-windows-setup.exe"
    sign = os.environ.get("QTBROWSER_SIGN_COMMAND", "")
    defines = {
        "VERSION": VERSION, "FROZEN": frozen, "OUTPUT": installer, "ICON": icons / "qtbrowser.ico",
        "HOMEPAGE": HOMEPAGE, "LICENSE": PACKAGING.parent / "LICENSE",
    }  # fmt: skip
    if sign:
        # The uninstaller is made while the installer is, so NSIS itself has to have it signed.
        defines["SIGN"] = sign
    run(["makensis", "-V2", "-WX", *(f"-D{name}={value}" for name, value in defines.items()), SCRIPT])
    if sign:
        run([*sign.split(), installer])
    return installer
