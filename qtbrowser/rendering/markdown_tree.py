"""Parses Markdown into a tree of elements, by Python-Markdown without its support for raw HTML.

Python-Markdown's own serializer and its store of raw HTML are not used: `html_writer` writes the tree.
"""

from __future__ import annotations

import re
from collections.abc import Collection
from xml.etree.ElementTree import Element

import markdown
from markdown.extensions.def_list import DefListExtension, DefListProcessor
from markdown.extensions.sane_lists import SaneListExtension
from markdown.extensions.tables import TableExtension
from markdown.inlinepatterns import InlineProcessor, SimpleTagInlineProcessor

from qtbrowser.rendering.placeholders import LISTING_MARK, SEPARATOR

NOTE = "note"
"""The element that mentions a footnote; its `label` says which."""

# HTML is text here, entities are decoded by the writer, and code was taken out before.
_REMOVED_PREPROCESSORS = ("html_block",)
_REMOVED_INLINE = ("backtick", "html", "entity", "autolink", "automail")
_BARE_LINK = r"<((?:https?://|mailto:)[^<>\s]+)>|(?<![\w/.@])(https?://[^\s<>\x02\x03]+)"
_NOTE_MENTION = r"\[\^([^\]\s]+)\]"
_DEFINITION = re.compile(r" {0,3}: {1,3}")
_TRAILING = "?!.,:*_~'\";"


class _AutoLink(InlineProcessor):
    """`<https://example.org>` and, as on GitHub, `https://example.org` (GFM 6.9: trailing punctuation is text)."""

    ANCESTOR_EXCLUDES = ("a",)

    # Python-Markdown's own InlineProcessor changes the signature of its base class in the same way.
    def handleMatch(  # type: ignore[override]  # noqa: N802
        self, m: re.Match[str], data: str
    ) -> tuple[Element, int, int]:
        address, end = m[1], m.end()
        if address is None:
            address = _without_trailing_text(m[2])
            end = m.start() + len(address)
        link = Element("a", {"href": address})
        link.text = markdown.util.AtomicString(address)
        return link, m.start(), end


def _without_trailing_text(address: str) -> str:
    end = len(address)
    unopened = address.count(")") - address.count("(")
    while end and (address[end - 1] in _TRAILING or (address[end - 1] == ")" and unopened > 0)):
        end -= 1
        unopened -= address[end] == ")"
    return address[:end]


class _NoteMention(InlineProcessor):
    """`[^label]` of a footnote that is defined."""

    labels: Collection[str] = ()

    def handleMatch(  # type: ignore[override]  # noqa: N802
        self, m: re.Match[str], data: str
    ) -> tuple[Element | None, int | None, int | None]:
        label = m[1].casefold()
        if label not in self.labels:
            return None, None, None
        return Element(NOTE, {"label": label}), m.start(), m.end()


class _Definitions(DefListProcessor):
    """A list of definitions, but only where there is a term to define: a line of text above the colon."""

    def test(self, parent: Element, block: str) -> bool:
        colon = self.RE.search(block)
        if colon is None:
            return False
        words = block[: colon.start()].strip()
        if not words:
            above = self.lastChild(parent)
            if above is None or above.tag not in ("p", "dl"):
                return False
            words = above.text or ""
        return SEPARATOR not in words and LISTING_MARK not in words

    def run(self, parent: Element, blocks: list[str]) -> bool | None:
        """Read one definition; those that follow it in the block, with their terms, are blocks of their own.

        Python-Markdown would take the rest of the block for a part of the first, and recurse for each.
        """
        blocks[0:1] = _definitions(blocks[0])
        return super().run(parent, blocks)


def _definitions(block: str) -> list[str]:
    """A block in parts of one definition each, the line above a colon being its term."""
    parts: list[list[str]] = [[]]
    has_definition = False
    for line in block.split("\n"):
        if _DEFINITION.match(line):
            if has_definition:
                above = parts[-1][-1]
                is_term = not above.startswith(" ") and not _DEFINITION.match(above)
                parts.append([parts[-1].pop()] if is_term else [])
            has_definition = True
        parts[-1].append(line)
    return ["\n".join(part) for part in parts]


class _Reader(markdown.Markdown):
    def __init__(self) -> None:
        super().__init__(extensions=[TableExtension(use_align_attribute=True), SaneListExtension(), DefListExtension()])
        for name in _REMOVED_PREPROCESSORS:
            self.preprocessors.deregister(name)
        for name in _REMOVED_INLINE:
            self.inlinePatterns.deregister(name)
        self.parser.blockprocessors.register(_Definitions(self.parser), "deflist", 25)
        # It adds line ends that the writer would remove again.
        self.treeprocessors.deregister("prettify")
        self.inlinePatterns.register(_AutoLink(_BARE_LINK, self), "autolink", 120)
        struck = SimpleTagInlineProcessor(r"(~~)(?=\S)([^~]+)(?<=\S)~~", "del")
        self.inlinePatterns.register(struck, "struck", 65)
        self._mention = _NoteMention(_NOTE_MENTION, self)
        # After escapes, before links.
        self.inlinePatterns.register(self._mention, "note", 175)

    def tree(self, text: str, notes: Collection[str]) -> Element:
        """Do what `convert` does up to the serializer."""
        self.reset()
        self._mention.labels = notes
        lines = text.split("\n")
        for preprocessor in self.preprocessors:
            lines = preprocessor.run(lines)
        root = self.parser.parseDocument(lines).getroot()
        if root is None:
            return Element("div")
        for treeprocessor in self.treeprocessors:
            changed = treeprocessor.run(root)
            root = root if changed is None else changed
        return root


class MarkdownReader:
    """Parses many texts with one parser, because building Python-Markdown's parser takes most of a short text's time.

    Not thread-safe: Python-Markdown keeps its state in the parser.
    """

    def __init__(self) -> None:
        self._reader = _Reader()

    def tree(self, text: str, notes: Collection[str] = ()) -> Element:
        """The elements of a text laid out by `normalise_lists`, below a root without meaning of its own.

        Links and pictures carry their targets as the author wrote them.

        Args:
            text: Markdown.
            notes: the labels of the footnotes that it may mention, each time by an empty element `NOTE`.
        """
        return self._reader.tree(text, notes)


def table_rows(table: Element) -> list[Element]:
    """The rows of a table, without the empty one that Python-Markdown gives a table that has a head only."""
    rows = list(table.iter("tr"))
    if len(rows) == 2 and not any(cell.text or len(cell) for cell in rows[1]):
        return rows[:1]
    return rows
