"""Jobs of the subject tree and the list: plain functions over the Library. No Qt."""

from __future__ import annotations

from contextlib import suppress
from dataclasses import replace
from typing import TYPE_CHECKING

from qtbrowser.catalog.catalog_values import Entry, Selection
from qtbrowser.documents.problem import Problem
from qtbrowser.errors import QtBrowserError
from qtbrowser.garbage import not_collected
from qtbrowser.gui.browse.opened_files import OpenedFiles
from qtbrowser.gui.browse.page_size import PAGE_ROWS
from qtbrowser.gui.browse.rows import Completions, FacetsPage, ListRequest, Row, RowsPage, utf16_marks
from qtbrowser.gui.browse.tree_rows import TreeRows
from qtbrowser.gui.widgets.nouns import Noun

if TYPE_CHECKING:
    from collections.abc import Mapping

    from qtbrowser.catalog.catalog_values import AskedQuestion
    from qtbrowser.library import Hit, Library

HIT_WINDOWS = 2
# One page; documents further down are similar only by chance.
SIMILAR_QUESTIONS = PAGE_ROWS
COMPLETIONS = 8

_LINE_BREAKS = str.maketrans("\n\r\t\v\f\u2028\u2029", " " * 7)


def load_tree(library: Library, include_hidden: bool) -> TreeRows:
    """The whole subject tree."""
    total = library.count(Selection(include_hidden=include_hidden))
    with not_collected():
        noun = Noun.QUESTION if library.holds_questions() else Noun.DOCUMENT
        return TreeRows.of(library.subjects(include_hidden), total, noun)


def load_rows(
    library: Library, request: ListRequest, offset: int, limit: int, *, waits_for_meaning: bool = False
) -> RowsPage:
    """`limit` rows of a list from `offset` on.

    Args:
        library: the open library.
        request: what to list.
        offset, limit: which rows.
        waits_for_meaning: load the sentence model if need be, which takes some tenths of a second. Otherwise the page
            is of words only until it is loaded, and says so.
    """
    if request.is_similar:
        return _similar(library, request, offset)
    if request.is_search:
        return _search(library, request, offset, limit, waits_for_meaning=waits_for_meaning)
    return _questions(library, request, offset, limit)


def deck_of(library: Library, request: ListRequest) -> tuple[str, ...]:
    """The library paths of the documents that a list shows, each once, in its order."""
    narrowing = request.narrowing
    return library.study.deck(
        request.text if request.is_search else "",
        request.selection._replace(but=_left_out(library, request)),
        subject=narrowing.subject,
        topic=narrowing.topic,
        month=narrowing.month,
    )


def load_list(
    library: Library, request: ListRequest, anchors: dict[str, int], *, waits_for_meaning: bool = False
) -> RowsPage:
    """The first page of a list, or the page with a document at which the reader is.

    Args:
        library: the open library.
        request: what to list.
        anchors: path -> former row, nearest to the reader first. The returned page contains the first of them that is
            still in the list, and `RowsPage.anchors` has the row of each found one.
        waits_for_meaning: as for `load_rows`.
    """
    found: dict[str, int] = {}
    page = load_rows(library, request, 0, PAGE_ROWS, waits_for_meaning=waits_for_meaning)
    for path, row in anchors.items():
        place = _find(library, request, path, row, page.total, waits_for_meaning=waits_for_meaning)
        if place is not None:
            found[path] = place
    first = next(iter(found.values()), 0) // PAGE_ROWS * PAGE_ROWS
    if first:
        page = load_rows(library, request, first, PAGE_ROWS, waits_for_meaning=waits_for_meaning)
    return replace(page, anchors=found)


def find_row(library: Library, request: ListRequest, path: str) -> int | None:
    """The row of a document in a list of questions, or None where it is not in it."""
    scope = _scope(library, request)
    row = library.row_of(path, scope, request.order)
    return None if row is None else OpenedFiles(library, request, scope).row_of(row)


