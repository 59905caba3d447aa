"""Renders a document as a page of safe HTML.

The page is a fragment that Qt's rich text and a browser both understand. It has no style of its own; a style sheet sets
the looks of these classes and elements:

    h1.question                 the question                    p.meta              subject and date below it
    a.subject                   the subject, in `meta` and behind a related question
    div.answer                  the answer: h2 to h6, p, ul, ol, li, li.task, table.cells, th, td, hr, em, strong, s
    table.code, td, pre         a listing in a one-cell table, with a second class `language-NAME` where it has one
    .hl-c -k -s -n -f -b -p -d -i   words of a listing by kind, see `qtbrowser.rendering.code_style`
    code                        code in a line                  table.quote, td     a quotation
    table.quote.alert           a callout, with a third class alert-note, -tip, -important, -warning or -caution;
                                p.alert-title its title
    dl, dt > p.term, dd         a list of definitions
    sup, a.footnote             the mention of a footnote; ol.footnotes the notes, a.footnote-back the way back
    span.math                   a formula's TeX in a line       span.math.display   a display formula within a line
    div.math-block > span.math  a display formula
    p.keywords, a.keyword       the keywords, links that search
    div.related (h2, ul, li)    a list of other questions: related or similar ones, and those that link here; each with
                                span.subject, and span.detail (date, id or path) where title and subject are not enough
    li.more                     how many more there are
    a.fold, div.fold            the link that folds the block after it, with a second class `open` if that is unfolded
                                at first; p.summary the paragraph of a link that is no callout's title
    span.mark, span.kbd         marked words, a key
    span.picture                a picture on the web: its words, and in span.address where it is
    a.missing                   a link to a document that the library lacks
    a.external                  a web or mail link              span.blocked        what may not be followed or loaded
    table.quote.embed           another document within the page; p.alert-title its name
    a.topic                     a tag in the text, a link that searches
    p.left-out                  how many signs of the site's program are left out
    p.notice, table.code        why an answer is shown as its source, and the source
"""

from __future__ import annotations

from collections.abc import Sequence
from html import escape
from typing import NamedTuple

from qtbrowser.catalog.catalog_values import Entry
from qtbrowser.documents.boundary import file_boundary
from qtbrowser.documents.document import Document
from qtbrowser.documents.folder_kind import FolderKind
from qtbrowser.errors import QtBrowserError
from qtbrowser.markup.heading_anchors import github_anchor
from qtbrowser.rendering.answer_tree import AnswerTree, read_answer, unset
from qtbrowser.rendering.code import warm_up as warm_up_code
from qtbrowser.rendering.dates import format_date
from qtbrowser.rendering.direction import direction_attribute
from qtbrowser.rendering.foot import keywords_html, questions_html
from qtbrowser.rendering.html_pieces import code_block
from qtbrowser.rendering.html_writer import HtmlWriter
from qtbrowser.rendering.limits import beginning
from qtbrowser.rendering.lines import bare_line, one_line
from qtbrowser.rendering.link_addresses import Links, ReadDocument, Resolve, subject_href
from qtbrowser.rendering.page import Heading, Page


