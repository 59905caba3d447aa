"""Adds to the hits that have the words of a query those that mean the same."""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping
from dataclasses import dataclass

from qtbrowser.library.fusion import (
    FEW_MATCHES,
    LEAST_BESIDE_MATCHES,
    LEAST_NEARNESS,
    MOST_MEANT,
    SIMILAR_WORDS_SHARE,
    fuse,
    is_by_meaning,
    words_decide,
)
from qtbrowser.library.sources import Sources
from qtbrowser.search.equal_hits import EqualDocuments
from qtbrowser.search.index_values import Scope
from qtbrowser.search.query import Query
from qtbrowser.search.results import IndexHit, IndexResults

# Partial matches are at most a hundred, and those as good as the last of them.
_MOST_PARTIAL = 300
# So many similar documents are compared by words and by meaning.
_SIMILAR = 60


@dataclass(frozen=True, slots=True)
class FusedResults:
    """All hits of a query, by words and by meaning.

    Attributes:
        hits: the best first.
        by_meaning: the paths of those that meaning alone has found.
        words_decide: whether the order of the hits by words is kept.
        asked: path of a hit by meaning -> which of the file's questions was meant, from 0; of files that ask many.
    """

    hits: list[IndexHit]
    by_meaning: frozenset[str]
    words_decide: bool
    asked: Mapping[str, int]


def fused_results(
    query: Query,
    found: IndexResults,
    all_of_them: Callable[[], IndexResults],
    sources: Sources,
    scope: Scope,
    *,
    include_hidden: bool,
    equals: EqualDocuments | None,
    apart: Collection[str],
) -> FusedResults | None:
    """Return the hits of a query by words and by meaning.

    Args:
        query: what was typed.
        found: a page of the hits by words.
        all_of_them: gets all hits by words.
        sources: catalog, searcher and vectors, in step.
        scope, include_hidden, equals, apart: where to search, as for `Searcher.search`.

    Returns:
        None if there is nothing to add: the query has operators, the words match well enough, or the library has no
        vectors.
    """
    is_matched = found.match == "all" and found.total > 0
    if not is_by_meaning(query) or found.total > (FEW_MATCHES if is_matched else _MOST_PARTIAL):
        return None
    nearest = sources.meaning.nearest(sources.catalog, sources.searcher)
    vector = None if nearest is None else sources.meaning.encode(query.text)
    if nearest is None or vector is None:
        return None
    words = all_of_them().hits
    nearness = nearest.to_text(vector)
    allowed = sources.searcher.allowed(scope, include_hidden)
    allowed[[hit.number for hit in words]] = False
    keeps_order = words_decide(query, found)
    least = LEAST_BESIDE_MATCHES if is_matched else LEAST_NEARNESS
    paths = nearest.paths
    meant = [
        IndexHit(paths[number], near, number) for number, near in nearest.best(nearness, allowed, 2 * MOST_MEANT, least)
    ]
    if equals is not None:
        meant = _without_equals(words, meant, equals)
    meant = meant[:MOST_MEANT]
    followed = {equal.path: path for path in apart for equal in found.equals.get(path, ())}
    fused = fuse(words, nearest.of(nearness, [hit.number for hit in words]), meant, followed, keeps_order=keeps_order)
    asked = nearest.nearest_asked(nearness, vector, [hit.number for hit in meant])
    return FusedResults(
        [each.hit for each in fused],
        frozenset(hit.path for hit in meant),
        keeps_order,
        {paths[number]: place for number, place in asked.items()},
    )


def similar_hits(document: int, limit: int, sources: Sources, *, include_hidden: bool) -> list[IndexHit]:
    """Return the documents most similar to one by words and by meaning, as `Searcher.similar`.

    Args:
        document: its number within the searcher.
        limit: the largest number of them.
        sources: catalog, searcher and vectors.
        include_hidden: whether hidden documents are among them.
    """
    searcher = sources.searcher
    words = searcher.similar(document, limit=max(limit, _SIMILAR), include_hidden=include_hidden)
    nearest = sources.meaning.nearest(sources.catalog, searcher) if sources.in_step else None
    nearness = None if nearest is None else nearest.to_document(document)
    if nearest is None or nearness is None:
        return words[:limit]
    allowed = searcher.allowed(None, include_hidden).copy()
    allowed[[document, *(hit.number for hit in words)]] = False
    near = nearest.best(nearness, allowed, _SIMILAR, LEAST_BESIDE_MATCHES)
    meant = [IndexHit(nearest.paths[number], cosine, number) for number, cosine in near]
    known = nearest.of(nearness, [hit.number for hit in words])
    fused = [each.hit for each in fuse(words, known, meant, {}, share=SIMILAR_WORDS_SHARE)]
    return searcher.same_title_last(document, fused)[:limit]


def _without_equals(words: list[IndexHit], meant: list[IndexHit], equals: EqualDocuments) -> list[IndexHit]:
    """Return hits by meaning without those that are equal to a hit before them."""
    seen = {equals.group(hit.number) for hit in words}
    kept = []
    for hit in meant:
        group = equals.group(hit.number)
        if not group or group not in seen:
            kept.append(hit)
            seen.add(group)
    return kept
