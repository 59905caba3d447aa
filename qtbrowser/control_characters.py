"""Escapes control characters, which a terminal, a table or a page would obey instead of showing them."""

from __future__ import annotations

import re

# C0 and C1 (ECMA-48), line and paragraph separators, the signs that reorder text (Unicode Standard Annex 9: Trojan
# Source), those of annotations, and halves of pairs, which no output takes.
_ALWAYS = "\0-\x08\x0b-\x1f\x7f-\x9f\u061c\u202a-\u202e\u2028\u2029\u2066-\u2069\ufff9-\ufffb\ud800-\udfff"
_IN_TEXT = re.compile(f"[{_ALWAYS}]")
_IN_LINE = re.compile(f"[{_ALWAYS}\t\n]")


def escaped_controls(text: str) -> str:
    """A text of several lines with its control characters as escapes; line ends and tabs stay as they are.

    Args:
        text: any text.

    Returns:
        The text with ``\\\\u001b`` for an escape character and so on. JSON has the same escapes, so that escaped JSON
        keeps its meaning.
    """
    return text if text.isascii() and text.isprintable() else _IN_TEXT.sub(_escape, text)


def escaped_line(text: str) -> str:
    """A text for a single line: line ends and tabs are escaped too."""
    return text if text.isascii() and text.isprintable() else _IN_LINE.sub(_escape, text)


def _escape(found: re.Match[str]) -> str:
    return f"\\u{ord(found[0]):04x}"
