"""Writes the bill of materials of a package: what is really in it, as CycloneDX 1.6.

Freezing notes every module and file with the place it came from (`frozen.json`). Each is put down to what owns that
place: a Python package by its RECORD, CPython, Qt, a library of the system by its Debian package, or what the manifests
of `resources/` name. A file that nobody owns is an error, so that nothing is in a package and not in its list.
"""

from __future__ import annotations

import json
import re
import shutil
import sys
import uuid
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

from qtbrowser.release import DAY_FILE
from shipping.environments import listing_environment, packaging_environment
from shipping.project import BUILD, DIST, NAME, ROOT, VERSION, architecture, source_date
from shipping.running import ShippingError, run, say

INSIDE = "contents.cdx.json"
"""The name of the bill within the program."""

CPE = {
    "cpython": "python:python", "qt": "qt:qt", "icu": "icu-project:international_components_for_unicode",
    "libsqlite3-0": "sqlite:sqlite", "sqlite": "sqlite:sqlite",
    "libffi8": "libffi_project:libffi", "numpy": "numpy:numpy",
    "pyyaml": "pyyaml:pyyaml", "pygments": "pygments:pygments", "mathjax-full": "mathjax:mathjax",
    "pyinstaller": "pyinstaller:pyinstaller", "pcre2": "pcre:pcre2",
    "libpng": "libpng:libpng", "harfbuzz": "harfbuzz_project:harfbuzz", "libjpeg-turbo": "libjpeg-turbo:libjpeg-turbo",
    "libwebp": "webmproject:libwebp",
}  # fmt: skip
"""Name of a component -> vendor and product in the list that vulnerabilities are published under."""


@dataclass(frozen=True)
class Component:
    """Something that is in a package.

    Attributes:
        name, version: of it; together they are its key.
        kind: ``library``, ``application``, ``data`` or ``machine-learning-model``, as CycloneDX has it.
        purl: its package URL without the version: ``pkg:pypi/numpy``.
        licence: SPDX expression; empty where it is not told.
    """

    name: str
    version: str
    kind: str
    purl: str
    licence: str = ""

    def entry(self, files: int) -> dict[str, object]:
        """The component as CycloneDX writes it, with the number of its files and modules in the package."""
        address = f"{self.purl}@{self.version}" if self.version else self.purl
        told: dict[str, object] = {"type": self.kind, "bom-ref": address, "name": self.name, "purl": address}
        if self.version:
            told["version"] = self.version
        if self.licence:
            told["licenses"] = [{"expression": self.licence}]
        if product := CPE.get(self.name.lower()):
            plain = re.sub(r"[-+~].*", "", self.version) or "-"
            told["cpe"] = f"cpe:2.3:a:{product}:{plain}:*:*:*:*:*:*:*"
        told["properties"] = [{"name": f"{NAME}:files", "value": str(files)}]
        return told


WITHIN_QT = (
    ("Qt6Core", Component("PCRE2", "10.49", "library", "pkg:generic/pcre2", "BSD-3-Clause")),
    ("Qt6Core", Component("double-conversion", "", "library", "pkg:generic/double-conversion", "BSD-3-Clause")),
    ("Qt6Gui", Component("HarfBuzz", "14.6.0", "library", "pkg:generic/harfbuzz", "MIT-Modern-Variant")),
    ("Qt6Gui", Component("libpng", "1.6.59", "library", "pkg:generic/libpng", "libpng-2.0")),
    ("Qt6Gui", Component("MD4C", "", "library", "pkg:generic/md4c", "MIT")),
    ("qjpeg", Component("libjpeg-turbo", "3.2.0", "library", "pkg:generic/libjpeg-turbo", "IJG AND BSD-3-Clause")),
    ("qwebp", Component("libwebp", "", "library", "pkg:generic/libwebp", "BSD-3-Clause")),
)
"""What Qt's files hold of other libraries: (part of the file's name, the library)."""

ESSENTIAL = (
    "cpython",
    "qt",
    "sqlite",
    "mathjax",
    "fonts",
    "minilm",
    "pyinstaller",
    *(["icu"] * (sys.platform == "linux")),
)
"""Parts of the names of what every frozen program holds; on other systems than Linux Qt uses their ICU, or none."""