def load_facets(library: Library, request: ListRequest) -> FacetsPage:
    """The number of hits of a search, or of questions of a list, for each subject, topic and month."""
    from qtbrowser.library import FacetCount, Facets

    scope = _scope(library, request)
    if not request.is_search:
        spread = library.spread(scope)
        kinds = (spread.subjects, spread.topics, spread.months)
        subjects, topics, months = (tuple(FacetCount(name, count) for name, count in kind) for kind in kinds)
        return FacetsPage(request, library.count(scope), Facets(subjects, topics, months))
    results = library.search(
        request.text,
        0,
        scope.subject,
        request.sort,
        topic=scope.topic,
        month=request.narrowing.month,
        include_hidden=scope.include_hidden,
        facets=True,
        words_only=request.words_only or library.meaning_is_to_be_loaded(request.text),
        languages=request.languages,
        but=scope.but,
    )
    return FacetsPage(request, results.total, results.facets or Facets())


def load_completions(library: Library, text: str, include_hidden: bool) -> Completions:
    """Questions that complete what was typed."""
    return Completions(text, tuple(library.complete(text, COMPLETIONS, include_hidden=include_hidden)))


def random_path(library: Library, selection: Selection, but: str = "") -> str:
    """The path of a random document of a selection, all with equal probability; empty if there is none.

    Args:
        library: the open library.
        selection: a subject, a topic in it, or everything.
        but: the path of a document that is returned only if there is no other.
    """
    import secrets  # takes 5 ms, which the first paint would wait for

    count = library.count(selection)
    here = library.row_of(but, selection) if but and count > 1 else None
    if here is None:
        row = secrets.randbelow(count) if count else 0
    else:
        # One of the others, counted from the excluded one on.
        row = (here + 1 + secrets.randbelow(count - 1)) % count
    found = library.entries(selection, 1, row)
    return found[0].path if found else ""


def load_problems(library: Library) -> list[Problem]:
    """The files that couldn't be read, by path."""
    return library.problems()


def take_turn(_library: Library) -> None:
    """Nothing: its answer tells that the jobs that were asked for before it are done."""


def warm_up(library: Library) -> None:
    """Load the modules that searching and rendering need, so that the first search and document don't wait for it."""
    # Nobody has asked for it: the index may not know yet that the file is gone. What is damaged is told at its use.
    with suppress(QtBrowserError, OSError):
        first = library.entries(limit=1)
        library.search("a", limit=1, words_only=True)
        for entry in first:
            library.render(entry.path, in_parts=True)


def _left_out(library: Library, request: ListRequest) -> frozenset[str]:
    """The paths that a list leaves out: what the reader knows, if that is hidden."""
    return library.kept.known_paths() if request.hides_known else frozenset()


def _scope(library: Library, request: ListRequest) -> Selection:
    """The part of the library that a list is taken from."""
    return request.scope._replace(but=_left_out(library, request))


def _search(library: Library, request: ListRequest, offset: int, limit: int, *, waits_for_meaning: bool) -> RowsPage:
    scope = _scope(library, request)
    is_early = not request.words_only and not waits_for_meaning and library.meaning_is_to_be_loaded(request.text)
    results = library.search(
        request.text,
        limit,
        scope.subject,
        request.sort,
        topic=scope.topic,
        month=request.narrowing.month,
        offset=offset,
        include_hidden=scope.include_hidden,
        merge_equal=True,
        apart=request.opened,
        words_only=request.words_only or is_early,
        languages=request.languages,
        but=scope.but,
    )
    rows = tuple(_hit_row(library, request.text, hit, request.opened) for hit in results.hits)
    notes = (results.match, results.suggestion, results.ignored, results.missing, results.total, results.distinct)
    shown = _completed(library, rows)
    return RowsPage(request, results.rows, offset, shown, {}, *notes, is_early, best_lacks=results.best_lacks)


def _similar(library: Library, request: ListRequest, offset: int) -> RowsPage:
    hidden = request.selection.include_hidden
    hits = library.similar(request.similar_to, SIMILAR_QUESTIONS, include_hidden=hidden)
    rows = tuple(_hit_row(library, "", hit) for hit in hits)
    return RowsPage(request, len(rows), offset, _completed(library, rows[offset:]), {})


