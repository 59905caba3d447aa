"""Builds segments from entries: text is converted to numbers as it comes, and inverted with NumPy one segment at a
time.
"""

from __future__ import annotations

import json
from array import array
from collections.abc import Callable, KeysView, Sequence
from dataclasses import dataclass, field
from datetime import date as Date
from functools import lru_cache
from itertools import chain
from pathlib import Path
from typing import Any, NamedTuple

import numpy as np
from numpy.typing import NDArray

from qtbrowser.held_files import remove_file
from qtbrowser.search.analysis import question_key
from qtbrowser.search.codec import ArraySegment
from qtbrowser.search.compound_file import CompoundFileWriter
from qtbrowser.search.index_values import FEATURES, Feature, IndexEntry
from qtbrowser.search.lexicon import pack_terms, to_term
from qtbrowser.search.postings import MOST_DOCUMENTS, Block, PostingsWriter, invert, narrowest, stable_order
from qtbrowser.search.schema import EXACT_FIELDS, TEXT_FIELDS
from qtbrowser.search.segment import BYTE_LENGTHS, COLUMN_TYPES, STEMS, WORDS
from qtbrowser.search.stored import STORED_PART, StoredWriter
from qtbrowser.search.stored_fields import pack_stored
from qtbrowser.search.vocabulary import Texts, Vocabulary

# A segment is written once it has so many words, or its stored fields so many bytes; this bounds the memory.
MOST_WORDS = 1_000_000
MOST_STORED_BYTES = 32 << 20
# If there are more distinct forms than this, the vocabulary is cleared before the next segment.
MOST_FORMS = 100_000
# The largest number of documents, and of their characters, that are collected before they are processed together.
_AT_ONCE = 64
_MOST_WAITING = 1 << 19


@dataclass(slots=True)
class ExactValues:
    """The values of an exact field, in the order of documents, and their number in each document."""

    values: list[str] = field(default_factory=list)
    counts: array[int] = field(default_factory=lambda: array("I"))

    def add(self, of_documents: Sequence[Sequence[str]]) -> None:
        """Add the values of the next documents."""
        self.values.extend(chain.from_iterable(of_documents))
        self.counts.extend(map(len, of_documents))


class _Stream(NamedTuple):
    """The words of a text field in a segment, and after them its symbols.

    Attributes:
        words: the number of each word; what is not a word, such as a gap, has the number after all words.
        docs, places: the document and position of each.
        lengths: the number of words and symbols in each document.
    """

    words: NDArray[np.int32]
    docs: NDArray[np.uint16]
    places: NDArray[np.int32]
    lengths: NDArray[np.int64]


# The values that a document has in each of the `EXACT_FIELDS`.
_VALUES_OF: dict[str, Callable[[IndexEntry], Sequence[str]]] = {
    "also": lambda entry: entry.also,
    "folder": lambda entry: (entry.folder,),
    "id": lambda entry: (entry.id,) if entry.id else (),
    "path": lambda entry: (entry.path,),
    "question": lambda entry: (question_key(entry.title),),
    "subject": lambda entry: (entry.subject,) if entry.subject else (),
    "topics": lambda entry: tuple(dict.fromkeys(entry.topics)),
}


def day_number(day: Date | None) -> int:
    """Return the value of the date column."""
    return day.toordinal() if day else 0


@lru_cache
def feature_bits(features: tuple[Feature, ...]) -> int:
    """Return the value of the features column."""
    return sum(1 << FEATURES.index(feature) for feature in set(features))


