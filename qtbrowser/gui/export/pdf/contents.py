"""The table of contents of a book of answers, as HTML. Pure."""

from __future__ import annotations

from collections.abc import Sequence
from html import escape
from typing import NamedTuple

from qtbrowser.gui.export.pdf.print_html import anchor


class ContentsLine(NamedTuple):
    """A document of the book: its number, its title, and its first page, counted from 1."""

    number: int
    title: str
    page: int


def contents_html(heading: str, count: str, lines: Sequence[ContentsLine]) -> str:
    """The HTML of a heading, the number of documents as a text, and for each document a link with its page number at
    the end.
    """
    rows = "".join(
        f'<tr><td><a href="#{anchor(line.number)}">{escape(line.title, quote=False)}</a></td>'
        f'<td align="right">{line.page}</td></tr>'
        for line in lines
    )
    table = f'<table width="100%" cellspacing="0" cellpadding="4">{rows}</table>'
    return f'<h1 class="question">{escape(heading, quote=False)}</h1><p class="meta">{escape(count)}</p>{table}'