_ASK = """
import ctypes, importlib.metadata, json, pathlib, platform, sqlite3, sys, sysconfig
def icu():
    import PySide6
    for file in (pathlib.Path(PySide6.__file__).parent / "Qt" / "lib").glob("libicuuc.so.*"):
        parts = (ctypes.c_uint8 * 4)()
        ctypes.CDLL(str(file.with_name(file.name.replace("uc", "data"))), ctypes.RTLD_GLOBAL)
        ctypes.CDLL(str(file))["u_getVersion_" + file.name.rpartition(".")[2]](parts)
        return ".".join(map(str, parts[:2]))
    return ""
print(json.dumps({
    "python": platform.python_version(), "sqlite": sqlite3.sqlite_version, "icu": icu(),
    "prefix": sys.base_prefix, "library": sysconfig.get_path("stdlib"),
    "packages": [
        {"name": each.metadata["Name"], "version": each.version,
         "licence": each.metadata["License-Expression"] or "",
         "files": [str(each.locate_file(file).resolve()) for file in each.files or ()]}
        for each in importlib.metadata.distributions()
    ],
}))
"""


@dataclass(frozen=True)
class Owners:
    """Who owns the files that a package is made from.

    Attributes:
        by_file: file, resolved -> the Python package it belongs to.
        base: a folder of the Python that is frozen, see `folder_of_python`.
        python, qt, icu, sqlite: these components.
        resources: name below ``resources/`` -> the packages that it was made from.
    """

    by_file: Mapping[str, Component]
    base: Path
    python: Component
    qt: Component
    icu: Component
    sqlite: Component
    resources: Mapping[str, tuple[Component, ...]]

    def of(self, place: str, source: str) -> tuple[Component, ...]:
        """The components that a file belongs to; empty for one of ours.

        Args:
            place: where it is in the package, with ``/``.
            source: the file it comes from.

        Raises:
            ShippingError: it belongs to nobody.
        """
        file = Path(source).resolve()
        if file.is_relative_to(ROOT / "resources"):
            return self.resources.get(file.relative_to(ROOT / "resources").as_posix(), ())
        if re.search(r"(^|/)(lib)?icu[^/]*\.(so|dylib|dll)|^icu[^/]*\.dll$", place):
            return (self.icu,)
        if re.fullmatch(r"(lib)?sqlite3[^/]*\.(dylib|dll)", file.name, re.IGNORECASE):
            # Debian's is known by its package.
            return (self.sqlite,)
        if found := self.by_file.get(str(file)):
            is_qt = found.name.lower() == "pyside6_essentials" and (
                "/Qt/" in place or re.search(r"/Qt6[^/]*\.dll$", place)
            )
            return (self.qt, *_within(file)) if is_qt else (found,)
        if file.is_relative_to(BUILD / "pyinstaller"):
            # Its starter, and the first modules of Python, which it packs.
            return (self.python,)
        if file.is_relative_to(BUILD) and file.is_relative_to(BUILD / "environments"):
            raise ShippingError(f"{place} is in no package's list of files.")
        if file.is_relative_to(ROOT):
            return ()
        if file.is_relative_to(self.base) or "python" in file.name.lower():
            return (self.python,)
        return (_system_package(file, place),)


def _within(file: Path) -> list[Component]:
    """The libraries that are linked into one of Qt's files.

    Raises:
        ShippingError: it no longer names the version that is told here.
    """
    found = [library for part, library in WITHIN_QT if part in file.name]
    if any(library.version for library in found) and file.is_file():
        content = file.read_bytes()
        for library in found:
            # Qt for Windows has no text with the version of HarfBuzz; it is that of the same Qt for Linux.
            is_told = not (library.name == "HarfBuzz" and file.suffix == ".dll")
            if is_told and library.version.encode("ascii") not in content:
                raise ShippingError(f"{file.name} has another version of {library.name} than {library.version}.")
    return found


def _system_package(file: Path, place: str) -> Component:
    """The package of a library of the building system."""
    if not sys.platform.startswith("linux"):
        if re.match(r"(vcruntime|msvcp|ucrtbase|api-ms-win)", file.name.lower()):
            return Component("Microsoft Visual C++ runtime", "", "library", "pkg:generic/microsoft/vcruntime")
        raise ShippingError(f"{place} comes from {file}, which belongs to no package.")
    return debian_component(debian_package(file))


