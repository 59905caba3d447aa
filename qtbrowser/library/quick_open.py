"""Finds the question whose title somebody is typing, typing errors included, fast enough for every key."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from itertools import islice

from qtbrowser.catalog.catalog_values import Entry
from qtbrowser.library.fuzzy_ranking import rank
from qtbrowser.library.sources import Sources
from qtbrowser.search.analysis import question_key

MOST_CANDIDATES = 1_000
"""So many titles are ranked at a key: RapidFuzz takes 40 to 160 ms for 36,000, and the index puts the best first."""

_BEGINNING = 3
_MOST_WORDS = 6


@dataclass(frozen=True, slots=True)
class QuickOpened:
    """What was found for a text.

    Attributes:
        text: as typed.
        entries: the documents whose titles fit, the best first.
        survivors: path -> folded title of all candidates that fit, for the next key.
    """

    text: str
    entries: tuple[Entry, ...] = ()
    survivors: Mapping[str, str] = field(default_factory=dict)


def quick_open(
    text: str, sources: Sources, limit: int, before: Mapping[str, str], *, include_hidden: bool = False
) -> QuickOpened:
    """Find documents by their titles.

    Candidates are the titles that have all typed words, the last one as a beginning, and the survivors of the last
    key: the word that was mistyped with this key had its right beginning until then. Where no title has all words,
    those that have all but one are candidates, too, or else those with the beginnings of single words.

    Args:
        text: what was typed; case and accents don't matter.
        sources: catalog and searcher.
        limit: most documents to return.
        before: the survivors of the last key.
        include_hidden: documents that ask not to be listed, too.

    Raises:
        IndexDamaged: the index can't be read.
    """
    typed = question_key(text)
    if not typed:
        return QuickOpened(text)
    found = dict(sources.searcher.titled(typed, limit=MOST_CANDIDATES, include_hidden=include_hidden))
    candidates = dict(islice(({**found, **before} if len(found) < MOST_CANDIDATES else found).items(), MOST_CANDIDATES))
    if not found:
        rest = MOST_CANDIDATES - len(candidates)
        candidates.update(islice(_with_errors(typed, sources, include_hidden), rest))
    paths, titles = list(candidates), list(candidates.values())
    fitting = [paths[number] for number in rank(typed, titles, len(titles))]
    # Those that the index has and the catalog doesn't know yet are left out.
    entries = sources.catalog.entries.of_paths(fitting[:limit])
    shown = tuple(entries[path] for path in fitting[:limit] if path in entries)
    return QuickOpened(text, shown, {path: candidates[path] for path in fitting})


def _with_errors(typed: str, sources: Sources, include_hidden: bool) -> Iterator[tuple[str, str]]:
    """Titles that have all words but one, which may be mistyped; else those with the beginning of any word."""
    words = typed.split()[:_MOST_WORDS]
    share = MOST_CANDIDATES // len(words)
    others = [" ".join(words[:place] + words[place + 1 :]) for place in range(len(words))] if len(words) > 1 else []
    is_found = False
    for text in others:
        for candidate in sources.searcher.titled(text, limit=share, include_hidden=include_hidden):
            is_found = True
            yield candidate
    for word in [] if is_found else words:
        yield from sources.searcher.titled(word[:_BEGINNING], limit=share, include_hidden=include_hidden)
