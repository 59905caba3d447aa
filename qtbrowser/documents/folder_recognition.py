"""Recognises what a library's folders were written for: as its owner sets it, by marker files, and by its texts."""

from __future__ import annotations

import os
import re
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

from qtbrowser.documents.confined_open import open_file, read_open
from qtbrowser.documents.folder_kind import FolderKind, FolderKinds, configurations, recognise
from qtbrowser.documents.scan import OtherEntries
from qtbrowser.errors import PathRefused

_SAMPLE = 64
"""Most documents that are looked into."""

_LARGEST = 1 << 16
_FEWEST = 3
_SHARE = 0.15
"""The share of documents with wiki links from which on a folder is a vault."""

# A link as notes have it, which neither a test of a shell (`[[ -f x ]]`) nor a list in code (`[[1, 2]]`) looks like.
_WIKI_LINK = re.compile(rb"!?\[\[(?=[^\W\d_]|[\x80-\xff]|\d[\w ]*[A-Za-z])[^\[\]\n,=<>\"']{2,120}\]\](?![(\[])")
_CODE = re.compile(rb"^[ \t]*(```|~~~)[\s\S]*?(?:^[ \t]*\1|\Z)|`[^`\n]*`", re.MULTILINE)


def folder_kinds(root: Path, others: OtherEntries, paths: Sequence[str]) -> FolderKinds:
    """The kinds of a library's folders.

    Args:
        root: the library's folder, resolved.
        others: what a scan of the whole folder has seen beside documents.
        paths: all its documents; a few are looked into, since many vaults are handed on without their settings.
    """
    kinds = others.library_file.kinds
    if kinds is None:
        kinds = recognise(others.markers)
        is_known = kinds.all & (FolderKind.OBSIDIAN | FolderKind.HUGO | FolderKind.JEKYLL)
        if not is_known and _has_wiki_links(root, paths):
            whole = kinds.by_folder.get("", FolderKind.PLAIN) | FolderKind.OBSIDIAN
            kinds = FolderKinds({**kinds.by_folder, "": whole})
    files = configurations(others.markers, kinds)
    if not files:
        return kinds
    # Imported here, because few libraries need it.
    from qtbrowser.documents.site_configuration import read_site_settings

    return replace(kinds, settings=read_site_settings(root, files))


def _has_wiki_links(root: Path, paths: Sequence[str]) -> bool:
    step = max(1, len(paths) // _SAMPLE)
    sample = sorted(paths)[::step][:_SAMPLE]
    linking = sum(_holds_wiki_link(_beginning(root, path)) for path in sample)
    return linking >= max(_FEWEST, _SHARE * len(sample))


def _holds_wiki_link(raw: bytes) -> bool:
    return b"[[" in raw and _WIKI_LINK.search(_CODE.sub(b"", raw)) is not None


def _beginning(root: Path, path: str) -> bytes:
    """A document's text; empty if it is long, or can't be read: that is told where it is read as a document."""
    try:
        descriptor, status = open_file(root, path)
    except (OSError, PathRefused):
        return b""
    try:
        return read_open(descriptor, status.st_size, path, _LARGEST) if status.st_size <= _LARGEST else b""
    except (OSError, PathRefused):
        return b""
    finally:
        os.close(descriptor)
