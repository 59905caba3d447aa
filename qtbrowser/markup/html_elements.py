"""Turns an HTML text into elements of a fixed set, by justhtml (https://github.com/emilstenstrom/justhtml)."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Mapping, Sequence
from typing import Any
from xml.etree.ElementTree import Element, SubElement

from qtbrowser.markup.commonmark.html_syntax import DROPPED, HEADINGS
from qtbrowser.markup.emoji_codes import with_emoji
from qtbrowser.markup.mathml import drawing, formula
from qtbrowser.markup.placeholders import CLOSE, HELD

DEEPEST = 40
"""How deep elements nest at most; of what is within deeper ones the words stay."""

MOST_SPANNED = 100
"""Most columns or rows that a cell spans."""

MEDIA = "media"
"""The element of a video, sound or embedded page: `kind` and `src`."""

ANCHOR = "anchor"
"""The element of a place that links lead to: `name`."""

_INLINE = {
    **{name: name for name in "em strong del mark ins small sub sup kbd code".split()},
    "b": "strong", "i": "em", "var": "em", "cite": "em", "dfn": "em", "u": "ins", "s": "del", "strike": "del",
    "samp": "code", "tt": "code",
}  # fmt: skip
_BLOCKS = {
    **{name: name for name in "p h1 h2 h3 h4 h5 h6 blockquote div details".split()},
    **dict.fromkeys(
        "center section article aside nav header footer main hgroup address search figure form fieldset legend "
        "figcaption caption summary dir menu body html listing xmp plaintext noscript".split(),
        "div",
    ),
}
_BLOCK_NAMES = _BLOCKS.keys() | {"ul", "ol", "li", "dl", "dt", "dd", "table", "pre", "hr"}
BLOCKS = frozenset("p h1 h2 h3 h4 h5 h6 blockquote div details ul ol li dl table pre hr".split())
"""The elements that are blocks by themselves; others are the content of a paragraph."""

_LISTS = frozenset(("ul", "ol", "menu", "dir"))
_LONGEST_NAME = 200
_ROW_GROUPS = frozenset(("thead", "tbody", "tfoot"))
_ALIGNMENTS = ("left", "center", "right")
_HELD = re.compile(f"{HELD}([0-9]++){CLOSE}")
_LENGTH = re.compile(r"\s*([0-9]{1,4})(?:px|\.[0-9]+)?(%?)\s*$")
_LANGUAGE = re.compile(r"(?:^|\s)(?:lang|language|highlight-source)-(\S{1,30})")
_SIZES = ("width", "height")


def fill_with_html(element: Element, html: str, held: Sequence[Element]) -> None:
    """Append what an HTML text means to an element.

    Args:
        element: receives words and elements.
        html: the text; not trusted.
        held: the elements that the text has by their numbers between `HELD` and `CLOSE`.
    """
    # It takes long to import, and few documents need it.
    from justhtml import JustHTML

    root = JustHTML(html, fragment=True, sanitize=False, scripting_enabled=False).root
    _Conversion(held).fill(element, root.children or (), 0)


_Attributes = Mapping[str, str]


class _Conversion:
    def __init__(self, held: Sequence[Element]) -> None:
        self._held = held
        self._in_code = 0

    def fill(self, parent: Element, nodes: Iterable[Any], depth: int) -> None:
        """Append nodes of the HTML to an element."""
        for node in nodes:
            name = node.name
            if name == "#text":
                self._text(parent, node.data or "")
            elif not name.startswith(("#", "!", "?")) and name not in DROPPED:
                self._element(parent, node, name, depth)

    def _text(self, parent: Element, words: str) -> None:
        parts = _HELD.split(words)
        for number, part in enumerate(parts):
            if number % 2:
                index = int(part)
                if index < len(self._held):
                    held = self._held[index]
                    held.tail = None
                    parent.append(held)
            else:
                _append_text(parent, part if self._in_code or ":" not in part else with_emoji(part))

    def _element(self, parent: Element, node: Any, name: str, depth: int) -> None:
        attributes = {key.lower(): value or "" for key, value in (node.attrs or {}).items()}
        children = node.children or ()
        if depth > DEEPEST:
            self._words(parent, node)
            return
        if name not in HEADINGS:
            _anchor(parent, attributes, name)
        if name in _MAKERS:
            _MAKERS[name](self, parent, node, attributes, depth)
        elif name in _INLINE and not _has_blocks(children, depth):
            is_code = _INLINE[name] in ("code", "kbd")
            self._in_code += is_code
            self.fill(SubElement(parent, _INLINE[name]), children, depth + 1)
            self._in_code -= is_code
        elif name in _BLOCKS:
            self._block(parent, name, attributes, children, depth)
        else:
            self.fill(parent, children, depth + 1)

    def _empty(self, parent: Element, node: Any, _attributes: _Attributes, _depth: int) -> None:
        SubElement(parent, node.name)

    def _word_break(self, parent: Element, _node: Any, _attributes: _Attributes, _depth: int) -> None:
        _append_text(parent, "\N{ZERO WIDTH SPACE}")

    def _quoted(self, parent: Element, node: Any, _attributes: _Attributes, depth: int) -> None:
        _append_text(parent, "\N{LEFT DOUBLE QUOTATION MARK}")
        self.fill(parent, node.children or (), depth + 1)
        _append_text(parent, "\N{RIGHT DOUBLE QUOTATION MARK}")

    def _words(self, parent: Element, node: Any) -> None:
        """Append the words of a node without its elements."""
        stack = list(reversed(node.children or ()))
        while stack:
            inner = stack.pop()
            if inner.name == "#text":
                self._text(parent, inner.data or "")
            elif inner.name not in DROPPED:
                stack.extend(reversed(inner.children or ()))

    def _block(self, parent: Element, name: str, attributes: Mapping[str, str], children: Any, depth: int) -> None:
        block = SubElement(parent, _BLOCKS[name])
        align = "center" if name == "center" else attributes.get("align", "").lower()
        if align in _ALIGNMENTS:
            block.set("align", align)
        if name in HEADINGS and 0 < len(attributes.get("id", "")) <= _LONGEST_NAME:
            block.set("id", attributes["id"])
        if name == "figcaption" or name == "caption":
            block.set("caption", "")
        self.fill(block, children, depth + 1)

    def _link(self, parent: Element, node: Any, attributes: _Attributes, depth: int) -> None:
        inner = SubElement(parent, "a", {"href": attributes["href"]}) if "href" in attributes else parent
        self.fill(inner, node.children or (), depth + 1)

    def _listing(self, parent: Element, node: Any, attributes: _Attributes, _depth: int) -> None:
        listing = SubElement(parent, "pre")
        found = _LANGUAGE.search(attributes.get("class", ""))
        language = attributes.get("lang", "") or (found[1] if found else "")
        inner = [child for child in node.children or () if child.name == "code"]
        if not language and inner and (found := _LANGUAGE.search((inner[0].attrs or {}).get("class") or "")):
            language = found[1]
        if language:
            listing.set("language", language)
        words = Element("pre")
        self._in_code += 1
        self._words(words, node)
        self._in_code -= 1
        listing.text = "".join(words.itertext()).rstrip("\n")

    def _list(self, parent: Element, node: Any, attributes: _Attributes, depth: int) -> None:
        tag = "ol" if node.name == "ol" else "ul"
        listed = SubElement(parent, tag)
        start = attributes.get("start", "").strip()
        if tag == "ol" and start.isdecimal() and len(start) < 10 and start != "1":
            listed.set("start", start)
        for child in node.children or ():
            if child.name == "li":
                self.fill(SubElement(listed, "li"), child.children or (), depth + 2)
            elif child.name in _LISTS and depth < DEEPEST:
                # No item has it: it is a level deeper than the items.
                self.fill(listed, [child], depth + 2)
            elif child.name != "#text" or (child.data or "").strip():
                self.fill(SubElement(listed, "li"), [child], depth + 2)

    def _item(self, parent: Element, node: Any, _attributes: _Attributes, depth: int) -> None:
        """An item without a list; those beside each other become a list, as browsers show them."""
        listed = parent[-1] if len(parent) and parent[-1].get("bare") is not None else None
        if listed is None or (listed.tail or "").strip():
            listed = SubElement(parent, "ul", {"bare": ""})
        listed.tail = None
        self.fill(SubElement(listed, "li"), node.children or (), depth + 2)

    def _definition_list(self, parent: Element, node: Any, _attributes: _Attributes, depth: int) -> None:
        self._definitions(SubElement(parent, "dl"), node.children or (), depth)

    def _definitions(self, listed: Element, children: Any, depth: int) -> None:
        for node in children:
            if node.name in ("dt", "dd"):
                self.fill(SubElement(listed, node.name), node.children or (), depth + 2)
            elif node.name == "div":
                self._definitions(listed, node.children or (), depth + 1)

    def _table(self, parent: Element, node: Any, _attributes: _Attributes, depth: int) -> None:
        children = node.children or ()
        for caption in (part for part in children if part.name == "caption"):
            self._block(parent, "caption", {}, caption.children or (), depth)
        table = SubElement(parent, "table")
        for part in children:
            for row in (part.children or ()) if part.name in _ROW_GROUPS else (part,):
                self._row(table, row, depth)
        if not len(table):
            parent.remove(table)

    def _row(self, table: Element, node: Any, depth: int) -> None:
        if node.name != "tr":
            return
        row = SubElement(table, "tr")
        for cell in node.children or ():
            if cell.name not in ("td", "th"):
                continue
            element = SubElement(row, cell.name)
            attributes = {key.lower(): value or "" for key, value in (cell.attrs or {}).items()}
            align = attributes.get("align", "").lower()
            if align in _ALIGNMENTS:
                element.set("align", align)
            for name in ("colspan", "rowspan"):
                spanned = attributes.get(name, "").strip()
                if spanned.isdecimal() and len(spanned) < 5 and int(spanned) > 1:
                    element.set(name, str(min(int(spanned), MOST_SPANNED)))
            self.fill(element, cell.children or (), depth + 3)

    def _media(self, parent: Element, node: Any, attributes: _Attributes, _depth: int) -> None:
        address = attributes.get("src", "")
        if not address:
            sources = (child for child in node.children or () if child.name == "source")
            address = next(((child.attrs or {}).get("src") or "" for child in sources), "")
        if address:
            title = attributes.get("title", "")
            SubElement(parent, MEDIA, {"kind": node.name, "src": address, "title": title})

    def _details(self, parent: Element, node: Any, attributes: _Attributes, depth: int) -> None:
        children = node.children or ()
        details = SubElement(parent, "details", {"open": ""} if "open" in attributes else {})
        summary = SubElement(details, "summary")
        found = next((child for child in children if child.name == "summary"), None)
        if found is None:
            summary.text = "Details"
        else:
            self.fill(summary, found.children or (), depth + 2)
        self.fill(details, [child for child in children if child is not found], depth + 1)


_MAKERS: dict[str, Callable[[_Conversion, Element, Any, _Attributes, int], None]] = {
    **dict.fromkeys(("br", "hr"), _Conversion._empty),
    "img": lambda _conversion, parent, _node, attributes, _depth: _picture(parent, attributes),
    "a": _Conversion._link,
    **dict.fromkeys(("pre", "listing", "xmp"), _Conversion._listing),
    "q": _Conversion._quoted,
    **dict.fromkeys(("ul", "ol", "menu", "dir"), _Conversion._list),
    "li": _Conversion._item,
    "dl": _Conversion._definition_list,
    "table": _Conversion._table,
    **dict.fromkeys(("video", "audio", "iframe"), _Conversion._media),
    "details": _Conversion._details,
    "wbr": _Conversion._word_break,
    "math": lambda _conversion, parent, node, _attributes, _depth: formula(parent, node),
    "svg": lambda _conversion, parent, node, _attributes, _depth: drawing(parent, node),
}


def _append_text(parent: Element, words: str) -> None:
    if not words:
        return
    if len(parent):
        last = parent[-1]
        last.tail = (last.tail or "") + words
    else:
        parent.text = (parent.text or "") + words


def _anchor(parent: Element, attributes: Mapping[str, str], name: str) -> None:
    """A place that links lead to, where an element has a name."""
    anchor = attributes.get("id", "") or (attributes.get("name", "") if name == "a" else "")
    if anchor and len(anchor) <= _LONGEST_NAME and name not in ("tr", "li", "td", "th"):
        SubElement(parent, ANCHOR, {"name": anchor})


def _picture(parent: Element, attributes: Mapping[str, str]) -> None:
    picture = SubElement(parent, "img", {"src": attributes.get("src", ""), "alt": attributes.get("alt", "")})
    for name in _SIZES:
        found = _LENGTH.match(attributes.get(name, ""))
        if found and int(found[1]):
            picture.set(name, found[1] + found[2])


def _has_blocks(nodes: Iterable[Any], depth: int) -> bool:
    return depth < DEEPEST and any(
        node.name in _BLOCK_NAMES or (node.name != "#text" and _has_blocks(node.children or (), depth + 1))
        for node in nodes
    )
