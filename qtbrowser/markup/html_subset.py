"""Replaces raw HTML in a tree of elements by the safe elements that it means.

HTML is parsed by justhtml, as the HTML standard says, together with the Markdown that it encloses. Of what it finds,
elements and attributes of a fixed list become elements of the tree; the words of others stay; scripts, styles and forms
vanish with what they hold, and so do comments. A text without raw HTML isn't touched, and only the blocks that HTML
encloses are parsed.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from html import escape
from xml.etree.ElementTree import Element

from qtbrowser.markup.commonmark.html_syntax import DROPPED, HTML, NAMES, WITHOUT_END, HtmlBalance
from qtbrowser.markup.commonmark.tree import HTML_BLOCK
from qtbrowser.markup.html_elements import ANCHOR, BLOCKS, fill_with_html
from qtbrowser.markup.placeholders import CLOSE, HELD

MOST_TAGS = 20_000
"""Most tags that are parsed together; raw HTML with more of them is shown as its source."""

_KEPT: dict[str, tuple[str, ...]] = {
    **dict.fromkeys("p blockquote ul li em strong del mark table tr dl dt dd br hr h1 h2 h3 h4 h5 h6".split(), ()),
    "ol": ("start",),
    "td": ("align",),
    "th": ("align",),
    "a": ("href",),
    "img": ("src", "alt"),
}
"""Elements of Markdown that are parsed as HTML, with their attributes; others are held and put back."""

_WITH_PLACES = frozenset("p h1 h2 h3 h4 h5 h6".split())
_EMPTY = frozenset(("br", "hr", "img"))
_FORMATS = frozenset("em strong del ins mark small sub sup kbd code a br".split())
_INLINE = frozenset(("em", "strong", "del", "mark", "a"))
_ENCLOSING = (DROPPED - WITHOUT_END) | {"xmp", "plaintext", "listing", "iframe", "video", "audio", "svg", "math"}
"""Elements whose content isn't shown as it is: without an end tag they would take the rest of a text with them."""

_NAME = re.compile(r"<(?=/?([A-Za-z][A-Za-z0-9:_.\-]*+))")
_NUMBER = re.compile(r"&#(?:[xX]0*+([0-9A-Fa-f]{1,6})|0*+([0-9]{1,7}))(?![0-9A-Fa-f]);?")
_DRAWING = re.compile(r"<(?:svg|math)(?=[\s>])(?![^<>]{0,5000}/>)", re.IGNORECASE)
_DRAWING_END = re.compile(r"</(?:svg|math)\s{0,9}>", re.IGNORECASE)
_NOT_HTML = {"<?": "?>", "<!": ">", "<![CDATA[": "]]>"}


def read_html(root: Element) -> None:
    """Replace the raw HTML in a tree, its `HTML_BLOCK` and `HTML` elements, by what it means.

    Args:
        root: the elements of a text as `markdown_tree` makes them; changed in place.
    """
    if any(element.tag in (HTML, HTML_BLOCK) for element in root.iter()):
        _read_children(root)


def _read_children(parent: Element) -> None:
    children: list[Element] = []
    group: list[Element] = []
    balance = HtmlBalance()
    for child in list(parent):
        if group or child.tag == HTML_BLOCK:
            group.append(child)
            for html in child.iter():
                if html.tag in (HTML, HTML_BLOCK):
                    balance.read(html.text or "")
            if not balance.is_open:
                _end_group(parent, children, group)
                group = []
        elif not _has_html_in_lines(child):
            _read_children(child)
            children.append(child)
        elif child.tag == "p":
            children.extend(_parsed([child]))
        else:
            _refill(child)
            children.append(child)
    if group:
        _end_group(parent, children, group)
    parent[:] = _with_places_within(children)


def _with_places_within(blocks: list[Element]) -> list[Element]:
    """Blocks without paragraphs that are only places that links lead to: these go to the block that follows.

    Such a paragraph would be an empty line.
    """
    kept: list[Element] = []
    for block in reversed(blocks):
        following = kept[-1] if kept else None
        if following is not None and following.tag in _WITH_PLACES and block.tag == "p" and _has_only_places(block):
            block[-1].tail, following.text = following.text, None
            following[:0] = list(block)
        else:
            kept.append(block)
    return kept[::-1]


def _end_group(parent: Element, children: list[Element], group: list[Element]) -> None:
    """Append what a group of blocks means to the children of an element that are read already.

    In the items of a tight list, words follow a block without an element of their own; they stay.
    """
    words = group[-1].tail or ""
    group[-1].tail = None
    children.extend(_parsed(group))
    if not words:
        return
    if children:
        children[-1].tail = f"{children[-1].tail or ''}\n{words}"
    else:
        parent.text = f"{parent.text}\n{words}" if parent.text else words


def _has_html_in_lines(element: Element) -> bool:
    """Whether raw HTML is among the inline content that is directly in an element."""
    return any(child.tag == HTML or (child.tag in _INLINE and _has_html_in_lines(child)) for child in element)


