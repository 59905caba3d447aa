"""The foot of a page: keywords, the questions that the document names, and those that name it."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from html import escape
from typing import NamedTuple

from qtbrowser.catalog.catalog_values import Entry
from qtbrowser.documents.document import Document
from qtbrowser.rendering.dates import format_date
from qtbrowser.rendering.direction import direction_attribute
from qtbrowser.rendering.html_pieces import anchor_html
from qtbrowser.rendering.lines import bare_line, one_line
from qtbrowser.rendering.link_addresses import Links, Target, document_href, search_href

MOST_BACKLINKS = 20
"""Most backlinks that a page shows; only the number of the others is shown."""

_NOT_HERE = "not in this library"


class _Item(NamedTuple):
    """One question of a list. `details` distinguish it from others of the same name, the most useful first."""

    target: Target
    title: str
    subject: str
    details: tuple[str, ...]


def keywords_html(document: Document) -> str:
    """The document's keywords as links that search; empty where it has none."""
    keywords = [words for words in map(bare_line, document.keywords) if words]
    if not keywords:
        return ""
    shown = (
        f'<a class="keyword" href="{escape(search_href(words))}">{escape(words, quote=False)}</a>' for words in keywords
    )
    return f'<p class="keywords">{", ".join(shown)}</p>'


class OtherQuestions:
    """The lists of other questions: sections of class "cards", each question once in all of them and with its subject;
    those of one title and subject with their dates, ids or paths besides.

    Args:
        document: the page's document; it is in none of the lists.
        links: its links.
        backlinks: the documents that link to it.
        noun: what documents are called, in the plural.

    Attributes:
        has_named: whether the document names any that the library has, so that similar ones are not wanted.
    """

    def __init__(self, document: Document, links: Links, backlinks: Sequence[Entry], noun: str) -> None:
        self._document = document
        self._noun = noun
        self._named = _named(document, links)
        self.has_named = any(item.target.css_class != "missing" for item in self._named)
        before = {item.target.href for item in self._named}
        self._linking = [item for item in _items(backlinks, document) if item.target.href not in before]

    def linked_html(self) -> str:
        """Those that the document names, and those that name it."""
        linking = self._linking
        sections = (
            _section(f"Related {self._noun}", self._named),
            _section(
                f"{self._noun.capitalize()} that link here", linking[:MOST_BACKLINKS], len(linking) - MOST_BACKLINKS
            ),
        )
        return "\n".join(section for section in sections if section)

    def similar_html(self, found: Iterable[Entry]) -> str:
        """Those like the document, without those that link to it: a link is surer than a likeness."""
        before = {item.target.href for item in self._linking}
        similar = [item for item in _items(found, self._document) if item.target.href not in before]
        return _section(f"Similar {self._noun}", similar)


def _named(document: Document, links: Links) -> list[_Item]:
    items: dict[Target, _Item] = {}
    for related in document.related:
        target = links.related(related.url, related.id)
        if target not in items and target.href != document_href(document.path):
            title = one_line(related.title) or bare_line(related.url)
            details = ("" if related.id is None else bare_line(str(related.id)), bare_line(related.url))
            items[target] = _Item(target, title, bare_line(related.subject), details)
    return list(items.values())


def _items(entries: Iterable[Entry], document: Document) -> list[_Item]:
    others = {entry.path: entry for entry in entries if entry.path != document.path}
    return [
        _Item(
            Target(document_href(entry.path), ""),
            one_line(entry.title) or bare_line(entry.path),
            bare_line(entry.subject),
            (
                "" if entry.date is None else format_date(entry.date),
                "" if entry.id is None else bare_line(str(entry.id)),
                bare_line(entry.path),
            ),
        )
        for entry in others.values()
    ]


def _section(heading: str, items: Sequence[_Item], more: int = 0) -> str:
    if not items:
        return ""
    lines = [_line(item, detail) for item, detail in zip(items, _telling_details(items), strict=True)]
    if more > 0:
        lines.append(f'<li class="more">and {more} more</li>')
    listed = "\n".join(lines)
    return f'<div class="related">\n<h2>{heading}</h2>\n<ul class="cards">\n{listed}\n</ul>\n</div>'


def _line(item: _Item, detail: str) -> str:
    link = anchor_html(item.target, escape(item.title, quote=False))
    absent = _NOT_HERE if item.target.css_class == "missing" else ""
    behind = "".join(
        f' <span class="{css_class}">{escape(words, quote=False)}</span>'
        for css_class, words in (("subject", item.subject), ("detail", detail), ("detail", absent))
        if words
    )
    return f"<li{direction_attribute(item.title)}>{link}{behind}</li>"


def _telling_details(items: Sequence[_Item]) -> list[str]:
    """For each question the detail that distinguishes it from others of its title and subject; empty if there are
    none.
    """
    alike: defaultdict[tuple[str, str], list[int]] = defaultdict(list)
    for number, item in enumerate(items):
        alike[item.title, item.subject].append(number)
    telling = [""] * len(items)
    for numbers in alike.values():
        if len(numbers) == 1:
            continue
        columns = list(zip(*(items[number].details for number in numbers), strict=True))
        column = next((column for column in columns if len(set(column)) == len(column)), columns[-1])
        for number, detail in zip(numbers, column, strict=True):
            telling[number] = detail
    return telling
