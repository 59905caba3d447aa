"""Converts a page's HTML for paper: links lead within the book or outside, nowhere else. Pure."""

from __future__ import annotations

import re
from collections.abc import Mapping
from html import escape, unescape

from qtbrowser.gui.pane.page_links import LinkKind, read_link

_LINK = re.compile(r'<a((?: class="[^"]*")?) href="([^"]*)">(.*?)</a>', re.DOTALL)
_NAME = re.compile(r'<a name="([^"]*)"></a>')
_QUESTION = re.compile(r'(<h1 class="question"[^<>]*>)')
# What is never closed reaches to the end, so that no search begins within it.
_KEYWORDS = re.compile(r'<p class="keywords">.*?(?:</p>|\Z)', re.DOTALL)
_RELATED = re.compile(
    r'<div class="related">\s*+(<h2>[^<]*+</h2>)\s*+<ul[^<>]*+>(.*?)(?:</ul>\s*+</div>|\Z)', re.DOTALL
)
_ITEM = re.compile(r"<li[^<>]*+>.*?(?:</li>|\Z)", re.DOTALL)
_EMPTY_ANCHOR = "\u200b"
"""Qt attaches an anchor to a character: this one has no width."""


def anchor(number: int, fragment: str = "") -> str:
    """The anchor of document `number` in a book, or of a place in it."""
    return f"d{number}-{fragment}" if fragment else f"d{number}"


def print_html(html: str, path: str, numbers: Mapping[str, int]) -> str:
    """The HTML of a document in a book.

    Args:
        html: the HTML of a Page.
        path: the document's library path.
        numbers: library path -> number of each document of the book, including `path`.

    Returns:
        HTML in which anchors differ from those of the other documents; links to documents of the book and to web and
        mail addresses are kept, other links are plain text; keywords, and related questions that are not in the book,
        are left out.
    """
    own = numbers[path]
    html = _KEYWORDS.sub("", html)
    html = _RELATED.sub(lambda found: _related(found, numbers), html)
    html = _LINK.sub(lambda found: _link(found, own, numbers), html)
    html = _NAME.sub(lambda found: f'<a name="{anchor(own, found[1])}">{_EMPTY_ANCHOR}</a>', html)
    return _QUESTION.sub(rf'\1<a name="{anchor(own)}">{_EMPTY_ANCHOR}</a>', html, count=1)


def _link(found: re.Match[str], own: int, numbers: Mapping[str, int]) -> str:
    css_class, address, words = found.groups()
    link = read_link(unescape(address))
    target = ""
    if link.kind is LinkKind.PLACE:
        target = f"#{anchor(own, link.fragment)}"
    elif link.kind is LinkKind.DOCUMENT and link.target in numbers:
        target = f"#{anchor(numbers[link.target], link.fragment)}"
    elif link.kind is LinkKind.OUTSIDE:
        target = link.target
    if not target:
        return f"<span{css_class}>{words}</span>"
    return f'<a{css_class} href="{escape(target)}">{words}</a>'


def _related(found: re.Match[str], numbers: Mapping[str, int]) -> str:
    heading, items = found.groups()
    kept = [item[0] for item in _ITEM.finditer(items) if _leads_into_book(item[0], numbers)]
    return f'<div class="related">\n{heading}\n<ul>{"".join(kept)}</ul>\n</div>' if kept else ""


def _leads_into_book(item: str, numbers: Mapping[str, int]) -> bool:
    found = _LINK.search(item)
    link = None if found is None else read_link(unescape(found[2]))
    return link is not None and link.kind is LinkKind.DOCUMENT and link.target in numbers
