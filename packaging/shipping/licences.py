"""Whose work is in the packages, and on what terms: `THIRD-PARTY.md` and Debian's machine-readable copyright file.

Python packages tell it themselves, in the environment made from the lock file; of what `resources/` holds the
manifests there do; the few libraries of the system that are frozen in are named here.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path

from shipping.environments import running_environment
from shipping.project import HOMEPAGE, PACKAGING, ROOT, TITLE
from shipping.running import run

THIRD_PARTY = ROOT / "THIRD-PARTY.md"


@dataclass(frozen=True)
class Part:
    """Something of other people's that ships.

    Attributes:
        name, version: of it; the version is empty where it is the building system's.
        licence: SPDX expression.
        copyright: whose it is.
        files: where it lies in the frozen program, as a pattern.
        text: the whole licence; empty where `licence` is one that every system has.
    """

    name: str
    version: str
    licence: str
    copyright: str
    files: str
    text: str = ""


FROM_THE_BUILDING_SYSTEM = (
    Part("Python", "", "PSF-2.0", "2001-2026 Python Software Foundation", "_internal/libpython* _internal/python3*"),
    Part(
        "PyInstaller's starter",
        "",
        "GPL-2.0-or-later WITH Bootloader-exception",
        "2010-2026 PyInstaller Development Team",
        "qtbrowser",
    ),
    Part("Qt", "6.11.3", "LGPL-3.0-only", "The Qt Company Ltd. and other contributors", "_internal/PySide6/Qt/*"),
    Part("ICU", "73", "Unicode-3.0", "2016-2026 Unicode, Inc.", "_internal/PySide6/Qt/lib/libicu*"),
    Part("SQLite", "", "blessing", "None: dedicated to the public domain", "_internal/libsqlite3*"),
    Part("libffi", "", "MIT", "1996-2026 Anthony Green, Red Hat, Inc and others", "_internal/libffi*"),
    Part("ISA-L, within isal", "", "BSD-3-Clause", "2011-2025 Intel Corporation", "_internal/isal/*"),
)
"""What Python packages don't tell: what is linked into or frozen with them."""

TERMS: dict[str, str] = json.loads((PACKAGING / "terms.json").read_text(encoding="utf-8"))
"""Of licences whose text no package brings along."""

_QUESTION = """
import importlib.metadata, json, pathlib
def texts(package):
    for file in package.files or ():
        name = file.name.lower()
        if ".dist-info" in str(file) and name.startswith(("licen", "copying", "notice")):
            place = pathlib.Path(package.locate_file(file))
            if place.is_file():
                yield place.read_text(encoding="utf-8", errors="replace")
print(json.dumps([
    {
        "name": package.metadata["Name"], "version": package.version,
        "licence": package.metadata["License-Expression"] or package.metadata["License"] or "",
        "classifiers": package.metadata.get_all("Classifier") or [],
        "author": package.metadata["Author"] or package.metadata["Author-email"] or package.metadata["Name"],
        "texts": list(texts(package)),
        "top": sorted({file.parts[0] for file in package.files or () if ".dist-info" not in str(file)
                       and file.parts[0] not in ("..", "__pycache__")}),
    }
    for package in importlib.metadata.distributions()
]))
"""
_FORM = "Format: https://www.debian.org/doc/packaging-manuals/copyright-format/1.0/"
_BUILD_ONLY = {"pip", "setuptools"}
_CLASSIFIED = {
    "MIT License": "MIT",
    "BSD License": "BSD-3-Clause",
    "Apache Software License": "Apache-2.0",
    "ISC License (ISCL)": "ISC",
}


def parts() -> list[Part]:
    """Everything of other people's in the packages."""
    answer = json.loads(run([running_environment(), "-c", _QUESTION]))
    packages = [_python_part(told) for told in answer if told["name"].lower() not in _BUILD_ONLY]
    return [*FROM_THE_BUILDING_SYSTEM, *sorted(packages, key=lambda part: part.name.lower()), *resource_parts()]


def _python_part(told: dict[str, object]) -> Part:
    texts = [str(text) for text in _list(told["texts"])]
    places = " ".join(f"_internal/{name}*" for name in _list(told["top"]))
    licence = licence_name(str(told["licence"]), [str(each) for each in _list(told["classifiers"])])
    owner = copyright_line("\n".join(texts)) or str(told["author"])
    return Part(str(told["name"]), str(told["version"]), licence, owner, places, "\n\n".join(texts))


def _list(value: object) -> list[object]:
    return value if isinstance(value, list) else []


def licence_name(told: str, classifiers: Sequence[str]) -> str:
    """The SPDX name of a package's licence, from what its metadata tell.

    Args:
        told: the licence as the package names it: an SPDX expression, or loose words.
        classifiers: its Trove classifiers.
    """
    if told and len(told) < 80 and "\n" not in told:
        return {
            "MIT License": "MIT",
            "BSD": "BSD-3-Clause",
            "3-Clause BSD License": "BSD-3-Clause",
            "Apache 2.0": "Apache-2.0",
        }.get(told, told)
    for classifier in classifiers:
        name = classifier.rpartition(" :: ")[2]
        if classifier.startswith("License ::") and name in _CLASSIFIED:
            return _CLASSIFIED[name]
    return "see its text"


