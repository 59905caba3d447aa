"""What packages are made of and made by: the pure parts. The builds themselves prove themselves, see packaging/."""

from __future__ import annotations

import argparse
import os
import re
import shutil
import struct
import subprocess
import tomllib
from collections.abc import Callable
from importlib import import_module
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from PySide6.QtGui import QImage

import contents
import library_search
from qtbrowser import __version__
from qtbrowser.cli.main import COMMANDS
from shipping import command_line, deb, icons, licences, linux_tree, rpm
from shipping.freezing import without_building_paths
from shipping.glibc import needed_version
from shipping.icu import without_unused
from shipping.project import IDENTIFIER, ROOT, VERSION, package_version, version_of
from shipping.release_files import notes_of
from shipping.running import ShippingError, run, starts
from system_libraries import SYSTEM_LIBRARIES, SystemLibrary


def test_the_version_stands_in_one_place() -> None:
    assert version_of('"""Words."""\n__version__ = "1.2.3"\n') == "1.2.3"
    with pytest.raises(ValueError, match="__version__"):
        version_of("version = '1.2.3'")
    assert __version__ == VERSION
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))
    assert "version" not in project["project"]
    assert notes_of((ROOT / "CHANGELOG.md").read_text(encoding="utf-8"), VERSION)


NOTES = "# Changelog\n\n## [1.10.0] - 2026\n\nTen.\n\n## [1.1.0] - 2025\n\n### Added\n\n- One.\n\n## [1.0.0]\n"


@pytest.mark.parametrize(
    ("version", "notes"),
    [("1.10.0", "Ten.\n"), ("1.1.0", "### Added\n\n- One.\n"), ("1.0.0", ""), ("1.1", ""), ("1x1.0", "")],
)
def test_the_notes_of_a_version(version: str, notes: str) -> None:
    assert notes_of(NOTES, version) == notes


@pytest.mark.parametrize(
    ("told", "newest"),
    [
        ("", (0, 0)),
        ("  0x0010:   Name: GLIBC_2.4  Flags: none  Version: 3\n  Name: GLIBC_2.34  Flags", (2, 34)),
        ("  Name: GLIBC_2.9  Flags: none\n  Name: GLIBC_2.17\n Name: GLIBCXX_3.4.30", (2, 17)),
    ],
)
def test_the_newest_glibc_asked_for(told: str, newest: tuple[int, int]) -> None:
    assert needed_version(told) == newest


