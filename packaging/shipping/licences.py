"""Whose work is in the packages, and on what terms: `THIRD-PARTY.md` and Debian's machine-readable copyright file.

Python packages tell it themselves, in the environment made from the lock file; of what `resources/` holds the
manifests there do; what is frozen with them and tells nothing is named here. All texts are in `resources/licenses/`,
which is part of every package: the wheel and the sdist, and the frozen program that all others are made of.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path

from qtbrowser.release import HOMEPAGE
from shipping.environments import running_environment
from shipping.project import PACKAGING, ROOT, TITLE
from shipping.running import ShippingError, run

LICENCES = ROOT / "resources" / "licenses"
THIRD_PARTY = LICENCES / "THIRD-PARTY.md"

WHOLE_TEXTS = ("LGPL-3.0-only", "GPL-3.0-only", "GPL-2.0-only", "Apache-2.0", "MPL-2.0", "PSF-2.0")
"""Licences whose whole text is in `LICENCES`, in a file of that name: packages that are under them bring none along."""

QT_SOURCES = """\
Qt and PySide6 (with shiboken6) are under the GNU Lesser General Public License, version 3, which adds to the GNU
General Public License, version 3; both texts are below. The libraries are files of their own beside the program and
may be replaced by other builds of the same interface. They are those of the wheels `PySide6_Essentials` and
`shiboken6`, of the version in the table; on Linux they are stripped of symbols, their search paths set to their own
folder and the data of ICU reduced, by the scripts in `packaging/shipping/` of this project's sources.

The complete sources are at:

- Qt: <https://download.qt.io/official_releases/qt/{minor}/{version}/single/>
- PySide6 and shiboken6: <https://download.qt.io/official_releases/QtForPython/pyside6/>, version {version}
"""


@dataclass(frozen=True)
class Part:
    """Something of other people's that ships.

    Attributes:
        name, version: of it; the version is empty where it is the building system's.
        licence: SPDX expression.
        copyright: whose it is.
        files: where it lies in the frozen program, as a pattern.
        text: the whole licence as the part brings it along; empty where it brings none.
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
    Part(
        "PCRE2, within Qt",
        "10.49",
        "BSD-3-Clause",
        "1997-2007 University of Cambridge, 2007-2024 Philip Hazel, 2010-2024 Zoltan Herczeg",
        "_internal/PySide6/Qt/lib/libQt6Core*",
    ),
    Part(
        "HarfBuzz, within Qt",
        "14.6.0",
        "MIT-Modern-Variant",
        "2010-2022 Google, Inc., 2004-2023 Red Hat, Inc., 2005-2023 Behdad Esfahbod and others",
        "_internal/PySide6/Qt/lib/libQt6Gui*",
    ),
    Part(
        "libpng, within Qt",
        "1.6.59",
        "libpng-2.0",
        "1995-2026 The PNG Reference Library Authors, 2000-2026 Cosmin "
        "Truta, 1998-2018 Glenn Randers-Pehrson and others",
        "_internal/PySide6/Qt/lib/libQt6Gui*",
    ),
    Part("MD4C, within Qt", "", "MIT", "2016-2024 Martin Mitáš", "_internal/PySide6/Qt/lib/libQt6Gui*"),
    Part(
        "libjpeg-turbo, within Qt",
        "3.2.0",
        "IJG AND BSD-3-Clause",
        "1991-2026 The libjpeg-turbo Project, Thomas G. Lane, Guido Vollbeding and others",
        "_internal/PySide6/Qt/plugins/imageformats/libqjpeg*",
    ),
    Part(
        "libwebp, within Qt",
        "",
        "BSD-3-Clause",
        "2010-2026 Google Inc.",
        "_internal/PySide6/Qt/plugins/imageformats/libqwebp*",
    ),
    Part(
        "double-conversion, within Qt",
        "",
        "BSD-3-Clause",
        "2006-2012 the V8 project authors",
        "_internal/PySide6/Qt/lib/libQt6Core*",
    ),
    Part("ICU", "73", "Unicode-DFS-2016", "1991-2023 Unicode, Inc.", "_internal/PySide6/Qt/lib/libicu*"),
    Part("SQLite", "", "blessing", "None: dedicated to the public domain", "_internal/libsqlite3*"),
    Part("libffi", "", "MIT", "1996-2026 Anthony Green, Red Hat, Inc and others", "_internal/libffi*"),
    Part("ISA-L, within isal", "", "BSD-3-Clause", "2011-2025 Intel Corporation", "_internal/isal/*"),
)
"""What Python packages don't tell: what is linked into or frozen with them."""

TERMS: dict[str, str] = json.loads((PACKAGING / "terms.json").read_text(encoding="utf-8"))
"""Of other licences whose text no package brings along: short ones, each once."""

