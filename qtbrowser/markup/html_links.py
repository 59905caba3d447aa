"""Finds the addresses in raw HTML: those that links lead to and pictures are at."""

from __future__ import annotations

import html
import re
from collections.abc import Iterator
from typing import NamedTuple

from qtbrowser.markup.commonmark.html_syntax import DROPPED, WITHOUT_END, HtmlScan

_TAG_NAME = re.compile(r"<([A-Za-z][A-Za-z0-9-]*+)")
_ATTRIBUTE = re.compile(r"[\s/]++([A-Za-z_:][\w:.\-]*+)(?:\s*+=\s*+(?:\"([^\"]*+)\"|'([^']*+)'|([^\s\"'=<>`]++)))?+")
_ADDRESSES = {
    "a": "href",
    "area": "href",
    **dict.fromkeys("img video audio source track iframe".split(), "src"),
}
"""Element -> its attribute with an address."""

_LINKS = frozenset(("a", "area"))
_HIDDEN_ENDS = {name: re.compile(f"</{name}", re.ASCII | re.IGNORECASE) for name in DROPPED - WITHOUT_END}
"""Element whose content is hidden -> what begins its end tag."""


class HtmlLink(NamedTuple):
    """An address in HTML.

    Attributes:
        start, end: where the attribute's value is, without quotes.
        address: the value, its entities decoded, without space around it.
        is_picture: whether it is shown in its place: a picture, film or sound.
    """

    start: int
    end: int
    address: str
    is_picture: bool


def html_links(text: str) -> Iterator[HtmlLink]:
    """The addresses in a piece of raw HTML, in order; those in comments, scripts, styles and forms are none.

    Args:
        text: a tag, or a block of HTML.
    """
    scan = HtmlScan(text)
    hidden = HiddenContent(text)
    place = text.find("<")
    while place >= 0:
        end = scan.end(place)
        following = max(end, place + 1)
        name = _TAG_NAME.match(text, place) if end >= 0 else None
        if name is not None:
            tag = name[1].lower()
            if tag in _ADDRESSES and (link := _link_of(text, name.end(), end - 1, tag)):
                yield link
            else:
                following = hidden.end(place, following)
        place = text.find("<", following)


class HiddenContent:
    """Finds what tags of a text hide: the content of a script, a style, a form's field.

    An end tag that the text lacks is looked for once, so that many tags without an end take linear time.

    Args:
        text: the text.
    """

    def __init__(self, text: str) -> None:
        self._text = text
        self._lacking: set[str] = set()

    def end(self, start: int, end: int) -> int:
        """Where what a tag hides ends; the tag's end if it hides nothing.

        Args:
            start, end: where the tag is in the text.
        """
        name = _TAG_NAME.match(self._text, start)
        tag = "" if name is None else name[1].lower()
        if tag not in _HIDDEN_ENDS or tag in self._lacking:
            return end
        closing = _HIDDEN_ENDS[tag].search(self._text, end)
        if closing is None:
            self._lacking.add(tag)
            return end
        return closing.start()


def _link_of(text: str, place: int, end: int, tag: str) -> HtmlLink | None:
    """The address among the attributes of a tag, which are at `text[place:end]`."""
    while found := _ATTRIBUTE.match(text, place, end):
        place = found.end()
        group = found.lastindex or 1
        if group > 1 and found[1].lower() == _ADDRESSES[tag]:
            return HtmlLink(*found.span(group), html.unescape(found[group]).strip(), tag not in _LINKS)
    return None
