"""A tree of elements -> HTML of a fixed set of tags, classes and attributes. Nothing a document says becomes markup."""

from __future__ import annotations

import re
from collections.abc import Sequence
from html import escape, unescape
from xml.etree.ElementTree import Element

from qtbrowser.markup.spans import SpanKind
from qtbrowser.markup.tex_text import tex_as_text
from qtbrowser.rendering.code import highlighted
from qtbrowser.rendering.direction import has_right_to_left, is_right_to_left
from qtbrowser.rendering.links import Links, Target
from qtbrowser.rendering.markdown_tree import table_rows
from qtbrowser.rendering.page import Heading
from qtbrowser.rendering.places import SEPARATOR, Piece, put_back, source_of

_INLINE = {"em": "em", "strong": "strong", "del": "s"}
_HEADINGS = {"h1": 2, "h2": 2, "h3": 3, "h4": 4, "h5": 5, "h6": 6}
_BLOCKS = {"p", "ul", "ol", "li", "blockquote", "pre", "table", "hr", "div", *_HEADINGS}
_ALIGNMENTS = ("left", "center", "right")
_TASK = re.compile(r"\[([ xX])\][ \t]+")
_LANGUAGE_NAME = re.compile(r"[a-z0-9+#.-]{1,30}\Z")
_LINE_INDENT = re.compile(r"\n +")
_NOT_IN_SLUG = re.compile(r"[^\w\- ]")


class HtmlWriter:
    """Writes one answer.

    Args:
        pieces: the code and math that places in the tree stand for.
        links: the document's links.
        text: the answer, to see whether any of it is written from right to left.
    """

    def __init__(self, pieces: Sequence[Piece], links: Links, text: str) -> None:
        self._pieces = pieces
        self._links = links
        self._has_right_to_left = has_right_to_left(text)
        self._out: list[str] = []
        self._slugs: dict[str, int] = {}
        self._in_link = False
        self.headings: list[Heading] = []

    def written(self, root: Element, title: str) -> str:
        """The HTML of a whole answer. A first heading that only repeats the title is left out."""
        children = list(root)
        if children and children[0].tag in _HEADINGS and self._words(children[0]) == title:
            children = children[1:]
        for child in children:
            self._block(child)
        return "\n".join(self._out)

    # Blocks

    def _block(self, element: Element) -> None:
        match element.tag:
            case "p":
                self._flow(element, in_paragraphs=True)
            case "ul" | "ol":
                self._list(element)
            case "blockquote":
                self._wrapped('<table class="quote"><tr><td>', element, "</td></tr></table>")
            case "pre":
                self._indented_code(element)
            case "table":
                self._table(element)
            case "hr":
                self._out.append("<hr>")
            case tag if tag in _HEADINGS:
                self._heading(element)
            case _:
                self._flow(element, in_paragraphs=True)

    def _wrapped(self, opening: str, element: Element, closing: str) -> None:
        self._out.append(opening)
        self._flow(element, in_paragraphs=True)
        self._out.append(closing)

    def _flow(self, element: Element, *, in_paragraphs: bool) -> None:
        """An element's content: runs of inline content between blocks, each run a paragraph or bare."""
        run: list[str] = []
        direction = self._direction(element)

        def end_run() -> None:
            words = "".join(run).strip()
            run.clear()
            if words:
                self._out.append(f"<p{direction}>{words}</p>" if in_paragraphs else words)

        def add_text(text: str | None) -> None:
            for part in put_back(text or "", self._pieces):
                if isinstance(part, Piece) and part.is_block:
                    end_run()
                    self._out.append(_block_piece(part))
                else:
                    run.append(_inline_piece(part) if isinstance(part, Piece) else _text(part))

        add_text(element.text)
        for child in element:
            if child.tag in _BLOCKS:
                end_run()
                self._block(child)
            else:
                run.append(self._inline(child))
            add_text(child.tail)
        end_run()

    def _list(self, element: Element) -> None:
        start = element.get("start", "")
        numbered = f' start="{int(start)}"' if element.tag == "ol" and start.isdecimal() and start != "1" else ""
        direction = self._direction(element[0]) if len(element) else ""
        self._out.append(f"<{element.tag}{numbered}{direction}>")
        for item in element:
            self._item(item)
        self._out.append(f"</{element.tag}>")

    def _item(self, item: Element) -> None:
        first = item[0] if not (item.text or "").strip() and len(item) and item[0].tag == "p" else item
        task = _TASK.match(first.text or "") if first.text else None
        if task and first.text:
            first.text = ("☐ " if task[1] == " " else "☑ ") + first.text[task.end() :]
        css_class = ' class="task"' if task else ""
        self._out.append(f"<li{css_class}{self._direction(item)}>")
        self._flow(item, in_paragraphs=False)
        self._out.append("</li>")

    def _heading(self, element: Element) -> None:
        level = _HEADINGS[element.tag]
        words = self._words(element)
        anchor = self._anchor(words)
        content = self._inline_content(element)
        self.headings.append(Heading(level, words, anchor))
        name = escape(anchor)
        self._out.append(f'<h{level} id="{name}"{self._direction(element)}><a name="{name}"></a>{content}</h{level}>')

    def _anchor(self, words: str) -> str:
        """A heading's slug as GitHub makes it: the second "Example" is `example-1`."""
        slug = _NOT_IN_SLUG.sub("", words.lower()).replace(" ", "-") or "section"
        anchor, number = slug, self._slugs.get(slug, 0)
        while anchor in self._slugs:
            number += 1
            anchor = f"{slug}-{number}"
        self._slugs[slug] = number
        self._slugs.setdefault(anchor, 0)
        return anchor

    def _indented_code(self, element: Element) -> None:
        code = source_of("".join(element.itertext()), self._pieces).rstrip("\n")
        self._out.append(code_block(code, ""))

    def _table(self, element: Element) -> None:
        self._out.append('<table class="cells">')
        for row in table_rows(element):
            self._out.append("<tr>")
            for cell in row:
                tag = "th" if cell.tag == "th" else "td"
                align = cell.get("align", "")
                aligned = f' align="{align}"' if align in _ALIGNMENTS else ""
                self._out.append(f"<{tag}{aligned}{self._direction(cell)}>{self._inline_content(cell)}</{tag}>")
            self._out.append("</tr>")
        self._out.append("</table>")

    # Inline content

    def _inline_content(self, element: Element) -> str:
        pieces = [self._inline_text(element.text)]
        for child in element:
            pieces.append(self._inline(child))
            pieces.append(self._inline_text(child.tail))
        return "".join(pieces)

    def _inline_text(self, text: str | None) -> str:
        return "".join(
            _inline_piece(part) if isinstance(part, Piece) else _text(part)
            for part in put_back(text or "", self._pieces)
        )

    def _inline(self, element: Element) -> str:
        match element.tag:
            case "a" if not self._in_link:
                authored = source_of(element.get("href", ""), self._pieces)
                self._in_link = True
                content = self._inline_content(element)
                self._in_link = False
                return anchor_html(self._links.target(authored), content)
            case "img":
                return self._image(element)
            case "br":
                return "<br>"
            case tag if tag in _INLINE:
                return f"<{_INLINE[tag]}>{self._inline_content(element)}</{_INLINE[tag]}>"
            case _:
                return self._inline_content(element)

    def _image(self, element: Element) -> str:
        words = escape(unescape(source_of(element.get("alt", ""), self._pieces)))
        address = self._links.image(source_of(element.get("src", ""), self._pieces))
        if address is None:
            return f'<span class="blocked">{words}</span>'
        return f'<img src="{escape(address)}" alt="{words}">'

    # Words

    def _words(self, element: Element) -> str:
        """An element's content as plain text on one line."""
        words = [
            (tex_as_text(part.body) if part.kind in (SpanKind.INLINE_MATH, SpanKind.DISPLAY_MATH) else part.body)
            if isinstance(part, Piece)
            else unescape(part)
            for part in put_back("".join(element.itertext()), self._pieces)
        ]
        return " ".join("".join(words).split())

    def _direction(self, element: Element) -> str:
        if self._has_right_to_left and is_right_to_left(self._words(element)):
            return ' dir="rtl"'
        return ""


