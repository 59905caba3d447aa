"""The plain words of a tree of elements, for the index and for snippets."""

from __future__ import annotations

import re
from collections.abc import Sequence
from copy import deepcopy
from xml.etree.ElementTree import Element

from qtbrowser.markup.callouts import may_be_callout, take_callout
from qtbrowser.markup.commonmark.html_syntax import HEADINGS
from qtbrowser.markup.commonmark.tree import Dialect, MarkdownTree, markdown_tree
from qtbrowser.markup.html_subset import read_html
from qtbrowser.markup.placeholders import Piece, neutralised, put_back, source_of, take_out
from qtbrowser.markup.split_comments import without_split_comments
from qtbrowser.markup.tex_text import tex_as_text

_BLOCKS = frozenset("p ul ol li blockquote pre table tr hr div dl dt dd details summary h1 h2 h3 h4 h5 h6".split())
_TASK = re.compile(r"\[[ xX]\][ \t]+")


def parsed(markdown: str, dialect: Dialect) -> tuple[MarkdownTree, list[Piece]]:
    """The elements of a text with its raw HTML read, and the formulas that placeholders in them refer to."""
    text = without_split_comments(neutralised(markdown))
    if dialect.prepare is not None:
        text = dialect.prepare(text).text
    text, pieces = take_out(text)
    tree = markdown_tree(text, dialect)
    for part in (tree.root, *tree.notes.values()):
        read_html(part)
    return tree, pieces


class _LastTree:
    """The last text that was parsed: the heading and the words of a document are found one after the other."""

    def __init__(self) -> None:
        self._key: tuple[str, Dialect] | None = None
        self._found: tuple[MarkdownTree, list[Piece]] | None = None

    def parsed(self, markdown: str, dialect: Dialect) -> tuple[MarkdownTree, list[Piece]]:
        """As the function `parsed`; the tree must not be changed."""
        if self._found is None or self._key is None or self._key[1] is not dialect or self._key[0] != markdown:
            self._key, self._found = (markdown, dialect), parsed(markdown, dialect)
        return self._found


_LAST = _LastTree()


def words_of(markdown: str, dialect: Dialect) -> str:
    """The plain words of a text: one line for each paragraph, item, heading and row, see `plain.plain_text`."""
    tree, pieces = _LAST.parsed(markdown, dialect)
    words = _Words(pieces, any_callout=dialect.any_callout)
    for part in (tree.root, *tree.notes.values()):
        words.add(part)
    return words.text()


def heading_of(markdown: str, dialect: Dialect) -> str | None:
    """The words of the first heading that has any, on one line."""
    tree, pieces = _LAST.parsed(markdown, dialect)
    for element in tree.root.iter():
        if element.tag in HEADINGS:
            words = _Words(pieces)
            words.add(element)
            if line := " ".join(words.text().split()):
                return line
    return None


class _Words:
    def __init__(self, pieces: Sequence[Piece], *, any_callout: bool = False) -> None:
        self._pieces = pieces
        self._any_callout = any_callout
        self._lines: list[str] = []
        self._run: list[str] = []
        self._begins_item = False

    def text(self) -> str:
        self._end_line()
        return "\n".join(self._lines)

    def add(self, element: Element) -> None:
        """Append the words of an element without its tail."""
        tag = element.tag
        if tag == "pre":
            self._end_line()
            self._lines.append(source_of(element.text or "", self._pieces).strip())
            return
        if tag == "img":
            self._run.append(source_of(element.get("alt", ""), self._pieces))
        elif tag == "code" and not len(element):
            self._run.append(source_of(element.text or "", self._pieces))
        elif tag in ("embed", "media"):
            self._run.append(element.get("title", ""))
        elif tag == "br":
            self._run.append(" ")
        else:
            self._add_inside(element)

    def _add_inside(self, element: Element) -> None:
        is_block = element.tag in _BLOCKS
        if is_block:
            self._end_line()
        callout = None
        if element.tag == "blockquote" and may_be_callout(element):
            element = deepcopy(element)
            callout = take_callout(element, any_kind=self._any_callout)
        if callout is not None and callout.title is not None and callout.is_named:
            self.add(callout.title)
            self._end_line()
        text = element.text or ""
        is_item = element.tag == "li" or self._begins_item
        self._begins_item = is_item and not text.strip() and len(element) > 0 and element[0].tag == "p"
        if is_item and (task := _TASK.match(text)):
            text = text[task.end() :]
        self._add_text(text)
        for child in element:
            self.add(child)
            self._begins_item = False
            self._add_text(child.tail)
            if child.tag in ("td", "th"):
                self._run.append(" ")
        if is_block:
            self._end_line()

    def _add_text(self, text: str | None) -> None:
        for part in put_back(text or "", self._pieces):
            self._run.append(tex_as_text(part.body) if isinstance(part, Piece) else part)

    def _end_line(self) -> None:
        words = " ".join("".join(self._run).split())
        self._run.clear()
        if words:
            self._lines.append(words)
