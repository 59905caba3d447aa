"""A page's answer as the HTML of a study card in another program: formulas for MathJax, no links into the library."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from html import escape
from html.parser import HTMLParser
from urllib.parse import unquote

from qtbrowser.rendering.quotable_text import quotable_pieces

_VOID = frozenset({"br", "hr", "img", "wbr"})
_KEPT = ("class", "align", "colspan", "rowspan", "start", "dir")
_IMAGE = "qtbrowser:image/"


Span = tuple[int, int]
"""Start and end of a passage in the quotable text of a page, in characters."""


def card_html(html: str, image: Callable[[str], str | None], clozes: Sequence[Span] = ()) -> str:
    """The answer of a page as HTML for a card.

    Formulas become ``\\\\(...\\\\)`` and ``\\\\[...\\\\]``, which Anki sets with MathJax. Links into the library become
    plain words; links to the web stay.

    Args:
        html: of a `Page`, as `qtbrowser.rendering.html_writer` writes it.
        image: gives the name of a picture's file in the package by its library path; None to leave the picture out.
        clozes: passages that Anki is to blank, none overlapping another: the first becomes ``{{c1::...}}``, and so on.
            One that goes over several elements becomes several pieces of one number. Of a formula all is blanked.
    """
    writer = _ClozeWriter(image, quotable_pieces(html), clozes) if clozes else _CardWriter(image)
    writer.feed(html)
    writer.close()
    return "".join(writer.parts).strip()


class _CardWriter(HTMLParser):
    """Writes what is within ``<div class="answer">``."""

    def __init__(self, image: Callable[[str], str | None]) -> None:
        super().__init__(convert_charrefs=True)
        self.parts: list[str] = []
        self._image = image
        self._open: list[tuple[str, str]] = []
        self._is_display = False

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Write a tag as a card needs it."""
        attributes = {name: value or "" for name, value in attrs}
        kind = attributes.get("class", "")
        if not self._open:
            if tag == "div" and kind == "answer":
                self._open.append((tag, ""))
            return
        if tag in _VOID:
            self._write_void(tag, attributes)
            return
        before, after = self._around(tag, kind, attributes)
        self.parts.append(before)
        self._open.append((tag, after))

    def _around(self, tag: str, kind: str, attributes: dict[str, str]) -> tuple[str, str]:
        if tag == "div" and kind == "math-block":
            self._is_display = True
            return "", ""
        if tag == "span" and kind == "math":
            marks = ("\\[", "\\]") if self._is_display else ("\\(", "\\)")
            self._is_display = False
            return marks
        if tag == "a":
            address = attributes.get("href", "")
            return (f'<a href="{escape(address)}">', "</a>") if address.startswith(("https:", "http:")) else ("", "")
        kept = "".join(f' {name}="{escape(attributes[name])}"' for name in _KEPT if name in attributes)
        return f"<{tag}{kept}>", f"</{tag}>"

    def _write_void(self, tag: str, attributes: dict[str, str]) -> None:
        if tag != "img":
            self.parts.append(f"<{tag}>")
            return
        words = escape(attributes.get("alt", ""))
        address = attributes.get("src", "")
        name = self._image(unquote(address.removeprefix(_IMAGE))) if address.startswith(_IMAGE) else None
        self.parts.append(words if name is None else f'<img src="{escape(name)}" alt="{words}">')

    def handle_endtag(self, tag: str) -> None:
        """Close a tag; the writer of pages leaves none open."""
        if self._open and tag not in _VOID:
            self.parts.append(self._open.pop()[1])

    def handle_data(self, data: str) -> None:
        """Write text of the answer."""
        if self._open:
            self.parts.append(escape(data, quote=False))


class _ClozeWriter(_CardWriter):
    """Writes passages as clozes, see Anki's manual, "Cloze Deletion". Braces and colons of the text itself are written
    as references: two of them together are signs of a cloze.

    Args:
        image: as for `card_html`.
        pieces: of each piece of text its place and what it is, see `quotable_pieces`.
        clozes: as for `card_html`.
    """

    def __init__(
        self, image: Callable[[str], str | None], pieces: Sequence[tuple[int, str]], clozes: Sequence[Span]
    ) -> None:
        super().__init__(image)
        self._pieces = iter(pieces)
        self._clozes = sorted((start, end, number) for number, (start, end) in enumerate(clozes, 1))

    def handle_data(self, data: str) -> None:
        """Write text of the answer, and what of it is blanked."""
        start, piece = next(self._pieces)
        if not self._open:
            return
        end = start + len(piece)
        within = [one for one in self._clozes if one[0] < end and start < one[1] and piece.strip()]
        if not within:
            self.parts.append(_plain(data))
        elif (after := self._open[-1][1]).startswith("\\"):
            # A formula: its signs belong to it.
            number = within[0][2]
            self.parts[-1] = f"{{{{c{number}::{self.parts[-1]}"
            self.parts.append(_plain(data))
            self._open[-1] = (self._open[-1][0], f"{after}}}}}")
        else:
            done = 0
            for first, last, number in within:
                left, right = max(done, first - start), min(len(piece), last - start)
                self.parts.append(_plain(piece[done:left]))
                self.parts.append(f"{{{{c{number}::{_plain(piece[left:right])}}}}}")
                done = right
            self.parts.append(_plain(piece[done:]))


_SIGNS = str.maketrans({"{": "&#123;", "}": "&#125;", ":": "&#58;"})


def _plain(text: str) -> str:
    return escape(text, quote=False).translate(_SIGNS)
