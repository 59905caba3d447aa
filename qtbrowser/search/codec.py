"""Implements Whoosh's codec interfaces for this index, so that a plain Whoosh searcher reads it.

A codec defines how a segment is written and read. This one is Whoosh's own (whoosh.codec.whoosh3) for stored fields,
columns and lengths; its dictionary of terms and its posting lists are arrays (`lexicon`, `postings`).
"""

from __future__ import annotations

from array import array
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray
from whoosh.codec import base
from whoosh.codec.whoosh3 import W3Codec, W3Segment
from whoosh.filedb.compound import CompoundStorage
from whoosh.matching.mcore import ListMatcher
from whoosh.reading import TermInfo, TermNotFound

from qtbrowser.search.compound_file import CompoundFile
from qtbrowser.search.index_values import INDEX_NAME
from qtbrowser.search.schema import BOOSTS, TEXT_FIELDS
from qtbrowser.search.segment import BYTE_LENGTHS, INDEXED_FIELDS, SegmentContent


class ArrayCodec(W3Codec):
    """Whoosh's third codec with posting lists as arrays. It only reads; `builder` and `segment_merging` write."""

    def terms_reader(self, storage: Any, segment: Any) -> ArrayTermsReader:
        """Return the reader of a segment's terms; called by Whoosh."""
        # Whoosh passes the segment's file layered over its folder.
        return ArrayTermsReader(SegmentContent(CompoundFile(storage.a.path, segment.segment_id())))

    def field_writer(self, storage: Any, segment: Any) -> Any:
        """Refuse: Whoosh's own writer is not used on this index."""
        raise NotImplementedError("this index is written by qtbrowser.search alone")


class _SegmentStorage(CompoundStorage):
    """The storage object with which Whoosh reads a segment's file.

    Args:
        file: the file, opened by Whoosh.
        path: its path, for the parts that are read without Whoosh.
    """

    def __init__(self, file: Any, path: Path) -> None:
        # Not mapped: Whoosh copies mapped files to memory completely.
        super().__init__(file, use_mmap=False)
        self.path = path


class ArraySegment(W3Segment):
    """A segment, stored in one compound file.

    Args:
        document_count: the number of its documents.
        field_lengths: for each text field, the number of its terms in all documents together.
        segment_id: its name, without the index's name; by default a new random one.

    Attributes:
        seal: the seal of its file, see `block_sums`; 0 before the file is written.
    """

    def __init__(self, document_count: int, field_lengths: dict[str, int], segment_id: str | None = None) -> None:
        super().__init__(ArrayCodec(), INDEX_NAME, doccount=document_count, segid=segment_id)
        self._fieldlengths = field_lengths
        self.compound = True
        self.seal = 0

    @classmethod
    def from_json(cls, value: Mapping[str, Any]) -> ArraySegment:
        """Return the segment that `as_json` described.

        Raises:
            KeyError, TypeError, ValueError: the value is not what `as_json` gives.
        """
        lengths = {str(name): int(length) for name, length in value["lengths"].items()}
        segment = cls(int(value["documents"]), lengths, str(value["id"]))
        segment.seal = int(value["seal"])
        for document in value["deleted"]:
            segment.delete(int(document))
        return segment

    def as_json(self) -> dict[str, Any]:
        """Return what a commit stores of it, as JSON values."""
        return {
            "id": self.segid,
            "documents": self.document_count,
            "lengths": self._fieldlengths,
            "seal": self.seal,
            "deleted": self.deleted().tolist(),
        }

    @property
    def key(self) -> str:
        """Its name, with which the names of all its parts begin."""
        return str(self.segment_id())

    @property
    def file_name(self) -> str:
        """The name of its file in the index's folder."""
        return str(self.make_filename(self.COMPOUND_EXT))

    @property
    def document_count(self) -> int:
        """The number of its documents, including deleted ones."""
        return int(self.doc_count_all())

    @property
    def live_count(self) -> int:
        """The number of its documents that are not deleted."""
        return int(self.doc_count())

    def open_compound_file(self, storage: Any) -> CompoundStorage:
        """Open the file; called by Whoosh."""
        return _SegmentStorage(storage.open_file(self.file_name), Path(storage.folder) / self.file_name)

    def field_length(self, field: str) -> int:
        """Return the number of terms of a text field in all documents together."""
        return int(self._fieldlengths.get(field, 0))

    def set_field_length(self, field: str, length: int) -> None:
        """Set the number of terms of a text field in all documents together."""
        self._fieldlengths[field] = length

    def set_document_count(self, count: int) -> None:
        """Set the number of its documents."""
        self.set_doc_count(count)

    def delete(self, document: int) -> None:
        """Mark a document as deleted; marking it again changes nothing."""
        self.delete_document(document)

    def deleted(self) -> NDArray[np.intp]:
        """Return the numbers of the deleted documents, ascending."""
        return np.sort(np.fromiter(self.deleted_docs(), dtype=np.intp, count=int(self.deleted_count())))


