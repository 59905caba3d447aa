"""Documents that are shown within another: which part of one is wanted."""

from __future__ import annotations

import re
from xml.etree.ElementTree import Element

from qtbrowser.markup.commonmark.html_syntax import HEADINGS
from qtbrowser.markup.commonmark.tree import LINES, SECTION
from qtbrowser.markup.heading_anchors import github_anchor
from qtbrowser.markup.html_elements import ANCHOR

_LINES = re.compile(rf"{LINES}(\d{{0,7}})-(\d{{0,7}})\Z")
# Of MkDocs' snippets, `--8<-- [start:name]`, and of mdBook, `ANCHOR: name`.
_SECTION_SIGN = re.compile(
    r"^[^\w\n]{0,40}(?:8<-{1,9}[ \t]*\[[ \t]*(?:start|(?P<end>end))[ \t]*:|ANCHOR(?P<anchor_end>_END)?:)"
    r"[ \t]*(?P<name>[\w\-]{1,100})(?![\w\-])[^\n]*$",
    re.MULTILINE,
)

MOST_EMBEDS = 20
"""Most documents that a page shows within it; further ones are links."""

DEEPEST = 2
"""How deep documents are shown within each other."""


def text_of(text: str, fragment: str, lines_above: int = 0) -> tuple[str, str]:
    """The lines or the section of a document that an include names, and the fragment that is left.

    Args:
        text: the document's Markdown.
        fragment: of the include's target, see `tree.LINES` and `tree.SECTION`; others are returned as they are.
        lines_above: how many lines of the document's file are above the text; an include counts them, too.
    """
    if found := _LINES.match(fragment):
        lines = text.split("\n")
        first = int(found[1] or 1) - lines_above
        last = int(found[2]) - lines_above if found[2] else len(lines)
        return "\n".join(lines[max(1, first) - 1 : max(0, last)]), ""
    if fragment.startswith(SECTION):
        name = fragment.removeprefix(SECTION)
        signs = [sign for sign in _SECTION_SIGN.finditer(text) if sign["name"] == name]
        if signs and not _is_end(signs[0]):
            end = next((sign.start() for sign in signs if _is_end(sign)), len(text))
            return text[signs[0].end() : end].strip("\n"), ""
    return text, fragment


def _is_end(sign: re.Match[str]) -> bool:
    return bool(sign["end"] or sign["anchor_end"])


def part_of(root: Element, fragment: str) -> Element | None:
    """The part of a document that a link names.

    Args:
        root: the document's elements.
        fragment: the anchor of a heading, which means its section, or `^id` of a block; everything if empty.

    Returns:
        An element that holds the part, or None if the document has none of this name.
    """
    if not fragment:
        return root
    part = Element("div")
    if fragment.startswith("^"):
        block = next((child for child in _blocks(root) if _is_block(child, fragment)), None)
        if block is None:
            return None
        if block in (blocks := list(root)) and not _shows_anything(block):
            # The name of a table, a listing or a list is in a line of its own below it.
            block = blocks[max(0, blocks.index(block) - 1)]
        part.append(block)
        return part
    level = 0
    for child in root:
        is_heading = child.tag in HEADINGS
        if level and is_heading and int(child.tag[1]) <= level:
            break
        if not level and is_heading and github_anchor("".join(child.itertext()).strip()) == fragment:
            level = int(child.tag[1])
        if level:
            part.append(child)
    return part if level else None


def _blocks(root: Element) -> list[Element]:
    """Items of lists, and the blocks of the document; the innermost first."""
    return [*reversed(list(root.iter("li"))), *root]


def _shows_anything(block: Element) -> bool:
    return bool("".join(block.itertext()).strip()) or block.find(".//img") is not None


def _is_block(block: Element, name: str) -> bool:
    return any(anchor.get("name") == name for anchor in block.iter(ANCHOR))
