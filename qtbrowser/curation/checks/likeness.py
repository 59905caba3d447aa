"""Finds answers that are nearly the same among tens of thousands.

Each answer is represented by its set of three-word sequences, and the set by a MinHash signature (A. Broder, "On the
resemblance and containment of documents", 1997). Signatures are compared in bands (Leskovec, Rajaraman and Ullman,
"Mining of Massive Datasets", 3.4): only answers that agree in a whole band are compared.
"""

from __future__ import annotations

import hashlib
import re
import struct
from collections.abc import Sequence

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
_WORD = re.compile(r"\w+")


def bands_of(text: str) -> tuple[int, ...]:
    """The bands of a text's signature; none for a short text.

    Args:
        text: Markdown; only its words count, in any case.
    """
    words = _WORD.findall(text.casefold())
    if len(words) < FEWEST_WORDS:
        return ()
    signature = RMinHash(num_perm=_NUMBERS, seed=_SEED)
    signature.update(_runs(words))
    numbers = signature.digest()
    width = _NUMBERS // _BANDS
    return tuple(_digest(start, numbers[start : start + width]) for start in range(0, _NUMBERS, width))


def _digest(band: int, numbers: Sequence[int]) -> int:
    """One number for a band; equal only if the band and its hashes are equal."""
    packed = struct.pack(f">{len(numbers) + 1}I", band, *numbers)
    return int.from_bytes(hashlib.blake2b(packed, digest_size=7).digest(), "big")


def likeness(one: str, other: str) -> float:
    """The Jaccard similarity of two texts' sets of three-word sequences: 0 to 1."""
    runs = set(_runs(_WORD.findall(one.casefold())))
    others = set(_runs(_WORD.findall(other.casefold())))
    return len(runs & others) / (len(runs | others) or 1)


def _runs(words: list[str]) -> list[str]:
    return [f"{one} {two} {three}" for one, two, three in zip(words, words[1:], words[2:], strict=False)]
