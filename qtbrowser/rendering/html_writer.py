"""Writes a tree of elements as HTML, with a fixed set of tags, classes and attributes: no document text is markup."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from html import escape, unescape
from xml.etree.ElementTree import Element

from qtbrowser.markup.spans import SpanKind
from qtbrowser.markup.tex_text import tex_as_text
from qtbrowser.rendering.callouts import take_callout
from qtbrowser.rendering.direction import direction_attribute, has_right_to_left, is_right_to_left
from qtbrowser.rendering.footnotes import NoteNumbers, back_links, mention_anchor, with_back_links
from qtbrowser.rendering.html_pieces import anchor_html, block_piece_html, code_block, inline_piece_html, text_html
from qtbrowser.rendering.link_addresses import Links
from qtbrowser.rendering.markdown_tree import NOTE, table_rows
from qtbrowser.rendering.page import Heading
from qtbrowser.rendering.placeholders import Piece, put_back, source_of

_INLINE = {"em": "em", "strong": "strong", "del": "s"}
_HEADINGS = {"h1": 2, "h2": 2, "h3": 3, "h4": 4, "h5": 5, "h6": 6}
_BLOCKS = {"p", "ul", "ol", "li", "blockquote", "pre", "table", "hr", "div", "dl", *_HEADINGS}
_ALIGNMENTS = ("left", "center", "right")
_TASK = re.compile(r"\[([ xX])\][ \t]+")
_NOT_IN_SLUG = re.compile(r"[^\w\- ]")


class HtmlWriter:
    """Writes one answer.

    Args:
        pieces: the code and math that the placeholders in the tree refer to.
        links: the document's links.
        text: the answer, tested once for right-to-left characters.
    """

    def __init__(self, pieces: Sequence[Piece], links: Links, text: str) -> None:
        self._pieces = pieces
        self._links = links
        self._has_right_to_left = has_right_to_left(text)
        self._out: list[str] = []
        self._slugs: dict[str, int] = {}
        self._in_link = False
        self._notes = NoteNumbers({})
        self.headings: list[Heading] = []

    def written(self, root: Element, title: str, notes: Mapping[str, Element]) -> str:
        """The HTML of a whole answer. A first heading that only repeats the title is left out.

        Args:
            root: the answer's elements.
            title: the question.
            notes: the elements of its footnotes by their labels.
        """
        self._notes = NoteNumbers(notes)
        children = list(root)
        if children and children[0].tag in _HEADINGS and self._words(children[0]) == title:
            children = children[1:]
        for child in children:
            self._block(child)
        self._footnotes()
        return "\n".join(self._out)

    # Blocks

    def _block(self, element: Element) -> None:
        match element.tag:
            case "p":
                self._flow(element, in_paragraphs=True)
            case "ul" | "ol":
                self._list(element)
            case "blockquote":
                self._quotation(element)
            case "pre":
                self._indented_code(element)
            case "table":
                self._table(element)
            case "dl":
                self._definitions(element)
            case "hr":
                self._out.append("<hr>")
            case tag if tag in _HEADINGS:
                self._heading(element)
            case _:
                self._flow(element, in_paragraphs=True)

    def _quotation(self, element: Element) -> None:
        callout = take_callout(element)
        css_class = f"quote alert alert-{callout.kind}" if callout else "quote"
        self._out.append(f'<table class="{css_class}"><tr><td>')
        if callout:
            title = self._inline_text(callout.title)
            self._out.append(f'<p class="alert-title"{direction_attribute(title)}><strong>{title}</strong></p>')
        self._flow(element, in_paragraphs=True)
        self._out.append("</td></tr></table>")

    def _definitions(self, element: Element) -> None:
        self._out.append("<dl>")
        for part in element:
            if part.tag == "dt":
                words = f'<p class="term"{self._direction(part)}><strong>{self._inline_content(part)}</strong></p>'
                self._out.append(f"<dt>{words}</dt>")
            else:
                self._out.append("<dd>")
                self._flow(part, in_paragraphs=True)
                self._out.append("</dd>")
        self._out.append("</dl>")

    def _footnotes(self) -> None:
        """The mentioned notes, each with links back to its mentions."""
        start = len(self._out)
        for number, note in self._notes.mentioned():
            first = len(self._out)
            self._flow(note, in_paragraphs=True)
            lines = self._out[first:] or ["<p></p>"]
            back = back_links(number, self._notes.mentions(number))
            self._out[first:] = ["<li>", *with_back_links(lines, f'<a name="fn:{number}"></a>', back), "</li>"]
        if len(self._out) > start:
            self._out[start:start] = ["<hr>", '<ol class="footnotes">']
            self._out.append("</ol>")

    def _flow(self, element: Element, *, in_paragraphs: bool) -> None:
        """An element's content: blocks, and runs of inline content between them, each run as a paragraph or bare."""
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
                    self._out.append(block_piece_html(part))
                else:
                    run.append(inline_piece_html(part) if isinstance(part, Piece) else text_html(part))

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
            inline_piece_html(part) if isinstance(part, Piece) else text_html(part)
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
            case tag if tag == NOTE:
                return self._mention(element)
            case "br":
                return "<br>"
            case tag if tag in _INLINE:
                return f"<{_INLINE[tag]}>{self._inline_content(element)}</{_INLINE[tag]}>"
            case _:
                return self._inline_content(element)

    def _mention(self, element: Element) -> str:
        number, mention = self._notes.mention(element.get("label", ""))
        if self._in_link:
            return f"<sup>{number}</sup>"
        anchor = mention_anchor(number, mention)
        return f'<sup><a name="{anchor}"></a><a class="footnote" href="#fn:{number}">{number}</a></sup>'

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