def anchor_html(target: Target, content: str) -> str:
    """A link around content that is HTML already; just the content, marked, where the link may not be followed."""
    if target.href is None:
        return f'<span class="{target.css_class}">{content}</span>'
    css_class = f' class="{target.css_class}"' if target.css_class else ""
    return f'<a{css_class} href="{escape(target.href)}">{content}</a>'


def _text(text: str) -> str:
    if SEPARATOR in text:
        text = text.replace(SEPARATOR, "")
    if "\n " in text:
        text = _LINE_INDENT.sub("\n", text)
    return escape(unescape(text) if "&" in text else text, quote=False)


def _inline_piece(piece: Piece) -> str:
    body = escape(piece.body, quote=False)
    match piece.kind:
        case SpanKind.INLINE_MATH:
            return f'<span class="math">{body}</span>'
        case SpanKind.DISPLAY_MATH:
            return f'<span class="math display">{body}</span>'
        case _:
            return f"<code>{body}</code>"


def _block_piece(piece: Piece) -> str:
    if piece.kind is SpanKind.DISPLAY_MATH:
        return f'<div class="math-block"><span class="math">{escape(piece.body, quote=False)}</span></div>'
    return code_block(piece.body, piece.language)


def code_block(code: str, language: str) -> str:
    """A listing in a table of one cell: Qt gives a cell, but not a `pre`, padding and a border."""
    named = f" language-{language}" if _LANGUAGE_NAME.match(language) else ""
    return f'<table class="code{named}" width="100%"><tr><td><pre>{highlighted(code, language)}</pre></td></tr></table>'
