"""Writes pictures and links to films and sounds; nothing from outside the library is ever loaded."""

from __future__ import annotations

from collections.abc import Sequence
from html import escape
from xml.etree.ElementTree import Element

from qtbrowser.markup.placeholders import Piece, source_of
from qtbrowser.rendering.html_pieces import anchor_html
from qtbrowser.rendering.link_addresses import Links

MOST_SHOWN = 60
"""Most characters of an address that are shown."""

_SIZES = ("width", "height")
_KINDS = {"video": "Video", "audio": "Audio", "iframe": "Page"}


def picture_html(picture: Element, links: Links, pieces: Sequence[Piece], *, in_link: bool) -> str:
    """A picture of the library; a frame with words and address for one from the web, which is never loaded.

    Args:
        picture: an `img`.
        links: the document's links.
        pieces: the formulas that placeholders in its words refer to.
        in_link: whether it is the content of a link.
    """
    words = source_of(picture.get("alt", ""), pieces)
    authored = source_of(picture.get("src", ""), pieces)
    address = links.image(authored)
    if address is not None:
        sizes = "".join(
            f' {name}="{escape(picture.get(name, ""))}"' for name in ("width", "height") if picture.get(name)
        )
        return f'<img src="{escape(address)}" alt="{escape(words)}"{sizes}>'
    outside = links.outside(authored)
    if outside.href is None:
        css_class = "blocked" if links.target(authored).href is None else "picture"
        return f'<span class="{css_class}">{escape(words)}</span>' if words else ""
    shown = escape(f"{words} " if words else "", quote=False)
    content = (
        f'<span class="picture">{shown}<span class="address">{escape(_short(authored), quote=False)}</span></span>'
    )
    return content if in_link else anchor_html(outside, content)


def media_html(media: Element, links: Links, *, in_link: bool) -> str:
    """A link to a video, a sound or an embedded page."""
    authored = media.get("src", "")
    target = links.outside(authored)
    if target.href is None:
        target = links.target(authored)
    kind = _KINDS.get(media.get("kind", ""), "Page")
    words = media.get("title", "") or _short(authored)
    content = escape(f"{kind}: {words}", quote=False)
    return content if in_link else anchor_html(target, content)


def _short(address: str) -> str:
    """An address without its scheme, its middle left out if it is long."""
    _, found, bare = address.strip().partition("//")
    bare = bare if found else address.strip()
    if len(bare) <= MOST_SHOWN:
        return bare
    half = MOST_SHOWN // 2
    return f"{bare[:half]}\N{HORIZONTAL ELLIPSIS}{bare[-half:]}"
