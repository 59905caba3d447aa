"""Writes a tree of elements as text for a terminal: numbered lists, tables in columns, math as Unicode characters."""

from __future__ import annotations

import unicodedata
from collections.abc import Mapping, Sequence
from xml.etree.ElementTree import Element

from qtbrowser.markup.callouts import take_callout
from qtbrowser.markup.commonmark.inline_parser import NOTE
from qtbrowser.markup.commonmark.tree import EMBED
from qtbrowser.markup.html_elements import MEDIA
from qtbrowser.markup.placeholders import Piece, put_back, source_of
from qtbrowser.markup.signs.vault import TOPIC
from qtbrowser.markup.tex_text import tex_as_text
from qtbrowser.rendering.answer_tree import without_repeated_title
from qtbrowser.rendering.footnotes import NoteNumbers

_BLOCKS = {
    "p",
    "ul",
    "ol",
    "li",
    "blockquote",
    "pre",
    "table",
    "hr",
    "div",
    "dl",
    "details",
    "summary",
    "h1",
    "h2",
    "h3",
    "h4",
    "h5",
    "h6",
}
_LISTING_INDENT = " " * 4
_RULE = "-" * 40


class TextWriter:
    """Writes one answer as lines.

    Args:
        pieces: the formulas that the placeholders in the tree refer to.
        any_callout: whether callouts may be of any kind, as in Obsidian.
        before: the writer of the part of the answer before this one, if it is written in parts.

    Attributes:
        footnotes: the lines of each note that has been mentioned so far.
    """

    def __init__(self, pieces: Sequence[Piece], *, any_callout: bool = False, before: TextWriter | None = None) -> None:
        self._pieces = pieces
        self._any_callout = any_callout
        self._notes: NoteNumbers = NoteNumbers() if before is None else before._notes
        self.footnotes: list[list[str]] = [] if before is None else before.footnotes

    def written(self, root: Element, title: str, notes: Mapping[str, Element]) -> str:
        """The text of an answer or a part of one, a blank line between blocks, without a first heading that repeats the
        title and without its footnotes.

        Args:
            root: the answer's elements.
            title: the question.
            notes: the elements of its footnotes by their labels.
        """
        self._notes.begin_part(notes)
        without_repeated_title(root, title, self._pieces)
        blocks = self._flow(root)
        self.footnotes += [
            _indented(_joined(self._flow(note)), f"[{number}] ") for number, note in self._notes.mentioned()
        ]
        return "\n".join(_joined(blocks))

    def _flow(self, element: Element) -> list[list[str]]:
        """The blocks of an element, each a list of lines."""
        blocks: list[list[str]] = []
        run: list[str] = []

        def end_run() -> None:
            lines = [" ".join(line.split()) for line in "".join(run).split("\n")]
            run.clear()
            if any(lines):
                blocks.append(lines)

        def add_text(text: str | None) -> None:
            for part in put_back(text or "", self._pieces):
                if isinstance(part, Piece) and part.is_block:
                    end_run()
                    blocks.append([_LISTING_INDENT + tex_as_text(part.body)])
                else:
                    run.append(tex_as_text(part.body) if isinstance(part, Piece) else part.replace("\n", " "))

        add_text(element.text)
        for child in element:
            if child.tag in _BLOCKS:
                end_run()
                blocks.extend(self._block(child))
            else:
                run.append(self._inline(child))
            add_text(child.tail)
        end_run()
        return blocks

    def _block(self, element: Element) -> list[list[str]]:
        match element.tag:
            case "ul" | "ol":
                return [self._list(element)]
            case "blockquote":
                callout = take_callout(element, any_kind=self._any_callout)
                title = [[f"{self._inline(callout.title)}:"]] if callout and callout.title is not None else []
                return [[f"> {line}".rstrip() for line in _joined([*title, *self._flow(element)])]]
            case "dl":
                return [self._definitions(element)]
            case "pre":
                code = source_of(element.text or "", self._pieces)
                return [[(_LISTING_INDENT + line).rstrip() for line in code.split("\n")]]
            case "table":
                return [self._table(element)]
            case "hr":
                return [[_RULE]]
            case _:
                return self._flow(element)

    def _list(self, element: Element) -> list[str]:
        start = element.get("start", "1")
        number = int(start) if start.isdecimal() else 1
        lines: list[str] = []
        offset = -1
        for place, item in enumerate(element):
            if item.tag != "li":
                lines.extend(_indented(_joined(self._block(item)), "  "))
                continue
            offset += 1
            sign = f"{number + offset}. " if element.tag == "ol" else "- "
            blocks = self._flow(item)
            tight = all(child.tag != "p" for child in item)
            inside = [line for block in blocks for line in block] if tight else _joined(blocks)
            lines.extend(_indented(inside, sign))
            if not tight and place < len(element) - 1:
                lines.append("")
        return lines

    def _definitions(self, element: Element) -> list[str]:
        lines: list[str] = []
        for part in element:
            if part.tag == "dt":
                lines.append(self._inline(part))
            else:
                lines.extend(_indented(_joined(self._flow(part)), _LISTING_INDENT))
        return lines

    def _table(self, element: Element) -> list[str]:
        rows = [[self._cell(cell) for cell in row] for row in element]
        columns = max((len(row) for row in rows), default=0)
        widths = [max(_width(row[column]) for row in rows if column < len(row)) for column in range(columns)]
        lines = [
            "  ".join(cell + " " * (width - _width(cell)) for cell, width in zip(row, widths, strict=False)).rstrip()
            for row in rows
        ]
        return [*lines[:1], "  ".join("-" * width for width in widths), *lines[1:]]

    def _cell(self, element: Element) -> str:
        """A cell in one line; items of a list in it, as HTML may write it, keep their marks."""
        return " ".join(" ".join(line.split()) for block in self._flow(element) for line in block)

    def _inline(self, element: Element) -> str:
        if element.tag == "br":
            return "\n"
        if element.tag == "img":
            return source_of(element.get("alt", ""), self._pieces)
        if element.tag == EMBED:
            return element.get("title", "")
        if element.tag == TOPIC:
            return f"#{element.text or ''}"
        if element.tag == MEDIA:
            return element.get("title", "") or element.get("src", "")
        if element.tag == "code" and not len(element):
            return source_of(element.text or "", self._pieces)
        if element.tag == NOTE:
            return f"[{self._notes.mention(element.get('label', ''))[0]}]"
        words = [self._inline_text(element.text)]
        for child in element:
            words.append(self._inline(child))
            words.append(self._inline_text(child.tail))
        return "".join(words)

    def _inline_text(self, text: str | None) -> str:
        return "".join(
            tex_as_text(part.body) if isinstance(part, Piece) else part.replace("\n", " ")
            for part in put_back(text or "", self._pieces)
        )


def _indented(lines: list[str], sign: str) -> list[str]:
    """Lines after a marker, the further ones indented like the first."""
    blank = " " * len(sign)
    first, *rest = lines or [""]
    return [(sign + first).rstrip(), *((blank + line).rstrip() for line in rest)]


def _joined(blocks: list[list[str]]) -> list[str]:
    lines: list[str] = []
    for block in blocks:
        if lines:
            lines.append("")
        lines.extend(block)
    return lines


def _width(text: str) -> int:
    """Columns of a terminal: wide East Asian characters take two (Unicode Standard Annex 11)."""
    return sum(2 if unicodedata.east_asian_width(character) in "WF" else 1 for character in text)
