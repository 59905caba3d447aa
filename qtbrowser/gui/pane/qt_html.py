"""Adapts a page's HTML to Qt's HTML reader. Pure."""

from __future__ import annotations

import re

from qtbrowser.gui.pane.item_blocks import with_item_blocks
from qtbrowser.gui.pane.soft_breaks import END_OF_ISOLATE, ISOLATE, with_soft_breaks

_KEYWORD = re.compile(r'(<a class="keyword"[^<>]*>)([^<>]*)</a>(, )?')
# What is never closed reaches to the end, so that no search begins within it.
_TABLE = re.compile(r'<table class="cells">.*?(?:</table>|\Z)', re.DOTALL)
_ROW = re.compile(r"<tr>.*?(?:</tr>|\Z)", re.DOTALL)
_CELL = re.compile(r"<(t[hd])\b[^<>]*+>.*?(?:</\1>|\Z)", re.DOTALL)
_LINK_OR_PICTURE = re.compile(r'(<a\b[^<>]*+>.*?(?:</a>|\Z))|<img src="(qtbrowser:image/[^"]*)"[^<>]*>', re.DOTALL)
_RIGHT_TO_LEFT = ' dir="rtl"'
_LEFT_TO_RIGHT = r'<\1 dir="ltr"'
_UNDIRECTED = re.compile(r"<(p|h[1-6]|li|pre|td|th)\b(?![^<>]{0,200}\bdir=)")
_CARDS = re.compile(r'<ul class="cards">(.*?)(?:</ul>|\Z)', re.DOTALL)
_CARD = re.compile(r"<li([^<>]*)>(<(a|span)\b[^<>]*>[^<>]*</\3>)(.*?)</li>")
_BETWEEN_DETAILS = re.compile(r"</span> <span")
_BETWEEN_CHIPS = 5 * "&nbsp;" + " "


def qt_html(html: str) -> str:
    """The HTML for QTextDocument.setHtml.

    Keywords get space around them, as each is drawn as a chip, and are not broken over two lines; cards become
    paragraphs with the question in the first line and its subject in the second; blocks in list items get a class for
    their depth; pictures become links to themselves, so that they can be opened; very long words can be broken; code
    blocks lose the empty line that a final newline would make; the columns of a right-to-left table are reversed, as Qt
    always puts the first one at the left; every block of a page with such text says its direction, since Qt would go on
    with the last one, and code in it is isolated from the words around it (Unicode Standard Annex 9, 2.4).

    Args:
        html: as `qtbrowser.rendering.render` writes it.
    """
    html = with_soft_breaks(_without_last_newlines(html))
    if "<img " in html:
        html = _LINK_OR_PICTURE.sub(_linked_picture, html)
    html = _CARDS.sub(lambda cards: _CARD.sub(_card, cards[1]), html)
    html = _KEYWORD.sub(_chip, html)
    if _RIGHT_TO_LEFT in html:
        html = _with_directions(_TABLE.sub(_mirrored, html))
    return with_item_blocks(html)


def blocks_around_answer(html: str) -> tuple[int, int]:
    """The numbers of paragraphs before and after the answer: question and meta line; keywords and related questions."""
    before = html.count('<h1 class="question"') + html.count('<p class="meta"')
    related = html.find('<div class="related">')
    behind = html.count('<p class="keywords">')
    if related >= 0:
        behind += html.count("<h2", related) + html.count("<li", related)
    return before, behind


def _without_last_newlines(html: str) -> str:
    """The HTML without the newlines at the end of code blocks."""
    *listings, rest = html.split("</pre>")
    return "</pre>".join([*(before.rstrip("\n") for before in listings), rest])


def _linked_picture(found: re.Match[str]) -> str:
    """A picture within a link keeps that link's target."""
    return f'<a href="{found[2]}">{found[0]}</a>' if found[2] else found[0]


def _chip(keyword: re.Match[str]) -> str:
    opening, words, comma = keyword.groups()
    return opening + words.replace(" ", "&nbsp;") + "</a>" + (_BETWEEN_CHIPS if comma else "")


def _card(item: re.Match[str]) -> str:
    attributes, question, _, behind = item.groups()
    details = _BETWEEN_DETAILS.sub("</span><span> \u00b7 </span><span", behind.strip())
    return f'<p class="card"{attributes}>{question}{"<br>" if details else ""}{details}</p>'


def _with_directions(html: str) -> str:
    html = _UNDIRECTED.sub(_LEFT_TO_RIGHT, html)
    return html.replace("<code>", f"<code>{ISOLATE}").replace("</code>", f"{END_OF_ISOLATE}</code>")


def _mirrored(table: re.Match[str]) -> str:
    first = _CELL.search(table[0])
    if first is None or _RIGHT_TO_LEFT not in first[0]:
        return table[0]
    return _ROW.sub(_mirrored_row, table[0])


def _mirrored_row(row: re.Match[str]) -> str:
    cells = [cell[0] for cell in _CELL.finditer(row[0])]
    return f"<tr>{''.join(reversed(cells))}</tr>"
