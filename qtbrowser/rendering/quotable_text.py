"""The text of a page as passages are quoted from it: formulas as TeX between dollars, a line for each block."""

from __future__ import annotations

from html.parser import HTMLParser
from itertools import accumulate

_LINES = frozenset(
    {"p", "div", "li", "ul", "ol", "table", "tr", "td", "th", "pre", "blockquote", "dl", "dt", "dd", "br", "hr"}
    | {f"h{level}" for level in range(1, 7)}
)


def quotable_text(html: str) -> str:
    """The text of a page.

    Args:
        html: of a `Page`, as `qtbrowser.rendering.html_writer` writes it.
    """
    return "".join(_read(html).parts).strip("\n")


def quotable_pieces(html: str) -> list[tuple[int, str]]:
    """The pieces of text of a page, in the order in which a parser of HTML gives them.

    Args:
        html: as for `quotable_text`.

    Returns:
        Of each piece its place in the page's quotable text, in characters, and what it is there; empty for spaces that
        are left out.
    """
    reader = _read(html)
    starts = list(accumulate(map(len, reader.parts), initial=0))
    return [(starts[one], reader.parts[one]) if one >= 0 else (0, "") for one in reader.pieces]


def _read(html: str) -> _TextReader:
    reader = _TextReader()
    reader.feed(html)
    reader.close()
    return reader


class _TextReader(HTMLParser):
    """Gathers the text; spaces and line ends of the source count as one space, except in listings."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.parts: list[str] = []
        # Of each piece of text the number of its part; -1 where it has none.
        self.pieces: list[int] = []
        self._math: list[str] = []
        self._is_display = False
        self._listings = 0

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Begin a line for a block, and dollars for a formula."""
        kind = (dict(attrs).get("class") or "").split()
        self._listings += tag == "pre"
        if tag in _LINES:
            self._end_line()
        if tag == "div" and "math-block" in kind:
            self._is_display = True
        elif tag == "span":
            dollars = "" if "math" not in kind else "$$" if self._is_display or "display" in kind else "$"
            self._math.append(dollars)
            self.parts.append(dollars)

    def handle_endtag(self, tag: str) -> None:
        """End a line after a block, and a formula."""
        self._listings -= tag == "pre"
        if tag in _LINES:
            self._end_line()
            self._is_display = False
        elif tag == "span" and self._math:
            self.parts.append(self._math.pop())

    def handle_data(self, data: str) -> None:
        """Take text."""
        count = len(self.parts)
        self._take(data)
        self.pieces.append(count if len(self.parts) > count else -1)

    def _take(self, data: str) -> None:
        if self._math and self._math[-1]:
            self.parts.append(data.strip())
        elif self._listings:
            self.parts.append(data)
        elif words := " ".join(data.split()):
            before = " " if data[0].isspace() and self._is_within_line else ""
            self.parts.append(f"{before}{words}{' ' if data[-1].isspace() else ''}")
        elif self._is_within_line and not self.parts[-1].endswith(" "):
            self.parts.append(" ")

    @property
    def _is_within_line(self) -> bool:
        return bool(self.parts) and not self.parts[-1].endswith("\n")

    def _end_line(self) -> None:
        if self._is_within_line:
            self.parts[-1] = self.parts[-1].rstrip(" ")
            self.parts.append("\n")
