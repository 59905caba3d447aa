"""What every search program in the comparison is given: the same words of the same documents, read the same way.

python -m tests.benchmarks.search.records LIBRARY     read them all, and do nothing with them
"""

from __future__ import annotations

import hashlib
import itertools
import os
import random
import re
import shutil
import sys
from collections.abc import Iterator, Sequence
from concurrent.futures import ProcessPoolExecutor
from dataclasses import dataclass
from pathlib import Path

from qtbrowser.catalog.folding import subject_key
from qtbrowser.documents.reader import read_document
from qtbrowser.documents.scan import Stamp, scan
from qtbrowser.errors import DocumentError
from qtbrowser.markup.plain import plain_text

_CHUNK = 200
_PROCESSES = 2
_DESCRIPTION = re.compile(rb"^( *)(?:page_)?description:.*\n(?:\1 +.*\n)*", re.MULTILINE)


@dataclass(frozen=True, slots=True)
class Record:
    """One document: its texts as plain words, its subject's key, its date as a proleptic ordinal (0: none)."""

    path: str
    title: str
    keywords: tuple[str, ...]
    answer: str
    subject: str
    date: int
    description: str
    hidden: bool

    @property
    def text(self) -> str:
        """What every program reads beside title and keywords: the answer, and the description after it."""
        return f"{self.answer}\n{self.description}"


def read_record(library: Path, path: str) -> Record | None:
    """Read one file; None where it is no readable document."""
    try:
        document = read_document(library, path)
    except DocumentError:
        return None
    return Record(
        path=path,
        title=document.title,
        keywords=document.keywords,
        answer=plain_text(document.answer),
        subject=subject_key(document.subject),
        date=document.date.toordinal() if document.date else 0,
        description=document.description,
        hidden=document.hidden,
    )


def read_records(library: Path, paths: Sequence[str] | None = None) -> Iterator[Record]:
    """Yield the documents of a library, read by two processes.

    Args:
        library: the folder.
        paths: which of its files; all by default.
    """
    if paths is None:
        paths = [stamp.path for stamp in scan(library)]
    chunks = [paths[first : first + _CHUNK] for first in range(0, len(paths), _CHUNK)]
    with ProcessPoolExecutor(_PROCESSES) as pool:
        for records in pool.map(_read_chunk, itertools.repeat(library), chunks):
            yield from records


def _read_chunk(library: Path, paths: Sequence[str]) -> list[Record]:
    return [record for path in paths if (record := read_record(library, path)) is not None]


def sample_records(library: Path, count: int, seed: int) -> list[Record]:
    """Return at most `count` documents of a library, always the same ones for the same seed."""
    paths = [stamp.path for stamp in _stamps(library)]
    chosen = random.Random(seed).sample(paths, min(count, len(paths)))
    return list(read_records(library, sorted(chosen)))


def fingerprint(library: Path) -> str:
    """Return what tells this state of a library from any other: indexes made of another state are made anew."""
    digest = hashlib.sha256(str(library.resolve()).encode())
    for stamp in _stamps(library):
        digest.update(f"{stamp.path}\0{stamp.size}\0{stamp.mtime_ns}\n".encode())
    return digest.hexdigest()


def repeat_library(library: Path, target: Path, documents: int) -> None:
    """Copy a library's files, over and over, until there are so many of them; `target` is complete or not there."""
    unfinished = target.with_name(target.name + ".unfinished")
    shutil.rmtree(unfinished, ignore_errors=True)
    paths = [stamp.path for stamp in _stamps(library)]
    for number in range(documents):
        copy, path = divmod(number, len(paths))
        # The copy's number comes last, so that folders go on naming the same subjects.
        source = library / paths[path]
        destination = unfinished / paths[path]
        destination.parent.mkdir(parents=True, exist_ok=True)
        shutil.copyfile(source, destination.with_stem(f"{destination.stem}-copy-{copy}" if copy else destination.stem))
    unfinished.rename(target)


def copy_without_descriptions(library: Path, target: Path) -> None:
    """Copy a library's files and leave out what says in one sentence what the answer says at length.

    It is looked for where the first form of documents has it; one that stands elsewhere stays.
    """
    for stamp in _stamps(library):
        destination = target / stamp.path
        destination.parent.mkdir(parents=True, exist_ok=True)
        destination.write_bytes(_DESCRIPTION.sub(b"", (library / stamp.path).read_bytes()))
        # Of the same age, so that indexes of an older copy stay good.
        os.utime(destination, ns=(stamp.mtime_ns, stamp.mtime_ns))


def _stamps(library: Path) -> list[Stamp]:
    return sorted(scan(library), key=lambda stamp: stamp.path)


def main() -> None:
    """What reading costs on its own."""
    for _ in read_records(Path(sys.argv[1])):
        pass


if __name__ == "__main__":
    main()
