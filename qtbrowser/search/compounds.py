"""Finds words that a typed one is part of: `schifffahrt` in `Dampfschifffahrt`, `18n` in `i18n`.

Only words that no document has are looked for so, and in German libraries those that few have. Others are found as
words, and what is part of them means something else more often than not, as `rain` in `brain`. A search engine that
indexes the parts of words would be several times as large.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

import numpy as np

from qtbrowser.search.evaluation import Mask, Matches, SegmentMatches, counts_of, match_segment, spans_of
from qtbrowser.search.matching import stems_of
from qtbrowser.search.partial import FewMatches, match_few
from qtbrowser.search.query import Clause, Query
from qtbrowser.search.ranking import ranked
from qtbrowser.search.scoring import TermStatistics

SHORTEST = 4
"""Letters of the shortest word that is looked for within others."""

_SHORTEST_WITH_DIGITS = 3
_FEW = 3


def match_rare(
    query: Query,
    full: Sequence[SegmentMatches],
    allowed: Sequence[Mask],
    statistics: TermStatistics,
    *,
    has_compounds: bool,
) -> FewMatches:
    """Return the best matches of a query that few documents meet, as `partial.match_few` does.

    Where documents have its rare words within others, these are among them, below those that have the words.

    Args:
        query, full, allowed, statistics: as for `match_few`.
        has_compounds: whether the library is in a language that joins words, so that the words of few documents are
            looked for within others, too.
    """
    has_full = any(segment.is_match.any() for segment in full)
    found = match_few(query, full, allowed, statistics) if has_full else None
    wider = within_words(query, full, has_compounds=has_compounds) if found is None or found.match == "all" else None
    if wider is not None:
        segments = [
            match_segment(wider, segment.content, segment.first, part, segment.is_live)
            for segment, part in zip(full, allowed, strict=True)
        ]
        within = ranked(wider, segments, statistics)
        if found is not None:
            return found._replace(answered=wider, matches=_below(found.matches, within))
        if len(within.docs):
            return FewMatches("all", wider, within)
    return match_few(query, full, allowed, statistics) if found is None else found


def within_words(query: Query, segments: Sequence[SegmentMatches], *, has_compounds: bool) -> Query | None:
    """Return a query whose rare words may be anywhere within others; None if none of them is within others.

    Args:
        query: what was typed. Phrases, words in quotation marks and those of a field are left as they are.
        segments: all of them.
        has_compounds: as for `match_rare`.
    """
    most = _FEW if has_compounds else 0
    parts = [_widened(part, segments, most) if isinstance(part, Clause) else part for part in query.parts]
    return None if parts == list(query.parts) else replace(query, parts=tuple(parts))


def _widened(clause: Clause, segments: Sequence[SegmentMatches], most: int) -> Clause:
    if clause.field or clause.is_quoted or len(clause.words) != 1:
        return clause
    word = clause.words[0]
    # In so many documents it is at least: of each segment, those of the field in which most have it.
    if word.edits or not _is_long_enough(word.word) or sum(max(counts_of(one, clause)[0]) for one in segments) > most:
        return clause
    inside = replace(word, is_prefix=False, is_inside=True)
    if all(stems_of(segment.content, inside) == spans_of(segment, clause)[0] for segment in segments):
        return clause
    return replace(clause, words=(inside,))


def _is_long_enough(word: str) -> bool:
    return len(word) >= (SHORTEST if word.isalpha() else _SHORTEST_WITH_DIGITS)


def _below(whole: Matches, within: Matches) -> Matches:
    """Return the matches of two queries, those of the first one above the others."""
    docs = np.union1d(whole.docs, within.docs)
    scores = np.zeros(len(docs))
    scores[np.searchsorted(docs, within.docs)] = within.scores
    scores[np.searchsorted(docs, whole.docs)] = whole.scores + float(within.scores.max(initial=0.0)) + 1.0
    return Matches(docs, scores)
