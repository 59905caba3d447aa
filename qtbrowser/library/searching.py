"""Searches over an index and the catalog that belongs to it."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace

from qtbrowser.catalog.catalog import Catalog
from qtbrowser.catalog.catalog_values import AskedQuestion, Entry, Selection
from qtbrowser.catalog.folding import subject_key, topic_key
from qtbrowser.documents.languages import read_languages
from qtbrowser.errors import SubjectNotFound, UsageError
from qtbrowser.library.meaning_search import fused_results, similar_hits
from qtbrowser.library.search_request import SearchRequest
from qtbrowser.library.search_results import FacetCount, Facets, Hit, SearchResults
from qtbrowser.library.sources import Sources
from qtbrowser.meaning.encoded_texts import LONGEST_ANSWER, answer_text
from qtbrowser.search.date_spans import read_dates
from qtbrowser.search.index_values import Scope, Snippet, Sort
from qtbrowser.search.language import parse_query
from qtbrowser.search.query import Kept, Part, Query
from qtbrowser.search.results import IndexFacets, IndexHit, IndexResults
from qtbrowser.search.searcher import Searcher
from qtbrowser.search.suggesting import FEW

_SORTS: dict[str, Sort] = {"relevance": "relevance", "date": "date", "title": "title"}


def search(
    request: SearchRequest, sources: Sources | None, kept_documents: Callable[[Kept], Part]
) -> tuple[SearchResults, Query]:
    """Find documents.

    Args:
        request: what is looked for.
        sources: the index and its catalog; None if there is none yet.
        kept_documents: tells which documents the reader keeps something about.

    Returns:
        The results, without their time, and the query for finding marks.

    Raises:
        SubjectNotFound: no document has the subject.
        UsageError: the sort order or the month is invalid.
        IndexDamaged: the index can't be read.
    """
    if request.sort not in _SORTS:
        raise UsageError(f"Hits can be sorted by {', '.join(_SORTS)}, not by {request.sort}.")
    scope = _scope(request, sources)
    query = parse_query(request.text).with_kept(kept_documents)
    if sources is None or query.is_empty:
        empty = Facets() if request.facets else None
        return SearchResults(request.text, 0, 0.0, (), ignored=query.ignored, facets=empty), query
    # If the index has documents that the catalog does not know, all hits are fetched and those documents are skipped.
    first, last = (request.offset, request.limit) if sources.in_step else (0, sources.searcher.document_count)
    searcher = sources.searcher
    equals = searcher.know_equals(sources.catalog.equal_documents) if request.merge_equal else None

    def find(limit: int, offset: int) -> IndexResults:
        return searcher.search(
            query,
            limit=limit,
            offset=offset,
            scope=scope,
            include_hidden=request.include_hidden,
            sort=_SORTS[request.sort],
            facets=request.facets and offset == first,
            equals=equals,
            apart=request.apart,
        )

    found = find(last, first)
    fused = None
    if sources.in_step and not request.words_only and request.sort == "relevance":
        has_all = first == 0 and len(found.hits) == (found.rows or found.total)
        fused = fused_results(
            query,
            found,
            lambda: found if has_all else find(searcher.document_count, 0),
            sources,
            scope,
            include_hidden=request.include_hidden,
            equals=equals,
            apart=request.apart,
        )
    shown = found.hits if fused is None else fused.hits[first:][:last]
    by_meaning = frozenset[str]() if fused is None else fused.by_meaning
    asked = {} if fused is None else _asked_of(fused.asked, [hit.path for hit in shown], sources.catalog)
    entries = sources.catalog.entries.of_paths([hit.path for hit in shown])
    total, rows = found.total + len(by_meaning), found.rows + len(by_meaning)
    if not sources.in_step:
        known = [hit for hit in found.hits if hit.path in entries]
        rows = len(known)
        total, shown = rows, known[request.offset :][: request.limit]
    answered = found.answered or query
    hits = _hits(shown, entries, lambda hit: _snippet(hit, by_meaning, asked, answered, searcher), sources.catalog)
    missing, best_lacks = found.missing, found.best_lacks
    if missing and by_meaning:
        had = searcher.had_by(missing, by_meaning)
        missing = tuple(word for word in missing if word not in had)
    if fused is not None and not fused.words_decide:
        # Then another hit may be the first.
        best_lacks = ()
    facets = found.facets
    if facets is not None and fused is not None and by_meaning:
        meant = [hit.number for hit in fused.hits if hit.path in by_meaning]
        facets = searcher.facets(query, meant, scope=scope, include_hidden=request.include_hidden)
    results = SearchResults(
        request.text,
        total,
        0.0,
        tuple(_with_equals(_marked(hits, by_meaning, asked), found, request, sources)),
        found.match,
        # Where meaning decides, words that the library lacks are no typing errors.
        _suggestion(query, found, scope, request, sources) if fused is None or fused.words_decide else None,
        query.ignored,
        _facets(facets, sources.catalog),
        missing,
        rows,
        rows if not sources.in_step else total - sum(map(len, found.equals.values())),
        len(by_meaning),
        best_lacks,
    )
    return results, answered


def meeting(text: str, sources: Sources | None, kept_documents: Callable[[Kept], Part]) -> tuple[str, ...]:
    """The paths of all documents that meet the whole of a query, hidden ones too.

    Args:
        text: the query; its last word is whole.
        sources, kept_documents: as for `search`.

    Raises:
        UsageError: a part of the query is not understood.
    """
    query = parse_query(f"{text} ").with_kept(kept_documents)
    if query.ignored:
        raise UsageError(f"This is not understood in a search: {' '.join(query.ignored)}.")
    if sources is None or query.is_empty:
        return ()
    searcher = sources.searcher
    hits = searcher.search(query, limit=searcher.document_count, include_hidden=True, rank=False).hits
    known = sources.catalog.entries.of_paths([hit.path for hit in hits])
    return tuple(hit.path for hit in hits if hit.path in known)


def _asked_of(places: Mapping[str, int], shown: Sequence[str], catalog: Catalog) -> dict[str, AskedQuestion]:
    """Path of a hit by meaning -> the question of its file that was meant."""
    found = {}
    for path in shown:
        if path in places:
            questions = catalog.questions.of(path)
            if places[path] < len(questions):
                found[path] = questions[places[path]]
    return found


def _snippet(
    hit: IndexHit,
    by_meaning: frozenset[str],
    asked: Mapping[str, AskedQuestion],
    answered: Query,
    searcher: Searcher,
) -> Snippet:
    """The passage to show of a hit; of one that has not the words, what was compared with the query, or what the file
    says to the question that was meant.
    """
    if hit.path not in by_meaning:
        return searcher.snippet(hit.number, answered)
    texts = searcher.texts(hit.number)
    if hit.path in asked:
        question = asked[hit.path].question
        _, is_there, behind = texts.answer.partition(question)
        return Snippet(_whole_words(answer_text(question, "", behind if is_there else texts.answer)))
    return Snippet(_whole_words(answer_text(*texts)))


def _whole_words(text: str) -> str:
    """The text of a vector as a reader is to see it: cut between words, with an ellipsis."""
    return text if len(text) < LONGEST_ANSWER else f"{text.rpartition(' ')[0] or text}\u2026"


def _marked(hits: Sequence[Hit], by_meaning: frozenset[str], asked: Mapping[str, AskedQuestion]) -> list[Hit]:
    """Hits, with those by meaning marked as such and with the question of their file that was meant."""
    marked = []
    for hit in hits:
        if hit.path in by_meaning:
            hit = replace(hit, match="meaning")
            if (one := asked.get(hit.path)) is not None:
                hit = replace(hit, question=one.question, anchor=one.anchor)
        marked.append(hit)
    return marked


def _with_equals(hits: Sequence[Hit], found: IndexResults, request: SearchRequest, sources: Sources) -> list[Hit]:
    """Hits with the documents that were made one with each, or with the hit that each would be one with."""
    if not found.equals:
        return list(hits)
    first = {equal.path: path for path in request.apart for equal in found.equals.get(path, ())}
    merged = {hit.path: found.equals[hit.path] for hit in hits if hit.path in found.equals}
    entries = sources.catalog.entries.of_paths([equal.path for equals in merged.values() for equal in equals])
    told = []
    for hit in hits:
        equals = (entries.get(equal.path) for equal in merged.get(hit.path, ()))
        known = tuple(entry for entry in equals if entry is not None)
        told.append(replace(hit, equals=known, is_equal_of=first.get(hit.path, "")))
    return told


def similar(path: str, limit: int, sources: Sources, *, include_hidden: bool = False) -> list[Hit]:
    """The documents most similar to the one at a path, the most similar first; those of the same title come last.

    Raises:
        DocumentNotFound: the index has no such document.
    """
    found = similar_hits(sources.searcher.number(path), limit, sources, include_hidden=include_hidden)
    entries = sources.catalog.entries.of_paths([hit.path for hit in found])
    return _hits(found, entries, lambda hit: sources.searcher.snippet(hit.number, Query("")), sources.catalog)


def related(path: str, limit: int, sources: Sources) -> list[Hit]:
    """The documents most similar to the one at a path, without those that have its title.

    Raises:
        DocumentNotFound: the index has no such document.
    """
    found, entries = _related(path, limit, sources)
    return _hits(found, entries, lambda hit: sources.searcher.snippet(hit.number, Query("")), sources.catalog)


def related_entries(path: str, limit: int, sources: Sources) -> list[Entry]:
    """The same documents as `related`, without snippets, which take a tenth of the time.

    Raises:
        DocumentNotFound: the index has no such document.
    """
    found, entries = _related(path, limit, sources)
    return [entries[hit.path] for hit in found]


def _related(path: str, limit: int, sources: Sources) -> tuple[list[IndexHit], Mapping[str, Entry]]:
    found = similar_hits(sources.searcher.number(path), 2 * limit, sources, include_hidden=False)
    entries = sources.catalog.entries.of_paths([path, *(hit.path for hit in found)])
    title = entries[path].title.casefold() if path in entries else None
    others = [hit for hit in found if hit.path in entries and entries[hit.path].title.casefold() != title]
    return others[:limit], entries


def _scope(request: SearchRequest, sources: Sources | None) -> Scope:
    scope = Scope()
    if request.subject is not None:
        if sources is None or not sources.catalog.subjects.has_subject(subject_key(request.subject)):
            raise SubjectNotFound(f"This library has no subject {request.subject}.")
        subjects, folders = sources.catalog.subjects.search_scope(Selection(request.subject))
        scope = Scope(subjects, folders)
    if request.topic is not None:
        scope = replace(scope, topics=(topic_key(request.topic),))
    if request.month is not None:
        days, is_whole = read_dates(request.month)
        if days is None or not is_whole:
            raise UsageError(f"A month is written as in 2025-01, not as {request.month}.")
        scope = replace(scope, days=days)
    if not request.languages and not request.but:
        return scope
    return replace(scope, languages=read_languages(" ".join(request.languages)), but=request.but)


def _suggestion(
    query: Query, found: IndexResults, scope: Scope, request: SearchRequest, sources: Sources
) -> str | None:
    if found.match == "all" and found.total > FEW:
        return None
    return sources.searcher.suggestion(query, scope=scope, include_hidden=request.include_hidden, full=found.full)


def _facets(counted: IndexFacets | None, catalog: Catalog) -> Facets | None:
    """The facets of a result, with names as spelled in the catalog."""
    if counted is None:
        return None
    subjects: Counter[str] = Counter()
    for key, count in counted.subjects:
        subjects[key] += count
    keys = catalog.subjects.folder_subjects([folder for folder, _ in counted.folders])
    for folder, count in counted.folders:
        if folder in keys:
            subjects[keys[folder]] += count
    names = catalog.subjects.topic_names([key for key, _ in counted.topics])
    by_name = sorted((-count, catalog.subjects.name(key)) for key, count in subjects.items())
    return Facets(
        tuple(FacetCount(name, -count) for count, name in by_name),
        tuple(FacetCount(names[key], count) for key, count in counted.topics if key in names),
        tuple(FacetCount(month, count) for month, count in counted.months),
    )


def _hits(
    found: Sequence[IndexHit],
    entries: Mapping[str, Entry],
    snippet: Callable[[IndexHit], Snippet],
    catalog: Catalog,
) -> list[Hit]:
    """Join index hits with their catalog entries, and with the questions of files that the snippets belong to; a
    document that was just removed is left out.
    """
    hits = []
    places: dict[str, int] = {}
    for hit in found:
        if (entry := entries.get(hit.path)) is not None:
            shown = snippet(hit)
            what = (entry.path, entry.id, entry.title, entry.subject, entry.date)
            hits.append(Hit(*what, hit.score, shown.text, shown.marks, shown.place))
            if shown.first >= 0:
                places[hit.path] = shown.first
    asked = catalog.questions.at(places)
    if not asked:
        return hits
    return [
        replace(hit, question=asked[hit.path].question, anchor=asked[hit.path].anchor) if hit.path in asked else hit
        for hit in hits
    ]
