"""Goes through the lines of a text that are neither in fenced listings nor in comments."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from typing import NamedTuple

_FENCE = re.compile(r"[ \t>]*+(`{3,}|~{3,})")


class ProseLine(NamedTuple):
    """A line of a text.

    Attributes:
        number: of the line in the text, from 0.
        start: where it begins in the text, in code points.
        text: the line without its end.
        before: the line before it; empty behind a listing or a comment.
        opens_listing: whether it is the opening fence of a listing.
    """

    number: int
    start: int
    text: str
    before: str
    opens_listing: bool


def prose_lines(lines: Sequence[str]) -> Iterator[ProseLine]:
    """Yield the lines that are neither in a listing nor in a comment; of a listing, its opening fence.

    Args:
        lines: all lines of a Markdown text, without their ends.
    """
    fence = previous = ""
    in_comment = False
    start = 0
    for number, line in enumerate(lines):
        begin, start = start, start + len(line) + 1
        before, previous = previous, line
        if fence:
            closing = line.strip(" \t>")
            fence = "" if closing.startswith(fence) and not closing.strip(fence[0]) else fence
            previous = ""
        elif in_comment or line.lstrip().startswith("<!--"):
            in_comment = "-->" not in line
            previous = ""
        elif ("`" in line or "~" in line) and (opening := _FENCE.match(line)):
            fence = opening[1]
            yield ProseLine(number, begin, line, before, True)
        else:
            yield ProseLine(number, begin, line, before, False)
