"""Decides which TeX is too long or too deep to be typeset. Pure."""

from __future__ import annotations

import re

LONGEST = 2000
"""Characters; the longest formula of 36,000 documents has 692."""

DEEPEST = 60

_NESTING = re.compile(
    r"\\[{}\\]|(\\begin\s*\{[^{}]*\}|\\left(?![A-Za-z])|\{)|(\\end\s*\{[^{}]*\}|\\right(?![A-Za-z])|\})"
)


def is_too_long(tex: str) -> bool:
    """Whether it has more than `LONGEST` characters."""
    return len(tex) > LONGEST


def is_too_deep(tex: str) -> bool:
    """Whether groups, environments and brackets that grow are nested more than `DEEPEST` deep."""
    depth = 0
    for found in _NESTING.finditer(tex):
        if found[1]:
            depth += 1
            if depth > DEEPEST:
                return True
        elif found[2]:
            depth -= 1
    return False
