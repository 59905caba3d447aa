"""Writes commits, and reads the last one: the files that make a set of segments the index.

A commit of generation g is Whoosh's table of contents `_MAIN_g.toc` and beside it `_MAIN_g.manifest`. This program
reads only the manifest (see `manifest`): a line of JSON with the segments and the sizes, times, checksum and seals by
which missing, truncated and overwritten files are noticed, and a line with the CRC-32 of the first one. The table of
contents is for Whoosh; it holds pickles, which this program never reads. A commit is made in this order, each step
durable before the next: the segments' files, the manifest, the table of contents under another name, its renaming.
Files of earlier commits are removed after that. So if the process is killed at any moment, either the commit before or
the new one is complete.
"""

from __future__ import annotations

import json
import os
import zlib
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

from whoosh.filedb.filestore import RamStorage
from whoosh.index import TOC

from qtbrowser.held_files import replace_file
from qtbrowser.search.codec import ArraySegment
from qtbrowser.search.index_values import INDEX_NAME, SCHEMA_VERSION
from qtbrowser.search.manifest import damaged, file_facts, manifest_name, read_manifest, toc_name, with_sum
from qtbrowser.search.schema import make_schema


@dataclass(frozen=True, slots=True)
class Commit:
    """A state of the index: its generation, its segments, and the size of its files in bytes."""

    generation: int
    segments: tuple[ArraySegment, ...]
    size_bytes: int

    @property
    def document_count(self) -> int:
        """The number of its documents."""
        return sum(segment.live_count for segment in self.segments)


def read_commit(folder: Path) -> Commit:
    """Read the last commit; raise IndexDamaged if there is none, if one of its files was changed, or if it was written
    by an older version of this program; WrittenByNewer if by a newer one.
    """
    manifest = read_manifest(folder)
    try:
        segments = tuple(map(ArraySegment.from_json, manifest.segments))
    except (ValueError, TypeError, KeyError, AttributeError) as error:
        raise damaged(folder) from error
    return Commit(manifest.generation, segments, manifest.size_bytes)


def write_commit(folder: Path, segments: Iterable[ArraySegment], generation: int) -> Commit:
    """Commit `segments`, whose files are written; durable on return.

    Args:
        generation: the number of the commit, larger than all before.

    Raises:
        OSError: the disk is full or can't be written; the commit before is still valid.
    """
    kept = tuple(segments)
    content = _table_of_contents(kept, generation)
    files = [file_facts(folder / segment.file_name) for segment in kept]
    manifest = {
        "version": SCHEMA_VERSION,
        "generation": generation,
        "size": len(content),
        "crc": zlib.crc32(content),
        "files": files,
        "segments": [segment.as_json() for segment in kept],
    }
    _write_durably(folder / manifest_name(generation), with_sum(json.dumps(manifest).encode()))
    temporary = folder / f"{toc_name(generation)}.new"
    _write_durably(temporary, content)
    replace_file(temporary, folder / toc_name(generation))
    _sync_folder(folder)
    return Commit(generation, kept, len(content) + sum(size for _, size, _ in files))


def remove_leftovers(folder: Path, commit: Commit) -> None:
    """Remove the index's files in `folder` that don't belong to `commit`: those of older commits and of killed
    writers.
    """
    wanted = {segment.file_name for segment in commit.segments}
    wanted |= {toc_name(commit.generation), manifest_name(commit.generation), f"{INDEX_NAME}_WRITELOCK"}
    for path in folder.iterdir():
        if path.name.startswith((f"{INDEX_NAME}_", f"_{INDEX_NAME}_")) and path.name not in wanted:
            try:
                path.unlink(missing_ok=True)
            except PermissionError:
                # Windows keeps a file that a reader has open; the next commit tries again.
                continue


def _table_of_contents(segments: tuple[ArraySegment, ...], generation: int) -> bytes:
    """Return what Whoosh would write as the table of contents."""
    memory = RamStorage()
    TOC(make_schema(), list(segments), generation).write(memory, INDEX_NAME)
    return bytes(memory.files[toc_name(generation)])


def _write_durably(path: Path, content: bytes) -> None:
    with path.open("wb") as file:
        file.write(content)
        file.flush()
        os.fsync(file.fileno())


def _sync_folder(folder: Path) -> None:
    """Make the names in `folder` durable, if the system supports it."""
    if os.name == "posix":
        number = os.open(folder, os.O_RDONLY)
        try:
            os.fsync(number)
        finally:
            os.close(number)
