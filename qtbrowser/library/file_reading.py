"""Turns files into entries of index and catalog; a second process reads ahead of the writing one.

Reading, decoding and finding the plain words of a document takes longer than indexing it, so the writing process reads
files as well whenever none is ready. The second process is the program itself (``qtbrowser index FOLDER
--read-ahead``).
"""

from __future__ import annotations

from collections.abc import Generator, Sequence
from contextlib import closing
from itertools import chain
from pathlib import Path
from typing import Any, BinaryIO, NamedTuple

from qtbrowser.catalog.folding import answer_digest, subject_key, topic_key
from qtbrowser.catalog.link_targets import outgoing, stored_names
from qtbrowser.catalog.writer import Record
from qtbrowser.documents.boundary import file_boundary
from qtbrowser.documents.document import Document
from qtbrowser.documents.folder_kind import NO_KINDS, FolderKinds, names_of_kinds
from qtbrowser.documents.problem import Problem
from qtbrowser.documents.question_entries import find_entries, plain_starts
from qtbrowser.documents.reader import content_digest, document_of, read_bytes, with_title_of_navigation
from qtbrowser.documents.scan import Stamp
from qtbrowser.errors import DocumentError, UnforeseenError
from qtbrowser.library.second_process import WORTH_A_PROCESS, SecondProcess, serve
from qtbrowser.markup.features import features_of
from qtbrowser.markup.plain import plain_text
from qtbrowser.search.index_values import IndexEntry
from qtbrowser.search.stored_fields import pack_stored


class ReadFile(NamedTuple):
    """One file, read: a record for the catalog and an entry for the index, problems, or both.

    Attributes:
        record, entry: set if the document could be read.
        problems: what of it could not be read, each with the stamp until whose change the file is not read again
            (None: it is read again at the next refresh).
    """

    record: Record | None = None
    entry: IndexEntry | None = None
    problems: tuple[tuple[Problem, Stamp | None], ...] = ()


def read_file(folder: Path, stamp: Stamp, kinds: FolderKinds = NO_KINDS) -> ReadFile:
    """Read one file of a library; every failure becomes a problem of that file.

    Args:
        folder: the library, resolved.
        stamp: of the file.
        kinds: what the library's folders were written for.
    """
    try:
        raw = read_bytes(folder, stamp.path)
        with file_boundary(stamp.path):
            document = with_title_of_navigation(document_of(raw, stamp.path, kinds.of(stamp.path)), kinds)
            return _taken_in(document, stamp, content_digest(raw), kinds)
    except DocumentError as error:
        # Permissions, disks and the program can be repaired without the file changing, so it is read again next time.
        again = isinstance(error, UnforeseenError) or isinstance(error.__cause__, OSError)
        return ReadFile(problems=((Problem.from_error(error, stamp.path), None if again else stamp),))


def _taken_in(document: Document, stamp: Stamp, content: int, kinds: FolderKinds) -> ReadFile:
    """Convert a document to its record and its index entry."""
    answer = document.answer
    text = document.text if document.body else answer
    site = kinds.site_of(document.path)
    entry = index_entry(document, text)
    record = Record(
        path=document.path,
        title=document.title,
        size=stamp.size,
        mtime_ns=stamp.mtime_ns,
        id=document.id,
        subject=document.subject,
        date=document.date,
        hidden=document.hidden,
        url=document.url,
        keywords=document.keywords,
        links=tuple(sorted(outgoing(document, text, site))),
        names=stored_names(document, site),
        order=kinds.order_of(document.path) if document.order is None else document.order,
        digest=answer_digest(answer),
        content=content,
        date_format=document.date_format,
        further_subjects=document.further_subjects,
        questions=_questions(document, text, entry.answer),
    )
    return ReadFile(record, entry, tuple((problem, stamp) for problem in document.problems))


def _questions(document: Document, text: str, plain: str) -> tuple[tuple[int, str, str, str, int], ...]:
    """The questions of a file that asks many, as the catalog stores them."""
    entries = find_entries(text, document.title)
    if not entries:
        return ()
    return tuple(
        (start, entry.question, entry.anchor, entry.kind.value, answer_digest(entry.body(text)))
        for start, entry in zip(plain_starts(entries, plain), entries, strict=True)
    )


def index_entry(document: Document, text: str) -> IndexEntry:
    """The full-text index entry of a document.

    Args:
        document: the document.
        text: what it says (`Document.text`); an argument so that it is decoded only once.
    """
    words = plain_text(text, frozenset(names_of_kinds(document.kinds)))
    return IndexEntry(
        path=document.path,
        title=document.title,
        answer=words,
        # A search for another name of a document finds it.
        keywords=document.keywords + document.aliases,
        id="" if document.id is None else str(document.id),
        subject=subject_key(document.subject),
        folder=document.path.rpartition("/")[0],
        topics=tuple(dict.fromkeys(map(topic_key, document.keywords))),
        date=document.date,
        hidden=document.hidden,
        description=document.description,
        features=features_of(text),
        stored=pack_stored(document.path, document.title, words, document.description),
        also=tuple(dict.fromkeys(key for key in map(subject_key, document.further_subjects) if key)),
    )


class FileReader:
    """Reads the files of a library; if there are many, a second process reads some of them.

    Args:
        folder: the library, resolved.
    """

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._second = SecondProcess(("index", str(folder), "--read-ahead"))

    def prepare(self) -> None:
        """Start the second process, so that it is ready when `read` is called with `WORTH_A_PROCESS` files or more."""
        self._second.start()

    def read(self, stamps: Sequence[Stamp], kinds: FolderKinds) -> Generator[ReadFile]:
        """Read files, in the order of the stamps.

        Args:
            stamps: of the files.
            kinds: what their folders were written for.
        """

        def read_here(stamp: Stamp) -> ReadFile:
            return read_file(self._folder, stamp, kinds)

        if len(stamps) < WORTH_A_PROCESS:
            yield from map(read_here, stamps)
            return
        with closing(self._second.share(stamps, kinds, read_here)) as groups:
            yield from map(_received, chain.from_iterable(groups))

    def close(self) -> None:
        """End the second process, if it was started."""
        self._second.close()


def serve_reading(folder: Path, order: BinaryIO, results: BinaryIO) -> None:
    """Run as the second process: read the requested files.

    Args:
        folder: the library, resolved.
        order, results: see `second_process.serve`.
    """
    serve(lambda stamp, kinds: _to_send(read_file(folder, stamp, kinds)), order, results)


# Plain tuples are pickled several times as fast as named ones.
_Sent = tuple[tuple[Any, ...], tuple[Any, ...], tuple[Any, ...]]


def _to_send(read: ReadFile) -> ReadFile | _Sent:
    """A document as tuples of its values; a file that is none as it is."""
    record, entry, problems = read
    return read if record is None or entry is None else (tuple(record), tuple(entry), problems)


def _received(sent: ReadFile | _Sent) -> ReadFile:
    if isinstance(sent, ReadFile):
        return sent
    record, entry, problems = sent
    return ReadFile(Record._make(record), IndexEntry._make(entry), problems)
