"""Merges several segments into one by array operations: no text is analysed again, deleted documents are dropped."""

from __future__ import annotations

import contextlib
import json
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from qtbrowser.search.builder import write_terms, write_words
from qtbrowser.search.codec import ArraySegment
from qtbrowser.search.compound_file import CompoundFile, CompoundFileWriter
from qtbrowser.search.lexicon import ChosenTerms, merge_terms
from qtbrowser.search.postings import LONG, Block, Numbers, PostingsWriter, runs
from qtbrowser.search.schema import EXACT_FIELDS, TEXT_FIELDS
from qtbrowser.search.segment import COLUMN_TYPES, STEMS, WORDS, SegmentContent
from qtbrowser.search.stored import STORED_PART, StoredReader, StoredWriter

# The number of postings that are merged at a time; it bounds the memory.
_POSTINGS_AT_ONCE = 1 << 17


@dataclass(slots=True)
class _Source:
    """A segment to be merged. For each document, `keep` tells whether it stays, and `numbers` its new number if so."""

    content: SegmentContent
    keep: NDArray[np.bool_]
    numbers: NDArray[np.uint16]

    def live_counts(self, field: str) -> NDArray[np.int64]:
        """Return for each term of a field the number of remaining documents that contain it."""
        postings = self.content.postings(field)
        starts = postings.starts().astype(np.int64)
        counts = np.diff(starts)
        if self.keep.all():
            return counts
        live = np.empty_like(counts)
        for first, end in _spans(counts):
            kept = np.zeros(int(starts[end] - starts[first]) + 1, dtype=np.int64)
            np.cumsum(self.keep[postings.docs(first, end)], out=kept[1:])
            live[first:end] = np.diff(kept[starts[first : end + 1] - starts[first]])
        return live


@dataclass(slots=True)
class _Piece:
    """The posting lists of a source for a span of terms that is merged at a time.

    Attributes:
        terms: the terms, counted from the span's beginning, that remaining documents contain; ascending and distinct.
        counts: for each of these terms, its numbers of postings, positions and long distances; in exact fields only of
            postings.
        items: documents, frequencies, steps and long distances, term by term; in exact fields only documents.
    """

    terms: NDArray[Any]
    counts: list[Numbers]
    items: list[NDArray[Any]]


def open_content(folder: Path, segment: ArraySegment, *, mapped: bool = False) -> SegmentContent:
    """Return the content of a segment.

    Args:
        mapped: whether to map it into memory, for many searches; otherwise it is read in pieces, once, for merging.
    """
    parts = CompoundFile(folder / segment.file_name, segment.key, seal=segment.seal, mapped=mapped)
    return SegmentContent(parts)


def merge_segments(folder: Path, segments: Sequence[ArraySegment]) -> ArraySegment:
    """Write one segment with the documents of several in their order, and return it.

    Args:
        folder: the index's folder.
        segments: the segments, which know their deleted documents; at most 65,536 others are in them together.
    """
    merged = ArraySegment(0, {})
    # Each step opens the segments anew: what was read of them for one is not in memory during the others.
    opened = partial(_sources, folder, segments)
    with CompoundFileWriter(folder / merged.file_name, merged.key, STORED_PART) as parts:
        types: dict[str, list[str]] = {}
        with opened() as sources:
            alive = [np.any([source.live_counts(name) > 0 for name in TEXT_FIELDS], axis=0) for source in sources]
            stem_count, stem_maps = _merge_terms(parts, STEMS, sources, alive)
        with opened() as sources:
            _merge_words(parts, sources, alive, stem_maps)
        for name in TEXT_FIELDS:
            with opened() as sources:
                kinds = [max(getattr(source.content.postings(name), kind) for source in sources) for kind in _KINDS]
                types[name] = kinds
                merged.set_field_length(name, _merge_postings(parts, name, stem_count, sources, stem_maps, kinds))
                lengths = [source.content.lengths(name)[source.keep] for source in sources]
                _merge_column(parts, f"._{name}_len.col", lengths)
        for name in EXACT_FIELDS:
            with opened() as sources:
                count, maps = _merge_terms(parts, name, sources, [source.live_counts(name) > 0 for source in sources])
                _merge_postings(parts, name, count, sources, maps, [])
        with opened() as sources:
            for name, dtype in COLUMN_TYPES.items():
                columns = [source.content.column(name)[source.keep].astype(dtype) for source in sources]
                _merge_column(parts, f".{name}.col", columns)
            _merge_stored(parts, sources)
            document_count = int(sum(source.keep.sum() for source in sources))
        merged.set_document_count(document_count)
        parts.write(".json", json.dumps({"documents": document_count, "types": types}).encode())
        merged.seal = parts.finish()
    return merged


