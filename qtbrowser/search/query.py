"""The value of a parsed query; `language` makes it from text."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from enum import StrEnum
from functools import cached_property

from qtbrowser.search.index_values import Feature
from qtbrowser.search.marking import Marker, Wanted


@dataclass(frozen=True, slots=True)
class QueryWord:
    """One word of a query: `stem` is what the index knows it by, `word` what was typed, folded.

    With `is_prefix` it stands for all words that begin so, with `edits` for all within so many typing errors, with
    `is_inside` for all that have it anywhere in them. `also` are other spellings that mean the same.
    """

    word: str
    stem: str
    is_prefix: bool = False
    edits: int = 0
    is_inside: bool = False
    also: tuple[QueryWord, ...] = ()


@dataclass(frozen=True, slots=True)
class Clause:
    """Words that must be next to each other, in this order; most often a single one.

    Attributes:
        words: the words.
        field: the text field that they must be in; any where it is empty.
        slop: how many other words may be between them, in total.
        is_quoted: whether the reader set it in quotation marks.
    """

    words: tuple[QueryWord, ...]
    field: str = ""
    slop: int = 0
    is_quoted: bool = False

    def __hash__(self) -> int:
        # Clauses are looked up all the time while a query is answered, and differ in their words.
        return hash(self.words[0].word if self.words else self.field)


@dataclass(frozen=True, slots=True)
class Identity:
    """Documents with this id."""

    value: str


@dataclass(frozen=True, slots=True)
class SubjectName:
    """Documents of a subject any part of whose name begins with `value`, which `subject_sound` made."""

    value: str


@dataclass(frozen=True, slots=True)
class InLanguage:
    """Documents that are in a language by the name of a folder or file; the tag ``pt`` stands for ``pt-br``, too."""

    tag: str


@dataclass(frozen=True, slots=True)
class Dates:
    """Documents of the days from `first` to `last`, both included, as proleptic Gregorian ordinals."""

    first: int
    last: int


@dataclass(frozen=True, slots=True)
class Having:
    """Documents whose answer holds a formula, a listing or a table."""

    feature: Feature


class KeptKind(StrEnum):
    """What a reader may keep about a document, as the query language calls it."""

    UNREAD = "unread"
    BEGUN = "begun"
    READ = "read"
    KNOWN = "known"
    BOOKMARKED = "bookmarked"
    NOTE = "note"
    HIGHLIGHT = "highlight"
    FOLDER = "in"
    WORDS = "words"
    RECENT = "recent"


@dataclass(frozen=True, slots=True)
class Kept:
    """Documents about which the reader keeps something; whoever knows it makes `AtPaths` of this before the search.

    Attributes:
        kind: what.
        value: the folder of bookmarks of `KeptKind.FOLDER`, the text of `KeptKind.WORDS`.
        clause: the words of `KeptKind.WORDS`, side by side in a text of the reader's own.
    """

    kind: KeptKind
    value: str = ""
    clause: Clause | None = None


@dataclass(frozen=True, slots=True)
class AtPaths:
    """Documents at some paths."""

    paths: frozenset[str]


@dataclass(frozen=True, slots=True)
class Not:
    """Documents that do not meet `part`."""

    part: Part


@dataclass(frozen=True, slots=True)
class Either:
    """Documents that meet one of `parts` or more."""

    parts: tuple[Part, ...]


@dataclass(frozen=True, slots=True)
class Every:
    """Documents that meet all of `parts`."""

    parts: tuple[Part, ...]


Part = Clause | Identity | SubjectName | InLanguage | Dates | Having | Kept | AtPaths | Not | Either | Every


@dataclass(frozen=True)
class Query:
    """A question to the index: every part must be met.

    Attributes:
        text: what was typed.
        parts: what is looked for; empty where the text held nothing to look for.
        ignored: the pieces of the text that could not be understood, in order.
        question: the words typed, very common ones too, folded and joined by spaces, where the text may be a question:
            nothing but words, perhaps in quotation marks or brackets. Else empty.
        is_open: whether the last word may be only begun.
    """

    text: str
    parts: tuple[Part, ...] = ()
    ignored: tuple[str, ...] = ()
    question: str = ""
    is_open: bool = False

    @property
    def is_empty(self) -> bool:
        """Whether there is nothing to look for."""
        return not self.parts

    @cached_property
    def clauses(self) -> tuple[Clause, ...]:
        """The words and phrases looked for, each once, in the order of the text; excluded ones are not among them."""
        return tuple(dict.fromkeys(clause for part in self.parts for clause in clauses_of(part)))

    @cached_property
    def marker(self) -> Marker:
        """What finds the words of this query in a text."""
        return Marker((tuple(map(_wanted, clause.words)), clause.slop) for clause in self.clauses)

    def with_kept(self, at_paths: Callable[[Kept], Part]) -> Query:
        """Return the query with each `Kept` part replaced by what it stands for; itself if it has none."""
        parts = tuple(_with_kept(part, at_paths) for part in self.parts)
        return self if parts == self.parts else replace(self, parts=parts)

    def marks(self, text: str) -> list[tuple[int, int]]:
        """Return where `text`, any plain text, holds the words looked for, as [start, end) in code points.

        Words are found by stem, the last one also by its beginning, phrases only as a whole. Marks are in order
        and do not overlap.
        """
        return [(start, end) for start, end, _ in self.marker.find(text)]


def _wanted(word: QueryWord) -> Wanted:
    also = tuple(map(_wanted, word.also))
    return Wanted(word.word, word.stem, word.is_prefix, word.edits, word.is_inside, also)


def _with_kept(part: Part, at_paths: Callable[[Kept], Part]) -> Part:
    if isinstance(part, Kept):
        return at_paths(part)
    if isinstance(part, Not):
        return Not(_with_kept(part.part, at_paths))
    if isinstance(part, Either | Every):
        return replace(part, parts=tuple(_with_kept(inner, at_paths) for inner in part.parts))
    return part


def clauses_of(part: Part) -> Iterator[Clause]:
    """Yield the words and phrases of a part that are looked for, not those that are excluded."""
    if isinstance(part, Clause):
        yield part
    elif isinstance(part, Either | Every):
        for inner in part.parts:
            yield from clauses_of(inner)
