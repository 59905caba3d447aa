"""Recognises what a library's folders were written for: as its owner sets it, by marker files, and by its texts."""

from __future__ import annotations

import os
import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from heapq import heappush, heapreplace
from pathlib import Path
from zlib import crc32

from qtbrowser.documents.confined_open import open_file, read_open
from qtbrowser.documents.folder_kind import FolderKind, FolderKinds, configurations, recognise
from qtbrowser.documents.marker_evidence import borne_out
from qtbrowser.documents.scan import OtherEntries
from qtbrowser.errors import PathRefused

_SAMPLE = 64
"""Most documents that are looked into."""

_LARGEST = 1 << 16
_FEWEST = 3
_SHARE = 0.15
"""The share of documents with wiki links from which on a folder is a vault."""

_SHARE_OF_JEKYLL = 0.3
"""The same for a site of Jekyll, with which gardens of notes are published; others show such signs in examples."""

# A link as notes have it, which neither a test of a shell (`[[ -f x ]]`) nor a list in code (`[[1, 2]]`) looks like.
_WIKI_LINK = re.compile(rb"!?\[\[(?=[^\W\d_]|[\x80-\xff]|\d[\w ]*[A-Za-z])[^\[\]\n,=<>\"']{2,120}\]\](?![(\[])")
_CODE = re.compile(rb"^[ \t]*(```|~~~)[\s\S]*?(?:^[ \t]*\1|\Z)|`[^`\n]*`", re.MULTILINE)


class PathSample:
    """A few of many paths, the same ones in whatever order they come; no others are kept.

    Args:
        paths: the first ones.
    """

    def __init__(self, paths: Iterable[str] = ()) -> None:
        # Those with the smallest check sums; the largest of them is the first of the heap.
        self._kept: list[tuple[int, str]] = []
        for path in paths:
            self.add(path)

    def add(self, path: str) -> None:
        """Take a path, or leave it out."""
        place = -crc32(path.encode("utf-8", "surrogatepass")), path
        if len(self._kept) < _SAMPLE:
            heappush(self._kept, place)
        elif place > self._kept[0]:
            heapreplace(self._kept, place)

    def __iter__(self) -> Iterator[str]:
        return (path for _, path in sorted(self._kept))


def folder_kinds(root: Path, others: OtherEntries, paths: Iterable[str]) -> FolderKinds:
    """The kinds of a library's folders.

    Args:
        root: the library's folder, resolved.
        others: what a scan of the whole folder has seen beside documents.
        paths: all its documents, or a `PathSample` of them; a few are looked into, since many vaults are handed on
            without their settings.
    """
    kinds, markers = others.library_file.kinds, others.markers
    if kinds is None:
        sample = list(PathSample(paths))
        markers = borne_out(root, others.markers, sample)
        kinds = recognise(markers)
        share = _SHARE_OF_JEKYLL if FolderKind.JEKYLL in kinds.all else _SHARE
        if not kinds.all & (FolderKind.OBSIDIAN | FolderKind.HUGO) and _has_wiki_links(root, sample, share):
            whole = kinds.by_folder.get("", FolderKind.PLAIN) | FolderKind.OBSIDIAN
            kinds = FolderKinds({**kinds.by_folder, "": whole})
    files = configurations(markers, kinds)
    if not files:
        return kinds
    # Imported here, because few libraries need it.
    from qtbrowser.documents.site_configuration import read_site_settings

    return replace(kinds, settings=read_site_settings(root, files))


def _has_wiki_links(root: Path, sample: Sequence[str], share: float) -> bool:
    linking = sum(_holds_wiki_link(_beginning(root, path)) for path in sample)
    return linking >= max(_FEWEST, share * len(sample))


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
