"""Folds the flat list of an inline parser, texts, elements, runs and brackets, into nested elements."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple
from xml.etree.ElementTree import Element

from qtbrowser.markup.commonmark.emphasis import Run
from qtbrowser.markup.commonmark.html_syntax import HTML

DEEPEST = 40
"""How deep inline elements nest at most; what is within deeper ones is a part of these."""


class OpenBracket:
    """An opening bracket. `element` is set once it has become a link or picture."""

    __slots__ = ("element", "has_bracket_after", "image", "place", "run")

    def __init__(self, place: int, run: Run | None, *, image: bool) -> None:
        self.place = place
        self.run = run
        self.image = image
        self.has_bracket_after = False
        self.element: Element | None = None


class LinkEnd(NamedTuple):
    """The end of a link or picture."""

    bracket: OpenBracket


def fold(root: Element, parts: Sequence[str | Element | Run | OpenBracket | LinkEnd]) -> None:
    """Make elements of the parts of a text."""
    builder = _Builder(root)
    for part in parts:
        if isinstance(part, str):
            builder.words.append(part)
        elif isinstance(part, Element):
            builder.add(part)
        elif isinstance(part, Run):
            for _ in part.closes:
                builder.close()
            if part.count:
                builder.words.append(part.sign * part.count)
            for tag in reversed(part.opens):
                builder.open(Element(tag))
        elif isinstance(part, OpenBracket):
            if part.element is None:
                builder.words.append("![" if part.image else "[")
            else:
                builder.open(part.element)
        else:
            builder.close()
    builder.flush()


class _Builder:
    """Builds elements from a sequence of texts, opening and closing tags."""

    def __init__(self, root: Element) -> None:
        self.words: list[str] = []
        self._open: list[Element] = [root]
        self._too_deep = 0

    def flush(self) -> None:
        """Append the text that was collected."""
        if not self.words:
            return
        words = "".join(self.words)
        self.words.clear()
        element = self._open[-1]
        if len(element):
            last = element[-1]
            last.tail = (last.tail or "") + words
        else:
            element.text = (element.text or "") + words

    def add(self, element: Element) -> None:
        self.flush()
        self._open[-1].append(element)

    def open(self, element: Element) -> None:
        if len(self._open) > DEEPEST:
            self._too_deep += 1
            return
        self.add(element)
        self._open.append(element)

    def close(self) -> None:
        if self._too_deep:
            self._too_deep -= 1
            return
        self.flush()
        element = self._open.pop()
        if element.tag == "img":
            element.set("alt", alternative_text(element))
            element.text = None
            del element[:]


def alternative_text(picture: Element) -> str:
    """The words of a picture's description, those of pictures within it included, without tags and comments."""
    words = [picture.text or ""]
    for inner in picture:
        if inner.tag != HTML:
            words.append(inner.get("alt", "") if inner.tag == "img" else alternative_text(inner))
        words.append(inner.tail or "")
    return "".join(words)