def icu_package(items: dict[str, bytes]) -> bytes:
    """A package of ICU data that holds these."""
    header = struct.pack("<H", 32) + b"\xda\x27" + bytes(8) + b"CmnD" + bytes(16)
    names, name_place = b"", 4 + 8 * len(items)
    place = -(-(name_place + sum(len(name) + 1 for name in items)) // 16) * 16
    table, body = struct.pack("<I", len(items)), b""
    for name, item in items.items():
        table += struct.pack("<II", name_place + len(names), place + len(body))
        names += name.encode() + b"\0"
        body += item.ljust(-(-len(item) // 16) * 16, b"\0")
    return header + (table + names).ljust(place, b"\0") + body


KEPT = {"icudt73l/coll/de.res": b"sorting", "icudt73l/root.res": b"root" * 9, "icudt73l/uprops.icu": b""}
DROPPED = {"icudt73l/zone/de.res": b"Berlin" * 20, "icudt73l/ibm-37.cnv": b"old", "icudt73l/curr/a.res": b"$"}


def test_icu_data_keeps_what_is_needed() -> None:
    assert without_unused(icu_package(dict(sorted({**KEPT, **DROPPED}.items())))) == icu_package(KEPT)
    with pytest.raises(ValueError, match="no package"):
        without_unused(bytes(100))


@given(st.dictionaries(st.from_regex(r"icudt73l/(coll/)?[a-z_]{1,9}\.res", fullmatch=True), st.binary(max_size=50)))
def test_icu_data_that_is_all_needed_stays_as_it_is(items: dict[str, bytes]) -> None:
    package = icu_package(dict(sorted(items.items())))
    assert without_unused(package) == package


def test_a_library_forgets_the_building_machine() -> None:
    told = " 0x1d (RUNPATH)   Library runpath: [/home/builder/lib]\n 0x1e (NEEDED) Shared library: [/x]\n"
    before = b"\x7fELF\0/home/builder/lib\0libc.so.6\0"
    assert without_building_paths(before, told) == b"\x7fELF\0$ORIGIN".ljust(22, b"\0") + b"\0libc.so.6\0"
    beside = " 0x1d (RUNPATH)   Library runpath: [$ORIGIN/../lib]\n"
    assert without_building_paths(before, beside) == before
    with pytest.raises(ShippingError):
        without_building_paths(b"\0/lib\0", " 0x1d (RUNPATH) Library runpath: [/lib]")


@pytest.mark.parametrize(
    ("told", "classifiers", "name"),
    [
        ("MIT", [], "MIT"),
        ("MIT License", [], "MIT"),
        ("", ["License :: OSI Approved :: BSD License"], "BSD-3-Clause"),
        ("Permission is hereby granted\n" * 20, ["License :: OSI Approved :: MIT License"], "MIT"),
        ("", ["Topic :: BSD License"], "see its text"),
    ],
)
def test_the_name_of_a_licence(told: str, classifiers: list[str], name: str) -> None:
    assert licences.licence_name(told, classifiers) == name


def test_the_owner_of_a_text() -> None:
    assert licences.copyright_line("The licence\n\nCopyright (c) 2019-2024 Ann Other.\nMore") == "2019-2024 Ann Other"
    assert licences.copyright_line("no copyright is claimed") == ""


def test_every_licence_has_its_text() -> None:
    for part in (*licences.FROM_THE_BUILDING_SYSTEM, *licences.resource_parts()):
        assert licences.terms_of(part), part.name
    with pytest.raises(ShippingError, match=r"tool \(Unheard-Of\) are not known"):
        licences.third_party([licences.Part("tool", "1.0", "Unheard-Of", "2020 A", "")])


@pytest.mark.parametrize(
    ("licence", "terms"),
    [
        ("LGPL-3.0-only OR GPL-2.0-only", "The text of LGPL-3.0-only is below."),
        ("GPL-2.0-or-later WITH Bootloader-exception", "The text of GPL-2.0-only is below."),
        ("Apache-2.0", "The text of Apache-2.0 is below."),
        ("MIT", "THE SOFTWARE IS PROVIDED"),
        ("BSD-3-Clause", "Copyright 2020 A"),
    ],
)
def test_the_terms_of_a_part_that_brings_none(licence: str, terms: str) -> None:
    part = licences.Part("tool", "1.0", licence, "2020 A", "")
    assert terms in licences.terms_of(part)
    assert "is below" not in licences.debian_copyright([part])


def test_third_party_has_the_licences_of_qt_in_full_and_where_its_sources_are() -> None:
    text = licences.THIRD_PARTY.read_text(encoding="utf-8")
    for whole in licences.WHOLE_TEXTS:
        lines = (licences.LICENCES / f"{whole}.txt").read_text(encoding="utf-8").split()
        assert " ".join(lines) in " ".join(text.split())
    version = next(part.version for part in licences.FROM_THE_BUILDING_SYSTEM if part.name == "Qt")
    assert f"/{version}/single/>" in text


def test_third_party_is_a_table_and_the_texts() -> None:
    part = licences.Part("tool", "1.0", "MIT", "2020 A | B\nand C", "_internal/tool*", "Do what you like.\n\nReally.")
    text = licences.third_party([part])
    assert "| tool | 1.0 | MIT | 2020 A / B and C |\n" in text
    assert "\n## tool\n\n    Do what you like.\n\n    Really.\n" in text
    copyright_file = licences.debian_copyright([part])
    assert "Files: usr/lib/qtbrowser/_internal/tool*\nCopyright: 2020 A | B\nLicense: MIT-0-tool\n" in copyright_file
    assert "License: MIT-0-tool\n Do what you like.\n .\n Really.\n" in copyright_file


def test_what_third_party_names_is_what_the_lock_file_pins() -> None:
    lock = (ROOT / "requirements.lock").read_text(encoding="utf-8")
    table = (licences.THIRD_PARTY).read_text(encoding="utf-8")
    rows = {
        name.lower().replace("_", "-"): version
        for name, version in re.findall(r"^\| (\S+) \| (\S+) \|", table, re.MULTILINE)
    }
    for name, version in re.findall(r"^(\S+)==(\S+)", lock, re.MULTILINE):
        if name != "setuptools":
            assert rows.get(name) == version, f"{name}: run python packaging/set_up.py package third-party"


LIBRARIES = [
    ("PySide6/QtCore.abi3.so", "/x/QtCore.abi3.so", "EXTENSION"),
    ("PySide6/Qt/lib/libQt6Core.so.6", "/x/libQt6Core.so.6", "BINARY"),
    ("PySide6/Qt/lib/libQt6Quick.so.6", "/x/libQt6Quick.so.6", "BINARY"),
    ("PySide6/Qt/plugins/platforms/libqxcb.so", "/x/libqxcb.so", "BINARY"),
    ("PySide6/Qt/plugins/platforms/libqeglfs.so", "/x/libqeglfs.so", "BINARY"),
    ("PySide6/Qt/plugins/tls/libqopenssl.so", "/x/libqopenssl.so", "BINARY"),
    ("PySide6/Qt/qml/QtQuick/libqtquick2plugin.so", "/x/libqtquick2plugin.so", "BINARY"),
    ("libX11.so.6", "/x/libX11.so.6", "BINARY"),
    ("libinner.so.1", "/x/libinner.so.1", "BINARY"),
    ("libpython3.11.so.1.0", "/x/libpython3.11.so.1.0", "BINARY"),
    ("libQt6Core.so.6", "PySide6/Qt/lib/libQt6Core.so.6", "SYMLINK"),
    ("libQt6Quick.so.6", "PySide6/Qt/lib/libQt6Quick.so.6", "SYMLINK"),
]
LINKS = {
    "/x/QtCore.abi3.so": ["libQt6Core.so.6", "libc.so.6"],
    "/x/libqxcb.so": ["libX11.so.6", "libQt6Core.so.6"],
    "/x/libQt6Core.so.6": ["libinner.so.1"],
    "/x/libinner.so.1": ["libQt6Core.so.6"],
    "/x/libqtquick2plugin.so": ["libQt6Quick.so.6"],
}


@pytest.mark.skipif(shutil.which("readelf") is None, reason="what is left to the system is said of Linux alone")
def test_only_what_something_needs_is_frozen() -> None:
    kept = contents.needed_binaries(LIBRARIES, lambda file: LINKS.get(file, []))
    assert [place for place, _, _ in kept] == [
        "PySide6/Qt/lib/libQt6Core.so.6",
        "PySide6/Qt/plugins/platforms/libqxcb.so",
        "PySide6/QtCore.abi3.so",
        "libinner.so.1",
        "libpython3.11.so.1.0",
    ]
    assert contents.needed_symlinks(LIBRARIES, kept) == [LIBRARIES[-2]]


@pytest.mark.parametrize("name", ["libonnxruntime_providers_shared.so", "onnxruntime_providers_shared.dll"])
def test_what_a_library_opens_by_name_is_frozen(name: str) -> None:
    library = (f"onnxruntime/capi/{name}", f"/x/{name}", "BINARY")
    assert contents.needed_binaries([library, LIBRARIES[2]], lambda _: []) == [library]


WINDOWS_LIBRARIES = [
    ("PySide6\\QtCore.pyd", "qtcore", "EXTENSION"),
    ("PySide6\\MSVCP140.dll", "qt-msvcp", "BINARY"),
    ("PySide6\\Qt6Core.dll", "qt6core", "BINARY"),
    ("shiboken6\\MSVCP140.dll", "shiboken-msvcp", "BINARY"),
    ("shiboken6\\shiboken6.abi3.dll", "shiboken", "BINARY"),
    ("VCRUNTIME140.dll", "top-vcruntime", "BINARY"),
    ("elsewhere\\VCRUNTIME140.dll", "other-vcruntime", "BINARY"),
]
WINDOWS_LINKS = {
    "qtcore": ["shiboken6.abi3.dll", "Qt6Core.dll", "vcruntime140.dll"],
    "qt6core": ["msvcp140.dll", "KERNEL32.dll", "api-ms-win-crt-math-l1-1-0.dll", "icuuc.dll"],
    "shiboken": ["MSVCP140.DLL", "VCRUNTIME140.dll"],
}


def windows_entries() -> list[library_search.Entry]:
    return [(place.replace("\\", os.sep), file, kind) for place, file, kind in WINDOWS_LIBRARIES]


def test_each_library_of_windows_keeps_the_runtime_of_its_folder() -> None:
    kept = contents.needed_binaries(windows_entries(), lambda file: WINDOWS_LINKS.get(file, []))
    assert {file for _, file, _ in kept} == {
        "qtcore",
        "qt6core",
        "qt-msvcp",
        "shiboken",
        "shiboken-msvcp",
        "top-vcruntime",
    }
    assert not library_search.missing_libraries(kept, lambda file: WINDOWS_LINKS.get(file, []))


def test_a_package_without_a_runtime_of_its_own_gets_that_of_qt() -> None:
    entries = [*windows_entries(), (f"onnxruntime{os.sep}capi{os.sep}state.pyd", "state", "EXTENSION")]
    links = {**WINDOWS_LINKS, "state": ["MSVCP140.dll"]}
    kept = contents.needed_binaries(entries, lambda file: links.get(file, []))
    assert ("MSVCP140.dll", "qt-msvcp", "BINARY") in kept
    assert not library_search.missing_libraries(kept, lambda file: links.get(file, []))


@pytest.mark.parametrize(
    ("version", "ordered"),
    [
        ("1.2.0", "1.2.0"),
        ("1.2.0rc1", "1.2.0~rc1"),
        ("0.1.0b3", "0.1.0~b3"),
        ("2.0.dev1", "2.0~dev1"),
    ],
)
def test_a_release_candidate_comes_before_its_release(version: str, ordered: str) -> None:
    assert package_version(version) == ordered


@pytest.mark.skipif(shutil.which("dpkg") is None, reason="Debian's tool orders versions")
def test_debian_takes_a_release_for_newer_than_its_candidate() -> None:
    run(["dpkg", "--compare-versions", package_version("1.2.0rc1"), "lt", package_version("1.2.0")])
    run(["dpkg", "--compare-versions", package_version("1.2.0rc1"), "gt", package_version("1.1.9")])


def runtime_of(version: tuple[int, int, int, int]) -> bytes:
    """A library that tells a version, as Windows has it in files."""
    major, minor, build, private = version
    return b"MZ" + struct.pack("<4I", 0xFEEF04BD, 0x10000, major << 16 | minor, build << 16 | private)


@pytest.mark.parametrize(
    ("at_top", "kept"), [((14, 38, 33135, 0), "qt"), ((14, 9, 1, 0), "qt"), ((14, 50, 1, 0), "top")]
)
def test_the_newer_of_two_runtimes_is_at_the_top(tmp_path: Path, at_top: tuple[int, int, int, int], kept: str) -> None:
    (tmp_path / "top").write_bytes(runtime_of(at_top))
    (tmp_path / "qt").write_bytes(runtime_of((14, 44, 35211, 0)))
    entries = [
        ("VCRUNTIME140.dll", str(tmp_path / "top"), "BINARY"),
        (f"PySide6{os.sep}vcruntime140.dll", str(tmp_path / "qt"), "BINARY"),
    ]
    found = library_search.with_runtime_at_top(entries)
    assert [Path(file).name for place, file, _ in found if os.sep not in place] == [kept]
    assert entries[1] in found
    assert library_search.file_version(b"MZ" * 40) == (0, 0, 0, 0)


def test_a_library_that_a_new_windows_lacks_is_named() -> None:
    entries = [entry for entry in windows_entries() if entry[1] not in ("shiboken-msvcp", "top-vcruntime")]
    missing = library_search.missing_libraries(entries, lambda file: WINDOWS_LINKS.get(file, []))
    assert [(line.split()[0].replace(os.sep, "/"), line.split()[3]) for line in missing] == [
        ("PySide6/QtCore.pyd", "vcruntime140.dll,"),
        ("shiboken6/shiboken6.abi3.dll", "msvcp140.dll,"),
        ("shiboken6/shiboken6.abi3.dll", "vcruntime140.dll,"),
    ]


@pytest.mark.parametrize(
    ("place", "needed"),
    [
        ("qtbrowser/_resources/icons/search.svg", True),
        ("PySide6/__init__.pyc", True),
        ("PySide6/Qt/translations/qtbase_de.qm", True),
        ("PySide6/Qt/translations/qtdeclarative_de.qm", False),
        ("PySide6/Qt/qml/QtQuick/qmldir", False),
        ("numpy-2.4.6.dist-info/METADATA", False),
    ],
)
def test_which_files_are_frozen(place: str, needed: bool) -> None:
    assert bool(contents.needed_datas([(place, "/x", "DATA")])) is needed


def test_our_own_files_are_frozen_where_the_program_looks_for_them() -> None:
    places = {place for _, place in contents.own_files(ROOT)}
    assert {"qtbrowser/_resources/icons", "qtbrowser/_resources/math", "qtbrowser/_sample/learn/mathematics"} <= places


def flags_of(command: str) -> set[str]:
    parser = argparse.ArgumentParser(add_help=False)
    import_module(f"qtbrowser.cli.{command}").add_arguments(parser)
    return {flag for each in parser._actions if each.help != argparse.SUPPRESS for flag in each.option_strings}


@pytest.mark.parametrize("command", ["window", *COMMANDS])
def test_manual_and_completions_know_every_option(command: str) -> None:
    manual = command_line.manual_page().replace(r"\-", "-")
    fish, zsh, bash = command_line.fish_completion(), command_line.zsh_completion(), command_line.bash_completion()
    for flag in flags_of(command):
        assert rf"\fB{flag}\fR" in manual
        assert f"'{flag}[" in zsh
        assert f" {flag}" in bash
        assert f"-{'l' if flag.startswith('--') else 's'} {flag.lstrip('-')} " in fish


@pytest.mark.parametrize(
    ("shell", "text"),
    [
        ("bash", command_line.bash_completion),
        ("zsh", command_line.zsh_completion),
        ("fish", command_line.fish_completion),
    ],
)
def test_a_shell_can_read_its_completion(shell: str, text: Callable[[], str], tmp_path: Path) -> None:
    if shutil.which(shell) is None:
        pytest.skip(f"{shell} is not here")
    script = tmp_path / "completion"
    script.write_text(text(), encoding="utf-8")
    done = subprocess.run([shell, "-n", str(script)], capture_output=True, encoding="utf-8", check=False)
    assert (done.returncode, done.stderr) == (0, "")


def test_bash_completes_commands_and_options(tmp_path: Path) -> None:
    if shutil.which("bash") is None:
        pytest.skip("bash is not here")
    script = tmp_path / "completion"
    script.write_text(command_line.bash_completion(), encoding="utf-8")
    ask = 'source "$1"; COMP_WORDS=(qtbrowser search --lim); COMP_CWORD=2; _qtbrowser; echo "${COMPREPLY[@]}"; '
    ask += 'COMP_WORDS=(qtbrowser --theme se); COMP_CWORD=2; _qtbrowser; echo "${COMPREPLY[@]}"'
    command = ["bash", "-c", ask, "bash", str(script)]
    done = subprocess.run(command, capture_output=True, encoding="utf-8", check=True, cwd=tmp_path)
    assert done.stdout.splitlines() == ["--limit", "sepia"]


def png(size: int, folder: Path) -> bytes:
    image = QImage(size, size, QImage.Format.Format_ARGB32)
    image.fill("teal")
    assert image.save(str(folder / "icon.png"))
    return (folder / "icon.png").read_bytes()


def test_icons_are_in_the_form_of_their_system(tmp_path: Path) -> None:
    pictures = {size: png(size, tmp_path) for size in (16, 256)}
    icon = tmp_path / "icon.ico"
    icon.write_bytes(icons.windows_icon(pictures))
    assert not QImage(str(icon)).isNull()
    mac = icons.mac_icon(pictures)
    assert mac[:4] == b"icns"
    assert struct.unpack(">I", mac[4:8])[0] == len(mac)
    assert mac.count(b"\x89PNG") == 2


def test_the_desktop_knows_the_program() -> None:
    text = linux_tree.metainfo()
    assert f"<id>{IDENTIFIER}</id>" in text
    assert f'version="{VERSION}"' in text
    assert "@" not in text
    entry = (linux_tree.LINUX / "qtbrowser.desktop").read_text(encoding="utf-8")
    assert "inode/directory" in entry
    assert "x-scheme-handler/qtbrowser" in entry


def test_an_rpm_owns_its_files_and_no_folder_of_others(tmp_path: Path) -> None:
    for place in ("usr/lib/qtbrowser/_internal/a.so", "usr/share/man/man1/qtbrowser.1.gz", "usr/bin/qtbrowser"):
        file = tmp_path / place
        file.parent.mkdir(parents=True, exist_ok=True)
        file.touch()
    completion = tmp_path / "usr/share/zsh/vendor-completions/_qtbrowser"
    completion.parent.mkdir(parents=True)
    completion.touch()
    lines = rpm.rpm_files(tmp_path)
    assert set(lines[1:]) == {
        '"/usr/lib/qtbrowser"',
        '"/usr/share/man/man1/qtbrowser.1.gz"',
        '"/usr/bin/qtbrowser"',
        # Fedora's and openSUSE's place for it.
        '"/usr/share/zsh/site-functions/_qtbrowser"',
    }


@pytest.mark.skipif(os.name != "posix", reason="the commands are shell scripts")
def test_a_command_that_only_says_it_is_not_there_does_not_start(tmp_path: Path) -> None:
    for name, code in (("works", 0), ("shim", 127)):
        script = tmp_path / name
        script.write_text(f"#!/bin/sh\nexit {code}\n")
        script.chmod(0o755)
    assert starts(str(tmp_path / "works"))
    assert not starts(str(tmp_path / "shim"))
    assert not starts(str(tmp_path / "missing"))


@pytest.mark.parametrize("library", SYSTEM_LIBRARIES, ids=lambda library: library.file)
def test_a_library_that_packages_need_is_not_frozen(library: SystemLibrary) -> None:
    binary = (library.file, f"/usr/lib/{library.file}", "EXTENSION")
    assert contents.needed_binaries([binary], lambda _: []) == []


def test_packages_need_what_the_table_says() -> None:
    packages = {package for choice in (*deb.DEPENDS, *deb.RECOMMENDS) for package in choice.split(" | ")}
    for library in SYSTEM_LIBRARIES:
        assert (library.debian in packages) or not library.packaged
        assert (library.file in rpm.LIBRARIES) == (library.packaged and library.needed != "wayland")
    assert len(set(deb.DEPENDS)) == len(deb.DEPENDS)
