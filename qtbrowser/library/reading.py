"""Files -> what index and catalog take in; a second process reads ahead of the one that writes.

Reading, decoding and finding the plain words of a document takes about as long as indexing it, so that two processes
take half the time. The second one is the program itself (``qtbrowser index FOLDER --read-ahead``).
"""

from __future__ import annotations

from collections.abc import Generator, Sequence
from contextlib import closing
from dataclasses import dataclass, replace
from itertools import chain
from pathlib import Path
from typing import BinaryIO

from qtbrowser.catalog.folding import subject_key, topic_key
from qtbrowser.catalog.links import outgoing
from qtbrowser.catalog.writer import Record
from qtbrowser.documents.model import Document
from qtbrowser.documents.problem import Problem
from qtbrowser.documents.reader import read_document
from qtbrowser.documents.scan import Stamp
from qtbrowser.errors import DocumentError
from qtbrowser.library.second_process import WORTH_A_PROCESS, ordered, serve
from qtbrowser.markup.features import features_of
from qtbrowser.markup.plain import plain_text
from qtbrowser.search.model import IndexEntry


@dataclass(frozen=True, slots=True)
class ReadFile:
    """One file, read: either a record for the catalog and an entry for the index, or a problem.

    Attributes:
        record, entry: of a readable document.
        problem: of a file that is none, with the stamp by which it need not be looked at again (None: look again).
    """

    record: Record | None = None
    entry: IndexEntry | None = None
    problem: tuple[Problem, Stamp | None] | None = None


def read_file(folder: Path, stamp: Stamp) -> ReadFile:
    """Read one file of a library."""
    try:
        document = read_document(folder, stamp.path)
    except DocumentError as error:
        # Permissions and disks can mend without the file changing: look again next time.
        again = isinstance(error.__cause__, OSError)
        return ReadFile(problem=(Problem.from_error(error, stamp.path), None if again else stamp))
    answer = document.answer
    record = Record(replace(document, raw_answer="", escaped=False), stamp, tuple(sorted(outgoing(document, answer))))
    return ReadFile(record, index_entry(document, answer))


def index_entry(document: Document, answer: str) -> IndexEntry:
    """A document as the full-text index sees it.

    Args:
        document: the document.
        answer: its decoded answer; an argument because decoding it once is enough.
    """
    return IndexEntry(
        path=document.path,
        title=document.title,
        answer=plain_text(answer),
        keywords=document.keywords,
        id="" if document.id is None else str(document.id),
        subject=subject_key(document.subject),
        folder=document.path.rpartition("/")[0],
        topics=tuple(dict.fromkeys(map(topic_key, document.keywords))),
        date=document.date,
        hidden=document.hidden,
        description=document.description,
        features=features_of(answer),
    )


def read_files(folder: Path, stamps: Sequence[Stamp]) -> Generator[ReadFile]:
    """Read files in their order, ahead in a second process where that pays.

    Should that process end early, whatever it has not read is read here.
    """
    number = 0
    if len(stamps) >= WORTH_A_PROCESS:
        with closing(ordered(("index", str(folder), "--read-ahead"), stamps)) as groups:
            for read in chain.from_iterable(groups):
                number += 1
                yield read
    for stamp in stamps[number:]:
        yield read_file(folder, stamp)


def serve_reading(folder: Path, order: BinaryIO, results: BinaryIO) -> None:
    """Be the second process: read the files that `order` lists and write them to `results` in groups.

    Args:
        folder: the library, resolved.
        order: a JSON list of [path, size, mtime_ns], up to its end.
        results: takes one pickle of a list of ReadFile after the other.
    """
    serve(lambda stamp: read_file(folder, stamp), order, results)
