"""Replaces formulas by placeholders before Markdown is parsed, and puts them back.

A placeholder is a number between Unicode noncharacters. Noncharacters in a document are replaced by U+FFFD first, so
that no document can forge a placeholder.
"""

from __future__ import annotations

import re
import sys
from bisect import bisect_right
from collections.abc import Iterator, Sequence
from textwrap import dedent
from typing import NamedTuple

from qtbrowser.markup.spans import Span, SpanKind, find_spans

OPEN, CLOSE, HELD, BOX = "\ufdd0", "\ufdd1", "\ufdd2", "\ufdd3"
"""The start of a formula's placeholder, the end of any, the start of one for an element (see `html_subset`), and the
begin of a line that opens or closes a callout (see `signs.boxes`).
"""

RESERVED = "\ufdd0-\ufdd3"
"""The noncharacters of placeholders, as a range for a character class."""

PLACE = re.compile(f"{OPEN}([0-9]+){CLOSE}")
_CODE_TAG = re.compile(r"<(/?)(?:code|kbd|samp|tt|pre)(?=[\s>])", re.IGNORECASE)
_FOREIGN = re.compile(f"[{RESERVED}\0\ud800-\udfff\x01-\x08\x0b\x0e-\x1f\x7f]")


class Piece(NamedTuple):
    """The formula that a placeholder refers to.

    Attributes:
        kind: a formula within a line, or one on lines of its own.
        body: the TeX.
        source: what the author wrote, delimiters included.
    """

    kind: SpanKind
    body: str
    source: str

    @property
    def is_block(self) -> bool:
        """Whether it is on lines of its own."""
        return self.kind is SpanKind.DISPLAY_MATH


def neutralised(text: str) -> str:
    """The text with noncharacters of placeholders, lone surrogates and control characters as U+FFFD, line ends as
    ``\\n``, form feeds as spaces.
    """
    if "\r" in text:
        text = text.replace("\r\n", "\n").replace("\r", "\n")
    if "\f" in text:
        text = text.replace("\f", " ")
    return without_foreign(text)


def without_foreign(text: str) -> str:
    """The text with noncharacters of placeholders, lone surrogates and control characters as U+FFFD."""
    return _FOREIGN.sub("\N{REPLACEMENT CHARACTER}", text)


def take_out(text: str) -> tuple[str, list[Piece]]:
    """Replace formulas by placeholders.

    Args:
        text: Markdown that went through `neutralised`.

    Returns:
        The text with placeholders, and the formula of each in the order of their numbers.
    """
    pieces: list[Piece] = []
    parts: list[str] = []
    position = 0
    spans = find_spans(text) if "$" in text or "\\" in text or "```math" in text or "``` math" in text else ()
    listed = _code_elements(text) if spans and "<" in text else []
    for span in spans:
        if span.kind in (SpanKind.INLINE_MATH, SpanKind.DISPLAY_MATH) and not _is_within(span.start, listed):
            parts.append(text[position : span.start])
            parts.append(f"{OPEN}{len(pieces)}{CLOSE}")
            pieces.append(_formula(text, span))
            position = span.end
    parts.append(text[position:])
    return "".join(parts), pieces


def put_back(text: str, pieces: Sequence[Piece]) -> Iterator[str | Piece]:
    """The texts between placeholders and the formulas of the placeholders, in order, without empty texts."""
    if OPEN not in text:
        if text:
            yield text
        return
    parts = PLACE.split(text)
    for index, part in enumerate(parts):
        if index % 2:
            yield pieces[int(part)]
        elif part:
            yield part


def source_of(text: str, pieces: Sequence[Piece]) -> str:
    """The text as the author wrote it, without placeholders."""
    return PLACE.sub(lambda place: pieces[int(place[1])].source, text) if OPEN in text else text


def _code_elements(text: str) -> list[tuple[int, int]]:
    """Where elements of code in raw HTML begin and end: a dollar in them is no formula's."""
    found: list[tuple[int, int]] = []
    opened = -1
    for tag in _CODE_TAG.finditer(text):
        if not tag[1]:
            opened = tag.end()
        elif opened >= 0:
            found.append((opened, tag.start()))
            opened = -1
    return found


def _is_within(place: int, ranges: Sequence[tuple[int, int]]) -> bool:
    following = bisect_right(ranges, (place, sys.maxsize))
    return following > 0 and place < ranges[following - 1][1]


def _formula(text: str, span: Span) -> Piece:
    body = _dedented(span.body) if "\n" in span.body else span.body.strip()
    return Piece(span.kind, body, text[span.start : span.end])


def _dedented(formula: str) -> str:
    """A formula of several lines without the indentation or markers of the list or quotation that it is in."""
    first, *lines = formula.split("\n")
    if all(line.lstrip().startswith(">") for line in lines):
        lines = [line.lstrip()[1:] for line in lines]
    rest = dedent("\n".join(lines))
    return f"{first.strip()}\n{rest}".strip()
