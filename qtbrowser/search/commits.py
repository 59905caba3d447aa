"""Reads and writes commits: the files that make a set of segments the index.

A commit of generation g is Whoosh's table of contents `_MAIN_g.toc` and beside it `_MAIN_g.manifest`. This program
reads the manifest alone: a line of JSON with the segments and the sizes, times, checksum and seals by which missing,
truncated and overwritten files are noticed, and a line with the CRC-32 of the first one. The table of contents is for
Whoosh; it holds pickles, which this program never reads. A commit is made in this order, each step durable before the
next: the segments' files, the manifest, the table of contents under another name, its renaming. Files of earlier
commits are removed after that. So if the process is killed at any moment, either the commit before or the new one is
complete.
"""

from __future__ import annotations

import json
import os
import time
import zlib
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from whoosh.filedb.filestore import FileStorage, RamStorage
from whoosh.index import TOC

from qtbrowser.errors import IndexDamaged, WrittenByNewer
from qtbrowser.search.codec import ArraySegment
from qtbrowser.search.schema import INDEX_NAME, SCHEMA_VERSION, make_schema

_REBUILT = "It is rebuilt from the documents."
# How often, and at which interval in seconds, a commit is read again if another process replaces it meanwhile.
_ATTEMPTS = 20
_PAUSE = 0.01


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


def latest_generation(folder: Path) -> int:
    """Return the generation of the last commit in `folder`, -1 if there is none."""
    return int(TOC._latest_generation(FileStorage(str(folder)), INDEX_NAME))


def read_commit(folder: Path) -> Commit:
    """Read the last commit; raise IndexDamaged if there is none, if one of its files was changed, or if it was written
    by an older version of this program; WrittenByNewer if by a newer one.
    """
    for attempt in range(_ATTEMPTS):
        generation = latest_generation(folder)
        try:
            return _read_generation(folder, generation)
        except IndexDamaged:
            if attempt == _ATTEMPTS - 1 or latest_generation(folder) == generation:
                raise
            time.sleep(_PAUSE)
    raise AssertionError("the last attempt returns or raises")


def write_commit(folder: Path, segments: Iterable[ArraySegment], generation: int) -> Commit:
    """Commit `segments`, whose files are written; durable on return.

    Args:
        generation: the number of the commit, larger than all before.

    Raises:
        OSError: the disk is full or can't be written; the commit before is still valid.
    """
    kept = tuple(segments)
    content = _table_of_contents(kept, generation)
    files = [_file_facts(folder / segment.file_name) for segment in kept]
    manifest = {
        "version": SCHEMA_VERSION,
        "generation": generation,
        "size": len(content),
        "crc": zlib.crc32(content),
        "files": files,
        "segments": [segment.as_json() for segment in kept],
    }
    _write_durably(folder / _manifest_name(generation), _with_sum(json.dumps(manifest).encode()))
    temporary = folder / f"{_toc_name(generation)}.new"
    _write_durably(temporary, content)
    temporary.replace(folder / _toc_name(generation))
    _sync_folder(folder)
    return Commit(generation, kept, len(content) + sum(size for _, size, _ in files))


def remove_leftovers(folder: Path, commit: Commit) -> None:
    """Remove the index's files in `folder` that don't belong to `commit`: those of older commits and of killed
    writers.
    """
    wanted = {segment.file_name for segment in commit.segments}
    wanted |= {_toc_name(commit.generation), _manifest_name(commit.generation), f"{INDEX_NAME}_WRITELOCK"}
    for path in folder.iterdir():
        if path.name.startswith((f"{INDEX_NAME}_", f"_{INDEX_NAME}_")) and path.name not in wanted:
            try:
                path.unlink(missing_ok=True)
            except PermissionError:
                # Windows keeps a file that a reader has open; the next commit tries again.
                continue


def _read_generation(folder: Path, generation: int) -> Commit:
    try:
        manifest = _read_manifest(folder / _manifest_name(generation))
        content = (folder / _toc_name(generation)).read_bytes()
        version = manifest["version"]
        if version > SCHEMA_VERSION:
            raise WrittenByNewer(str(folder))
        if version != SCHEMA_VERSION:
            raise IndexDamaged(f"The search index is of another version. {_REBUILT}", path=str(folder))
        if [generation, len(content), zlib.crc32(content)] != [manifest[key] for key in ("generation", "size", "crc")]:
            raise IndexDamaged(f"The search index's table of contents is damaged. {_REBUILT}", path=str(folder))
        _check_files(folder, manifest["files"])
        segments = tuple(map(ArraySegment.from_json, manifest["segments"]))
        size = len(content) + sum(size for _, size, _ in manifest["files"])
    except (OSError, ValueError, TypeError, KeyError, RecursionError) as error:
        raise IndexDamaged(f"The search index is lost or damaged. {_REBUILT}", path=str(folder)) from error
    return Commit(generation, segments, size)


def _with_sum(line: bytes) -> bytes:
    return b"%s\n%08x\n" % (line, zlib.crc32(line))


def _read_manifest(path: Path) -> dict[str, Any]:
    """Read a manifest; of one without a checksum, which is of an older version, only the version is used.

    Raises:
        OSError: it can't be read.
        ValueError: it is damaged.
    """
    content = path.read_bytes()
    line, _, rest = content.partition(b"\n")
    if rest and _with_sum(line) != content:
        raise ValueError("The checksum is wrong.")
    manifest: Any = json.loads(line)
    if not isinstance(manifest, dict) or (not rest and manifest["version"] >= SCHEMA_VERSION):
        raise ValueError("The checksum is missing.")
    return manifest


def _check_files(folder: Path, files: list[list[Any]]) -> None:
    for facts in files:
        try:
            found = _file_facts(folder / facts[0])
        except OSError as error:
            raise IndexDamaged(
                f"A file of the search index is lost. {_REBUILT}", path=str(folder / facts[0])
            ) from error
        if list(found) != facts:
            raise IndexDamaged(f"A file of the search index was changed. {_REBUILT}", path=str(folder / facts[0]))


def _file_facts(path: Path) -> tuple[str, int, int]:
    status = path.stat()
    return path.name, status.st_size, status.st_mtime_ns


def _table_of_contents(segments: tuple[ArraySegment, ...], generation: int) -> bytes:
    """Return what Whoosh would write as the table of contents."""
    memory = RamStorage()
    TOC(make_schema(), list(segments), generation).write(memory, INDEX_NAME)
    return bytes(memory.files[_toc_name(generation)])


def _toc_name(generation: int) -> str:
    return f"_{INDEX_NAME}_{generation}.toc"


def _manifest_name(generation: int) -> str:
    return f"_{INDEX_NAME}_{generation}.manifest"


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
