"""Renders an answer to HTML; a long one in parts, one after the other, so that its beginning is there at once."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from html import escape
from typing import NamedTuple

from qtbrowser.documents.folder_kind import FolderKind
from qtbrowser.documents.question_entries import EntryKind, QuestionEntry
from qtbrowser.errors import QtBrowserError
from qtbrowser.markup.heading_anchors import github_anchor
from qtbrowser.markup.placeholders import neutralised
from qtbrowser.markup.text_parts import split_parts
from qtbrowser.rendering.answer_tree import AnswerTree, read_answer, unset
from qtbrowser.rendering.html_pieces import code_block
from qtbrowser.rendering.html_writer import HtmlWriter
from qtbrowser.rendering.limits import LONGEST_ANSWER, beginning
from qtbrowser.rendering.link_addresses import Links
from qtbrowser.rendering.page import Heading
from qtbrowser.rendering.question_anchors import QuestionAnchors
from qtbrowser.rendering.quiz_answers import fold_answers

_MOST_NOTES = 40_000
"""Footnotes of more characters are shown at the end of a part, so that no part takes long to be set out."""


class RenderedAnswer(NamedTuple):
    """The HTML of an answer or of a part of it, its headings, and the anchor of the title if the answer links to it."""

    html: str
    headings: tuple[Heading, ...] = ()
    title_anchor: str = ""


class AnswerParts:
    """Renders an answer part by part.

    Args:
        markdown: the answer.
        links: the document's links.
        title: its title; a first heading that repeats it is left out.
        kinds: what it was written for, whose signs are understood.
        entries: its questions, if it is an FAQ or a quiz; answers of a quiz are folded.

    Attributes:
        texts: the Markdown of each part.
    """

    def __init__(
        self,
        markdown: str,
        links: Links,
        title: str = "",
        kinds: FolderKind = FolderKind.PLAIN,
        entries: Sequence[QuestionEntry] = (),
    ) -> None:
        self._links = links
        self._title = title
        self._kinds = kinds
        self._is_quiz = any(entry.kind is EntryKind.QUIZ for entry in entries)
        self._questions = QuestionAnchors(entries)
        self._length = len(markdown)
        self.texts = split_parts(neutralised(markdown[:LONGEST_ANSWER]))
        self._writer: HtmlWriter | None = None
        self._left_out = 0

    def rendered(self) -> Iterator[RenderedAnswer]:
        """The parts in order, each rendered when it is asked for."""
        last = len(self.texts) - 1
        for number, text in enumerate(self.texts):
            part = self._part(text, is_first=not number)
            is_last = number == last
            notes = "" if self._writer is None else self._writer.footnotes(more_than=0 if is_last else _MOST_NOTES)
            further = [*([notes] if notes else []), *(self._notices() if is_last else ())]
            yield part._replace(html="\n".join((part.html, *further))) if further else part

    def _part(self, text: str, *, is_first: bool) -> RenderedAnswer:
        is_whole = len(self.texts) == 1
        answer = read_answer(text, self._kinds if is_first else self._kinds & ~FolderKind.FIELD_LINES)
        if answer.root is None:
            return RenderedAnswer(_source_html(answer, is_whole=is_whole))
        if self._is_quiz:
            fold_answers(answer.root)
        any_callout = self._kinds.names_callouts
        writer = HtmlWriter(
            answer.pieces,
            self._links,
            answer.text,
            any_callout=any_callout,
            questions=self._questions,
            before=self._writer,
        )
        title = self._title if is_first else ""
        try:
            html = writer.written(answer.root, title, answer.notes)
        except (QtBrowserError, OSError):
            # An error of the look-up of links, not of this document.
            raise
        except Exception as error:
            return RenderedAnswer(_source_html(unset(answer.text, error), is_whole=is_whole))
        self._writer = writer
        self._left_out += answer.left_out + writer.left_out
        anchor = github_anchor(title) if title else ""
        title_anchor = f'<a name="{escape(anchor)}"></a>' if anchor and writer.links_to(anchor) else ""
        return RenderedAnswer(html, tuple(writer.headings), title_anchor)

    def _notices(self) -> Iterator[str]:
        if self._length > LONGEST_ANSWER:
            shown = f"Its beginning ({LONGEST_ANSWER:,} of {self._length:,} characters) is shown."
            yield f'<p class="notice">This answer is too long to be set out. {shown}</p>'
        if self._left_out:
            yield _left_out_html(self._left_out)


def _left_out_html(count: int) -> str:
    parts, them = ("1 part of this page is", "it") if count == 1 else (f"{count:,} parts of this page are", "them")
    return f'<p class="left-out">{parts} left out: only the program of the site can show {them}.</p>'


def _source_html(answer: AnswerTree, *, is_whole: bool) -> str:
    """An answer, or a part of one, as its source, with the reason."""
    shown = beginning(answer.text)
    it = "It" if is_whole else "That part"
    if len(shown) < len(answer.text):
        it = f"Its beginning ({len(shown):,} of {len(answer.text):,} characters)"
    reason = answer.reason if is_whole else answer.reason.replace("This answer", "A part of this answer")
    notice = escape(f"{reason} {it} is shown as it was written.", quote=False)
    return f'<p class="notice">{notice}</p>\n{code_block(shown, "")}'
