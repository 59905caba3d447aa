"""A file is written as a whole or stays as it was."""

from __future__ import annotations

import errno
import os
from pathlib import Path

import pytest

from qtbrowser.whole_file import whole_file


def test_a_file_is_replaced_at_the_end(tmp_path: Path) -> None:
    file = tmp_path / "mine.json"
    file.write_bytes(b"old")
    with whole_file(file) as stream:
        stream.write(b"new")
        stream.flush()
        assert file.read_bytes() == b"old"
    assert file.read_bytes() == b"new"
    assert list(tmp_path.iterdir()) == [file]


def test_a_fault_leaves_the_present_file(tmp_path: Path) -> None:
    file = tmp_path / "mine.json"
    file.write_bytes(b"old")
    with pytest.raises(TypeError), whole_file(file) as stream:
        stream.write("half")  # type: ignore[call-overload]
    assert file.read_bytes() == b"old"
    assert list(tmp_path.iterdir()) == [file]


def test_an_error_names_the_file_that_was_asked_for(tmp_path: Path) -> None:
    file = tmp_path / "missing" / "mine.json"
    with pytest.raises(FileNotFoundError) as raised, whole_file(file):
        pass
    assert raised.value.filename == str(file)


def test_an_error_about_another_file_is_passed_on_as_it_is(tmp_path: Path) -> None:
    error = OSError(errno.ENOSPC, "No space left", "other")
    with pytest.raises(OSError, match="other") as raised, whole_file(tmp_path / "mine.json"):
        raise error
    assert raised.value is error
    assert list(tmp_path.iterdir()) == []


@pytest.mark.skipif(os.name != "posix", reason="rights and links of POSIX")
def test_a_link_is_followed_and_a_private_file_is_the_users_alone(tmp_path: Path) -> None:
    link, file = tmp_path / "link.json", tmp_path / "mine.json"
    link.symlink_to(file)
    with whole_file(link, private=True) as stream:
        stream.write(b"new")
    assert link.is_symlink()
    assert file.read_bytes() == b"new"
    assert file.stat().st_mode & 0o077 == 0
