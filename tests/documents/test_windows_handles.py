"""Windows' names and places: what of them is text and can be tried on any system."""

from __future__ import annotations

import os
import sys
import time
from pathlib import Path
from types import SimpleNamespace
from typing import cast

import pytest

from qtbrowser.documents.windows_handles import (
    extended,
    is_device_name,
    is_elsewhere,
    is_link,
    is_plain_name,
    is_within,
    open_to_read,
    status_change,
    time_ns_of,
)

DEVICES = ("NUL", "nul", "Con.md", "aux.tar.gz", "COM1", "lpt9.txt", "com¹", "CONIN$", "prn .md")
FILES = ("nulls.md", "console.md", "com.md", "COM10.md", "lpt.md", "a con.md", "COM0")


def test_devices() -> None:
    assert all(map(is_device_name, DEVICES))
    assert not any(map(is_device_name, FILES))


@pytest.mark.parametrize(
    "name", ["a:b", "a.md:stream", "C:", "a\\b", "a/b", "a?", 'a"', "a|b", "a<b", "a*", "a.", "a ", "a\x01", *DEVICES]
)
def test_names_that_mean_something_else_on_windows(name: str) -> None:
    assert not is_plain_name(name)


@pytest.mark.parametrize("name", ["a.md", "a b.md", ".hidden", "naïve.md", "日本.md", *FILES])
def test_plain_names(name: str) -> None:
    assert is_plain_name(name)


def test_the_form_that_is_taken_letter_by_letter() -> None:
    assert extended("C:\\library\\a.md") == "\\\\?\\C:\\library\\a.md"
    assert extended("C:/library/a.md") == "\\\\?\\C:\\library\\a.md"
    assert extended("\\\\server\\share\\a.md") == "\\\\?\\UNC\\server\\share\\a.md"
    assert extended("\\\\?\\C:\\a") == "\\\\?\\C:\\a"


@pytest.mark.parametrize(
    ("place", "folder", "within"),
    [
        ("\\\\?\\C:\\library\\sub\\a.md", "\\\\?\\C:\\library", True),
        ("\\\\?\\C:\\library", "C:\\library", True),
        ("\\\\?\\C:\\library-too\\a.md", "\\\\?\\C:\\library", False),
        ("\\\\?\\C:\\secret.md", "\\\\?\\C:\\library", False),
        ("\\\\?\\D:\\a.md", "\\\\?\\D:\\", True),
        ("\\\\?\\UNC\\server\\share\\lib\\a.md", "\\\\server\\share\\lib", True),
        ("\\\\?\\UNC\\server\\other\\lib\\a.md", "\\\\server\\share\\lib", False),
        # A drive that the system knows by its device alone.
        ("\\\\?\\GLOBALROOT\\Device\\ImDisk0\\lib\\a.md", "\\\\?\\GLOBALROOT\\Device\\ImDisk0\\lib", True),
    ],
)
def test_what_lies_in_a_folder(place: str, folder: str, within: bool) -> None:
    assert is_within(place, folder) is within


@pytest.mark.parametrize(
    ("tag", "link"), [(0xA000000C, True), (0xA0000003, True), (0x9000001A, False), (0x80000013, False), (0, False)]
)
def test_links_and_junctions_but_no_files_in_a_cloud(tag: int, link: bool) -> None:
    assert is_link(cast("os.stat_result", SimpleNamespace(st_reparse_tag=tag))) is link


@pytest.mark.parametrize(
    ("attributes", "elsewhere"), [(0x20, False), (0x400020, True), (0x1020, True), (0x40000, False)]
)
def test_files_whose_content_is_in_a_cloud(attributes: int, elsewhere: bool) -> None:
    assert is_elsewhere(cast("os.stat_result", SimpleNamespace(st_file_attributes=attributes))) is elsewhere


@pytest.mark.skipif(sys.platform != "win32", reason="elsewhere each open file can be replaced")
def test_a_file_that_is_read_can_be_replaced_and_removed(tmp_path: Path) -> None:
    file, other = tmp_path / "a.md", tmp_path / "b.md"
    file.write_bytes(b"before")
    other.write_bytes(b"after")
    descriptor = open_to_read(str(file))
    try:
        file.rename(tmp_path / "c.md")
        other.rename(file)
        (tmp_path / "c.md").unlink()
        assert os.read(descriptor, 100) == b"before"
    finally:
        os.close(descriptor)


def test_times_of_windows() -> None:
    assert time_ns_of(116_444_736_000_000_000) == 0
    assert time_ns_of(133_000_000_000_000_001) == 1_655_526_400_000_000_100
    assert time_ns_of(0) == 0


@pytest.mark.skipif(sys.platform != "win32", reason="only Windows is asked")
def test_a_change_that_keeps_the_time_of_the_content_is_noticed(tmp_path: Path) -> None:
    file = tmp_path / "a.md"
    file.write_bytes(b"before")
    status, before = file.stat(), status_change(str(file))
    assert not before.is_elsewhere
    assert abs(before.time_ns - time.time_ns()) < 60_000_000_000
    for _ in range(1_000):  # until its clock has gone on
        file.write_bytes(b"behind")
        os.utime(file, ns=(status.st_atime_ns, status.st_mtime_ns))
        assert file.stat().st_mtime_ns == status.st_mtime_ns
        if status_change(str(file)).time_ns > before.time_ns:
            return
    pytest.fail("The time is the same.")
