"""Figures of a library: documents by subject and month, their lengths, and their links."""

from __future__ import annotations

from array import array
from collections import Counter, defaultdict
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from heapq import nsmallest
from typing import TYPE_CHECKING

from qtbrowser.catalog.folding import subject_key
from qtbrowser.catalog.subject_folders import folder_counts, subject_folders

# The modules that read documents take long to import, and the window and every command import this module for its
# types.
if TYPE_CHECKING:
    from qtbrowser.curation.checks.fact_store import FactStore
    from qtbrowser.curation.checks.whole_library import WholeLibrary

LENGTHS = (300, 500, 1_000, 1_500, 2_000, 3_000, 4_000, 6_000, 10_000)
"""Upper bounds, in characters, of the groups by which answers are counted; the last group has none."""

MOST_LINKED = 50
"""The number of documents in the list of the most linked ones."""


@dataclass(frozen=True, slots=True)
class Linked:
    """A document and the number of others that link to it."""

    path: str
    title: str
    links: int


@dataclass(frozen=True, slots=True)
class Statistics:
    """Figures of a library.

    Attributes:
        documents: the number of readable documents, including hidden ones.
        unreadable: the number of unreadable files.
        hidden: the number of documents that are hidden from lists.
        subjects: each subject, in its most common spelling, with its number of documents, the largest first. A document
            of several subjects is counted in each of them.
        months: (month as ``2025-01``, its documents, documents up to and including it), in order; documents without a
            date are left out.
        undated: the number of documents without a date.
        lengths: (from, up to, answers) in characters; `up to` is excluded, and None for the longest.
        median_length: the median length of the answers, in characters.
        most_linked: the documents to which most others link, in their related questions or answers.
        orphans: paths of the documents to which no other links.
        links: the number of related questions in all documents.
        dangling: the number of those that lead nowhere.
        text_links: the number of links and pictures in the answers that are to be in the library.
        unresolved: the number of those that are not there.
    """

    documents: int
    unreadable: int
    hidden: int
    subjects: tuple[tuple[str, int], ...]
    months: tuple[tuple[str, int, int], ...]
    undated: int
    lengths: tuple[tuple[int, int | None, int], ...]
    median_length: int
    most_linked: tuple[Linked, ...]
    orphans: tuple[str, ...]
    links: int
    dangling: int
    text_links: int
    unresolved: int


@dataclass(frozen=True, slots=True)
class StatisticsProgress:
    """A step of computing statistics: files read, of all files; only the last step has the statistics."""

    done: int
    total: int
    statistics: Statistics | None = None


def statistics_of(
    library: WholeLibrary,
    store: FactStore,
    related: Callable[[int], tuple[Sequence[int], bool]],
    files: int,
    name: str,
) -> Statistics:
    """Compute the statistics of a library.

    Args:
        library: its documents.
        store: their facts.
        related: gives the numbers of the documents that the related questions of one lead to.
        files: the number of its files, including those that can't be read.
        name: the name of its folder, which is the subject of documents directly in it that have none.
    """
    from qtbrowser.curation.checks.relations import unresolved_targets
    from qtbrowser.curation.checks.site_addresses import SiteAddresses
    from qtbrowser.curation.checks.whole_library import NOWHERE

    library.lookup.many = True
    addresses = SiteAddresses(library)
    folders = subject_folders(folder_counts(library.lookup.paths()), library.kinds)
    spellings: defaultdict[str, Counter[str]] = defaultdict(Counter)
    months: Counter[str] = Counter()
    sources: Counter[int] = Counter()
    paths: dict[int, str] = {}
    lengths = array("q")
    hidden = links = dangling = text_links = unresolved = 0
    for number, fact in store.all_facts():
        if not fact.readable:
            continue
        library.asked.clear()
        paths[number] = fact.path
        own = fact.subject or folders.subject_of(fact.path.rpartition("/")[0], name)
        # Each of its subjects counts a document, once.
        for key, subject in {subject_key(one): one for one in (*reversed(fact.further), own)}.items():
            spellings[key][subject] += 1
        months[fact.date[:7]] += 1
        lengths.append(fact.length)
        hidden += fact.hidden
        targets = related(number)[0]
        links += len(targets)
        dangling += sum(target == NOWHERE for target in targets)
        text_links += len(fact.targets)
        unresolved += sum(1 for _ in unresolved_targets(library, fact, addresses))
        text_targets = (library.document_at(target, fact.path) for target, _ in fact.targets)
        linked = {*targets, *(found.number for found in text_targets if found is not None)}
        sources.update(target for target in linked if target > NOWHERE and target != number)
    lengths = array("q", sorted(lengths))
    most = nsmallest(MOST_LINKED, sources.items(), key=lambda pair: (-pair[1], paths[pair[0]]))
    counted = [(found.most_common(1)[0][0], found.total()) for found in spellings.values()]
    undated = months.pop("", 0)
    return Statistics(
        documents=len(paths),
        unreadable=files - len(paths),
        hidden=hidden,
        subjects=tuple(sorted(counted, key=lambda pair: (-pair[1], pair[0]))),
        months=tuple(_months(months)),
        undated=undated,
        lengths=tuple(_groups(lengths)),
        median_length=lengths[len(lengths) // 2] if lengths else 0,
        most_linked=tuple(Linked(paths[number], library.lookup.facts(number).title, count) for number, count in most),
        orphans=tuple(path for number, path in paths.items() if number not in sources),
        links=links,
        dangling=dangling,
        text_links=text_links,
        unresolved=unresolved,
    )


def _months(months: Mapping[str, int]) -> Iterator[tuple[str, int, int]]:
    total = 0
    for month, count in sorted(months.items()):
        total += count
        yield month, count, total


def _groups(lengths: Sequence[int]) -> Iterator[tuple[int, int | None, int]]:
    below = 0
    for end in (*LENGTHS, None):
        yield below, end, sum(length >= below and (end is None or length < end) for length in lengths)
        below = end or below
