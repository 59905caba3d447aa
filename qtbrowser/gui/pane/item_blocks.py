"""Marks the blocks below the first line of a list item with its depth. Pure.

Qt's HTML reader loses the indent of a list item after a table in it (a code block, a quotation): what follows begins at
the page's edge. Text without its own tag loses its line height as well. Here each such piece becomes a paragraph with a
class for its depth, and the style sheet gives the classes their margins.
"""

from __future__ import annotations

import re

DEEPEST = 6
"""The depth beyond which nothing is indented further."""

_TAG = re.compile(r"<(/?)(ul|ol|li|table|p|div|d[ltd]|h[1-6]|hr)\b([^<>]*)>")
_DEFINITIONS = ("dl", "dt", "dd")
_GROUP = re.compile(r'class="(?:answer|related)"')
_CLASS = re.compile(r'class="([^"]*)"')


def with_item_blocks(html: str) -> str:
    """The HTML of a page with the classes ``in1`` to ``in6`` on what follows the first words of a list item.

    Args:
        html: as `qtbrowser.rendering.render` writes it: well formed, ``<`` and ``>`` in tags only.
    """
    return _ItemBlocks(html).marked() if "<li" in html else html


class _ItemBlocks:
    """One pass over the block tags of a page."""

    def __init__(self, html: str) -> None:
        self._html = html
        self._out: list[str] = []
        self._lists = 0
        self._tables = 0
        self._items: list[bool] = []
        self._in_block = False

    def marked(self) -> str:
        end = 0
        for tag in _TAG.finditer(self._html):
            self._text(self._html[end : tag.start()])
            self._tag(tag)
            end = tag.end()
        self._text(self._html[end:])
        return "".join(self._out)

    @property
    def _class(self) -> str:
        return f"in{min(self._lists, DEEPEST)}"

    def _is_later_in_item(self) -> bool:
        """Whether a block of the present item has been seen, outside tables."""
        return bool(self._items) and not self._tables and self._items[-1]

    def _text(self, text: str) -> None:
        if not text.strip():
            self._out.append(text)
        elif self._is_later_in_item() and not self._in_block:
            self._out.append(f'<p class="{self._class}">{text.strip()}</p>')
        else:
            self._out.append(text)
            if self._items and not self._tables:
                self._items[-1] = True

    def _tag(self, tag: re.Match[str]) -> None:
        closing, name, attributes = tag.groups()
        written = tag[0]
        if name in ("ul", "ol") and not self._tables:
            self._lists += -1 if closing else 1
        elif name == "li" and not self._tables:
            self._open_or_close_item(bool(closing))
        elif name == "table":
            self._tables += -1 if closing else 1
        elif not self._tables and name not in _DEFINITIONS:
            if not closing and self._is_later_in_item():
                written = f"<{name}{_with_class(attributes, self._class)}>"
            self._in_block = not closing and name != "hr" and not _GROUP.search(attributes)
        if self._items and not self._tables and name != "li":
            self._items[-1] = True
        self._out.append(written)

    def _open_or_close_item(self, closes: bool) -> None:
        if not closes:
            self._items.append(False)
        elif self._items:
            self._items.pop()


def _with_class(attributes: str, name: str) -> str:
    if _CLASS.search(attributes):
        return _CLASS.sub(rf'class="\1 {name}"', attributes, count=1)
    return f'{attributes} class="{name}"'
