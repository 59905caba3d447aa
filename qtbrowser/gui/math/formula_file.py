"""Formulas on disk, so that what was set once is there at once the next time the program runs.

A text file of one line a formula: a checksum, the question as JSON, a tab, the answer as JSON. Lines are only ever
added, so several windows may write to one file; a line that was torn or has decayed is left out. The file's name
holds the checksum of the script that gave the answers.
"""

from __future__ import annotations

import json
import tempfile
import zlib
from collections.abc import Iterable
from pathlib import Path

Entries = dict[bytes, bytes]
"""Question as `question` writes it -> answer as `decode_formula` takes it."""

SIZE_LIMIT = 8 << 20

_CHECKSUM_LENGTH = 8


def question(tex: str, display: bool) -> bytes:
    """The key of a formula."""
    return json.dumps([int(display), tex], separators=(",", ":")).encode("ascii")


class FormulaFile:
    """The file of one version of the script.

    Args:
        folder: where it lies; made if it is missing.
        version: of the script, letters and digits.
        size_limit: in bytes. A file that has outgrown it is cut down to the younger half when it is read.
    """

    def __init__(self, folder: Path, version: str, size_limit: int = SIZE_LIMIT) -> None:
        self._folder = folder
        self._path = folder / f"formulas-{version}.txt"
        self._size_limit = size_limit

    def read(self) -> Entries:
        """What is there, and the files of other versions are deleted. Nothing is there if it can't be read.

        Raises:
            OSError: the file is too large and can't be replaced, or another version's can't be deleted.
        """
        for other in self._folder.glob("formulas-*.txt"):
            if other != self._path:
                other.unlink(missing_ok=True)
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
        """Write more of them.

        Raises:
            OSError: it can't be written.
        """
        self._folder.mkdir(parents=True, exist_ok=True)
        with self._path.open("ab") as file:
            # One write for all, so that two programs' lines don't mix.
            file.write(b"".join(_line(key, answer) for key, answer in entries))

    def _replace(self, lines: list[bytes]) -> None:
        with tempfile.NamedTemporaryFile(dir=self._folder, prefix="new-", delete=False) as file:
            file.writelines(lines)
        Path(file.name).replace(self._path)


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
    """As many of the last lines as have room in `size` bytes."""
    start = len(lines)
    while start and size >= len(lines[start - 1]):
        start -= 1
        size -= len(lines[start])
    return lines[start:]
