"""Tokenizes Markdown for syntax colours, one line at a time, with a state that is passed to the next line.

This is not a parser: the preview shows the meaning of a text. It must be fast for any line and right for usual
Markdown. The length of spans is bounded, so that unclosed ones take no long time.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from enum import Enum

LONGEST_LINE = 20_000
"""The length in letters above which a line is not tokenized."""

PLAIN = 0
"""The state at the beginning of a text."""

_TILDES = 1 << 8
_MATH_STATES = {"$$": 1 << 9, "\\[": 1 << 10}
_MATH_ENDS = {1 << 9: "$$", 1 << 10: "\\]"}


class TokenKind(Enum):
    """The kind of a token."""

    HEADING = "heading"
    MARKER = "marker"
    QUOTE = "quote"
    STRONG = "strong"
    EMPHASIS = "emphasis"
    STRUCK = "struck"
    CODE = "code"
    CODE_LINE = "code line"
    FENCE = "fence"
    MATH = "math"
    LINK = "link"


@dataclass(frozen=True, slots=True)
class MarkdownToken:
    """Letters [start, end) of a line, in code points. Where two overlap, the later one counts."""

    kind: TokenKind
    start: int
    end: int


_FENCE = re.compile(r" {0,12}(?P<mark>`{3,}(?=[^`]*\Z)|~{3,})")
_HEADING = re.compile(r" {0,3}#{1,6}(?:\s|\Z)")
_QUOTE = re.compile(r"(?: {0,3}>)+ ?")
_ITEM = re.compile(r"\s*(?:[-*+]|[0-9]{1,9}[.)])(?:\s+\[[ xX]\])?(?=\s|\Z)")
_RULE = re.compile(r" {0,3}(?:(?:\*\s*){3,}|(?:-\s*){3,}|(?:_\s*){3,})\Z")
_TABLE_RULE = re.compile(r"(?=[^|]{0,200}\|)[\s|:]*-[\s|:-]*\Z")
_MATH_LINE = re.compile(r"\s*(?P<mark>\$\$|\\\[)")

_INLINE = re.compile(
    r"""
      (?P<escape> \\[!-/:-@\[-`{-~](?<!\\\() )
    | (?P<code> (?<!`)(?P<ticks>`++) .{1,800}? (?<!`) (?P=ticks) (?!`) )
    | (?P<math> \$\$ .{1,800}? \$\$
              | \$ (?![\s$]) (?:[^$\\]|\\.){1,400}? (?<!\s) \$ (?!\d)
              | \\\( .{1,800}? \\\) )
    | (?P<link> !?\[ [^\[\]]{0,300} \] \( [^()\s]{0,500} (?:\([^()\s]{0,100}\))? [^()\s]{0,100} (?:\s"[^"]{0,200}")? \)
              | https?://[^\s<>)\]]{1,500} | <https?://[^\s<>]{1,500}> )
    | (?P<strong> \*\*(?=[^\s*]) .{1,400}? (?<=[^\s*])\*\* (?!\*) | (?<!\w)__(?=[^\s_]) .{1,400}? (?<=[^\s_])__(?!\w) )
    | (?P<emphasis> \*(?=[^\s*]) [^*]{1,400}? (?<=[^\s*])\* | (?<!\w)_(?=[^\s_]) [^_]{1,400}? (?<=[^\s_])_(?!\w) )
    | (?P<struck> ~~(?=\S) .{1,400}? (?<=\S)~~ )
    """,
    re.VERBOSE,
)
_KINDS = {
    "code": TokenKind.CODE,
    "math": TokenKind.MATH,
    "link": TokenKind.LINK,
    "strong": TokenKind.STRONG,
    "emphasis": TokenKind.EMPHASIS,
    "struck": TokenKind.STRUCK,
}


def tokens_of(line: str, state: int = PLAIN) -> tuple[list[MarkdownToken], int]:
    """Tokenize a line.

    Args:
        line: the line, without its end.
        state: the state after the line before, `PLAIN` for the first one.

    Returns:
        The tokens from left to right, and the state for the next line.
    """
    if len(line) > LONGEST_LINE:
        return [], state
    if state in _MATH_ENDS:
        return _math_line(line, state, 0)
    if state:
        return _code_line(line, state)
    fence = _FENCE.match(line)
    if fence:
        mark = fence["mark"]
        return [MarkdownToken(TokenKind.FENCE, 0, len(line))], min(len(mark), 255) + (_TILDES if mark[0] == "~" else 0)
    opened = _MATH_LINE.match(line)
    if opened and _MATH_ENDS[_MATH_STATES[opened["mark"]]] not in line[opened.end() :]:
        return _math_line(line, _MATH_STATES[opened["mark"]], opened.end())
    return list(_tokens(line)), PLAIN


def _code_line(line: str, state: int) -> tuple[list[MarkdownToken], int]:
    mark = "~" if state & _TILDES else "`"
    bare = line.strip()
    if bare and set(bare) == {mark} and len(bare) >= state & 255:
        return [MarkdownToken(TokenKind.FENCE, 0, len(line))], PLAIN
    return [MarkdownToken(TokenKind.CODE_LINE, 0, len(line))], state


def _math_line(line: str, state: int, start: int) -> tuple[list[MarkdownToken], int]:
    end = line.find(_MATH_ENDS[state], start)
    # An empty line ends an unclosed formula, so that one mistake does not colour the rest of the text.
    if end < 0:
        return [MarkdownToken(TokenKind.MATH, 0, len(line))], state if line.strip() else PLAIN
    after = end + len(_MATH_ENDS[state])
    return [MarkdownToken(TokenKind.MATH, 0, after), *_inline(line, after)], PLAIN


def _tokens(line: str) -> Iterator[MarkdownToken]:
    start = 0
    if quote := _QUOTE.match(line):
        start = quote.end()
        yield MarkdownToken(TokenKind.QUOTE, 0, len(line))
        yield MarkdownToken(TokenKind.MARKER, 0, start)
    if _HEADING.match(line, start):
        yield MarkdownToken(TokenKind.HEADING, start, len(line))
    elif _RULE.match(line, start) or _TABLE_RULE.match(line, start):
        yield MarkdownToken(TokenKind.MARKER, start, len(line))
        return
    elif item := _ITEM.match(line, start):
        yield MarkdownToken(TokenKind.MARKER, start, item.end())
        start = item.end()
    yield from _inline(line, start)


def _inline(line: str, start: int) -> Iterator[MarkdownToken]:
    for match in _INLINE.finditer(line, start):
        kind = _KINDS.get(match.lastgroup or "")
        if match.lastgroup == "ticks":
            kind = TokenKind.CODE
        if kind is not None:
            yield MarkdownToken(kind, match.start(), match.end())
