"""A document as plain text for a terminal."""

from __future__ import annotations

from qtbrowser.documents.boundary import file_boundary
from qtbrowser.documents.document import Document
from qtbrowser.documents.folder_kind import FolderKind
from qtbrowser.rendering.answer_tree import read_answer, unset
from qtbrowser.rendering.dates import format_date
from qtbrowser.rendering.lines import one_line
from qtbrowser.rendering.text_writer import TextWriter


def render_text(document: Document) -> str:
    """The document as plain text.

    Args:
        document: what to show.

    Returns:
        Question, a line with subject and date, the answer, keywords and related questions, not wrapped, without a
        line end at the end. Control characters, which a terminal might obey, are replaced.

    Raises:
        UnforeseenError: the program fails at the document.
    """
    with file_boundary(document.path):
        parts = [one_line(document.title), _meta(document), _answer_text(document).strip("\n")]
        keywords = [one_line(keyword) for keyword in document.keywords]
        if keywords:
            parts.append(f"Keywords: {', '.join(keywords)}")
        if document.related:
            related = (
                one_line(f"{item.title} ({item.subject})" if item.subject else item.title) for item in document.related
            )
            parts.append("\n".join(["Related questions:", *(f"- {line}" for line in dict.fromkeys(related))]))
        return "\n\n".join(part for part in parts if part)


def _answer_text(document: Document) -> str:
    answer = read_answer(document.text, document.kinds)
    if answer.root is not None:
        try:
            writer = TextWriter(answer.pieces, any_callout=FolderKind.OBSIDIAN in document.kinds)
            return writer.written(answer.root, one_line(document.title), answer.notes)
        except Exception as error:
            answer = unset(answer.text, error)
    return answer.text


def _meta(document: Document) -> str:
    parts = [one_line(document.subject)]
    if document.date is not None:
        parts.append(one_line(f"{document.post_on_text} {format_date(document.date, document.date_format)}"))
    elif document.file_date is not None:
        parts.append(f"File of {format_date(document.file_date)}")
    return " · ".join(part for part in parts if part)
