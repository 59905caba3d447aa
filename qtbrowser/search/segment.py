"""Reads one segment of the index: dictionaries, posting lists and columns, each loaded at its first use."""

from __future__ import annotations

import json
from collections.abc import Sequence
from functools import cached_property
from typing import Any

import numpy as np
from numpy.typing import NDArray
from whoosh.util.numeric import byte_to_length

from qtbrowser.documents.languages import is_language_folder, language_of_file
from qtbrowser.search.analysis import subject_sound
from qtbrowser.search.compound_file import CompoundFile
from qtbrowser.search.edit_distance import NearWords
from qtbrowser.search.lexicon import Lexicon, from_term, to_term
from qtbrowser.search.place_bits import PlaceBits
from qtbrowser.search.postings import Postings
from qtbrowser.search.schema import EXACT_FIELDS, TEXT_FIELDS
from qtbrowser.search.span_sums import SpanSums
from qtbrowser.search.topic_lists import TopicLists

# Whoosh keeps the length of a field in a byte; this is the length that each byte stands for.
BYTE_LENGTHS = np.array([byte_to_length(byte) for byte in range(256)], dtype=np.float64)
COLUMN_TYPES = {"date": ">i4", "features": ">u1", "hidden": ">u1"}
# The dictionaries that do not belong to an exact field: stems, and folded words.
STEMS = "stems"
WORDS = "words"
# The proleptic ordinal of 1 January 1970.
_DAYS_TO_1970 = 719_163


_SEARCH_STEPS = 32
"""So many times the work of looking at one term is what finding one among all of them takes."""


