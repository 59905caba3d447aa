"""Parses a Markdown text to a tree of elements (CommonMark 0.31.2 and GitHub's extensions)."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping, Sequence
from typing import NamedTuple
from xml.etree.ElementTree import Element, SubElement

from qtbrowser.markup.commonmark.block import MARKED, MarkdownBlock, give_attributes
from qtbrowser.markup.commonmark.block_parser import BlockParser, Start
from qtbrowser.markup.commonmark.block_starts import STARTS
from qtbrowser.markup.commonmark.html_syntax import HEADINGS
from qtbrowser.markup.commonmark.inline_parser import INLINE_NOTE, NOTE, Inlines, Sign, parse_inlines
from qtbrowser.markup.commonmark.pipe_tables import row_cells
from qtbrowser.markup.placeholders import BOX

CALLOUT_TITLE = "title"
"""The element of a callout's title, the first in its quotation."""

HTML_BLOCK = "html-block"
"""The element of a block of raw HTML; its text is the source."""


EMBED = "embed"
"""The element of a document that is shown in its place: `target`, and `title` unless it is a part without a name."""

INCLUDE = "include:"
"""The scheme of a picture that means a document whose content is shown in its place."""

LINES = "lines="
"""Begins the fragment of an include of some lines of a document: ``lines=2-5``; either number may be missing."""

SECTION = "section="
"""Begins the fragment of an include of a named section of a document."""


_BRACED_LANGUAGE = re.compile(r"\{\s*\.?([\w+#\-]+)")
_LISTING_TITLE = re.compile(
    r"(?<![\w\-])(?:title|filename|file)=(?:\"([^\"]{1,200})\"|'([^']{1,200})')|^\S{1,60}[ \t]{1,9}\[([^\[\]]{1,200})\]"
)
_BOX_LINE = re.compile(f"{BOX}[^\n]*")


class Prepared(NamedTuple):
    """A text that is ready to be parsed, and how many signs were left out of it that would have shown something."""

    text: str
    left_out: int = 0


class Dialect(NamedTuple):
    """What a text may hold beyond GitHub's Markdown.

    Attributes:
        starts: what may begin a block, by the first character of a line.
        signs: signs within a line by their first character.
        pairs: the signs whose pairs enclose words, see `Inlines`.
        line_breaks: whether each line end is a line break.
        names: whether references may name objects of a program, see `Inlines`.
        emoji: reads shortcodes such as `:tada:`.
        finish: what is done with the elements of a text, such as giving pictures the sizes that their words name.
        any_callout: whether quotations are callouts of any kind that they name.
        titles: whether listings may have titles, ```` ```py title="name.py" ````.
        prepare: what is done with a text before it is parsed, such as reading the tags of templates.
    """

    starts: Mapping[str, Sequence[Start]] = STARTS
    signs: Mapping[str, Sequence[Sign]] = {}
    pairs: str = ""
    line_breaks: bool = False
    names: bool = False
    emoji: Sign | None = None
    prepare: Callable[[str], Prepared] | None = None
    finish: Callable[[Element], None] | None = None
    any_callout: bool = False
    titles: bool = False


GITHUB = Dialect()


class MarkdownTree(NamedTuple):
    """The elements of a text, and those of each of its footnotes by its folded label."""

    root: Element
    notes: dict[str, Element]


def markdown_tree(text: str, dialect: Dialect = GITHUB) -> MarkdownTree:
    """Parse a text.

    Args:
        text: Markdown with ``\\n`` line ends.
        dialect: what it may hold beyond GitHub's Markdown.

    Returns:
        Elements named as in HTML, texts without escapes and entities, links and pictures with their targets decoded.
        `HTML_BLOCK` and `html_syntax.HTML` hold raw HTML, `inline_parser.NOTE` mentions a footnote.
    """
    found = BlockParser(dict(dialect.starts)).parse(text)
    inlines = Inlines(
        found.references,
        found.notes.keys(),
        dialect.signs,
        dialect.pairs,
        dialect.line_breaks,
        dialect.names,
        dialect.emoji,
    )
    writer = _TreeWriter(inlines, titles=dialect.titles)
    root = Element("div")
    writer.children(root, found.root)
    notes: dict[str, Element] = {}
    for label, note in found.notes.items():
        notes[label] = Element("div")
        writer.children(notes[label], note)
    if "^" in dialect.signs and "^[" in text:
        _take_inline_notes(root, notes, inlines)
    if dialect.finish is not None:
        for part in (root, *notes.values()):
            dialect.finish(part)
    if dialect.prepare is not None:
        for part in (root, *notes.values()):
            _take_includes(part)
            if BOX in text:
                _take_boxes(part)
    return MarkdownTree(root, notes)


def _take_inline_notes(root: Element, notes: dict[str, Element], inlines: Inlines) -> None:
    """Make footnotes of what is written where it is mentioned."""
    parts = [root, *notes.values()]
    while parts:
        for mention in list(parts.pop().iter(INLINE_NOTE)):
            words, mention.text = mention.text or "", None
            # No label that an author writes has a space.
            label = f"inline {len(notes)}"
            mention.tag = NOTE
            mention.set("label", label)
            notes[label] = Element("div")
            parse_inlines(SubElement(notes[label], "p"), words, inlines)
            parts.append(notes[label])


def _take_boxes(root: Element) -> None:
    """Remove lines that were to open or close a callout where none can be, such as within a listing."""
    for element in root.iter():
        if element.text and BOX in element.text:
            element.text = _BOX_LINE.sub("", element.text)
        if element.tail and BOX in element.tail:
            element.tail = _BOX_LINE.sub("", element.tail)
        for name, value in element.attrib.items():
            if BOX in value:
                element.set(name, _BOX_LINE.sub("", value))


