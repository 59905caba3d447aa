"""Resolves links, paths and addresses to files of a library, never to files outside it."""

from __future__ import annotations

import os
import posixpath
import sys
from collections.abc import Mapping
from contextlib import suppress
from functools import lru_cache
from pathlib import Path

from qtbrowser.catalog.catalog import Catalog
from qtbrowser.catalog.catalog_values import entry_key, file_of_key
from qtbrowser.catalog.link_names import folded, name_hash
from qtbrowser.catalog.link_targets import Named, Resolver, chosen, normal_target, plain_target
from qtbrowser.documents.confined_open import open_file, open_folder, place_of, resolved_path
from qtbrowser.documents.document_files import SUFFIXES
from qtbrowser.documents.folder_kind import FolderKind
from qtbrowser.documents.library_file import FILE, read_library_file
from qtbrowser.documents.portable_names import name_key
from qtbrowser.errors import DocumentNotFound, PathRefused
from qtbrowser.markup.link_schemes import scheme_of

Reference = int | str
"""A document's path, id or address, as for `ReadApi.document`; with `#` and an anchor a question of a file."""

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


def resolver(catalog: Catalog, folder: Path) -> Resolver:
    """The resolver of a library's links.

    Args:
        catalog: the library's catalog.
        folder: the library's folder.
    """
    links = catalog.documents_of_links()
    return Resolver(catalog.documents_named, lambda path: _is_there(folder, path), catalog.kinds(), links)


def resolve_link(catalog: Catalog | None, folder: Path, target: str, base_path: str) -> str | None:
    """The library path that a link in a document leads to.

    Args:
        catalog: the library's catalog; None if there is none yet.
        folder: the library's folder.
        target: the link's target as written: an address (``/learn/...``), ``id:123``, a path relative to the document,
            or a target with one of the schemes of `qtbrowser.markup.link_schemes`; percent-encoded or not, with or
            without a fragment.
        base_path: the document that holds the link.

    Returns:
        The path of a document or of another file of the library, or None.
    """
    plain = plain_target(target)
    if not plain or "\0" in plain or "\\" in plain:
        # A query alone asks the page itself.
        return base_path if not plain and target.startswith("?") else None
    if catalog is not None:
        links = resolver(catalog, folder)
        # A document, or a file that is exactly at this path and is not indexed yet.
        if (found := links.document(target, base_path)) is not None:
            return found
        if (found := links.file(target, base_path)) is not None:
            return own_path(catalog, found)
        if (found := _attachment(catalog, target, base_path)) is not None:
            return found
    if (found := _by_path(folder, plain, base_path)) is not None:
        return own_path(catalog, found)
    return redirected(folder, normal_target(plain, base_path))


def listed_path(folder: Path, path: str) -> str:
    """A path with its last name as the folder lists it: systems that ignore case open a file by another spelling, too.

    Args:
        folder: the library's folder.
        path: as from `known_path`.
    """
    with suppress(OSError, PathRefused):
        real = resolved_path(folder, path)
        # macOS alone tells a name as it was asked for.
        if sys.platform != "darwin" and name_key(real) == name_key(path):
            return real
    above, slash, name = path.rpartition("/")
    try:
        with open_folder(folder, above) as opened, opened.entries() as entries:
            names = [entry.name for entry in entries if name_key(entry.name) == name_key(name)]
    except (OSError, PathRefused):
        return path  # a folder that may be passed through, and not listed
    return path if name in names or not names else f"{above}{slash}{names[0]}"


def own_path(catalog: Catalog | None, path: str) -> str:
    """The path by which the library has the document at a path: that of a link or of a further hard link is another.

    Args:
        catalog: the library's catalog; None if there is none yet.
        path: as from `known_path`.
    """
    return path if catalog is None else catalog.names_of_files().get(path, path)


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


def _is_there(folder: Path, path: str) -> bool:
    # Most links to nothing end here; opening what isn't there takes ten times as long.
    if not os.path.lexists(os.path.join(folder, path)):  # noqa: PTH118
        return False
    try:
        return known_path(folder, path) == path
    except (OSError, PathRefused):
        return _is_folder(folder, path)


