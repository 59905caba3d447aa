"""The values that pass between the window and its worker about the list: what to list, and the rows of it."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date as Date
from enum import StrEnum
from typing import TYPE_CHECKING, Literal, NamedTuple

from qtbrowser.catalog.catalog_values import Selection
from qtbrowser.catalog.entry_order import EntryOrder

if TYPE_CHECKING:
    from qtbrowser.library import Facets

Marks = tuple[tuple[int, int], ...]


class FacetKind(StrEnum):
    """The kinds of facets; the values are the fields of Narrowing."""

    SUBJECT = "subject"
    TOPIC = "topic"
    MONTH = "month"


class Narrowing(NamedTuple):
    """The part of the list that the reader wants to see: of one subject, one topic, one month; None is any."""

    subject: str | None = None
    topic: str | None = None
    month: str | None = None

    def __bool__(self) -> bool:
        return any(value is not None for value in self.values().values())

    def values(self) -> dict[FacetKind, str | None]:
        """What is chosen of each kind."""
        return {FacetKind.SUBJECT: self.subject, FacetKind.TOPIC: self.topic, FacetKind.MONTH: self.month}

    def switched(self, kind: FacetKind, name: str) -> Narrowing:
        """A narrowing in which `name` is chosen, or not chosen any more if it was."""
        return self._replace(**{kind.value: None if self.values()[kind] == name else name})


@dataclass(frozen=True, slots=True)
class ListRequest:
    """What the list shows: the questions of `selection`, the hits for `text` if it is not empty, or documents similar
    to one.

    Attributes:
        text: the query as typed.
        selection: what is selected in the tree.
        within: whether a search stays inside the selection.
        sort: order of the hits: "relevance", "date" or "title".
        narrowing: the part of the hits that is wanted.
        similar_to: path of the document whose similar documents are to be listed, in place of anything else; empty for
            none.
        similar_title: its title.
        order: order of the questions where nothing is searched for.
        words_only: whether what is found by its meaning alone is left out.
        languages: tags of the languages in which hits are wanted; empty for all.
        hides_known: whether documents that the reader knows are left out.
        opened: paths of hits whose equal documents, and of files whose questions, are shown as rows of their own.
    """

    text: str = ""
    selection: Selection = field(default_factory=Selection)
    within: bool = True
    sort: str = "relevance"
    narrowing: Narrowing = field(default_factory=Narrowing)
    similar_to: str = ""
    similar_title: str = ""
    order: EntryOrder = EntryOrder.TITLE
    words_only: bool = False
    languages: tuple[str, ...] = ()
    hides_known: bool = False
    opened: frozenset[str] = frozenset()

    @property
    def is_search(self) -> bool:
        """Whether hits are listed, not questions."""
        return bool(self.text.strip()) and not self.is_similar

    @property
    def is_similar(self) -> bool:
        """Whether documents similar to one are listed."""
        return bool(self.similar_to)

    @property
    def base(self) -> Selection:
        """The part of the library from which the list is, before narrowing."""
        if self.is_similar or (self.is_search and not self.within):
            return Selection(include_hidden=self.selection.include_hidden)
        return self.selection

    @property
    def scope(self) -> Selection:
        """The part of the library that the list is taken from."""
        base, narrowing = self.base, self.narrowing
        if self.is_similar:
            return base
        subject, topic = narrowing.subject or base.subject, narrowing.topic or base.topic
        return base._replace(subject=subject, topic=topic, month=narrowing.month)


@dataclass(frozen=True, slots=True)
class Row:
    """One row of the list: a question, or a hit with its snippet. Marks are in UTF-16 units, as in Qt.

    Attributes:
        place: how many found words of the answer come before those of the snippet.
        equals: path and subject of the documents of equal question and answer that this row is for, too.
        is_opened: whether those, or the file's questions, have rows of their own behind this one.
        is_equal: whether it is such a row.
        file: the file's name, where question and subject don't tell the row from others.
        own_date: the date in the document's own form; empty for the usual one.
        in_other_words: whether only the meaning of the document is near to the query.
        question, anchor: of a hit in a file that asks many, the question that it belongs to, and its place on the page.
        questions: how many questions the file asks, which the row can be opened into.
        is_entry: whether the row is one question of an opened file, `title`, at `anchor`.
        library: the name of the library, of a hit in another one than the open one; else empty.
        library_folder: that library's folder, an absolute path.
    """

    path: str
    title: str
    subject: str = ""
    date: Date | None = None
    hidden: bool = False
    title_marks: Marks = ()
    snippet: str = ""
    snippet_marks: Marks = ()
    place: int = 0
    equals: tuple[tuple[str, str], ...] = ()
    is_opened: bool = False
    is_equal: bool = False
    file: str = ""
    own_date: str = ""
    in_other_words: bool = False
    question: str = ""
    anchor: str = ""
    questions: int = 0
    is_entry: bool = False
    library: str = ""
    library_folder: str = ""

    @property
    def key(self) -> str:
        """What tells the row from the others of its list: the path, of a question with its anchor."""
        return f"{self.path}#{self.anchor}" if self.is_entry else self.path

    @property
    def opens(self) -> bool:
        """Whether it can be opened into further rows."""
        return bool(self.equals) or self.questions > 0


@dataclass(frozen=True, slots=True)
class RowsPage:
    """Some rows of a list.

    Attributes:
        request: the request.
        total: the number of rows of the whole list.
        offset: the row at which `rows` begin.
        rows: the rows.
        anchors: path -> row of the requested documents that were found.
        match: "some" if the hits are the best partial matches.
        suggestion: what was probably meant, or None.
        ignored: the pieces of the text that could not be understood.
        documents: how many documents the hits are.
        distinct: how many hits they make where equal documents are one.
        missing: with "some", the words that no hit has.
        best_lacks: with "some", where each word is in some hit, those that the first lacks.
        is_provisional: whether hits by meaning are still to come, because the sentence model is not loaded yet.
        entries: how many of all rows are questions of opened files.
    """

    request: ListRequest
    total: int
    offset: int
    rows: tuple[Row, ...]
    anchors: dict[str, int]
    match: Literal["all", "some"] = "all"
    suggestion: str | None = None
    ignored: tuple[str, ...] = ()
    missing: tuple[str, ...] = ()
    documents: int = 0
    distinct: int = 0
    is_provisional: bool = False
    entries: int = 0
    best_lacks: tuple[str, ...] = ()


class FacetsPage(NamedTuple):
    """The facets of all hits of a request, and the number of hits."""

    request: ListRequest
    total: int
    facets: Facets


class Completions(NamedTuple):
    """Questions of the library that complete what was typed, the best first."""

    text: str
    questions: tuple[str, ...]


def utf16_marks(text: str, marks: tuple[tuple[int, int], ...] | list[tuple[int, int]]) -> Marks:
    """Marks counted in code points -> the same marks counted in UTF-16 units, as QString counts."""
    if text.isascii() or not any(character > "\uffff" for character in text):
        return tuple((start, end) for start, end in marks)
    return tuple((_units(text[:start]), _units(text[:end])) for start, end in marks)


def _units(text: str) -> int:
    return len(text.encode("utf-16-le", "surrogatepass")) // 2
