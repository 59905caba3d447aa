"""Tells whether words ask something, in any script."""

from __future__ import annotations

import re

QUESTION_MARKS = ("?", "\uff1f", "\u061f", "\u037e", "\u055e", "\u1367")
"""Latin, full width, Arabic, Greek, Armenian, Ethiopic."""

_CLOSING = " \t*_`~:\"'\u201d\u2019\u00bb)]\uff09\u300d"
_NUMBERED = re.compile(
    r"(?:Q|Question)(?:[ \t]*+(?:\d{1,5}[ \t]*+)?[.:)\u2013-][ \t]*+(?=\S)|[ \t]*+\d{1,5}(?:[ \t]|$))", re.IGNORECASE
)
_FIRST_MARK = re.compile(f"[{''.join(QUESTION_MARKS)}]")


def asks(words: str) -> bool:
    """Whether words end with a question mark, or begin like `Q1.` or `Question 2:`."""
    return words.rstrip(_CLOSING).endswith(QUESTION_MARKS) or _NUMBERED.match(words) is not None


def question_of_paragraph(words: str) -> str:
    """The question of a paragraph that begins with `Q:` or `Q1.`, without that; empty if it begins otherwise.

    Args:
        words: of the paragraph, on one line.
    """
    found = _NUMBERED.match(words)
    if found is None:
        return ""
    mark = _FIRST_MARK.search(words, found.end())
    return words[found.end() : len(words) if mark is None else mark.end()].strip()
