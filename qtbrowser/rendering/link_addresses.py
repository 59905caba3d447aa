"""Makes every address of a page: resolves the links of a document and decides what an href may be."""

from __future__ import annotations

import html
import re
from collections.abc import Callable
from typing import NamedTuple
from urllib.parse import quote, unquote, urlsplit

from qtbrowser.documents.document import Document
from qtbrowser.documents.document_files import SUFFIXES
from qtbrowser.markup.link_schemes import POST, REF, WIKI, scheme_of, split_fragment

Resolve = Callable[[str, str], str | None]
"""`resolve(target, base_path)`: the library path that an authored target leads to, or None."""

ReadDocument = Callable[[str], Document | None]
"""`read(path)`: the document at a path of the library, or None if it can't be read."""

_SCHEME = re.compile(r"\s*([A-Za-z][A-Za-z0-9+.\-]*)\s*:")
_CONTROL = re.compile("[\0-\x1f\x7f-\x9f\u2028\u2029]")
# Not a standard header of mailto (RFC 6068), but some mail programs attach a local file by it.
_ATTACHMENT = re.compile(r"attach", re.IGNORECASE)
_IN_VIEWS = frozenset("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789:/?&=%._~-")
_LONGEST_VIEW = 4_000
# Of links that only vaults and generators know; they lead to files of the library alone.
_LINK_SCHEMES = tuple(scheme.rstrip(":") for scheme in (WIKI, REF, POST))
_DOCUMENT_SUFFIXES = (*SUFFIXES, ".txt")
_WEB_HOST = re.compile(r"www(?:\.[\w\-]{1,63}){2,9}(?=[/?#:]|\Z)", re.IGNORECASE)
_WEB_SCHEMES = ("http", "https", "mailto")
# Reserved characters of RFC 3986 and the percent sign are kept; everything else is encoded.
_URL_SAFE = "!#$%&'()*+,/:;=?@[]~"
IMAGE_SUFFIXES = (".png", ".jpg", ".jpeg", ".gif", ".webp", ".bmp", ".svg")


class Target(NamedTuple):
    """The result for a link: its `href`, or None where nothing may be opened, and its class."""

    href: str | None
    css_class: str


BLOCKED = Target(None, "blocked")


class Links:
    """The links of one document.

    Args:
        resolve: finds documents and images of the library.
        base_path: the document's path, which relative links start from.
        read: the document at a path of the library, or None; without it no document is shown within another.
        above: the paths of the documents that show this one within them.
    """

    def __init__(
        self, resolve: Resolve, base_path: str, read: ReadDocument | None = None, above: tuple[str, ...] = ()
    ) -> None:
        self._resolve = resolve
        self._base_path = base_path
        self._read = read
        self.above = above

    def target(self, authored: str) -> Target:
        """Resolve a link as the author wrote it.

        Args:
            authored: the target without escapes; it is checked with entities and percent-encoding decoded as well.
        """
        address = authored.strip()
        if address.startswith("#"):
            return Target("#" + quote(unquote(address[1:]), errors="replace"), "")
        if _is_view(address):
            return Target(address, "")
        if _is_unsafe_in_any_form(address):
            return BLOCKED
        scheme = _scheme(address)
        path, fragment = split_fragment(address)
        if scheme in _WEB_SCHEMES:
            # The full address of a page of the site is its document.
            own = self._resolve(path, self._base_path) if scheme in ("http", "https") else None
            if own is None or not own.lower().endswith(_DOCUMENT_SUFFIXES):
                return _outside(scheme, address)
        if path == WIKI:
            return Target(f"#{quote(fragment, errors='replace')}", "")
        found = self._resolve(path, self._base_path)
        if found is None:
            if _WEB_HOST.match(address):
                # What people write in the address bar is meant, as in a bare address.
                return _outside("http", f"http://{address}")
            return Target(f"qtbrowser:missing/{encoded(scheme_of(address)[1])}", "missing")
        if not found.lower().endswith(_DOCUMENT_SUFFIXES):
            return Target(file_href(found), "file")
        return Target(document_href(found) + (f"#{quote(unquote(fragment), errors='replace')}" if fragment else ""), "")

    def embedded(self, authored: str) -> tuple[Document, Links, str] | None:
        """The document that a link leads to, its own links, and the anchor in it; None if it isn't shown here.

        A document that shows itself, directly or by others, is shown once.
        """
        address = authored.strip()
        if self._read is None or _is_unsafe_in_any_form(address) or _scheme(address) in _WEB_SCHEMES:
            return None
        path, fragment = split_fragment(address)
        found = self._resolve(path, self._base_path)
        if found is None or found in (self._base_path, *self.above):
            return None
        document = self._read(found)
        if document is None:
            return None
        return document, Links(self._resolve, found, self._read, (*self.above, self._base_path)), fragment

    def image(self, authored: str) -> str | None:
        """The address of a picture in the library; None for anything else, which may not be loaded."""
        address = authored.strip()
        if _is_unsafe_in_any_form(address) or _scheme(address) not in ("", WIKI.rstrip(":")):
            return None
        found = self._resolve(address.partition("#")[0], self._base_path)
        if found is None or not found.lower().endswith(IMAGE_SUFFIXES):
            return None
        return f"qtbrowser:image/{quote(found, errors='replace')}"

    def outside(self, authored: str) -> Target:
        """The address of something on the web, which is opened outside after asking; BLOCKED for anything else."""
        address = authored.strip()
        if address.startswith("//"):
            address = f"https:{address}"
        if _is_unsafe_in_any_form(address):
            return BLOCKED
        scheme = _scheme(address)
        return _outside(scheme, address) if scheme in ("http", "https") else BLOCKED

    def related(self, url: str, identity: int | str | None) -> Target:
        """Resolve a related document by its address, else by its id."""
        if url and not _is_unsafe(url):
            found = self._resolve(url, self._base_path)
            if found is not None:
                return Target(document_href(found), "")
        if identity is not None:
            found = self._resolve(f"id:{identity}", self._base_path)
            if found is not None:
                return Target(document_href(found), "")
        return Target(f"qtbrowser:missing/{encoded(url or f'id:{identity}')}", "missing")


