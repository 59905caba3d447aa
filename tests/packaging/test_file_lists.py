"""Every package has all licences: read from lists of files, of packages made here and of those that were built."""

from __future__ import annotations

import io
import shutil
import struct
import tarfile
import zipfile
from pathlib import Path

import pytest

from shipping import appimage, file_lists
from shipping.file_lists import LICENCES_INSIDE, files_of, missing_from, packages_in, unwanted_in
from shipping.project import DIST
from shipping.running import ShippingError, run
from shipping.sbom import INSIDE

ALL = [f"qtbrowser/_resources/licenses/{name}" for name in LICENCES_INSIDE]


def test_a_package_without_a_licence_is_noticed() -> None:
    assert missing_from([*ALL, f"qtbrowser/_resources/{INSIDE}"], is_frozen=True) == []
    assert missing_from(ALL, is_frozen=False) == []
    assert missing_from(ALL, is_frozen=True) == [INSIDE]
    assert missing_from(ALL[1:], is_frozen=False) == ["licenses/THIRD-PARTY.md"]
    assert missing_from(["other/LICENSE", *ALL[2:], ALL[0]], is_frozen=False) == ["licenses/LICENSE"]


def test_sources_have_our_own_licence_at_their_top() -> None:
    others = [f"qtbrowser-1.0/resources/{file}" for file in (ALL[0], *ALL[2:])]
    assert missing_from(["qtbrowser-1.0/LICENSE", *others], is_frozen=False, is_source=True) == []
    assert missing_from(["qtbrowser-1.0/a/LICENSE", *others], is_frozen=False, is_source=True) == ["licenses/LICENSE"]


def test_large_files_that_are_not_used_are_noticed() -> None:
    ours = "qtbrowser/_internal/numpy.libs/libscipy_openblas64_-9e3e5a4229c1ca39f10dc82bba9e2b2b.so"
    fortran = "qtbrowser/_internal/numpy.libs/libgfortran-040039e1-0352e75f.so.5.0.0"
    tests = "numpy/_core/_multiarray_tests.cpython-311-x86_64-linux-gnu.so"
    assert unwanted_in([*ALL, ours, fortran, tests]) == [fortran, tests]
    assert unwanted_in(["a folder/gfortran/notes.txt", *ALL]) == []


def with_files(folder: Path) -> Path:
    for name in ALL:
        file = folder / "usr" / name
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text("terms\n")
    return folder


def test_files_of_archives(tmp_path: Path) -> None:
    wheel, tar = tmp_path / "a-1-py3-none-any.whl", tmp_path / "a-1.tar.xz"
    with zipfile.ZipFile(wheel, "w") as archive:
        for name in ALL:
            archive.writestr(name, "terms")
    with tarfile.open(tar, "w:xz") as packed:
        for name in ALL:
            packed.addfile(tarfile.TarInfo(f"top/{name}"), io.BytesIO())
    assert missing_from(files_of(wheel), is_frozen=False) == []
    assert missing_from(files_of(tar), is_frozen=False) == []
    with pytest.raises(ShippingError, match="unknown kind"):
        files_of(tmp_path / "a.zip")


@pytest.mark.skipif(shutil.which("dpkg-deb") is None, reason="Debian's tool makes the package")
def test_files_of_a_deb(tmp_path: Path) -> None:
    folder = with_files(tmp_path / "tree")
    (folder / "DEBIAN").mkdir()
    control = "Package: a\nVersion: 1\nArchitecture: all\nMaintainer: A <a@example.org>\nDescription: a\n"
    (folder / "DEBIAN" / "control").write_text(control)
    package = tmp_path / "a.deb"
    run(["dpkg-deb", "--root-owner-group", "-Znone", "--build", folder, package])
    assert missing_from(files_of(package), is_frozen=False) == []


def test_the_listing_of_an_image() -> None:
    listing = "squashfs-root\nsquashfs-root/AppRun\nsquashfs-root/usr/lib/a b\n"
    # An ELF program with two sections, whose table ends it.
    head = b"\x7fELF\x02\x01\x01" + bytes(33) + struct.pack("<Q", 64) + bytes(10) + struct.pack("<HHH", 64, 2, 1)
    assert len(head) == 64
    assert appimage.image_offset(head + bytes(128)) == 192
    assert appimage.names_in(listing) == ["AppRun", "usr/lib/a b"]


@pytest.mark.parametrize("package", packages_in(DIST), ids=lambda package: package.name)
def test_a_package_that_was_built_has_all_licences(package: Path) -> None:
    file_lists.check([package])
