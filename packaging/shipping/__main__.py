"""The packaging commands.

python -m shipping package [KIND ...]   frozen deb rpm tar appimage wheel windows sbom; all that are made here if none
python -m shipping prove-deb [NAME ...] install, try out and purge the .deb in fresh systems
python -m shipping prove-arm64 [STEP ...]   freeze for ARM64, make .deb and AppImage, try them out, all by QEMU
python -m shipping prove-windows [STEP ...] test, freeze, install and try out the program for Windows by Wine
python -m shipping prove-wheel          install wheel and sdist into empty environments and try them out
python -m shipping check-packages       read the list of files of each package in dist: are all licences in it
python -m shipping stores               write what winget, Homebrew, Flathub and apt are given, for the packages in dist
python -m shipping third-party          write THIRD-PARTY.md
python -m shipping release-files        write notes and sums, and what stores are given, for the packages in dist
python -m shipping release              check, test, build, prove, sums and notes
"""

from __future__ import annotations

import sys
from collections.abc import Sequence
from importlib import import_module

from shipping.running import ShippingError

COMMANDS = {
    "package": "shipping.packages",
    "prove-deb": "shipping.prove_deb",
    "prove-arm64": "shipping.prove_arm64",
    "prove-wheel": "shipping.prove_wheel",
    "prove-windows": "shipping.prove_windows",
    "third-party": "shipping.licences",
    "stores": "shipping.stores",
    "check-packages": "shipping.file_lists",
    "release-files": "shipping.release_files",
    "release": "shipping.release",
}


def main(words: Sequence[str]) -> int:
    """Carry out one command line; returns its exit code, 2 where the command is unknown."""
    if not words or words[0] not in COMMANDS:
        print(__doc__)
        return 2
    try:
        import_module(COMMANDS[words[0]]).main(words[1:])
    except ShippingError as error:
        print(error, file=sys.stderr)
        return 1
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