class SegmentBuilder:
    """Builds segments from entries; the files that it writes are in no commit until one is made with them.

    Args:
        folder: the index's folder.
        vocabulary: the vocabulary of texts that were indexed before, or an empty one; it grows.
    """

    def __init__(self, folder: Path, vocabulary: Vocabulary) -> None:
        self._folder = folder
        self._vocabulary = vocabulary
        self._segments: list[ArraySegment] = []
        self._places: dict[str, tuple[int, int]] = {}
        self._start()

    def _start(self) -> None:
        """Begin an empty segment."""
        if len(self._vocabulary) > MOST_FORMS:
            self._vocabulary.forget()
        self._segment_id = ArraySegment(0, {})
        self._parts = CompoundFileWriter(self._folder / self._segment_id.file_name, self._segment_id.key, STORED_PART)
        self._stored = StoredWriter(self._parts)
        self._stored_bytes = 0
        self._waiting: list[IndexEntry] = []
        self._waiting_length = 0
        self._texts: list[list[Texts]] = []
        self._word_count = 0
        self._exact = {name: ExactValues() for name in EXACT_FIELDS}
        self._columns = {name: array("i") for name in COLUMN_TYPES}
        self._superseded: list[int] = []
        self._document_count = 0

    def add(self, entry: IndexEntry) -> None:
        """Add an entry; it replaces an earlier one with the same path."""
        self._supersede(entry.path)
        self._waiting.append(entry)
        self._waiting_length += len(entry.answer)
        self._document_count += 1
        if len(self._waiting) == _AT_ONCE or self._waiting_length > _MOST_WAITING:
            self._process_collected()
        if self._is_full():
            self._flush()

    @property
    def paths(self) -> KeysView[str]:
        """The paths of the added entries."""
        return self._places.keys()

    def finish(self) -> list[ArraySegment]:
        """Write the last segment and return all segments, ready for a commit."""
        if self._document_count:
            self._flush()
        self._parts.close()
        return self._segments

    def discard(self) -> None:
        """Remove the files that were written."""
        self._parts.close()
        for segment in self._segments:
            remove_file(self._folder / segment.file_name)

    def _supersede(self, path: str) -> None:
        place = self._places.get(path)
        if place is not None:
            number, document = place
            if number < len(self._segments):
                self._segments[number].delete(document)
            else:
                self._superseded.append(document)
        self._places[path] = (len(self._segments), self._document_count)

    def _process_collected(self) -> None:
        """Process the collected documents: number their words, keep their other values, and write their stored
        fields.
        """
        entries = self._waiting
        if not entries:
            return
        self._texts.append(self._vocabulary.numbers(list(map(_texts_of, entries))))
        self._word_count += sum(len(text.pieces) for text in self._texts[-1])
        for name, exact in self._exact.items():
            exact.add(list(map(_VALUES_OF[name], entries)))
        self._columns["date"].extend(day_number(entry.date) for entry in entries)
        self._columns["hidden"].extend(entry.hidden for entry in entries)
        self._columns["features"].extend(feature_bits(entry.features) for entry in entries)
        packed = [
            entry.stored or pack_stored(entry.path, entry.title, entry.answer, entry.description) for entry in entries
        ]
        self._stored.add(packed)
        self._stored_bytes += sum(map(len, packed))
        entries.clear()
        self._waiting_length = 0

    def _is_full(self) -> bool:
        return (
            self._word_count >= MOST_WORDS
            or self._stored_bytes >= MOST_STORED_BYTES
            or self._document_count == MOST_DOCUMENTS
        )

    def _flush(self) -> None:
        """Write the segment and begin another."""
        self._process_collected()
        description: dict[str, Any] = {"documents": self._document_count, "types": {}}
        field_lengths = self._write_texts(description["types"])
        for name, exact in self._exact.items():
            write_exact(self._parts, name, exact)
        for name, values in self._columns.items():
            self._parts.write(f".{name}.col", np.array(values, dtype=COLUMN_TYPES[name]))
        self._stored.finish()
        self._parts.write(".json", json.dumps(description).encode())
        segment = ArraySegment(self._document_count, field_lengths, self._segment_id.segid)
        for document in self._superseded:
            segment.delete(document)
        segment.seal = self._parts.finish()
        self._segments.append(segment)
        self._start()

    def _write_texts(self, types: dict[str, list[str]]) -> dict[str, int]:
        """Write dictionaries and posting lists of the text fields; return the length of each."""
        streams = {}
        for number, name in enumerate(TEXT_FIELDS):
            texts = [of_fields[number] for of_fields in self._texts]
            streams[name] = self._stream(Texts(*map(np.concatenate, zip(*texts, strict=True))))
        self._texts.clear()
        word_count = len(self._vocabulary.words)
        counts = sum(np.bincount(stream.words, minlength=word_count + 1) for stream in streams.values())
        stem_ranks = self._write_dictionaries(np.asarray(counts)[:word_count])
        stem_count = int(stem_ranks.max(initial=-1)) + 1
        # What is not a word comes after all stems.
        ranks = np.append(stem_ranks, stem_count).astype(narrowest(stem_count))
        field_lengths = {}
        for name in TEXT_FIELDS:
            words, docs, places, lengths = streams.pop(name)
            words = ranks.take(words)
            block = invert(words, docs, places, int(lengths.sum()))
            types[name] = write_text(self._parts, name, stem_count, block)
            self._parts.write(f"._{name}_len.col", length_bytes(lengths))
            field_lengths[name] = int(lengths.sum())
        return field_lengths

    def _stream(self, texts: Texts) -> _Stream:
        """Return the words of a text field, symbols after them."""
        vocabulary = self._vocabulary
        forms, counts = vocabulary.forms(texts)
        no_word = len(vocabulary.words)
        docs = np.repeat(np.arange(len(counts), dtype=np.uint16), counts)
        places = np.arange(len(forms), dtype=np.int32)
        places -= np.repeat((np.cumsum(counts) - counts).astype(np.int32), counts)
        word_of_form = vocabulary.word_of_form()
        words = np.where(word_of_form < 0, no_word, word_of_form).take(forms)
        lengths = counts - np.bincount(docs[words == no_word], minlength=len(counts))
        symbol_of_form = vocabulary.symbol_of_form()
        with_symbol = np.flatnonzero((symbol_of_form >= 0).take(forms))
        if not len(with_symbol):
            return _Stream(words, docs, places, lengths)
        return _Stream(
            np.append(words, symbol_of_form[forms[with_symbol]]),
            np.append(docs, docs[with_symbol]),
            np.append(places, places[with_symbol]),
            lengths + np.bincount(docs[with_symbol], minlength=len(counts)),
        )

    def _write_dictionaries(self, counts: NDArray[np.int64]) -> NDArray[np.int64]:
        """Write the words of this segment and their stems; return the ordinal of each word's stem."""
        vocabulary = self._vocabulary
        stem_numbers = vocabulary.stem_of_word()
        is_used = counts > 0
        stem_is_used = np.zeros(len(vocabulary.stems), dtype=np.bool_)
        stem_is_used[stem_numbers[is_used]] = True
        stems, stem_order = vocabulary.stems.chosen(stem_is_used)
        words, word_order = vocabulary.words.chosen(is_used)
        ranks = np.zeros(len(vocabulary.stems), dtype=np.int64)
        ranks[stem_order] = np.arange(len(stems))
        stem_ranks = ranks[stem_numbers]
        write_terms(self._parts, STEMS, stems)
        write_words(self._parts, words, stem_ranks[word_order], counts[word_order])
        return stem_ranks


