"""A document as plain text for a terminal."""

from __future__ import annotations

from qtbrowser.documents.boundary import file_boundary
from qtbrowser.documents.document import Document
from qtbrowser.markup.placeholders import neutralised
from qtbrowser.markup.text_parts import split_parts
from qtbrowser.rendering.answer_tree import read_answer, unset
from qtbrowser.rendering.dates import format_date
from qtbrowser.rendering.limits import LONGEST_ANSWER
from qtbrowser.rendering.lines import bare_line, one_line
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
        keywords = [bare_line(keyword) for keyword in document.keywords]
        if keywords:
            parts.append(f"Keywords: {', '.join(keywords)}")
        if document.related:
            related = (
                f"{one_line(item.title)} ({bare_line(item.subject)})" if item.subject else one_line(item.title)
                for item in document.related
            )
            parts.append("\n".join(["Related questions:", *(f"- {line}" for line in dict.fromkeys(related))]))
        return "\n\n".join(part for part in parts if part)


def _answer_text(document: Document) -> str:
    writer: TextWriter | None = None
    texts: list[str] = []
    whole = document.text
    for text in split_parts(neutralised(whole[:LONGEST_ANSWER])):
        title = "" if texts else one_line(document.title)
        answer = read_answer(text, document.kinds)
        if answer.root is not None:
            try:
                any_callout = document.kinds.names_callouts
                writer = TextWriter(answer.pieces, any_callout=any_callout, before=writer)
                texts.append(writer.written(answer.root, title, answer.notes))
                continue
            except Exception as error:
                answer = unset(answer.text, error)
        texts.append(answer.text)
    if writer is not None and writer.footnotes:
        texts += ["\n".join(note) for note in writer.footnotes]
    if len(whole) > LONGEST_ANSWER:
        texts.append(f"The first {LONGEST_ANSWER:,} of {len(whole):,} characters are shown.")
    return texts[0] if len(texts) == 1 else "\n\n".join(text.strip("\n") for text in texts)


def _meta(document: Document) -> str:
    parts = [bare_line(document.subject)]
    if document.date is not None:
        parts.append(bare_line(f"{document.post_on_text} {format_date(document.date, document.date_format)}"))
    elif document.file_date is not None:
        parts.append(f"File of {format_date(document.file_date)}")
    return " · ".join(part for part in parts if part)
