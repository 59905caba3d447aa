"""The table of contents of a book of answers, as HTML. Pure."""

from __future__ import annotations

from collections.abc import Sequence
from html import escape
from typing import NamedTuple

from qtbrowser.gui.export.pdf.print_html import anchor


class ContentsLine(NamedTuple):
    """A document of the book: its number in it, its title, and the page it begins on, counted from 1."""

    number: int
    title: str
    page: int


def contents_html(heading: str, count: str, lines: Sequence[ContentsLine]) -> str:
    """A heading, how many documents there are in words, and for each a line that links to it, its page at the end."""
    rows = "".join(
        f'<tr><td><a href="#{anchor(line.number)}">{escape(line.title, quote=False)}</a></td>'
        f'<td align="right">{line.page}</td></tr>'
        for line in lines
    )
    table = f'<table width="100%" cellspacing="0" cellpadding="4">{rows}</table>'
    return f'<h1 class="question">{escape(heading, quote=False)}</h1><p class="meta">{escape(count)}</p>{table}'