def _texts_of(entry: IndexEntry) -> tuple[Sequence[str], ...]:
    """The texts of an entry in each of the `TEXT_FIELDS`."""
    answer = (entry.answer, entry.description) if entry.description else (entry.answer,)
    return answer, entry.keywords, (entry.title,)


def write_terms(parts: CompoundFileWriter, name: str, terms: Sequence[bytes]) -> None:
    """Write a dictionary: terms in ascending order."""
    blob, offsets = pack_terms(terms)
    parts.write(f".{name}.terms", blob)
    parts.write(f".{name}.offsets", offsets.astype("<u4"))


def write_words(parts: CompoundFileWriter, words: Sequence[bytes], stems: NDArray[Any], counts: NDArray[Any]) -> None:
    """Write the dictionary of words with the ordinal of each one's stem and its number of occurrences."""
    write_terms(parts, WORDS, words)
    parts.write(".words.stems", stems.astype("<u4"))
    parts.write(".words.counts", counts.astype("<u4"))


def write_text(parts: CompoundFileWriter, name: str, term_count: int, block: Block) -> list[str]:
    """Write all posting lists of a text field; return the dtypes of its frequencies and long distances."""
    types = block.types()
    writer = PostingsWriter(parts, name, term_count, types)
    writer.add(block)
    writer.finish()
    return types


def write_exact(parts: CompoundFileWriter, name: str, exact: ExactValues) -> None:
    """Write dictionary and posting lists of an exact field."""
    # Texts are sorted by the terms by which they are stored.
    values = sorted(set(exact.values))
    write_terms(parts, name, [to_term(value) for value in values])
    ordinals = dict(zip(values, range(len(values)), strict=True))
    numbers = np.fromiter(map(ordinals.__getitem__, exact.values), dtype=np.intp, count=len(exact.values))
    order = stable_order(numbers)
    writer = PostingsWriter(parts, name, len(values))
    documents = np.repeat(np.arange(len(exact.counts), dtype=np.uint16), np.array(exact.counts))
    writer.add(Block(0, [np.bincount(numbers, minlength=len(values))], documents[order]))
    writer.finish()


def length_bytes(lengths: NDArray[Any]) -> NDArray[np.uint8]:
    """Return lengths of a field as Whoosh's bytes (whoosh.util.numeric.length_to_byte)."""
    return np.minimum(np.searchsorted(BYTE_LENGTHS, lengths, side="left"), 255).astype(np.uint8)