class SegmentContent:
    """Reads a segment.

    Args:
        parts: its file.

    Attributes:
        document_count: the number of documents, including deleted ones.
        last_at: the paths that were looked up last, and which documents are at them: while a query is typed, its
            filters stay the same. None before the first time.
    """

    def __init__(self, parts: CompoundFile) -> None:
        self.parts = parts
        description = json.loads(parts.read(".json"))
        self.document_count = int(description["documents"])
        self._types: dict[str, list[str]] = description["types"]
        self._lexicons: dict[str, Lexicon] = {}
        self._postings: dict[str, Postings] = {}
        self._place_bits: dict[str, PlaceBits] = {}
        self._span_sums: dict[str, SpanSums] = {}
        self._columns: dict[str, NDArray[Any]] = {}
        self.last_at: tuple[frozenset[str], NDArray[np.bool_]] | None = None

    def close(self) -> None:
        """Close the segment's file."""
        self.parts.close()

    def lexicon(self, name: str) -> Lexicon:
        """Return the dictionary of a field (the text fields share one), or that of words for `WORDS`."""
        key = STEMS if name in TEXT_FIELDS else name
        found = self._lexicons.get(key)
        if found is None:
            found = Lexicon(self.parts.read(f".{key}.terms"), self.parts.array(f".{key}.offsets", "<u4"))
            self._lexicons[key] = found
        return found

    def postings(self, field: str) -> Postings:
        """Return the posting lists of a field."""
        found = self._postings.get(field)
        if found is None:
            found = self._postings[field] = Postings(self.parts, field, *self._types.get(field, ()))
        return found

    def place_bits(self, field: str) -> PlaceBits:
        """Return what tells where the common words of a text field are."""
        found = self._place_bits.get(field)
        if found is None:
            lengths = BYTE_LENGTHS.take(self.lengths(field)).astype(np.intp)
            found = self._place_bits[field] = PlaceBits(self.postings(field), lengths)
        return found

    def span_sums(self, field: str) -> SpanSums:
        """Return what adds up the postings of beginnings of words in a text field."""
        found = self._span_sums.get(field)
        if found is None:
            found = self._span_sums[field] = SpanSums(self.postings(field), self.document_count)
        return found

    def lengths(self, field: str) -> NDArray[np.uint8]:
        """Return the length of a text field in each document, encoded as Whoosh's length byte."""
        return self._column(f".{field}.lengths", f"._{field}_len.col", "u1")

    def column(self, name: str) -> NDArray[Any]:
        """Return a column, which has one number for each document."""
        return self._column(name, f".{name}.col", COLUMN_TYPES[name])

    def _column(self, key: str, part: str, dtype: str) -> NDArray[Any]:
        found = self._columns.get(key)
        if found is None:
            found = self.parts.array(part, dtype)
            # Whoosh's columns are big-endian; converted once, they need not be at each comparison.
            found = self._columns[key] = found.astype(found.dtype.newbyteorder("="), copy=False)
        return found

    @cached_property
    def stem_of_word(self) -> NDArray[np.uint32]:
        """The ordinal of the stem of each word."""
        return self.parts.array(".words.stems", "<u4")

    @cached_property
    def word_counts(self) -> NDArray[np.uint32]:
        """The number of occurrences of each word in the segment, including deleted documents."""
        return self.parts.array(".words.counts", "<u4")

    @cached_property
    def months(self) -> tuple[NDArray[np.int32], int]:
        """The number of each document's month, 0 for no date; and the month before that with number 1, as months since
        January of the year 0. Number 1 is January 1970, or the first month of all if that is earlier.
        """
        days = self.column("date").astype(np.int64)
        since_1970 = (days - _DAYS_TO_1970).astype("datetime64[D]").astype("datetime64[M]").astype(np.int64)
        has_date = days > 0
        before = int(since_1970[has_date].min(initial=0)) - 1
        return np.where(has_date, since_1970 - before, 0).astype(np.int32), before + 12 * 1970

    @cached_property
    def topic_lists(self) -> TopicLists:
        """The topics of each document."""
        postings = self.postings("topics")
        count = len(self.lexicon("topics"))
        return TopicLists(postings.docs(0, count), postings.counts(0, count), self.document_count)

    @cached_property
    def further_subjects(self) -> TopicLists | None:
        """The further subjects of each document; None if no document has any."""
        postings = self.postings("also")
        count = len(self.lexicon("also"))
        if not count:
            return None
        return TopicLists(postings.docs(0, count), postings.counts(0, count), self.document_count)

    @cached_property
    def near_words(self) -> NearWords:
        """The search for words within an edit distance of another."""
        return NearWords(self.lexicon(WORDS), self.word_counts)

    @cached_property
    def sounds(self) -> dict[str, list[str]]:
        """The result of `subject_sound` for each value of the fields `subject`, `also` and `folder`."""
        names = ("subject", "also", "folder")
        return {name: [subject_sound(from_term(value)) for value in self.lexicon(name)] for name in names}

    @cached_property
    def folder_languages(self) -> list[tuple[str, ...]]:
        """The tags of languages among the parts of each folder, in lower case with hyphens."""
        return [
            tuple(part.lower().replace("_", "-") for part in from_term(folder).split("/") if is_language_folder(part))
            for folder in self.lexicon("folder")
        ]

    @cached_property
    def file_languages(self) -> dict[str, list[int]]:
        """The tags of languages that files name before their suffix -> the ordinals of their paths."""
        found: dict[str, list[int]] = {}
        for ordinal, path in enumerate(self.lexicon("path")):
            # Most names have one point only.
            if path.count(b".") > 1 and (tag := language_of_file(from_term(path).rpartition("/")[2])):
                found.setdefault(tag, []).append(ordinal)
        return found

    def documents_at(self, paths: frozenset[str]) -> NDArray[np.bool_]:
        """Which documents are at some paths; not to be written into. The last answer is remembered."""
        if self.last_at is not None and (self.last_at[0] is paths or self.last_at[0] == paths):
            return self.last_at[1]
        lexicon, terms = self.lexicon("path"), set(map(to_term, paths))
        if _SEARCH_STEPS * len(terms) > len(lexicon):
            is_wanted = np.fromiter(map(terms.__contains__, lexicon), dtype=np.bool_, count=len(lexicon))
        else:
            ordinals = np.fromiter(map(lexicon.find, terms), dtype=np.int64, count=len(terms))
            is_wanted = np.zeros(len(lexicon), dtype=np.bool_)
            is_wanted[ordinals[ordinals >= 0]] = True
        found: NDArray[np.bool_] = is_wanted[self.value_ordinals("path")]
        found.setflags(write=False)
        self.last_at = (paths, found)
        return found

    def other_languages(self, tags: Sequence[str]) -> NDArray[np.bool_]:
        """Which documents name a language by a folder or before the suffix of their file, and none of `tags`.

        Args:
            tags: in lower case with hyphens; ``pt`` is ``pt-br``, too.
        """

        def is_wanted(language: str) -> bool:
            return any(language == tag or language.startswith(f"{tag}-") for tag in tags)

        named, wanted = (np.zeros(self.document_count, dtype=np.bool_) for _ in range(2))
        for ordinal, languages in enumerate(self.folder_languages):
            if languages:
                (wanted if any(map(is_wanted, languages)) else named)[self.postings("folder").docs(ordinal)] = True
        paths = self.value_ordinals("path")
        for tag, ordinals in self.file_languages.items():
            found = wanted if is_wanted(tag) else named
            found |= np.isin(paths, ordinals)
        return named & ~wanted

    def value_ordinals(self, field: str) -> NDArray[np.int32]:
        """Return the ordinal of each document's value in an exact field with one value for each document."""
        key = f"{field} ordinals"
        found = self._columns.get(key)
        if found is None:
            postings = self.postings(field)
            term_count = len(self.lexicon(field))
            found = np.full(self.document_count, -1, dtype=np.int32)
            found[postings.docs(0, term_count)] = np.repeat(
                np.arange(term_count, dtype=np.int32), np.diff(postings.starts())
            )
            self._columns[key] = found
        return found

    def question(self, document: int) -> bytes:
        """Return the question of a document, folded by `question_key`."""
        return self.lexicon("question")[int(self.value_ordinals("question")[document])]

    def documents_with(self, field: str, value: bytes) -> NDArray[np.uint16]:
        """Return the documents that have `value` in an exact field."""
        ordinal = self.lexicon(field).find(value)
        return np.zeros(0, dtype=np.uint16) if ordinal < 0 else self.postings(field).docs(ordinal)


INDEXED_FIELDS = tuple(sorted(TEXT_FIELDS + EXACT_FIELDS))
