"""Parses an answer's Markdown into a tree of elements, with formulas taken out beforehand."""

from __future__ import annotations

import threading
from collections.abc import Mapping, Sequence
from types import MappingProxyType
from typing import NamedTuple
from xml.etree.ElementTree import Element

from qtbrowser.documents.boundary import unforeseen
from qtbrowser.documents.folder_kind import FolderKind, names_of_kinds
from qtbrowser.markup.commonmark.html_syntax import HEADINGS
from qtbrowser.markup.commonmark.tree import Prepared
from qtbrowser.markup.placeholders import Piece, neutralised, put_back, take_out
from qtbrowser.markup.signs.dialects import dialect_of
from qtbrowser.markup.split_comments import without_split_comments
from qtbrowser.markup.tex_text import tex_as_text
from qtbrowser.rendering.limits import why_too_hard
from qtbrowser.rendering.markdown_tree import MarkdownReader

_readers = threading.local()


class AnswerTree(NamedTuple):
    """A parsed answer.

    Attributes:
        text: the Markdown with its control characters replaced.
        root: its elements, or None if the source is shown instead.
        pieces: the formulas that the placeholders in the elements refer to.
        reason: why there are no elements, as a sentence.
        notes: the elements of each footnote by its label.
        left_out: how many signs of a program that would have shown something were left out.
    """

    text: str
    root: Element | None
    pieces: list[Piece]
    reason: str = ""
    notes: Mapping[str, Element] = MappingProxyType({})
    left_out: int = 0


def read_answer(markdown: str, kinds: FolderKind = FolderKind.PLAIN) -> AnswerTree:
    """Parse an answer; the parser is built once for each thread.

    If parsing fails, the result has no tree but the reason, and the answer is shown as its source.

    Args:
        markdown: the answer.
        kinds: what it was written for, whose signs are understood.
    """
    text = neutralised(markdown)
    reason = why_too_hard(text)
    if reason:
        return AnswerTree(text, None, [], reason)
    try:
        return _read(text, kinds)
    except Exception as error:
        # The parser may be in an inconsistent state.
        _readers.reader = None
        return unset(text, error)


def without_repeated_title(root: Element, title: str, pieces: Sequence[Piece]) -> None:
    """Remove the first heading of an answer, if it only repeats the document's title.

    Args:
        root: the answer's elements.
        title: the title on one line.
        pieces: the formulas that the placeholders in the tree refer to.
    """
    holder, first = _first_heading(root)
    if first is None or words_on_one_line(first, pieces).casefold() != title.casefold():
        return
    # What follows it without an element of its own stays.
    first.tag, first.text = "div", None
    first.attrib.clear()
    del first[:]
    if not (first.tail or "").strip():
        holder.remove(first)


def words_on_one_line(element: Element, pieces: Sequence[Piece]) -> str:
    """An element's content as plain text on one line.

    Args:
        element: a part of an answer.
        pieces: the formulas that the placeholders in it refer to.
    """
    words = [
        tex_as_text(part.body) if isinstance(part, Piece) else part
        for part in put_back("".join(element.itertext()), pieces)
    ]
    return " ".join("".join(words).split())


def _first_heading(holder: Element) -> tuple[Element, Element | None]:
    """The first heading and what it is in, if that is nothing but blocks without a meaning of their own."""
    for child in holder:
        if child.tag in HEADINGS:
            return holder, child
        if child.tag == "div":
            found = _first_heading(child)
            if found[1] is not None:
                return found
    return holder, None


def unset(text: str, error: Exception) -> AnswerTree:
    """The result for an answer whose parsing or rendering raised: it is shown as its source.

    Args:
        text: the Markdown with its control characters replaced.
        error: what was raised.
    """
    told = unforeseen(error, None)
    return AnswerTree(text, None, [], f"{told.reason} {told.fix}")


def _read(text: str, kinds: FolderKind) -> AnswerTree:
    dialect = dialect_of(frozenset(names_of_kinds(kinds)))
    text = without_split_comments(text)
    prepared = dialect.prepare(text) if dialect.prepare is not None else Prepared(text)
    places, pieces = take_out(prepared.text)
    reader: MarkdownReader | None = getattr(_readers, "reader", None)
    if reader is None:
        reader = _readers.reader = MarkdownReader()
    root, notes = reader.tree(places, dialect)
    return AnswerTree(text, root, pieces, notes=notes, left_out=prepared.left_out)
