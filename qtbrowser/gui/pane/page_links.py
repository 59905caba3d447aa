"""Parses an address of a page. Pure: no widget, no file, no network.

The addresses are those of ARCHITECTURE.md, section 4. Everything else is `REFUSED`.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import Enum
from urllib.parse import unquote

OUTSIDE_SCHEMES = ("http", "https", "mailto")


class LinkKind(Enum):
    """The kind of a link's target."""

    DOCUMENT = "document"
    MISSING = "missing"
    SEARCH = "search"
    SUBJECT = "subject"
    FOLD = "fold"
    IMAGE = "image"
    FILE = "file"
    PLACE = "place"
    VIEW = "view"
    OUTSIDE = "outside"
    REFUSED = "refused"


@dataclass(frozen=True, slots=True)
class PageLink:
    """A parsed address.

    `target` is percent-decoded for the program's own kinds and the address as written for `VIEW`, `OUTSIDE` and
    `REFUSED`; `fragment` is decoded, and empty if there is none.
    """

    kind: LinkKind
    target: str
    fragment: str = ""


_OWN_KINDS = {
    "document": LinkKind.DOCUMENT,
    "missing": LinkKind.MISSING,
    "search": LinkKind.SEARCH,
    "subject": LinkKind.SUBJECT,
    "fold": LinkKind.FOLD,
    "image": LinkKind.IMAGE,
    "file": LinkKind.FILE,
}


def read_link(address: str) -> PageLink:
    """Parses `address`, an href or src of a page.

    Args:
        address: as it is in the page, percent-encoded.

    Returns:
        The link; `REFUSED` for any scheme that isn't ours, http, https or mailto, and for paths of images
        and other files that try to leave the library.
    """
    if address.startswith("#"):
        return PageLink(LinkKind.PLACE, "", unquote(address[1:]))
    scheme, _, rest = address.partition(":")
    scheme = scheme.lower()
    if scheme in OUTSIDE_SCHEMES:
        return PageLink(LinkKind.OUTSIDE, address)
    if scheme == "qtbrowser":
        return _read_own(address, rest)
    return PageLink(LinkKind.REFUSED, address)


def _read_own(address: str, rest: str) -> PageLink:
    word, _, target = rest.partition("/")
    if word == "state":
        return PageLink(LinkKind.VIEW, address)
    kind = _OWN_KINDS.get(word)
    if kind is None or not target:
        return PageLink(LinkKind.REFUSED, address)
    path, _, fragment = target.partition("#")
    if kind in (LinkKind.IMAGE, LinkKind.FILE) and not is_inner_path(unquote(path)):
        return PageLink(LinkKind.REFUSED, address)
    if kind is LinkKind.FOLD and not (path.isascii() and path.isdecimal() and len(path) < 8):
        return PageLink(LinkKind.REFUSED, address)
    return PageLink(kind, unquote(path), unquote(fragment))


def is_inner_path(path: str) -> bool:
    """Whether `path` is a plain relative one with ``/`` that stays below its root and names no drive or device."""
    if not path or "\\" in path or "\0" in path or ":" in path:
        return False
    return all(part not in ("", ".", "..") for part in path.split("/"))