_KINDS = ("freq_type", "long_type")
_STARTS = ("starts", "step_starts", "long_starts")


@contextlib.contextmanager
def _sources(folder: Path, segments: Sequence[ArraySegment]) -> Iterator[list[_Source]]:
    """Open the segments to be merged."""
    with contextlib.ExitStack() as opened:
        sources = []
        first = 0
        for segment in segments:
            keep: NDArray[np.bool_] = np.ones(segment.document_count, dtype=np.bool_)
            keep[segment.deleted()] = False
            numbers = (np.cumsum(keep) - 1 + first).astype(np.uint16)
            first += int(keep.sum())
            sources.append(_Source(open_content(folder, segment), keep, numbers))
            opened.callback(sources[-1].content.close)
        yield sources


def _merge_terms(
    parts: CompoundFileWriter, name: str, sources: Sequence[_Source], alive: Sequence[NDArray[np.bool_]]
) -> tuple[int, list[NDArray[np.int32]]]:
    """Write the union of the dictionaries of one field.

    Args:
        alive: for each source, for each of its terms, whether it is written.

    Returns:
        the number of terms written; and for each source the new ordinal of each of its terms. The ordinals of terms
        that are not written are meaningless, but all ordinals ascend.
    """
    terms = [ChosenTerms(source.content.lexicon(name), flags) for source, flags in zip(sources, alive, strict=True)]
    merged, ordinals = merge_terms(terms)
    write_terms(parts, name, merged)
    maps = []
    for flags, new in zip(alive, ordinals, strict=True):
        positions = np.cumsum(flags) - 1
        maps.append(np.append(new, np.int32(0))[positions])
        maps[-1][positions < 0] = 0
    return len(merged), maps


def _merge_words(
    parts: CompoundFileWriter,
    sources: Sequence[_Source],
    alive: Sequence[NDArray[np.bool_]],
    stem_maps: Sequence[NDArray[np.int32]],
) -> None:
    """Write the dictionary of words.

    Args:
        alive, stem_maps: for each source, for each of its stems, whether it is written, and its new ordinal.
    """
    words = [
        ChosenTerms(source.content.lexicon(WORDS), flags[source.content.stem_of_word])
        for source, flags in zip(sources, alive, strict=True)
    ]
    merged, ordinals = merge_terms(words)
    stems = np.zeros(len(merged), dtype=np.int64)
    counts = np.zeros(len(merged), dtype=np.int64)
    for source, flags, stem_map, new in zip(sources, alive, stem_maps, ordinals, strict=True):
        stem_of_word = source.content.stem_of_word
        has_stem = flags[stem_of_word]
        stems[new] = stem_map[stem_of_word[has_stem]]
        counts[new] += source.content.word_counts[has_stem]
    write_words(parts, merged, stems, np.minimum(counts, 0xFFFFFFFF))


def _merge_postings(
    parts: CompoundFileWriter,
    name: str,
    term_count: int,
    sources: Sequence[_Source],
    maps: Sequence[NDArray[np.int32]],
    types: Sequence[str],
) -> int:
    """Write the posting lists of a field; return their number of positions, 0 in an exact field."""
    totals = np.zeros(term_count, dtype=np.int64)
    for source, new in zip(sources, maps, strict=True):
        count = source.live_counts(name)
        # The new ordinals of the terms with documents are distinct, so the indexed addition counts each of them.
        totals[new[count > 0]] += count[count > 0]
    writer = PostingsWriter(parts, name, term_count, types)
    place_count = 0
    for first, end in _spans(totals):
        pieces = [
            _piece(source, name, new - first, *np.searchsorted(new, (first, end)).tolist())
            for source, new in zip(sources, maps, strict=True)
        ]
        merged = _merge_pieces(pieces, first, end - first, types)
        writer.add(merged)
        place_count += 0 if merged.steps is None else len(merged.steps)
    writer.finish()
    return place_count


