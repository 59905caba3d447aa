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
_WITH_HIDDEN_CONTENT = DROPPED - WITHOUT_END


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
    lowered = ""
    place = text.find("<")
    while place >= 0:
        end = scan.end(place)
        following = max(end, place + 1)
        name = _TAG_NAME.match(text, place) if end >= 0 else None
        if name is not None:
            tag = name[1].lower()
            if tag in _ADDRESSES and (link := _link_of(text[: end - 1], name.end(), tag)):
                yield link
            elif tag in _WITH_HIDDEN_CONTENT:
                lowered = lowered or text.lower()
                following = max(lowered.find(f"</{tag}", following), following)
        place = text.find("<", following)


def end_of_hidden(text: str, start: int, end: int) -> int:
    """Where what a tag hides ends: the content of a script, a style, a form's field; the tag's end if it hides nothing.

    Args:
        text: the text.
        start, end: where the tag is in it.
    """
    name = _TAG_NAME.match(text, start)
    if name is None or name[1].lower() not in _WITH_HIDDEN_CONTENT:
        return end
    closing = text.lower().find(f"</{name[1].lower()}", end)
    return end if closing < 0 else closing


def _link_of(text: str, place: int, tag: str) -> HtmlLink | None:
    while found := _ATTRIBUTE.match(text, place):
        place = found.end()
        group = found.lastindex or 1
        if group > 1 and found[1].lower() == _ADDRESSES[tag]:
            return HtmlLink(*found.span(group), html.unescape(found[group]).strip(), tag not in _LINKS)
    return None
