"""Answers queries from one commit of the index."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from contextlib import suppress
from dataclasses import replace
from itertools import chain
from typing import Any

import numpy as np
from numpy.typing import NDArray

from qtbrowser.errors import DocumentNotFound
from qtbrowser.search.codec import ArraySegment
from qtbrowser.search.compounds import match_rare
from qtbrowser.search.equal_hits import EqualDocuments, opened_out
from qtbrowser.search.evaluation import (
    Matches,
    SegmentMatches,
    match_segment,
    matching_docs,
    split_by_segment,
    whoosh_scores,
)
from qtbrowser.search.facets import count_facets
from qtbrowser.search.german import is_german, with_umlauts
from qtbrowser.search.index_values import DocumentTexts, Scope, Snippet, Sort
from qtbrowser.search.language import parse_query
from qtbrowser.search.lexicon import from_term, to_term
from qtbrowser.search.partial import FEW_FULL, FewMatches
from qtbrowser.search.postings import Numbers
from qtbrowser.search.query import Query
from qtbrowser.search.ranking import ranked
from qtbrowser.search.results import IndexFacets, IndexHit, IndexResults
from qtbrowser.search.scoring import TermStatistics
from qtbrowser.search.segment import SegmentContent
from qtbrowser.search.segment_view import EVERYWHERE, SegmentView
from qtbrowser.search.selecting import least_of_best
from qtbrowser.search.similar import key_words
from qtbrowser.search.snippets import make_snippet
from qtbrowser.search.suggesting import FEW, suggest


class Searcher:
    """Searches the documents of one commit; later commits don't change its results.

    It is made by `SearchIndex.searcher`, and must be used by only one thread at a time.

    Args:
        segments: the content and the entry of each segment of the commit.
    """

    def __init__(self, segments: Sequence[tuple[SegmentContent, ArraySegment]]) -> None:
        self._views: list[SegmentView] = []
        first = 0
        for content, segment in segments:
            self._views.append(SegmentView(content, segment, first))
            first += content.document_count
        self._contents = [content for content, _ in segments]
        self._firsts = [view.first for view in self._views]
        self._statistics = TermStatistics(segments, [view.is_live for view in self._views])
        self._equals: EqualDocuments | None = None
        self._is_german: bool | None = None
        self._last: tuple[tuple[object, ...], tuple[FewMatches, int | None]] | None = None
        self.document_count = sum(segment.live_count for _, segment in segments)

    def search(
        self,
        query: Query,
        *,
        limit: int = 20,
        offset: int = 0,
        scope: Scope | None = None,
        include_hidden: bool = False,
        sort: Sort = "relevance",
        rank: bool = True,
        facets: bool = False,
        equals: EqualDocuments | None = None,
        apart: Collection[str] = (),
    ) -> IndexResults:
        """Return the documents that match `query`.

        Args:
            limit, offset: return at most `limit` hits, beginning with number `offset`, counted from 0.
            scope: the part of the library to search; by default all of it.
            include_hidden: also find hidden documents.
            sort: `relevance`; `date`, newest first and documents without a date last; or `title`, A to Z. Ties are
                ordered by path.
            rank: if False, the scores are the base scores, as computed by Whoosh, without `ranking` and `partial`.
            facets: also count the matching documents by subject, topic and month.
            equals: groups of equal documents, of which only the best is a hit; see `know_equals`.
            apart: paths of hits that are followed by their equal documents, as hits of their own.

        Returns:
            the hits and the total; no hits for an empty query.
        """
        if query.is_empty or not self._views:
            return IndexResults(answered=query)
        for content in self._contents:
            content.parts.check_size()
        found = self._evaluated(query, scope or EVERYWHERE, include_hidden, sort, rank=rank)
        if isinstance(found, list):
            return self._in_other_order(self._spelled(query), found, limit, offset, sort, facets, equals, apart)
        (match, query, matches, missing, held, best_lacks), full = found
        counted = count_facets(self._contents, self._firsts, matches.docs) if facets else None
        hits, rows, others = self._page(matches, limit, offset, sort, equals, apart)
        total = len(matches.docs)
        return IndexResults(
            total, hits, match, query, counted, missing, rows, others, held, full, best_lacks=best_lacks
        )

    def _evaluated(
        self, typed: Query, scope: Scope, include_hidden: bool, sort: Sort, *, rank: bool
    ) -> tuple[FewMatches, int | None] | list[SegmentMatches]:
        """Return the matches of a query, with scores, and `IndexResults.full`; if they are to be in another order than
        that of their scores and are not few, without scores.

        The scores of the last query are remembered: facets, further hits and those by meaning are asked for after it.
        """
        asked = (typed, scope, include_hidden, sort == "relevance", rank)
        if self._last is not None and self._last[0] == asked:
            return self._last[1]
        query = self._spelled(typed)
        allowed = [view.allowed(scope, include_hidden) for view in self._views]
        segments = self._matching(query, allowed)
        count = _count(segments)
        if not rank:
            found = FewMatches("all", query, whoosh_scores(segments, query.clauses, self._statistics))
        elif count <= FEW_FULL:
            found = match_rare(query, segments, allowed, self._statistics, has_compounds=self._has_german)
        elif sort != "relevance":
            return segments
        else:
            found = FewMatches("all", query, ranked(query, segments, self._statistics))
        self._last = asked, (found, count if query is typed else None)
        return self._last[1]

    def facets(
        self, query: Query, others: Collection[int], *, scope: Scope | None = None, include_hidden: bool = False
    ) -> IndexFacets:
        """Return the facets of what `search` finds and of other documents.

        Args:
            query, scope, include_hidden: as of the search.
            others: the numbers of the other documents.
        """
        found = self._evaluated(query, scope or EVERYWHERE, include_hidden, "relevance", rank=True)
        matching = matching_docs(found) if isinstance(found, list) else found[0].matches.docs
        return count_facets(self._contents, self._firsts, np.union1d(matching, np.array(list(others), dtype=np.intp)))

    def had_by(self, words: Collection[str], paths: Collection[str]) -> set[str]:
        """Return those of `words` that at least one of a few documents has.

        Args:
            words: words or phrases, as `IndexResults.missing` has them.
            paths: the documents.
        """
        allowed = [np.zeros(content.document_count, dtype=np.bool_) for content in self._contents]
        for path in paths:
            view, number = self._locate(path)
            allowed[self._views.index(view)][number] = True
        had = set()
        for word in words:
            query = self._spelled(parse_query(f"{word} "))
            if any(segment.is_match.any() for segment in self._matching(query, allowed)):
                had.add(word)
        return had

    def _spelled(self, query: Query) -> Query:
        """Return `query` with the other spellings of its words, in a library where such are usual."""
        return with_umlauts(query, self._contents) if self._has_german else query

    @property
    def _has_german(self) -> bool:
        if self._is_german is None:
            self._is_german = is_german(self._contents)
        return self._is_german

    def know_equals(self, groups: Callable[[], Iterable[Sequence[str]]]) -> EqualDocuments:
        """Return the groups of equal documents, for `search`; computed at the first call.

        Args:
            groups: returns the paths of each group of equal documents.
        """
        if self._equals is None:
            known = list(groups())
            numbers = {}
            for path in chain.from_iterable(known):
                with suppress(DocumentNotFound):
                    view, number = self._locate(path)
                    numbers[path] = view.first + number
            count = sum(content.document_count for content in self._contents)
            self._equals = EqualDocuments(known, numbers, count)
        return self._equals

    def _page(
        self,
        matches: Matches,
        limit: int,
        offset: int,
        sort: Sort,
        equals: EqualDocuments | None,
        apart: Collection[str],
    ) -> tuple[list[IndexHit], int, Mapping[str, tuple[IndexHit, ...]]]:
        """Return the requested hits, the number of all hits, and for each hit the equal documents it stands for."""
        if equals is None:
            return self._hits(matches, limit, offset, sort), len(matches.docs), {}
        kept, others = equals.merge(matches, lambda some: self._hits(some, len(some.docs), 0, sort))
        opened = sum(len(others.get(path, ())) for path in apart)
        rows = len(kept.docs) + opened
        if not opened:
            return self._hits(kept, limit, offset, sort), rows, others
        hits = opened_out(self._hits(kept, offset + limit, 0, sort), others, apart)
        return hits[offset:][:limit], rows, others

    def _in_other_order(
        self,
        query: Query,
        segments: Sequence[SegmentMatches],
        limit: int,
        offset: int,
        sort: Sort,
        facets: bool,
        equals: EqualDocuments | None,
        apart: Collection[str],
    ) -> IndexResults:
        """Return results that are not ordered by score; so only the requested hits are scored."""
        docs = matching_docs(segments)
        counted = count_facets(self._contents, self._firsts, docs) if facets else None
        hits, rows, others = self._page(Matches(docs, np.zeros(len(docs))), limit, offset, sort, equals, apart)
        shown = np.sort(np.array([hit.number for hit in hits], dtype=np.intp))
        for segment in segments:
            segment.is_match = np.zeros_like(segment.is_match)
        for index, part in split_by_segment(shown, self._firsts):
            segments[index].is_match[shown[part] - self._firsts[index]] = True
        scored = ranked(query, segments, self._statistics)
        scores = dict(zip(scored.docs.tolist(), scored.scores.tolist(), strict=True))
        hits = [IndexHit(hit.path, scores[hit.number], hit.number) for hit in hits]
        return IndexResults(len(docs), hits, "all", query, counted, (), rows, others)

    def _matching(self, query: Query, allowed: Sequence[NDArray[np.bool_]]) -> list[SegmentMatches]:
        return [
            match_segment(query, view.content, view.first, part, view.is_live if view.has_deleted else None)
            for view, part in zip(self._views, allowed, strict=True)
        ]

    def _hits(self, matches: Matches, limit: int, offset: int, sort: Sort) -> list[IndexHit]:
        docs, scores = matches.docs, matches.scores
        count = offset + limit
        if limit < 1:
            return []
        if sort == "relevance" and len(docs) > count:
            among = (scores >= least_of_best(scores, count)).nonzero()[0]
            docs, scores = docs.take(among), scores.take(among)
        candidates: list[_Candidate] = []
        for index, part in split_by_segment(docs, self._firsts):
            candidates += _best(self._views[index], docs[part], scores[part], count, sort)
        candidates.sort()
        return [IndexHit(from_term(path), score, number) for _, path, score, number in candidates[offset:][:limit]]

    def suggestion(
        self, query: Query, *, scope: Scope | None = None, include_hidden: bool = False, full: int | None = None
    ) -> str | None:
        """Return the text of `query` with probable typing errors corrected.

        Args:
            scope, include_hidden: as for the search.
            full: `IndexResults.full` of that search, so that it need not be counted again.

        Returns:
            None if no correction is needed, because more than a few documents have all that was typed or one asks
            exactly that, or if no correction finds more documents.
        """
        if query.is_empty or (full and all(clause.is_quoted for clause in query.clauses)):
            # What is in quotation marks and was found is meant to the letter.
            return None
        allowed = [view.allowed(scope or EVERYWHERE, include_hidden) for view in self._views]

        def count(asked: Query) -> int:
            return _count(self._matching(asked, allowed))

        found = count(query) if full is None else full
        return (
            None if found > FEW or (found and self._is_asked(query)) else suggest(query, self._contents, count, found)
        )

    def _is_asked(self, query: Query) -> bool:
        """Return whether the query is the question of a document, to the word."""
        key = to_term(query.question)
        return bool(key) and any(len(content.documents_with("question", key)) for content in self._contents)

    def similar(self, document: str | int, *, limit: int = 10, include_hidden: bool = False) -> list[IndexHit]:
        """Return the documents that are most similar to one, the most similar first, but documents with its title last.

        Args:
            document: its path, or the number of a hit.

        Raises:
            DocumentNotFound: no document of the index has this path.
        """
        view, number = self._locate(document)
        own = view.first + number
        stored = view.stored.fields(number)
        query = key_words(stored["title"], stored["answer"], self._views, self._statistics)
        if query.is_empty:
            return []
        allowed = [each.allowed(EVERYWHERE, include_hidden) for each in self._views]
        matches = ranked(query, self._matching(query, allowed), self._statistics)
        # More than `limit`, because the document itself and others with its title may be among the best.
        hits = [hit for hit in self._hits(matches, limit + _DOUBLES, 0, "relevance") if hit.number != own]
        return self.same_title_last(own, hits)[:limit]

    def same_title_last(self, document: int, hits: Sequence[IndexHit]) -> list[IndexHit]:
        """Return hits in their order, but those that have the title of a document last.

        Args:
            document: its number.
        """
        title = self._question(document)
        return sorted(hits, key=lambda hit: self._question(hit.number) == title)

    def number(self, path: str) -> int:
        """Return the number of the document at a path.

        Raises:
            DocumentNotFound: no document of the index has this path.
        """
        view, number = self._locate(path)
        return view.first + number

    def complete(self, text: str, *, limit: int = 8, include_hidden: bool = False) -> list[str]:
        """Return titles of the library that begin with what was typed or contain all its words, the best first.

        Args:
            text: what was typed; nothing is returned if it has anything but words.
        """
        asked = parse_query(text)
        if not asked.question or not asked.clauses:
            return []
        query = replace(asked, parts=tuple(replace(clause, field="title") for clause in asked.clauses))
        allowed = [view.allowed(EVERYWHERE, include_hidden) for view in self._views]
        matches = ranked(query, self._matching(query, allowed), self._statistics)
        titles: dict[bytes, str] = {}
        typed = to_term(asked.question)
        typed_letters = sum(len(word.word) for clause in asked.clauses for word in clause.words)
        for hit in self._hits(matches, limit + _DOUBLES, 0, "relevance"):
            view, document = self._locate(hit.number)
            question = view.question(document)
            goes_on = question.startswith(typed) or typed_letters >= _ENOUGH_LETTERS
            if goes_on and question != typed and question not in titles:
                titles[question] = view.stored.fields(document)["title"]
            if len(titles) == limit:
                break
        return list(titles.values())

    def titled(self, text: str, *, limit: int, include_hidden: bool = False) -> list[tuple[str, str]]:
        """Return documents whose title contains all words of a text, of the last one the beginning; the best first.

        Args:
            text: nothing is returned if it has anything but words.

        Returns:
            (path, title) of each document; the title is folded by `analysis.question_key`.
        """
        asked = parse_query(text)
        if not asked.question or not asked.clauses:
            return []
        query = replace(asked, parts=tuple(replace(clause, field="title") for clause in asked.clauses))
        allowed = [view.allowed(EVERYWHERE, include_hidden) for view in self._views]
        matches = ranked(query, self._matching(query, allowed), self._statistics)
        hits = self._hits(matches, limit, 0, "relevance")
        numbers = np.sort(np.array([hit.number for hit in hits], dtype=np.intp))
        titles: dict[int, bytes] = {}
        for index, part in split_by_segment(numbers, self._firsts):
            view = self._views[index]
            ordinals = view.content.value_ordinals("question").take(numbers[part] - view.first)
            terms = view.content.lexicon("question").terms(ordinals.tolist())
            titles.update(zip(numbers[part].tolist(), terms, strict=True))
        return [(hit.path, from_term(titles[hit.number])) for hit in hits]

    def _question(self, number: int) -> bytes:
        view, document = self._locate(number)
        return view.question(document)

    def snippet(self, document: str | int, query: Query) -> Snippet:
        """Return the passage of a document's answer with most of the words of `query`; see `make_snippet`.

        Args:
            document: the document's path, or the number of the hit.

        Raises:
            DocumentNotFound: no document of the index has this path.
        """
        view, number = self._locate(document)
        stored = view.stored.fields(number)
        snippet = make_snippet(stored["answer"], query)
        if not snippet.marks and "description" in stored:
            # The words may have been found in the summary.
            of_summary = make_snippet(stored["description"], query)
            return replace(of_summary, first=-1) if of_summary.marks else snippet
        return snippet

    def texts(self, document: str | int) -> DocumentTexts:
        """Return the plain texts of a document.

        Raises:
            DocumentNotFound: as `snippet`.
        """
        view, number = self._locate(document)
        stored = view.stored.fields(number)
        return DocumentTexts(stored["title"], stored.get("description", ""), stored["answer"])

    def numbers(self) -> dict[str, int]:
        """Return path -> number within the searcher, of every document."""
        found: dict[str, int] = {}
        for view in self._views:
            live = view.is_live.nonzero()[0]
            ordinals = view.content.value_ordinals("path").take(live)
            paths = view.content.lexicon("path").terms(ordinals.tolist())
            found.update(zip(map(from_term, paths), (live + view.first).tolist(), strict=True))
        return found

    def allowed(self, scope: Scope | None = None, include_hidden: bool = False) -> NDArray[np.bool_]:
        """Return for each number within the searcher whether `search` may find it, with these arguments."""
        parts = [view.allowed(scope or EVERYWHERE, include_hidden) for view in self._views]
        return np.concatenate([np.zeros(0, dtype=np.bool_), *parts])

    def _locate(self, document: str | int) -> tuple[SegmentView, int]:
        for view in self._views:
            if isinstance(document, int):
                if 0 <= document - view.first < view.content.document_count:
                    return view, document - view.first
            else:
                for number in view.content.documents_with("path", to_term(document)).tolist():
                    if view.is_live[number]:
                        return view, number
        raise DocumentNotFound("No document of the search index has this path.", path=str(document))


# With fewer typed letters, not counting stop words, only questions that begin with the typed text are completions.
_ENOUGH_LETTERS = 3
# The number of documents with the same title for which additional hits are requested.
_DOUBLES = 10


def _count(segments: Sequence[SegmentMatches]) -> int:
    """Return the number of matching documents."""
    return sum(int(np.count_nonzero(segment.is_match)) for segment in segments)


# Sort key, of the same type for all candidates of a search; path; score; number within the searcher.
_Candidate = tuple[float | bytes, bytes, float, int]


def _best(view: SegmentView, docs: Numbers, scores: NDArray[np.float64], count: int, sort: Sort) -> list[_Candidate]:
    """Return the first `count` of some matches of a segment in the order of `sort`, and those equal to the last."""
    own = docs - view.first
    keys: NDArray[Any] = scores
    if sort == "title":
        keys = -view.content.value_ordinals("question").take(own)
    elif sort == "date":
        keys = view.content.column("date").take(own)
    among = (keys >= least_of_best(keys, count)).nonzero()[0]
    paths = view.content.value_ordinals("path").take(own.take(among))
    order = np.lexsort((paths, -keys.take(among)))[:count]
    chosen = among.take(order)
    ranks: Sequence[float | bytes] = (
        list(map(view.question, own.take(chosen).tolist())) if sort == "title" else (-keys.take(chosen)).tolist()
    )
    found = view.content.lexicon("path").terms(paths.take(order).tolist())
    return list(zip(ranks, found, scores.take(chosen).tolist(), docs.take(chosen).tolist(), strict=True))