def copyright_line(text: str) -> str:
    """Whose a text is, by its first line of copyright; empty where it has none."""
    found = re.search(r"^\W*copyright\s*(?:\(c\)|©)?\s*(\d.{3,100}?)\.?\s*$", text, re.IGNORECASE | re.MULTILINE)
    return found[1].strip() if found else ""


def resource_parts() -> list[Part]:
    """The fonts, icons and scripts in `resources/`, as its manifests name them."""
    found = []
    for manifest in ("manifest.json", "math/manifest.json", "meaning/manifest.json"):
        for package in json.loads((ROOT / "resources" / manifest).read_text(encoding="utf-8"))["packages"]:
            licence_file = package.get("licence_file") or _licence_file(package["package"])
            text = (ROOT / "resources" / licence_file).read_text(encoding="utf-8") if licence_file else ""
            owner = package.get("copyright") or copyright_line(text) or package["package"]
            folders = sorted({Path(name).parent.as_posix() for name in package.get("files", {})}) or ["math"]
            places = " ".join(f"_internal/qtbrowser/_resources/{folder}/*" for folder in folders)
            found.append(Part(package["package"], package["version"], package["licence"], owner, places, text))
    return found


def _licence_file(package: str) -> str:
    folder = ROOT / "resources" / "licenses"
    words = set(re.split(r"[^a-z0-9]+", package.lower()))
    fitting = [file for file in sorted(folder.iterdir()) if set(re.split(r"[^a-z0-9]+", file.stem.lower())) & words]
    return fitting[0].relative_to(ROOT / "resources").as_posix() if fitting else ""


def terms_of(part: Part) -> str:
    """On what terms a part may be given away: the text it brings along, or what is known of its licence; or empty."""
    chosen = part.licence.split(" OR ")[0]
    return part.text or TERMS.get(part.licence) or TERMS.get(chosen, "")


def third_party(found: Iterable[Part]) -> str:
    """The text of `THIRD-PARTY.md`."""
    found = list(found)
    rows = [
        f"| {part.name} | {part.version or 'of the build'} | {part.licence} | {_cell(part.copyright)} |"
        for part in found
    ]
    lines = [
        "# What ships with QtBrowser and is not ours",
        "",
        "Made by `python packaging/set_up.py package third-party` from what the lock file installs and from the",
        "manifests in `resources/`: run it again instead of editing this. The whole texts follow the table.",
        "",
        "| what | version | licence | copyright |",
        "| ---- | ------- | ------- | --------- |",
        *rows,
    ]
    for part in found:
        text = terms_of(part)
        if text:
            body = "\n".join(f"    {line}".rstrip() for line in text.strip().splitlines())
            lines += ["", f"## {part.name}", "", body]
    return "\n".join(lines) + "\n"


def _cell(text: str) -> str:
    return " ".join(text.split()).replace("|", "/")


def debian_copyright(found: Iterable[Part]) -> str:
    """The file ``copyright`` of the .deb, in Debian's machine-readable form 1.0."""
    own = (ROOT / "LICENSE").read_text(encoding="utf-8")
    stanzas = [
        f"{_FORM}\nUpstream-Name: {TITLE}\nSource: {HOMEPAGE}",
        f"Files: *\nCopyright: {copyright_line(own)}\nLicense: MIT\n{_folded(own)}",
    ]
    for number, part in enumerate(found):
        # Each has its own text, with its own notice, and so its own short name.
        text = _debian_terms(part)
        files = " ".join(f"usr/lib/qtbrowser/{place}" for place in part.files.split()) or "usr/lib/qtbrowser/*"
        name = re.sub(r"[^A-Za-z0-9.+-]+", "-", f"{part.licence.split(' ')[0]}-{number}-{part.name}")
        owner = part.copyright.splitlines()[0]
        stanzas.append(f"Files: {files}\nCopyright: {owner}\nLicense: {name}\nComment: {part.name} {part.version}\n")
        stanzas.append(f"License: {name}\n{_folded(text)}")
    return "\n\n".join(stanza.strip("\n") for stanza in stanzas) + "\n"


def _debian_terms(part: Part) -> str:
    """The same for Debian, where the longest licences are on every system and are pointed to."""
    for name, folder in (("Apache-2.0", "Apache-2.0"), ("LGPL-3.0-only", "LGPL-3")):
        if part.licence.startswith(name):
            return f"The terms of {name}; on Debian systems the whole is in /usr/share/common-licenses/{folder}."
    text = terms_of(part) or f"The terms of {part.licence}."
    for heading, folder in (("GNU GENERAL PUBLIC LICENSE", "GPL-3"), ("Apache License", "Apache-2.0")):
        before, found, _ = text.partition(heading)
        if found:
            text = f"{before}{heading}: the whole is in /usr/share/common-licenses/{folder}, and in THIRD-PARTY.md.gz."
    return text


def _folded(text: str) -> str:
    return "\n".join(f" {line.rstrip()}" if line.strip() else " ." for line in text.strip().splitlines())


def main(_words: Sequence[str]) -> None:
    """Write `THIRD-PARTY.md`."""
    THIRD_PARTY.write_text(third_party(parts()), encoding="utf-8", newline="\n")