def _questions(library: Library, request: ListRequest, offset: int, limit: int) -> RowsPage:
    """Rows of a list of documents, with the questions of opened files behind them."""
    scope = _scope(library, request)
    opened = OpenedFiles(library, request, scope)
    total = library.count(scope) + opened.total
    shown = [opened.at(row) for row in range(offset, min(offset + limit, total))]
    first = shown[0][0] if shown else 0
    count = shown[-1][0] - first + 1 if shown else 0
    entries = library.entries(scope, count, first, request.order)
    asked = library.question_counts([entry.path for entry in entries])
    files = _completed(library, tuple(_file_row(entry, asked, request.opened) for entry in entries))
    rows = tuple(
        files[number - first] if question is None else _entry_row(files[number - first], question)
        for number, question in shown
        if number - first < len(files)
    )
    return RowsPage(request, total, offset, rows, {}, entries=opened.total)


def _file_row(entry: Entry, asked: Mapping[str, int], opened: frozenset[str]) -> Row:
    questions = asked.get(entry.path, 0)
    is_opened = questions > 0 and entry.path in opened
    what = (entry.path, _one_line(entry.title), entry.subject, entry.date, entry.hidden)
    return Row(*what, questions=questions, is_opened=is_opened)


def _entry_row(file: Row, question: AskedQuestion) -> Row:
    words = _one_line(question.question)
    return Row(file.path, words, file.title, hidden=file.hidden, anchor=question.anchor, is_entry=True)


def _completed(library: Library, rows: tuple[Row, ...]) -> tuple[Row, ...]:
    """Rows with their dates in the documents' own form, and with the file's name where the library has another document
    of the same title and subject.
    """
    alike = library.alike([row.path for row in rows])
    dates = library.own_dates({row.path: row.date for row in rows if row.date is not None})
    return tuple(
        replace(row, file=row.path.rpartition("/")[2] if row.path in alike else "", own_date=dates.get(row.path, ""))
        if row.path in alike or row.path in dates
        else row
        for row in rows
    )


def _hit_row(library: Library, words: str, hit: Hit, opened: frozenset[str] = frozenset()) -> Row:
    title, snippet = _one_line(hit.title), _one_line(hit.snippet)
    return Row(
        hit.path,
        title,
        hit.subject,
        hit.date,
        title_marks=utf16_marks(title, library.marks(words, title)),
        snippet=snippet,
        snippet_marks=utf16_marks(snippet, hit.marks),
        place=hit.place,
        equals=tuple((entry.path, entry.subject) for entry in hit.equals),
        is_opened=bool(hit.equals) and hit.path in opened,
        is_equal=bool(hit.is_equal_of),
        in_other_words=hit.match == "meaning",
        question=_one_line(hit.question),
        anchor=hit.anchor,
    )


def _one_line(text: str) -> str:
    return text.translate(_LINE_BREAKS)


def _find(
    library: Library, request: ListRequest, path: str, row: int, total: int, *, waits_for_meaning: bool
) -> int | None:
    """The present row of `path`; None if it was not found.

    Fetching hits is slow and readers stay near the top, so for hits only the pages around `row`, the former row, are
    searched.
    """
    if not request.is_search and not request.is_similar:
        file, _, anchor = path.rpartition("#")
        question = OpenedFiles(library, request, _scope(library, request)).question_row(file, anchor) if file else None
        return find_row(library, request, path) if question is None else question
    for offset in _windows(row, total, PAGE_ROWS)[:HIT_WINDOWS]:
        rows = load_rows(library, request, offset, PAGE_ROWS, waits_for_meaning=waits_for_meaning).rows
        paths = [row.key for row in rows]
        if path in paths:
            return offset + paths.index(path)
        merged = (number for number, row in enumerate(rows) if any(path == equal for equal, _ in row.equals))
        if (number := next(merged, None)) is not None:
            return offset + number
    return None


def _windows(row: int, total: int, size: int) -> list[int]:
    """Offsets of the windows of `size` rows that make up a list, the one with `row` first, then its neighbours."""
    here = max(row, 0) // size
    last = max(total - 1, 0) // size
    return [window * size for window in sorted(range(last + 1), key=lambda window: abs(window - here))]
