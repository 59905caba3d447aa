"""The result of rendering: a page of safe HTML."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from typing import NamedTuple

PART_BREAK = "\n<!-- part -->\n"
"""Between the parts of a complete page; no document can write it."""

ANSWER_START = '<div class="answer">'
"""Where the answer begins in a page, and in each part that goes on with it; no document can write it."""


class Heading(NamedTuple):
    """A heading of the answer: its level (1 to 6), its words, and the anchor that `#anchor` links lead to."""

    level: int
    text: str
    anchor: str


class LaterPart(NamedTuple):
    """A part of a long page: its HTML, and its headings in order."""

    html: str
    headings: tuple[Heading, ...] = ()


class LaterParts:
    """The parts of a page after the first one, rendered when they are asked for; not for several threads at once.

    Args:
        parts: renders them.
        sources: what of the answer they are made of; pages with the same sources are equal. None of it where all that
            comes later is a list of similar questions.
    """

    def __init__(self, parts: Iterator[LaterPart], sources: tuple[str, ...]) -> None:
        self._parts = parts
        self._sources = sources
        self._rendered: list[LaterPart] = []

    def __eq__(self, other: object) -> bool:
        return isinstance(other, LaterParts) and self._sources == other._sources

    def __hash__(self) -> int:
        return hash(self._sources)

    @property
    def length(self) -> int:
        """How many characters of the answer they are made of; 0 where only similar questions come later."""
        return sum(map(len, self._sources))

    def parts(self, start: int, end: int) -> list[LaterPart]:
        """Some parts in order, counted from 0; fewer where there are no more."""
        while len(self._rendered) < end and (part := next(self._parts, None)) is not None:
            self._rendered.append(part)
        return self._rendered[start:end]

    def all_parts(self) -> list[LaterPart]:
        """All parts."""
        self._rendered.extend(self._parts)
        return list(self._rendered)


@dataclass(frozen=True, slots=True)
class Page:
    """One document, ready to be shown.

    Attributes:
        path: the document's path in the library.
        title: its question as plain text on one line.
        html: a fragment without scripts, styles, raw HTML or remote resources: question, meta line, answer,
            keywords, related questions. Its classes are listed in `qtbrowser.rendering.render`. A long page has several
            answer blocks with `PART_BREAK` between them.
        headings: the answer's headings in order.
        subject: the subject that the page names, parts joined by ``/``, or empty.
        later: what follows `html` and `headings`, if only the first part of a page is rendered.
    """

    path: str
    title: str
    html: str
    headings: tuple[Heading, ...] = ()
    subject: str = ""
    later: LaterParts | None = None

    def completed(self, later: LaterParts) -> Page:
        """The page with these parts, all rendered."""
        parts = later.all_parts()
        html = PART_BREAK.join([self.html, *(part.html for part in parts)])
        headings = (*self.headings, *(heading for part in parts for heading in part.headings))
        return replace(self, html=html, headings=headings, later=None)
