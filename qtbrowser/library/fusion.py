"""Makes one list of the documents that have the words of a query and those that mean the same.

Where the words match well, their order stays, and what is meant follows: where documents have all of them, or all but a
typing error; where the words are few; and where they are keywords, without any very common word, and documents have at
least half of their weight. Otherwise the list is ordered by the sum of

- the nearness in meaning: the cosine of the vectors of query and document;
- `WORDS_SHARE` of the score by words, as a part of the best one.

The two are on different scales, so the share was measured: with questions asked in other words than the documents'
(tests/benchmarks/search/own_words.py) results are alike between 0.1 and 0.2, and fall off on both sides. The bounds
were measured too: with these, no class of known documents (tests/benchmarks/search/known_items.py) is found later
than by words only.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import NamedTuple

from qtbrowser.search.analysis import STOP_WORDS
from qtbrowser.search.query import Clause, Query
from qtbrowser.search.results import IndexHit, IndexResults

WORDS_SHARE = 0.15
# The same for documents similar to another one, whose words are many.
SIMILAR_WORDS_SHARE = 0.3
# A query with fewer words says too little for its meaning to overrule them.
FEWEST_WORDS = 3
# How much of the weight of all words a document must have, for the words to decide: of keywords, and of a sentence.
ENOUGH_OF_KEYWORDS = 0.5
ENOUGH_OF_SENTENCE = 0.95
# With more documents that have all words, no others are added.
FEW_MATCHES = 10
# The largest number of documents that are found by their meaning alone.
MOST_MEANT = 20
# The least nearness of a document that is found by its meaning alone, where others have all words and where not.
LEAST_BESIDE_MATCHES = 0.45
LEAST_NEARNESS = 0.3


class FusedHit(NamedTuple):
    """A hit, and whether its meaning alone has found it."""

    hit: IndexHit
    by_meaning: bool


def is_by_meaning(query: Query) -> bool:
    """Return whether what is meant by a query may be looked for: it is words alone, without operators or quotes."""
    return bool(query.question) and all(
        isinstance(part, Clause) and not part.is_quoted and not part.field for part in query.parts
    )


def words_decide(query: Query, found: IndexResults) -> bool:
    """Return whether the words of a query match so well that the order of their hits stays."""
    if not found.total or len(query.clauses) < FEWEST_WORDS or found.match == "all":
        return True
    is_sentence = bool(STOP_WORDS.intersection(query.question.split()))
    return found.held >= (ENOUGH_OF_SENTENCE if is_sentence else ENOUGH_OF_KEYWORDS)


def fuse(
    words: Sequence[IndexHit],
    nearness: Sequence[float],
    meant: Sequence[IndexHit],
    followed: Mapping[str, str],
    *,
    keeps_order: bool = False,
    share: float = WORDS_SHARE,
) -> list[FusedHit]:
    """Return one list of hits.

    Args:
        words: all documents that have the words, the best first.
        nearness: in meaning, of each of them.
        meant: the documents nearest in meaning that are not among them, the nearest first; nearness is their score.
        followed: path of a hit that is equal to another -> the path of that one, which it stays behind.
        keeps_order: see `words_decide`.
        share: how much the score by words counts beside the nearness.
    """
    found = [FusedHit(hit, False) for hit in words]
    others = [FusedHit(hit, True) for hit in meant]
    if keeps_order or not words:
        return [*found, *others]
    best = max(hit.score for hit in words)
    scores = {hit.path: near + share * hit.score / best for hit, near in zip(words, nearness, strict=True)} | {
        hit.path: hit.score for hit in meant
    }
    for path, first in followed.items():
        if path in scores and first in scores:
            scores[path] = scores[first]
    # Sorting is stable: of equal ones the first by words stays first.
    return sorted([*found, *others], key=lambda fused: -scores[fused.hit.path])
