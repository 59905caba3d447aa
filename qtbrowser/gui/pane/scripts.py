"""Tells which scripts a text has that a computer may have no font for."""

from __future__ import annotations

from bisect import bisect_right

# First letter and last letter of each script's main blocks (https://www.unicode.org/Public/UNIDATA/Blocks.txt), with
# the name of the script as Qt's list of writing systems and Google's Noto fonts have it.
_BLOCKS = (
    (0x0370, 0x03FF, "Greek"),
    (0x0400, 0x052F, "Cyrillic"),
    (0x0531, 0x058F, "Armenian"),
    (0x0590, 0x05FF, "Hebrew"),
    (0x0600, 0x06FF, "Arabic"),
    (0x0700, 0x074F, "Syriac"),
    (0x0780, 0x07BF, "Thaana"),
    (0x07C0, 0x07FF, "Nko"),
    (0x0900, 0x097F, "Devanagari"),
    (0x0980, 0x09FF, "Bengali"),
    (0x0A00, 0x0A7F, "Gurmukhi"),
    (0x0A80, 0x0AFF, "Gujarati"),
    (0x0B00, 0x0B7F, "Oriya"),
    (0x0B80, 0x0BFF, "Tamil"),
    (0x0C00, 0x0C7F, "Telugu"),
    (0x0C80, 0x0CFF, "Kannada"),
    (0x0D00, 0x0D7F, "Malayalam"),
    (0x0D80, 0x0DFF, "Sinhala"),
    (0x0E00, 0x0E7F, "Thai"),
    (0x0E80, 0x0EFF, "Lao"),
    (0x0F00, 0x0FFF, "Tibetan"),
    (0x1000, 0x109F, "Myanmar"),
    (0x10A0, 0x10FF, "Georgian"),
    (0x1680, 0x169F, "Ogham"),
    (0x16A0, 0x16FF, "Runic"),
    (0x1780, 0x17FF, "Khmer"),
    (0x3041, 0x30FF, "Japanese"),
    (0x3400, 0x9FFF, "Chinese"),
    (0xAC00, 0xD7A3, "Korean"),
)
_STARTS = [start for start, _, _ in _BLOCKS]
_FEWEST = 2
"""Different letters from which on a text has a script: a single one may be a sign, as in a formula."""


def scripts_of(text: str) -> set[str]:
    """The names of the scripts, Latin apart, of which a text has more than one letter.

    Args:
        text: any text.
    """
    if text.isascii():
        return set()
    counts: dict[str, int] = {}
    for letter in set(text):
        number = bisect_right(_STARTS, ord(letter)) - 1
        if number >= 0 and ord(letter) <= _BLOCKS[number][1] and letter.isalpha():
            name = _BLOCKS[number][2]
            counts[name] = counts.get(name, 0) + 1
    return {name for name, count in counts.items() if count >= _FEWEST}