def document_href(path: str) -> str:
    """The address of a document in the library."""
    return f"qtbrowser:document/{quote(path, errors='replace')}"


def file_href(path: str) -> str:
    """The address of another file of the library, which is opened by its own program after asking."""
    return f"qtbrowser:file/{quote(path, errors='replace')}"


def search_href(words: str) -> str:
    """The address that searches for words."""
    return f"qtbrowser:search/{encoded(words)}"


def subject_href(subject: str) -> str:
    """The address that opens a subject."""
    return f"qtbrowser:subject/{encoded(subject)}"


def fold_href(number: int) -> str:
    """The address that folds or unfolds a part of its page, counted from 1."""
    return f"qtbrowser:fold/{number}"


def encoded(text: str) -> str:
    """Any text as one part of an address."""
    return quote(text, safe="", errors="replace")


def _scheme(address: str) -> str:
    found = _SCHEME.match(address)
    return found[1].lower() if found else ""


def _is_unsafe(address: str) -> bool:
    """Whether an address has a scheme that is not opened, a host without a scheme, a Windows path, or control
    characters.
    """
    if not address or _CONTROL.search(address) or "\\" in address or address.startswith("//"):
        return True
    return _scheme(address) not in ("", "id", *_LINK_SCHEMES, *_WEB_SCHEMES)


def _is_unsafe_in_any_form(address: str) -> bool:
    return _is_unsafe(address) or any(_is_unsafe(form) for form in _decoded_forms(address))


def _decoded_forms(address: str) -> list[str]:
    """The address with percent-encoding, entities, or both decoded, where it has them."""
    forms = [unquote(address)] if "%" in address else []
    if "&" in address:
        forms += [html.unescape(form) for form in (address, *forms)]
    return forms


def _is_view(address: str) -> bool:
    """Whether this is a link to a view, as "Copy Link to This View" makes it; no other address of the program may be
    written by authors.
    """
    is_one = address.startswith("qtbrowser:state/") and "?library=" in address
    return is_one and len(address) <= _LONGEST_VIEW and _IN_VIEWS.issuperset(address)


def _outside(scheme: str, address: str) -> Target:
    try:
        parts = urlsplit(address)
    except ValueError:
        return BLOCKED
    if not (parts.path if scheme == "mailto" else parts.hostname):
        return BLOCKED
    if scheme == "mailto" and _ATTACHMENT.search(unquote(parts.query)):
        return BLOCKED
    return Target(quote(address, safe=_URL_SAFE, errors="replace"), "external")