def _spans(totals: NDArray[np.int64]) -> Iterator[tuple[int, int]]:
    """Yield consecutive spans [first, end) of terms; each has a bounded number of postings, or is a single term."""
    sums = np.cumsum(totals)
    first = 0
    while first < len(totals):
        before = int(sums[first - 1]) if first else 0
        end = max(first + 1, int(np.searchsorted(sums, before + _POSTINGS_AT_ONCE, side="right")))
        yield first, end
        first = end


def _piece(source: _Source, name: str, new: NDArray[np.int32], first: int, end: int) -> _Piece:
    """Return the posting lists of a source's terms [first, end), with new numbers and without deleted documents."""
    postings = source.content.postings(name)
    docs = postings.docs(first, end)
    counts = [postings.counts(first, end, kind) for kind in _STARTS[: 3 if postings.freq_type else 1]]
    items: list[NDArray[Any]] = []
    if postings.freq_type:
        items = [postings.freqs(first, end), postings.steps(first, end), postings.long(first, end)]
    stays = source.keep[docs]
    if not stays.all():
        terms = np.repeat(np.arange(end - first), counts[0])
        kept = [terms[stays]]
        if items:
            freqs, steps, long = items
            place_stays = np.repeat(stays, freqs)
            term_of_place = np.repeat(terms, freqs)[place_stays]
            items = [freqs[stays], steps[place_stays], long[place_stays[steps == LONG]]]
            kept += [term_of_place, term_of_place[items[1] == LONG]]
        docs = docs[stays]
        counts = [np.bincount(found, minlength=end - first) for found in kept]
    alive = counts[0] > 0
    return _Piece(new[first:end][alive], [count[alive] for count in counts], [source.numbers[docs], *items])


def _merge_pieces(pieces: Sequence[_Piece], first: int, term_count: int, types: Sequence[str]) -> Block:
    """Return the merged posting lists of a span of terms from `first` on; the documents of later pieces are higher."""
    counts, places = [], []
    for kind in range(len(pieces[0].counts)):
        totals, of_pieces = _places(
            [piece.terms for piece in pieces], [piece.counts[kind] for piece in pieces], term_count
        )
        counts.append(totals)
        places.append(of_pieces)
    dtypes = ["<u2", types[0], "<u1", types[1]] if types else ["<u2"]
    items = []
    # Documents and frequencies are both per posting, so they have the same places.
    for number, kind in enumerate((0, 0, 1, 2)[: len(dtypes)]):
        merged = np.empty(int(counts[kind].sum()), dtype=dtypes[number])
        for piece, where in zip(pieces, places[kind], strict=True):
            merged[where] = piece.items[number]
        items.append(merged)
    return Block(first, counts, *items)


def _places(terms: Sequence[NDArray[Any]], counts: Sequence[Numbers], term_count: int) -> tuple[Numbers, list[Numbers]]:
    """Return the number of items of each term in all pieces, and for each piece the indices of its items in the result.

    Args:
        terms: the terms of each piece, distinct.
        counts: for each piece, the number of items of each of its terms.
        term_count: the number of terms in the span.
    """
    totals: Numbers = np.zeros(term_count, dtype=np.intp)
    for of_piece, count in zip(terms, counts, strict=True):
        totals[of_piece] += count
    free = np.cumsum(totals) - totals
    places = []
    for of_piece, count in zip(terms, counts, strict=True):
        begins = free[of_piece]
        free[of_piece] += count
        filled = count > 0
        places.append(runs(count[filled], begins[filled]))
    return totals, places


def _merge_column(parts: CompoundFileWriter, name: str, columns: Sequence[NDArray[Any]]) -> None:
    for column in columns:
        parts.write(name, column)


def _merge_stored(parts: CompoundFileWriter, sources: Sequence[_Source]) -> None:
    writer = StoredWriter(parts)
    for source in sources:
        writer.copy(StoredReader(source.content.parts, source.content.document_count), source.keep)
    writer.finish()
