"""Takes a page apart into what is unfolded step by step when its document is asked back."""

from __future__ import annotations

from html.parser import HTMLParser
from itertools import pairwise

from qtbrowser.rendering.page import ANSWER_START, PART_BREAK

LONGEST_UNFOLDED = 200_000
"""A longer page is unfolded at once."""

_VOID = frozenset({"br", "hr", "img", "wbr", "input"})
_WITH_WHAT_IS_BEFORE = frozenset({"math-block", "fold", "footnotes"})


def unfolded_parts(html: str) -> tuple[str, ...]:
    """The parts of a page. Shown one after the other they are the page; each is sound by itself.

    A part is a paragraph, list, table or listing of the answer. A heading and a line that ends with a colon go with
    what follows, a display formula with what is before. What is before the answer is in the first part, what is behind
    it in the last one.

    Args:
        html: of a whole `Page`.
    """
    if len(html) > LONGEST_UNFOLDED or PART_BREAK in html:
        return (html,)
    reader = _BlockReader(html)
    reader.feed(html)
    reader.close()
    if reader.end < 0 or len(reader.starts) < 2:
        return (html,)
    edges = [*reader.starts[1:], reader.end]
    first, last = html[: edges[0]], html[edges[-1] :]
    middle = [html[start:end] for start, end in pairwise(edges)]
    parts = [f"{first}</div>", *(f"{ANSWER_START}\n{part}</div>" for part in middle)]
    # The end of the page closes the answer itself.
    return (*parts[:-1], parts[-1].removesuffix("</div>") + last)


class _BlockReader(HTMLParser):
    """Finds where the parts of the first answer block begin, and where that block ends.

    Args:
        html: the page.

    Attributes:
        starts: the places of the parts; the first is that of the first block.
        end: the place of the answer's end tag; -1 if there is no answer.
    """

    def __init__(self, html: str) -> None:
        super().__init__(convert_charrefs=True)
        self.starts: list[int] = []
        self.end = -1
        self._lines = [0]
        for line in html.split("\n"):
            self._lines.append(self._lines[-1] + len(line) + 1)
        self._depth = 0
        self._joins_next = False
        self._text = ""

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Begin the answer, or a block of it."""
        kind = (dict(attrs).get("class") or "").split()
        if self.end >= 0:
            return
        if self._depth == 0:
            if tag == "div" and kind == ["answer"]:
                self._depth = 1
            return
        if self._depth == 1:
            if not self._joins_next and not _WITH_WHAT_IS_BEFORE & set(kind):
                self.starts.append(self._place)
            self._joins_next = tag in {"h1", "h2", "h3", "h4", "h5", "h6"}
            self._text = ""
        if tag not in _VOID:
            self._depth += 1

    def handle_endtag(self, tag: str) -> None:
        """End a block, or the answer."""
        if self.end >= 0 or self._depth == 0 or tag in _VOID:
            return
        self._depth -= 1
        if self._depth == 0:
            self.end = self._place
        elif self._depth == 1 and self._text.rstrip().endswith(":"):
            self._joins_next = True

    def handle_data(self, data: str) -> None:
        """Notice how a block ends."""
        if self._depth > 1 and data.strip():
            self._text = data

    @property
    def _place(self) -> int:
        line, column = self.getpos()
        return self._lines[line - 1] + column
