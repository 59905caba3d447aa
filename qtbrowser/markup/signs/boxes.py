"""Lines that open and close callouts, written into a text for signs of templates that enclose others.

No text of a document can hold such a line, since it begins with a noncharacter (see `placeholders`).
"""

from __future__ import annotations

from qtbrowser.markup.commonmark.block import MarkdownBlock
from qtbrowser.markup.commonmark.block_parser import DEEPEST, BlockParser
from qtbrowser.markup.commonmark.line import Line
from qtbrowser.markup.placeholders import BOX

_BAR = "|"
_WHOLE = f"{BOX}:"


def opening(kind: str, title: str = "", fold: str = "", *, content: str = "") -> str:
    """A line that opens a callout.

    Args:
        kind: such as `note`; `tab` for a tab.
        title: its title on one line.
        fold: "", "open" or "closed".
        content: what is in it, if it is written in one line; then no line closes it.
    """
    whole = f"{_WHOLE}{' '.join(content.split())}" if content else ""
    return f"{BOX}{kind}{_BAR}{fold}{_BAR}{' '.join(title.split())}{whole}"


CLOSING = f"{BOX}/"
"""A line that closes the innermost callout."""


def box(parser: BlockParser, container: MarkdownBlock, line: Line) -> bool:
    """Open or close a callout."""
    words = line.text[line.start + 1 :].rstrip()
    if not words.startswith("/") and parser.depth(container) > DEEPEST:
        return False
    parser.close_unmatched()
    line.consume(len(line.text) - line.place)
    if words.startswith("/"):
        parser.close_nearest("callout")
        return True
    kind, fold, rest = words.split(_BAR, 2)
    title, whole, content = rest.partition(_WHOLE)
    block = parser.add("callout")
    block.callout, block.fold, block.words = kind, fold, title
    if whole:
        parser.add("paragraph").lines.append(content)
        parser.close_nearest("callout")
    return True
