"""Makes a query for documents similar to one: its most characteristic words by TF-IDF."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Sequence
from heapq import nlargest

from qtbrowser.search.analysis import STOP_WORDS, analyse, find_forms
from qtbrowser.search.lexicon import to_term
from qtbrowser.search.matching import word_count
from qtbrowser.search.query import Clause, Either, Query, QueryWord
from qtbrowser.search.scoring import TermStatistics
from qtbrowser.search.segment import STEMS
from qtbrowser.search.segment_view import SegmentView

MOST_WORDS = 16
# The weight of an occurrence in the question, relative to one in the answer.
_TITLE_WEIGHT = 5
_SHORTEST = 3
_MOST_LOOKED_UP = 80
# Only this many characters at the beginning of a document are used.
_MOST_TEXT = 20_000


def key_words(title: str, answer: str, views: Sequence[SegmentView], statistics: TermStatistics) -> Query:
    """Return a query for any of the words that are most characteristic of a document.

    Args:
        title, answer: the document's title and answer as plain text.
        views: all segments.
        statistics: the statistics of all segments together.
    """
    counts: Counter[str] = Counter()
    written: dict[str, dict[str, int]] = defaultdict(dict)
    for text, weight in ((title, _TITLE_WEIGHT), (answer[:_MOST_TEXT], 1)):
        # Texts repeat their forms: each is analysed once.
        for form, count in Counter(find_forms(text)).items():
            word, stem, _ = analyse(form)
            if len(word) >= _SHORTEST and word not in STOP_WORDS and not word.isdigit():
                counts[stem] += weight * count
                written[stem][word] = written[stem].get(word, 0) + count
    worth: dict[str, float] = {}
    last = 0
    for stem, count in counts.most_common(_MOST_LOOKED_UP):
        if count != last and len(worth) >= MOST_WORDS:
            most = count / (count + 2) * statistics.rarity(2)
            if nlargest(MOST_WORDS, worth.values())[-1] > most:
                # However few documents have the stems that are left, none of them is among the best.
                break
        last = count
        documents = _document_count(stem, views)
        # A word that only this document has finds no other.
        if documents > 1:
            worth[stem] = count / (count + 2) * statistics.rarity(documents)
    chosen = sorted(worth, key=lambda stem: (-worth[stem], stem))[:MOST_WORDS]
    clauses = tuple(Clause((QueryWord(max(written[stem], key=written[stem].__getitem__), stem),)) for stem in chosen)
    return Query(title, (Either(clauses),) if clauses else ())


def _document_count(stem: str, views: Sequence[SegmentView]) -> int:
    """Return the number of documents with a stem; in each segment, only the field in which most have it is counted."""
    term = to_term(stem)
    total = 0
    for view in views:
        content = view.content
        ordinal = content.lexicon(STEMS).find(term)
        if ordinal < 0:
            continue
        if view.has_deleted:
            span = ordinal, ordinal + 1
            total += max(word_count(content, name, [span], view.is_live) for name in ("title", "answer"))
        else:
            total += max(content.postings("title").count(ordinal), content.postings("answer").count(ordinal))
    return total
