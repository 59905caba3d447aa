"""Figures of a library: documents by subject and month, their lengths, and their links."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from qtbrowser.catalog.folding import subject_key
from qtbrowser.catalog.subject_folders import folder_counts, subject_folders
from qtbrowser.documents.folder_kind import FolderKinds

# The modules that read documents take long to import, and the window and every command import this module for its
# types.
if TYPE_CHECKING:
    from qtbrowser.curation.checks.facts import Facts
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


def statistics_of(library: WholeLibrary, files: int, name: str, unresolved: int) -> Statistics:
    """Compute the statistics of a library.

    Args:
        library: the facts of its documents.
        files: the number of its files, including those that can't be read.
        name: the name of its folder, which is the subject of documents directly in it that have none.
        unresolved: the number of links and pictures in its answers whose target is not there.
    """
    documents = library.documents
    dated = [fact for fact in documents if fact.date]
    lengths = sorted(fact.length for fact in documents)
    linked = library.linked_from
    ranked = sorted(documents, key=lambda fact: (-len(linked.get(fact.path, ())), fact.path))
    targets = [target for found in library.related_paths.values() for target in found]
    return Statistics(
        documents=len(documents),
        unreadable=files - len(documents),
        hidden=sum(fact.hidden for fact in documents),
        subjects=_subjects(documents, name, library.kinds),
        months=tuple(_months(dated)),
        undated=len(documents) - len(dated),
        lengths=tuple(_groups(lengths)),
        median_length=lengths[len(lengths) // 2] if lengths else 0,
        most_linked=tuple(
            Linked(fact.path, fact.title, len(linked[fact.path]))
            for fact in ranked[:MOST_LINKED]
            if fact.path in linked
        ),
        orphans=tuple(fact.path for fact in documents if fact.path not in linked),
        links=len(targets),
        dangling=targets.count(None),
        text_links=sum(len(fact.targets) for fact in documents),
        unresolved=unresolved,
    )


def _subjects(documents: Sequence[Facts], name: str, kinds: FolderKinds) -> tuple[tuple[str, int], ...]:
    folders = subject_folders(folder_counts(fact.path for fact in documents), kinds)
    spellings: defaultdict[str, Counter[str]] = defaultdict(Counter)
    for fact in documents:
        own = fact.subject or folders.subject_of(fact.path.rpartition("/")[0], name)
        # Each of its subjects counts a document, once.
        for key, subject in {subject_key(one): one for one in (*reversed(fact.further), own)}.items():
            spellings[key][subject] += 1
    counted = [(found.most_common(1)[0][0], found.total()) for found in spellings.values()]
    return tuple(sorted(counted, key=lambda pair: (-pair[1], pair[0])))


def _months(dated: Iterable[Facts]) -> Iterator[tuple[str, int, int]]:
    total = 0
    for month, count in sorted(Counter(fact.date[:7] for fact in dated).items()):
        total += count
        yield month, count, total


def _groups(lengths: Sequence[int]) -> Iterator[tuple[int, int | None, int]]:
    below = 0
    for end in (*LENGTHS, None):
        yield below, end, sum(length >= below and (end is None or length < end) for length in lengths)
        below = end or below
