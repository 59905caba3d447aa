"""Reads the manifest of the last commit: which files the index has, and whether they are there unchanged.

This module imports neither Whoosh nor NumPy, so that a refresh that finds nothing to index does not load them. What a
manifest contains is described in `commits`, which writes it.
"""

from __future__ import annotations

import json
import re
import time
import zlib
from collections.abc import Mapping
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from qtbrowser.errors import IndexDamaged, WrittenByNewer
from qtbrowser.search.index_values import INDEX_NAME, SCHEMA_VERSION

_REBUILT = "It is rebuilt from the documents."
# How often, and at which interval in seconds, a manifest is read again if another process replaces it meanwhile.
_ATTEMPTS = 20
_PAUSE = 0.01
_TOC_NAME = re.compile(rf"_{INDEX_NAME}_(\d+)\.toc", re.ASCII)


@dataclass(frozen=True, slots=True)
class Manifest:
    """The last commit as its manifest describes it.

    Attributes:
        generation: the number of the commit.
        segments: for each segment, what `ArraySegment.as_json` returned.
        document_count: the number of documents that are not deleted.
        size_bytes: the size of the commit's files in bytes.
    """

    generation: int
    segments: tuple[Mapping[str, Any], ...]
    document_count: int
    size_bytes: int


def latest_generation(folder: Path) -> int:
    """Return the generation of the last commit in `folder`, -1 if there is none."""
    found = -1
    with suppress(OSError):
        for file in folder.iterdir():
            if name := _TOC_NAME.fullmatch(file.name):
                found = max(found, int(name[1]))
    return found


def read_manifest(folder: Path) -> Manifest:
    """Read the manifest of the last commit.

    Raises:
        IndexDamaged: there is none, one of its files was changed, or it was written by an older version of this
            program.
        WrittenByNewer: it was written by a newer version.
    """
    for _ in range(_ATTEMPTS - 1):
        generation = latest_generation(folder)
        try:
            return _read_generation(folder, generation)
        except IndexDamaged:
            if latest_generation(folder) == generation:
                raise
            time.sleep(_PAUSE)
    return _read_generation(folder, latest_generation(folder))


def damaged(folder: Path) -> IndexDamaged:
    """Return the exception for an index whose files can't be understood."""
    return IndexDamaged(f"The search index is lost or damaged. {_REBUILT}", path=str(folder))


def toc_name(generation: int) -> str:
    """Return the name of a commit's table of contents."""
    return f"_{INDEX_NAME}_{generation}.toc"


def manifest_name(generation: int) -> str:
    """Return the name of a commit's manifest."""
    return f"_{INDEX_NAME}_{generation}.manifest"


def with_sum(line: bytes) -> bytes:
    """Return the content of a manifest: a line of JSON, and a line with its CRC-32."""
    return b"%s\n%08x\n" % (line, zlib.crc32(line))


def file_facts(path: Path) -> tuple[str, int, int]:
    """Return name, size and modification time of a file, by which a change is noticed."""
    status = path.stat()
    return path.name, status.st_size, status.st_mtime_ns


def _read_generation(folder: Path, generation: int) -> Manifest:
    try:
        manifest = _read(folder / manifest_name(generation))
        content = (folder / toc_name(generation)).read_bytes()
        version = manifest["version"]
        if version > SCHEMA_VERSION:
            raise WrittenByNewer(str(folder))
        if version != SCHEMA_VERSION:
            raise IndexDamaged(f"The search index is of another version. {_REBUILT}", path=str(folder))
        if [generation, len(content), zlib.crc32(content)] != [manifest[key] for key in ("generation", "size", "crc")]:
            raise IndexDamaged(f"The search index's table of contents is damaged. {_REBUILT}", path=str(folder))
        _check_files(folder, manifest["files"])
        segments = tuple(manifest["segments"])
        count = sum(int(segment["documents"]) - len(segment["deleted"]) for segment in segments)
        size = len(content) + sum(size for _, size, _ in manifest["files"])
    except (OSError, ValueError, TypeError, KeyError, RecursionError) as error:
        raise damaged(folder) from error
    return Manifest(generation, segments, count, size)


def _read(path: Path) -> dict[str, Any]:
    """Read a manifest; of one without a checksum, which is of an older version, only the version is used.

    Raises:
        OSError: it can't be read.
        ValueError: it is damaged.
    """
    content = path.read_bytes()
    line, _, rest = content.partition(b"\n")
    if rest and with_sum(line) != content:
        raise ValueError("The checksum is wrong.")
    manifest: Any = json.loads(line)
    if not isinstance(manifest, dict) or (not rest and manifest["version"] >= SCHEMA_VERSION):
        raise ValueError("The checksum is missing.")
    return manifest


def _check_files(folder: Path, files: list[list[Any]]) -> None:
    for facts in files:
        try:
            found = file_facts(folder / facts[0])
        except OSError as error:
            raise IndexDamaged(
                f"A file of the search index is lost. {_REBUILT}", path=str(folder / facts[0])
            ) from error
        if list(found) != facts:
            raise IndexDamaged(f"A file of the search index was changed. {_REBUILT}", path=str(folder / facts[0]))
