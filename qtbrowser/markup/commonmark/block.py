"""The blocks of a Markdown text while it is read line by line."""

from __future__ import annotations

from typing import Literal

Kind = Literal[
    "document", "quote", "list", "item", "note", "definitions", "definition", "callout", "tabs", "tab",
    "comment", "attributes", "paragraph", "heading", "fence", "code", "html", "rule", "table", "term",
]  # fmt: skip

CONTAINERS = frozenset(
    ("document", "quote", "list", "item", "note", "definitions", "definition", "callout", "tabs", "tab")
)
VERBATIM = frozenset(("fence", "code", "html", "comment"))
"""Blocks that take their lines as they are; no block begins within them."""

_ONLY_WITHIN: dict[Kind, Kind] = {"item": "list", "term": "definitions", "definition": "definitions", "tab": "tabs"}
_HOLDERS = frozenset(_ONLY_WITHIN.values())


def may_hold(outer: Kind, inner: Kind) -> bool:
    """Whether a block of one kind may be directly within one of another."""
    only = _ONLY_WITHIN.get(inner)
    return outer == only if only else outer in CONTAINERS and outer not in _HOLDERS


MARKED: frozenset[Kind] = frozenset(("paragraph", "quote", "list", "table", "fence", "code"))
"""Blocks that become a callout if a line of attributes says so."""


class MarkdownBlock:
    """A block: a container with children, or a leaf with lines.

    Attributes:
        kind: what it is.
        parent: the block that it is in.
        children: the blocks within it.
        lines: the lines of a leaf.
        is_open: whether a further line may belong to it.
        start, end: the numbers of its first and last line.
        row: the number of the line that `lines` begins with; each of `lines` is the end of its line in the text.
        indent: for an item and its like, how far its content is indented; for a fence, how far its signs are.
        sign: for a list the bullet or delimiter, for a fence its signs, for HTML what ends it, for others a name.
        number: for a list its first number, for a heading its level.
        tight: whether a list has no blank line between its items.
        words: the words behind an opening sign: of a fence its language, of a callout its title.
        callout: the kind of a callout, such as "note"; set for other blocks that are to be within one.
        fold: for a callout whether it is folded: "", "open" or "closed".
        is_titled: whether the first paragraph is the title of the callout that the block is.
        untitled: whether a callout has no title, not even the name of its kind.
        lazy: how many of the last lines of a paragraph came without the signs of its containers.
    """

    __slots__ = (
        "aligns", "callout", "children", "end", "fold", "indent", "is_open", "is_titled", "kind", "lazy", "lines",
        "number", "parent", "row", "sign", "start", "tight", "untitled", "words",
    )  # fmt: skip

    def __init__(self, kind: Kind, start: int, parent: MarkdownBlock | None = None) -> None:
        self.kind = kind
        self.parent = parent
        self.children: list[MarkdownBlock] = []
        self.lines: list[str] = []
        self.is_open = True
        self.start = self.end = self.row = start
        self.indent = 0
        self.sign = ""
        self.number = 0
        self.tight = True
        self.words = ""
        self.fold = ""
        self.lazy = 0
        self.callout = ""
        self.untitled = False
        self.is_titled = False
        self.aligns: tuple[str, ...] = ()

    def remove(self) -> None:
        """Take the block out of its parent."""
        if self.parent is None:
            return
        children = self.parent.children
        # It is most often the last one.
        place = next(place for place in reversed(range(len(children))) if children[place] is self)
        del children[place]


def give_attributes(block: MarkdownBlock, callout: str, *, is_titled: bool, identity: str) -> None:
    """Give a block what a line of attributes says of it.

    Args:
        block: the block, or one of the kind `attributes` whose values go to the block after it.
        callout: the kind of callout that it is to be, or an empty string.
        is_titled: whether its first paragraph is the callout's title.
        identity: a place that links lead to, or an empty string.
    """
    if callout and (block.kind in MARKED or block.kind == "attributes"):
        block.callout, block.is_titled = callout, is_titled
    if identity and block.kind == "attributes":
        block.words = identity
    elif identity and block.kind in ("heading", "paragraph") and block.lines:
        block.lines[-1] += f" {{#{identity}}}"
