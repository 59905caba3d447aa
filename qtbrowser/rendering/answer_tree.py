"""Parses an answer's Markdown into a tree of elements, with code and math taken out beforehand."""

from __future__ import annotations

import threading
from collections.abc import Mapping
from types import MappingProxyType
from typing import NamedTuple
from xml.etree.ElementTree import Element

from qtbrowser.documents.boundary import unforeseen
from qtbrowser.rendering.callouts import admonitions_as_quotations
from qtbrowser.rendering.footnotes import take_notes
from qtbrowser.rendering.gfm_lists import normalise_lists
from qtbrowser.rendering.limits import why_too_hard
from qtbrowser.rendering.markdown_tree import MarkdownReader
from qtbrowser.rendering.placeholders import Piece, neutralised, take_out

_readers = threading.local()


class AnswerTree(NamedTuple):
    """A parsed answer.

    Attributes:
        text: the Markdown with its control characters replaced.
        root: its elements, or None if the source is shown instead.
        pieces: the code and math that the placeholders in the elements refer to.
        reason: why there are no elements, as a sentence.
        notes: the elements of each footnote by its label.
    """

    text: str
    root: Element | None
    pieces: list[Piece]
    reason: str = ""
    notes: Mapping[str, Element] = MappingProxyType({})


def read_answer(markdown: str) -> AnswerTree:
    """Parse an answer; the parser is built once for each thread.

    If parsing fails, the result has no tree but the reason, and the answer is shown as its source.
    """
    text = neutralised(markdown)
    reason = why_too_hard(text)
    if reason:
        return AnswerTree(text, None, [], reason)
    try:
        return _read(text)
    except Exception as error:
        # The parser may be in an inconsistent state.
        _readers.reader = None
        return unset(text, error)


def unset(text: str, error: Exception) -> AnswerTree:
    """The result for an answer whose parsing or rendering raised: it is shown as its source.

    Args:
        text: the Markdown with its control characters replaced.
        error: what was raised.
    """
    told = unforeseen(error, None)
    return AnswerTree(text, None, [], f"{told.reason} {told.fix}")


def _read(text: str) -> AnswerTree:
    places, pieces = take_out(text)
    reader: MarkdownReader | None = getattr(_readers, "reader", None)
    if reader is None:
        reader = _readers.reader = MarkdownReader()
    places, notes = take_notes(admonitions_as_quotations(places))
    root = reader.tree(normalise_lists(places), notes)
    read_notes = {label: reader.tree(normalise_lists(note), notes) for label, note in notes.items()}
    return AnswerTree(text, root, pieces, notes=read_notes)