def debian_package(file: Path) -> str:
    """The name of the Debian package that a file of this system belongs to.

    Raises:
        ShippingError: it belongs to none.
    """
    # Where /lib is a link to /usr/lib, dpkg may know the file under either.
    for known in (str(file), str(file).removeprefix("/usr")):
        try:
            return run(["dpkg-query", "--search", known]).split(":")[0]
        except ShippingError:
            continue
    raise ShippingError(f"{file} belongs to no package.")


def debian_component(name: str) -> Component:
    """A Debian package that is installed here, in the version of its makers."""
    version = run(["dpkg-query", "--show", "--showformat", "${source:Upstream-Version}\n", name]).splitlines()[0]
    return Component(name, version, "library", f"pkg:deb/debian/{name}")


def with_debian_packages(bill: Mapping[str, Any], package: str, names: Iterable[str]) -> dict[str, object]:
    """A bill for a package that also has files of these Debian packages.

    Args:
        bill: from `frozen_sbom`.
        package: the file name of the package.
        names: of the Debian packages.
    """
    more = [debian_component(name).entry(1) for name in sorted(set(names))]
    return _document(package, [*bill["components"], *more])


def owners() -> Owners:
    """Who owns what, as the packaging environment and the manifests tell."""
    told = json.loads(run([packaging_environment(), "-c", _ASK]))
    by_file: dict[str, Component] = {}
    versions = {}
    for package in told["packages"]:
        name, version = package["name"], package["version"]
        kind = "machine-learning-model" if "minilm" in name else "library"
        purl = "pkg:pypi/" + re.sub(r"[-_.]+", "-", name).lower()
        component = Component(name, version, kind, purl, package["licence"])
        versions[name.lower()] = version
        by_file.update(dict.fromkeys(package["files"], component))
    qt = versions["pyside6_essentials"]
    return Owners(
        by_file, folder_of_python(Path(told["prefix"]).resolve(), Path(told["library"]).resolve()),
        Component("CPython", told["python"], "library", "pkg:generic/cpython", "PSF-2.0"),
        Component("Qt", qt, "library", "pkg:generic/qt", "LGPL-3.0-only"),
        Component("ICU", told["icu"], "library", "pkg:generic/icu", "Unicode-DFS-2016"),
        Component("SQLite", told["sqlite"], "library", "pkg:generic/sqlite", "blessing"),
        resource_owners(),
    )  # fmt: skip


def folder_of_python(prefix: Path, library: Path) -> Path:
    """The folder that holds files of one Python alone.

    Args:
        prefix: where it is installed; the system's Python shares ``/usr`` with everything else.
        library: of its standard library.
    """
    return library if prefix == Path("/usr") else prefix


def resource_owners() -> dict[str, tuple[Component, ...]]:
    """Name below ``resources/`` -> the packages that it is of or was made from, as the manifests say."""
    found: dict[str, tuple[Component, ...]] = {}
    for name in ("manifest.json", "math/manifest.json", "meaning/manifest.json"):
        manifest = json.loads((ROOT / "resources" / name).read_text(encoding="utf-8"))
        everything = []
        for package in manifest["packages"]:
            registry = "npm" if "integrity" in package else "pypi"
            purl = f"pkg:{registry}/{package['package'].replace('@', '%40')}"
            kind = "library" if name.startswith("math") else "data"
            component = Component(package["package"], package["version"], kind, purl, package["licence"])
            everything.append(component)
            found.update(dict.fromkeys(package.get("files", {}), (component,)))
        found.update(dict.fromkeys(manifest.get("files", {}), tuple(everything)))
    return found


def counted(files: Iterable[Sequence[str]], of: Owners) -> dict[Component, int]:
    """Each component with the number of files that belong to it.

    Args:
        files: (place in the package, file it comes from) of each.
        of: who owns what.
    """
    counts: dict[Component, int] = {}
    for place, source in files:
        for component in of.of(place, source):
            counts[component] = counts.get(component, 0) + 1
    return counts


def document(package: str, counts: Mapping[Component, int]) -> dict[str, object]:
    """The bill of materials of one package: the same for the same content.

    Args:
        package: its file name or what it is called by.
        counts: from `counted`.
    """
    return _document(package, [component.entry(count) for component, count in counts.items()])


