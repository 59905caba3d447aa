"""Finds phrases, words side by side or a few words apart, by the positions of their words.

First the documents that have all of the words are found, then the positions of the two words that occur least often in
them are compared, and only in the documents that are left those of the others. The two are compared in blocks of
documents: the positions of one word are marked in a table, in which those of the other are looked up. For words that
are in most documents this takes an eighth of the time of a binary search.

Most phrases have a very common word. Then, first of all, the documents are found that have the rarest word with the
common ones beside it, by `place_bits`.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import numpy as np
from numpy.typing import NDArray

from qtbrowser.search.matching import (
    FEW,
    Found,
    Span,
    begins_of,
    common_docs,
    find_word,
    is_single,
    mask_of,
)
from qtbrowser.search.place_bits import FARTHEST, PlaceBits
from qtbrowser.search.postings import PLACE_BITS, Numbers, Postings, joined
from qtbrowser.search.word_positions import WordPositions, blocks, numbered

# In so few documents phrases are found one by one.
_FEW = 25
_PAIR = 2
# A table may be so many times as long as the fewer positions; else a binary search is faster.
_SPARSE = 64


def find_phrase(
    postings: Postings,
    spans: Sequence[Sequence[Span]],
    is_candidate: NDArray[np.bool_],
    slop: int = 0,
    bits: PlaceBits | None = None,
) -> Found:
    """Return where a text field has a phrase.

    Args:
        postings: of the field.
        spans: for each word of the phrase, two or more, what `stems_of` gives.
        is_candidate: for each document of the segment, whether it matters; others are left out.
        slop: how many other words may be between those of the phrase, in total.
        bits: where the common words of the field are.
    """
    counts = [sum([postings.count(*span) for span in of_word]) for of_word in spans]
    if not all(counts):
        return _nowhere(spans)
    stems = {index: of_word[0][0] for index, of_word in enumerate(spans) if is_single(of_word)}
    is_found = False
    if bits is not None and not slop and (beside := _with_common(bits, stems, counts, is_candidate)):
        rarest, *common = beside
        if len(beside) < len(spans):
            rest = sorted(set(range(len(spans))) - dict(beside).keys(), key=counts.__getitem__)
            return _begun(postings, spans, is_candidate, bits.begins(rarest, common), rest)
        is_candidate = is_candidate & bits.documents(rarest, common)
        is_found = True
    docs = np.zeros(0, dtype=np.intp)
    before: Numbers | None = None
    # For each word that is one stem, the indices of `docs` among its documents.
    at: dict[int, Numbers] = {}
    other_words: dict[int, Found] = {}
    for index in sorted(range(len(spans)), key=counts.__getitem__):
        if index in stems:
            docs, own = common_docs(before, postings.docs(stems[index]), is_candidate)
            at = {**_narrowed(at, before, docs), index: own}
        else:
            among = is_candidate if before is None else mask_of(before, len(is_candidate))
            other_words[index] = find_word(postings, spans[index], among)
            docs = other_words[index].docs
            at = _narrowed(at, before, docs)
        before = docs
        if not len(docs):
            return _nowhere(spans)
    if is_found:
        found = is_candidate
    elif slop:
        found = mask_of(_loose_phrases(postings, spans, mask_of(docs, len(is_candidate)), slop), len(is_candidate))
    else:
        words = [WordPositions(postings, stems[index], index, places) for index, places in at.items()]
        found = _side_by_side(postings, spans, words, docs, len(is_candidate))
    before, docs = docs, found.nonzero()[0]
    at = _narrowed(at, before, docs)
    freqs = [
        postings.freqs(stems[index]).take(at[index])
        if index in stems
        else other_words[index].freqs[0].take(other_words[index].docs.searchsorted(docs))
        for index in range(len(spans))
    ]
    return Found(docs, freqs)


def _with_common(
    bits: PlaceBits, stems: Mapping[int, int], counts: Sequence[int], is_candidate: NDArray[np.bool_]
) -> list[tuple[int, int]]:
    """Return the rarest word of a phrase and behind it the common ones, as indices and stems.

    Args:
        stems: index of each word that is one stem -> its ordinal.
        counts: in how many documents each word is.

    Returns:
        an empty list where the bits of common words don't help: no word is common, or few documents matter.
    """
    words = sorted(stems.items(), key=lambda word: counts[word[0]])
    if len(words) < _PAIR or max(stems) >= FARTHEST:
        return []
    if not _FEW < counts[words[0][0]] <= FEW * np.count_nonzero(is_candidate):
        return []
    common = [word for word in words[1:] if bits.has(word[1])]
    return [words[0], *common] if common else []


def _begun(
    postings: Postings,
    spans: Sequence[Sequence[Span]],
    is_candidate: NDArray[np.bool_],
    begins: Numbers,
    rest: Sequence[int],
) -> Found:
    """Return where a phrase is of which some words are found side by side.

    Args:
        begins: where the phrase may begin by these words.
        rest: the indices of the other words.
    """
    docs = _distinct(begins >> PLACE_BITS)
    docs = docs.take(is_candidate.take(docs).nonzero()[0])
    for index in sorted(rest, key=lambda index: not is_single(spans[index])):
        if not len(docs):
            break
        if is_single(spans[index]):
            stem = spans[index][0][0]
            having, at = common_docs(docs, postings.docs(stem), is_candidate)
            begun = WordPositions(postings, stem, index, at).begins(having, np.arange(len(having)))
        else:
            begun = begins_of(postings, spans[index], mask_of(docs, len(is_candidate)), index)
        begins = _common(begins, begun)
        docs = _distinct(begins >> PLACE_BITS)
    if not len(docs):
        return _nowhere(spans)
    freqs = []
    for of_word in spans:
        if is_single(of_word):
            stem = of_word[0][0]
            freqs.append(postings.freqs(stem).take(common_docs(docs, postings.docs(stem), is_candidate)[1]))
        else:
            freqs += find_word(postings, of_word, mask_of(docs, len(is_candidate))).freqs
    return Found(docs, freqs)


def _nowhere(spans: Sequence[Sequence[Span]]) -> Found:
    """Return that a phrase is in no document."""
    return Found(np.zeros(0, dtype=np.intp), [np.zeros(0, dtype=np.uint8) for _ in spans])


def _narrowed(at: Mapping[int, Numbers], before: Numbers | None, docs: Numbers) -> dict[int, Numbers]:
    """Return arrays that have an item for each of `before` with those of `docs`, which all are among them."""
    if before is None or len(docs) == len(before):
        return dict(at)
    kept = before.searchsorted(docs)
    return {index: places.take(kept) for index, places in at.items()}


def _loose_phrases(
    postings: Postings, spans: Sequence[Sequence[Span]], is_candidate: NDArray[np.bool_], slop: int
) -> Numbers:
    """Return the documents that have the words in this order with at most `slop` others between them.

    From each place of the first word on, the next place of each following word is taken: no other choice ends sooner.
    """
    begins = ends = begins_of(postings, spans[0], is_candidate, 0)
    for of_word in spans[1:]:
        places = begins_of(postings, of_word, is_candidate, 0)
        at = np.searchsorted(places, ends, side="right")
        begins, at = begins[at < len(places)], at[at < len(places)]
        ends = places[at]
    # Documents are so far apart that no phrase goes from one into the next.
    return begins[ends - begins <= slop + len(spans) - 1] >> PLACE_BITS


def _side_by_side(
    postings: Postings, spans: Sequence[Sequence[Span]], words: Sequence[WordPositions], docs: Numbers, count: int
) -> NDArray[np.bool_]:
    """Return for each document of the segment whether it has the words side by side.

    Args:
        words: those that are one stem each.
        docs: the documents that have all words.
        count: the number of documents of the segment.
    """
    rest = sorted(set(range(len(spans))) - {word.index for word in words})
    words = sorted(words, key=len)
    if not rest and len(docs) <= _FEW:
        return mask_of(docs.take([number for number in range(len(docs)) if _are_side_by_side(words, number)]), count)
    if len(words) > 1:
        begins = _pairs(words[0], words[1], docs)
    elif words:
        begins = words[0].begins(docs, np.arange(len(docs)))
    else:
        begins = begins_of(postings, spans[rest[0]], mask_of(docs, count), rest.pop(0))
    having = mask_of(begins >> PLACE_BITS, count)
    if not len(begins):
        return having
    for word in words[2:]:
        begins = _common(begins, word.begins(docs, having.take(docs).nonzero()[0]))
        having = mask_of(begins >> PLACE_BITS, count)
    for index in rest:
        begins = _common(begins, begins_of(postings, spans[index], having, index))
        having = mask_of(begins >> PLACE_BITS, count)
    return having


def _are_side_by_side(words: Sequence[WordPositions], number: int) -> bool:
    """Return whether one document has words side by side; `number` is its index among those that have all of them.

    In few documents plain numbers are faster than arrays.
    """
    begins = words[0].begins_in(number)
    for word in words[1:]:
        begins &= word.begins_in(number)
        if not begins:
            return False
    return True


def _pairs(one: WordPositions, other: WordPositions, docs: Numbers) -> Numbers:
    """Return where two words are as far apart as in the phrase: where it begins, as `begins_of` tells it, ascending."""
    index = max(one.index, other.index)
    begins = []
    for start, stop in blocks(one.freqs + other.freqs):
        few, many = one.positions(slice(start, stop)), other.positions(slice(start, stop))
        # Each document has a range of numbers of its own; a phrase may begin before the document does.
        ends = (np.maximum(few.lasts, many.lasts) + index + 1).cumsum()
        bases = np.concatenate((np.zeros(1, dtype=np.intp), ends[:-1]))
        numbers = numbered(few, bases + index - one.index)
        others = numbered(many, bases + index - other.index)
        found = _among(numbers, others, int(ends[-1]))
        at = bases.searchsorted(found, side="right") - 1
        begins.append((docs[start:stop].take(at) << PLACE_BITS) + found - bases.take(at) - index)
    return joined(begins)


def _among(few: Numbers, many: Numbers, end: int) -> Numbers:
    """Return the numbers that two ascending arrays have in common; all are in [0, end)."""
    if end > _SPARSE * len(few):
        return _common(few, many)
    is_there = np.zeros(end, dtype=np.bool_)
    is_there[few] = True
    return many.take(is_there.take(many).nonzero()[0])


def _distinct(ascending: Numbers) -> Numbers:
    """Return ascending numbers, each once."""
    if len(ascending) < _PAIR:
        return ascending
    is_first = np.ones(len(ascending), dtype=np.bool_)
    np.not_equal(ascending[1:], ascending[:-1], out=is_first[1:])
    return ascending.take(is_first.nonzero()[0])


def _common(some: Numbers, others: Numbers) -> Numbers:
    """Return what two ascending arrays have in common."""
    few, many = (some, others) if len(some) <= len(others) else (others, some)
    if not len(many):
        return many
    common: Numbers = few.take((many.take(many.searchsorted(few), mode="clip") == few).nonzero()[0])
    return common
