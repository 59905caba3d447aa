"""The stages that a document goes through, each as one call on one text."""

from __future__ import annotations

import tempfile
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path

from qtbrowser.curation.checks.checked_file import CheckedFile
from qtbrowser.curation.checks.facts import facts_of_file
from qtbrowser.documents.document import Document
from qtbrowser.documents.field_editing.edit import edit_fields
from qtbrowser.documents.reader import document_of
from qtbrowser.errors import QtBrowserError
from qtbrowser.library.file_reading import index_entry
from qtbrowser.markup.escapes import decode_answer
from qtbrowser.markup.plain import plain_text
from qtbrowser.rendering.render import render_document
from qtbrowser.rendering.text import render_text
from qtbrowser.search.builder import SegmentBuilder
from qtbrowser.search.language import parse_query
from qtbrowser.search.snippets import make_snippet
from qtbrowser.search.vocabulary import Vocabulary

_PATH = "a/b.md"
_QUERY = 'word the "a b" wor*'


def read(text: str) -> object:
    """File -> document."""
    return document_of(text.encode("utf-8", "surrogatepass"), _PATH)


def decode(text: str) -> object:
    """Escaped answer -> Markdown."""
    return decode_answer(text.replace("\n", "\\n"))


def plain(text: str) -> object:
    """Markdown -> words."""
    return plain_text(text)


def index(text: str) -> object:
    """Document -> segment of the index on disk."""
    document = _document(text)
    with tempfile.TemporaryDirectory() as folder:
        builder = SegmentBuilder(Path(folder), Vocabulary())
        builder.add(index_entry(document, document.answer))
        builder.finish()
        return sum(file.stat().st_size for file in Path(folder).iterdir())


def render(text: str) -> object:
    """Document -> page."""
    return len(render_document(_document(text), lambda _target, _base: None).html)


def terminal(text: str) -> object:
    """Document -> text for a terminal."""
    return len(render_text(_document(text)))


def snippet(text: str) -> object:
    """Words and a query -> snippet."""
    return make_snippet(text, parse_query(_QUERY))


def query(text: str) -> object:
    """Text -> query."""
    return parse_query(text)


def check(text: str) -> object:
    """File -> its facts and faults."""
    return facts_of_file(CheckedFile(_PATH, text.encode("utf-8", "surrogatepass")))


def edit(text: str) -> object:
    """File with another title, and with another keyword."""
    return edit_fields(text.encode("utf-8", "surrogatepass"), {"title": "Another", "keywords": ("one", "two")})


def answer(text: str) -> object:
    """File with another answer."""
    return edit_fields(b"---\ntitle: a\nanswer: >-\n  a\\nb\n---\n\n&nbsp;\n", {"answer": text})


OF_MARKDOWN: tuple[Callable[[str], object], ...] = (
    *(read, decode, plain, index, render, terminal, snippet, query, check, edit, answer),
)
OF_FILES: tuple[Callable[[str], object], ...] = (read, index, render, terminal, check, edit)


def run(stage: Callable[[str], object], text: str) -> None:
    """Run a stage; a text that it refuses is one that it has dealt with."""
    with suppress(QtBrowserError):
        stage(text)


def _document(text: str) -> Document:
    return document_of(text.encode("utf-8", "surrogatepass"), _PATH)
