"""Recognises block markers at the start of a line: those of CommonMark and of GitHub's tables."""

from __future__ import annotations

import re

from qtbrowser.markup.headings import atx_heading
from qtbrowser.rendering.placeholders import LISTING_MARK

MARKER = re.compile(r"([-*+]|\d{1,9}[.)])(?:( +)(?=\S)|[ ]*$)")
RULE = re.compile(r"(?:(?:\*[ \t]*){3,}|(?:-[ \t]*){3,}|(?:_[ \t]*){3,})$")
UNDERLINE = re.compile(r"(?:=++|-++)[ \t]*+$")
TABLE_RULE = re.compile(r"\|?[ \t]*+:?-++:?[ \t]*+(?:\|[ \t]*+:?-++:?[ \t]*+)*+\|?[ \t]*+$")
_LOOKS_LIKE_BLOCK = re.compile(r"(?:#|[-*+][ \t]|\d{1,9}[.][ \t])")


def may_interrupt(words: str) -> bool:
    """Whether a line without `>` can't be a lazy continuation of a quotation's paragraph."""
    return (
        words[0] == LISTING_MARK
        or atx_heading(words) is not None
        or MARKER.match(words) is not None
        or RULE.match(words) is not None
    )


def escaped(words: str) -> str:
    """A line of a paragraph, its first character escaped where Python-Markdown would take it for a block marker."""
    if _LOOKS_LIKE_BLOCK.match(words) is None:
        return words
    sign = words.find(".") if words[0].isdigit() else 0
    return f"{words[:sign]}\\{words[sign:]}"


def cells(row: str) -> int:
    """How many cells a row of a table has."""
    row = row.strip().replace("\\|", "")
    return row.removeprefix("|").removesuffix("|").count("|") + 1


def leading_tabs_expanded(line: str) -> str:
    """A line whose indentation is spaces only, including after a list marker (CommonMark 2.2)."""
    if "\t" not in line:
        return line
    words = line.lstrip(" \t")
    blank = line[: len(line) - len(words)].expandtabs(4)
    marker = re.match(r"([-*+]|\d{1,9}[.)])\t", words)
    if marker:
        words = f"{blank}{marker[1]}\t".expandtabs(4)[len(blank) :] + words[marker.end() :]
    return blank + words
