"""Writes what is within a line as HTML: words, formulas, emphasis, links, pictures, mentions of footnotes."""

from __future__ import annotations

import re
from collections.abc import Sequence
from html import escape
from urllib.parse import unquote
from xml.etree.ElementTree import Element

from qtbrowser.markup.commonmark.inline_parser import NOTE
from qtbrowser.markup.commonmark.tree import EMBED
from qtbrowser.markup.html_elements import ANCHOR, MEDIA
from qtbrowser.markup.placeholders import Piece, put_back, source_of
from qtbrowser.markup.signs.vault import TOPIC
from qtbrowser.rendering.answer_tree import words_on_one_line
from qtbrowser.rendering.direction import direction_attribute, has_letters, has_right_to_left
from qtbrowser.rendering.footnotes import NoteNumbers, mention_anchor
from qtbrowser.rendering.html_pieces import anchor_html, formula_html, text_html
from qtbrowser.rendering.link_addresses import Links, search_href
from qtbrowser.rendering.pictures import media_html, picture_html

_TASK = re.compile(r"^\[[ xX]\][ \t]+")
_CODE = re.compile(r"`[^`]*+`")
_INLINE = {
    "em": ("<em>", "</em>"),
    "strong": ("<strong>", "</strong>"),
    "del": ("<s>", "</s>"),
    "ins": ("<u>", "</u>"),
    "sub": ("<sub>", "</sub>"),
    "sup": ("<sup>", "</sup>"),
    "small": ("<small>", "</small>"),
    "code": ("<code>", "</code>"),
    "mark": ('<span class="mark">', "</span>"),
    "kbd": ('<span class="kbd">', "</span>"),
}


class InlineWriter:
    """Writes the inline content of one answer.

    Args:
        pieces: the formulas that the placeholders in the tree refer to.
        links: the document's links.
        text: the answer, tested once for right-to-left characters.
        is_within_page: whether the answer is shown within the page of another, where no footnotes are.

    Attributes:
        notes: numbers the footnotes that are mentioned.
        fragments: the anchors of the answer's own page that its links lead to.
    """

    def __init__(self, pieces: Sequence[Piece], links: Links, text: str, *, is_within_page: bool) -> None:
        self._pieces = pieces
        self._links = links
        self._answer = text
        self._has_right_to_left = has_right_to_left(text)
        self._is_within_page = is_within_page
        self._in_link = False
        self.notes: NoteNumbers = NoteNumbers()
        self.fragments: set[str] = set()

    def content(self, element: Element) -> str:
        """What is within an element."""
        pieces = [self._text(element.text)]
        for child in element:
            pieces.append(self.written(child))
            pieces.append(self._text(child.tail))
        return "".join(pieces)

    def content_within_link(self, element: Element) -> str:
        """What is within an element that is, or is in, a link: no link of its own is in it."""
        outer, self._in_link = self._in_link, True
        content = self.content(element)
        self._in_link = outer
        return content

    def _text(self, text: str | None) -> str:
        return "".join(
            formula_html(part) if isinstance(part, Piece) else text_html(part)
            for part in put_back(text or "", self._pieces)
        )

    def written(self, element: Element) -> str:
        """An element with what is within it."""
        match element.tag:
            case "a" if not self._in_link:
                authored = source_of(element.get("href", ""), self._pieces)
                if authored.startswith("#"):
                    self.fragments.add(unquote(authored[1:]))
                return anchor_html(self._links.target(authored), self.content_within_link(element))
            case "img":
                return picture_html(element, self._links, self._pieces, in_link=self._in_link)
            case tag if tag == MEDIA:
                return media_html(element, self._links, in_link=self._in_link)
            case tag if tag == EMBED:
                target = element.get("target", "")
                return anchor_html(self._links.target(target), text_html(element.get("title", "") or target))
            case tag if tag == TOPIC:
                return self._topic(element.text or "")
            case tag if tag == ANCHOR:
                return f'<a name="{escape(element.get("name", ""))}"></a>' if not self._in_link else ""
            case tag if tag == NOTE:
                return self._mention(element)
            case "br":
                return "<br>"
            case "code" if not len(element):
                return f"<code>{escape(source_of(element.text or '', self._pieces), quote=False)}</code>"
            case tag if tag in _INLINE:
                opening, closing = _INLINE[tag]
                return f"{opening}{self.content(element)}{closing}"
            case _:
                return self.content(element)

    def _topic(self, name: str) -> str:
        words = escape(f"#{name}", quote=False)
        return words if self._in_link else f'<a class="topic" href="{escape(search_href(name))}">{words}</a>'

    def _mention(self, element: Element) -> str:
        if self._is_within_page:
            return ""
        number, mention = self.notes.mention(element.get("label", ""))
        if self._in_link:
            return f"<sup>{number}</sup>"
        anchor = mention_anchor(number, mention)
        return f'<sup><a name="{anchor}"></a><a class="footnote" href="#fn:{number}">{number}</a></sup>'

    def direction(self, element: Element, around: str | None = None) -> str:
        """The attribute of a block whose words run from right to left; else empty.

        Args:
            element: the block.
            around: what it is where the block has no words but code; None to let the code decide.
        """
        if not self._has_right_to_left:
            return ""
        words = _TASK.sub("", _words_without_code(element))
        if around is not None and not has_letters(words):
            return around
        return direction_attribute(words or words_on_one_line(element, self._pieces))

    @property
    def direction_of_page(self) -> str:
        """The attribute of a block that is as the answer is as a whole."""
        return direction_attribute(_CODE.sub("", self._answer)) if self._has_right_to_left else ""


def _words_without_code(element: Element) -> str:
    """The words of an element that aren't code: a command does not decide the direction of a sentence."""
    parts = [element.text or ""]
    for child in element:
        if child.tag not in ("code", "pre", "kbd"):
            parts.append(_words_without_code(child))
        parts.append(child.tail or "")
    return "".join(parts).strip()
