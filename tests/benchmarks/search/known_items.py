"""Known items: how high stands the document that somebody had in mind?

For each chosen document and each way of asking for it (see variations), the place of the first hit with its title
among the first ten. MRR@10 is the mean of 1 / place (0 where it is not among them), recall@10 the share found at all.
Peers look for documents with all words and, where there are none, for those with any; half-typed questions end in the
beginning of a word for them as well.

Words of a description are looked for twice: in a copy of the library without descriptions, where they are somebody's
other words for what the answer says, and in the library as it is, where every program reads the description after the
answer. The second is shown and does not count.

QtBrowser searches by meaning as well, as it does for a reader.
"""

from __future__ import annotations

import random
import re
import statistics
from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from qtbrowser.library import Library
from tests.benchmarks.search.ours import OURS
from tests.benchmarks.search.peers import opened
from tests.benchmarks.search.question import Peer, Question
from tests.benchmarks.search.records import copy_without_descriptions, read_records
from tests.benchmarks.search.variations import CLASSES, DESCRIPTION, vary

READ = "description read"
DEPTH = 10
LEVEL = 0.005
"""How far below the best peer a class may stay."""
SHARE_OF_MISSED = 0.5
"""How much of FTS5's 1 - MRR, over all classes, may be left."""
_WORD = re.compile(r"\w+")


@dataclass(frozen=True, slots=True)
class Trial:
    """One text that was typed for one title, and the place of that title in each program (0: not in the first ten)."""

    kind: str
    typed: str
    title: str
    places: dict[str, int]


def measure(library: Path, cache: Path, folder: Path, names: Sequence[str], items: int, seed: int) -> list[Trial]:
    """Ask every program for the same documents.

    Args:
        library: the documents.
        cache: QtBrowser's cache folder.
        folder: where the peers' indexes are kept.
        names: of the peers.
        items: how many documents to ask for, at most.
        seed: chooses them, and what is typed.
    """
    shown = [record for record in read_records(library) if record.title and not record.hidden]
    shown.sort(key=lambda record: record.path)
    chosen = random.Random(seed).sample(shown, min(items, len(shown)))
    asked = [(kind, typed, record.title) for record in chosen for kind, typed in vary(record, seed).items()]
    in_descriptions = [part for part in asked if part[0] == DESCRIPTION]
    apart = folder / "without-descriptions"
    copy_without_descriptions(library, apart / "library")
    return [
        *_ask(library, cache, folder, names, [part for part in asked if part[0] != DESCRIPTION]),
        *_ask(apart / "library", apart / "qtbrowser", apart, names, in_descriptions),
        *_ask(library, cache, folder, names, [(READ, typed, title) for _, typed, title in in_descriptions]),
    ]


def _ask(
    library: Path, cache: Path, folder: Path, names: Sequence[str], asked: Sequence[tuple[str, str, str]]
) -> list[Trial]:
    """Look in every program for what was asked: kind, text typed and title wanted of each."""
    with Library.open(library, cache_dir=cache) as ours, opened(names, library, folder) as peers:
        for _ in ours.make_meaning():
            pass
        return [Trial(kind, typed, title, _places(ours, peers, kind, typed, title)) for kind, typed, title in asked]


def _places(ours: Library, peers: Sequence[Peer], kind: str, typed: str, title: str) -> dict[str, int]:
    hits = ours.search(typed, limit=DEPTH, include_hidden=True).hits
    places = {OURS: place_of([hit.title for hit in hits], title)}
    question = as_question(kind, typed)
    for peer in peers:
        places[peer.name] = place_of(peer.search_or_any(question, DEPTH).titles, title)
    return places


def as_question(kind: str, typed: str) -> Question:
    """Return what was typed as a question for the peers."""
    words = _WORD.findall(typed.lower())
    if kind == "half typed" and typed[-1:].isalnum():
        return Question(kind, tuple(words[:-1]), beginning=words[-1])
    return Question(kind, tuple(words))


def place_of(titles: Sequence[str], wanted: str) -> int:
    """Return the place of a title, 1 for the first, 0 where it is not among them; case and spacing don't matter."""
    folded = [_folded(title) for title in titles]
    return folded.index(_folded(wanted)) + 1 if _folded(wanted) in folded else 0


def _folded(title: str) -> str:
    return " ".join(title.casefold().split())


def mrr(places: Sequence[int]) -> float:
    """Return the mean reciprocal rank of places, 0 meaning not found."""
    return statistics.fmean(1 / place if place else 0.0 for place in places)


def recall(places: Sequence[int]) -> float:
    """Return the share of places that are not 0."""
    return statistics.fmean(place > 0 for place in places)


def report(trials: Sequence[Trial], library: Path) -> None:
    """Print both measures for each class and program, and what the limits say."""
    programs = list(trials[0].places)
    by_class: dict[str, list[Trial]] = defaultdict(list)
    for trial in trials:
        by_class[trial.kind].append(trial)
    counted = [kind for kind in CLASSES if kind in by_class]
    for name, measured in (("MRR@10", mrr), ("recall@10", recall)):
        is_limited = name == "MRR@10"
        print(f"\nKnown items, {name}: {library}")
        print(f"{'class':<17} {'typed':>6} " + " ".join(f"{program:>10}" for program in programs))
        rows = {
            kind: [measured([trial.places[program] for trial in by_class[kind]]) for program in programs]
            for kind in by_class
        }
        for kind in counted:
            _print_row(kind, len(by_class[kind]), rows[kind], _note(rows[kind]) if is_limited else "")
        overall = [statistics.fmean(column) for column in zip(*(rows[kind] for kind in counted), strict=True)]
        _print_row("all, each alike", sum(len(by_class[kind]) for kind in counted), overall)
        if READ in rows:
            _print_row(READ, len(by_class[READ]), rows[READ], "   (not counted)")
        if is_limited and "FTS5" in programs:
            share = (1 - overall[0]) / ((1 - overall[programs.index("FTS5")]) or 1)
            over = "OVER" if share > SHARE_OF_MISSED else "held"
            print(f"1 - MRR as a share of FTS5's: {share:.2f}, at most {SHARE_OF_MISSED}: {over}")


def _print_row(kind: str, count: int, values: Sequence[float], note: str = "") -> None:
    print(f"{kind:<17} {count:>6} " + " ".join(f"{value:>10.3f}" for value in values) + note)


def _note(row: Sequence[float]) -> str:
    """Return what the limit of one class says; the first value is ours."""
    behind = max(row[1:], default=0.0) - row[0]
    return f"   BELOW the best by {behind:.3f}" if behind > LEVEL else ""


def report_losses(trials: Sequence[Trial], count: int) -> None:
    """Print, for each class, the first trials in which a peer puts the title higher than we do."""
    for kind in (*CLASSES, READ):
        lost = [trial for trial in trials if trial.kind == kind and _is_lost(trial)]
        print(f"\n{kind}: {len(lost)} lost")
        for trial in lost[:count]:
            places = ", ".join(f"{program} {place or '-'}" for program, place in trial.places.items())
            print(f"  typed:  {trial.typed}\n  wanted: {trial.title}\n  place:  {places}")


def _is_lost(trial: Trial) -> bool:
    worth = {program: 1 / place if place else 0.0 for program, place in trial.places.items()}
    return worth[OURS] < max(worth.values())
