"""Tells where a text is a listing by indentation, before its blocks are parsed."""

from __future__ import annotations

_INDENT = 4
_MOST_LINES = 200
"""How many lines are looked back at."""

# What begins a block whose content may be indented, or a tag: what follows it may be no listing.
_OPENING = tuple("-*+!?=:[/{<>|&~`0123456789")


def is_in_indented_code(text: str, place: int) -> bool:
    """Whether a place is in a listing by indentation; False where that is not sure, as in list items and callouts.

    It is sure below a blank line and a heading or a paragraph, none of whose lines is indented or begins a list.

    Args:
        text: Markdown.
        place: in code points.
    """
    start = text.rfind("\n", 0, place) + 1
    end = text.find("\n", place)
    if not _is_indented(text[start : end if end >= 0 else len(text)]):
        return False
    follows_blank = is_above = False
    for _ in range(_MOST_LINES):
        if not start:
            break
        before = text.rfind("\n", 0, start - 1) + 1
        line = text[before : start - 1]
        start = before
        if not line.strip():
            if is_above:
                break
            follows_blank = True
        elif not is_above and _is_indented(line):
            follows_blank = False
        elif not follows_blank or line.startswith((" ", "\t", *_OPENING)):
            return False
        else:
            is_above = True
    else:
        return False
    return is_above


def _is_indented(line: str) -> bool:
    indent = line[: len(line) - len(line.lstrip(" \t"))]
    return len(indent.expandtabs(_INDENT)) >= _INDENT
