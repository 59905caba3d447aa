"""What is unfolded one after the other when a document is asked back, and the passages that are covered in it."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import accumulate

from qtbrowser.library.quote_finding import find_quote
from qtbrowser.personal.highlights import CONTEXT, Highlight
from qtbrowser.rendering.quotable_text import quotable_text
from qtbrowser.rendering.unfolding import unfolded_parts


@dataclass(frozen=True, slots=True)
class Blank:
    """A passage that is covered until the reader asks for it.

    Attributes:
        quote: what the document says there now.
        prefix, suffix: what is before and behind it.
        place: how many characters are before it in the page.
    """

    quote: str
    prefix: str
    suffix: str
    place: int


@dataclass(frozen=True, slots=True)
class AskedPart:
    """A part of a page that is unfolded at once: its HTML, and what is covered in it."""

    html: str
    blanks: tuple[Blank, ...] = ()


def asked_parts(html: str, highlights: Sequence[Highlight]) -> tuple[AskedPart, ...]:
    """The parts of a page.

    Args:
        html: the page.
        highlights: those of its document. One that is to be blanked and goes on into the next part is covered in that
            in which it ends.
    """
    parts, blanks = unfolded_parts(html), [one for one in highlights if one.is_blank]
    if not blanks:
        return tuple(map(AskedPart, parts))
    texts = [quotable_text(part) for part in parts]
    ends, text = list(accumulate(len(one) + 1 for one in texts)), "\n".join(texts)
    found: list[list[Blank]] = [[] for _ in parts]
    for one in blanks:
        place = find_quote(text, one.quote, one.prefix, one.suffix, one.place)
        if place is not None:
            start, end = place
            around = text[max(0, start - CONTEXT) : start], text[end : end + CONTEXT]
            found[bisect_left(ends, end)].append(Blank(text[start:end], *around, start))
    return tuple(AskedPart(part, tuple(own)) for part, own in zip(parts, found, strict=True))
