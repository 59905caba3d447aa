"""A page's answer as the HTML of a study card in another program: formulas for MathJax, no links into the library."""

from __future__ import annotations

from collections.abc import Callable
from html import escape
from html.parser import HTMLParser
from urllib.parse import unquote

_VOID = frozenset({"br", "hr", "img", "wbr"})
_KEPT = ("class", "align", "colspan", "rowspan", "start", "dir")
_IMAGE = "qtbrowser:image/"


def card_html(html: str, image: Callable[[str], str | None]) -> str:
    """The answer of a page as HTML for a card.

    Formulas become ``\\\\(...\\\\)`` and ``\\\\[...\\\\]``, which Anki sets with MathJax. Links into the library become
    plain words; links to the web stay.

    Args:
        html: of a `Page`, as `qtbrowser.rendering.html_writer` writes it.
        image: gives the name of a picture's file in the package by its library path; None to leave the picture out.
    """
    writer = _CardWriter(image)
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
