"""The `Document` value that a readable file is turned into."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date
from datetime import date as Date
from typing import TYPE_CHECKING

from qtbrowser.documents.folder_kind import FolderKind
from qtbrowser.documents.problem import Problem

if TYPE_CHECKING:
    from qtbrowser.documents.question_entries import QuestionEntry

READING_VERSION = "30"
"""Changed whenever documents, or the Markdown in them, are read in another way, so that indexes are made anew."""


@dataclass(frozen=True, slots=True)
class Related:
    """A link from one document to another, as the author wrote it; the target may be missing."""

    title: str
    url: str = ""
    id: int | str | None = None
    subject: str = ""


@dataclass(frozen=True, slots=True)
class Document:
    """One question with its answer.

    `path` is the document's identity: relative to the library, with ``/``. `id` is what the author wrote and is not
    unique. `subject` is what the document itself names, or empty (the catalog then uses the folder), and
    `further_subjects` are those that it names beside that one. `raw_answer` is the text as it is in the file; `answer`
    is decoded Markdown. `body` is the Markdown below the front matter if the answer is in a field; `text` is both.
    `kinds` are what its folder and file were written for, which decides what the signs in its text mean. `order` is its
    position among the documents of its folder, smaller ones first. `aliases` are other names or addresses of it,
    `permalink` and `slug` its whole address and the last part of it, on the site that is made of the folder.
    `label` is the name of the place that the heading with its title is, ``# Glue {#bone-glue}``. `problems`
    are what of the file could not be read, or was read with a guess. `file_date` is the day on which the file was
    written, if the document itself names no date and the file was looked at; no search for a date finds it.
    `lines_above` is how many lines of the file are above `text`, if that is its end: front matter and title.
    """

    path: str
    title: str
    raw_answer: str = ""
    body: str = ""
    escaped: bool = False
    id: int | str | None = None
    subject: str = ""
    date: date | None = None
    date_format: str = ""
    post_on_text: str = ""
    description: str = ""
    keywords: tuple[str, ...] = ()
    author: str = ""
    url: str = ""
    related: tuple[Related, ...] = ()
    hidden: bool = False
    kinds: FolderKind = FolderKind.PLAIN
    order: float | None = None
    aliases: tuple[str, ...] = ()
    permalink: str = ""
    slug: str = ""
    label: str = ""
    problems: tuple[Problem, ...] = ()
    file_date: Date | None = None
    further_subjects: tuple[str, ...] = ()
    lines_above: int = field(default=0, compare=False)

    @property
    def subjects(self) -> tuple[str, ...]:
        """All subjects that the document itself names, `subject` first."""
        return (self.subject, *self.further_subjects) if self.subject else ()

    @property
    def answer(self) -> str:
        """The answer as Markdown, its ``\\n`` escapes decoded where the file writes them (FORMAT: first form)."""
        if not self.escaped:
            return self.raw_answer
        # Imported here, so that the window, which knows this type, is painted before the decoder is loaded.
        from qtbrowser.markup.escapes import decode_answer

        return decode_answer(self.raw_answer)

    @property
    def text(self) -> str:
        """All that the document says, as Markdown: its answer, and below it the body if that is another text."""
        return f"{self.answer.rstrip()}\n\n{self.body}" if self.body else self.answer

    @property
    def entries(self) -> tuple[QuestionEntry, ...]:
        """The questions of a file that is an FAQ or a quiz, in order; none of any other. Their places are in `text`."""
        from qtbrowser.documents.question_entries import find_entries

        return find_entries(self.text, self.title)
