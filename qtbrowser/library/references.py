"""Resolves links, paths and addresses to files of a library, never to files outside it."""

from __future__ import annotations

import os
import posixpath
from collections.abc import Mapping
from functools import lru_cache
from pathlib import Path
from urllib.parse import unquote

from qtbrowser.catalog.catalog import Catalog
from qtbrowser.catalog.link_targets import normal_target
from qtbrowser.documents.confined_open import open_file, resolved_path
from qtbrowser.documents.library_file import FILE, read_library_file
from qtbrowser.documents.reader import SUFFIXES
from qtbrowser.errors import AmbiguousReference, DocumentNotFound, PathRefused

IMAGE_SUFFIXES = (".png", ".jpg", ".jpeg", ".gif", ".webp", ".bmp", ".svg")


def inside(folder: Path, path: str) -> Path | None:
    """The file at a library path, symbolic links resolved; None if it is not a regular file of the library."""
    try:
        os.close(open_file(folder, path)[0])
        return folder / resolved_path(folder, path)
    except (OSError, PathRefused):
        return None


def known_path(folder: Path, path: str) -> str:
    """The path by which the library knows a file: links to folders are resolved, a link to a file keeps its name.

    Args:
        folder: the library's folder.
        path: a library path.

    Raises:
        PathRefused: it leads out of the library, or to something that is not a regular file.
        OSError: there is no file.
    """
    os.close(open_file(folder, path)[0])
    above, slash, name = path.rpartition("/")
    real = resolved_path(folder, above)
    return f"{real}{slash if real else ''}{name}"


def resolve_link(catalog: Catalog | None, folder: Path, target: str, base_path: str) -> str | None:
    """The library path that a link in a document leads to.

    Args:
        catalog: the library's catalog; None if there is none yet.
        folder: the library's folder.
        target: the link's target as written: an address (``/learn/...``), ``id:123``, or a path relative to the
            document; percent-encoded or not, with or without a fragment.
        base_path: the document that holds the link.

    Returns:
        The path of a document or an image of the library, or None.
    """
    plain = target.partition("#")[0].partition("?")[0].strip()
    if not plain or "\0" in plain or "\\" in plain:
        return None
    if catalog is not None:
        try:
            if plain.startswith("id:"):
                return catalog.find(int(plain[3:]) if plain[3:].isdigit() else plain[3:])
            if (found := _by_address(catalog, plain)) is not None:
                return found
        except AmbiguousReference:
            return None
        except DocumentNotFound:
            return redirected(folder, plain)
    found = _by_path(catalog, folder, unquote(plain), base_path)
    return found or redirected(folder, normal_target(plain, base_path))


def redirected(folder: Path, name: str) -> str | None:
    """The document that an old name leads to, by the redirects of the library's own file.

    Args:
        folder: the library's folder.
        name: a path relative to the library or with a slash before it, an address, or ``id:...``.

    Returns:
        The path of a file that is there, or None.
    """
    redirects = _redirects_of(folder)
    bare = name.rstrip("/")
    spellings = (bare, bare + "/", bare.lstrip("/"), *(bare.lstrip("/") + suffix for suffix in SUFFIXES))
    path = next((redirects[spelled] for spelled in spellings if spelled in redirects), None)
    try:
        return None if path is None else known_path(folder, path)
    except (OSError, PathRefused):
        return None


def _redirects_of(folder: Path) -> Mapping[str, str]:
    try:
        status = (folder / FILE).stat()
    except OSError:
        return {}
    return _redirects_as_of(folder, status.st_mtime_ns, status.st_size)


@lru_cache(maxsize=4)
def _redirects_as_of(folder: Path, _mtime_ns: int, _size: int) -> Mapping[str, str]:
    return read_library_file(folder).redirects


def _by_address(catalog: Catalog, target: str) -> str | None:
    for address in dict.fromkeys((target, unquote(target), target.rstrip("/"), target + "/")):
        if (path := catalog.path_of_address(address)) is not None:
            return path
    return None


def _by_path(catalog: Catalog | None, folder: Path, target: str, base_path: str) -> str | None:
    if target.startswith("/"):
        path = posixpath.normpath(target.lstrip("/"))
    else:
        path = posixpath.normpath(posixpath.join(posixpath.dirname(base_path), target))
    if path.startswith("../") or path in ("..", "."):
        return None
    for candidate in (path, *(path + suffix for suffix in SUFFIXES)):
        if catalog is not None and catalog.has_path(candidate):
            return candidate
        if candidate.lower().endswith(SUFFIXES + IMAGE_SUFFIXES):
            try:
                return known_path(folder, candidate)
            except (OSError, PathRefused):
                continue
    return None


def find_path(catalog: Catalog | None, folder: Path, reference: int | str) -> str:
    """The path of the document that a reference names.

    Args:
        catalog: the library's catalog; None if there is none yet.
        folder: the library's folder.
        reference: a path (relative to the library, or any path of the file), an id, or an address.

    Raises:
        DocumentNotFound: there is no such document.
        AmbiguousReference: several documents have this id.
    """
    missing: DocumentNotFound
    try:
        if catalog is not None:
            return catalog.find(reference)
        missing = DocumentNotFound(f"The library has no document {reference} yet.")
    except DocumentNotFound as error:
        missing = error
    typed = typed_path(folder, reference) if isinstance(reference, str) else None
    if typed is None:
        typed = redirected(folder, f"id:{reference}") or redirected(folder, str(reference))
    if typed is None:
        raise missing
    return typed


def typed_path(folder: Path, reference: str) -> str | None:
    """The library path of a document that was named by a path: relative to the library, absolute, or relative to the
    current folder.

    Raises:
        DocumentNotFound: the path is in the library, but a symbolic link leads out of it, or no regular file is there.
    """
    for candidate in (os.path.join(folder, reference), os.path.expanduser(reference)):  # noqa: PTH111, PTH118
        # Only "." and ".." are resolved: a symbolic link in the library keeps its name in the library.
        plain = Path(os.path.normpath(os.path.join(os.getcwd(), candidate)))  # noqa: PTH109, PTH118
        if not (plain.is_relative_to(folder) and plain.name.lower().endswith(SUFFIXES)):
            continue
        try:
            return known_path(folder, plain.relative_to(folder).as_posix())
        except PathRefused as error:
            raise DocumentNotFound(error.reason, path=reference) from error
        except OSError:
            continue
    return None
