"""Writes a tree of elements as HTML, with a fixed set of tags, classes and attributes: no document text is markup."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from html import escape
from xml.etree.ElementTree import Element

from qtbrowser.markup.asking import asks, question_of_paragraph
from qtbrowser.markup.callouts import take_callout
from qtbrowser.markup.commonmark.tree import EMBED
from qtbrowser.markup.heading_anchors import Anchors
from qtbrowser.markup.placeholders import Piece, put_back, source_of
from qtbrowser.rendering.answer_tree import read_answer, without_repeated_title, words_on_one_line
from qtbrowser.rendering.embeds import DEEPEST, MOST_EMBEDS, part_of, text_of
from qtbrowser.rendering.footnotes import NoteNumbers, back_links, with_back_links
from qtbrowser.rendering.html_pieces import anchor_html, code_block, formula_block, formula_html, text_html
from qtbrowser.rendering.inline_writer import InlineWriter
from qtbrowser.rendering.link_addresses import Links, fold_href
from qtbrowser.rendering.page import Heading
from qtbrowser.rendering.question_anchors import QuestionAnchors

_HEADINGS = {"h1": 2, "h2": 2, "h3": 3, "h4": 4, "h5": 5, "h6": 6}
_BLOCKS = {"p", "ul", "ol", "li", "blockquote", "pre", "table", "hr", "div", "dl", "details", EMBED, *_HEADINGS}
_ALIGNMENTS = ("left", "center", "right")
_NO_WORDS = "no words"
_TASK = re.compile(r"\[([ xX])\][ \t]+")


class HtmlWriter:
    """Writes one answer.

    Args:
        pieces: the formulas that the placeholders in the tree refer to.
        links: the document's links.
        text: the answer, tested once for right-to-left characters.
        any_callout: whether quotations are callouts of any kind that they name.
        questions: the anchors of the answer's questions in lists.
        outer: the writer of the page that the answer is shown within, if it is.
        before: the writer of the part of the answer before this one, if it is written in parts.
    """

    def __init__(
        self,
        pieces: Sequence[Piece],
        links: Links,
        text: str,
        *,
        any_callout: bool = False,
        questions: QuestionAnchors | None = None,
        outer: HtmlWriter | None = None,
        before: HtmlWriter | None = None,
    ) -> None:
        self._pieces = pieces
        self._links = links
        self._any_callout = any_callout
        self._questions = questions
        self._inline = InlineWriter(pieces, links, text, is_within_page=outer is not None)
        self._out: list[str] = []
        self._anchors: Anchors = Anchors() if before is None else before._anchors
        self._outer = outer
        counted = outer or before
        self._folds: int = 0 if counted is None else counted._folds
        self._embeds: int = 0 if before is None else before._embeds
        self._inline.notes = NoteNumbers() if before is None else before._inline.notes
        self._waiting: list[tuple[int, list[str]]] = [] if before is None else before._waiting
        self.left_out = 0
        self._align = ""
        self._around: str | None = None
        self.headings: list[Heading] = []

    def written(self, root: Element, title: str, notes: Mapping[str, Element]) -> str:
        """The HTML of an answer or a part of one, without its footnotes, which `footnotes` gives. If the first heading
        only repeats the title, it is left out.

        Args:
            root: the answer's elements.
            title: the question.
            notes: the elements of its footnotes by their labels.
        """
        self._inline.notes.begin_part(notes)
        without_repeated_title(root, title, self._pieces)
        self._flow_text(root.text)
        for child in list(root):
            self._block(child)
            self._flow_text(child.tail)
        self._write_footnotes()
        return "\n".join(self._out)

    def links_to(self, anchor: str) -> bool:
        """Whether the answer links to a place of its own that it lacks."""
        return anchor in self._inline.fragments and anchor not in self._anchors

    def _flow_text(self, text: str | None) -> None:
        """Text outside of any block, which raw HTML may leave."""
        if text and text.strip():
            outer = Element("p")
            outer.text = text
            self._flow(outer, in_paragraphs=True)

    def _block(self, element: Element) -> None:
        match element.tag:
            case "p" if "align" in element.attrib:
                self._aligned(element)
            case "p":
                self._flow(element, in_paragraphs=True, anchor=self._question_anchor(element))
            case "ul" | "ol":
                self._list(element)
            case "blockquote":
                self._quotation(element)
            case "pre":
                self._out.append(code_block(source_of(element.text or "", self._pieces), element.get("language", "")))
            case "table":
                self._table(element)
            case "dl":
                self._definitions(element)
            case "hr":
                self._out.append("<hr>")
            case "details":
                self._details(element)
            case tag if tag == EMBED:
                self._embed(element)
            case tag if tag in _HEADINGS:
                self._heading(element)
            case _:
                self._aligned(element)

    def _aligned(self, element: Element) -> None:
        """A block of no meaning of its own, which may say how what is in it is aligned."""
        align = element.get("align", "")
        outer = self._align
        if align in _ALIGNMENTS:
            self._align = f' align="{align}"'
        self._flow(element, in_paragraphs=True)
        self._align = outer

    def _details(self, element: Element) -> None:
        summary, *_ = element
        element.remove(summary)
        element.text = summary.tail
        summary.tail = None
        words = self._inline.content_within_link(summary)
        anchor = self._name_of(words_on_one_line(summary, self._pieces))
        self._out.append(f'<p class="summary"{self._inline.direction(summary)}>{anchor}{self._fold_link(words)}</p>')
        self._folded(element, is_open="open" in element.attrib)

    def _fold_link(self, words: str) -> str:
        """The link that folds and unfolds what follows it."""
        self._folds += 1
        return f'<a class="fold" href="{fold_href(self._folds)}"><strong>{words}</strong></a>'

    def _folded(self, element: Element, *, is_open: bool) -> None:
        """What is in an element, in a block that can be folded."""
        self._out.append(f'<div class="{"fold open" if is_open else "fold"}">')
        self._flow(element, in_paragraphs=True)
        self._out.append("</div>")

    def _embed(self, element: Element) -> None:
        """Another document, or a part of it, in a frame; a link where it can't be shown."""
        target, title = element.get("target", ""), element.get("title", "")
        link = anchor_html(self._links.target(target), text_html(title or target))
        content = self._embedded(target)
        if content is None and not title:
            # A part that the site's program includes; a reader doesn't know its name.
            self.left_out += 1
        elif content is None:
            self._out.append(f"<p>{link}</p>")
        elif not title:
            # An include: the author means the words, not where they are from.
            self._out.append(content)
        else:
            head = f'<p class="alert-title"><strong>{link}</strong></p>'
            self._out.append(f'<table class="quote embed"><tr><td>\n{head}\n{content}\n</td></tr></table>')

    def _embedded(self, target: str) -> str | None:
        self._embeds += 1
        if self._embeds > MOST_EMBEDS or len(self._links.above) >= DEEPEST:
            return None
        found = self._links.embedded(target)
        if found is None:
            return None
        document, links, anchor = found
        text, anchor = text_of(document.text, anchor, document.lines_above)
        answer = read_answer(text, document.kinds)
        part = part_of(answer.root, anchor) if answer.root is not None else None
        if part is None:
            return None
        any_callout = document.kinds.names_callouts
        inner = HtmlWriter(answer.pieces, links, answer.text, any_callout=any_callout, outer=self)
        content = inner.written(part, document.title, {})
        self._folds, self._embeds = inner._folds, self._embeds + inner._embeds
        self.left_out += inner.left_out
        return content

    def _quotation(self, element: Element) -> None:
        callout = take_callout(element, any_kind=self._any_callout)
        css_class = f"quote alert alert-{callout.kind}" if callout else "quote"
        around, self._around = self._around, self._inline.direction_of_page if self._around is None else self._around
        self._out.append(f'<table class="{css_class}"><tr><td>')
        if callout and callout.title is not None:
            if callout.fold and len(element):
                shown = self._fold_link(self._inline.content_within_link(callout.title))
            else:
                shown = f"<strong>{self._inline.content(callout.title)}</strong>"
            self._out.append(f'<p class="alert-title"{self._inline.direction(callout.title)}>{shown}</p>')
        if callout and callout.fold and len(element):
            self._folded(element, is_open=callout.fold == "open")
        else:
            self._flow(element, in_paragraphs=True)
        self._out.append("</td></tr></table>")
        self._around = around

    def _definitions(self, element: Element) -> None:
        self._out.append("<dl>")
        for part in element:
            if part.tag == "dt":
                anchor = self._name_of(words_on_one_line(part, self._pieces))
                strong = f"<strong>{self._inline.content(part)}</strong>"
                words = f'<p class="term"{self._inline.direction(part)}>{anchor}{strong}</p>'
                self._out.append(f"<dt>{words}</dt>")
            else:
                self._out.append("<dd>")
                self._flow(part, in_paragraphs=True)
                self._out.append("</dd>")
        self._out.append("</dl>")

    def _write_footnotes(self) -> None:
        """Write the notes that this part has mentioned first; they wait until the end of the answer."""
        body, self._out = self._out, []
        for number, note in self._inline.notes.mentioned():
            self._flow(note, in_paragraphs=True)
            self._waiting.append((number, self._out or ["<p></p>"]))
            self._out = []
        self._out = body

    def footnotes(self, *, more_than: int = 0) -> str:
        """The HTML of the notes that wait, each with links back to its mentions, a line before it; empty for none.

        Args:
            more_than: how many characters they are to have at least, or they go on waiting.
        """
        if not self._waiting or sum(len(line) for _, lines in self._waiting for line in lines) < more_than:
            return ""
        first = self._waiting[0][0]
        out = ["<hr>", f'<ol class="footnotes" start="{first}">' if first > 1 else '<ol class="footnotes">']
        for number, lines in self._waiting:
            back = back_links(number, self._inline.notes.mentions(number))
            out += ["<li>", *with_back_links(lines, f'<a name="fn:{number}"></a>', back), "</li>"]
        self._waiting.clear()
        return "\n".join((*out, "</ol>"))

    def _question_anchor(self, paragraph: Element) -> str:
        """The anchor of a paragraph, or of a list item's content, that is a question: all of its first line in bold, or
        with `Q:` before it.
        """
        text = (paragraph.text or "").strip()
        first = paragraph[0] if len(paragraph) else None
        if self._questions and (text or first is None or first.tag != "a" or (first.tail or "").strip()):
            anchor = self._questions.anchor_of(words_on_one_line(paragraph, self._pieces))
            if anchor:
                return f'<a name="{escape(anchor)}"></a>'
        if first is not None and first.tag == "strong" and not text:
            words = words_on_one_line(first, self._pieces)
            tail = first.tail or ""
            is_line = not tail.strip() or tail.startswith("\n")
            if is_line and asks(words):
                return self._name_of(question_of_paragraph(words) or words)
        if text[:1] in ("Q", "q") or (not text and first is not None and first.tag == "strong"):
            return self._name_of(question_of_paragraph(words_on_one_line(paragraph, self._pieces)), is_question=True)
        return ""

    def _name_of(self, question: str, *, is_question: bool = False) -> str:
        """The anchor of a question that is no heading; of other words, and within another page, none."""
        if self._outer is not None or not question or not (is_question or asks(question)):
            return ""
        return f'<a name="{escape(self._anchors.of_question(question))}"></a>'

    def _flow(self, element: Element, *, in_paragraphs: bool, anchor: str = "") -> None:
        """An element's content: blocks, and runs of inline content between them, each run as a paragraph or bare.

        Args:
            element: what holds the content.
            in_paragraphs: whether runs are paragraphs.
            anchor: what comes first in the first one.
        """
        run: list[str] = [anchor] if anchor else []
        direction = self._inline.direction(element, self._around)

        def end_run() -> None:
            words = "".join(run).strip()
            run.clear()
            if words:
                self._out.append(f"<p{self._align}{direction}>{words}</p>" if in_paragraphs else words)

        def add_text(text: str | None) -> None:
            for part in put_back(text or "", self._pieces):
                if isinstance(part, Piece) and part.is_block:
                    end_run()
                    self._out.append(formula_block(part))
                else:
                    run.append(formula_html(part) if isinstance(part, Piece) else text_html(part))

        add_text(element.text)
        for child in element:
            if child.tag in _BLOCKS:
                end_run()
                self._block(child)
            else:
                run.append(self._inline.written(child))
            add_text(child.tail)
        end_run()

    def _list(self, element: Element) -> None:
        start = element.get("start", "")
        numbered = f' start="{int(start)}"' if element.tag == "ol" and start.isdecimal() and start != "1" else ""
        around = self._around
        self._around = self._direction_of_list(element)
        self._out.append(f"<{element.tag}{numbered}{self._around}>")
        for item in element:
            if item.tag == "li":
                self._item(item)
            else:
                self._block(item)
        self._out.append(f"</{element.tag}>")
        self._around = around

    def _direction_of_list(self, element: Element) -> str:
        """The direction of the first item with words; of a list of nothing but code, that of what it is in."""
        around = self._inline.direction_of_page if self._around is None else self._around
        found = (self._inline.direction(item, _NO_WORDS) for item in element)
        return next((direction for direction in found if direction != _NO_WORDS), around)

    def _item(self, item: Element) -> None:
        first = item[0] if not (item.text or "").strip() and len(item) and item[0].tag == "p" else item
        task = _TASK.match(first.text or "") if first.text else None
        if task and first.text:
            first.text = ("☐ " if task[1] == " " else "☑ ") + first.text[task.end() :]
        css_class = ' class="task"' if task else ""
        self._out.append(f"<li{css_class}{self._inline.direction(item, self._around)}>")
        self._flow(item, in_paragraphs=False, anchor=self._question_anchor(item) if first is item else "")
        self._out.append("</li>")

    def _heading(self, element: Element) -> None:
        level = _HEADINGS[element.tag]
        align = f' align="{element.get("align")}"' if element.get("align") in _ALIGNMENTS else self._align
        if self._outer is not None:
            self._out.append(f"<h{level}{self._inline.direction(element)}>{self._inline.content(element)}</h{level}>")
            return
        words = words_on_one_line(element, self._pieces)
        anchor, *others = self._anchors.of_heading(words, element.get("id", ""))
        content = self._inline.content(element).replace("\n", " ")
        if words:
            self.headings.append(Heading(level, words, anchor))
        names = "".join(f'<a name="{escape(name)}"></a>' for name in (anchor, *others))
        attributes = f"{align}{self._inline.direction(element)}"
        self._out.append(f'<h{level} id="{escape(anchor)}"{attributes}>{names}{content}</h{level}>')

    def _table(self, element: Element) -> None:
        self._out.append('<table class="cells">')
        for row in element:
            self._out.append("<tr>")
            for cell in row:
                tag = "th" if cell.tag == "th" else "td"
                align = cell.get("align", "")
                attributes = f' align="{align}"' if align in _ALIGNMENTS else ""
                for name in ("colspan", "rowspan"):
                    if name in cell.attrib:
                        attributes += f' {name}="{int(cell.get(name, "1"))}"'
                opening = f"<{tag}{attributes}{self._inline.direction(cell)}>"
                if any(child.tag in _BLOCKS for child in cell):
                    self._out.append(opening)
                    self._flow(cell, in_paragraphs=False)
                    self._out.append(f"</{tag}>")
                else:
                    self._out.append(f"{opening}{self._inline.content(cell)}</{tag}>")
            self._out.append("</tr>")
        self._out.append("</table>")
