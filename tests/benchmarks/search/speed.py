"""How fast questions are answered: the best 20 titles and the exact total, in every program in turn.

A whole list of questions is asked several times over, so that what a program remembers of a question must outlast all
the others. The first round warms the disk's cache and is not counted; a question's time is the median of the others,
in seconds of the processor: other work on the machine disturbs these least. A kind of question that QtBrowser answers
otherwise than the peers (its total is less than half or more than double) is printed but not compared. Snippets are
no part of what is compared: they are measured apart, and as a part of `Library.search`, which is asked by itself.
"""

from __future__ import annotations

import statistics
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from qtbrowser.library import Library
from tests.benchmarks.figures import Figure, percentile
from tests.benchmarks.search.kinds import COUNTS, make_questions
from tests.benchmarks.search.ours import OURS, WHOLE, LibrarySearch, QtBrowserSearch
from tests.benchmarks.search.peers import opened
from tests.benchmarks.search.question import Found, Program, Question

LIMIT = 20
_DIFFERENT = 2.0
# Ratios to a peer that the median and the 95th percentile may have, and the median while typing.
_LIMITS = {"FTS5": (0.35, 0.25, None), "tantivy": (1.75, 2.5, 2.0), "Xapian": (None, None, None)}
_SLOWEST_MS = 100.0
_SNIPPETS_MS = 4.0
_FACETS_MS = 2.0
_FACET_RUNS = 3
_AT_DOCUMENTS = 50_000
"""Libraries up to this size must answer within `_SLOWEST_MS`."""


@dataclass(slots=True)
class Times:
    """Milliseconds of one program for each question it can answer, and the totals it counted."""

    first: dict[int, float] = field(default_factory=dict)
    later: dict[int, list[float]] = field(default_factory=dict)
    totals: dict[int, int] = field(default_factory=dict)

    def add(self, number: int, found: Found, milliseconds: float) -> None:
        """Note one answer to question `number`."""
        self.totals[number] = found.total
        if number in self.first:
            self.later.setdefault(number, []).append(milliseconds)
        else:
            self.first[number] = milliseconds

    def median(self, number: int) -> float:
        """Return the time that question `number` takes."""
        return statistics.median(self.later[number])

    def of(self, numbers: Iterable[int]) -> list[float]:
        """Return the time of each of some questions."""
        return [self.median(number) for number in numbers]


def measure(library: Path, cache: Path, folder: Path, names: Sequence[str], rounds: int) -> list[Figure]:
    """Ask, print the table by kinds, and return the figures that have limits.

    Args:
        library: the documents.
        cache: QtBrowser's cache folder; the index is made if need be.
        folder: where the peers' indexes are kept.
        names: of the peers.
        rounds: how often the list of questions is asked, without the round that is not counted.
    """
    Library.open(library, cache_dir=cache).close()
    ours, whole = QtBrowserSearch(library, cache), LibrarySearch(library, cache)
    questions = make_questions(library, cache)
    with opened(names, library, folder) as peers:
        times = {program.name: Times() for program in (ours, whole, *peers)}
        # What `Library.search` adds is no part of the comparison, and would only push out of the processor's caches
        # what the others have there.
        for programs in ([ours, *peers], [whole]):
            _ask(programs, questions, rounds, times)
    different = _different_kinds(questions, times)
    _print_kinds(questions, times, different)
    figures = _figures(questions, times, different, ours.document_count) + _extras(questions, ours)
    ours.close()
    whole.close()
    return figures


def _ask(programs: Sequence[Program], questions: Sequence[Question], rounds: int, times: dict[str, Times]) -> None:
    for _ in range(rounds + 1):
        for number, question in enumerate(questions):
            for program in programs:
                found, seconds = program.timed(question, LIMIT)
                if found is not None:
                    times[program.name].add(number, found, seconds * 1000)


def _different_kinds(questions: Sequence[Question], times: dict[str, Times]) -> set[str]:
    """Return the kinds that we answer otherwise than the first peer that answers them at all."""
    different = set()
    for kind in COUNTS:
        numbers = [number for number, question in enumerate(questions) if question.kind == kind]
        for peer in (times[name] for name in times if name not in (OURS, WHOLE)):
            ratios = [(times[OURS].totals[n] + 1) / (peer.totals[n] + 1) for n in numbers if n in peer.totals]
            if ratios:
                if not 1 / _DIFFERENT <= statistics.median(ratios) <= _DIFFERENT:
                    different.add(kind)
                break
    return different


def _print_kinds(questions: Sequence[Question], times: dict[str, Times], different: set[str]) -> None:
    print(f"\nMilliseconds of processor time for the best {LIMIT} titles and the exact total: p50, p95, max")
    print(f"{'kind':<12} {'asked':>6} " + " ".join(f"{name:>24}" for name in times))
    for kind in [*COUNTS, ""]:
        numbers = [
            number
            for number, question in enumerate(questions)
            if question.kind == kind or (not kind and question.kind not in different)
        ]
        cells = []
        for program in times.values():
            taken = program.of(number for number in numbers if number in program.first)
            cells.append(
                f"{percentile(taken, 0.5):>8.2f}{percentile(taken, 0.95):>8.2f}{max(taken):>8.2f}"
                if taken
                else " " * 24
            )
        note = "   answered otherwise: not compared" if kind in different else ""
        print(f"{kind or 'all compared':<12} {len(numbers):>6} " + " ".join(cells) + note)


def _figures(
    questions: Sequence[Question], times: dict[str, Times], different: set[str], documents: int
) -> list[Figure]:
    compared = [number for number, question in enumerate(questions) if question.kind not in different]
    ours = times[OURS]
    figures = []
    for name, (middle, late, typing) in _LIMITS.items():
        if name not in times:
            continue
        both = [number for number in compared if number in times[name].first]
        typed = [number for number in both if questions[number].kind == "as you type"]
        for label, share, limit, numbers in (
            ("p50", 0.5, middle, both),
            ("p95", 0.95, late, both),
            ("as you type, p50", 0.5, typing, typed),
        ):
            if numbers:
                value, other = percentile(ours.of(numbers), share), percentile(times[name].of(numbers), share)
                note = f"{value:.2f} against {other:.2f} ms, {len(numbers)} questions"
                figures.append(Figure(f"{label}, of {name}'s", value / other, "x", limit, note))
    slowest = max(compared, key=ours.median)
    limit = _SLOWEST_MS if documents <= _AT_DOCUMENTS else None
    figures.append(Figure("slowest question", ours.median(slowest), "ms", limit, questions[slowest].kind))
    first = [ours.first[number] for number in compared]
    figures.append(Figure("asked for the first time, p50", percentile(first, 0.5), "ms"))
    figures.append(Figure("asked for the first time, p95", percentile(first, 0.95), "ms"))
    return figures


def _extras(questions: Sequence[Question], ours: QtBrowserSearch) -> list[Figure]:
    """Return what snippets and facets cost beside the search."""
    snippets = [ours.snippet_seconds(question, LIMIT) * 1000 for question in questions]
    facets = [
        statistics.median(ours.facet_seconds(question, LIMIT) * 1000 for _ in range(_FACET_RUNS))
        for question in questions
    ]
    return [
        Figure(f"snippets of {LIMIT} hits, p50", percentile(snippets, 0.5), "ms", _SNIPPETS_MS),
        Figure(f"snippets of {LIMIT} hits, p95", percentile(snippets, 0.95), "ms"),
        Figure("facets, p50", percentile(facets, 0.5), "ms", _FACETS_MS),
        Figure("facets, p95", percentile(facets, 0.95), "ms"),
    ]