def _document(package: str, entries: Iterable[dict[str, object]]) -> dict[str, object]:
    entries = sorted(entries, key=lambda entry: str(entry["bom-ref"]).lower())
    own = Component(NAME, VERSION, "application", f"pkg:generic/{NAME}", "MIT").entry(0)
    del own["properties"]
    serial = uuid.uuid5(uuid.NAMESPACE_URL, json.dumps([package, entries], sort_keys=True))
    return {
        "$schema": "http://cyclonedx.org/schema/bom-1.6.schema.json",
        "bomFormat": "CycloneDX",
        "specVersion": "1.6",
        "serialNumber": f"urn:uuid:{serial}",
        "version": 1,
        "metadata": {
            "timestamp": f"{source_date():%Y-%m-%dT%H:%M:%SZ}",
            "component": {**own, "properties": [{"name": f"{NAME}:package", "value": package}]},
        },
        "components": entries,
        "dependencies": [{"ref": own["bom-ref"], "dependsOn": sorted(str(entry["bom-ref"]) for entry in entries)}],
    }


def frozen_sbom() -> dict[str, object]:
    """The bill of the frozen program, and so of every package that is made of it.

    Raises:
        ShippingError: the program was not frozen here, or holds a file that belongs to nobody, or the bill lacks what
            every program holds.
    """
    noted = BUILD / "frozen.json"
    if not noted.is_file():
        raise ShippingError("There is no frozen program; make package ARGS=frozen builds it.")
    who = owners()
    counts = counted(json.loads(noted.read_text(encoding="utf-8")), who)
    starter = next(each for each in set(who.by_file.values()) if each.name.lower() == "pyinstaller")
    # Its hooks for single packages are in the program as well as the starter itself.
    counts[replace(starter, kind="application")] = counts.pop(starter, 0) + 1
    if missing := missing_essentials(component.name for component in counts):
        raise ShippingError(f"The bill of materials lacks {', '.join(missing)}.")
    return document(f"{sys.platform}-{architecture()}", counts)


def missing_essentials(names: Iterable[str]) -> list[str]:
    """Those of `ESSENTIAL` that no component has in its name.

    Args:
        names: of the components.
    """
    told = [name.lower() for name in names]
    return [part for part in ESSENTIAL if not any(part in name for name in told)]


def wheel_sbom() -> dict[str, object]:
    """The bill of the wheel and the sdist: what is in them besides our own; what they depend on is not in them."""
    counts: dict[Component, int] = {}
    for components in resource_owners().values():
        for component in components:
            counts[component] = counts.get(component, 0) + 1
    return document("wheel", counts)


def add_to(program: Path) -> None:
    """Write the bill of the frozen program beside its resources, so that each package made of it carries it."""
    _write(frozen_sbom(), next(program.rglob(DAY_FILE)).with_name(INSIDE))


def make_sboms(program: Path) -> list[Path]:
    """Write the bills of the frozen program and of the wheel in `DIST`, both valid by CycloneDX's schema.

    Args:
        program: the frozen program, which has its own already.
    """
    say("writing the bills of materials")
    DIST.mkdir(exist_ok=True)
    frozen = DIST / f"{NAME}-{VERSION}-{sys.platform}-{architecture()}.cdx.json"
    shutil.copy(next(program.rglob(INSIDE)), frozen)
    wheel = DIST / f"{NAME}-{VERSION}-wheel.cdx.json"
    _write(wheel_sbom(), wheel)
    for file in (frozen, wheel):
        run([listing_environment(), "-c", _VALIDATE, file])
    return [frozen, wheel]


def _write(bill: Mapping[str, object], file: Path) -> None:
    file.write_text(json.dumps(bill, indent=2, ensure_ascii=False) + "\n", encoding="utf-8", newline="\n")


_VALIDATE = """
import sys
from cyclonedx.schema import SchemaVersion
from cyclonedx.validation.json import JsonStrictValidator
error = JsonStrictValidator(SchemaVersion.V1_6).validate_str(open(sys.argv[1], encoding="utf-8").read())
sys.exit(f"not valid CycloneDX: {error}" if error else 0)
"""