def _parsed(group: Iterable[Element]) -> list[Element]:
    """Some blocks that follow each other, parsed as one HTML text."""
    source = _Source()
    for element in group:
        source.add(element)
        source.parts.append(escape(element.tail or "", quote=False) + "\n")
    holder = Element("div")
    _fill(holder, source)
    return _blocks(holder)


def _blocks(holder: Element) -> list[Element]:
    """What is in an element as blocks: what is inline becomes paragraphs."""
    blocks: list[Element] = []
    run = Element("p")
    run.text = holder.text

    def end_run() -> None:
        nonlocal run
        if _shows_anything(run):
            blocks.append(run)
        run = Element("p")

    for child in holder:
        if child.tag in BLOCKS:
            end_run()
            blocks.append(child)
            run.text, child.tail = child.tail, None
        else:
            run.append(child)
    end_run()
    return blocks


def _has_only_places(element: Element) -> bool:
    return (
        bool(len(element)) and all(child.tag == ANCHOR for child in element) and not "".join(element.itertext()).strip()
    )


def _shows_anything(element: Element) -> bool:
    """Whether an element has words, a picture or a place; formatting of white space alone shows nothing."""
    return any(words.strip() for words in element.itertext()) or any(
        inner.tag not in _FORMATS for inner in element.iter() if inner is not element
    )


def _refill(element: Element) -> None:
    """Parse what is within an element, which itself stays."""
    source = _Source()
    source.add_inside(element)
    element.text = None
    del element[:]
    _fill(element, source)


def _fill(element: Element, source: _Source) -> None:
    html = "".join(source.parts)
    if html.count("<") > MOST_TAGS:
        element.text = html
        return
    lowered = html.lower()
    unclosed = {name for name in _ENCLOSING if f"<{name}" in lowered and f"</{name}" not in lowered}
    if unclosed:
        # Nobody means the rest of a text to vanish: the tag is named rather than used.
        html = _NAME.sub(lambda name: "&lt;" if name[1].lower() in unclosed else "<", html)
    fill_with_html(element, html, source.held)


class _Source:
    """The HTML text of elements, with those held that aren't HTML.

    Within a drawing or formula of several blocks nothing is Markdown: a paragraph would end it.
    """

    def __init__(self) -> None:
        self._open_drawings = 0
        self.parts: list[str] = []
        self.held: list[Element] = []

    def add(self, element: Element) -> None:
        """Append an element, without its tail."""
        tag = element.tag
        if tag in (HTML, HTML_BLOCK):
            html = element.text or ""
            self._open_drawings += len(_DRAWING.findall(html)) - len(_DRAWING_END.findall(html))
            self.parts.append(_cleaned(html, in_drawing=self._open_drawings > 0))
        elif tag == "p" and self._open_drawings > 0:
            self.add_inside(element)
        elif tag in _KEPT and "callout" not in element.attrib:
            attributes = "".join(
                f' {name}="{escape(element.get(name, ""))}"' for name in _KEPT[tag] if name in element.attrib
            )
            self.parts.append(f"<{tag}{attributes}>")
            if tag not in _EMPTY:
                self.add_inside(element)
                self.parts.append(f"</{tag}>")
        else:
            held = Element(tag, element.attrib)
            held.text = element.text
            held[:] = list(element)
            read_html(held)
            self.parts.append(f"{HELD}{len(self.held)}{CLOSE}")
            self.held.append(held)

    def add_inside(self, element: Element) -> None:
        """Append what is within an element."""
        self._add_text(element.text)
        for child in element:
            self.add(child)
            self._add_text(child.tail)

    def _add_text(self, text: str | None) -> None:
        if text:
            self.parts.append(text if self._open_drawings > 0 else escape(text, quote=False))


def _cleaned(html: str, *, in_drawing: bool = False) -> str:
    """Raw HTML without instructions and declarations; names that HTML doesn't know and forbidden characters as text."""
    for start in ("<![CDATA[", "<?", "<!"):
        if html.startswith(start) and not html.startswith("<!--"):
            _, found, html = html.partition(_NOT_HTML[start])
            if not found:
                return ""
    has_svg = in_drawing or _DRAWING.search(html) is not None
    html = _NAME.sub(lambda name: "<" if has_svg or name[1].lower() in NAMES else "&lt;", html)
    return _NUMBER.sub(_number, html) if "&#" in html else html


def _number(found: re.Match[str]) -> str:
    """A numeric entity; U+FFFD for characters that no text may hold, see `placeholders`."""
    code = int(found[1], 16) if found[1] else int(found[2])
    is_control = code < 0x20 and chr(code) not in "\t\n"
    if is_control or code == 0x7F or 0xFDD0 <= code <= 0xFDD3 or 0xD800 <= code <= 0xDFFF or code > 0x10FFFF:
        return "\N{REPLACEMENT CHARACTER}"
    return found[0]
