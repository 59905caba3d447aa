"""Questions in other words than the document's: how high stands the document that answers them?

`own_words.tsv` has a document's path and a question a line, written by hand as somebody would ask who doesn't know the
subject's terms. Measured are

- text: `Library.search` with words only;
- meaning: the vectors of the documents' questions alone, the nearest first;
- both: `Library.search` as a reader gets it;
- the peers, which look for all words and, where no document has them, for any.

A document counts as found where a hit has its title. Intervals are of 95 per cent, by resampling the questions
(B. Efron and R. Tibshirani, An Introduction to the Bootstrap, 1993, chapter 13).
"""

from __future__ import annotations

import random
import statistics
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path

from qtbrowser.library import Library
from qtbrowser.library.cache import LibraryCache
from qtbrowser.library.library_index import LibraryIndex
from qtbrowser.library.meaning_index import shared_model
from qtbrowser.library.personal_keys import PersonalKeys
from qtbrowser.library.sources import Sources
from qtbrowser.meaning.nearest_documents import NearestDocuments
from qtbrowser.meaning.vector_file import VectorKind
from qtbrowser.meaning.vector_store import VectorStore
from qtbrowser.search.analysis import STOP_WORDS, tokens
from tests.benchmarks.search.known_items import DEPTH, as_question, mrr, place_of, recall
from tests.benchmarks.search.peers import opened

TEXT, MEANING, BOTH = "text", "meaning", "both"
QUESTIONS = Path(__file__).with_suffix(".tsv")
LEAST_GAIN = 1.7
"""What `both` is to be times `text`, by MRR@10."""
LEAST_ADDED = 0.05
"""What `both` is to be above `meaning`."""
_RESAMPLED = 2_000


@dataclass(frozen=True, slots=True)
class Asked:
    """A question, the title of its document, and the place of that title for each program (0: not among the first).

    `shares_word` is whether question and title have a word in common that is not among the commonest.
    """

    question: str
    title: str
    shares_word: bool
    places: dict[str, int]


def read_questions(file: Path = QUESTIONS) -> list[tuple[str, str]]:
    """Return path and question of each line."""
    lines = file.read_text(encoding="utf-8").splitlines()
    return [(path, question) for path, _, question in (line.partition("\t") for line in lines)]


def measure(library: Path, cache: Path, folder: Path, names: Sequence[str]) -> list[Asked]:
    """Ask every program every question whose document the library has; vectors that are missing are made.

    Args:
        library: the documents.
        cache: QtBrowser's cache folder.
        folder: where the peers' indexes are kept.
        names: of the peers.
    """
    with Library.open(library, cache_dir=cache) as ours, opened(names, library, folder) as peers:
        for _ in ours.make_meaning():
            pass
        titles = {entry.path: entry.title for entry in ours.entries()}
        by_questions = _by_questions(ours.folder, cache)
        asked = []
        for path, question in read_questions():
            if path not in titles:
                continue
            title = titles[path]
            places = {
                TEXT: place_of([hit.title for hit in ours.search(question, DEPTH, words_only=True).hits], title),
                MEANING: place_of([titles[near] for near in by_questions(question) if near in titles], title),
                BOTH: place_of([hit.title for hit in ours.search(question, DEPTH).hits], title),
            }
            for peer in peers:
                places[peer.name] = place_of(peer.search_or_any(as_question("", question), DEPTH).titles, title)
            asked.append(Asked(question, title, bool(_words(question) & _words(title)), places))
        return asked


def _by_questions(library: Path, cache: Path) -> Callable[[str], list[str]]:
    """Return a function that finds the paths of the documents whose questions are nearest in meaning."""
    folder = LibraryCache(library, cache)
    index = LibraryIndex(library, folder, PersonalKeys(library))
    index.reload()

    def load(sources: Sources | None) -> tuple[NearestDocuments, Sources]:
        assert sources is not None
        vectors = VectorStore(sources.meaning.folder).load()
        of_questions = {VectorKind.QUESTION: vectors[VectorKind.QUESTION]}
        return NearestDocuments(sources.searcher.numbers(), sources.catalog.text_keys(), of_questions), sources

    nearest, sources = index.with_sources(load)
    allowed = sources.searcher.allowed()

    def find(question: str) -> list[str]:
        nearness = nearest.to_text(shared_model().encode([question])[0])
        return [nearest.paths[number] for number, _ in nearest.best(nearness, allowed, DEPTH, -1.0)]

    return find


def _words(text: str) -> set[str]:
    return {token.stem for token in tokens(text) if token.word not in STOP_WORDS and len(token.word) > 1}


def report(asked: Sequence[Asked], library: Path) -> None:
    """Print both measures of each program, for all questions and for those that share no word with the title."""
    programs = list(asked[0].places)
    groups = {"all questions": asked, "no word in common": [one for one in asked if not one.shares_word]}
    for name, measured in (("MRR@10", mrr), ("recall@10", recall)):
        print(f"\nIn other words, {name} and its 95 % interval: {library}")
        print(f"{'':<19} {'asked':>5} " + " ".join(f"{program:>20}" for program in programs))
        for label, group in groups.items():
            columns = [_with_interval([one.places[program] for one in group], measured) for program in programs]
            print(f"{label:<19} {len(group):>5} " + " ".join(f"{column:>20}" for column in columns))
    values = {program: mrr([one.places[program] for one in asked]) for program in programs}
    gain, added = values[BOTH] / (values[TEXT] or 1), values[BOTH] - values[MEANING]
    print(f"\nboth / text: {gain:.2f}, at least {LEAST_GAIN}: {'held' if gain >= LEAST_GAIN else 'BELOW'}")
    print(f"both - meaning: {added:.3f}, at least {LEAST_ADDED}: {'held' if added >= LEAST_ADDED else 'BELOW'}")


def _with_interval(places: Sequence[int], measured: Callable[[Sequence[int]], float]) -> str:
    chance = random.Random(1)
    values = sorted(measured(chance.choices(places, k=len(places))) for _ in range(_RESAMPLED))
    low, high = values[round(0.025 * _RESAMPLED)], values[round(0.975 * _RESAMPLED) - 1]
    return f"{measured(places):.3f} ({low:.3f}-{high:.3f})"


def report_losses(asked: Sequence[Asked], count: int) -> None:
    """Print the first questions whose document text puts higher than both do."""
    worth = {0: DEPTH + 1}
    lost = [one for one in asked if worth.get(one.places[BOTH], one.places[BOTH]) > one.places[TEXT] > 0]
    print(f"\n{len(lost)} lost against text, {statistics.fmean(one.places[BOTH] == 0 for one in asked):.0%} not found")
    for one in lost[:count]:
        print(f"  asked:  {one.question}\n  wanted: {one.title}\n  place:  {one.places}")
