"""Writes what the stores are given for a release: winget, Homebrew, Flathub; and makes an apt repository of the .debs.

The files of `packaging/stores/` have ``@NAMES@`` in the places that differ from release to release;
``@SHA256:FILE@`` is the sum of that file of the release.
"""

from __future__ import annotations

import os
import re
import shlex
import shutil
from collections.abc import Mapping, Sequence
from pathlib import Path

from qtbrowser.release import HOMEPAGE
from shipping.project import DIST, NAME, PACKAGING, SUMMARY, TITLE, VERSION, source_date
from shipping.running import ShippingError, empty_folder, run, say, settle
from shipping.sums import sums_of

TEMPLATES = PACKAGING / "stores"
SIGN_COMMAND = "QTBROWSER_APT_SIGN_COMMAND"
"""The variable with the command that clear-signs: it gets the path of Release and writes InRelease to stdout."""

REPOSITORY = "QTBROWSER_APT_REPOSITORY"
"""The variable with the repository's address: a place with folders, which releases on GitHub are not."""

_SUM = re.compile(r"@SHA256:([^@\s]+)@")


def filled(template: str, values: Mapping[str, str], sums: Mapping[str, str]) -> str:
    """A template with its names filled in.

    Args:
        template: its text.
        values: name -> text, without the signs around it.
        sums: file name -> SHA-256, as hexadecimal digits.

    Raises:
        ShippingError: a name or file is not known.
    """
    for name, value in values.items():
        template = template.replace(f"@{name}@", value)
    for file in _SUM.findall(template):
        if file not in sums:
            raise ShippingError(f"{file} is not in this release.")
        template = template.replace(f"@SHA256:{file}@", sums[file])
    if left := re.search(r"@[A-Z0-9]+(?=[@:])", template):
        hint = f" {REPOSITORY} tells it." if left[0] == "@REPOSITORY" else ""
        raise ShippingError(f"{left[0]}@ is no name that can be filled in.{hint}")
    return template


def write_store_files(sums: Mapping[str, str], to: Path) -> list[str]:
    """Write the files of every store whose packages are there; returns a line for each that is left out.

    Args:
        sums: file name -> SHA-256 of the packages of this release.
        to: the folder to write to.
    """
    values = {
        "VERSION": VERSION, "DATE": f"{source_date():%Y-%m-%d}", "HOMEPAGE": HOMEPAGE, "SUMMARY": SUMMARY,
        "DOWNLOAD": f"{HOMEPAGE}/releases/download/v{VERSION}",
    }  # fmt: skip
    if address := os.environ.get(REPOSITORY):
        values["REPOSITORY"] = address
    left_out = []
    for store in sorted(path for path in TEMPLATES.iterdir() if path.is_dir()):
        texts = {}
        try:
            for file in sorted(store.iterdir()):
                texts[file.name] = filled(file.read_text(encoding="utf-8"), values, sums)
        except ShippingError as error:
            left_out.append(f"{store.name}: NOT WRITTEN: {error}")
            continue
        for name, text in texts.items():
            target = to / store.name / name
            target.parent.mkdir(parents=True, exist_ok=True)
            target.write_text(text, encoding="utf-8", newline="\n")
    return left_out


def make_repository(packages: Sequence[Path], to: Path) -> None:
    """Lay out an apt repository of the suite ``stable`` that has these packages, signed where `SIGN_COMMAND` is set.

    Args:
        packages: .debs.
        to: the folder to make anew.
    """
    pool = empty_folder(to) / "pool" / "main" / NAME[0] / NAME
    pool.mkdir(parents=True)
    for package in packages:
        shutil.copy(package, pool)
    suite = to / "dists" / "stable"
    architectures = sorted({run(["dpkg-deb", "--field", package, "Architecture"]).strip() for package in packages})
    for architecture in architectures:
        folder = suite / "main" / f"binary-{architecture}"
        folder.mkdir(parents=True)
        listed = run(["apt-ftparchive", "--arch", architecture, "packages", "pool"], to)
        (folder / "Packages").write_text(listed, encoding="utf-8")
        run(["gzip", "-9", "--no-name", "--keep", folder / "Packages"])
    fields = {
        "Origin": TITLE, "Label": TITLE, "Suite": "stable", "Codename": "stable", "Components": "main",
        "Architectures": " ".join(architectures), "Description": SUMMARY,
        "Date": f"{source_date():%a, %d %b %Y %H:%M:%S} +0000",
    }  # fmt: skip
    options = [word for name, value in fields.items() for word in ("-o", f"APT::FTPArchive::Release::{name}={value}")]
    release = run(["apt-ftparchive", *options, "release", "dists/stable"], to)
    (suite / "Release").write_text(release, encoding="utf-8")
    if command := os.environ.get(SIGN_COMMAND):
        signed = run([*shlex.split(command), suite / "Release"])
        (suite / "InRelease").write_text(signed, encoding="utf-8")
    settle(to)


def main(_words: Sequence[str]) -> None:
    """Write all of it for the packages in `DIST`, into ``dist/stores``."""
    say("writing what stores are given")
    to = empty_folder(DIST / "stores")
    for line in write_store_files(sums_of(DIST), to):
        say(line)
    if debs := sorted(DIST.glob("*.deb")):
        make_repository(debs, to / "apt-repository")
