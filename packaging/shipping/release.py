"""The release: everything checked, built and proven from one commit, with sums and notes."""

from __future__ import annotations

import sys
from collections.abc import Sequence

from shipping import packages, prove_deb, prove_wheel, release_files
from shipping.project import DIST, ROOT, VERSION
from shipping.release_files import notes_of
from shipping.running import ShippingError, empty_folder, run, say


def main(_words: Sequence[str]) -> None:
    """Make a release in `DIST`.

    Raises:
        ShippingError: the tree is not clean, the changelog knows nothing of this version, or a step fails.
    """
    if run(["git", "-C", ROOT, "status", "--porcelain"]).strip():
        raise ShippingError("The tree is not clean: a release is made from a commit.")
    notes = notes_of((ROOT / "CHANGELOG.md").read_text(encoding="utf-8"), VERSION)
    if not notes:
        raise ShippingError(f"CHANGELOG.md has nothing on version {VERSION}.")
    for command in ("check", "test"):
        say(f"{command} (packaging/set_up.py {command})")
        run([sys.executable, ROOT / "packaging" / "set_up.py", command], QT_QPA_PLATFORM="offscreen")
    empty_folder(DIST)
    packages.main(["third-party", "frozen"])
    if run(["git", "-C", ROOT, "status", "--porcelain"]).strip():
        raise ShippingError("THIRD-PARTY.md was not up to date and has been written anew: commit it and try again.")
    packages.main(["deb", "rpm", "tar", "appimage", "wheel", "sbom"])
    prove_deb.main([])
    prove_wheel.main([])
    release_files.main([])
    say(f"version {VERSION} is in {DIST}")
