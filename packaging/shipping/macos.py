"""Makes the disk image for macOS from the frozen application; signs and notarises it where the means are given.

``QTBROWSER_SIGN_IDENTITY`` names the certificate to sign with, ``QTBROWSER_NOTARY_PROFILE`` the credentials that
`notarytool` has stored. Without them the application is signed for this machine alone, and macOS asks before it opens.
"""

from __future__ import annotations

import os
import shutil
from pathlib import Path

from shipping.project import BUILD, DIST, NAME, PACKAGING, TITLE, VERSION, architecture
from shipping.running import empty_folder, run, say


def make_disk_image(application: Path) -> Path:
    """Pack ``QtBrowser.app`` into ``qtbrowser-VERSION-macos-ARCHITECTURE.dmg``, beside a way to the applications."""
    say("building the disk image for macOS")
    identity = os.environ.get("QTBROWSER_SIGN_IDENTITY", "-")
    hardened = ["--options", "runtime", "--timestamp"] if identity != "-" else []
    rights = ["--entitlements", PACKAGING / "macos" / "entitlements.plist"]
    run(["codesign", "--force", "--deep", "--sign", identity, *hardened, *rights, application])
    run(["codesign", "--verify", "--deep", "--strict", application])
    place = empty_folder(BUILD / "image")
    shutil.copytree(application, place / application.name, symlinks=True)
    (place / "Applications").symlink_to("/Applications")
    DIST.mkdir(exist_ok=True)
    image = DIST / f"{NAME}-{VERSION}-macos-{architecture()}.dmg"
    run(["hdiutil", "create", "-ov", "-format", "UDZO", "-volname", TITLE, "-srcfolder", place, image])
    if profile := os.environ.get("QTBROWSER_NOTARY_PROFILE"):
        run(["xcrun", "notarytool", "submit", "--wait", "--keychain-profile", profile, image])
        run(["xcrun", "stapler", "staple", image])
    return image
