"""Jobs that convert a document for the clipboard, or find its file. No Qt."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING
from urllib.parse import quote

from qtbrowser.english_dates import MONTHS

if TYPE_CHECKING:
    from qtbrowser.documents.document import Document
    from qtbrowser.library import Library

_ESCAPED = str.maketrans({sign: f"\\{sign}" for sign in "\\[]*_`<>"})


def copied_text(library: Library, path: str, kind: str) -> str:
    """The text of a document for the clipboard.

    Args:
        library: the open library.
        path: the document's library path.
        kind: a CopyKind: "markdown", "plain", "citation" or "link".

    Raises:
        DocumentNotFound, DocumentError: the document is gone or can't be read any more.
    """
    if kind == "plain":
        return library.render_text(path)
    document = library.document(path)
    if kind == "markdown":
        return markdown(document)
    return citation(document) if kind == "citation" else link(document)


def document_file(library: Library, path: str) -> Path:
    """The document's file.

    Raises:
        DocumentNotFound: the file is gone, or is outside the library.
    """
    return library.file(path)


def markdown(document: Document) -> str:
    """The question as a heading, and the answer's Markdown."""
    return f"# {_one_line(document.title)}\n\n{document.text.strip()}\n"


def citation(document: Document) -> str:
    """Author, date, title, subject and address, in the order of the APA's Publication Manual (7th edition, 10.16).

    Missing values are left out; without an author the title comes first, as the manual requires.
    """
    title = _one_line(document.title)
    when = f"({_written(document.date)})." if document.date is not None else "(n.d.)."
    author = _one_line(document.author)
    ended = title if title.endswith(("?", "!", ".")) else f"{title}."
    front = [f"{author.rstrip('.')}.", when, ended] if author else [ended, when]
    subject = _one_line(document.subject)
    return " ".join([*front, *([f"{subject}."] if subject else []), document.url or document.path])


def link(document: Document) -> str:
    """A Markdown link to the document, as another document of the library would write it."""
    title = _one_line(document.title).translate(_ESCAPED)
    return f"[{title}]({quote(document.url or document.path, safe='/:')})"


def _written(day: date) -> str:
    return f"{day.year}, {MONTHS[day.month - 1]} {day.day}"


def _one_line(text: str) -> str:
    return " ".join(text.split())
