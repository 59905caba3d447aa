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

from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace
from html import escape

from qtbrowser.catalog.catalog_values import Entry
from qtbrowser.documents.boundary import file_boundary
from qtbrowser.documents.document import Document
from qtbrowser.documents.folder_kind import FolderKind
from qtbrowser.documents.question_entries import find_entries
from qtbrowser.rendering.answer_parts import AnswerParts, RenderedAnswer
from qtbrowser.rendering.code import warm_up as warm_up_code
from qtbrowser.rendering.dates import format_date
from qtbrowser.rendering.direction import direction_attribute
from qtbrowser.rendering.foot import OtherQuestions, keywords_html
from qtbrowser.rendering.lines import bare_line, one_line
from qtbrowser.rendering.link_addresses import Links, ReadDocument, Resolve, subject_href
from qtbrowser.rendering.page import ANSWER_START, PART_BREAK, LaterPart, LaterParts, Page

FindSimilar = Callable[[], Sequence[Entry]]


def render_document(
    document: Document,
    resolve: Resolve,
    *,
    subject: str | None = None,
    find_similar: FindSimilar | None = None,
    backlinks: Sequence[Entry] = (),
    noun: str = "questions",
    read: ReadDocument | None = None,
    in_parts: bool = False,
) -> Page:
    """Renders a document.

    Args:
        document: what to show; it is not trusted.
        resolve: `resolve(target, base_path)` gives the library path of the document or picture that a target leads
            to, or None. A target is what the author wrote (`/learn/x`, `../y.md#z`), or `id:` and an id.
        subject: shown instead of the document's own subject.
        find_similar: returns questions like this one; called where the document names none that the library has. None
            where they are not wanted.
        backlinks: the documents that link to this one, in the order they are shown in.
        noun: what documents are called in the headings of those lists.
        read: gives the documents that this one shows within it; without it they are links.
        in_parts: whether only the first part of a long answer is rendered at once, and the others by `Page.later`. Of
            a page with one part that finds similar questions, which takes longer than all else of it.

    Returns:
        The page. An answer that is too deeply nested or has too many signs to be read as Markdown in a moment is shown
        as its source, with a sentence that says so; and so is one whose parsing or writing raises. Of a long answer
        that concerns only the part with the fault.

    Raises:
        UnforeseenError: another part of the document can't be rendered because of a bug.
    """
    with file_boundary(document.path):
        links = Links(resolve, document.path, read)
        title = one_line(document.title)
        text = document.text
        answer = AnswerParts(text, links, title, document.kinds, find_entries(text, document.title))
        parts = answer.rendered()
        first = next(parts)
        shown_subject = bare_line(document.subject if subject is None else subject)
        before = [
            f'<h1 class="question"{direction_attribute(title)}>{first.title_anchor}{escape(title, quote=False)}</h1>',
            _meta(document, shown_subject),
        ]
        others = OtherQuestions(document, links, backlinks, noun)
        is_one = len(answer.texts) == 1
        foot = [keywords_html(document), others.linked_html()]
        find = None if others.has_named else find_similar
        is_found_later = in_parts and is_one and find is not None
        if find is not None and not is_found_later:
            foot.append(others.similar_html(find()))
        html = _joined([*before, _answer_html(first.html), *(foot if is_one else [])])
        page = Page(document.path, title, html, first.headings, shown_subject)
        if find is not None and is_found_later:
            return replace(page, later=LaterParts(_similar(others, find), ()))
        if is_one:
            return page
        later = LaterParts(_later(parts, len(answer.texts), foot), (*answer.texts[1:], *foot))
        return replace(page, later=later) if in_parts else page.completed(later)


def _later(parts: Iterator[RenderedAnswer], count: int, foot: Sequence[str]) -> Iterator[LaterPart]:
    """The parts of a page after the first one.

    Args:
        parts: those of the answer that are left.
        count: how many parts the answer has.
        foot: what follows the answer.
    """
    for number, part in enumerate(parts, 2):
        behind = foot if number == count else ()
        yield LaterPart(_joined([_answer_html(part.html), *behind]), part.headings)


def _similar(others: OtherQuestions, find: FindSimilar) -> Iterator[LaterPart]:
    if html := others.similar_html(find()):
        yield LaterPart(html)


def _answer_html(html: str) -> str:
    return f"{ANSWER_START}\n{html}\n</div>"


def _joined(parts: Sequence[str]) -> str:
    return "\n".join(part for part in parts if part)


def render_answer(markdown: str, links: Links, title: str = "", kinds: FolderKind = FolderKind.PLAIN) -> RenderedAnswer:
    """A whole answer's Markdown as HTML, with its headings; a first heading that repeats the title is left out.

    Args:
        markdown: the answer.
        links: the document's links.
        title: its title.
        kinds: what it was written for, whose signs are understood.
    """
    parts = list(AnswerParts(markdown, links, title, kinds).rendered())
    headings = tuple(heading for part in parts for heading in part.headings)
    return RenderedAnswer(PART_BREAK.join(part.html for part in parts), headings, parts[0].title_anchor)


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
