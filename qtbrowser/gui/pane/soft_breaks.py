"""Adds line break opportunities to very long words, and has the characters that isolate code from other words. Pure.

Qt's time to break a word without break opportunities grows with the square of its length: a second for 100,000 letters.
"""

from __future__ import annotations

import re

SOFT_BREAK = "\u200b"
"""The zero-width space, at which a line may be broken."""

ISOLATE, END_OF_ISOLATE = "\u2066", "\u2069"
"""The characters around text that is written from left to right whatever is around it."""

_ADDED = dict.fromkeys(map(ord, (SOFT_BREAK, ISOLATE, END_OF_ISOLATE)))

LONGEST_WORD = 400
_STEP = 200

# Scripts without spaces between words have their own break opportunities.
_WITHOUT_SPACES = "\u0e00-\u0eff\u1000-\u109f\u1780-\u17ff\u2e80-\u9fff\uac00-\ud7af\uf900-\ufaff\uff00-\uffef"
_LETTER = rf"(?:[^\s<>&{_WITHOUT_SPACES}]|&[^\s;<>&]*;)"
_TAG_OR_WORD = re.compile(rf"<[^<>]*>|{_LETTER}{{{LONGEST_WORD},}}")
_PART = re.compile(rf"{_LETTER}{{1,{_STEP}}}")


def with_soft_breaks(html: str) -> str:
    """HTML in which every word of `LONGEST_WORD` letters or more can be broken; tags are unchanged."""
    return _TAG_OR_WORD.sub(_broken, html) if _may_have_long(html) else html


def without_soft_breaks(text: str) -> str:
    """The text without the added break opportunities and isolates, for the clipboard."""
    return text.translate(_ADDED)


def _may_have_long(html: str) -> bool:
    """Whether there may be a run of `LONGEST_WORD` letters: then one of these steps has no space between two words."""
    starts = range(0, len(html) - _STEP + 1, _STEP)
    has_wide = any(len(html[start : start + _STEP].split(None, 1)) < 2 for start in starts)
    return has_wide and max(map(len, html.split()), default=0) >= LONGEST_WORD


def _broken(found: re.Match[str]) -> str:
    if found[0].startswith("<"):
        return found[0]
    return SOFT_BREAK.join(_PART.findall(found[0]))
