"""The result of rendering: a page of safe HTML."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Heading:
    """A heading of the answer: its level (1 to 6), its words, and the anchor that `#anchor` links lead to."""

    level: int
    text: str
    anchor: str


@dataclass(frozen=True, slots=True)
class Page:
    """One document, ready to be shown.

    Attributes:
        path: the document's path in the library.
        title: its question as plain text on one line.
        html: a fragment without scripts, styles, raw HTML or remote resources: question, meta line, answer,
            keywords, related questions. Its classes are listed in `qtbrowser.rendering.render`.
        headings: the answer's headings in order.
        subject: the subject that the page names, parts joined by ``/``, or empty.
    """

    path: str
    title: str
    html: str
    headings: tuple[Heading, ...] = ()
    subject: str = ""