def render_document(
    document: Document,
    resolve: Resolve,
    *,
    subject: str | None = None,
    related_found: Sequence[Entry] = (),
    backlinks: Sequence[Entry] = (),
    noun: str = "questions",
    read: ReadDocument | None = None,
) -> Page:
    """Renders a document.

    Args:
        document: what to show; it is not trusted.
        resolve: `resolve(target, base_path)` gives the library path of the document or picture that a target leads
            to, or None. A target is what the author wrote (`/learn/x`, `../y.md#z`), or `id:` and an id.
        subject: shown instead of the document's own subject.
        related_found: questions like this one, shown where the document names none that the library has.
        backlinks: the documents that link to this one, in the order they are shown in.
        noun: what documents are called in the headings of those lists.
        read: gives the documents that this one shows within it; without it they are links.

    Returns:
        The page. An answer that is too long or too deeply nested to be read as Markdown in a moment is shown as its
        source, with a sentence that says so; and so is one whose parsing or writing raises.

    Raises:
        UnforeseenError: another part of the document can't be rendered because of a bug.
    """
    with file_boundary(document.path):
        links = Links(resolve, document.path, read)
        title = one_line(document.title)
        answer, headings, anchor = render_answer(document.text, links, title, document.kinds)
        shown_subject = bare_line(document.subject if subject is None else subject)
        html = "\n".join(
            part
            for part in (
                f'<h1 class="question"{direction_attribute(title)}>{anchor}{escape(title, quote=False)}</h1>',
                _meta(document, shown_subject),
                f'<div class="answer">\n{answer}\n</div>',
                keywords_html(document),
                questions_html(document, links, related_found, backlinks, noun),
            )
            if part
        )
        return Page(document.path, title, html, headings, shown_subject)


class RenderedAnswer(NamedTuple):
    """An answer's HTML, its headings, and the anchor of the title if the answer links to it."""

    html: str
    headings: tuple[Heading, ...] = ()
    title_anchor: str = ""


def render_answer(markdown: str, links: Links, title: str = "", kinds: FolderKind = FolderKind.PLAIN) -> RenderedAnswer:
    """An answer's Markdown as HTML, with its headings; a first heading that repeats the title is left out.

    Args:
        markdown: the answer.
        links: the document's links.
        title: its title.
        kinds: what it was written for, whose signs are understood.
    """
    answer = read_answer(markdown, kinds)
    if answer.root is None:
        return RenderedAnswer(_source_html(answer))
    writer = HtmlWriter(answer.pieces, links, answer.text, any_callout=FolderKind.OBSIDIAN in kinds)
    try:
        html = writer.written(answer.root, title, answer.notes)
    except (QtBrowserError, OSError):
        # An error of the look-up of links, not of this document.
        raise
    except Exception as error:
        return RenderedAnswer(_source_html(unset(answer.text, error)))
    if left_out := answer.left_out + writer.left_out:
        html = f"{html}\n{_left_out_html(left_out)}"
    anchor = github_anchor(title)
    title_anchor = f'<a name="{escape(anchor)}"></a>' if writer.links_to(anchor) else ""
    return RenderedAnswer(html, tuple(writer.headings), title_anchor)


def _left_out_html(count: int) -> str:
    parts, them = ("1 part of this page is", "it") if count == 1 else (f"{count:,} parts of this page are", "them")
    return f'<p class="left-out">{parts} left out: only the program of the site can show {them}.</p>'


def _source_html(answer: AnswerTree) -> str:
    """An answer as its source, with the reason."""
    shown = beginning(answer.text)
    is_whole = len(shown) == len(answer.text)
    part = "It" if is_whole else f"Its beginning ({len(shown):,} of {len(answer.text):,} characters)"
    notice = escape(f"{answer.reason} {part} is shown as it was written.", quote=False)
    return f'<p class="notice">{notice}</p>\n{code_block(shown, "")}'


def warm_up() -> None:
    """Build the parsers of this thread, so that the first document is rendered as fast as the others."""
    render_answer("# Warm *up*\n\n1. `x`\n\n| a | b |\n|---|---|\n", Links(lambda _target, _base: None, ""))
    warm_up_code()


def _meta(document: Document, subject: str) -> str:
    parts: list[str] = []
    if subject:
        parts.append(f'<a class="subject" href="{escape(subject_href(subject))}">{escape(subject, quote=False)}</a>')
    if document.date is not None:
        words = f"{document.post_on_text} {format_date(document.date, document.date_format)}"
        parts.append(escape(bare_line(words), quote=False))
    elif document.file_date is not None:
        parts.append(f"File of {format_date(document.file_date)}")
    return f'<p class="meta">{" · ".join(parts)}</p>' if parts else ""
