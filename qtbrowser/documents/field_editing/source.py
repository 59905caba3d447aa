"""A file's bytes together with the text that the reader sees; a change of the text is carried over to the bytes."""

from __future__ import annotations

import codecs
import re
from bisect import bisect_left
from collections.abc import Iterator, Sequence
from functools import cached_property
from typing import Any, NamedTuple

from qtbrowser.documents.front_matter import split_front_matter
from qtbrowser.errors import EditRefused

_LINE_END = re.compile("\r\n|\r|\n")


class Splice(NamedTuple):
    """A change of a text: `text[start:end]` becomes `new`, whose line ends are ``\\n``."""

    start: int
    end: int
    new: str


class Source:
    """One file.

    Args:
        raw: its bytes.

    Attributes:
        raw: the same.
        text: what the reader makes of them: without byte order mark, line ends as ``\\n``.

    Raises:
        EditRefused: the file is no UTF-8 text, or is binary.
    """

    def __init__(self, raw: bytes) -> None:
        self.raw = raw
        self._mark = codecs.BOM_UTF8 if raw.startswith(codecs.BOM_UTF8) else b""
        try:
            self._written = raw[len(self._mark) :].decode("utf-8")
        except UnicodeDecodeError as error:
            raise EditRefused("The file is not UTF-8 text: convert it to UTF-8 first.") from error
        if (zero := self._written.find("\0")) >= 0:
            line = self._written.count("\n", 0, zero) + 1
            raise EditRefused("The file is binary, not text.", place=f"Line {line}")
        self.text = self._written.replace("\r\n", "\n").replace("\r", "\n") if "\r" in self._written else self._written

    @cached_property
    def front_matter(self) -> tuple[dict[str, Any], str]:
        """The fields and the body, as `split_front_matter` gives them; not to be changed.

        Raises:
            DocumentError: the front matter can't be read.
        """
        return split_front_matter(self.text)

    def replaced(self, splices: Sequence[Splice]) -> Source:
        """The file with these changes; they don't overlap. Every other byte is the same.

        In a change whose number of lines stays the same, lines that are as before keep their line ends too.
        """
        parts: list[str] = []
        position = 0
        for start, end, new in self._changed_lines(sorted(splices)):
            parts += (self._written[position : self._place(start)], new.replace("\n", self._line_end(start)))
            position = self._place(end)
        parts.append(self._written[position:])
        return Source(self._mark + "".join(parts).encode("utf-8"))

    def _changed_lines(self, splices: Sequence[Splice]) -> Iterator[Splice]:
        """The same changes line by line, where that makes a difference: in a file with several kinds of line ends."""
        for splice in splices:
            old, new = self.text[splice.start : splice.end].split("\n"), splice.new.split("\n")
            if "\r" not in self._written or len(old) != len(new):
                yield splice
                continue
            start = splice.start
            for before, after in zip(old, new, strict=True):
                if before != after:
                    yield Splice(start, start + len(before), after)
                start += len(before) + 1

    def _place(self, offset: int) -> int:
        """Where in the file, in characters, an offset in `text` is."""
        return offset + bisect_left(self._pairs, offset)

    def _line_end(self, offset: int) -> str:
        """How the line before an offset ends, or the first line where there is none before."""
        if "\r" not in self._written:
            return "\n"
        place = self._place(offset)
        before = max(self._written.rfind("\n", 0, place), self._written.rfind("\r", 0, place))
        if before < 0:
            found = _LINE_END.search(self._written)
            return found[0] if found else "\n"
        if self._written[before] == "\n":
            return "\r\n" if self._written[before - 1 : before] == "\r" else "\n"
        # A carriage return just before may be the first half of a pair.
        return "\r\n" if self._written[before + 1 : before + 2] == "\n" else "\r"

    @cached_property
    def _pairs(self) -> list[int]:
        """The offsets in `text` of line ends that take two characters in the file."""
        if "\r\n" not in self._written:
            return []
        ends = [found for found in _LINE_END.finditer(self._written) if len(found[0]) == 2]
        return [found.start() - number for number, found in enumerate(ends)]