_QUESTION = """
import importlib.metadata, json, pathlib
def texts(package):
    for file in package.files or ():
        name = file.name.lower()
        is_at_top = ".dist-info" in str(file) or len(file.parts) == 2
        if is_at_top and name.startswith(("licen", "copying", "notice", "thirdpartynotices")):
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
    "Mozilla Public License 2.0 (MPL 2.0)": "MPL-2.0",
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
    found = re.search(r"^\W*copyright\s*(?:\(c\)|©)?\s*(\d.{3,250}?)\.?\s*$", text, re.IGNORECASE | re.MULTILINE)
    return found[1].strip() if found else ""


def resource_parts() -> list[Part]:
    """The fonts, icons and scripts in `resources/`, as its manifests name them."""
    found = []
    for manifest in ("manifest.json", "math/manifest.json", "meaning/manifest.json"):
        for package in json.loads((ROOT / "resources" / manifest).read_text(encoding="utf-8"))["packages"]:
            own = (name for name in package.get("files", {}) if name.startswith("licenses/"))
            licence_file = package.get("licence_file") or next(own, "")
            text = (ROOT / "resources" / licence_file).read_text(encoding="utf-8") if licence_file else ""
            owner = package.get("copyright") or copyright_line(text) or package["package"]
            folders = sorted({Path(name).parent.as_posix() for name in package.get("files", {})}) or ["math"]
            places = " ".join(f"_internal/qtbrowser/_resources/{folder}/*" for folder in folders)
            found.append(Part(package["package"], package["version"], package["licence"], owner, places, text))
    return found


def whole_text(licence: str) -> str:
    """The name of the licence of `WHOLE_TEXTS` that an SPDX expression means, of several the first; empty if none."""
    wanted = re.split(" OR | WITH ", licence, maxsplit=1)[0].replace("-or-later", "-only")
    return wanted if wanted in WHOLE_TEXTS else ""


def terms_of(part: Part) -> str:
    """On what terms a part may be given away, in full.

    Returns:
        The text it brings along, else a pointer to one of `WHOLE_TEXTS`, with the exception to it if there is one, else
        what `TERMS` has; empty where nothing is known.
    """
    if part.text:
        return part.text
    if whole := whole_text(part.licence):
        exception = part.licence.partition(" WITH ")[2]
        return f"{TERMS[exception]}\n\nThe text of {whole} is below." if exception else f"The text of {whole} is below."
    text = TERMS.get(part.licence.split(" OR ")[0], "")
    return text and f"Copyright {part.copyright}\n\n{text}"


def third_party(found: Iterable[Part]) -> str:
    """The text of `THIRD-PARTY.md`.

    Raises:
        ShippingError: the terms of a part are not known.
    """
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
    if qt := next((part.version for part in found if part.name == "Qt"), ""):
        lines += ["", "## Qt and its sources", "", QT_SOURCES.format(version=qt, minor=qt.rpartition(".")[0]).rstrip()]
    for part in found:
        text = terms_of(part)
        if not text:
            raise ShippingError(f"The terms of {part.name} ({part.licence}) are not known.")
        lines += ["", f"## {part.name}", "", _indented(text)]
    for name in WHOLE_TEXTS:
        lines += ["", f"## The text of {name}", "", _indented((LICENCES / f"{name}.txt").read_text(encoding="utf-8"))]
    return "\n".join(lines) + "\n"


def _indented(text: str) -> str:
    return "\n".join(f"    {line}".rstrip() for line in text.strip("\r\n").splitlines())


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
    if not part.text and (name := whole_text(part.licence)):
        return terms_of(part).replace(f"The text of {name} is below.", _where(name))
    text = terms_of(part)
    for heading, name in (("GNU GENERAL PUBLIC LICENSE", "GPL-3.0-only"), ("Apache License", "Apache-2.0")):
        before, found, _ = text.partition(heading)
        if found:
            text = f"{before}{heading}: {_where(name)}"
    return text


def _where(name: str) -> str:
    """Where a Debian system has a licence of `WHOLE_TEXTS`."""
    short = name.removesuffix("-only").removesuffix(".0") if "GPL" in name else name
    common = "" if name.startswith("PSF") else f"/usr/share/common-licenses/{short} and in "
    return f"The whole text is in {common}/usr/share/doc/qtbrowser/THIRD-PARTY.md.gz."


def _folded(text: str) -> str:
    return "\n".join(f" {line.rstrip()}" if line.strip() else " ." for line in text.strip().splitlines())


def main(_words: Sequence[str]) -> None:
    """Write `THIRD-PARTY.md`."""
    THIRD_PARTY.write_text(third_party(parts()), encoding="utf-8", newline="\n")
