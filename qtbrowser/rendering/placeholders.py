"""Replaces code and math by placeholders before Markdown is parsed, and puts them back.

A placeholder is a number between Unicode noncharacters. Noncharacters in a document are replaced by U+FFFD first, so
that no document can forge a placeholder.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from textwrap import dedent
from typing import NamedTuple

from qtbrowser.markup.spans import Span, SpanKind, find_spans

_OPEN, _CLOSE, LISTING_MARK, SEPARATOR = "\ufdd0", "\ufdd1", "\ufdd2", "\ufdd3"
"""The start of a placeholder, its end, the start of a listing's; and a paragraph that only separates two lists."""

PLACE = re.compile(f"[{_OPEN}{LISTING_MARK}]([0-9]+){_CLOSE}")
_FOREIGN = re.compile(f"[{_OPEN}-{SEPARATOR}\0\ud800-\udfff\x01-\x08\x0b\x0e-\x1f\x7f]")
_FENCE_PREFIX = re.compile(r"((?:[ \t>]|[-*+][ \t]|\d{1,9}[.)][ \t])*)(`{3,}|~{3,})[ \t]*([^\s`{},:]*)")


class Piece(NamedTuple):
    """The code or math that a placeholder refers to.

    Attributes:
        kind: code or math, inline or block.
        body: the code or TeX; for a listing the lines without the indentation of their fence.
        source: what the author wrote, delimiters included.
        language: the first word behind the fence, or nothing.
    """

    kind: SpanKind
    body: str
    source: str
    language: str = ""

    @property
    def is_block(self) -> bool:
        """Whether it is on lines of its own."""
        return self.kind in (SpanKind.FENCED_CODE, SpanKind.DISPLAY_MATH)


def neutralised(text: str) -> str:
    """The text with noncharacters of placeholders, lone surrogates and control characters as U+FFFD, line ends as
    ``\\n``.
    """
    if "\r" in text:
        text = text.replace("\r\n", "\n").replace("\r", "\n")
    return _FOREIGN.sub("\N{REPLACEMENT CHARACTER}", text)


def take_out(text: str) -> tuple[str, list[Piece]]:
    """Replace code and math by placeholders.

    Args:
        text: Markdown that went through `neutralised`.

    Returns:
        The text with placeholders, and the piece of each in the order of their numbers. The placeholder of a listing is
        in place of its opening fence, on a line of its own after the same indentation and markers.
    """
    pieces: list[Piece] = []
    parts: list[str] = []
    position = 0
    for span in find_spans(text):
        parts.append(text[position : span.start])
        if span.kind is SpanKind.FENCED_CODE:
            prefix, piece = _fenced(text, span)
            parts.append(f"{prefix}{LISTING_MARK}{len(pieces)}{_CLOSE}")
        else:
            piece = _inline(text, span)
            parts.append(f"{_OPEN}{len(pieces)}{_CLOSE}")
        pieces.append(piece)
        position = span.end
    parts.append(text[position:])
    return "".join(parts), pieces


def put_back(text: str, pieces: Sequence[Piece]) -> Iterator[str | Piece]:
    """The texts between placeholders and the pieces of the placeholders, in order, without empty texts."""
    parts = PLACE.split(text)
    for index, part in enumerate(parts):
        if index % 2:
            yield pieces[int(part)]
        elif part:
            yield part


def source_of(text: str, pieces: Sequence[Piece]) -> str:
    """The text as the author wrote it, without placeholders."""
    return PLACE.sub(lambda place: pieces[int(place[1])].source, text)


def _inline(text: str, span: Span) -> Piece:
    body = span.body
    if span.kind is SpanKind.INLINE_CODE:
        # CommonMark 6.1: line ends are spaces; one space is stripped from both sides unless there is nothing else.
        body = body.replace("\n", " ")
        if body.startswith(" ") and body.endswith(" ") and body.strip():
            body = body[1:-1]
    else:
        body = _dedented(body) if "\n" in body else body.strip()
    return Piece(span.kind, body, text[span.start : span.end])


def _dedented(formula: str) -> str:
    """A formula of several lines without the indentation or markers of the list or quotation that it is in."""
    first, *lines = formula.split("\n")
    if all(line.lstrip().startswith(">") for line in lines):
        lines = [line.lstrip()[1:] for line in lines]
    rest = dedent("\n".join(lines))
    return f"{first.strip()}\n{rest}".strip()


def _fenced(text: str, span: Span) -> tuple[str, Piece]:
    source = text[span.start : span.end]
    opening = _FENCE_PREFIX.match(source)
    if opening is None:
        return "", Piece(span.kind, span.body, source)
    prefix = opening[1]
    width = len(prefix.expandtabs(4))
    quotes = prefix.count(">")
    lines = [_without_prefix(line, width, quotes) for line in span.body.split("\n")]
    return prefix, Piece(span.kind, "\n".join(lines).rstrip("\n"), source, opening[3].lower())


def _without_prefix(line: str, width: int, quotes: int) -> str:
    """A line of a listing without its fence's indentation and the markers of its quotations."""
    for _ in range(quotes):
        stripped = line.lstrip(" ")
        if not stripped.startswith(">"):
            break
        line = stripped[1:].removeprefix(" ")
        width = 0
    line = line.expandtabs(4) if line.startswith("\t") or (width and "\t" in line[:width]) else line
    blank = len(line) - len(line.lstrip(" "))
    return line[min(blank, width) :]
