"""Jobs that make the card of a link, a word or a subject: a question with its first paragraph. No Qt."""

from __future__ import annotations

from dataclasses import dataclass
from html import escape
from typing import TYPE_CHECKING
from urllib.parse import quote

from qtbrowser.catalog.catalog_values import Selection
from qtbrowser.rendering.page import ANSWER_START

if TYPE_CHECKING:
    from qtbrowser.library import Library
    from qtbrowser.rendering.page import Page

MOST_HTML = 8_000
"""A paragraph with more characters of HTML than this is shown by its first words only."""

MOST_WORDS = 600
SUBJECT_TITLES = 3

_BLOCKS = (("<p", "</p>"), ("<li", "</li>"))
_DROPPED_TAGS = ("a", "/a", "img")


@dataclass(frozen=True, slots=True)
class LinkCard:
    """What a link or words lead to, in short.

    Attributes:
        address: the address that is followed when the card is opened; empty where there is nothing to open.
        html: question and first paragraph, safe HTML without links; empty where nothing was found.
        document: path of the document that can be shown beside the present one; empty for none.
        title: its title, or the subject.
        words: the words that were looked up; empty for other links.
        count: how many documents there are for words or a subject; -1 for a link to a document.
    """

    address: str = ""
    html: str = ""
    document: str = ""
    title: str = ""
    words: str = ""
    count: int = -1


def document_card(library: Library, path: str, fragment: str = "") -> LinkCard:
    """The card of a link to a document, or to a heading in it.

    Raises:
        DocumentNotFound, DocumentError: the document is gone or can't be read any more.
    """
    page = library.render(path, in_parts=not fragment)
    return LinkCard(_document_address(page.path, fragment), _page_html(page, fragment), page.path, page.title)


def words_card(
    library: Library, words: str, address: str = "", include_hidden: bool = False, but: str = ""
) -> LinkCard:
    """The card of words: the best hit of a search for them, and how many there are.

    Args:
        library: the open library.
        words: what to look up.
        address: where the card leads to; the best hit where it is empty.
        include_hidden: whether documents hidden from lists are found.
        but: path of the document that is read, which is only the best hit where there is no other.
    """
    results = library.search(words, 2, include_hidden=include_hidden, merge_equal=True, words_only=True)
    if not results.hits or results.match != "all":
        return LinkCard(address, title=words, words=words, count=0)
    best = next((hit for hit in results.hits if hit.path != but), results.hits[0])
    page = library.render(best.path, in_parts=True)
    leads_to = address or _document_address(page.path)
    return LinkCard(leads_to, _page_html(page), page.path, page.title, words, results.distinct)


def subject_card(library: Library, key: str, address: str, include_hidden: bool = False) -> LinkCard:
    """The card of a subject: how many documents it has, and the titles of the first."""
    selection = Selection(key, include_hidden=include_hidden)
    count = library.count(selection)
    titles = [entry.title for entry in library.entries(selection, SUBJECT_TITLES)]
    items = "".join(f"<p>{escape(' '.join(title.split()), quote=False)}</p>" for title in titles)
    return LinkCard(address, items, "", key, count=count)


def best_hit(library: Library, words: str, include_hidden: bool = False, but: str = "") -> str:
    """The path of the best hit of a search, `but` only where there is no other; empty where there is none."""
    hits = library.search(words, 2, include_hidden=include_hidden, words_only=True).hits
    return next((hit.path for hit in hits if hit.path != but), hits[0].path if hits else "")


def _page_html(page: Page, fragment: str = "") -> str:
    title = escape(page.title, quote=False)
    subject = f'<p class="meta">{escape(page.subject, quote=False)}</p>' if page.subject else ""
    return f"<h3>{title}</h3>{subject}{first_paragraph(page.html, fragment)}"


def first_paragraph(html: str, fragment: str = "") -> str:
    """The first paragraph of an answer that has words, without links and pictures; empty where there is none.

    Args:
        html: a Page's HTML.
        fragment: the anchor that it is to come after, where the page has it.
    """
    start = max(html.find(ANSWER_START), 0)
    ends = (html.find(mark, start) for mark in ('<p class="keywords">', '<div class="related">'))
    end = min((place for place in ends if place >= 0), default=len(html))
    if fragment:
        start = max(html.find(f'<a name="{escape(fragment)}">', start, end), start)
    for opening, closing in _BLOCKS:
        block = _first_block(html, opening, closing, start, end)
        if block:
            return f"<p>{block}</p>"
    formula = html.find('<div class="math-block">', start, end)
    return html[formula : html.find("</div>", formula) + len("</div>")] if formula >= 0 else ""


def _first_block(html: str, opening: str, closing: str, start: int, end: int) -> str:
    """What is between the first pair of tags that has words."""
    while (start := html.find(opening, start, end)) >= 0:
        inner = html.find(">", start, end) + 1
        stop = html.find(closing, inner, end)
        if not inner or stop < 0:
            return ""
        # The tag may only begin like it, as <pre> does; of a list item the words before its next block count.
        if html[start + len(opening)] in " >":
            places = (html.find(mark, inner, stop) for mark in ("<p", "<ul", "<ol", "<table"))
            stop = min((place for place in places if place >= 0), default=stop)
            block = _shortened(_without_links(html[inner:stop])).strip()
            if _words(block):
                return block
        start = inner
    return ""


def _without_links(html: str) -> str:
    first, *pieces = html.split("<")
    kept = [first]
    for piece in pieces:
        tag, _, text = piece.partition(">")
        kept.append(text if tag.split(" ", 1)[0] in _DROPPED_TAGS else f"<{piece}")
    return "".join(kept)


def _words(html: str) -> str:
    """The text of HTML, still escaped."""
    first, *pieces = html.split("<")
    return "".join([first, *(piece.partition(">")[2] for piece in pieces)]).strip()


def _shortened(html: str) -> str:
    if len(html) <= MOST_HTML:
        return html
    words = _words(html)[:MOST_WORDS].rpartition(" ")[0]
    # An escaped sign that was cut is shown as it is.
    return f"{words.rpartition('&')[0] if '&' in words[-8:] else words} …"


def _document_address(path: str, fragment: str = "") -> str:
    place = f"#{quote(fragment, safe='', errors='replace')}" if fragment else ""
    return f"qtbrowser:document/{quote(path, errors='replace')}{place}"