def _is_folder(folder: Path, path: str) -> bool:
    try:
        return resolved_path(folder, path) == path and place_of(folder, path).is_dir()
    except (OSError, PathRefused):
        return False


def _attachment(catalog: Catalog, target: str, base_path: str) -> str | None:
    """The file of a vault that a link names by the end of its path."""
    if FolderKind.OBSIDIAN not in catalog.kinds().of(base_path):
        return None
    name = plain_target(scheme_of(target)[1]).strip("./")
    found = [Named(0, path) for path in catalog.other_files_named(name_hash("file:" + folded(name)))]
    return chosen(found, base_path)


def _by_path(folder: Path, target: str, base_path: str) -> str | None:
    """A document or picture that is not indexed yet."""
    if target.startswith("id:"):
        return None
    if target.startswith("/"):
        path = posixpath.normpath(target.lstrip("/"))
    else:
        path = posixpath.normpath(posixpath.join(posixpath.dirname(base_path), target))
    if path.startswith("../") or path in ("..", "."):
        return None
    if not os.path.isdir(os.path.join(folder, posixpath.dirname(path))):  # noqa: PTH112, PTH118
        return None
    for candidate in (path, *(path + suffix for suffix in SUFFIXES)):
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
    return own_path(catalog, typed)


def find_place(catalog: Catalog | None, folder: Path, reference: int | str) -> tuple[str, str]:
    """The path of the document that a reference names, and the anchor of the section of it that is meant.

    Args:
        catalog, folder: as for `find_path`.
        reference: as for `find_path`; or with `#` and an anchor behind it. A path may hold the sign itself, so that a
            document of that path is looked for first.

    Returns:
        The path and the anchor, which is empty for a whole document. Nobody has looked whether there is such a section.

    Raises:
        DocumentNotFound, AmbiguousReference: as `find_path`.
    """
    try:
        return find_path(catalog, folder, reference), ""
    except DocumentNotFound:
        file, anchor = file_of_key(str(reference))
        if not anchor:
            raise
        return find_path(catalog, folder, file), anchor


def find_entry_key(catalog: Catalog | None, folder: Path, reference: Reference) -> str:
    """The key of what a reference names: the path of a document, or of a file and a question that it asks.

    Args:
        catalog, folder, reference: as for `find_place`.

    Raises:
        DocumentNotFound, AmbiguousReference: as `find_path`; the document asks no such question.
    """
    path, anchor = find_place(catalog, folder, reference)
    if not anchor:
        return path
    if catalog is None or not catalog.questions.has(path, anchor):
        raise DocumentNotFound(f"The document asks no question #{anchor}.", path=path)
    return entry_key(path, anchor)


def typed_path(folder: Path, reference: str) -> str | None:
    """The library path of a document that was named by a path: relative to the library, absolute, or relative to the
    current folder.

    Raises:
        DocumentNotFound: the path is in the library, but a symbolic link leads out of it, or no regular file is there.
    """
    for candidate in (os.path.join(folder, reference), os.path.expanduser(reference)):  # noqa: PTH111, PTH118
        # Only "." and ".." are resolved: a symbolic link in the library keeps its name in the library.
        plain = Path(os.path.normpath(os.path.join(os.getcwd(), candidate)))  # noqa: PTH109, PTH118
        if not plain.name.lower().endswith(SUFFIXES):
            continue
        try:
            if not plain.is_relative_to(folder):
                # By a link to the library, or by the letter of a drive that is a server's folder.
                plain = Path(os.path.realpath(plain.parent), plain.name)
            if not plain.is_relative_to(folder):
                continue
            return listed_path(folder, known_path(folder, plain.relative_to(folder).as_posix()))
        except PathRefused as error:
            raise DocumentNotFound(error.reason, path=reference) from error
        except (OSError, ValueError):
            continue
    return None
