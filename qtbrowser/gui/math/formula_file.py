"""The cache of typeset formulas on disk, for the next runs of the program.

A text file of one line a formula: a checksum, the question as JSON, a tab, the answer as JSON. Lines are only appended,
so several windows may write to one file; an incomplete or damaged line is ignored. The file's name contains the
checksum of the script that gave the answers.
"""

from __future__ import annotations

import json
import tempfile
import zlib
from collections.abc import Iterable
from pathlib import Path

from qtbrowser.held_files import remove_file, replace_file

Entries = dict[bytes, bytes]
"""Key from `question` -> answer for `decode_formula`."""

SIZE_LIMIT = 8 << 20

_CHECKSUM_LENGTH = 8


def question(tex: str, display: bool) -> bytes:
    """The key of a formula."""
    return json.dumps([int(display), tex], separators=(",", ":")).encode("ascii")


class FormulaFile:
    """The file of one version of the script.

    Args:
        folder: its folder; created if it is missing.
        version: the version of the script, letters and digits.
        size_limit: the size limit in bytes. A larger file is reduced to its newer half when it is read.
    """

    def __init__(self, folder: Path, version: str, size_limit: int = SIZE_LIMIT) -> None:
        self._folder = folder
        self._path = folder / f"formulas-{version}.txt"
        self._size_limit = size_limit

    def read(self) -> Entries:
        """Read all entries, and delete the files of other versions. If the file can't be read, there are no entries.

        Raises:
            OSError: the file is too large and can't be replaced, or another version's can't be deleted.
        """
        for other in self._folder.glob("formulas-*.txt"):
            if other != self._path:
                remove_file(other)
        try:
            content = self._path.read_bytes()
        except OSError:
            return {}
        lines = content.splitlines(keepends=True)
        if len(content) > self._size_limit:
            lines = _youngest(lines, self._size_limit // 2)
            self._replace(lines)
        return dict(entry for line in lines if (entry := _entry(line)) is not None)

    def add(self, entries: Iterable[tuple[bytes, bytes]]) -> None:
        """Append entries.

        Raises:
            OSError: the file can't be written.
        """
        self._folder.mkdir(parents=True, exist_ok=True)
        with self._path.open("ab") as file:
            # One write for all, so that two programs' lines don't mix.
            file.write(b"".join(_line(key, answer) for key, answer in entries))

    def _replace(self, lines: list[bytes]) -> None:
        with tempfile.NamedTemporaryFile(dir=self._folder, prefix="new-", delete=False) as file:
            file.writelines(lines)
        replace_file(Path(file.name), self._path)


def _line(key: bytes, answer: bytes) -> bytes:
    content = key + b"\t" + answer
    return b"%08x%s\n" % (zlib.crc32(content), content)


def _entry(line: bytes) -> tuple[bytes, bytes] | None:
    content = line[_CHECKSUM_LENGTH:-1]
    if line[:_CHECKSUM_LENGTH] != b"%08x" % zlib.crc32(content):
        return None
    key, _, answer = content.partition(b"\t")
    return key, answer


def _youngest(lines: list[bytes], size: int) -> list[bytes]:
    """As many of the last lines as fit into `size` bytes."""
    start = len(lines)
    while start and size >= len(lines[start - 1]):
        start -= 1
        size -= len(lines[start])
    return lines[start:]
