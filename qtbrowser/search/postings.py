"""Posting lists as arrays: a field's terms, the documents that have them, and their positions.

Each field has these arrays. They contain the items of its terms in the order of the lexicon:

- `.docs`, uint16: the documents that contain a term, ascending;
- `.freqs`, unsigned: the number of occurrences of the term in each of these documents;
- `.steps`, uint8: for each position in a document, its distance from the previous position (from the beginning of the
  document for the first one); 255 means that the distance is the next item of `.long`;
- `.long`, unsigned: the distances of 255 and more;
- `.starts`, `.step_starts`, `.long_starts`, uint32: the index of each term's first item in `.docs` and `.freqs`, in
  `.steps` and in `.long`; the last item is the length of that array.

Exact fields have only `.docs` and `.starts`. Numbers are little-endian. A segment has at most 65,536 documents, so a
document's number takes two bytes and an array of them is used as it is stored on disk.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any, NamedTuple

import numpy as np
from numpy.typing import NDArray

from qtbrowser.search.compound_file import CompoundFile, CompoundFileWriter

MOST_DOCUMENTS = 1 << 16
LONG = 255
# A document and a place in it are one number: the place takes the lower bits. A text of 2**40 words is no matter.
PLACE_BITS = 40
# With so many times fewer places than numbers, only the sums at the places are kept.
_FEW_SUMS = 8
# So many posting lists are remembered of a field, as places in a mapped file.
_MOST_SLICES = 2048

Numbers = NDArray[np.intp]


def narrowest(largest: int) -> str:
    """Return the narrowest unsigned, little-endian dtype that can hold `largest`."""
    return "<u1" if largest < 1 << 8 else "<u2" if largest < 1 << 16 else "<u4"


def runs(counts: NDArray[Any], begins: NDArray[Any] | int = 0) -> Numbers:
    """Return the concatenated ranges [begin, begin + n), one for each n of `counts` and the begin of the same index."""
    if len(counts) and counts.min() > 0:
        # A cumulative sum of ones, with a jump at the first number of each run; faster than np.repeat.
        ends = np.cumsum(counts, dtype=np.intp)
        leaps = np.ones(ends[-1], dtype=np.intp)
        firsts = np.full(len(ends), begins) if isinstance(begins, int) else begins.astype(np.intp)
        leaps[0] = firsts[0]
        leaps[ends[:-1]] = firsts[1:] - firsts[:-1] - counts[:-1] + 1
        return np.cumsum(leaps)
    ends = np.cumsum(counts, dtype=np.intp)
    numbers: Numbers = np.arange(ends[-1] if len(ends) else 0)
    numbers += np.repeat(begins - ends + counts, counts)
    return numbers


def stable_order(keys: NDArray[Any]) -> Numbers:
    """Return the indices that sort `keys` (0 .. 2**32 - 1) stably.

    It makes two passes of NumPy's radix sort for 16 bits, which is twice as fast as NumPy's sort of wider numbers.
    """
    order: Numbers = np.argsort(keys.astype(np.uint16, copy=False), kind="stable")
    if keys.itemsize > 2 and len(keys) and int(keys.max()) >= 1 << 16:
        order = order[np.argsort((keys >> 16).astype(np.uint16)[order], kind="stable")]
    return order


@dataclass(slots=True)
class Block:
    """The posting lists of consecutive terms, in the order of the lexicon, beginning with the ordinal `first`.

    `counts` has up to three arrays: the number of postings of each term and, in text fields, its numbers of positions
    and of long distances. An array may be shorter than the number of terms; the missing counts are 0. `freqs`, `steps`
    and `long` are None in exact fields.
    """

    first: int
    counts: Sequence[Numbers]
    docs: NDArray[Any]
    freqs: NDArray[Any] | None = None
    steps: NDArray[np.uint8] | None = None
    long: NDArray[Any] | None = None

    def types(self) -> list[str]:
        """Return the narrowest dtypes for `.freqs` and `.long`; an empty tuple in an exact field."""
        return [narrowest(int(part.max(initial=0))) for part in (self.freqs, self.long) if part is not None]


def invert(terms: NDArray[Any], docs: NDArray[Any], places: NDArray[Any], count: int) -> Block:
    """Return the posting lists of a text field.

    Args:
        terms: for each word, the ordinal of its term; words without a term have an ordinal above all others.
        docs: for each word, its document; for each term, the pairs of document and position ascend.
        places: for each word, its position in the document.
        count: the number of words that have a term.
    """
    order = stable_order(terms)[:count]
    terms, docs, places = terms.take(order), docs.take(order), places.take(order)
    # These arrays are what indexing takes most memory for: each goes as soon as it can.
    del order
    goes_on = np.zeros(count, dtype=bool)
    np.equal(terms[1:], terms[:-1], out=goes_on[1:])
    goes_on[1:] &= docs[1:] == docs[:-1]
    # Now the distances.
    places[1:] -= places[:-1] * goes_on[1:]
    firsts = np.flatnonzero(~goes_on)
    docs = docs[firsts]
    steps = np.minimum(places, LONG).astype(np.uint8)
    long = np.flatnonzero(steps == LONG)
    distances = places[long]
    del places, goes_on
    counts = [np.bincount(found) for found in (terms[firsts], terms, terms[long])]
    return Block(0, counts, docs, np.diff(firsts, append=count), steps, distances)


@dataclass(slots=True)
class PostingsWriter:
    """Writes the posting lists of one field, block by block.

    Args:
        parts: the segment that is written.
        name: the field.
        term_count: the number of terms in its lexicon.
        types: dtypes wide enough for every item of `.freqs` and `.long`; empty for exact fields.
    """

    parts: CompoundFileWriter
    name: str
    term_count: int
    types: Sequence[str] = ()
    _counts: list[NDArray[np.int64]] = field(init=False)

    def __post_init__(self) -> None:
        self._counts = [np.zeros(self.term_count, dtype=np.int64) for _ in range(3)]
        # A field without terms has the same arrays; they are empty.
        for name in ("docs", "freqs", "steps", "long") if self.types else ("docs",):
            self.parts.part(f".{self.name}.{name}")

    def add(self, block: Block) -> None:
        """Append the posting lists of terms that follow all terms added before."""
        for counts, added in zip(self._counts, block.counts, strict=False):
            counts[block.first : block.first + len(added)] = added
        self.parts.write(f".{self.name}.docs", block.docs.astype("<u2", copy=False))
        if block.freqs is None or block.steps is None or block.long is None:
            return
        self.parts.write(f".{self.name}.freqs", block.freqs.astype(self.types[0], copy=False))
        self.parts.write(f".{self.name}.steps", block.steps)
        self.parts.write(f".{self.name}.long", block.long.astype(self.types[1], copy=False))

    def finish(self) -> None:
        """Write the arrays of starts."""
        names = ("starts", "step_starts", "long_starts") if self.types else ("starts",)
        for name, counts in zip(names, self._counts, strict=False):
            starts = np.zeros(self.term_count + 1, dtype="<u4")
            starts[1:] = np.cumsum(counts)
            self.parts.write(f".{self.name}.{name}", starts)


class Choice(NamedTuple):
    """A selection of the postings of the terms [first, end); of the term `first` alone if there is no `end`.

    The postings are given as ascending indices into the result of `Postings.docs`. `offsets` has the number to add to
    the positions of each of them.
    """

    first: int
    end: int | None
    postings: Numbers
    offsets: Numbers


def joined(arrays: Sequence[NDArray[Any]]) -> NDArray[Any]:
    """Return the concatenation of some arrays; a single array is returned itself, not copied."""
    if len(arrays) == 1:
        return arrays[0]
    return np.concatenate(arrays) if arrays else np.zeros(0, dtype=np.intp)


def sums_at(counts: NDArray[Any], places: Numbers) -> Numbers:
    """Return for some places in `counts` the sum of all numbers up to there, that one included.

    Args:
        places: ascending, none twice.
    """
    if len(places) * _FEW_SUMS > len(counts) or not len(places):
        return counts.cumsum(dtype=np.intp).take(places)
    # NumPy widens numbers slowly where it keeps each sum.
    bounds = np.zeros(len(places), dtype=np.intp)
    bounds[1:] = places[:-1] + 1
    sums: Numbers = np.add.reduceat(counts[: int(places[-1]) + 1], bounds, dtype=np.intp).cumsum()
    return sums


def _summed(distances: Numbers, freqs: Numbers, firsts: Numbers, offsets: Numbers | int) -> Numbers:
    """Return the positions of postings, each plus its posting's offset.

    Args:
        distances: the distances between the positions, posting by posting.
        freqs: the number of positions of each posting, at least one.
        firsts: the index of each posting's first distance.
        offsets: one number for each posting, or one for all.
    """
    # One cumulative sum over all distances; its value before each posting is subtracted from that posting's positions.
    places: Numbers = distances.cumsum()
    places += (offsets - places.take(firsts) + distances.take(firsts)).repeat(freqs)
    return places


class Postings:
    """Reads the posting lists of one field of a segment.

    Args:
        parts: the segment.
        name: the field.
        freq_type, long_type: the dtypes with which `.freqs` and `.long` were written; empty for exact fields.
    """

    def __init__(self, parts: CompoundFile, name: str, freq_type: str = "", long_type: str = "") -> None:
        self.freq_type = freq_type
        self.long_type = long_type
        self._parts = parts
        self._name = name
        self._names = {part: f".{name}.{part}" for part in ("docs", "freqs", "steps", "long")}
        self._starts: dict[str, NDArray[np.uint32]] = {}
        # The same numbers as a memoryview, which returns single items much faster than an array does.
        self._bounds: dict[str, memoryview] = {}
        # Posting lists of a mapped file that were read, and so verified.
        self._slices: dict[tuple[str, int, int | None], NDArray[Any]] = {}

    def starts(self, kind: str = "starts") -> NDArray[np.uint32]:
        """Return the index of each term's first item, and after them the end of the last term; `kind` is the array's
        name.
        """
        found = self._starts.get(kind)
        if found is None:
            found = self._starts[kind] = self._parts.array(f".{self._name}.{kind}", "<u4")
        return found

    def count(self, first: int, end: int | None = None) -> int:
        """Return the total number of postings of the terms [first, end), by default of the term `first` alone."""
        bounds = self._bounds.get("starts") or self._bounds_of("starts")
        count: int = bounds[first + 1 if end is None else end] - bounds[first]
        return count

    def position_count(self, stem: int) -> int:
        """Return how often a term occurs in all documents."""
        bounds = self._bounds.get("step_starts") or self._bounds_of("step_starts")
        count: int = bounds[stem + 1] - bounds[stem]
        return count

    def counts(self, first: int, end: int, kind: str = "starts") -> Numbers:
        """Return the number of items of each of the terms [first, end) in the array `kind`, by default of postings."""
        starts = self.starts(kind)[first : end + 1].astype(np.intp)
        return starts[1:] - starts[:-1]

    def docs(self, first: int, end: int | None = None) -> NDArray[np.uint16]:
        """Return the documents of the terms [first, end), by default of the term `first` alone, term by term."""
        return self._slice("docs", "starts", "<u2", first, end)

    def freqs(self, first: int, end: int | None = None) -> NDArray[Any]:
        """Return the number of occurrences in each of the documents that `docs` returns."""
        return self._slice("freqs", "starts", self.freq_type, first, end)

    def steps(self, first: int, end: int | None = None) -> NDArray[np.uint8]:
        """Return the distances between the positions of the terms, as stored in `.steps`."""
        return self._slice("steps", "step_starts", "<u1", first, end)

    def long(self, first: int, end: int | None = None) -> NDArray[Any]:
        """Return the distances of the terms that are 255 or more."""
        return self._slice("long", "long_starts", self.long_type, first, end)

    def places(self, first: int, end: int | None = None) -> tuple[Numbers, Numbers]:
        """Return the number of positions of each posting of the terms, and the positions, posting by posting."""
        freqs = self.freqs(first, end).astype(np.intp)
        distances = self.steps(first, end).astype(np.intp)
        distances[distances == LONG] = self.long(first, end)
        return freqs, _summed(distances, freqs, freqs.cumsum() - freqs, 0)

    def chosen_places(self, choices: Sequence[Choice]) -> Numbers:
        """Return the positions of terms in some of their documents, each plus the offset of its posting.

        Args:
            choices: one or more selections; none of them is empty.
        """
        counts, ends = [], []
        step_starts = self._bounds_of("step_starts")
        for choice in choices:
            self._verify("steps", 1, *self._step_span(choice))
            freqs = self.freqs(choice.first, choice.end)
            counts.append(freqs.take(choice.postings))
            of_choice = sums_at(freqs, choice.postings)
            of_choice += step_starts[choice.first]
            ends.append(of_choice)
        freqs = joined(counts).astype(np.intp)
        ends_here = freqs.cumsum()
        firsts = ends_here - freqs
        # The indices of the steps of all chosen postings.
        wanted = (joined(ends) - ends_here).repeat(freqs)
        wanted += np.arange(len(wanted))
        steps = self._parts.view if self._parts.is_mapped else self._parts.array
        distances = steps(self._names["steps"], "<u1").take(wanted).astype(np.intp)
        is_long = (distances == LONG).nonzero()[0]
        for choice in choices if len(is_long) else ():
            start, stop = self._step_span(choice)
            places = wanted.take(is_long)
            own = is_long[(places >= start) & (places < stop)]
            long_places = np.flatnonzero(self.steps(choice.first, choice.end) == LONG)
            numbers = np.searchsorted(long_places, wanted.take(own) - start)
            distances[own] = self.long(choice.first, choice.end).take(numbers)
        return _summed(distances, freqs, firsts, joined([choice.offsets for choice in choices]))

    def _step_span(self, choice: Choice) -> tuple[int, int]:
        bounds = self._bounds_of("step_starts")
        return bounds[choice.first], bounds[choice.first + 1 if choice.end is None else choice.end]

    def _slice(self, part: str, kind: str, dtype: str, first: int, end: int | None) -> NDArray[Any]:
        key = (part, first, end)
        found = self._slices.get(key)
        if found is not None:
            return found
        bounds = self._bounds.get(kind) or self._bounds_of(kind)
        start, stop = bounds[first], bounds[first + 1 if end is None else end]
        found = self._parts.array(self._names[part], dtype, start, stop)
        if self._parts.is_mapped:
            # It takes no memory of its own, and the words of a query are looked up several times.
            if len(self._slices) >= _MOST_SLICES:
                self._slices.clear()
            self._slices[key] = found
        return found

    def _verify(self, part: str, width: int, start: int, stop: int) -> None:
        """Verify the check sums of the items [start, stop), of `width` bytes each, if the array is mapped memory."""
        if self._parts.is_mapped and not self._parts.is_verified:
            self._parts.verify(self._names[part], start * width, stop * width)

    def _bounds_of(self, kind: str) -> memoryview:
        found = self._bounds.get(kind)
        if found is None:
            # The memory is contiguous and its numbers are aligned, as a memoryview's cast requires.
            found = self._bounds[kind] = np.require(self.starts(kind), np.uint32, ["C", "A"]).data
        return found
