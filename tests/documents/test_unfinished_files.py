from __future__ import annotations

import os
import signal
import sys
from pathlib import Path

import pytest

from qtbrowser.documents.unfinished_files import is_being_written

pytestmark = pytest.mark.skipif(sys.platform not in ("linux", "win32"), reason="only these systems tell")


def test_a_file_is_being_written_until_it_is_closed(tmp_path: Path) -> None:
    file = tmp_path / "one.md"
    with file.open("w", encoding="utf-8") as stream:
        assert is_being_written(tmp_path, "one.md")
        stream.write("half")
        stream.flush()
        assert is_being_written(tmp_path, "one.md")
        stream.write("the rest")
    assert not is_being_written(tmp_path, "one.md")
    with file.open("a", encoding="utf-8"):
        assert is_being_written(tmp_path, "one.md")


def test_a_reader_is_no_writer_and_is_not_disturbed(tmp_path: Path) -> None:
    file = tmp_path / "one.md"
    file.write_text("whole", encoding="utf-8")
    with file.open(encoding="utf-8") as stream:
        assert not is_being_written(tmp_path, "one.md")
        assert stream.read() == "whole"
    # What was taken for the question is given back: another program can write.
    file.write_text("again", encoding="utf-8")


@pytest.mark.parametrize("path", ["missing.md", "../out.md", "folder"])
def test_what_is_no_file_is_not_being_written(tmp_path: Path, path: str) -> None:
    (tmp_path / "folder").mkdir()
    assert not is_being_written(tmp_path, path)


@pytest.mark.skipif(sys.platform != "linux", reason="leases are of Linux")
def test_a_program_that_opens_the_file_at_the_same_time_ends_nobody(tmp_path: Path) -> None:
    file = tmp_path / "one.md"
    file.write_text("whole", encoding="utf-8")
    child = os.fork()
    if child == 0:
        while True:
            os.close(os.open(file, os.O_WRONLY))
    try:
        answers = {is_being_written(tmp_path, "one.md") for _ in range(20_000)}
    finally:
        os.kill(child, signal.SIGKILL)
        os.waitpid(child, 0)
    assert answers <= {True, False}
