"""Several segments -> one, with array operations: nothing is analysed again, deleted documents are left out."""

from __future__ import annotations

import contextlib
import json
import mmap
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray
from whoosh.filedb.filestore import FileStorage

from qtbrowser.search.builder import write_terms, write_words
from qtbrowser.search.codec import ArraySegment
from qtbrowser.search.lexicon import ChosenTerms, merge_terms
from qtbrowser.search.parts import Parts, PartsWriter
from qtbrowser.search.postings import LONG, Block, Numbers, PostingsWriter, runs, stable_order
from qtbrowser.search.schema import EXACT_FIELDS, TEXT_FIELDS
from qtbrowser.search.segment import COLUMN_TYPES, STEMS, WORDS, SegmentContent
from qtbrowser.search.stored import StoredReader, StoredWriter

# How many postings are held at once: what bounds the memory.
_POSTINGS_AT_ONCE = 1 << 17


@dataclass(slots=True)
class _Source:
    """A segment to be merged: `keep` tells which documents stay, `numbers` the new number of each that does."""

    content: SegmentContent
    keep: NDArray[np.bool_]
    numbers: NDArray[np.int64]

    def live_counts(self, field: str) -> NDArray[np.int64]:
        """Return for each term of a field in how many documents that stay it stands."""
        postings = self.content.postings(field)
        starts = postings.starts().astype(np.int64)
        if self.keep.all():
            return np.diff(starts)
        kept = np.zeros(int(starts[-1]) + 1, dtype=np.int64)
        np.cumsum(self.keep[postings.docs(0, len(starts) - 1)], out=kept[1:])
        return np.diff(kept[starts])


def open_content(folder: Path, segment: ArraySegment, *, mapped: bool = False) -> SegmentContent:
    """Return the content of a segment.

    Args:
        mapped: whether it is to be searched, many times over; else it is read, once, in pieces that are let go.
    """
    storage = segment.open_compound_file(FileStorage(str(folder)))
    if not mapped:
        return SegmentContent(Parts(storage, segment.key, owned=True))
    with open(folder / segment.file_name, "rb") as file:
        memory = mmap.mmap(file.fileno(), 0, access=mmap.ACCESS_READ)
    return SegmentContent(Parts(storage, segment.key, owned=True, mapped=memory))


def merge_segments(folder: Path, segments: Sequence[ArraySegment]) -> ArraySegment:
    """Write one segment with the documents of several, in their order, and return it.

    Args:
        folder: the index's folder.
        segments: with the documents deleted so far; together they have at most 65,536 others.
    """
    merged = ArraySegment(0, {})
    with PartsWriter(folder, merged.key) as parts, contextlib.ExitStack() as opened:
        sources = _sources(folder, segments)
        for source in sources:
            opened.callback(source.content.close)
        document_count = int(sum(source.keep.sum() for source in sources))
        merged.set_document_count(document_count)
        types = _merge_texts(parts, sources, merged)
        for name in EXACT_FIELDS:
            count, maps = _merge_terms(parts, name, sources, [source.live_counts(name) > 0 for source in sources])
            _merge_postings(parts, name, count, sources, maps, [])
        for name, dtype in COLUMN_TYPES.items():
            columns = [source.content.column(name)[source.keep].astype(dtype) for source in sources]
            _merge_column(parts, f".{name}.col", columns)
        _merge_stored(parts, sources)
        parts.write(".json", json.dumps({"documents": document_count, "types": types}).encode())
        parts.finish(folder / merged.file_name)
    return merged


def _merge_texts(parts: PartsWriter, sources: Sequence[_Source], merged: ArraySegment) -> dict[str, list[str]]:
    """Write all that belongs to the text fields; return the dtypes of each one's posting lists."""
    types: dict[str, list[str]] = {}
    stem_count, stem_maps = _merge_dictionaries(parts, sources)
    for name in TEXT_FIELDS:
        types[name] = [max(getattr(source.content.postings(name), kind) for source in sources) for kind in _KINDS]
        merged.set_field_length(name, _merge_postings(parts, name, stem_count, sources, stem_maps, types[name]))
        _merge_column(parts, f"._{name}_len.col", [source.content.lengths(name)[source.keep] for source in sources])
    return types


_KINDS = ("freq_type", "long_type")


def _sources(folder: Path, segments: Sequence[ArraySegment]) -> list[_Source]:
    sources = []
    first = 0
    for segment in segments:
        keep: NDArray[np.bool_] = np.ones(segment.document_count, dtype=np.bool_)
        keep[segment.deleted()] = False
        numbers = np.cumsum(keep) - 1 + first
        first += int(keep.sum())
        sources.append(_Source(open_content(folder, segment), keep, numbers))
    return sources


