"""How fast a search is as a reader gets it: 20 hits with titles, subjects, exact total and marked snippets.

`Library.search` by words alone, which is what the window shows first, against tantivy with its SnippetGenerator and
FTS5 with snippet(), in turn in one run, in milliseconds of processor time. A whole question is a title of the library;
where no document has all of its words, the peers look for any of them. Words and phrases are as in `kinds`.
"""

from __future__ import annotations

import math
import time
from collections.abc import Callable, Sequence
from pathlib import Path

from qtbrowser.library import Library
from tests.benchmarks.figures import Figure, percentile
from tests.benchmarks.search.kinds import SAMPLE, make_questions
from tests.benchmarks.search.peers import opened
from tests.benchmarks.search.question import Peer, Question
from tests.benchmarks.search.records import sample_records

LIMIT = 20
_KINDS = {"rare": "one word", "and": "several words", "or5": "any of five", "phrase": "phrase", "as you type": "typing"}
_WHOLE = "whole question"
_QUESTIONS = 24
_SEED = 4
# Wanted: of tantivy's time in the geometric mean of the kinds, and of each kind.
_MEAN, _EACH = 1.0, 1.5
_SLOWEST_MS = 30.0

Ask = Callable[[Question], object]


def measure(library: Path, cache: Path, folder: Path, names: Sequence[str], rounds: int) -> list[Figure]:
    """Ask every question in each program in turn, print the table, and return the figures that have limits.

    Args:
        library: the documents; they have been indexed.
        cache: QtBrowser's cache folder.
        folder: where the peers' indexes are kept.
        names: of the peers; those without snippets are left out.
        rounds: how often each question is asked, without the first round, which is not counted.
    """
    asked: dict[str, list[Question]] = {kind: [] for kind in _KINDS.values()}
    for question in make_questions(library, cache, _SEED):
        if question.kind in _KINDS:
            asked[_KINDS[question.kind]].append(question)
    asked[_WHOLE] = [
        Question(_WHOLE, tuple(record.title.lower().strip("?").split()))
        for record in sample_records(library, SAMPLE, _SEED)[:_QUESTIONS]
    ]
    with Library.open(library, cache_dir=cache, refresh=False) as ours, opened(names, library, folder) as peers:
        programs: dict[str, Ask] = {
            "QtBrowser": lambda question: ours.search(question.text, LIMIT, include_hidden=True, words_only=True)
        }
        programs |= {peer.name: _asking(peer) for peer in peers if peer.has_snippets}
        times = {kind: {name: [0.0] * len(questions) for name in programs} for kind, questions in asked.items()}
        for number in range(rounds + 1):
            for kind, questions in asked.items():
                for place, question in enumerate(questions):
                    for name, ask in programs.items():
                        begin = time.process_time()
                        ask(question)
                        taken = (time.process_time() - begin) * 1000
                        known = times[kind][name][place]
                        if number:
                            times[kind][name][place] = min(known, taken) if number > 1 else taken
    return _report(times)


def _asking(peer: Peer) -> Ask:
    return lambda question: peer.with_snippets(question, LIMIT) or peer.with_snippets(question.with_any_word(), LIMIT)


def _report(times: dict[str, dict[str, list[float]]]) -> list[Figure]:
    """Print the table by kinds, and return the ratios."""
    programs = list(next(iter(times.values())))
    print("\nMilliseconds of processor time for 20 hits with snippets and the exact total: p50, p95, max")
    print(f"{'kind':<15} " + " ".join(f"{name:>24}" for name in programs))
    for kind, of_kind in times.items():
        cells = [
            f"{percentile(taken, 0.5):>8.2f}{percentile(taken, 0.95):>8.2f}{max(taken):>8.2f}"
            for taken in of_kind.values()
        ]
        print(f"{kind:<15} " + " ".join(cells))
    figures = []
    for peer in programs[1:]:
        for share, label in ((0.5, "p50"), (0.95, "p95")):
            ratios = {
                kind: percentile(of_kind[programs[0]], share) / percentile(of_kind[peer], share)
                for kind, of_kind in times.items()
            }
            mean = math.exp(sum(map(math.log, ratios.values())) / len(ratios))
            worst = max(ratios, key=ratios.__getitem__)
            is_limited = peer == "tantivy"
            figures += [
                Figure(f"{label}, of {peer}'s, geometric mean", mean, "x", _MEAN if is_limited else None),
                Figure(f"{label}, of {peer}'s, worst kind", ratios[worst], "x", _EACH if is_limited else None, worst),
            ]
    slowest = {kind: max(of_kind[programs[0]]) for kind, of_kind in times.items()}
    worst = max(slowest, key=slowest.__getitem__)
    return [*figures, Figure("slowest question", slowest[worst], "ms", _SLOWEST_MS, worst)]
