"""Decides which answers, or parts of them, are shown as their source, because parsing them would take too long.

Python-Markdown's time for a paragraph is quadratic in its brackets and emphasis characters, or worse, and its parser
recurses for nested lists and quotations. The limits are far above what people write: in 1,848 real answers no paragraph
has more than 2 brackets or 16 emphasis signs, and no list is more than 3 deep.
"""

from __future__ import annotations

import re
from itertools import islice

LONGEST_ANSWER = 20_000_000
"""Most characters of an answer that are read; what follows them is left out, and the page says so."""

LONGEST_TEXT = 1_000_000
MOST_LINES = 10_000
MOST_HEADINGS = 800
LONGEST_PARAGRAPH = 50_000
MOST_BRACKETS = 200
MOST_SIGNS = 400
DEEPEST = 24
MOST_CELLS = 20_000

MOST_SHOWN = 200_000
MOST_LINES_SHOWN = 5_000
"""Most characters and lines of a source that are shown: the window has to lay them out."""

_TOO_DEEP = "This answer nests lists or quotations too deeply to be set out."
_TOO_LONG = "This answer is too long to be set out."
_TOO_BUSY = "This answer has a paragraph with too many signs to be set out."

_TOO_WIDE = "This answer has tables with too many cells to be set out."
_MANY_HEADINGS = "This answer has too many headings to be set out."

_HEADING = re.compile(r"^[ \t>]*+(?:#{1,6}[ \t]|(?:=+|-+)[ \t]*$)", re.MULTILINE)
_CONTAINERS = re.compile(r"^([ \t]*+)((?:(?:>|[-*+:](?=[ \t])|\d{1,9}[.)](?=[ \t]))[ \t]*+)++)", re.MULTILINE)
_CONTAINER = re.compile(r">|[-*+:](?=[ \t])|\d{1,9}[.)](?=[ \t])")
_TABLE_RULE = re.compile(r"[ \t]*+(?:\|[ \t]*+)?:?-++:?[ \t]*+\|[ \t|:-]*+$")
_BEFORE_ROW = " \t>"
_NEW_BLOCK = re.compile(r"\n[ \t>]*+(?=\n|[-*+][ \t]|\d{1,9}[.)][ \t]|#|\|)")
_SIGN = re.compile(r"\*+|_+|~~+")


def why_too_hard(text: str) -> str:
    """The reason not to parse a text as Markdown, as a sentence for the reader; empty if it can be parsed.

    Args:
        text: Markdown.
    """
    if len(text) > LONGEST_TEXT or (len(text) > MOST_LINES and text.count("\n") > MOST_LINES):
        return _TOO_LONG
    # The time of Qt's HTML reader is quadratic in the number of headings.
    if len(text) > MOST_HEADINGS and sum(1 for _ in islice(_HEADING.finditer(text), MOST_HEADINGS + 1)) > MOST_HEADINGS:
        return _MANY_HEADINGS
    if "|" in text and _cells(text) > MOST_CELLS:
        return _TOO_WIDE
    if _depth(text) > DEEPEST:
        return _TOO_DEEP
    if len(text) > LONGEST_PARAGRAPH or text.count("[") > MOST_BRACKETS or _signs(text) > MOST_SIGNS:
        for paragraph in _NEW_BLOCK.split(text):
            if len(paragraph) > LONGEST_PARAGRAPH:
                return _TOO_LONG
            if paragraph.count("[") > MOST_BRACKETS or _signs(paragraph) > MOST_SIGNS:
                return _TOO_BUSY
    return ""


def beginning(text: str) -> str:
    """The part of a source that is shown; all of it if it is short enough."""
    text = text[:MOST_SHOWN]
    lines = text.split("\n", MOST_LINES_SHOWN)
    return text if len(lines) <= MOST_LINES_SHOWN else "\n".join(lines[:MOST_LINES_SHOWN])


def _signs(text: str) -> int:
    if text.count("*") + text.count("_") + text.count("~") <= MOST_SIGNS:
        return 0
    return sum(len(sign[0]) for sign in _SIGN.finditer(text) if not _is_within_word(sign))


def _is_within_word(sign: re.Match[str]) -> bool:
    """Whether a run of underscores is between letters or digits, where it is no emphasis."""
    start, end = sign.span()
    return sign[0][0] == "_" and sign.string[start - 1 : start].isalnum() and sign.string[end : end + 1].isalnum()


def _cells(text: str) -> int:
    """How many cells the tables of a text have: each row has as many as the head."""
    found = columns = 0
    for line in text.split("\n"):
        row = line.lstrip(_BEFORE_ROW)
        if not row:
            columns = 0
        elif _TABLE_RULE.match(row):
            columns = max(columns, row.count("|") + 1)
        found += columns
    return found


def _depth(text: str) -> int:
    """How deep lists and quotations nest at most, by the columns of their markers and the markers on one line."""
    deepest = 0
    columns: list[int] = []
    for line in _CONTAINERS.finditer(text):
        column = len(line[1].expandtabs(4))
        while columns and columns[-1] >= column:
            columns.pop()
        columns.append(column)
        deepest = max(deepest, len(columns) - 1 + len(_CONTAINER.findall(line[2])))
    return deepest