def _take_includes(root: Element) -> None:
    """Make embeds of the pictures that mean a document to be included."""
    for picture in root.iter("img"):
        address = picture.get("src", "")
        if address.startswith(INCLUDE):
            tail = picture.tail
            picture.clear()
            picture.tag, picture.tail = EMBED, tail
            picture.set("target", address.removeprefix(INCLUDE))


class _TreeWriter:
    def __init__(self, inlines: Inlines, *, titles: bool) -> None:
        self._inlines = inlines
        self._titles = titles

    def children(self, parent: Element, block: MarkdownBlock, *, tight: bool = False) -> None:
        attributes: MarkdownBlock | None = None
        for child in block.children:
            if child.kind == "attributes":
                attributes = child
                continue
            if attributes is not None:
                give_attributes(child, attributes.callout, is_titled=attributes.is_titled, identity=attributes.words)
                attributes = None
            if child.callout and child.kind in MARKED:
                self._marked(parent, child)
            elif child.kind == "paragraph" and tight:
                self._bare(parent, child)
            elif child.kind not in ("note", "comment"):
                self._block(parent, child)

    def _marked(self, parent: Element, block: MarkdownBlock) -> None:
        """A block within a callout, or a quotation that is one."""
        callout = SubElement(parent, "blockquote", {"callout": block.callout, "fold": ""})
        if block.kind == "quote":
            self.children(callout, block)
        else:
            self._block(callout, block)
        if block.is_titled and len(callout) > 1 and callout[0].tag == "p":
            callout[0].tag = CALLOUT_TITLE

    def _block(self, parent: Element, block: MarkdownBlock) -> None:
        match block.kind:
            case "paragraph":
                self._leaf(parent, "p", "\n".join(block.lines).rstrip(" \t"))
            case "heading":
                self._leaf(parent, f"h{block.number}", block.lines[0])
            case "quote":
                self.children(SubElement(parent, "blockquote"), block)
            case "list":
                self._list(parent, block)
            case "fence" | "code":
                self._code(parent, block)
            case "html":
                SubElement(parent, HTML_BLOCK).text = "\n".join(block.lines)
            case "rule":
                SubElement(parent, "hr")
            case "table":
                self._table(parent, block)
            case "definitions":
                self._definitions(parent, block)
            case "callout":
                self._callout(parent, block)
            case "tabs":
                self._tabs(parent, block)
            case _:
                self.children(parent, block)

    def _leaf(self, parent: Element, tag: str, text: str) -> None:
        parse_inlines(SubElement(parent, tag), text, self._inlines)

    def _bare(self, parent: Element, paragraph: MarkdownBlock) -> None:
        """A paragraph of a tight list: its content without an element of its own."""
        inner = Element("p")
        parse_inlines(inner, "\n".join(paragraph.lines).rstrip(" \t"), self._inlines)
        if len(parent):
            parent[-1].tail = (parent[-1].tail or "") + (inner.text or "")
        else:
            parent.text = (parent.text or "") + (inner.text or "")
        parent.extend(inner)

    def _list(self, parent: Element, block: MarkdownBlock) -> None:
        listed = SubElement(parent, "ul" if block.number < 0 else "ol")
        if block.number not in (-1, 1):
            listed.set("start", str(block.number))
        for item in block.children:
            self.children(SubElement(listed, "li"), item, tight=block.tight)

    def _code(self, parent: Element, block: MarkdownBlock) -> None:
        if self._titles and (title := _LISTING_TITLE.search(block.words)):
            words = next(group for group in title.groups() if group is not None)
            SubElement(SubElement(SubElement(parent, "p"), "small"), "code").text = words
        listing = SubElement(parent, "pre")
        if block.words:
            # `{python}` of Quarto and `{ .python .x }` of Pandoc name it too.
            braced = _BRACED_LANGUAGE.match(block.words)
            first = block.words.split(None, 1)[0]
            listing.set("language", braced[1] if braced else first.split(",", 1)[0].split("{", 1)[0] or first)
        listing.text = "\n".join(block.lines)

    def _table(self, parent: Element, block: MarkdownBlock) -> None:
        table = SubElement(parent, "table")
        for number, line in enumerate(block.lines):
            row = SubElement(table, "tr")
            for cell, align in zip(row_cells(line, len(block.aligns)), block.aligns, strict=True):
                element = SubElement(row, "td" if number else "th", {"align": align} if align else {})
                parse_inlines(element, cell.text, self._inlines)

    def _definitions(self, parent: Element, block: MarkdownBlock) -> None:
        listed = SubElement(parent, "dl")
        for part in block.children:
            if part.kind == "term":
                self._leaf(listed, "dt", part.lines[0].strip())
            else:
                single = len(part.children) == 1
                self.children(SubElement(listed, "dd"), part, tight=single)

    def _callout(self, parent: Element, block: MarkdownBlock) -> None:
        if block.callout:
            parent = SubElement(parent, "blockquote", {"callout": block.callout, "fold": block.fold})
            if block.untitled:
                parent.set("untitled", "")
            self._title(parent, block.words)
        self.children(parent, block)
        if block.is_titled and len(parent) > 1 and parent[0].tag in HEADINGS:
            parent[0].tag = CALLOUT_TITLE

    def _tabs(self, parent: Element, block: MarkdownBlock) -> None:
        """Tabs one below the other, each a quotation with its name as title."""
        for tab in block.children:
            shown = SubElement(parent, "blockquote", {"callout": "tab"})
            self._title(shown, tab.words)
            self.children(shown, tab)

    def _title(self, callout: Element, words: str) -> None:
        if words:
            parse_inlines(SubElement(callout, CALLOUT_TITLE), words.strip(), self._inlines)