class ArrayTermsReader(base.TermsReader):
    """Gives Whoosh the terms of a segment.

    Args:
        content: the segment.
    """

    def __init__(self, content: SegmentContent) -> None:
        self._content = content

    def _ordinal(self, fieldname: str, term: bytes) -> int:
        """Return the ordinal of a term that occurs in the field; raise TermNotFound if there is none."""
        if fieldname in INDEXED_FIELDS:
            ordinal = self._content.lexicon(fieldname).find(term)
            if ordinal >= 0 and self._content.postings(fieldname).count(ordinal):
                return ordinal
        raise TermNotFound(f"{fieldname}:{term!r}")

    def __contains__(self, term: tuple[str, bytes]) -> bool:
        try:
            return self._ordinal(*term) >= 0
        except TermNotFound:
            return False

    def indexed_field_names(self) -> Iterable[str]:
        """Return the names of the fields that have terms."""
        return INDEXED_FIELDS

    def terms(self) -> Iterator[tuple[str, bytes]]:
        """Yield all terms, in order."""
        return self.terms_from(INDEXED_FIELDS[0], b"")

    def terms_from(self, fieldname: str, prefix: bytes) -> Iterator[tuple[str, bytes]]:
        """Yield the terms from (`fieldname`, `prefix`) on, including those of later fields, in order."""
        for name in INDEXED_FIELDS:
            if name >= fieldname:
                for _, term in self.field_terms(name, prefix if name == fieldname else b""):
                    yield name, term

    def field_terms(self, fieldname: str, start: bytes) -> Iterator[tuple[int, bytes]]:
        """Yield ordinal and bytes of the terms of one field, from `start` on, in order."""
        lexicon = self._content.lexicon(fieldname)
        first = lexicon.span(start)[0]
        counts = np.diff(self._content.postings(fieldname).starts()[first:])
        for ordinal in (np.flatnonzero(counts) + first).tolist():
            yield ordinal, lexicon[ordinal]

    def items(self) -> Iterator[tuple[tuple[str, bytes], TermInfo]]:
        """Yield all terms with their statistics, in order."""
        return self.items_from(INDEXED_FIELDS[0], b"")

    def items_from(self, fieldname: str, prefix: bytes) -> Iterator[tuple[tuple[str, bytes], TermInfo]]:
        """Yield the terms from (`fieldname`, `prefix`) on with their statistics, in order."""
        return (((name, term), self.term_info(name, term)) for name, term in self.terms_from(fieldname, prefix))

    def term_info(self, fieldname: str, text: bytes) -> TermInfo:
        """Return the statistics of a term; raise TermNotFound if there is none."""
        ordinal = self._ordinal(fieldname, text)
        postings = self._content.postings(fieldname)
        docs = postings.docs(ordinal)
        if fieldname not in TEXT_FIELDS:
            return TermInfo(len(docs), len(docs), None, 0, 1.0, int(docs[0]), int(docs[-1]))
        weights = postings.freqs(ordinal) * BOOSTS[fieldname]
        lengths = BYTE_LENGTHS[self._content.lengths(fieldname)[docs]]
        return TermInfo(
            weight=float(weights.sum()),
            df=len(docs),
            minlength=int(lengths.min()),
            maxlength=int(lengths.max()),
            maxweight=float(weights.max()),
            minid=int(docs[0]),
            maxid=int(docs[-1]),
        )

    def frequency(self, fieldname: str, text: bytes) -> float:
        """Return how often a term occurs in all documents, boosted; 0 if it does not."""
        return float(self.term_info(fieldname, text).weight()) if (fieldname, text) in self else 0.0

    def doc_frequency(self, fieldname: str, text: bytes) -> int:
        """Return how many documents have a term."""
        return (
            self._content.postings(fieldname).count(self._ordinal(fieldname, text)) if (fieldname, text) in self else 0
        )

    def matcher(self, fieldname: str, text: bytes, format_: Any, scorer: Any = None) -> ListMatcher:
        """Return a Whoosh matcher over the posting list of a term; raise TermNotFound if there is none."""
        ordinal = self._ordinal(fieldname, text)
        postings = self._content.postings(fieldname)
        docs = postings.docs(ordinal).tolist()
        weights: list[float] = [1.0] * len(docs)
        values: list[bytes] = [b""] * len(docs)
        if fieldname in TEXT_FIELDS:
            weights = (postings.freqs(ordinal) * BOOSTS[fieldname]).tolist()
            values = _position_values(*postings.places(ordinal))
        term_info = self.term_info(fieldname, text)
        return ListMatcher(docs, weights, values, format_, scorer=scorer, term=(fieldname, text), terminfo=term_info)

    def cursor(self, fieldname: str, fieldobj: Any) -> ArrayCursor:
        """Return a cursor over the terms of a field."""
        return ArrayCursor(self, fieldname, fieldobj)


def _position_values(counts: Any, places: Any) -> list[bytes]:
    """Return, for each document, its positions as `PackedPositions` encodes them."""
    packed = places.astype(f"u{array('I').itemsize}")
    return [part.tobytes() for part in np.split(packed, np.cumsum(counts)[:-1])]


class ArrayCursor(base.FieldCursor):
    """Iterates over the terms of one field, from the first or from a given term; for Whoosh's own queries."""

    def __init__(self, terms: ArrayTermsReader, fieldname: str, fieldobj: Any) -> None:
        self._terms = terms
        self._fieldname = fieldname
        self._fieldobj = fieldobj
        self._term: bytes | None = None
        self.first()

    def first(self) -> str | None:
        """Go to the first term and return it."""
        return self.find(b"")

    def find(self, term: str | bytes) -> str | None:
        """Go to `term`, or the next one after it, and return it; None if there is none."""
        start = term if isinstance(term, bytes) else self._fieldobj.to_bytes(term)
        self._rest = self._terms.field_terms(self._fieldname, start)
        return self.next()

    def next(self) -> str | None:
        """Go to the next term and return it; None at the end."""
        _, self._term = next(self._rest, (-1, None))
        return self.text()

    def text(self) -> str | None:
        """Return the current term."""
        return None if self._term is None else self._fieldobj.from_bytes(self._term)

    def term_info(self) -> TermInfo | None:
        """Return the statistics of the current term."""
        return None if self._term is None else self._terms.term_info(self._fieldname, self._term)

    def is_valid(self) -> bool:
        """Return whether the cursor is at a term."""
        return self._term is not None
