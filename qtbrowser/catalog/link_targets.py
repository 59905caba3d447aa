"""Collects the links between documents. Targets are kept as 64-bit hashes: 100,000 links take 3 MB instead of 20."""

from __future__ import annotations

import hashlib
import posixpath
from urllib.parse import unquote

from qtbrowser.documents.document import Document
from qtbrowser.markup.markdown_links import link_targets


def target_hash(target: str) -> int:
    """A signed 64-bit number for an address, a path or ``id:...``."""
    return int.from_bytes(hashlib.blake2b(target.encode(), digest_size=8).digest(), "big", signed=True)


def outgoing(document: Document, answer: str) -> set[int]:
    """The hashes of what a document links to: its related questions and the links of its (decoded) answer."""
    targets = {link.url or (f"id:{link.id}" if link.id is not None else "") for link in document.related}
    targets |= set(link_targets(answer))
    return {target_hash(normal_target(target, document.path)) for target in targets if target}


def names_of(path: str, identity: str | None, url: str) -> list[int]:
    """The hashes of everything by which a document can be linked to."""
    return [target_hash(name) for name in target_names(path, identity, url)]


def target_names(path: str, identity: int | str | None, url: str) -> set[str]:
    """Everything by which a document can be linked to, in the form of `normal_target`."""
    stem = path.removesuffix(".md").removesuffix(".markdown")
    names = {path, f"/{path}", stem, f"/{stem}", url.rstrip("/"), "" if identity in (None, "") else f"id:{identity}"}
    return names - {""}


def normal_target(target: str, base: str) -> str:
    """An address without fragment and closing slash; a relative path as seen from the library's folder."""
    plain = unquote(target.partition("#")[0].partition("?")[0])
    if plain.startswith(("/", "id:")) or ":" in plain.partition("/")[0]:
        return plain.rstrip("/")
    return posixpath.normpath(posixpath.join(posixpath.dirname(base), plain))
