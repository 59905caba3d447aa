"""Keeps a removed document reachable by its old names.

Where the library's folder is of a kind that has something for it, the document that stays gets the old name: Hugo the
path of its address in ``aliases`` (https://gohugo.io/content-management/urls/#aliases), Jekyll in ``redirect_from``
(the plugin jekyll-redirect-from), Obsidian the note's name in ``aliases``. Everywhere else the old path, address and id
are written into ``[redirects]`` of the library's ``.qtbrowser.toml``.
"""

from __future__ import annotations

from pathlib import PurePosixPath
from typing import Any
from urllib.parse import unquote, urlsplit

from qtbrowser.curation.work import Work
from qtbrowser.documents.document import Document
from qtbrowser.documents.document_files import SUFFIXES
from qtbrowser.documents.field_editing.field_values import FieldValue
from qtbrowser.documents.field_reading import folded_name, names
from qtbrowser.documents.folder_kind import FolderKind

_FIELDS = {
    FolderKind.HUGO: ("aliases", "alias"),
    FolderKind.JEKYLL: ("redirect_from",),
    FolderKind.OBSIDIAN: ("aliases", "alias"),
}
"""Kind of a folder -> the fields that hold other names; a new one gets the first name."""


def keep_reachable(work: Work, gone: Document, survivor: str, *, is_id_alone: bool) -> None:
    """Keep the names of a removed document: they lead to another document from now on.

    Args:
        work: where the changes are collected.
        gone: the document that is removed.
        survivor: the path of the one that stays.
        is_id_alone: whether no other document has its id.

    Raises:
        EditRefused, DocumentError: the names can't be written.
    """
    kinds = work.kinds_of(survivor)
    redirected = [gone.path]
    if gone.url:
        redirected.append(gone.url)
    for kind, fields in _FIELDS.items():
        if kind in kinds:
            name = PurePosixPath(gone.path).stem if kind is FolderKind.OBSIDIAN else _address(gone, kind)
            _add_names(work, survivor, fields, [*gone.aliases, *([name] if name else [])])
            redirected = []
            break
    else:
        redirected += gone.aliases
    if is_id_alone:
        redirected.append(f"id:{gone.id}")
    for name in redirected:
        work.redirect(name, survivor)


def _add_names(work: Work, path: str, fields: tuple[str, ...], new: list[str]) -> None:
    """Add names to the first of these fields that a document has."""
    present = work.fields(path)
    field = next((key for name in fields for key in present if folded_name(key) == name), fields[0])
    has = names({"names": present.get(field)}, "names")
    own = {name.casefold() for name in has} | {PurePosixPath(path).stem.casefold()}
    added = tuple(dict.fromkeys(name for name in new if name.casefold() not in own))
    if added:
        changed: FieldValue = (*_items(present.get(field)), *added)
        work.edit(path, {field: changed})


def _items(value: Any) -> tuple[Any, ...]:
    return tuple(value) if isinstance(value, list) else () if value in (None, "") else (value,)


def _address(document: Document, kind: FolderKind) -> str:
    """The path of a page's address on the site, as far as its own fields and the site's defaults give it."""
    written = document.permalink or document.url
    if written and "://" in written:
        written = urlsplit(written).path
    if written.startswith("/") and ":" not in written:
        return unquote(written)
    return _hugo_address(document) if kind is FolderKind.HUGO else _jekyll_address(document)


def _hugo_address(document: Document) -> str:
    parts = document.path.split("/")
    if "content" in parts[:-1]:
        parts = parts[parts.index("content") + 1 :]
    *folders, name = parts
    last = PurePosixPath(name).stem
    if last in ("_index", "index"):
        # A bundle: its folder is the page.
        last = folders.pop() if folders and last == "index" else ""
    last = document.slug or last
    whole = "/".join(part for part in (*folders, last) if part)
    return f"/{whole}/".lower() if whole else "/"


def _jekyll_address(document: Document) -> str:
    parts = document.path.split("/")
    stem = PurePosixPath(parts[-1]).stem
    if "_posts" in parts[:-1] and len(stem) > 11 and document.date is not None:
        # The form "date", which is the default for posts.
        above = parts[: parts.index("_posts")]
        title = document.slug or stem[11:]
        return "/" + "/".join([*above, document.date.strftime("%Y/%m/%d"), f"{title}.html"])
    path = document.path
    for suffix in SUFFIXES:
        path = path.removesuffix(suffix)
    return f"/{path}.html"
