"""Finds answers that are nearly the same among tens of thousands.

Each answer is represented by its set of three-word sequences, and the set by a MinHash signature (A. Broder, "On the
resemblance and containment of documents", 1997). Signatures are compared in bands (Leskovec, Rajaraman and Ullman,
"Mining of Massive Datasets", 3.4): only answers that agree in a whole band are compared.
"""

from __future__ import annotations

import re
import struct

from rensa import RMinHash

LIKE = 0.8
"""The Jaccard similarity of the sets of three-word sequences from which on two answers count as nearly the same."""

FEWEST_WORDS = 30
"""The smallest number of words; shorter answers are similar by chance."""

_NUMBERS = 72
_BANDS = 12
"""The number of bands, of six hashes each: a pair with similarity 0.8 is found with probability 0.97, one with 0.9 with
0.9995.
"""

_SEED = 1
_PACKED = struct.Struct(f">{_NUMBERS}I")
_BAND_BYTES = _PACKED.size // _BANDS
# The largest prime below 2 to the power of 60: with the band's number it is in 64 bits.
_PRIME = (1 << 60) - 93
_WORD = re.compile(r"\w+")
# For text of ASCII alone: what is no letter of a word becomes a space, and capitals small letters.
_SPACED = "".join(chr(code).lower() if _WORD.match(chr(code)) else " " for code in range(128))


def packed_bands(text: str) -> bytes:
    """The bands of a text, see `bands_of`, in eight bytes each: a fifth of the memory of numbers."""
    bands = bands_of(text)
    return struct.pack(f"<{len(bands)}Q", *bands)


def bands_of(text: str) -> tuple[int, ...]:
    """The bands of a text's signature; none for a short text.

    Args:
        text: Markdown; only its words count, in any case.
    """
    words = _words(text)
    if len(words) < FEWEST_WORDS:
        return ()
    signature = RMinHash(num_perm=_NUMBERS, seed=_SEED)
    signature.update(_runs(words))
    packed = _PACKED.pack(*signature.digest())
    # One number for each band: what different hashes have in common by chance, the comparison of the texts tells.
    return tuple(
        int.from_bytes(packed[start : start + _BAND_BYTES], "big") % _PRIME * _BANDS + start // _BAND_BYTES
        for start in range(0, len(packed), _BAND_BYTES)
    )


def likeness(one: str, other: str) -> float:
    """The Jaccard similarity of two texts' sets of three-word sequences: 0 to 1."""
    runs = set(_runs(_words(one)))
    others = set(_runs(_words(other)))
    return len(runs & others) / (len(runs | others) or 1)


def _words(text: str) -> list[str]:
    # A table and a split find the same words in a third of the time.
    return text.translate(_SPACED).split() if text.isascii() else _WORD.findall(text.casefold())


def _runs(words: list[str]) -> list[str]:
    return list(map(" ".join, zip(words, words[1:], words[2:], strict=False)))
