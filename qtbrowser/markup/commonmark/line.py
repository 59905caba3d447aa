"""One line of a Markdown text and how far it has been read."""

from __future__ import annotations

_TAB_STOP = 4


class Line:
    """A line whose leading signs are consumed from the left.

    Tabs before the text, and between the signs of containers, are as wide as they are shown (CommonMark 2.2).

    Attributes:
        text: the line with such tabs as spaces.
        place: how much of it is consumed.
        start: the offset of the next character that is no space.
        indent: the spaces between the two.
        is_blank: whether there is none.
    """

    __slots__ = ("indent", "is_blank", "place", "raw", "start", "text")

    def __init__(self, raw: str) -> None:
        self.raw = raw
        self.text = _expanded(raw) if "\t" in raw else raw
        self.place = 0
        self.look()

    def look(self) -> None:
        """Find the next character that is no space."""
        text = self.text
        start = self.place
        end = len(text)
        while start < end and text[start] == " ":
            start += 1
        self.start = start
        self.indent = start - self.place
        self.is_blank = start == end

    def consume(self, count: int) -> None:
        """Consume some characters."""
        self.place += count
        self.look()

    def rest(self) -> str:
        """What isn't consumed, with the tabs of the author where that is possible."""
        if self.text is self.raw or "\t" not in self.raw:
            return self.text[self.place :]
        column = 0
        for place, character in enumerate(self.raw):
            if column == self.place:
                return self.raw[place:]
            if column > self.place:
                return " " * (column - self.place) + self.raw[place:]
            column += _TAB_STOP - column % _TAB_STOP if character == "\t" else 1
        return ""


def _expanded(raw: str) -> str:
    """The line with the tabs before its text as spaces; those behind signs of containers count as such."""
    bare = raw.lstrip(" \t>*+-.)0123456789:!?=")
    head = raw[: len(raw) - len(bare)]
    return head.expandtabs(_TAB_STOP) + bare
