"""The pure parts of the proofs; the proofs themselves need root and fresh systems."""

from __future__ import annotations

import json
import os
import shutil
import sys
from pathlib import Path
from types import ModuleType

import pytest

from shipping import deb, emulation, glibc, prove_arm64, prove_deb, prove_upgrade, prove_windows, rpm
from shipping.appimage import CARRIED, MAGIC, file_name, marked, needed_packages, update_information
from shipping.prove_upgrade import NOTE, kept, release_before
from shipping.running import ShippingError, run
from system_libraries import SYSTEM_LIBRARIES


def test_the_release_before_is_named_by_the_environment(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv(prove_upgrade.BEFORE, raising=False)
    assert release_before() is None
    monkeypatch.setenv(prove_upgrade.BEFORE, str(tmp_path / "old.deb"))
    with pytest.raises(ShippingError, match="is not there"):
        release_before()
    (tmp_path / "old.deb").touch()
    assert release_before() == tmp_path / "old.deb"


@pytest.mark.parametrize("wrapped", [True, False])
def test_what_is_kept_is_told_without_what_newer_versions_add(wrapped: bool) -> None:
    rows = [{"path": "a.md", "note": "x", "new": 1}]

    def run(*words: str) -> str:
        if words[1] == "notes":
            return f"a.md: {NOTE}\n"
        return json.dumps({"bookmarks": rows} if wrapped else rows)

    assert kept("library", run) == [[("a.md", "x")], True]


def test_the_head_of_an_image_is_marked_where_nothing_is() -> None:
    head = b"\x7fELF\x02\x01\x01\x00" + bytes(56)
    assert marked(head)[8:11] == MAGIC
    assert len(marked(head)) == len(head)
    for wrong in (b"MZ" + bytes(62), marked(head)):
        with pytest.raises(ShippingError, match="no room"):
            marked(wrong)


def test_the_image_tells_where_newer_ones_are() -> None:
    kind, _, _, release, pattern = update_information().split("|")
    assert (kind, release) == ("gh-releases-zsync", "latest")
    assert pattern.endswith(".AppImage.zsync")
    assert update_information("aarch64").endswith("|QtBrowser-*-aarch64.AppImage.zsync")
    assert file_name("aarch64").endswith("-aarch64.AppImage")


def test_what_the_image_carries_is_known_by_its_debian_packages() -> None:
    known = {library.file for library in SYSTEM_LIBRARIES if library.packaged}
    assert set(CARRIED) <= known
    assert {"libfuse3-dev", "libxcb-cursor0"} <= set(needed_packages())


@pytest.mark.skipif(shutil.which("rpmbuild") is None, reason="rpmbuild is not here")
def test_an_rpm_is_built_in_a_folder_with_a_space_in_its_name(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    build = tmp_path / "a folder"
    monkeypatch.setattr(rpm, "BUILD", build)
    monkeypatch.setattr(rpm, "DIST", build)
    for place in ("usr/lib/qtbrowser/a file", "usr/share/zsh/vendor-completions/_qtbrowser"):
        file = build / "tree" / place
        file.parent.mkdir(parents=True)
        file.write_text("text", encoding="utf-8")
    listed = run(["rpm", "--query", "--list", "--package", rpm.make_rpm(build / "tree")]).splitlines()
    assert "/usr/lib/qtbrowser/a file" in listed


@pytest.mark.skipif(sys.platform == "win32", reason="there is no root")
def test_proofs_say_at_once_that_they_need_root(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(os, "geteuid", lambda: 1000)
    for module in (prove_deb, prove_arm64, prove_windows):
        with pytest.raises(ShippingError, match="root alone"):
            module.main([])


@pytest.mark.parametrize(("module", "kind"), [(prove_deb, "system"), (prove_arm64, "step"), (prove_windows, "step")])
def test_a_system_or_step_that_is_not_there_is_told(module: ModuleType, kind: str) -> None:
    with pytest.raises(ShippingError, match=f"There is no {kind} fly; there are "):
        module.main(["fly"])


def test_the_kernel_is_told_how_programs_of_arm64_begin() -> None:
    told = emulation.registration(Path("/usr/bin/emulator"))
    head = "".join(f"\\x{byte:02x}" for byte in b"\x7fELF\x02\x01\x01")
    assert told.startswith(f":qtbrowser-arm64:M::{head}\\x00")
    assert told.endswith(":/usr/bin/emulator:FPOC")
    # The kernel takes one line of at most 1,920 bytes, without a line break in it.
    assert len(told) < 1920
    assert "\n" not in told


_MAGIC = "7f454c460201010000000000000000000200b700"
_ANY_MARK = "ffffffffffffff000000000000000000feffffff"
_NO_MARK = "ffffffffffffff00fffffffffffffffffeffffff"
"""The second is Debian's, which does not start AppImages."""


@pytest.mark.skipif(sys.platform == "win32", reason="a script is no program there")
@pytest.mark.parametrize(
    ("state", "flags", "mask", "version", "is_enough"),
    [
        ("enabled", "POCF", _ANY_MARK, "10.0.13", True),
        ("enabled", "F", _ANY_MARK, "11.1", True),
        ("disabled", "POCF", _ANY_MARK, "10.0.13", False),
        ("enabled", "POC", _ANY_MARK, "10.0.13", False),
        ("enabled", "POCF", _NO_MARK, "10.0.13", False),
        ("enabled", "POCF", _ANY_MARK, "7.2.22", False),
        ("enabled", "POCF", _ANY_MARK, "unknown", False),
    ],
)
def test_an_emulator_that_the_kernel_knows_is_used_if_it_does_all(
    tmp_path: Path, state: str, flags: str, mask: str, version: str, is_enough: bool
) -> None:
    emulator = tmp_path / "an emulator"
    emulator.write_text(f"#!/bin/sh\necho qemu-aarch64 version {version}\n", encoding="ascii")
    emulator.chmod(0o755)
    formats = tmp_path / "formats"
    formats.mkdir()
    (formats / "register").touch(mode=0o200)
    (formats / "status").write_text("enabled\n", encoding="ascii")
    (formats / "by-ending").write_text("enabled\ninterpreter /usr/bin/other\nextension .x\n", encoding="ascii")
    told = f"interpreter {emulator}\nflags: {flags}\noffset 0\nmagic {_MAGIC}\nmask {mask}\n"
    (formats / "arm64").write_text(f"{state}\n{told}", encoding="ascii")
    assert emulation.is_known(formats) is is_enough
    emulator.write_text("#!/bin/sh\nexit 1\n", encoding="ascii")
    assert not emulation.is_known(formats)
    emulator.unlink()
    assert not emulation.is_known(formats)


@pytest.mark.parametrize(
    ("processor", "name", "library"), [("x86_64", "amd64", (2, 35)), ("aarch64", "arm64", (2, 39))]
)
def test_each_processor_has_a_package_of_its_own(processor: str, name: str, library: tuple[int, int]) -> None:
    assert deb.package_name(processor).endswith(f"_{name}.deb")
    assert glibc.newest(processor) == library


def test_a_folder_or_file_of_tests_is_a_step() -> None:
    assert callable(prove_windows.step_of("tests/packaging/"))
    assert callable(prove_windows.step_of("tests/packaging/test_proofs.py"))
    with pytest.raises(ShippingError, match="There is no step tests/fly"):
        prove_windows.step_of("tests/fly")