def _merge_terms(
    parts: PartsWriter, name: str, sources: Sequence[_Source], alive: Sequence[NDArray[np.bool_]]
) -> tuple[int, list[Numbers]]:
    """Write the union of dictionaries without the terms that are not `alive`.

    Returns:
        how many terms that are, and for each source the new ordinal of each of its terms; those of dead terms are
        any, but never descend.
    """
    terms = [ChosenTerms(source.content.lexicon(name), flags) for source, flags in zip(sources, alive, strict=True)]
    merged, ordinals = merge_terms(terms)
    write_terms(parts, name, merged)
    maps = []
    for flags, new in zip(alive, ordinals, strict=True):
        positions = np.cumsum(flags) - 1
        maps.append(np.append(new, 0)[positions])
        maps[-1][positions < 0] = 0
    return len(merged), maps


def _merge_dictionaries(parts: PartsWriter, sources: Sequence[_Source]) -> tuple[int, list[Numbers]]:
    """Write the dictionaries of stems and of written words; return what `_merge_terms` does for the stems."""
    alive = [np.any([source.live_counts(name) > 0 for name in TEXT_FIELDS], axis=0) for source in sources]
    stem_count, stem_maps = _merge_terms(parts, STEMS, sources, alive)
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
    return stem_count, stem_maps


def _merge_postings(
    parts: PartsWriter,
    name: str,
    term_count: int,
    sources: Sequence[_Source],
    maps: Sequence[Numbers],
    types: Sequence[str],
) -> int:
    """Write the posting lists of a field; return how many places its terms have, 0 in an exact field."""
    counts = [source.live_counts(name) for source in sources]
    totals = np.zeros(term_count, dtype=np.int64)
    for new, count in zip(maps, counts, strict=True):
        np.add.at(totals, new[count > 0], count[count > 0])
    writer = PostingsWriter(parts, name, term_count, types)
    place_count = 0
    for first, end in _spans(totals):
        blocks = [
            _block(source, name, new, *np.searchsorted(new, (first, end)).tolist())
            for source, new in zip(sources, maps, strict=True)
        ]
        merged = _merge_blocks(blocks)
        writer.add(merged)
        place_count += 0 if merged.steps is None else len(merged.steps)
    writer.finish()
    return place_count


def _spans(totals: NDArray[np.int64]) -> Iterator[tuple[int, int]]:
    """Yield [first, end) of terms in order, each span with a bounded number of postings or a single term."""
    sums = np.cumsum(totals)
    first = 0
    while first < len(totals):
        before = int(sums[first - 1]) if first else 0
        end = max(first + 1, int(np.searchsorted(sums, before + _POSTINGS_AT_ONCE, side="right")))
        yield first, end
        first = end


def _block(source: _Source, name: str, new: Numbers, first: int, end: int) -> Block:
    """Return the posting lists of the terms [first, end) of a source, with new numbers, deleted documents left out."""
    postings = source.content.postings(name)
    docs = postings.docs(first, end)
    terms = np.repeat(new[first:end], postings.counts(first, end))
    stays = source.keep[docs]
    block = Block(terms[stays], source.numbers[docs[stays]])
    if postings.freq_type:
        freqs, steps, long = postings.freqs(first, end), postings.steps(first, end), postings.long(first, end)
        place_stays = np.repeat(stays, freqs)
        block.freqs = freqs[stays].astype(np.intp)
        block.long = long[place_stays[steps == LONG]]
        block.steps = steps[place_stays]
    return block


def _merge_blocks(blocks: Sequence[Block]) -> Block:
    """Return the posting lists of blocks of the same terms; each block's documents come after the one before's."""
    terms = np.concatenate([block.terms for block in blocks])
    docs = np.concatenate([block.docs for block in blocks])
    order = stable_order(terms - int(terms.min(initial=0)) if len(terms) else terms)
    merged = Block(terms[order], docs[order])
    if blocks[0].freqs is not None:
        freqs = np.concatenate([block.freqs for block in blocks if block.freqs is not None])
        steps = np.concatenate([block.steps for block in blocks if block.steps is not None])
        long = np.concatenate([block.long for block in blocks if block.long is not None])
        merged.freqs = freqs[order]
        places = runs(merged.freqs, (np.cumsum(freqs) - freqs)[order])
        merged.steps = steps[places]
        long_number = np.cumsum(steps == LONG) - 1
        merged.long = long[long_number[places[merged.steps == LONG]]]
    return merged


def _merge_column(parts: PartsWriter, name: str, columns: Sequence[NDArray[Any]]) -> None:
    for column in columns:
        parts.write(name, column)


def _merge_stored(parts: PartsWriter, sources: Sequence[_Source]) -> None:
    writer = StoredWriter(parts)
    for source in sources:
        writer.copy(StoredReader(source.content.parts, source.content.document_count), source.keep)
    writer.finish()
